using System.Globalization;
using System.Text;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>
/// A text as far as it is looked at for identifiers: with one blank for each row of blanks, without characters that nobody sees, and with the letters, digits and dashes of ASCII for
/// those that only look otherwise. These are the forms of compatibility (NFKC) that people type numbers and codes in; the rest of Unicode's data is not there in every installation.
/// </summary>
internal static class PlainText
{
    /// <summary>The text.</summary>
    public static string Of(string text) => string.Concat(Names.Seen(text).EnumerateRunes().Select(Plain));

    private static Rune Plain(Rune letter) => letter.Value switch
    {
        < 0x80 => letter,
        0x2212 => new Rune('-'), // minus
        >= 0xFF01 and <= 0xFF5E => new Rune(letter.Value - 0xFEE0), // of full width
        >= 0x1D400 and <= 0x1D6A3 => Letter((letter.Value - 0x1D400) % 52), // of mathematics, the alphabet in capitals and then in small letters
        _ => Rune.GetUnicodeCategory(letter) switch
        {
            UnicodeCategory.DashPunctuation => new Rune('-'),
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber when Rune.GetNumericValue(letter) is >= 0 and <= 9 and var digit && double.IsInteger(digit) => new Rune('0' + (int)digit),
            _ => letter,
        },
    };

    private static Rune Letter(int place) => new(place < 26 ? 'A' + place : 'a' + place - 26);
}
