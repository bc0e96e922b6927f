namespace WikkenWegen.Domain.Findings;

/// <summary>Execution started of a decision that no longer stood: it had been withdrawn, rejected or taken back by a reopening.</summary>
public sealed class ExecutedAfterItsEndRule() : FindingRule("executed-after-its-end", FindingSeverity.Serious, FindingAxis.Happening,
    new("Uitgevoerd terwijl het besluit niet meer gold", "Executed when the decision no longer stood"),
    new("Stop de uitvoering of neem een nieuw besluit.", "Stop the execution or take a new decision."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (decision.ExecutionStarted is not { } started || decision.End is not { } end || !end.HappenedBefore(started)) continue;
            yield return Found([end, started],
                Invariant($"De uitvoering van besluit {decision.Number} is gestart toen dat niet meer gold (sinds gebeurtenis {end.Event})."),
                Invariant($"The execution of decision {decision.Number} started when it no longer stood (since event {end.Event})."));
        }
    }
}
