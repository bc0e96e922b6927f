namespace WikkenWegen.Mcda;

/// <summary>What happens to a score outside its scale. There is no default: each scale says it.</summary>
public enum OutsideScale
{
    /// <summary>The score is an error (<see cref="ErrorCode.OutsideScale"/>).</summary>
    Refuse,

    /// <summary>The score counts as the nearest end of the scale.</summary>
    Clip,

    /// <summary>The outermost piece goes on in a straight line: values beyond those of the ends, above 1 or below 0.</summary>
    Extrapolate,
}

/// <summary>Which way a scale runs.</summary>
public enum PreferenceDirection
{
    /// <summary>More is better.</summary>
    Benefit,

    /// <summary>Less is better.</summary>
    Cost,

    /// <summary>Neither: the best lies inside the scale, or the scale is in words.</summary>
    Other,
}

/// <summary>The value of a low, an expected and a high score.</summary>
/// <param name="Low">The least value between the low and the high score.</param>
/// <param name="Expected">The value of the expected score.</param>
/// <param name="High">The greatest value between the low and the high score.</param>
public readonly record struct ValueBand(Fraction Low, Fraction Expected, Fraction High);

/// <summary>
/// A partial value function: how much a score on one criterion is worth, on a scale agreed beforehand with an explicit worst and best.
/// The values are exact (see <see cref="Fraction"/>).
/// </summary>
/// <remarks>
/// The scale is <b>global</b>: it does not look at the proposals present, so adding or removing one changes nothing for the others. A weight
/// only has meaning together with its scale: another scale needs other weights. Source: Belton and Stewart, Multiple Criteria Decision
/// Analysis (2002), ch. 5; DCLG, Multi-criteria analysis: a manual (2009), ch. 6. Immutable and safe for use by several threads.
/// </remarks>
public sealed class ValueFunction : IComputed
{
    private readonly Fraction[] _scores, _values; // breakpoints, ascending by score; empty for a scale in words
    private readonly Dictionary<string, Fraction>? _words;

    private ValueFunction(Algorithm algorithm, Fraction[] scores, Fraction[] values, Dictionary<string, Fraction>? words, OutsideScale outside)
    {
        Algorithm = algorithm;
        (_scores, _values, _words) = (scores, values, words);
        Outside = outside;
        LeastValue = values.Min();
        GreatestValue = values.Max();
        if (words is not null) return;
        var increasing = values.Zip(values.Skip(1)).All(pair => pair.First <= pair.Second);
        var decreasing = values.Zip(values.Skip(1)).All(pair => pair.First >= pair.Second);
        Direction = increasing ? PreferenceDirection.Benefit : decreasing ? PreferenceDirection.Cost : PreferenceDirection.Other;
        // On a flat end the outermost score counts: the scale runs from there.
        var descending = Direction == PreferenceDirection.Cost;
        Worst = scores[descending ? Array.LastIndexOf(values, LeastValue) : Array.IndexOf(values, LeastValue)];
        Best = scores[descending ? Array.IndexOf(values, GreatestValue) : Array.LastIndexOf(values, GreatestValue)];
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; }

    /// <summary>The rule for a score outside the scale.</summary>
    public OutsideScale Outside { get; }

    /// <summary>Which way the scale runs.</summary>
    public PreferenceDirection Direction { get; } = PreferenceDirection.Other;

    /// <summary>The score of the least value; null for a scale in words.</summary>
    public Fraction? Worst { get; }

    /// <summary>The score of the greatest value; null for a scale in words.</summary>
    public Fraction? Best { get; }

    /// <summary>The value of the worst score: 0 for <see cref="Linear"/>.</summary>
    public Fraction LeastValue { get; }

    /// <summary>The value of the best score: 1 for <see cref="Linear"/>.</summary>
    public Fraction GreatestValue { get; }

    /// <summary>True for a scale in words.</summary>
    public bool IsInWords => _words is not null;

    internal ReadOnlySpan<Fraction> BreakpointScores => _scores;

    internal ReadOnlySpan<Fraction> BreakpointValues => _values;

    /// <summary>A straight line from value 0 at the worst to value 1 at the best: v = (x − worst) / (best − worst).</summary>
    /// <param name="worst">Score of value 0. Above <paramref name="best"/> for a cost criterion.</param>
    /// <param name="best">Score of value 1.</param>
    /// <param name="outside">Rule for a score outside the scale.</param>
    /// <returns>The function, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.ZeroRange"/> (worst equals best).</returns>
    public static Result<ValueFunction> Linear(double worst, double best, OutsideScale outside) =>
        Piecewise(new Algorithm("value-linear", "1.0.0"), [(worst, 0), (best, 1)], outside);

    /// <summary>Straight lines between given points; non-decreasing values make a benefit, non-increasing ones a cost, others an optimum inside the scale.</summary>
    /// <param name="points">At least two points of distinct scores, in any order. Values are usually 0 at the worst and 1 at the best; others are taken as they are (UTA-style functions carry the weight inside).</param>
    /// <param name="outside">Rule for a score outside the scale.</param>
    /// <returns>
    /// The function, or <see cref="ErrorCode.Empty"/> (fewer than two points), <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>,
    /// <see cref="ErrorCode.Duplicate"/> (two points at one score), <see cref="ErrorCode.ZeroRange"/> (all values equal). The error's row is the position of the point.
    /// </returns>
    public static Result<ValueFunction> PiecewiseLinear(IReadOnlyList<(double Score, double Value)> points, OutsideScale outside) =>
        Piecewise(new Algorithm("value-piecewise-linear", "1.0.0"), points, outside);

    /// <summary>A scale in words ("poor", "fair", "good"), each with its value.</summary>
    /// <param name="words">At least two distinct words; not all of one value. Usually 0 for the worst and 1 for the best.</param>
    /// <returns>The function, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.ZeroRange"/>. The error's row is the word.</returns>
    /// <remarks>A word outside the list is always an error (<see cref="ErrorCode.UnknownWord"/>). Between two words the value is not defined, so uncertainty is drawn on the values.</remarks>
    public static Result<ValueFunction> InWords(IReadOnlyList<(string Word, double Value)> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var errors = new InputErrors();
        errors.Rows([.. words.Select(w => w.Word)], "word");
        foreach (var (word, value) in words) errors.Finite(value, new Cell(word, null), "the value");
        if (errors.Any) return errors.As<ValueFunction>();

        var values = words.Select(w => Fraction.FromDouble(w.Value)).ToArray();
        if (values.Distinct().Count() == 1) return InputErrors.One<ValueFunction>(ErrorCode.ZeroRange, null, "all words have the same value");
        var byWord = words.Zip(values).ToDictionary(w => w.First.Word, w => w.Second, StringComparer.Ordinal);
        return new Result<ValueFunction>(new ValueFunction(new Algorithm("value-in-words", "1.0.0"), [], values, byWord, OutsideScale.Refuse));
    }

    /// <summary>The value of a number.</summary>
    /// <param name="score">In the unit of the criterion.</param>
    /// <returns>The exact value, or <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutsideScale"/>, <see cref="ErrorCode.WrongKind"/> (the scale is in words).</returns>
    public Result<Fraction> Of(double score) => Of(Score.Of(score)).Then(band => new Result<Fraction>(band.Expected));

    /// <summary>The value of a word.</summary>
    /// <param name="word">Compared by ordinal.</param>
    /// <returns>The exact value, or <see cref="ErrorCode.UnknownWord"/>, <see cref="ErrorCode.WrongKind"/> (the scale is in numbers).</returns>
    public Result<Fraction> Of(string word) => Of(Score.InWords(word)).Then(band => new Result<Fraction>(band.Expected));

    /// <summary>The value of a score with its uncertainty. On a function with its best inside, the greatest value can lie between low and high.</summary>
    /// <param name="score">A number or a word.</param>
    /// <returns>The exact values, or the errors of the other overloads, or <see cref="ErrorCode.NotOrdered"/>.</returns>
    public Result<ValueBand> Of(Score score)
    {
        var errors = new InputErrors();
        var band = Of(score, null, errors);
        return errors.Any ? errors.As<ValueBand>() : new Result<ValueBand>(band);
    }

    internal ValueBand Of(Score score, Cell? cell, InputErrors errors)
    {
        if (score.IsMissing)
        {
            errors.Add(ErrorCode.Missing, cell, "no score");
            return default;
        }
        if (score.IsInWords != IsInWords)
        {
            errors.Add(ErrorCode.WrongKind, cell, IsInWords ? "a number on a scale in words" : "a word on a scale in numbers");
            return default;
        }
        return IsInWords ? OfWords(score, cell, errors) : OfNumbers(score, cell, errors);
    }

    /// <summary>The score of a value: the inverse, where the function has one there.</summary>
    /// <param name="value">A value.</param>
    /// <returns>The one score in the scale of that value; null where there is none or more than one, and for a scale in words.</returns>
    public Fraction? ScoreOf(Fraction value)
    {
        Fraction? found = null;
        for (var k = 0; k + 1 < _scores.Length; k++)
        {
            var (from, to) = (_values[k], _values[k + 1]);
            if (value < Fraction.Min(from, to) || value > Fraction.Max(from, to)) continue;
            if (from == to) return null; // a flat piece: a range of scores
            var score = _scores[k] + (value - from) / (to - from) * (_scores[k + 1] - _scores[k]);
            if (found is { } other && other != score) return null;
            found = score;
        }
        return found;
    }

    private static Result<ValueFunction> Piecewise(Algorithm algorithm, IReadOnlyList<(double Score, double Value)> points, OutsideScale outside)
    {
        ArgumentNullException.ThrowIfNull(points);
        var errors = new InputErrors();
        if (points.Count < 2) errors.Add(ErrorCode.Empty, null, "a scale needs two points at least");
        for (var i = 0; i < points.Count; i++)
        {
            var cell = new Cell(InputErrors.Position(i), null);
            errors.Finite(points[i].Score, cell, "the score of the point");
            errors.Finite(points[i].Value, cell, "the value of the point");
        }
        if (!Enum.IsDefined(outside)) errors.Add(ErrorCode.OutOfRange, null, $"{outside} is no rule for a score outside the scale");
        if (errors.Any) return errors.As<ValueFunction>();

        var sorted = points.Select((point, i) => (Score: Fraction.FromDouble(point.Score), Value: Fraction.FromDouble(point.Value), Position: i)).OrderBy(p => p.Score).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Score != sorted[i - 1].Score) continue;
            if (points.Count == 2) return InputErrors.One<ValueFunction>(ErrorCode.ZeroRange, null, "worst equals best");
            errors.Add(ErrorCode.Duplicate, new Cell(InputErrors.Position(sorted[i].Position), null), "two points at the same score");
        }
        if (sorted.All(p => p.Value == sorted[0].Value)) errors.Add(ErrorCode.ZeroRange, null, "all points have the same value");
        return errors.Any
            ? errors.As<ValueFunction>()
            : new Result<ValueFunction>(new ValueFunction(algorithm, [.. sorted.Select(p => p.Score)], [.. sorted.Select(p => p.Value)], null, outside));
    }

    private ValueBand OfWords(Score score, Cell? cell, InputErrors errors)
    {
        if (Word(score.LowWord) is not { } low || Word(score.ExpectedWord) is not { } expected || Word(score.HighWord) is not { } high) return default;
        if (low <= expected && expected <= high) return new ValueBand(low, expected, high);
        errors.Add(ErrorCode.NotOrdered, cell, "by the values of the words, low ≤ expected ≤ high does not hold");
        return default;

        Fraction? Word(string? word)
        {
            if (word is not null && _words!.TryGetValue(word, out var value)) return value;
            errors.Add(ErrorCode.UnknownWord, cell, $"the scale has no word '{word}'");
            return null;
        }
    }

    private ValueBand OfNumbers(Score score, Cell? cell, InputErrors errors)
    {
        if (!errors.Finite(score.Expected, cell, "the score") || !errors.Finite(score.Low, cell, "the low score") || !errors.Finite(score.High, cell, "the high score")) return default;
        if (score.Low > score.Expected || score.Expected > score.High)
        {
            errors.Add(ErrorCode.NotOrdered, cell, "low ≤ expected ≤ high does not hold");
            return default;
        }
        var expectedScore = Fraction.FromDouble(score.Expected);
        var (lowScore, highScore) = score.IsExact ? (expectedScore, expectedScore) : (Fraction.FromDouble(score.Low), Fraction.FromDouble(score.High));
        if (Outside == OutsideScale.Refuse && (lowScore < _scores[0] || highScore > _scores[^1]))
        {
            errors.Add(ErrorCode.OutsideScale, cell, $"the score lies outside the scale from {_scores[0]} to {_scores[^1]}");
            return default;
        }
        var expected = At(expectedScore);
        if (score.IsExact) return new ValueBand(expected, expected, expected);
        var (atLow, atHigh) = (At(lowScore), At(highScore));
        var (least, greatest) = (Fraction.Min(atLow, atHigh), Fraction.Max(atLow, atHigh));
        for (var k = 0; k < _scores.Length; k++)
        {
            if (_scores[k] <= lowScore || _scores[k] >= highScore) continue;
            least = Fraction.Min(least, _values[k]);
            greatest = Fraction.Max(greatest, _values[k]);
        }
        return new ValueBand(least, expected, greatest);
    }

    private Fraction At(Fraction score)
    {
        if (Outside == OutsideScale.Clip) score = Fraction.Max(_scores[0], Fraction.Min(_scores[^1], score));
        var k = 0;
        while (k + 2 < _scores.Length && score >= _scores[k + 1]) k++;
        return _values[k] + (score - _scores[k]) / (_scores[k + 1] - _scores[k]) * (_values[k + 1] - _values[k]);
    }
}
