namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder revised their input.</summary>
[EventType("input_revised")]
public sealed record InputRevised : WeighingEvent
{
    /// <summary>Number of the input that is revised, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Number of this revision, from 2.</summary>
    public required int Revision { get; init; }

    /// <summary>The whole input, as it is from now on.</summary>
    public required InputContent Content { get; init; }

    /// <summary>Why it was revised, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"inputs/{Number}/revisions/{Revision}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Inbreng {Number} is herzien (versie {Revision}){Contents.Stance(Content, Words.Dutch, "voorkeur voor")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Input {Number} was revised (revision {Revision}){Contents.Stance(Content, Words.English, "prefers")}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReviseInput { Number = Number, Proposal = ProposalChoice.Of(Content.Proposal), Content = Content, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Inputs = weighing.Inputs.Change(i => i.Number == Number,
            i => i with { Revisions = i.Revisions.Add(new InputRevision(Revision, Content, Reason, origin)) }),
    };
}

/// <summary>Records that a stakeholder revised their input. That can happen only while its round is open.</summary>
public sealed record ReviseInput : WeighingCommand
{
    /// <summary>Number of the input. Refused where it was withdrawn, its round has closed, or the stakeholder who gave it has withdrawn.</summary>
    public required int Number { get; init; }

    /// <summary>The proposal that it is about from now on, in one of its revisions; null where it is about the question as a whole.</summary>
    public ProposalChoice? Proposal { get; init; }

    /// <summary>The whole input, as it is from now on. Its proposal is filled in from the choice above.</summary>
    public required InputContent Content { get; init; }

    /// <summary>Why it is revised, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Proposal = Proposal?.WithCodesOf(weighing),
        Content = Content with { PreferredProposal = weighing.ProposalCode(Content.PreferredProposal) },
    };

    /// <inheritdoc />
    protected override string? Speaker(Weighing weighing) => weighing.Input(Number)?.Stakeholder;

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => Contents.BuildsOn(Proposal, Content);

    /// <summary>Whether another input is about the same already is not told to who may not read that one: what this one is about stays as it was.</summary>
    private protected override IEnumerable<Refusal> BesideUnread(Weighing weighing, string reader)
    {
        var input = weighing.Input(Number)!;
        return Proposal?.Resolve(weighing) != input.Current.Content.Proposal && weighing.HasUnreadOf(new Who(input.Stakeholder, null), input.Round, reader)
            ? [GivingCommand.GivenUnread.Whole(input.Stakeholder)] : base.BesideUnread(weighing, reader);
    }

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        foreach (var refusal in weighing.InputRefusals(Content, Proposal)) yield return refusal;
        if (weighing.Input(Number) is not { } input)
        {
            yield return Rules.NoSuchInput.Whole(Number);
            yield break;
        }
        if (input.Withdrawal is { } withdrawal && OccurredAt >= withdrawal.Origin.OccurredAt)
            yield return Rules.InputWithdrawn.Whole(Number, withdrawal.Origin.Event);
        foreach (var refusal in weighing.StillTakesPart(input.Stakeholder, OccurredAt)) yield return refusal;
        foreach (var refusal in weighing.Revisable(input.Round, OccurredAt)) yield return refusal;
        foreach (var refusal in weighing.GivenAlready(OccurredAt, Number, input.Stakeholder, input.Round, Proposal)) yield return refusal;
        foreach (var refusal in NotBefore(input.Current.Origin, Proposal?.Origin(weighing), weighing.Proposal(Content.PreferredProposal)?.Revisions[0].Origin))
            yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new InputRevised
    {
        Number = Number,
        Revision = weighing.Input(Number)!.Revisions.Length + 1,
        Content = Content with { Proposal = Proposal?.Resolve(weighing) },
        Reason = Reason,
    };
}
