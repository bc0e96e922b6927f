namespace WikkenWegen.Domain.Findings;

/// <summary>
/// It was chosen while objections against the choice had not been resolved, and they never were; an overriding objection that was only taken as a
/// position counts too. Those that stop a choice by consent have a rule of their own.
/// </summary>
public sealed class ObjectionNeverResolvedRule() : FindingRule("objection-never-resolved", FindingSeverity.Attention, FindingAxis.Happening,
    new("Bezwaar nooit afgehandeld", "Objection never resolved"),
    new("Handel het bezwaar af: neem het over, leg uit, of leg het gemotiveerd terzijde.", "Settle the objection: adopt it, explain, or set it aside with reasons."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            var open = StandingObjections.NeverResolved(context.Weighing, decision).ToList();
            var positions = StandingObjections.OnlyPositions(context.Weighing, decision).ToList();
            if (open.Count + positions.Count == 0) continue;
            var stopping = StandingObjections.Stopping(context, decision).Select(o => o.Origin.Event).ToHashSet();
            open.RemoveAll(o => stopping.Contains(o.Origin.Event));
            positions.RemoveAll(o => stopping.Contains(o.Origin.Event));
            if (open.Count + positions.Count == 0) continue;
            var numbered = open.Select(o => Invariant($"{o.Number} ({o.Stakeholder})")).ToList();
            yield return Found([.. open.Select(o => o.Origin), .. positions.Select(o => o.Origin), decision.Origin],
                Invariant($"Besluit {decision.Number} is genomen zonder dat deze bezwaren zijn afgehandeld: {Speech.Listed([.. numbered, .. positions.Select(o => Invariant($"dat in inbreng {o.Input} ({o.Stakeholder})"))])}."),
                Invariant($"Decision {decision.Number} was taken without these objections having been settled: {Speech.Listed([.. numbered, .. positions.Select(o => Invariant($"the one in input {o.Input} ({o.Stakeholder})"))])}."));
        }
    }
}
