namespace WikkenWegen.Domain.Findings;

/// <summary>Advice to which nobody answered.</summary>
internal static class Unanswered
{
    /// <summary>The requests on which advice had been received when it was decided, without an answer up to now and without a deviation that the decision names.</summary>
    public static IEnumerable<AdviceRequest> Requests(Weighing weighing, Decision decision) => weighing.AdviceRequests.Where(r =>
        r.Answer is null && r.Received?.Origin.HappenedBefore(decision.Origin) == true
        && !decision.Content.Deviations.Any(d => d.From == DeviationFrom.Advice && d.AdviceRequest == r.Number));

    /// <summary>Whether negative advice was about what was chosen; advice about no single proposal is about every choice but that of doing nothing.</summary>
    public static bool IsAgainst(AdviceRequest request, Decision decision) => request.Received?.Tenor == AdviceTenor.Negative
        && (request.Proposal is { } about ? FindingContext.ChosenBy(decision).Contains(about.Code) : decision.Kind == DecisionKind.Chosen);
}
