namespace WikkenWegen.Domain.Findings;

/// <summary>By consent it was chosen what somebody whose consent was needed had an overriding objection against, which had not been resolved; to set it aside resolves nothing.</summary>
public sealed class DecisionOverObjectionRule() : FindingRule("decision-over-objection", FindingSeverity.Serious, FindingAxis.Happening,
    new("Besluit over een overwegend bezwaar heen", "Decision over an overriding objection"),
    new("Los het bezwaar op en besluit opnieuw, of laat zien dat het toen al was opgelost.", "Resolve the objection and decide again, or show that it had been resolved by then."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            var standing = StandingObjections.Stopping(context, decision).ToList();
            if (standing.Count == 0) continue;
            var who = Speech.Listed(standing.Select(s => s.Stakeholder).Distinct());
            yield return Found([.. standing.Select(s => s.Origin), decision.Origin],
                Invariant($"Besluit {decision.Number} is met consent genomen, terwijl een bezwaar nog stond van: {who}."),
                Invariant($"Decision {decision.Number} was taken by consent while an objection still stood of: {who}."));
        }
    }
}
