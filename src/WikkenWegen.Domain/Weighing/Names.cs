using System.Globalization;
using System.Text;

namespace WikkenWegen.Domain;

/// <summary>
/// How the names and numbers that people give things are compared: without case, without the blanks around them, with one blank for each row
/// of blanks, and without characters that nobody sees. How letters are composed is not looked at: that is for who has Unicode's data.
/// </summary>
public static class Names
{
    /// <summary>What is compared of a name: two names are the same where this is.</summary>
    public static string Key(string name) => IsPlain(name) ? name.ToUpperInvariant() : string.Concat(Seen(name).EnumerateRunes().Select(Folded));

    /// <summary>Whether a name has no letters but those of ASCII, and no blanks but one at a time between words, as most names: its key is then quickly made.</summary>
    private static bool IsPlain(string name)
    {
        for (var i = 0; i < name.Length; i++)
            if (name[i] is < ' ' or > '~' || (name[i] == ' ' && (i == 0 || i == name.Length - 1 || name[i - 1] == ' '))) return false;
        return true;
    }

    /// <summary>Whether two names are the same; two nulls are.</summary>
    public static bool Same(string? a, string? b) =>
        a is null || b is null ? a == b : IsPlain(a) && IsPlain(b) ? a.Equals(b, StringComparison.OrdinalIgnoreCase) : Key(a) == Key(b);

    /// <summary>What somebody sees of a name: without the blanks around it, and with one for each row of blanks within it.</summary>
    public static string Seen(string name) =>
        string.Join(' ', string.Concat(name.EnumerateRunes().Where(r => !IsUnseen(r))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// Whether a character is never seen: one of format (category Cf), or another that is ignored where it is shown (DerivedCoreProperties.txt of
    /// Unicode, Default_Ignorable_Code_Point), and the empty pattern of Braille.
    /// </summary>
    public static bool IsUnseen(Rune letter) => Rune.GetUnicodeCategory(letter) == UnicodeCategory.Format || letter.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>
    /// A letter without its case, as Unicode folds it (the statuses C and S of CaseFolding.txt), in capitals: ẞ is the capital of ß, while the
    /// Turkish ı and İ are letters of their own and no forms of i.
    /// </summary>
    private static Rune Folded(Rune letter) => letter.Value is '\u0131' or '\u0130' ? letter : Rune.ToUpperInvariant(Rune.ToLowerInvariant(letter));
}
