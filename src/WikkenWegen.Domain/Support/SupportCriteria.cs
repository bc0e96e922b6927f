using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Support;

/// <summary>Finds criteria that are support themselves. Who scores "draagvlak" and counts support as well, counts it twice.</summary>
public static partial class SupportCriteria
{
    /// <summary>Whether a criterion has a weight, and its code or name says that it is support.</summary>
    public static bool IsSupport(this Criterion criterion) => criterion.Weight > 0 && (SupportWords.IsMatch(criterion.Name) || SupportWords.IsMatch(criterion.Code));

    /// <summary>The criteria of a version that are support themselves, in their order.</summary>
    public static ImmutableArray<SupportCriterion> In(CriteriaVersion? version)
    {
        if (version is null) return [];
        var all = Mcda.Fraction.Sum(version.Set.Criteria.Select(c => (Mcda.Fraction)c.Weight));
        return [.. version.Set.Criteria.Where(IsSupport).Select(c => new SupportCriterion(c.Code, c.Name, Shown.Trimmed(100 * (Mcda.Fraction)c.Weight / all, 1), version.Origin.Event))];
    }

    [GeneratedRegex(@"draagvlak|\b(support|steun|acceptatie|acceptance|instemming)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SupportWords { get; }
}
