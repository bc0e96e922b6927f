using System.Globalization;

namespace WikkenWegen.Domain;

/// <summary>
/// How numbers, days and moments are written for people, in each language. The forms are given here and not taken from the machine, so that
/// every machine writes the same; a host may run without the data of cultures.
/// </summary>
public static class Forms
{
    /// <summary>The Dutch forms: 8.750.000,50 and 12 maart 2026.</summary>
    public static readonly CultureInfo Dutch = WithDutchForms();

    /// <summary>The English forms: 8,750,000.50 and 12 March 2026.</summary>
    public static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>The forms of a language.</summary>
    public static CultureInfo Of(Language language) => language == Language.Dutch ? Dutch : English;

    /// <summary>A quantity with all its decimals, zeros at the end included, and with thousands apart.</summary>
    public static string Number(decimal number, CultureInfo forms) => number.ToString(string.Create(CultureInfo.InvariantCulture, $"N{number.Scale}"), forms);

    /// <summary>A day, with its month in words.</summary>
    public static string Day(DateOnly day, CultureInfo forms) => day.ToString("d MMMM yyyy", forms);

    /// <summary>A moment in UTC, to the second, or to the millisecond where it is within a second: 12 maart 2026, 18:30:00 UTC.</summary>
    public static string Moment(DateTimeOffset moment, CultureInfo forms)
    {
        var utc = moment.UtcDateTime;
        var within = utc.Millisecond == 0 ? "" : forms.NumberFormat.NumberDecimalSeparator + utc.ToString("fff", forms);
        return $"{utc.ToString("d MMMM yyyy, HH:mm:ss", forms)}{within} UTC";
    }

    private static CultureInfo WithDutchForms()
    {
        string[] months = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december", ""];
        var forms = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (forms.NumberFormat.NumberDecimalSeparator, forms.NumberFormat.NumberGroupSeparator) = (",", ".");
        (forms.DateTimeFormat.MonthNames, forms.DateTimeFormat.MonthGenitiveNames) = (months, months);
        return CultureInfo.ReadOnly(forms);
    }
}

/// <summary>Words in both languages, where a text for people needs some that are not the same in each.</summary>
/// <param name="Dutch">The words in Dutch.</param>
/// <param name="English">The words in English.</param>
public sealed record Spoken(string Dutch, string English)
{
    /// <summary>The words in a language.</summary>
    public string In(Language language) => language == Language.Dutch ? Dutch : English;
}
