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
        var (added, removed, rescaled, reweighted) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var criterion in now.Criteria)
        {
            if (before.Criterion(criterion.Code) is not { } earlier)
            {
                added.Add(criterion.Code);
                continue;
            }
            if (!OutcomeCounting.HaveTheSameScale(earlier, criterion)) rescaled.Add(criterion.Code);
            if (Math.Abs((double)criterion.Weight / sumNow - (double)earlier.Weight / sumBefore) > SameShare) reweighted.Add(criterion.Code);
        }
        if (added.Count != now.Criteria.Length - before.Criteria.Length)
            foreach (var criterion in before.Criteria)
                if (now.Criterion(criterion.Code) is null) removed.Add(criterion.Code);
        return new CriteriaChange([.. added], [.. removed], [.. rescaled], [.. reweighted]);
    }

    /// <summary>The change in Dutch: "erbij BEW; andere gewichten BET, KWA".</summary>
    public string Dutch => Told("erbij", "eraf", "andere meetlat", "andere gewichten");

    /// <summary>The change in English.</summary>
    public string English => Told("added", "removed", "other scale", "other weights");

    private string Told(string added, string removed, string rescaled, string reweighted) => string.Join("; ",
        new[] { (added, Added), (removed, Removed), (rescaled, Rescaled), (reweighted, Reweighted) }.Where(c => !c.Item2.IsEmpty).Select(c => $"{c.Item1} {Speech.Listed(c.Item2)}"));

    private static double Sum(CriteriaSet set)
    {
        double sum = 0;
        foreach (var criterion in set.Criteria) sum += (double)criterion.Weight;
        return sum;
    }
}
