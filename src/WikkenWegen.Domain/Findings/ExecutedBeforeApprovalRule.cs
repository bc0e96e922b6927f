namespace WikkenWegen.Domain.Findings;

/// <summary>Execution of a choice started before or without the approval that it needs.</summary>
public sealed class ExecutedBeforeApprovalRule() : FindingRule("executed-before-approval", FindingSeverity.Serious, FindingAxis.Happening,
    new("Uitgevoerd vóór goedkeuring", "Executed before approval"),
    new("Leg het besluit alsnog voor aan de goedkeurder, met de reden van het vooruitlopen.", "Put the decision to the approver still, with the reason for going ahead."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (decision.ExecutionStarted is not { } started || decision.Approval is { Approved: true } approval && approval.Origin.OccurredAt <= started.OccurredAt) continue;
            if (started.WithoutApprovalReason is null && (context.FramingAt(decision.Origin).ApproverRole ?? context.FramingAt(started).ApproverRole) is null) continue;
            yield return Found([decision.Origin, started, decision.Approval?.Origin],
                Invariant($"De uitvoering van besluit {decision.Number} is gestart vóór of zonder de goedkeuring die het nodig heeft."),
                Invariant($"The execution of decision {decision.Number} started before or without the approval that it needs."));
        }
    }
}
