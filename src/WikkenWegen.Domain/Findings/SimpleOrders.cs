using System.Collections.Immutable;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// The additive order of the proposals at a decision: the newest score of each assessor on each proposal and criterion, whichever revision of the
/// proposal it is about; the mean of the assessors; scales as agreed on. A score that was given under another version of the criteria counts where
/// code, direction and scale are the same in both. A proposal that lacks a score is left out; nothing is filled in.
/// </summary>
/// <remarks>
/// It is computed in doubles and not exactly, as the outcome is, because it is asked of thousands of weighings at once. It gives the same bits on every
/// machine: only sums, products and quotients are taken, in a fixed order. What differs by no more than these can be wrong by is taken for equal.
/// </remarks>
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
        foreach (var score in weighing.Scores.AsSpan()) table.Add(weighing, score, decision.Origin);
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
        private readonly Assessors _assessors = new();
        private readonly Dictionary<(int Row, int Column, int Assessor), ScoreRevision> _newest = [];
        private readonly Dictionary<(string Criterion, int Version), bool> _isSameScale = [];

        public Table(CriteriaVersion criteria, ImmutableArray<string> rows) => (_criteria, _columns, _rows) = (criteria, [.. criteria.Set.Criteria.Where(c => c.Weight > 0)], rows);

        public void Add(Weighing weighing, Score score, Origin decision)
        {
            var (row, column) = (_rows.IndexOf(score.Proposal.Code), ColumnOf(weighing, score));
            if (row < 0 || column < 0 || score.Revisions.LastOrDefault(r => !r.Origin.IsAfter(decision)) is not { } revision) return;
            var cell = (row, column, _assessors.Number(score.By));
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
            var whole = new List<int>(_rows.Length);
            for (var r = 0; r < _rows.Length; r++)
            {
                var scored = 0;
                for (var c = 0; c < _columns.Length; c++)
                    if (cells[r, c].Count > 0) scored++;
                if (scored == _columns.Length) whole.Add(r);
            }
            return whole.Count < 2 || _columns.IsEmpty ? null
                : new AdditiveOrder(_criteria, _columns, [.. whole.Select(r => _rows[r])], (p, c) => new Estimate(cells[whole[p], c].Low, cells[whole[p], c].Expected, cells[whole[p], c].High));
        }

        private static decimal Mean(decimal mean, decimal next, int count) => count == 0 ? next : mean + next / (count + 1) - mean / (count + 1);

        /// <summary>The column that a score belongs in; -1 where its criterion is not in force, or has another scale by now.</summary>
        private int ColumnOf(Weighing weighing, Score score)
        {
            for (var c = 0; c < _columns.Length; c++)
                if (Codes.Same(_columns[c].Code, score.Criterion)) return score.CriteriaVersion == _criteria.Version || IsSameScale(_columns[c], weighing, score) ? c : -1;
            return -1;
        }

        private bool IsSameScale(Criterion now, Weighing weighing, Score score)
        {
            var key = (score.Criterion, score.CriteriaVersion);
            if (!_isSameScale.TryGetValue(key, out var same))
                _isSameScale[key] = same = weighing.CriteriaVersions.FirstOrDefault(v => v.Version == score.CriteriaVersion)?.Set.Criterion(score.Criterion) is { } then && CriteriaChange.IsSameYardstick(then, now);
            return same;
        }
    }

    /// <summary>The order of one table.</summary>
    private sealed class AdditiveOrder : IComputedOrder
    {
        /// <summary>More than sums of doubles can be wrong by, for totals and weights from 0 to 1.</summary>
        private const double Doubt = 1e-9;

        /// <summary>Decimals of percentage points that are beyond doubt.</summary>
        private const int Decimals = 7;

        private readonly double[] _weights;
        private readonly double[,] _values;
        private readonly (double Low, double Expected, double High)[] _totals;

        public AdditiveOrder(CriteriaVersion criteria, ImmutableArray<Criterion> columns, ImmutableArray<string> proposals, Func<int, int, Estimate> cell)
        {
            (Criteria, Proposals) = (criteria, proposals);
            var sum = columns.Sum(c => (double)c.Weight);
            (_weights, _values, _totals) = (new double[columns.Length], new double[proposals.Length, columns.Length], new (double, double, double)[proposals.Length]);
            for (var c = 0; c < columns.Length; c++) _weights[c] = (double)columns[c].Weight / sum;
            for (var p = 0; p < proposals.Length; p++)
            {
                for (var c = 0; c < columns.Length; c++)
                {
                    var (low, expected, high) = cell(p, c);
                    var scale = columns[c].Scale;
                    if (scale.Best < scale.Worst) (low, high) = (high, low);
                    _values[p, c] = Value(expected, scale);
                    _totals[p] = (_totals[p].Low + _weights[c] * Value(low, scale), _totals[p].Expected + _weights[c] * _values[p, c], _totals[p].High + _weights[c] * Value(high, scale));
                }
            }
            var best = _totals.Max(t => t.Expected);
            First = [.. proposals.Where((_, p) => _totals[p].Expected >= best - Doubt)];
        }

        public CriteriaVersion Criteria { get; }

        public ImmutableArray<string> Proposals { get; }

        public ImmutableArray<string> First { get; }

        public bool IsClear
        {
            get
            {
                if (First.Length != 1) return false;
                var first = Proposals.IndexOf(First[0]);
                for (var p = 0; p < Proposals.Length; p++)
                    if (p != first && _totals[p].High > _totals[first].Low + Doubt) return false;
                return true;
            }
        }

        public decimal? SmallestFlip
        {
            get
            {
                if (First.IsEmpty) return null;
                var (first, smallest) = (Proposals.IndexOf(First[0]), double.PositiveInfinity);
                for (var c = 0; c < _weights.Length; c++) smallest = Math.Min(smallest, Flip(first, c));
                return double.IsFinite(smallest) ? Math.Round((decimal)(100 * smallest), Decimals) : null;
            }
        }

        /// <summary>
        /// The smallest change of the weight of one criterion by which another comes first, all other weights keeping their proportions; infinite where
        /// there is none. With the weight at t the total is R + t (v − R), where R is the total had the others all the weight.
        /// </summary>
        private double Flip(int first, int criterion)
        {
            var weight = _weights[criterion];
            if (weight >= 1) return double.PositiveInfinity;
            var (low, high) = (0d, 1d);
            for (var p = 0; p < Proposals.Length; p++)
            {
                if (p == first) continue;
                var behind = Rest(p, criterion) - Rest(first, criterion);
                var gain = _values[first, criterion] - _values[p, criterion] + behind;
                if (gain > Doubt) low = Math.Max(low, behind / gain);
                else if (gain < -Doubt) high = Math.Min(high, behind / gain);
            }
            return Math.Min(low > Doubt ? Math.Abs(weight - low) : double.PositiveInfinity, high < 1 - Doubt ? Math.Abs(high - weight) : double.PositiveInfinity);
        }

        private double Rest(int proposal, int criterion) => (_totals[proposal].Expected - _weights[criterion] * _values[proposal, criterion]) / (1 - _weights[criterion]);

        private static double Value(decimal score, Scale scale) => ((double)score - (double)scale.Worst) / ((double)scale.Best - (double)scale.Worst);
    }
}
