using System.Text.Json;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;
using WikkenWegen.Domain.Learning.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>A case as the network reads it: what its copy holds, in sections of text that can be taken back.</summary>
public static class CaseInNetwork
{
    /// <summary>What is shared of a copy, with its texts sealed. A case without a title is called by its question.</summary>
    public static ReceivedContent Content(CaseCopy copy, Seals seals)
    {
        ArgumentNullException.ThrowIfNull(copy);
        (string Heading, string? Text)[] sections =
        [
            ("question", copy.Question),
            ("background", copy.Background),
            ("criteria", Lines(copy.Criteria.Where(c => c.Name is not null), c => FormattableString.Invariant($"{c.Number}. {c.Name}"))),
            ("proposals", Lines(copy.Proposals, p => $"{p.Letter}. {p.Description}".TrimEnd())),
            ("decisions", Lines(copy.Decisions, d => $"{d.Taken}: {(d.Chosen.IsEmpty ? Words.Dutch(d.Kind) : string.Join(", ", d.Chosen))}")),
            ("cameOfIt", copy.CameOfIt),
            ("quotes", Lines(copy.Quotes, q => q.By is { } by ? $"{Role(by)}: {q.Text}" : q.Text)),
        ];
        return new ReceivedContent
        {
            Rules = copy.Rules,
            Title = seals.Text("title", copy.Title ?? copy.Question)!,
            Copy = seals.Text("copy", JsonSerializer.Serialize(copy, EventContract.Json)),
            Sections = [.. from section in sections let text = seals.Text("text", section.Text) where text is not null select new CaseSection(section.Heading, text)],
        };
    }

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) => string.Join('\n', items.Select(line));

    private static string Role(CaseRole role) => role.Number is { } number ? FormattableString.Invariant($"{Words.Dutch(role.Kind)} {number}") : Words.Dutch(role.Kind);
}
