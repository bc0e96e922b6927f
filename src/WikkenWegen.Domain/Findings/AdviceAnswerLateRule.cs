using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A deviation from statutory advice was reasoned after the last day for that (Wet op het overleg huurders verhuurder, art. 5 lid 2), or the day passed
/// without any answer to advice that asks for one. In a weighing that was cancelled, or that ended before that day was over, nothing was to be answered
/// by then.
/// </summary>
public sealed class AdviceAnswerLateRule() : FindingRule("advice-answer-late", FindingSeverity.Serious, FindingAxis.Happening,
    new("Antwoord op advies te laat", "Answer to advice late"),
    new("Geef de adviseur alsnog schriftelijk de redenen, of leg vast dat het advies is gevolgd.", "Give the adviser the reasons in writing still, or record that the advice was followed."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var request in context.Weighing.AdviceRequests)
        {
            if (request.Received is not { ReasonDeviationBy: { } until } advice) continue;
            var deadline = context.Weighing.DeadlinesOf(request).First(d => d.Kind == DeadlineKind.AdviceAnswer);
            var (dutch, english) = (Forms.Day(until, Forms.Dutch), Forms.Day(until, Forms.English));
            if (deadline.Kept == false)
                yield return Found([advice.Origin, request.Answer!.Origin],
                    Invariant($"De afwijking van het advies op aanvraag {request.Number} is gemotiveerd na de laatste dag van de wet ({dutch})."),
                    Invariant($"The deviation from the advice on request {request.Number} was reasoned after the last day of the law ({english})."));
            else if (request.Answer is null && deadline.Undone && context.Weighing.Ended?.Status != WeighingStatus.Cancelled && context.HasPassed(until))
                yield return Found([advice.Origin],
                    Invariant($"Het advies op aanvraag {request.Number} is niet beantwoord; afwijken met redenen kon tot en met {dutch}."),
                    Invariant($"The advice on request {request.Number} was not answered; a deviation could be reasoned up to and including {english}."));
        }
    }
}
