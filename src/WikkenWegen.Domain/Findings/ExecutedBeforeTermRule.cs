namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Execution of a choice started before the law allows it (Wet op het overleg huurders verhuurder, art. 5 lid 3): while a statutory adviser could still
/// advise, while their advice had not been answered, or within three days of the reasons for deviating from it. Nobody waits for the advice of who
/// had withdrawn.
/// </summary>
public sealed class ExecutedBeforeTermRule() : FindingRule("executed-before-term", FindingSeverity.Serious, FindingAxis.Happening,
    new("Uitgevoerd vóór de wettelijke termijn", "Executed before the statutory term"),
    new("Leg uit waarom niet is gewacht, en vraag of de adviseur daar bezwaar tegen heeft.", "Explain why it did not wait, and ask whether the adviser objects to that."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (decision.ExecutionStarted is not { } started) continue;
            foreach (var request in context.Weighing.AdviceRequests)
            {
                if (!request.Statutory || !request.Origin.HappenedBefore(started)) continue;
                if (request.AllowsExecution(started, context.Weighing.Stakeholder(request.Stakeholder)?.Withdrawal?.Origin)) continue;
                yield return Found([request.Origin, request.Received?.Origin, request.Answer?.Origin, started],
                    Invariant($"De uitvoering van besluit {decision.Number} is gestart voordat de wet dat toelaat na adviesaanvraag {request.Number}."),
                    Invariant($"The execution of decision {decision.Number} started before the law allows it after advice request {request.Number}."));
            }
        }
    }
}
