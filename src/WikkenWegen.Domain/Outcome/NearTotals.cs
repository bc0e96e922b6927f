using System.Collections.Immutable;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// The totals in doubles, where these are beyond doubt: no two numbers that must be told apart are nearer than rounding can have moved them. Some tens of times
/// as fast as the outcome. Only sums, products and quotients are taken, in a fixed order: the same on every machine.
/// </summary>
internal sealed class NearTotals
{
    /// <summary>More than totals from 0 to 1 can be wrong by, within the limits below.</summary>
    private const double Doubt = 1e-8;

    /// <summary>The greatest end of a scale, in lengths of that scale, and the most scores in a cell: beyond these, differences can have lost too many digits.</summary>
    private const double MostLengths = 1e4;
    private const int MostInCell = 1_000;

    /// <summary>Lines that cross at so small an angle are not told apart, and a change of weight that is so near to a bound.</summary>
    private const double LeastAngle = 1e-4, NearBound = 1e-3;

    private readonly double[] _weights, _values, _totals;
    private readonly bool _isWhole;
    private readonly int _first;

    private NearTotals(ImmutableArray<string> proposals, int first, ImmutableArray<OutcomeDoubt> doubts, double[] weights, double[] values, double[] totals, bool isWhole) =>
        (Proposals, _first, Doubts, _weights, _values, _totals, _isWhole) = (proposals, first, doubts, weights, values, totals, isWhole);

    /// <summary>Codes of the proposals that have a total.</summary>
    public ImmutableArray<string> Proposals { get; }

    /// <summary>Code of the one with the greatest.</summary>
    public string First => Proposals[_first];

    /// <summary>Why that one is not clearly ahead of the others, those without a total among them, each reason once.</summary>
    public ImmutableArray<OutcomeDoubt> Doubts { get; }

    /// <summary>The totals; null where something is not beyond doubt.</summary>
    public static NearTotals? Of(OutcomeInputs inputs)
    {
        var columns = inputs.Criteria.Where(c => c.Weight > 0).ToArray();
        if (columns.Any(c => (double)Math.Max(Math.Abs(c.Scale.Worst), Math.Abs(c.Scale.Best)) > MostLengths * Math.Abs((double)(c.Scale.Best - c.Scale.Worst)))) return null;
        if (Cells(inputs, columns) is not { } cells) return null;
        var (n, rows) = (columns.Length, inputs.Proposals);
        int[] whole = n == 0 ? [] : [.. Enumerable.Range(0, rows.Length).Where(r => !cells.AsSpan(r * n, n).Contains(default))];
        var sum = columns.Sum(c => (double)c.Weight);
        var weights = Array.ConvertAll(columns, c => (double)c.Weight / sum);
        var (values, totals, lows, highs) = (new double[whole.Length * n], new double[whole.Length], new double[whole.Length], new double[whole.Length]);
        for (var p = 0; p < whole.Length; p++)
        {
            for (var c = 0; c < n; c++)
            {
                var (cell, worst, length) = (cells[whole[p] * n + c], (double)columns[c].Scale.Worst, (double)(columns[c].Scale.Best - columns[c].Scale.Worst));
                var (low, high) = length > 0 ? (cell.Low, cell.High) : (cell.High, cell.Low);
                values[p * n + c] = (cell.Expected / cell.Count - worst) / length;
                totals[p] += weights[c] * values[p * n + c];
                lows[p] += weights[c] * ((low / cell.Count - worst) / length);
                highs[p] += weights[c] * ((high / cell.Count - worst) / length);
            }
        }
        ImmutableArray<string> proposals = [.. whole.Select(r => rows[r].Proposal.Code)];
        if (whole.Length < 2) return new NearTotals(proposals, 0, [], weights, values, totals, false);

        var first = Array.IndexOf(totals, totals.Max());
        var (margin, belowMargin, overlap) = ((double)inputs.ClearMargin / 100, false, false);
        for (var p = 0; p < whole.Length; p++)
        {
            if (p == first) continue;
            var (ahead, apart) = (totals[first] - totals[p], lows[first] - highs[p]);
            if (ahead < Doubt || Math.Abs(ahead - margin) < Doubt || Math.Abs(apart) < Doubt) return null;
            belowMargin |= ahead < margin;
            overlap |= apart < 0;
        }
        var missing = false;
        if (whole.Length < rows.Length)
        {
            if (CanComeNear(columns, cells, weights, totals[first], lows[first], margin) is not { } near) return null;
            missing = near;
        }
        var doubts = ImmutableArray.CreateBuilder<OutcomeDoubt>();
        if (belowMargin) doubts.Add(OutcomeDoubt.BelowMargin);
        if (overlap) doubts.Add(OutcomeDoubt.BandsOverlap);
        if (missing) doubts.Add(OutcomeDoubt.ScoreMissing);
        return new NearTotals(proposals, first, doubts.DrainToImmutable(), weights, values, totals, columns.Length == inputs.Criteria.Length);
    }

    /// <summary>
    /// Whether one of the proposals that lack scores would not be clearly behind with the best of these; null where that is not beyond doubt.
    /// See <see cref="OutcomeComputation.Doubts"/>.
    /// </summary>
    private static bool? CanComeNear(Criterion[] columns, Cell[] cells, double[] weights, double total, double low, double margin)
    {
        var isSure = true;
        for (var start = 0; start < cells.Length; start += columns.Length)
        {
            var row = cells.AsSpan(start, columns.Length);
            if (!row.Contains(default)) continue;
            var (greatest, highest) = (0d, 0d);
            for (var c = 0; c < row.Length; c++)
            {
                var (cell, worst, length) = (row[c], (double)columns[c].Scale.Worst, (double)(columns[c].Scale.Best - columns[c].Scale.Worst));
                greatest += weights[c] * (cell.Count == 0 ? 1 : (cell.Expected / cell.Count - worst) / length);
                highest += weights[c] * (cell.Count == 0 ? 1 : ((length > 0 ? cell.High : cell.Low) / cell.Count - worst) / length);
            }
            // What comes level is near too, also where every difference counts.
            var (ahead, apart) = (total - greatest, low - highest);
            if (apart <= -Doubt || ahead <= -Doubt || ahead <= margin - Doubt) return true;
            isSure &= apart >= Doubt && ahead >= Doubt && ahead >= margin + Doubt;
        }
        return isSure ? false : null;
    }

    /// <summary>Whether it is beyond doubt that no change of one weight by less than a bound, from 0 to 1, brings another to the front, all other weights keeping their proportions.</summary>
    public bool HasNoFlipBelow(double bound)
    {
        if (!_isWhole) return false; // a criterion without weight can get one
        for (var c = 0; c < _weights.Length; c++)
        {
            if (_weights[c] >= 1) continue;
            for (var p = 0; p < Proposals.Length; p++)
            {
                if (p == _first) continue;
                // With the weight at t the lead is 0 where t × gain = deficit; see WeightStability.
                var (lead, alone) = (_totals[_first] - _totals[p], _values[_first * _weights.Length + c] - _values[p * _weights.Length + c]);
                var (gain, deficit) = (alone - lead, _weights[c] * alone - lead);
                if (Math.Abs(gain) < LeastAngle) return false;
                var at = deficit / gain;
                if (at > -NearBound && at < 1 + NearBound && Math.Abs(at - _weights[c]) < bound + NearBound) return false;
            }
        }
        return true;
    }

    /// <summary>The sums of the scores by proposal and criterion; null where there are too many in one.</summary>
    private static Cell[]? Cells(OutcomeInputs inputs, Criterion[] columns)
    {
        var (rows, n) = (inputs.Proposals, columns.Length);
        var cells = new Cell[rows.Length * n];
        var (row, column) = (0, 0);
        foreach (var score in inputs.Scores)
        {
            // Scores come by proposal or by criterion, so that one of the two is mostly that of the score before.
            if (!Is(row < rows.Length ? rows[row].Proposal.Code : null, score.Proposal)) for (row = 0; !Is(rows[row].Proposal.Code, score.Proposal);) row++;
            if (!Is(column < n ? columns[column].Code : null, score.Criterion)) for (column = 0; column < n && !Is(columns[column].Code, score.Criterion);) column++;
            if (column == n) continue; // a criterion without weight
            ref var cell = ref cells[row * n + column];
            cell = new Cell(cell.Low + (double)score.Estimate.Low, cell.Expected + (double)score.Estimate.Expected, cell.High + (double)score.Estimate.High, cell.Count + 1);
            if (cell.Count > MostInCell) return null;
        }
        return cells;

        static bool Is(string? one, string other) => ReferenceEquals(one, other) || string.Equals(one, other, StringComparison.Ordinal);
    }

    private readonly record struct Cell(double Low, double Expected, double High, int Count);
}
