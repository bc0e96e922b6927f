using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// The additive order of the proposals at a decision: the newest score of each assessor on each proposal and criterion, whichever revision of the
/// proposal it is about; the mean of the assessors; scales as agreed on. A score that was given under another version of the criteria counts where
/// code, direction and scale are the same in both. A proposal that lacks a score is left out; nothing is filled in.
/// </summary>
public sealed class SimpleOrders : IComputedOrders
{
    /// <summary>The one instance; it holds nothing.</summary>
    public static readonly SimpleOrders Instance = new();

    private SimpleOrders()
    {
    }

    /// <inheritdoc />
    public IComputedOrder? At(Weighing weighing, Decision decision)
    {
        if (weighing.Scores.Count == 0 || weighing.CriteriaVersions.LastOrDefault(v => !v.Origin.IsAfter(decision.Origin)) is not { } criteria) return null;
        var table = new Table(criteria, [.. weighing.Proposals.Where(p => IsThere(p, decision.Origin)).Select(p => p.Code)]);
        foreach (var score in weighing.Scores) table.Add(weighing, score, decision.Origin);
        return table.Order();
    }

    private static bool IsThere(Proposal proposal, Origin decision) =>
        !proposal.Revisions[0].Origin.IsAfter(decision) && !(proposal.Withdrawal?.Origin.HappenedBefore(decision) == true);

    /// <summary>The scores that count, by proposal and criterion.</summary>
    private sealed class Table
    {
        private readonly CriteriaVersion _criteria;
        private readonly ImmutableArray<Criterion> _columns;
        private readonly ImmutableArray<string> _rows;
        private readonly Dictionary<Who, Who> _assessors = [];
        private readonly Dictionary<(int Row, int Column, Who By), ScoreRevision> _newest = [];
        private readonly Dictionary<(string Criterion, int Version), int> _columnOf = [];

        public Table(CriteriaVersion criteria, ImmutableArray<string> rows) => (_criteria, _columns, _rows) = (criteria, [.. criteria.Set.Criteria.Where(c => c.Weight > 0)], rows);

        public void Add(Weighing weighing, Score score, Origin decision)
        {
            var (row, column) = (_rows.IndexOf(score.Proposal.Code), ColumnOf(weighing, score));
            if (row < 0 || column < 0 || score.Revisions.LastOrDefault(r => !r.Origin.IsAfter(decision)) is not { } revision) return;
            var cell = (row, column, Assessor(score.By));
            if (!_newest.TryGetValue(cell, out var before) || before.Origin.Event < revision.Origin.Event) _newest[cell] = revision;
        }

        public AdditiveOrder? Order()
        {
            var cells = new (decimal Low, decimal Expected, decimal High, int Count)[_rows.Length, _columns.Length];
            foreach (var (cell, revision) in _newest)
            {
                ref var sum = ref cells[cell.Row, cell.Column];
                var (low, expected, high) = revision.Estimate;
                // By the mean so far, so that large numbers cannot go beyond what a decimal holds.
                sum = (Mean(sum.Low, low, sum.Count), Mean(sum.Expected, expected, sum.Count), Mean(sum.High, high, sum.Count), sum.Count + 1);
            }
            ImmutableArray<int> whole = [.. Enumerable.Range(0, _rows.Length).Where(r => Enumerable.Range(0, _columns.Length).All(c => cells[r, c].Count > 0))];
            return whole.Length < 2 || _columns.IsEmpty ? null
                : new AdditiveOrder(_criteria, _columns, [.. whole.Select(r => _rows[r])], [.. whole.Select(r => Enumerable.Range(0, _columns.Length).Select(c => new Estimate(cells[r, c].Low, cells[r, c].Expected, cells[r, c].High)).ToImmutableArray())]);
        }

        private static decimal Mean(decimal mean, decimal next, int count) => count == 0 ? next : mean + next / (count + 1) - mean / (count + 1);

        /// <summary>The column that a score belongs in; -1 where its criterion is not in force, or has another scale by now.</summary>
        private int ColumnOf(Weighing weighing, Score score)
        {
            var key = (score.Criterion, score.CriteriaVersion);
            if (_columnOf.TryGetValue(key, out var known)) return known;
            var column = -1;
            for (var c = 0; c < _columns.Length && column < 0; c++)
                if (Codes.Same(_columns[c].Code, score.Criterion)) column = c;
            if (column >= 0 && score.CriteriaVersion != _criteria.Version && !IsSameScale(_columns[column], weighing, score)) column = -1;
            return _columnOf[key] = column;
        }

        private static bool IsSameScale(Criterion now, Weighing weighing, Score score) =>
            weighing.CriteriaVersions.FirstOrDefault(v => v.Version == score.CriteriaVersion)?.Set.Criterion(score.Criterion) is { } then && CriteriaChange.IsSameYardstick(then, now);

        /// <summary>The assessor as they were named first: a role may be written in several ways.</summary>
        private Who Assessor(Who by)
        {
            if (_assessors.TryGetValue(by, out var known)) return known;
            return _assessors[by] = _assessors.Keys.FirstOrDefault(k => k.IsSame(by)) ?? by;
        }
    }

    /// <summary>The order of one table. Who is first is told in doubles where that is beyond doubt; all else is computed exactly, when it is asked for.</summary>
    private sealed class AdditiveOrder(CriteriaVersion criteria, ImmutableArray<Criterion> columns, ImmutableArray<string> proposals, ImmutableArray<ImmutableArray<Estimate>> rows) : IComputedOrder
    {
        /// <summary>More than doubles can be wrong by, for totals from 0 to 1.</summary>
        private const double Doubt = 1e-9;

        /// <summary>The exact totals; null where the numbers are too large, too small or too many for them.</summary>
        private readonly Lazy<AdditiveValue?> _exact = new(() => Computed(columns, proposals, rows));

        private ImmutableArray<string>? _first;

        public CriteriaVersion Criteria => criteria;

        public ImmutableArray<string> Proposals => proposals;

        public ImmutableArray<string> First => _first ??= Quick() is { } first ? [first] : [.. _exact.Value?.Ranking.Where(r => r.Rank == 1).Select(r => r.Name) ?? []];

        public bool IsClear => _exact.Value is not { } exact || ClearOrder.Of(exact, threshold: 0).Value.Winner is not null;

        public decimal? SmallestFlip => _exact.Value is { } exact && WeightStability.Of(exact).Value.SmallestFlip is { } flip ? (decimal)(100 * flip.Change.Abs()).ToDouble() : null;

        /// <summary>The one that is first beyond what doubles can be wrong by; null where none is.</summary>
        private string? Quick()
        {
            var (best, second, first) = (double.NegativeInfinity, double.NegativeInfinity, 0);
            var weights = columns.Sum(c => (double)c.Weight);
            for (var row = 0; row < rows.Length; row++)
            {
                var total = 0d;
                for (var column = 0; column < columns.Length; column++)
                {
                    var scale = columns[column].Scale;
                    var worst = (double)scale.Worst;
                    total += (double)columns[column].Weight / weights * (((double)rows[row][column].Expected - worst) / ((double)scale.Best - worst));
                }
                if (total > best) (second, best, first) = (best, total, row);
                else if (total > second) second = total;
            }
            return best - second > Doubt ? proposals[first] : null;
        }

        private static AdditiveValue? Computed(ImmutableArray<Criterion> columns, ImmutableArray<string> proposals, ImmutableArray<ImmutableArray<Estimate>> rows)
        {
            ImmutableArray<string> codes = [.. columns.Select(c => c.Code)];
            // A mean may be rounded off its scale by a hair: hence clipped.
            var functions = columns.Select(c => ValueFunction.Linear((double)c.Scale.Worst, (double)c.Scale.Best, OutsideScale.Clip)).ToList();
            if (functions.Any(f => !f.IsOk)) return null;
            var byCode = codes.Zip(functions).ToDictionary(f => f.First, f => f.Second.Value);
            IReadOnlyList<IReadOnlyList<Mcda.Score?>> cells = [.. rows.Select(row => (IReadOnlyList<Mcda.Score?>)[.. row.Select(e => (Mcda.Score?)Mcda.Score.Between((double)e.Low, (double)e.Expected, (double)e.High))])];
            var computed = DirectPoints.Of(columns.Select(c => (c.Code, (double)c.Weight)))
                .Then(weights => ScoreTable.Create(proposals, codes, cells).Then(scores => ValueTable.Of(scores, byCode)).Then(values => AdditiveValue.Of(values, weights)));
            return computed.IsOk ? computed.Value : null;
        }
    }
}
