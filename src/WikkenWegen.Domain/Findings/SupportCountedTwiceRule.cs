namespace WikkenWegen.Domain.Findings;

/// <summary>Support is a criterion with a weight, and it is asked for apart as well: who is against then counts in the score and beside it.</summary>
public sealed class SupportCountedTwiceRule() : FindingRule("support-counted-twice", FindingSeverity.Attention, FindingAxis.Recording,
    new("Draagvlak telt dubbel", "Support counted twice"),
    new("Haal draagvlak uit de criteria, of laat zien wat de uitkomst zonder dit criterium is.", "Take support out of the criteria, or show what the outcome is without this criterion."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var weighing = context.Weighing;
        if (weighing.Criteria is not { } criteria) yield break;
        var support = criteria.Set.Criteria.Where(c => c.Weight > 0 && c.IsSupport()).ToList();
        if (support.Count == 0) yield break;
        var apart = weighing.Inputs.Where(i => i.Withdrawal is null).SelectMany(i => i.Revisions).FirstOrDefault(r => r.Content.Position is not null || r.Content.Resistance is not null)?.Origin
            ?? (weighing.Ballots.Count > 0 ? weighing.Ballots[0].Origin : null);
        if (apart is null) yield break;
        foreach (var criterion in support)
            yield return Found([criteria.Origin, apart],
                Invariant($"Criterium {criterion.Code} ({criterion.Name}) meet draagvlak, en draagvlak is ook apart gevraagd (vanaf gebeurtenis {apart.Event})."),
                Invariant($"Criterion {criterion.Code} ({criterion.Name}) measures support, and support was asked for apart as well (from event {apart.Event} on)."));
    }
}
