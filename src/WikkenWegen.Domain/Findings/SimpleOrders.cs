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
        var table = new Table(criteria, [.. weighing.Proposals.Where(p => IsThere(p, decision.Origin)).Select(p => p.Code)], weighing.Scores.Count);
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
        private readonly Dictionary<(string Criterion, int Version), bool> _isSameScale = [];

        // By cell and assessor, in one number: row by row, and the assessor below.
        private readonly Dictionary<long, ScoreRevision> _newest;

        public Table(CriteriaVersion criteria, ImmutableArray<string> rows, int scores) =>
            (_criteria, _columns, _rows, _newest) = (criteria, [.. criteria.Set.Criteria.Where(c => c.Weight > 0)], rows, new Dictionary<long, ScoreRevision>(scores));

        public void Add(Weighing weighing, Score score, Origin decision)
        {
            var (row, column) = (_rows.IndexOf(score.Proposal.Code), ColumnOf(weighing, score));
            if (row < 0 || column < 0 || Before(score, decision) is not { } revision) return;
            var cell = (long)(row * _columns.Length + column) << 32 | (uint)_assessors.Number(score.By);
            if (!_newest.TryGetValue(cell, out var before) || before.Origin.Event < revision.Origin.Event) _newest[cell] = revision;
        }

        private static ScoreRevision? Before(Score score, Origin decision)
        {
            for (var i = score.Revisions.Length - 1; i >= 0; i--)
                if (!score.Revisions[i].Origin.IsAfter(decision)) return score.Revisions[i];
            return null;
        }

        public AdditiveOrder? Order()
        {
            var cells = new Mean[_rows.Length * _columns.Length];
            foreach (var (cell, revision) in _newest) cells[cell >> 32].Add(revision.Estimate);
            var whole = new List<int>(_rows.Length);
            for (var r = 0; r < _rows.Length; r++)
                if (!cells.AsSpan(r * _columns.Length, _columns.Length).Contains(default)) whole.Add(r);
            return whole.Count < 2 || _columns.IsEmpty ? null : new AdditiveOrder(_criteria, _columns, [.. whole.Select(r => _rows[r])], (p, c) => cells[whole[p] * _columns.Length + c]);
        }

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

    /// <summary>The mean of estimates; that of none by default.</summary>
    private record struct Mean(double Low, double Expected, double High, int Count)
    {
        public void Add(Estimate estimate)
        {
            Count++;
            Low += ((double)estimate.Low - Low) / Count;
            Expected += ((double)estimate.Expected - Expected) / Count;
            High += ((double)estimate.High - High) / Count;
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

        public AdditiveOrder(CriteriaVersion criteria, ImmutableArray<Criterion> columns, ImmutableArray<string> proposals, Func<int, int, Mean> cell)
        {
            (Criteria, Proposals) = (criteria, proposals);
            var sum = columns.Sum(c => (double)c.Weight);
            (_weights, _values, _totals) = (new double[columns.Length], new double[proposals.Length, columns.Length], new (double, double, double)[proposals.Length]);
            for (var c = 0; c < columns.Length; c++) _weights[c] = (double)columns[c].Weight / sum;
            for (var c = 0; c < columns.Length; c++)
            {
                var (worst, best) = ((double)columns[c].Scale.Worst, (double)columns[c].Scale.Best);
                for (var p = 0; p < proposals.Length; p++)
                {
                    var mean = cell(p, c);
                    var (low, high) = best < worst ? (mean.High, mean.Low) : (mean.Low, mean.High);
                    _values[p, c] = Value(mean.Expected);
                    _totals[p] = (_totals[p].Low + _weights[c] * Value(low), _totals[p].Expected + _weights[c] * _values[p, c], _totals[p].High + _weights[c] * Value(high));
                }

                double Value(double score) => (score - worst) / (best - worst);
            }
            var most = _totals.Max(t => t.Expected);
            First = [.. proposals.Where((_, p) => _totals[p].Expected >= most - Doubt)];
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
    }
}
