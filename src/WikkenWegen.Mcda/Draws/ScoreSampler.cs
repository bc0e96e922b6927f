using System.Runtime.CompilerServices;
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
    /// <summary>Totals of values up to this bound, and differences of totals, stay finite.</summary>
    public const double MaxMagnitude = double.MaxValue / 8;

    private readonly ScoreDistribution _distribution;
    private readonly CellDraw[] _cells; // proposal by proposal, the criteria in canonical order
    private readonly Piece[][] _pieces; // of each criterion; empty where the score is the value
    private readonly bool[] _clips;

    private readonly int[] _exponents;

    private ScoreSampler(ValueTable values, int[] canonical, ScoreDistribution distribution, int[] exponents)
    {
        (_distribution, _exponents) = (distribution, exponents);
        Magnitudes = new double[canonical.Length];
        _cells = new CellDraw[values.Proposals.Count * canonical.Length];
        _pieces = [.. canonical.Select((c, column) => Pieces(values.Functions[c], exponents[column]))];
        _clips = [.. canonical.Select(c => values.Functions[c] is { Outside: OutsideScale.Clip })];
    }

    /// <param name="values">Scores with their value functions.</param>
    /// <param name="canonical">Column of each criterion in canonical order.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="distribution">How scores are drawn.</param>
    /// <param name="exponents">For each criterion in canonical order: its values are multiplied by 2 to this power. 0 leaves them as they are.</param>
    public static Result<ScoreSampler> Of(ValueTable values, int[] canonical, ulong seed, ScoreDistribution distribution, int[] exponents)
    {
        var errors = new InputErrors();
        var sampler = new ScoreSampler(values, canonical, distribution, exponents);
        for (var p = 0; p < values.Proposals.Count; p++)
        {
            for (var c = 0; c < canonical.Length; c++)
            {
                if (!sampler.Take(values, p, c, canonical[c], seed)) errors.Add(ErrorCode.Overflow, values.Scores.CellAt(p, canonical[c]), "the score and its scale are too far apart for doubles");
            }
        }
        return errors.Any ? errors.As<ScoreSampler>() : new Result<ScoreSampler>(sampler);
    }

    /// <summary>The greatest power of two that the values of a function can be multiplied by without its slopes leaving the range of a double.</summary>
    public static int MostRaise(ValueFunction? function)
    {
        if (function is null || function.IsInWords) return int.MaxValue;
        var scores = function.BreakpointScores;
        var values = function.BreakpointValues;
        var steepest = int.MinValue;
        for (var k = 0; k + 1 < scores.Length; k++) steepest = Math.Max(steepest, PowerOfTwo.Exponent((values[k + 1] - values[k]) / (scores[k + 1] - scores[k])) ?? steepest);
        return 1000 - steepest;
    }

    /// <summary>For each criterion in canonical order, a bound on the absolute value of anything drawn.</summary>
    public double[] Magnitudes { get; }

    public void Fill(DrawBlock block, int proposal, int criterion, Span<double> destination)
    {
        ref readonly var cell = ref _cells[proposal * _pieces.Length + criterion];
        if (cell.Kind == CellKind.Constant)
        {
            destination.Fill(cell.Expected);
            return;
        }
        cell.Draws.Fill(block, destination);
        if (_distribution == ScoreDistribution.Triangular) Triangular(cell, destination);
        else Uniform(cell, destination);
        if (cell.Kind == CellKind.Score) Value(Reached(_pieces[criterion], cell.Low, cell.High), _clips[criterion] ? (_pieces[criterion][0].Score, _pieces[criterion][^1].Score) : null, destination);
    }

    // False where the arithmetic would leave the range of a double.
    private bool Take(ValueTable values, int proposal, int column, int criterion, ulong seed)
    {
        var (score, band) = (values.Scores.At(proposal, criterion), values.At(proposal, criterion));
        ref var cell = ref _cells[proposal * _pieces.Length + column];
        var (low, high) = (PowerOfTwo.Scaled(band.Low, _exponents[column]), PowerOfTwo.Scaled(band.High, _exponents[column]));
        var magnitude = Math.Max(Math.Abs(low), Math.Abs(high));
        Magnitudes[column] = Math.Max(Magnitudes[column], magnitude);
        if (!(magnitude <= MaxMagnitude)) return false;
        // Also where two words have the same value, or the unit leaves no difference: without a range there is nothing to draw.
        if (score.IsExact || (_pieces[column].Length == 0 && low == high))
        {
            cell = new CellDraw(default, CellKind.Constant, low, low, low);
            return true;
        }
        var draws = DrawSequence.Of(seed, "score", values.Criteria[criterion], values.Proposals[proposal]);
        // Between two words there is no score to draw: the value is drawn itself, and so it is where values were given directly.
        cell = _pieces[column].Length == 0
            ? new CellDraw(draws, CellKind.Value, low, PowerOfTwo.Scaled(band.Expected, _exponents[column]), high)
            : new CellDraw(draws, CellKind.Score, score.Low, score.Expected, score.High);
        if (!double.IsFinite(cell.High - cell.Low)) return false;
        if (cell.Kind == CellKind.Value) return true;
        foreach (var piece in Reached(_pieces[column], cell.Low, cell.High))
        {
            if (!double.IsFinite(piece.Slope * (cell.High - piece.Score)) || !double.IsFinite(piece.Slope * (cell.Low - piece.Score))) return false;
            // A slope so small that it has lost digits, on a piece so long that they matter.
            if (piece.IsFlattened && Math.ScaleB(cell.High - cell.Low, -1074) > magnitude * (1.0 / (1L << 52))) return false;
        }
        return true;
    }

    // Each loop works on a few numbers at a time; a lane never looks at another, so that the width of the processor's vectors changes no bit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Triangular(in CellDraw cell, Span<double> numbers)
    {
        var (low, high, range) = (Vector512.Create(cell.Low), Vector512.Create(cell.High), Vector512.Create(cell.High - cell.Low));
        var (left, right, one) = (Vector512.Create((cell.Expected - cell.Low) / (cell.High - cell.Low)), Vector512.Create((cell.High - cell.Expected) / (cell.High - cell.Low)), Vector512.Create(1.0));
        for (var at = 0; at < numbers.Length; at += Vector512<double>.Count)
        {
            var unit = Vector512.Create<double>(numbers[at..]);
            var rising = Vector512.LessThan(unit, left);
            var root = Vector512.Sqrt(Vector512.ConditionalSelect(rising, unit * left, (one - unit) * right)) * range;
            var (up, down) = (low + root, high - root);
            up = Vector512.ConditionalSelect(Vector512.GreaterThan(up, high), high, up); // rounding must not leave the range
            down = Vector512.ConditionalSelect(Vector512.LessThan(down, low), low, down);
            Vector512.ConditionalSelect(rising, up, down).CopyTo(numbers[at..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniform(in CellDraw cell, Span<double> numbers)
    {
        var (low, high, range) = (Vector512.Create(cell.Low), Vector512.Create(cell.High), Vector512.Create(cell.High - cell.Low));
        for (var at = 0; at < numbers.Length; at += Vector512<double>.Count)
        {
            var number = low + range * Vector512.Create<double>(numbers[at..]);
            Vector512.ConditionalSelect(Vector512.GreaterThan(number, high), high, number).CopyTo(numbers[at..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Value(ReadOnlySpan<Piece> pieces, (double From, double To)? clip, Span<double> numbers)
    {
        var (from, to) = (Vector512.Create(clip?.From ?? double.NegativeInfinity), Vector512.Create(clip?.To ?? double.PositiveInfinity));
        for (var at = 0; at < numbers.Length; at += Vector512<double>.Count)
        {
            var number = Vector512.Create<double>(numbers[at..]);
            number = Vector512.ConditionalSelect(Vector512.LessThan(number, from), from, number);
            number = Vector512.ConditionalSelect(Vector512.GreaterThan(number, to), to, number);
            var (score, value, slope) = (Vector512.Create(pieces[0].Score), Vector512.Create(pieces[0].Value), Vector512.Create(pieces[0].Slope));
            for (var k = 1; k < pieces.Length; k++)
            {
                var beyond = Vector512.GreaterThanOrEqual(number, Vector512.Create(pieces[k].Score));
                score = Vector512.ConditionalSelect(beyond, Vector512.Create(pieces[k].Score), score);
                value = Vector512.ConditionalSelect(beyond, Vector512.Create(pieces[k].Value), value);
                slope = Vector512.ConditionalSelect(beyond, Vector512.Create(pieces[k].Slope), slope);
            }
            (value + (number - score) * slope).CopyTo(numbers[at..]);
        }
    }

    // Piece k runs from breakpoint k, and the last starts at the last breakpoint, so that the value there is met exactly.
    private static Piece[] Pieces(ValueFunction? function, int exponent)
    {
        if (function is null || function.IsInWords) return [];
        var scores = function.BreakpointScores;
        var values = function.BreakpointValues;
        var pieces = new Piece[scores.Length];
        for (var k = 0; k < scores.Length; k++)
        {
            var segment = Math.Min(k, scores.Length - 2);
            var slope = (values[segment + 1] - values[segment]) / (scores[segment + 1] - scores[segment]);
            pieces[k] = new Piece(scores[k].ToDouble(), PowerOfTwo.Scaled(values[k], exponent), PowerOfTwo.Scaled(slope, exponent), !slope.IsZero);
        }
        return pieces;
    }

    // The pieces that a score between low and high can fall in.
    private static ReadOnlySpan<Piece> Reached(ReadOnlySpan<Piece> pieces, double low, double high)
    {
        var first = 0;
        while (first + 1 < pieces.Length && pieces[first + 1].Score <= low) first++;
        var count = 1;
        while (first + count < pieces.Length && pieces[first + count].Score <= high) count++;
        return pieces.Slice(first, count);
    }

    private enum CellKind : byte
    {
        Constant, // the value, in Expected
        Value, // low, expected and high are values
        Score, // low, expected and high are scores, to be valued after drawing
    }

    private readonly record struct CellDraw(DrawSequence Draws, CellKind Kind, double Low, double Expected, double High);

    private readonly record struct Piece(double Score, double Value, double Slope, bool Slopes)
    {
        public bool IsFlattened => Slopes && !double.IsNormal(Slope);
    }
}
