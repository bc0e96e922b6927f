namespace WikkenWegen.Domain.Findings;

/// <summary>
/// A decision that chooses a proposal lacks what a rule of the corporation's own asks. Each such rule is a question of its own, with its code, its version and the insight that it was made of; only
/// decisions from the first day of the rule on are held against it. Which rules those are is told by the context, so that a view of the past is held against the rules of then.
/// </summary>
public sealed class OwnRuleNotMetRule() : FindingRule("own-rule-not-met", FindingSeverity.Attention, FindingAxis.Happening,
    new("Niet volgens een eigen regel", "Not as an own rule asks"),
    new("Doe alsnog wat de eigen regel vraagt, of leg uit waarom zij hier niet opgaat.", "Do what the own rule asks after all, or explain why it does not hold here."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var version in context.OwnRules)
        {
            var rule = version.Rule;
            foreach (var decision in context.Answerable)
            {
                if (Calendar.DayOf(decision.Origin.OccurredAt) < rule.From || OwnRuleChecks.Lacking(rule, context, decision) is not ({ } lacking, var shownBy)) continue;
                var insight = rule.Insight is { } from ? new[] { from } : null;
                yield return Found([.. shownBy, decision.Origin],
                    Invariant($"{Speech.Ended($"Eigen regel {rule.Code}{(insight is null ? "" : $" ({insight.InDutch()})")}: {rule.Dutch}")} Bij besluit {decision.Number} {lacking.Dutch}."),
                    Invariant($"{Speech.Ended($"Own rule {rule.Code}{(insight is null ? "" : $" ({insight.InEnglish()})")}: {rule.English ?? rule.Dutch}")} At decision {decision.Number} {lacking.English}.")) with
                { Own = version };
            }
        }
    }
}
