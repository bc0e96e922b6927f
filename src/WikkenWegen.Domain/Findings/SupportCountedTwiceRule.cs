using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Findings;

/// <summary>Support is a criterion with a weight, and it is asked for apart as well: who is against then counts in the score and beside it.</summary>
public sealed partial class SupportCountedTwiceRule() : FindingRule("support-counted-twice", FindingSeverity.Attention, FindingAxis.Recording,
    new("Draagvlak telt dubbel", "Support counted twice"),
    new("Haal draagvlak uit de criteria, of laat zien wat de uitkomst zonder dit criterium is.", "Take support out of the criteria, or show what the outcome is without this criterion."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var weighing = context.Weighing;
        if (weighing.Criteria is not { } criteria || criteria.Set.Criteria.FirstOrDefault(c => c.Weight > 0 && IsSupport(c)) is not { } support) yield break;
        var apart = weighing.Inputs.FirstOrDefault(i => i.Withdrawal is null && i.Current.Content is { } said && (said.Position is not null || said.Resistance is not null))?.Revisions[0].Origin
            ?? (weighing.Ballots.Count > 0 ? weighing.Ballots[0].Origin : null);
        if (apart is null) yield break;
        yield return Found([criteria.Origin, apart],
            Invariant($"Criterium {support.Code} ({support.Name}) meet draagvlak, en draagvlak is ook apart gevraagd (vanaf gebeurtenis {apart.Event})."),
            Invariant($"Criterion {support.Code} ({support.Name}) measures support, and support was asked for apart as well (from event {apart.Event} on)."));
    }

    /// <summary>Whether the code or the name of a criterion says that it is support.</summary>
    internal static bool IsSupport(Criterion criterion) => SupportWords.IsMatch(criterion.Name) || SupportWords.IsMatch(criterion.Code);

    [GeneratedRegex(@"draagvlak|\b(support|steun|acceptatie|acceptance|instemming)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SupportWords { get; }
}
