using System.Collections.Immutable;
using System.Globalization;

namespace WikkenWegen.Domain;

/// <summary>Pieces that the sentences of several events have in common. They are the same on every machine, whatever its culture.</summary>
internal static class Speech
{
    /// <summary>How numbers and days are written in English.</summary>
    public static readonly CultureInfo EnglishForms = Forms.English;

    /// <summary>How numbers and days are written in Dutch.</summary>
    public static readonly CultureInfo DutchForms = Forms.Dutch;

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
    public static string Until(DateOnly? day, string words, CultureInfo forms) => day is { } d ? $"{words} {Forms.Day(d, forms)}" : "";

    /// <summary>A moment with its day and time in the Netherlands, such as "3 mei 2026 14:05:00".</summary>
    public static string Moment(DateTimeOffset moment, CultureInfo forms) => Calendar.InTheNetherlands(moment).ToString("d MMMM yyyy HH:mm:ss", forms);

    /// <summary>A quantity with its unit, such as "6 punten" or "85%"; the number alone where there is no unit. A unit is told as people wrote it, but points are told in both languages.</summary>
    public static string Quantity(decimal number, string? unit, CultureInfo forms) =>
        Forms.Number(number, forms) + (unit is null ? "" : unit.StartsWith('%') ? unit : ReferenceEquals(forms, EnglishForms) && Names.Same(unit, "punten") ? " points" : " " + unit);

    /// <summary>
    /// "6 punten (4 tot 7)"; the expected value alone where low and high are equal. A value for which there is a level is told by its words:
    /// "'klachten verholpen' ('klachten blijven' tot 'als nieuw')".
    /// </summary>
    public static string Band(Estimate estimate, string? unit, ImmutableArray<ScaleLevel> levels, string to, CultureInfo forms)
    {
        var expected = Told(estimate.Expected, unit);
        return estimate.Low == estimate.High ? expected : $"{expected} ({Told(estimate.Low, null)} {to} {Told(estimate.High, null)})";

        string Told(decimal value, string? of) => levels.FirstOrDefault(level => level.Value == value) is { } level ? $"'{level.Words}'" : Quantity(value, of, forms);
    }

    /// <summary>A scale in words for a refusal: from where to where it goes; one in words by its levels, of which long texts are cut.</summary>
    public static Spoken Described(Scale scale)
    {
        return scale.Levels.IsEmpty
            ? new Spoken($"van {Ends("tot en met", DutchForms)}", $"from {Ends("to", EnglishForms)}")
            : new Spoken($"een meetlat in woorden, met de niveaus {Levels(DutchForms)}", $"a scale in words, with the levels {Levels(EnglishForms)}");

        string Ends(string to, CultureInfo forms) => $"{Forms.Number(scale.Worst, forms)} {to} {Quantity(scale.Best, scale.Unit, forms)}";

        string Levels(CultureInfo forms) => string.Join("; ", scale.Levels.Select(level => $"{Forms.Number(level.Value, forms)} ('{Cut(level.Words)}')"));
    }

    /// <summary>The beginning of a text, with … behind it where it is longer.</summary>
    private static string Cut(string text)
    {
        const int most = 80;
        // Not between the two halves of a character that takes two places.
        return text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
    }
}
