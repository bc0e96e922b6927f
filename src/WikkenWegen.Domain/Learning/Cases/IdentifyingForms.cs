using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>
/// What identifies by its form alone, of any weighing: codes of CBS areas, addresses on the web or for mail, ids of BAG objects, postcodes, telephone numbers, bank accounts and citizen service
/// numbers (BSN), in the ways in which people write them. An amount, a year or a period has none of these forms.
/// </summary>
internal static partial class IdentifyingForms
{
    /// <summary>Words and units of two letters that stand behind a year or a number: with these it is no postcode, unless they are in capitals.</summary>
    private static readonly FrozenSet<string> BehindNumbers = FrozenSet.Create(
        "af", "al", "bv", "ca", "cm", "de", "dm", "ee", "el", "en", "er", "eu", "ex", "ha", "he", "hr", "ik", "in", "is", "ja", "je", "kg", "km", "kw", "me", "mg", "ml", "mm", "mw", "na", "nm", "nr", "nu", "nv", "of",
        "om", "op", "pa", "pj", "pk", "pm", "pp", "st", "te", "tm", "to", "uw", "va", "vm", "we", "ze", "zo",
        "am", "an", "as", "at", "be", "by", "do", "go", "if", "it", "my", "no", "on", "or", "so", "up", "us");

    private static readonly ImmutableArray<(Regex Form, Func<string, bool> Is)> All =
    [
        (Area(), _ => true), (Web(), _ => true), (Mail(), _ => true), (Building(), _ => true), (Account(), _ => true), (Telephone(), _ => true), (Postcode(), IsPostcode), (CitizenNumber(), IsCitizenNumber),
    ];

    /// <summary>The first of them in a text; null where there is none.</summary>
    /// <param name="plain">The text, plain.</param>
    public static string? In(string plain) => All.SelectMany(form => form.Form.Matches(plain).Select(match => match.Value).Where(form.Is)).FirstOrDefault();

    private static bool IsPostcode(string found) => found[^2..] is var letters && ((char.IsAsciiLetterUpper(letters[0]) && char.IsAsciiLetterUpper(letters[1])) || !BehindNumbers.Contains(letters.ToLowerInvariant()));

    /// <summary>Whether nine digits can be a citizen service number: the proof of eleven (elfproef), by which most other numbers fail.</summary>
    private static bool IsCitizenNumber(string found)
    {
        var digits = found.Where(char.IsAsciiDigit).Select(digit => digit - '0').ToList();
        return digits.Any(digit => digit > 0) && (digits.Take(8).Select((digit, i) => digit * (9 - i)).Sum() - digits[8]) % 11 == 0;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:GM(?:[0-9]{4}|[ -][01][0-9]{3})|WK[ -]?[0-9]{6}|BU[ -]?[0-9]{8})(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Area();

    [GeneratedRegex(@"https?://\S+|(?<![\p{L}\p{Nd}])www\.\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Web();

    [GeneratedRegex(@"[^\s@]{1,64} ?(?:@|\(at\)|\[at\]) ?[^\s@]{1,200}\.[a-z]{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    /// <summary>Sixteen digits; in fours where they begin as those of a municipality do, since four years in a row are none.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:[0-9]{16}|0[0-9]{3}(?:[ -][0-9]{4}){3})(?![\p{L}\p{Nd}])", RegexOptions.CultureInvariant)]
    private static partial Regex Building();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}]|[0-9][.,])[1-9][0-9]{3} ?[A-Z]{2}(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Postcode();

    /// <summary>
    /// Of the Netherlands, Belgium and Germany with the code of the country; ten digits from 0 on, with those of a mobile in any groups and others in groups of two and more, unless they begin
    /// as a day does; or six to eight digits behind those of a place.
    /// </summary>
    [GeneratedRegex("""
        (?<![0-9])(?:\+|(?<![\p{L}.,])00[ ]?)(?:31|32|49)(?:[ ]?\(0\))?(?:[ .\-/()]{0,3}[0-9]){8,11}(?![0-9])
        |(?<![\p{L}\p{Nd}]|[0-9][.,\-/])(?!0[1-9][\-./ ][0-3]?[0-9][\-./ ](?:19|20)[0-9]{2})(?=\(?0[1-9](?:[ .\-/()]{0,3}[0-9]){8}(?![0-9]))
            (?:\(?06\)?(?:[ .\-/()]{0,3}[0-9]){8}|\(?0[1-9][0-9]{0,2}\)?(?:[ .\-/]{0,3}[0-9]{2,})+)
        |(?<![0-9])0[0-9]{1,3}[- ][0-9]{6,8}(?![\p{L}\p{Nd}])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    /// <summary>An IBAN of the Netherlands, Belgium or Germany, also one with a slip in it.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:NL[ -]?[0-9]{2}[ -]?[A-Z]{4}(?:[ .\-]?[0-9]){10}|BE[ -]?[0-9]{2}(?:[ .\-]?[0-9]){12}|DE[ -]?[0-9]{2}(?:[ .\-]?[0-9]){18})(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    /// <summary>Nine digits that are no amount, as a row or in groups.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}€]|€ |[0-9][.,\-])(?:[0-9]{9}|[0-9]{4}([ .\-])[0-9]{2}\1[0-9]{3}|[0-9]{3}([ \-])[0-9]{3}\2[0-9]{3})(?![\p{L}\p{Nd}]|[.,\-][0-9]| ?euro| ?EUR)", RegexOptions.CultureInvariant)]
    private static partial Regex CitizenNumber();
}
