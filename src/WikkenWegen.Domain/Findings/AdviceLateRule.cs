using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Advice came after the last day to advise, or the day passed and there is none. Nobody waits for it in a weighing that was cancelled, nor where the
/// adviser withdrew, or the weighing ended, before that day was over.
/// </summary>
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
            var deadline = context.Weighing.DeadlinesOf(request).First(d => d.Kind == DeadlineKind.Advice);
            var (dutch, english) = (Forms.Day(until, Forms.Dutch), Forms.Day(until, Forms.English));
            if (deadline.Kept == false)
                yield return Found([request.Origin, request.Received!.Origin],
                    Invariant($"Het advies op aanvraag {request.Number} kwam na de laatste dag ({dutch})."),
                    Invariant($"The advice on request {request.Number} came after the last day ({english})."));
            else if (deadline.Undone && context.Weighing.Ended?.Status != WeighingStatus.Cancelled && context.HasPassed(until))
                yield return Found([request.Origin],
                    Invariant($"Op aanvraag {request.Number} is geen advies gekomen; dat kon tot en met {dutch}."),
                    Invariant($"No advice came on request {request.Number}; it could up to and including {english}."));
        }
    }
}
