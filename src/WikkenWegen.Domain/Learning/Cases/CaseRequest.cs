using System.Collections.Immutable;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>What the owner of a weighing gives for a case that is made of it. Their texts are written for the case: nothing of the weighing is taken over in their place.</summary>
public sealed record CaseRequest
{
    /// <summary>Short name; null where none is given.</summary>
    public string? Title { get; init; }

    /// <summary>The question in general words.</summary>
    public required string Question { get; init; }

    /// <summary>What led to it and what makes it hard; null where nothing is said.</summary>
    public string? Background { get; init; }

    /// <summary>What came of it and what was learnt; null where nothing is said.</summary>
    public string? CameOfIt { get; init; }

    /// <summary>Names of criteria in general words; a criterion without one has a number alone.</summary>
    public ImmutableArray<CaseText> Criteria { get; init; } = [];

    /// <summary>Descriptions of proposals in general words; a proposal without one has a letter alone.</summary>
    public ImmutableArray<CaseText> Proposals { get; init; } = [];

    /// <summary>Kinds of parties, where the kind that their name tells is not the right one.</summary>
    public ImmutableArray<CasePartyKind> Parties { get; init; } = [];

    /// <summary>The texts of people that are released, one by one.</summary>
    public ImmutableArray<CaseRelease> Quotes { get; init; } = [];

    /// <summary>What was given for a case, with the texts that it was recorded without; null where one of them is no longer there.</summary>
    /// <param name="content">What was recorded.</param>
    /// <param name="disclosed">Texts of the vault, by digest.</param>
    public static CaseRequest? Of(CaseContent content, IReadOnlyDictionary<string, string> disclosed)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(disclosed);
        return content.Texts.Any(text => !disclosed.ContainsKey(text.Digest)) ? null : new CaseRequest
        {
            Title = Text(content.Title),
            Question = disclosed[content.Question.Digest],
            Background = Text(content.Background),
            CameOfIt = Text(content.CameOfIt),
            Criteria = [.. content.Criteria.Select(c => new CaseText(c.Code, disclosed[c.Text.Digest]))],
            Proposals = [.. content.Proposals.Select(p => new CaseText(p.Code, disclosed[p.Text.Digest]))],
            Parties = content.Parties,
            Quotes = content.Quotes,
        };

        string? Text(Sealed? text) => text is null ? null : disclosed[text.Digest];
    }
}

/// <summary>A text that the owner wrote for a case.</summary>
/// <param name="Code">Code in the weighing of what it is about, in either case.</param>
/// <param name="Text">The text.</param>
public sealed record CaseText(string Code, string Text);
