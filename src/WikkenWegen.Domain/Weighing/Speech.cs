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

    /// <summary>The sentence that follows where something was recorded after its blind round had closed; empty where it was recorded in time.</summary>
    public static string LateInDutch(Sealed? lateReason) => lateReason is null ? "" : " Dit is vastgelegd nadat de blinde ronde gesloten was.";

    /// <summary>The same in English.</summary>
    public static string LateInEnglish(Sealed? lateReason) => lateReason is null ? "" : " This was recorded after the blind round had closed.";

    /// <summary>" about proposal V2 (revision 1)"; empty where there is no proposal.</summary>
    public static string About(ProposalRevisionReference? proposal, string words, string revision) =>
        proposal is null ? "" : Invariant($" {words} {proposal.Code} ({revision} {proposal.Revision})");

    /// <summary>"proposal V1 (revision 1), proposal V2 (revision 3) and proposal V4 (revision 1)".</summary>
    public static string Listed(IReadOnlyList<ProposalRevisionReference> proposals, string words, string revision, string and)
    {
        var each = proposals.Select(p => Invariant($"{words} {p.Code} ({revision} {p.Revision})")).ToList();
        return each.Count < 2 ? string.Concat(each) : $"{string.Join(", ", each.SkipLast(1))} {and} {each[^1]}";
    }

    /// <summary>The words and a day, such as "; adviseren kan tot en met 3 mei 2026"; empty where there is no day.</summary>
    public static string Until(DateOnly? day, string words, CultureInfo forms) => day is { } d ? $"{words} {d.ToString("d MMMM yyyy", forms)}" : "";

    /// <summary>A moment with its day and time in the Netherlands, such as "3 mei 2026 14:05:00".</summary>
    public static string Moment(DateTimeOffset moment, CultureInfo forms) => Calendar.InTheNetherlands(moment).ToString("d MMMM yyyy HH:mm:ss", forms);

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
