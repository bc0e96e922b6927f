using System.Globalization;

namespace WikkenWegen.Domain;

/// <summary>Pieces that the sentences of several events have in common. They are the same on every machine, whatever its culture.</summary>
internal static class Speech
{
    /// <summary>How numbers and days are written in English.</summary>
    public static readonly CultureInfo EnglishForms = CultureInfo.InvariantCulture;

    /// <summary>How numbers and days are written in Dutch. The host runs without culture data, so the forms are given here.</summary>
    public static readonly CultureInfo DutchForms = WithDutchForms();

    /// <summary>Names with commas between.</summary>
    public static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    /// <summary>The code of a stakeholder, or a role.</summary>
    public static string Name(Who who) => who.Stakeholder ?? who.Role!;

    /// <summary>
    /// A text that a person wrote, as the end of a sentence, with <paramref name="rest"/> behind it. The sentence gets one full stop; it
    /// gets none where it ends in the text itself and that ends in a full stop, ?, ! or ….
    /// </summary>
    public static string Ended(string text, string rest = "") =>
        rest.Length > 0 ? $"{text.TrimEnd('.')}{rest}." : text[^1] is '.' or '?' or '!' or '…' ? text : text + ".";

    /// <summary>" in round 2"; empty outside rounds.</summary>
    public static string InRound(int? round, string words) => round is { } n ? Invariant($" {words} {n}") : "";

    /// <summary>" about proposal V2 (revision 1)"; empty where there is no proposal.</summary>
    public static string About(ProposalRevisionReference? proposal, string words, string revision) =>
        proposal is null ? "" : Invariant($" {words} {proposal.Code} ({revision} {proposal.Revision})");

    /// <summary>The words and a day, such as "; adviseren kan tot en met 3 mei 2026"; empty where there is no day.</summary>
    public static string Until(DateOnly? day, string words, CultureInfo forms) => day is { } d ? $"{words} {d.ToString("d MMMM yyyy", forms)}" : "";

    /// <summary>"6 (4 to 7)"; the expected value alone where low and high are equal.</summary>
    public static string Band(Estimate estimate, string to, CultureInfo forms) => estimate.Low == estimate.High
        ? estimate.Expected.ToString(forms)
        : string.Create(forms, $"{estimate.Expected} ({estimate.Low} {to} {estimate.High})");

    private static CultureInfo WithDutchForms()
    {
        string[] months = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december", ""];
        var forms = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        forms.NumberFormat.NumberDecimalSeparator = ",";
        (forms.DateTimeFormat.MonthNames, forms.DateTimeFormat.MonthGenitiveNames) = (months, months);
        return CultureInfo.ReadOnly(forms);
    }
}
