using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>A decision was taken.</summary>
public sealed record DecisionTaken : WeighingEvent
{
    public required int Number { get; init; }

    public required DecisionContent Content { get; init; }

    protected override string Path => $"decisions/{Number}";

    internal override Weighing Evolve(Weighing weighing, Origin origin)
    {
        var before = weighing.Superseding(origin);
        return before with { Decisions = before.Decisions.Add(new Decision(Number, Content, origin)) };
    }
}

/// <summary>Takes a decision.</summary>
public sealed record TakeDecision : WeighingCommand
{
    /// <summary>The proposal that is chosen.</summary>
    public ProposalChoice? Proposal { get; init; }

    public required DecisionContent Content { get; init; }

    private bool IsChoice => Content.Kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Content.Rationale is null) yield return Rules.ReasonMissing.At("/rationale");
        foreach (var refusal in Chosen(weighing)) yield return refusal;
        for (var i = 0; i < Content.Deviations.Length; i++)
            foreach (var refusal in Deviates(weighing, Content.Deviations[i], $"/deviations/{i}")) yield return refusal;
        if (Content.ReviewDate < AdviceClock.LocalDay(OccurredAt)) yield return Rules.DayBeforeEvent.At("/reviewDate", Content.ReviewDate.Value);
        if (weighing.StandingDecision is { IsFinal: true } standing) yield return Rules.DecisionStands.Whole(standing.Number, standing.Origin.Event);
        foreach (var refusal in NotBefore([Proposal?.Origin(weighing), .. Advices(weighing), .. Before(weighing)])) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new DecisionTaken
    {
        Number = weighing.Decisions.Length + 1,
        Content = Content with { Proposal = Proposal?.Resolve(weighing), DeciderRole = Content.DeciderRole ?? weighing.FramingAt(OccurredAt).DeciderRole },
    };

    private IEnumerable<Refusal> Chosen(Weighing weighing)
    {
        if (IsChoice && Proposal is null) yield return Rules.ProposalMissing.At("/proposal");
        if (Proposal is null) yield break;
        if (!IsChoice) yield return Rules.ProposalNotChosen.At("/proposal");
        var refusals = Proposal.Refusals(weighing, "/proposal").ToImmutableArray();
        foreach (var refusal in refusals) yield return refusal;
        if (!IsChoice || !refusals.IsEmpty) yield break;
        var proposal = weighing.Proposal(Proposal.Code)!;
        if (proposal.Withdrawal is { } withdrawal && OccurredAt >= withdrawal.Origin.OccurredAt)
            yield return Rules.ProposalWithdrawn.At("/proposal/code", Proposal.Code, withdrawal.Origin.Event);
        var doNothing = weighing.Revision(Proposal.Resolve(weighing))!.Content.DoNothing;
        if (doNothing != (Content.Kind == DecisionKind.DoNothingChosen)) yield return Rules.KindAgainstProposal.At("/kind", Proposal.Code);
    }

    private static IEnumerable<Refusal> Deviates(Weighing weighing, Deviation deviation, string pointer)
    {
        if (deviation.Reason is null) yield return Rules.ReasonMissing.At(pointer + "/reason");
        if (deviation.From == DeviationFrom.Framework == deviation.Framework is null) yield return Rules.DeviationUnclear.At(pointer + "/framework");
        if (deviation.From == DeviationFrom.Advice == deviation.AdviceRequest is null) yield return Rules.DeviationUnclear.At(pointer + "/adviceRequest");
        if (deviation.AdviceRequest is not { } number) yield break;
        if (weighing.AdviceRequest(number) is not { } request) yield return Rules.UnknownAdviceRequest.At(pointer + "/adviceRequest", number);
        else if (request.Received is null) yield return Rules.AdviceNotReceived.At(pointer + "/adviceRequest", number);
    }

    // A decision that was taken before a reopening could not stand after it.
    private static IEnumerable<Origin?> Before(Weighing weighing) =>
        weighing.Decisions.Select(d => d.Latest).Concat(weighing.Reopenings.Select(r => r.Origin));

    private IEnumerable<Origin?> Advices(Weighing weighing) => Content.Deviations.Select(d => weighing.AdviceRequest(d.AdviceRequest)?.Received?.Origin);
}
