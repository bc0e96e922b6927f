namespace WikkenWegen.Domain.Findings;

/// <summary>The role that decided made the proposal that it chose.</summary>
public sealed class DeciderIsProposerRule() : FindingRule("decider-is-proposer", FindingSeverity.Attention, FindingAxis.Happening,
    new("Beslisser is indiener", "Decider is proposer"),
    new("Laat zien wie het voorstel tegensprak, of laat een andere rol besluiten.", "Show who contradicted the proposal, or let another role decide."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            if (decision.Kind != DecisionKind.Chosen || decision.Content.DeciderRole is not { } decider) continue;
            foreach (var chosen in decision.Content.Proposals)
            {
                if (context.Weighing.Proposal(chosen.Code) is not { } proposal) continue;
                var theirs = proposal.Revisions.Where(r => r.Revision <= chosen.Revision && IsBy(context.Weighing, r.Author, decider)).Select(r => r.Origin).ToList();
                if (theirs.Count == 0) continue;
                yield return Found([.. theirs, decision.Origin],
                    Invariant($"{decider} nam besluit {decision.Number} en had voorstel {chosen.Code} zelf gemaakt."),
                    Invariant($"{decider} took decision {decision.Number} and had made proposal {chosen.Code} themselves."));
            }
        }
    }

    private static bool IsBy(Weighing weighing, Who? author, string role) =>
        author is not null && Names.Same(author.Stakeholder is { } code ? weighing.Stakeholder(code)?.Role : author.Role, role);
}
