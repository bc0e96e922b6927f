using System.Collections.Immutable;

namespace WikkenWegen.Domain.Outcome;

/// <summary>What changed from one set of criteria to another, as far as it can change an outcome or what stands beside it. Codes as the newer set writes them.</summary>
/// <param name="Added">Criteria that came.</param>
/// <param name="Removed">Criteria that went.</param>
/// <param name="Rescaled">Criteria with another scale or direction.</param>
/// <param name="Reweighted">Criteria, present in both, of which the share in all weight is another.</param>
/// <param name="Margin">The least difference that counts, before and now; null where it is the same. It decides whether there is a clear winner.</param>
/// <param name="Beside">What changed of the criteria that stand beside the others. One that goes there from the others is removed here and added there.</param>
internal sealed record CriteriaChange(
    ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Rescaled, ImmutableArray<string> Reweighted, (decimal Before, decimal Now)? Margin, BesideChange Beside)
{
    /// <summary>Shares that differ by less are the same share, in other numbers.</summary>
    private const double SameShare = 1e-12;

    /// <summary>Whether nothing changed that can change an outcome or what stands beside it.</summary>
    public bool IsNone => !IsOfTotals && Beside.IsNone;

    /// <summary>Whether something changed that can change an outcome; what stands beside it is in none.</summary>
    public bool IsOfTotals => !HasSameScales || !Reweighted.IsEmpty || Margin is not null;

    /// <summary>Whether only weights changed.</summary>
    public bool IsOfWeights => HasSameScales && !Reweighted.IsEmpty && Margin is null && Beside.IsNone;

    /// <summary>Whether only the least difference that counts changed.</summary>
    public bool IsOfMargin => HasSameScales && Reweighted.IsEmpty && Margin is not null && Beside.IsNone;

    private bool HasSameScales => Added.IsEmpty && Removed.IsEmpty && Rescaled.IsEmpty;

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
        // Where no margin was agreed every difference counts, as with one of 0.
        var (marginBefore, marginNow) = (before.ClearMargin ?? 0, now.ClearMargin ?? 0);
        return new CriteriaChange([.. added], [.. removed], [.. rescaled], [.. reweighted], marginBefore == marginNow ? null : (marginBefore, marginNow), BesideChange.Between(before, now));
    }

    /// <summary>The change in Dutch: "erbij BEW; andere gewichten BET, KWA".</summary>
    public string Dutch => Told("erbij", "eraf", "andere meetlat", "andere gewichten", Beside.Dutch, m =>
        $"het verschil dat telt van {Forms.Number(m.Before, Speech.DutchForms)} naar {Forms.Number(m.Now, Speech.DutchForms)} punten");

    /// <summary>The change in English.</summary>
    public string English => Told("added", "removed", "other scale", "other weights", Beside.English, m =>
        $"the difference that counts from {Forms.Number(m.Before, Speech.EnglishForms)} to {Forms.Number(m.Now, Speech.EnglishForms)} points");

    private string Told(string added, string removed, string rescaled, string reweighted, IEnumerable<string> beside, Func<(decimal Before, decimal Now), string> margin) => string.Join("; ",
        new[] { (added, Added), (removed, Removed), (rescaled, Rescaled), (reweighted, Reweighted) }.Where(c => !c.Item2.IsEmpty).Select(c => $"{c.Item1} {Speech.Listed(c.Item2)}")
            .Concat(Margin is { } changed ? [margin(changed)] : Enumerable.Empty<string>()).Concat(beside));

    private static double Sum(CriteriaSet set)
    {
        double sum = 0;
        foreach (var criterion in set.Criteria) sum += (double)criterion.Weight;
        return sum;
    }
}
