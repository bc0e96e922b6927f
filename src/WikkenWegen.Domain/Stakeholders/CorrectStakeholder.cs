namespace WikkenWegen.Domain.Stakeholders;

/// <summary>What was recorded of a stakeholder was corrected. The invitation itself stays as it was recorded.</summary>
[EventType("stakeholder_corrected")]
public sealed record StakeholderCorrected : WeighingEvent
{
    /// <summary>Code of the stakeholder, such as B3.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the correction, from 1 within the stakeholder.</summary>
    public required int Number { get; init; }

    /// <summary>The organisation or group, as it is from now on.</summary>
    public required string Party { get; init; }

    /// <summary>The role within the party, as it is from now on; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>What say the stakeholder has from now on.</summary>
    public required Say Say { get; init; }

    /// <summary>What the stakeholder stands for, as it is from now on; null where that is not said.</summary>
    public string? Interest { get; init; }

    /// <summary>Name of the person who fills the role, kept in the vault; null where it is not given.</summary>
    public Sealed? PersonName { get; init; }

    /// <summary>How to reach that person, kept in the vault; null where it is not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Number of the party in the trade register, 8 digits with leading zeros; null where it is not given.</summary>
    public string? KvkNumber { get; init; }

    /// <summary>Pseudonymous subject id under which the stakeholder signs in; null where they do not.</summary>
    public string? Subject { get; init; }

    /// <summary>Why it was corrected; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"stakeholders/{Code}/corrections/{Number}";

    /// <inheritdoc />
    protected override string Dutch => $"Wat van belanghebbende {Code} vastligt is verbeterd: {Role} ({Party}), {Words.Dutch(Say)}.";

    /// <inheritdoc />
    protected override string English => $"What was recorded of stakeholder {Code} was corrected: {Role} ({Party}), {Words.English(Say)}.";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Stakeholders = weighing.Stakeholders.Change(s => s.Code == Code, s => s with
        {
            Party = Party,
            Role = Role,
            Say = Say,
            Interest = Interest,
            PersonName = PersonName,
            Contact = Contact,
            KvkNumber = KvkNumber,
            Subject = Subject,
            EarlierSubjects = s.Subject is { } before && before != Subject ? s.EarlierSubjects.Add(before) : s.EarlierSubjects,
            EarlierParties = s.Party == Party ? s.EarlierParties : s.EarlierParties.Add(s.Party),
            Corrections = s.Corrections.Add(new StakeholderCorrection(Number, Reason, origin)),
        }),
    };

    internal override WeighingEvent WithoutPersons(string reader, Weighing newest) =>
        newest.IsThemselves(Code, Subject, reader) ? this : this with { PersonName = null, Contact = null };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new CorrectStakeholder
    {
        Code = Code,
        Party = Party,
        Role = Role,
        Say = Say,
        Interest = Interest,
        PersonName = PersonName,
        Contact = Contact,
        KvkNumber = KvkNumber,
        Subject = Subject,
        Reason = Reason,
    };
}

/// <summary>Corrects what was recorded of a stakeholder. Always the whole; what is left out is no longer known.</summary>
public sealed record CorrectStakeholder : WeighingCommand
{
    /// <summary>
    /// Refuses another subject id for a stakeholder who gave something in a blind round that is still open: whoever signs in with it would read
    /// and revise what was given.
    /// </summary>
    public static readonly Rule GaveInOpenRound = new("gave-in-open-round", RuleKind.Conflict,
        "{0} gaf iets in ronde {1}, die blind is en nog open. Wie voor {0} aanmeldt (subject), kan pas na de sluiting verbeterd worden.",
        "{0} gave something in round {1}, which is blind and still open. Who signs in for {0} (subject) can be corrected only after its closing.");

    /// <summary>Code of the stakeholder, which never changes. They may have withdrawn.</summary>
    public required string Code { get; init; }

    /// <summary>The organisation or group, as it is from now on.</summary>
    public required string Party { get; init; }

    /// <summary>The role within the party, as it is from now on; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>What say the stakeholder has from now on.</summary>
    public required Say Say { get; init; }

    /// <summary>What the stakeholder stands for, as it is from now on; null where that is not said.</summary>
    public string? Interest { get; init; }

    /// <summary>Name of the person who fills the role, kept in the vault; null where it is not given.</summary>
    public Sealed? PersonName { get; init; }

    /// <summary>How to reach that person, kept in the vault; null where it is not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Number of the party in the trade register, 8 digits with leading zeros; null where it is not given.</summary>
    public string? KvkNumber { get; init; }

    /// <summary>Pseudonymous subject id under which the stakeholder signs in; null where they do not.</summary>
    public string? Subject { get; init; }

    /// <summary>Why it is corrected, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Code = weighing.Stakeholder(Code)?.Code ?? Code };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Stakeholder(Code) is not { } stakeholder) yield return WithdrawStakeholder.NoSuchStakeholder.Whole(Code);
        else
        {
            foreach (var refusal in NotBefore(stakeholder.Corrections.Select(c => c.Origin).Append(stakeholder.Origin))) yield return refusal;
            if (Subject != stakeholder.Subject && weighing.OpenBlindRoundOf(stakeholder.Code) is { } round) yield return GaveInOpenRound.At("/subject", stakeholder.Code, round);
        }
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new StakeholderCorrected
    {
        Code = Code,
        Number = weighing.Stakeholder(Code)!.Corrections.Length + 1,
        Party = Party,
        Role = Role,
        Say = Say,
        Interest = Interest,
        PersonName = PersonName,
        Contact = Contact,
        KvkNumber = KvkNumber,
        Subject = Subject,
        Reason = Reason!,
    };
}
