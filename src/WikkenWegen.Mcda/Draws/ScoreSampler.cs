using System.Runtime.Intrinsics;

namespace WikkenWegen.Mcda;

/// <summary>How a score between low and high is drawn.</summary>
public enum ScoreDistribution
{
    /// <summary>Triangular: from low up to expected and down to high. Source: Evans, Hastings and Peacock, Statistical Distributions (2000), ch. 40; drawn by the inverse of its distribution function.</summary>
    Triangular,

    /// <summary>Every score between low and high is as likely; expected is not looked at.</summary>
    Uniform,
}

/// <summary>Draws the values of a table, cell by cell: a score of its distribution, put through the value function. Only + − × ÷ √.</summary>
internal sealed class ScoreSampler : IValueSource
{
    private readonly CellSampler[] _cells; // proposal by proposal, the criteria in canonical order
    private readonly int _criteria;

    private ScoreSampler(CellSampler[] cells, int criteria) => (_cells, _criteria) = (cells, criteria);

    public static Result<ScoreSampler> Of(ValueTable values, int[] canonical, ulong seed, ScoreDistribution distribution)
    {
        var findings = new Findings();
        var cells = new CellSampler[values.Proposals.Count * canonical.Length];
        var pieces = canonical.Select(c => CellSampler.Pieces(values.Functions[c])).ToArray();
        for (var p = 0; p < values.Proposals.Count; p++)
        {
            for (var c = 0; c < canonical.Length; c++)
            {
                var cell = CellSampler.Of(values, p, canonical[c], pieces[c], seed, distribution);
                if (cell.IsFinite) cells[p * canonical.Length + c] = cell;
                else findings.Add(ErrorCode.Overflow, values.Scores.CellAt(p, canonical[c]), "the score and its scale are too far apart for doubles");
            }
        }
        return findings.Any ? findings.As<ScoreSampler>() : new Result<ScoreSampler>(new ScoreSampler(cells, canonical.Length));
    }

    public void Fill(DrawBlock block, int proposal, int criterion, Span<double> destination) => _cells[proposal * _criteria + criterion].Fill(block, destination);

    public double Magnitude(int proposal)
    {
        double greatest = 0;
        for (var c = 0; c < _criteria; c++) greatest = Math.Max(greatest, _cells[proposal * _criteria + c].Magnitude);
        return greatest;
    }
}

/// <summary>One cell: distribution and value function, compiled to doubles.</summary>
internal sealed class CellSampler
{
    /// <summary>Totals of values up to this bound, and differences of totals, stay finite.</summary>
    public const double MaxMagnitude = double.MaxValue / 8;

    private readonly DrawSequence _draws;
    private readonly ScoreDistribution _distribution;
    private readonly double _low, _high, _range, _left, _right; // left, right: shares of the range below and above the expected score
    private readonly double _constant;
    private readonly bool _isConstant;
    private readonly (double Score, double Value, double Slope)[] _pieces; // the pieces between low and high; empty where the score is the value
    private readonly (double From, double To) _clip;

    private CellSampler(double constant) => (_constant, _isConstant, _pieces, Magnitude, IsFinite) = (constant, true, [], Math.Abs(constant), Math.Abs(constant) <= MaxMagnitude);

    private CellSampler(DrawSequence draws, ScoreDistribution distribution, (double Low, double Expected, double High) score, ReadOnlySpan<(double Score, double Value, double Slope)> pieces, bool clip, ValueBand band)
    {
        (_draws, _distribution, _low, _high) = (draws, distribution, score.Low, score.High);
        _range = score.High - score.Low;
        (_left, _right) = ((score.Expected - score.Low) / _range, (score.High - score.Expected) / _range);
        _pieces = Reached(pieces, score.Low, score.High);
        _clip = clip ? (pieces[0].Score, pieces[^1].Score) : (double.NegativeInfinity, double.PositiveInfinity);
        var (low, high) = (band.Low.ToDouble(), band.High.ToDouble());
        Magnitude = Math.Max(Math.Abs(low), Math.Abs(high));
        IsFinite = double.IsFinite(_range) && Magnitude <= MaxMagnitude
            && _pieces.All(piece => double.IsFinite(piece.Slope) && double.IsFinite(piece.Slope * (score.High - piece.Score)) && double.IsFinite(piece.Slope * (score.Low - piece.Score)));
    }

    /// <summary>False where the arithmetic would leave the range of a double.</summary>
    public bool IsFinite { get; }

    /// <summary>Bound on the absolute value of what is drawn.</summary>
    public double Magnitude { get; }

    public static CellSampler Of(ValueTable values, int proposal, int criterion, (double, double, double)[] pieces, ulong seed, ScoreDistribution distribution)
    {
        var (score, band, function) = (values.Scores.At(proposal, criterion), values.At(proposal, criterion), values.Functions[criterion]);
        if (score.IsExact) return new CellSampler(band.Expected.ToDouble());
        var draws = DrawSequence.Of(seed, "score", values.Criteria[criterion], values.Proposals[proposal]);
        // Between two words there is no score to draw: the value is drawn itself.
        return score.IsInWords
            ? new CellSampler(draws, distribution, (band.Low.ToDouble(), band.Expected.ToDouble(), band.High.ToDouble()), [], false, band)
            : new CellSampler(draws, distribution, (score.Low, score.Expected, score.High), pieces, function is { Outside: OutsideScale.Clip }, band);
    }

    public void Fill(DrawBlock block, Span<double> destination)
    {
        if (_isConstant)
        {
            destination.Fill(_constant);
            return;
        }
        _draws.Fill(block, destination);
        if (_distribution == ScoreDistribution.Triangular) Triangular(destination);
        else Uniform(destination);
        if (_pieces.Length > 0) Value(destination);
    }

    // Each loop works on a few numbers at a time; a lane never looks at another, so that the width of the processor's vectors changes no bit.
    private void Triangular(Span<double> numbers)
    {
        var (low, high, range) = (Vector256.Create(_low), Vector256.Create(_high), Vector256.Create(_range));
        var (left, right, one) = (Vector256.Create(_left), Vector256.Create(_right), Vector256.Create(1.0));
        for (var at = 0; at < numbers.Length; at += Vector256<double>.Count)
        {
            var unit = Vector256.Create<double>(numbers[at..]);
            var rising = Vector256.LessThan(unit, left);
            var root = Vector256.Sqrt(Vector256.ConditionalSelect(rising, unit * left, (one - unit) * right)) * range;
            var (up, down) = (low + root, high - root);
            up = Vector256.ConditionalSelect(Vector256.GreaterThan(up, high), high, up); // rounding must not leave the range
            down = Vector256.ConditionalSelect(Vector256.LessThan(down, low), low, down);
            Vector256.ConditionalSelect(rising, up, down).CopyTo(numbers[at..]);
        }
    }

    private void Uniform(Span<double> numbers)
    {
        var (low, high, range) = (Vector256.Create(_low), Vector256.Create(_high), Vector256.Create(_range));
        for (var at = 0; at < numbers.Length; at += Vector256<double>.Count)
        {
            var number = low + range * Vector256.Create<double>(numbers[at..]);
            Vector256.ConditionalSelect(Vector256.GreaterThan(number, high), high, number).CopyTo(numbers[at..]);
        }
    }

    private void Value(Span<double> numbers)
    {
        var (from, to) = (Vector256.Create(_clip.From), Vector256.Create(_clip.To));
        var first = _pieces[0];
        for (var at = 0; at < numbers.Length; at += Vector256<double>.Count)
        {
            var number = Vector256.Create<double>(numbers[at..]);
            number = Vector256.ConditionalSelect(Vector256.LessThan(number, from), from, number);
            number = Vector256.ConditionalSelect(Vector256.GreaterThan(number, to), to, number);
            var (score, value, slope) = (Vector256.Create(first.Score), Vector256.Create(first.Value), Vector256.Create(first.Slope));
            for (var k = 1; k < _pieces.Length; k++)
            {
                var beyond = Vector256.GreaterThanOrEqual(number, Vector256.Create(_pieces[k].Score));
                score = Vector256.ConditionalSelect(beyond, Vector256.Create(_pieces[k].Score), score);
                value = Vector256.ConditionalSelect(beyond, Vector256.Create(_pieces[k].Value), value);
                slope = Vector256.ConditionalSelect(beyond, Vector256.Create(_pieces[k].Slope), slope);
            }
            (value + (number - score) * slope).CopyTo(numbers[at..]);
        }
    }

    /// <summary>The pieces of a function: piece k runs from breakpoint k, and the last starts at the last breakpoint, so that the value there is met exactly.</summary>
    public static (double Score, double Value, double Slope)[] Pieces(ValueFunction? function)
    {
        if (function is null || function.IsInWords) return [];
        var scores = function.BreakpointScores;
        var values = function.BreakpointValues;
        var pieces = new (double, double, double)[scores.Length];
        for (var k = 0; k < scores.Length; k++)
        {
            var segment = Math.Min(k, scores.Length - 2);
            var slope = (values[segment + 1] - values[segment]) / (scores[segment + 1] - scores[segment]);
            pieces[k] = (scores[k].ToDouble(), values[k].ToDouble(), slope.ToDouble());
        }
        return pieces;
    }

    private static (double Score, double Value, double Slope)[] Reached(ReadOnlySpan<(double Score, double Value, double Slope)> pieces, double low, double high)
    {
        var first = 0;
        while (first + 1 < pieces.Length && pieces[first + 1].Score <= low) first++;
        var count = Math.Min(1, pieces.Length);
        while (first + count < pieces.Length && pieces[first + count].Score <= high) count++;
        return pieces.Slice(first, count).ToArray();
    }
}
