using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>A text that is written for the case, about a criterion or a proposal.</summary>
public sealed record CaseTextRequest
{
    /// <summary>Code of the criterion or proposal in the weighing, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>The text, in general words. Kept in the vault once the case is prepared.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Text { get; init; }
}

/// <summary>Of which kind a party is, where its name does not tell it rightly.</summary>
public sealed record CasePartyKindRequest
{
    /// <summary>Code of the stakeholder in the weighing, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>The kind.</summary>
    public required PartyKind Kind { get; init; }
}

/// <summary>A text of the vault that goes into the case, word for word.</summary>
public sealed record CaseReleaseRequest
{
    /// <summary>Number of the event that carries the text, as in the history.</summary>
    [Range(1, int.MaxValue)]
    public required int Event { get; init; }

    /// <summary>Name of the field that the text stands in, as in that event, such as statement; names and contacts of persons are refused.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Field { get; init; }

    /// <summary>Which of the texts in fields of that name it is, from 1; the first where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? Item { get; init; }
}

/// <summary>Body of POST /v1/weighings/{id}/cases/preview. Texts are written for the case, in general words: what identifies the weighing in them is refused.</summary>
public sealed record PreviewCaseRequest
{
    /// <summary>Short name of the case.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Title { get; init; }

    /// <summary>The question in general words.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Question { get; init; }

    /// <summary>What led to it and what makes it hard, in general words.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Background { get; init; }

    /// <summary>What came of it and what was learnt, in general words.</summary>
    [StringLength(FieldLimits.Text)]
    public string? CameOfIt { get; init; }

    /// <summary>Names of criteria in general words; a criterion without one has a number alone.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public CaseTextRequest[]? Criteria { get; init; }

    /// <summary>Descriptions of proposals in general words; a proposal without one has a letter alone.</summary>
    [MaxLength(FieldLimits.Proposals)]
    public CaseTextRequest[]? Proposals { get; init; }

    /// <summary>Kinds of parties, where the kind that their name tells is not the right one.</summary>
    [MaxLength(FieldLimits.Proposals)]
    public CasePartyKindRequest[]? Parties { get; init; }

    /// <summary>The texts of people that are released, one by one; none where it is left out.</summary>
    [MaxLength(FieldLimits.List)]
    public CaseReleaseRequest[]? Quotes { get; init; }

    internal CaseRequest ToRequest() => new()
    {
        Title = Title,
        Question = Question,
        Background = Background,
        CameOfIt = CameOfIt,
        Criteria = Criteria.Mapped(c => new CaseText(c.Code, c.Text)),
        Proposals = Proposals.Mapped(p => new CaseText(p.Code, p.Text)),
        Parties = Parties.Mapped(p => new CasePartyKind(p.Code, p.Kind)),
        Quotes = Quotes.Mapped(q => new CaseRelease(q.Event, q.Field, q.Item ?? 1)),
    };
}

/// <summary>A case as it would be, with what was taken out of the weighing for it.</summary>
/// <param name="Copy">The case as others would see it.</param>
/// <param name="Digest">SHA-256 of the case with each text as its own digest in the record: 64 lower-case hexadecimal digits. Absent in a preview, of which nothing is recorded.</param>
/// <param name="Report">What was taken out, and what could still tell which weighing it is; for the owner alone.</param>
public sealed record CasePreview(CaseCopy Copy, string? Digest, CaseReport Report);
