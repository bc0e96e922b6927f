using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>What changed from one set of criteria to another, as far as it can change an outcome. Codes as the newer set writes them.</summary>
/// <param name="Added">Criteria that came.</param>
/// <param name="Removed">Criteria that went.</param>
/// <param name="Rescaled">Criteria with another scale or direction.</param>
/// <param name="Reweighted">Criteria, present in both, of which the share in all weight is another.</param>
internal sealed record CriteriaChange(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Rescaled, ImmutableArray<string> Reweighted)
{
    /// <summary>Shares that differ by less are the same share, in other numbers.</summary>
    private const double SameShare = 1e-12;

    /// <summary>Whether nothing changed that can change an outcome.</summary>
    public bool IsNone => Added.IsEmpty && Removed.IsEmpty && Rescaled.IsEmpty && Reweighted.IsEmpty;

    /// <summary>Compares two sets.</summary>
    public static CriteriaChange Between(CriteriaSet before, CriteriaSet now)
    {
        var (sumBefore, sumNow) = (Sum(before), Sum(now));
        var kept = now.Criteria.Select(c => (Now: c, Before: before.Criterion(c.Code))).Where(c => c.Before is not null).ToList();
        return new CriteriaChange(
            [.. now.Criteria.Where(c => before.Criterion(c.Code) is null).Select(c => c.Code)],
            [.. before.Criteria.Where(c => now.Criterion(c.Code) is null).Select(c => c.Code)],
            [.. kept.Where(c => !OutcomeCounting.HaveTheSameScale(c.Before!, c.Now)).Select(c => c.Now.Code)],
            [.. kept.Where(c => Math.Abs((double)c.Now.Weight / sumNow - (double)c.Before!.Weight / sumBefore) > SameShare).Select(c => c.Now.Code)]);
    }

    /// <summary>The change in Dutch: "erbij BEW; andere gewichten BET, KWA".</summary>
    public string Dutch => Told("erbij", "eraf", "andere meetlat", "andere gewichten");

    /// <summary>The change in English.</summary>
    public string English => Told("added", "removed", "other scale", "other weights");

    private string Told(string added, string removed, string rescaled, string reweighted) => string.Join("; ",
        new[] { (added, Added), (removed, Removed), (rescaled, Rescaled), (reweighted, Reweighted) }.Where(c => !c.Item2.IsEmpty).Select(c => $"{c.Item1} {Speech.Listed(c.Item2)}"));

    private static double Sum(CriteriaSet set) => set.Criteria.Sum(c => (double)c.Weight);
}
