using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>A proposal, in one of its revisions. It must exist.</summary>
public sealed record ProposalChoiceRequest
{
    /// <summary>Code of the proposal, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Number of the revision, from 1; the newest where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? Revision { get; init; }

    internal ProposalChoice ToChoice() => new(Code, Revision);
}

/// <summary>A stakeholder of the weighing, or a role outside its list of stakeholders: exactly one of the two.</summary>
public sealed record WhoRequest
{
    /// <summary>Code of a stakeholder, in either case.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Stakeholder { get; init; }

    /// <summary>A role, never a person's name.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Role { get; init; }

    internal Who ToWho() => new(Stakeholder, Role);
}

/// <summary>A document that something rests on.</summary>
public sealed record EvidenceRequest
{
    /// <summary>Where the document is: an absolute URI.</summary>
    [StringLength(FieldLimits.Uri), UriForm]
    public required string Uri { get; init; }

    /// <summary>SHA-256 of its bytes, 64 lower-case hexadecimal digits, so that a later change can be seen.</summary>
    [StringLength(64), Sha256Form]
    public string? Sha256 { get; init; }

    internal Evidence ToEvidence() => new(Uri, Sha256);
}

/// <summary>From lists of requests to lists of the domain.</summary>
internal static class Lists
{
    /// <summary>The list in the domain's form; empty where it was left out.</summary>
    public static ImmutableArray<TTo> Mapped<TFrom, TTo>(this TFrom[]? items, Func<TFrom, TTo> map) => items is null ? [] : [.. items.Select(map)];
}
