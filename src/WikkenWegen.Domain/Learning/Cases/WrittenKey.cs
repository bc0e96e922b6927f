namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>
/// A key, name or number that is looked for in texts, in the ways in which people write it: with others or none of its hyphens, dots and slashes, with blanks between its digits, in capitals or not.
/// A name of letters alone is looked for word by word, since its letters in one row may be another word.
/// </summary>
internal sealed class WrittenKey
{
    /// <summary>Most characters between two letters or digits that are passed over, such as ://.</summary>
    private const int MostBetween = 5;

    /// <summary>Fewest letters and digits of a code, and fewest digits of a number, that may be written in groups: shorter ones are like a letter or word with an amount behind it.</summary>
    private const int FewestOfCode = 5, FewestOfNumber = 8;

    private readonly string _letters;
    private readonly bool[] _breaks;
    private readonly bool _hasDigits;
    private readonly bool _inGroups;

    /// <summary>The key as it was recorded.</summary>
    public WrittenKey(string key)
    {
        Told = key;
        var (letters, breaks) = (new List<char>(), new List<bool>());
        var isBreak = false;
        foreach (var letter in PlainText.Of(key))
        {
            if (char.IsLetterOrDigit(letter))
            {
                letters.Add(letter);
                breaks.Add(isBreak);
            }
            isBreak = !char.IsLetterOrDigit(letter);
        }
        (_letters, _breaks, _hasDigits) = (new string([.. letters]), [.. breaks], letters.Any(char.IsDigit));
        _inGroups = _hasDigits && Length >= (letters.All(char.IsDigit) ? FewestOfNumber : FewestOfCode);
    }

    /// <summary>The key as it was recorded.</summary>
    public string Told { get; }

    /// <summary>How many letters and digits it has.</summary>
    public int Length => _letters.Length;

    /// <summary>The letter or digit that it begins with, as a capital; none where it has no letters or digits.</summary>
    public char? First => Length == 0 ? null : char.ToUpperInvariant(_letters[0]);

    /// <summary>Whether it stands in a text by itself, and not within a longer word.</summary>
    /// <param name="plain">The text, plain.</param>
    /// <param name="inSmallLettersToo">Whether it is found also where the text has no capital in it, though it was recorded with one.</param>
    public bool StandsIn(string plain, bool inSmallLettersToo = true)
    {
        for (var at = 0; at < plain.Length; at++)
            if (IsBegin(plain, at) && StandsAt(plain, at, inSmallLettersToo)) return true;
        return false;
    }

    /// <summary>Whether a place in a text is one where a word begins.</summary>
    public static bool IsBegin(string plain, int at) => char.IsLetterOrDigit(plain[at]) && (at == 0 || !char.IsLetterOrDigit(plain[at - 1]));

    /// <summary>Whether it stands in a text from the begin of a word on.</summary>
    public bool StandsAt(string plain, int at, bool inSmallLettersToo = true)
    {
        var (isExact, hasCapital) = (true, false);
        for (var i = 0; i < _letters.Length; i++)
        {
            if (i > 0)
            {
                var between = 0;
                while (between < MostBetween && at + between < plain.Length && !char.IsLetterOrDigit(plain[at + between])) between++;
                if (between > 0 ? !_breaks[i] && !_inGroups : _breaks[i] && !_hasDigits) return false;
                at += between;
            }
            if (at == plain.Length || char.ToUpperInvariant(plain[at]) != char.ToUpperInvariant(_letters[i])) return false;
            (isExact, hasCapital) = (isExact && plain[at] == _letters[i], hasCapital || char.IsUpper(plain[at]));
            at++;
        }
        return (inSmallLettersToo || isExact || hasCapital) && (at == plain.Length || !char.IsLetterOrDigit(plain[at]));
    }
}
