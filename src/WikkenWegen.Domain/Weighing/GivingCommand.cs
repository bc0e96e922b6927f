namespace WikkenWegen.Domain;

/// <summary>
/// Gives something, in a round or outside rounds. A blind round is over when it closes: from then on everybody can read what was given in
/// it, so only others than the party itself may still record what the party gave in time (on paper, at a meeting), and say why it was late.
/// </summary>
public abstract record GivingCommand : WeighingCommand
{
    /// <summary>Refuses a reason for recording late where nothing is late.</summary>
    public static readonly Rule NotLate = new("not-late", RuleKind.Invalid,
        "Dit wordt niet na de sluiting van een blinde ronde vastgelegd: laat dit veld weg.",
        "This is not recorded after the closing of a blind round: leave this field out.");

    /// <summary>
    /// Refuses a caller who may not read yet what the same party gave in the same blind round, whatever that is about: a refusal of what is
    /// given twice would tell them. Two on the same would count twice, and after the closing neither could be revised.
    /// </summary>
    public static readonly Rule GivenUnread = new("given-unread", RuleKind.Forbidden,
        "{0} gaf in deze blinde ronde iets dat u nog niet mag lezen. Tot de sluiting legt alleen {0} zelf, of wie dat vastlegde, er nog iets bij vast.",
        "{0} gave something in this blind round that you may not read yet. Until its closing only {0}, or who recorded that, records more of theirs.");

    /// <summary>Who gives it: a stakeholder or a role.</summary>
    protected abstract Who Giver { get; }

    /// <summary>Number of the round, which must have been open when it was given; null outside rounds.</summary>
    public int? Round { get; init; }

    /// <summary>Why it is recorded only after the blind round had closed, kept in the vault. Needed then, refused otherwise.</summary>
    public Sealed? LateReason { get; init; }

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => Round is { } round ? [Invariant($"rounds/{round}")] : [];

    /// <inheritdoc />
    protected override Refusal? Forbidden(Weighing weighing, Actor actor)
    {
        if (base.Forbidden(weighing, actor) is { } forbidden) return forbidden;
        return IsLate(weighing) && (actor.OwnPartyOnly || weighing.IsOfPartyOf(Giver.Stakeholder, actor.Subject)) ? Rules.RoundClosed.At("/round", Round!) : null;
    }

    /// <inheritdoc />
    private protected override IEnumerable<Refusal> BesideUnread(Weighing weighing, string reader) =>
        weighing.HasUnreadOf(Giver, Round, reader) ? [GivenUnread.Whole(Speech.Name(Giver))] : base.BesideUnread(weighing, reader);

    /// <inheritdoc />
    protected sealed override string? Speaker(Weighing weighing) => Giver.Stakeholder;

    /// <summary>Refuses what is given in a round that was not open when it happened, and what is late without a reason.</summary>
    protected IEnumerable<Refusal> InRound(Weighing weighing)
    {
        if (IsLate(weighing) && LateReason is null) yield return Rules.ReasonMissing.At("/lateReason");
        if (!IsLate(weighing) && LateReason is not null) yield return NotLate.At("/lateReason");
        if (Round is null) yield break;
        if (weighing.Round(Round) is not { } round) yield return Rules.UnknownRound.At("/round", Round);
        else if (round.Closed is { } closed && OccurredAt >= closed.OccurredAt) yield return Rules.RoundClosed.At("/round", Round);
        else if (OccurredAt < round.Opened.OccurredAt)
            yield return Rules.OccurredBeforeItsGround.At("/occurredAt", round.Opened.Event, round.Opened.OccurredAt);
    }

    private bool IsLate(Weighing weighing) => weighing.Round(Round) is { Blind: true, Closed: not null };
}
