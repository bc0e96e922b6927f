namespace WikkenWegen.Domain.Findings;

/// <summary>An assumption of a decision that stands fell, and the decision was not reviewed since.</summary>
public sealed class AssumptionFallenRule() : FindingRule("assumption-fallen-without-review", FindingSeverity.Attention, FindingAxis.Happening,
    new("Aanname vervallen zonder evaluatie", "Assumption fallen without review"),
    new("Evalueer het besluit, of heropen de afweging.", "Review the decision, or reopen the weighing."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Weighing.Decisions)
        {
            if (decision.FallenAssumptions.IsEmpty || !decision.Standing) continue;
            var fallen = decision.FallenAssumptions.Where(f => !decision.Reviews.Any(r => f.Origin.HappenedBefore(r.Origin))).ToList();
            if (fallen.Count == 0) continue;
            var numbers = Speech.Listed(fallen.Select(f => Invariant($"{f.Assumption}")));
            yield return Found([decision.Origin, .. fallen.Select(f => f.Origin)],
                Invariant($"Onder besluit {decision.Number} is vervallen: aanname {numbers}. Het besluit is daarna niet geëvalueerd."),
                Invariant($"Of decision {decision.Number} has fallen: assumption {numbers}. The decision was not reviewed since."));
        }
    }
}
