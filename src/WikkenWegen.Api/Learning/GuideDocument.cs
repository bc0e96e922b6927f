using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>The guide (wegwijzer) of an edition: its insights in order, as one document that can be read outside the network.</summary>
public sealed partial record GuideDocument
{
    /// <summary>Id of the edition.</summary>
    public required Guid Edition { get; init; }

    /// <summary>Version of the guide, from 1 within the edition.</summary>
    public required int Version { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What the edition was about.</summary>
    public required string Theme { get; init; }

    /// <summary>The organisation that organised it.</summary>
    public required string Organiser { get; init; }

    /// <summary>What stands before the insights; absent where nothing does.</summary>
    public string? Preface { get; init; }

    /// <summary>The insights, in their order.</summary>
    public required ImmutableArray<GuideInsight> Insights { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The newest guide of an edition; null where there is none.</summary>
    /// <param name="id">Id of the edition.</param>
    /// <param name="edition">The edition.</param>
    /// <param name="takenBack">Cases that were taken back.</param>
    internal static GuideDocument? Of(Guid id, Edition edition, IReadOnlySet<Guid> takenBack) => edition.Guides.LastOrDefault() is not { } guide ? null : new GuideDocument
    {
        Edition = id,
        Version = guide.Version,
        Title = guide.Title,
        Theme = edition.Content.Theme,
        Organiser = edition.Content.Organiser,
        Preface = guide.Preface,
        Insights =
        [
            .. guide.Insights.Select(edition.Insight).OfType<Insight>().Select(insight => insight.Told(takenBack))
                .Select(insight => new GuideInsight(insight.Number, insight.Statement, insight.Cases, insight.Session, insight.Confirmations.Length, insight.Contradictions.Length) { TakenBack = insight.TakenBack }),
        ],
        PublishedAt = guide.Origin.OccurredAt,
    };

    /// <summary>The document as Markdown. What people wrote stands there as text in paragraphs, and makes no headings, lists, links or pictures.</summary>
    public string Markdown(Language language)
    {
        var (text, forms) = (new StringBuilder(), Forms.Of(language));
        text.Append(forms, $"# {Plain(Title)}\n\n");
        text.Append(Plain(string.Create(forms, $"{Theme}. {Organiser}, {Forms.Day(Calendar.DayOf(PublishedAt), forms)}, {(language == Language.Dutch ? "versie" : "version")} {Version}."))).Append('\n');
        foreach (var paragraph in Paragraphs().Split(Preface ?? "").Where(p => !string.IsNullOrWhiteSpace(p))) text.Append(forms, $"\n{Plain(paragraph)}\n");
        text.Append(language == Language.Dutch ? "\n## Inzichten\n" : "\n## Insights\n");
        foreach (var (i, insight) in Insights.Index())
            text.Append(forms, $"\n{i + 1}. {Plain(insight.Statement)} ({insight.Ground(language)})\n");
        return text.ToString();
    }

    /// <summary>A text on one line, with a backslash before whatever Markdown, or that of GitHub, would make more of than text.</summary>
    private static string Plain(string text) => Special().Replace(Lines().Replace(text.Trim(), " "), @"\$0");

    [GeneratedRegex(@"\r?\n[^\S\n]*\n")]
    private static partial Regex Paragraphs();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex Lines();

    /// <summary>The marks of Markdown, also of entities and mail addresses; what makes a link of a bare address; and what makes a list, or a line of a heading, at the beginning.</summary>
    [GeneratedRegex(@"[\\`*_{}\[\]<>#|!~&@]|:(?=//)|(?<=www)\.|(?<=^\d*)[-+=.)]", RegexOptions.IgnoreCase)]
    private static partial Regex Special();
}

/// <summary>An insight in a guide.</summary>
/// <param name="Number">Its number in the edition.</param>
/// <param name="Statement">What was learnt.</param>
/// <param name="Cases">The cases of the network that it comes from, by their ids.</param>
/// <param name="Session">Number of the session in which it was drawn; absent where that was in none.</param>
/// <param name="Confirmed">How many later cases confirm it.</param>
/// <param name="Contradicted">How many later cases contradict it.</param>
public sealed record GuideInsight(int Number, string Statement, ImmutableArray<Guid> Cases, int? Session, int Confirmed, int Contradicted)
{
    /// <summary>Those of its cases, and of the later ones, that were taken back since, by their ids.</summary>
    public ImmutableArray<Guid> TakenBack { get; init; } = [];

    /// <summary>Where it comes from and how it fared, in words.</summary>
    internal string Ground(Language language)
    {
        var dutch = language == Language.Dutch;
        List<string> parts = [];
        if (Cases.Length > 0) parts.Add(dutch ? Count(Cases.Length, "uit 1 casus", "uit {0} casussen") : Count(Cases.Length, "from 1 case", "from {0} cases"));
        if (Session is { } session) parts.Add(FormattableString.Invariant($"{(dutch ? "uit bijeenkomst" : "from session")} {session}"));
        if (Confirmed > 0) parts.Add(dutch ? Count(Confirmed, "bevestigd door 1 latere casus", "bevestigd door {0} latere casussen") : Count(Confirmed, "confirmed by 1 later case", "confirmed by {0} later cases"));
        if (Contradicted > 0) parts.Add(dutch ? Count(Contradicted, "tegengesproken door 1 latere casus", "tegengesproken door {0} latere casussen") : Count(Contradicted, "contradicted by 1 later case", "contradicted by {0} later cases"));
        if (TakenBack.Length > 0) parts.Add(dutch ? Count(TakenBack.Length, "1 casus is sindsdien teruggenomen", "{0} casussen zijn sindsdien teruggenomen") : Count(TakenBack.Length, "1 case was taken back since", "{0} cases were taken back since"));
        return string.Join("; ", parts);

        static string Count(int n, string one, string many) => n == 1 ? one : string.Format(System.Globalization.CultureInfo.InvariantCulture, many, n);
    }
}
