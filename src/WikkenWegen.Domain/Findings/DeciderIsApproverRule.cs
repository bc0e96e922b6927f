namespace WikkenWegen.Domain.Findings;

/// <summary>The role that decided is the role that approves.</summary>
public sealed class DeciderIsApproverRule() : FindingRule("decider-is-approver", FindingSeverity.Serious, FindingAxis.Happening,
    new("Beslisser is goedkeurder", "Decider is approver"),
    new("Laat een andere rol goedkeuren, en noem die in de vraagstelling.", "Let another role approve, and name it in the framing."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            var (decider, framing) = (decision.Content.DeciderRole, context.FramingAt(decision.Origin));
            var approver = decision.Approval?.ApproverRole ?? framing.ApproverRole;
            if (decider is null || approver is null || !Names.Same(decider, approver)) continue;
            yield return Found([decision.Origin, decision.Approval?.Origin],
                Invariant($"Over besluit {decision.Number} gaat één rol twee keer: {decider} besluit en keurt goed."),
                Invariant($"In decision {decision.Number} one role acts twice: {decider} decides and approves."));
        }
    }
}
