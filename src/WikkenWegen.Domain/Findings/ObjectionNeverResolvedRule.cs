namespace WikkenWegen.Domain.Findings;

/// <summary>It was chosen while objections against the choice had not been resolved, and they never were. Those that stop a choice by consent have a rule of their own.</summary>
public sealed class ObjectionNeverResolvedRule() : FindingRule("objection-never-resolved", FindingSeverity.Attention, FindingAxis.Happening,
    new("Bezwaar nooit afgehandeld", "Objection never resolved"),
    new("Handel het bezwaar af: neem het over, leg uit, of leg het gemotiveerd terzijde.", "Settle the objection: adopt it, explain, or set it aside with reasons."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        if (context.Weighing.Objections.Count == 0) yield break;
        foreach (var decision in context.Answerable)
        {
            var stopping = StandingObjections.Stopping(context, decision).Select(o => o.Objection).ToHashSet();
            var open = StandingObjections.NeverResolved(context.Weighing, decision).Where(o => !stopping.Contains(o)).ToList();
            if (open.Count == 0) continue;
            var numbers = Speech.Listed(open.Select(o => Invariant($"{o.Number} ({o.Stakeholder})")));
            yield return Found([.. open.Select(o => o.Origin), decision.Origin],
                Invariant($"Besluit {decision.Number} is genomen zonder dat deze bezwaren zijn afgehandeld: {numbers}."),
                Invariant($"Decision {decision.Number} was taken without these objections having been settled: {numbers}."));
        }
    }
}
