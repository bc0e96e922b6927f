namespace WikkenWegen.Mcda;

/// <summary>What is known of one proposal on one criterion: a number or a word, exact or as low, expected and high.</summary>
/// <remarks>Not validated here: <see cref="ScoreTable.Create(IReadOnlyList{string}, IReadOnlyList{string}, IReadOnlyList{IReadOnlyList{Score?}})"/> checks every cell and names the faulty ones.</remarks>
public readonly record struct Score
{
    private readonly Kind _kind;

    private Score(double low, double expected, double high) => (_kind, Low, Expected, High) = (Kind.Number, low, expected, high);

    private Score(string low, string expected, string high) => (_kind, LowWord, ExpectedWord, HighWord) = (Kind.Words, low, expected, high);

    private enum Kind : byte
    {
        Missing, // the default value of the struct, so that an unfilled cell is no silent 0
        Number,
        Words,
    }

    /// <summary>Lowest the number can reasonably be, in the unit of the criterion. 0 for a score in words.</summary>
    public double Low { get; }

    /// <summary>The number that is expected (the most likely one), in the unit of the criterion.</summary>
    public double Expected { get; }

    /// <summary>Highest the number can reasonably be, in the unit of the criterion.</summary>
    public double High { get; }

    /// <summary>Lower end in words; null for a number.</summary>
    public string? LowWord { get; }

    /// <summary>Expected in words; null for a number.</summary>
    public string? ExpectedWord { get; }

    /// <summary>Upper end in words; null for a number.</summary>
    public string? HighWord { get; }

    /// <summary>True for a score in words.</summary>
    public bool IsInWords => _kind == Kind.Words;

    /// <summary>True for the default value of this type, which tables refuse as <see cref="ErrorCode.Missing"/>.</summary>
    public bool IsMissing => _kind == Kind.Missing;

    /// <summary>True where low, expected and high are the same.</summary>
    public bool IsExact => IsInWords ? LowWord == ExpectedWord && ExpectedWord == HighWord : Low == Expected && Expected == High;

    /// <summary>A number without uncertainty.</summary>
    /// <param name="value">In the unit of the criterion.</param>
    public static Score Of(double value) => new(value, value, value);

    /// <summary>A number with its uncertainty. Low and high are about the number, not about what is good: for costs, low is the cheap end.</summary>
    /// <param name="low">At most <paramref name="expected"/>.</param>
    /// <param name="expected">The most likely number.</param>
    /// <param name="high">At least <paramref name="expected"/>.</param>
    public static Score Between(double low, double expected, double high) => new(low, expected, high);

    /// <summary>A word of the criterion's scale, without uncertainty.</summary>
    /// <param name="word">Compared by ordinal.</param>
    public static Score InWords(string word) => new(word, word, word);

    /// <summary>A word with its uncertainty; ordered by the value that the scale gives the words.</summary>
    /// <param name="low">Of at most the value of <paramref name="expected"/>.</param>
    /// <param name="expected">The most likely word.</param>
    /// <param name="high">Of at least the value of <paramref name="expected"/>.</param>
    public static Score InWords(string low, string expected, string high) => new(low, expected, high);

    /// <summary>A number without uncertainty.</summary>
    /// <param name="value">In the unit of the criterion.</param>
    public static implicit operator Score(double value) => Of(value);

    /// <summary>A word without uncertainty.</summary>
    /// <param name="word">Compared by ordinal.</param>
    public static implicit operator Score(string word) => InWords(word);
}
