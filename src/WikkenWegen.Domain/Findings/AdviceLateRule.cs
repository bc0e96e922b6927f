namespace WikkenWegen.Domain.Findings;

/// <summary>Advice came after the last day to advise, or the day passed and there is none; in a weighing that was cancelled nobody waits for it.</summary>
public sealed class AdviceLateRule() : FindingRule("advice-late", FindingSeverity.Info, FindingAxis.Happening,
    new("Advies te laat of uitgebleven", "Advice late or not given"),
    new("Leg vast of de adviseur meer tijd kreeg, of dat er geen advies kwam.", "Record whether the adviser was given more time, or that no advice came."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var request in context.Weighing.AdviceRequests)
        {
            if (request.AdviseBy is not { } until) continue;
            var (dutch, english) = (Forms.Day(until, Forms.Dutch), Forms.Day(until, Forms.English));
            if (request.Received is { } advice && Calendar.DayOf(advice.Origin.OccurredAt) > until)
                yield return Found([request.Origin, advice.Origin],
                    Invariant($"Het advies op aanvraag {request.Number} kwam na de laatste dag ({dutch})."),
                    Invariant($"The advice on request {request.Number} came after the last day ({english})."));
            else if (request.Received is null && context.Weighing.Ended?.Status != WeighingStatus.Cancelled && context.HasPassed(until))
                yield return Found([request.Origin],
                    Invariant($"Op aanvraag {request.Number} is geen advies gekomen; dat kon tot en met {dutch}."),
                    Invariant($"No advice came on request {request.Number}; it could up to and including {english}."));
        }
    }
}
