using System.Collections.Immutable;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Support;

/// <summary>How far those who scored agree: the ranking of each of them before any mean is taken, and the cells in which they differ most.</summary>
internal static class AssessorRankings
{
    /// <summary>Most cells that are told; an auditor reads the scores themselves for more.</summary>
    private const int MostDifferences = 20;

    /// <summary>The agreement of all who scored, by the criteria in force.</summary>
    public static AssessorAgreement Of(Weighing weighing, CancellationToken cancellation)
    {
        if (weighing.Criteria is not { } criteria) return AssessorAgreement.None;
        var inputs = OutcomeInputs.Of(weighing, OutcomeSelection.Everything, cancellation);
        if (inputs.Scores.IsEmpty) return AssessorAgreement.None;
        var byCode = criteria.Set.Criteria.ToDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
        var cells = inputs.Scores.Select(s => new AssessedCell(s, byCode[s.Criterion])).ToList();
        var proposals = inputs.Proposals.Select(p => p.Proposal.Code).ToList();
        var weighed = criteria.Set.Criteria.Where(c => c.Weight > 0).ToList();
        var (rankings, incomplete) = (new List<AssessorRanking>(), new List<IncompleteAssessor>());
        foreach (var assessor in cells.GroupBy(c => c.By, Assessors.Instance))
        {
            cancellation.ThrowIfCancellationRequested();
            var scores = assessor.Where(c => c.Criterion.Weight > 0).ToDictionary(c => (c.Proposal, c.Criterion.Code));
            if (scores.Count < proposals.Count * weighed.Count) incomplete.Add(new IncompleteAssessor(assessor.Key, scores.Count, proposals.Count * weighed.Count));
            else rankings.Add(new AssessorRanking(assessor.Key, Ranked(proposals, weighed, scores), [.. scores.Values.Select(c => c.Event).Order()]));
        }
        cancellation.ThrowIfCancellationRequested();
        return new AssessorAgreement([.. rankings], [.. incomplete], Concordance(proposals, rankings), Differences(cells));
    }

    private static ImmutableArray<Place> Ranked(List<string> proposals, List<Criterion> criteria, Dictionary<(string, string), AssessedCell> scores)
    {
        // Weights need not add up to anything for an order.
        var totals = proposals.Select(p => (Proposal: p, Total: Fraction.Sum(criteria.Select(c => c.Weight * scores[(p, c.Code)].Value)))).ToList();
        return [.. totals.OrderByDescending(t => t.Total).Select(t => new Place(t.Proposal, 1 + totals.Count(other => other.Total > t.Total)))];
    }

    private static decimal? Concordance(List<string> proposals, List<AssessorRanking> rankings)
    {
        if (rankings.Count < 2 || proposals.Count < 2) return null;
        var ranks = rankings.Select(r => (IReadOnlyList<double?>)[.. proposals.Select(p => (double?)r.Places.Single(place => place.Proposal == p).Rank)]);
        return RatingTable.Create([.. ranks]).Then(KendallW.Of).Value.W is { } w ? Shown.Trimmed(Fraction.FromDouble(w), 3) : null;
    }

    private static ImmutableArray<CellDifference> Differences(List<AssessedCell> cells) =>
    [
        .. cells.GroupBy(c => (c.Proposal, c.Criterion.Code)).Where(g => g.Count() > 1).Select(g => Difference([.. g])).Where(d => d.Spread > 0)
            .OrderByDescending(d => d.Spread).Take(MostDifferences), // stable: equal ones in the order of the scores
    ];

    private static CellDifference Difference(List<AssessedCell> cell)
    {
        var criterion = cell[0].Criterion;
        var (lowest, highest) = (cell.MinBy(c => c.Expected)!, cell.MaxBy(c => c.Expected)!);
        var quartiles = Quartiles.Of([.. cell.Select(c => (double)c.Expected)], QuantileMethod.Linear).Value;
        return new CellDifference(
            cell[0].Proposal, criterion.Code, cell.Count, lowest.Expected, lowest.By, highest.Expected, highest.By, Shown.Trimmed(Fraction.FromDouble(quartiles.InterquartileRange), 3),
            Shown.Trimmed((Fraction)(highest.Expected - lowest.Expected) / Math.Abs(criterion.Scale.Best - criterion.Scale.Worst), 3), [.. cell.Select(c => c.Event).Order()]);
    }
}

/// <summary>A score that counts, with its criterion.</summary>
internal sealed record AssessedCell(CountedScore Score, Criterion Criterion)
{
    public Who By => Score.By;

    public string Proposal => Score.Proposal;

    public decimal Expected => Score.Estimate.Expected;

    public int Event => Score.Event!.Value; // only a what-if supposes scores that have no event

    /// <summary>The expected value as a part of the way from the worst to the best of the scale.</summary>
    public Fraction Value => (Fraction)(Expected - Criterion.Scale.Worst) / (Criterion.Scale.Best - Criterion.Scale.Worst);
}

/// <summary>Whether two assessors are the same: the same stakeholder, or the same role however that is written.</summary>
internal sealed class Assessors : IEqualityComparer<Who>
{
    public static readonly Assessors Instance = new();

    public bool Equals(Who? x, Who? y) => x is null || y is null ? x == y : x.IsSame(y);

    public int GetHashCode(Who obj) => HashCode.Combine(obj.Stakeholder, obj.Role is null ? null : Names.Key(obj.Role));
}
