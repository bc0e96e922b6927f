using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Support;

/// <summary>Finds criteria that are support themselves. Who scores "draagvlak" and counts support as well, counts it twice.</summary>
public static class SupportCriteria
{
    /// <summary>The criteria of a version that are support themselves and have a weight, in their order.</summary>
    public static ImmutableArray<SupportCriterion> In(CriteriaVersion? version)
    {
        if (version is null) return [];
        var all = Mcda.Fraction.Sum(version.Set.Criteria.Select(c => (Mcda.Fraction)c.Weight));
        return [.. version.Set.Criteria.Where(c => c.Weight > 0 && c.IsSupport()).Select(c => new SupportCriterion(c.Code, c.Name, Shown.Trimmed(100 * (Mcda.Fraction)c.Weight / all, 1), version.Origin.Event))];
    }
}
