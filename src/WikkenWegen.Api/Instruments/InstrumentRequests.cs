using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Steps;

namespace WikkenWegen.Api.Instruments;

/// <summary>Body of POST /v1/instruments</summary>
public sealed record DraftInstrumentRequest : StreamRequest
{
    /// <summary>Its code, such as BUURT. No other instrument of the corporation has it, nor one that is in the catalogue by then, in capitals or not. Where one comes into the catalogue with it later, the corporation keeps reading its own.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>The content of the draft.</summary>
    public required InstrumentContentRequest Content { get; init; }
}

/// <summary>Body of PUT /v1/instruments/{code}/draft</summary>
public sealed record ReviseInstrumentRequest : StreamRequest
{
    /// <summary>The whole content of the draft, as it is from now on.</summary>
    public required InstrumentContentRequest Content { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/versions</summary>
public sealed record PublishInstrumentRequest : StreamRequest
{
    /// <summary>What changed since the version before, for who uses it; of nobody in particular.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Changes { get; init; }

    /// <summary>Why it is published while an objection is not resolved; needed then. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    /// <summary>The insights of the learning network that it is made of, each once.</summary>
    [MaxLength(FieldLimits.List)]
    public InsightReferenceRequest[]? Insights { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/judgements</summary>
public sealed record JudgeInstrumentRequest : StreamRequest
{
    /// <summary>Number of the published version that is judged.</summary>
    [Range(1, int.MaxValue)]
    public required int Version { get; init; }

    /// <summary>The role or party that judges, never a person's name. It is what the caller says; the actor of the event tells who said it.</summary>
    [StringLength(FieldLimits.Name)]
    public required string By { get; init; }

    /// <summary>Id of the weighing that it is about; left out where it is about its use as a whole.</summary>
    public Guid? Weighing { get; init; }

    /// <summary>What it did well; this or notAgreed is needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? DidWell { get; init; }

    /// <summary>Where its outcome was not agreed with. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? NotAgreed { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/rounds</summary>
public sealed record OpenInstrumentRoundRequest : StreamRequest
{
    /// <summary>What the round is about.</summary>
    [StringLength(FieldLimits.Line)]
    public required string About { get; init; }

    /// <summary>Whether nobody reads what another brings in before it closes; false where it is left out.</summary>
    public bool? Blind { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/rounds/{number}/closing</summary>
public sealed record CloseInstrumentRoundRequest : StreamRequest;

/// <summary>Body of POST /v1/instruments/{code}/inputs</summary>
public sealed record GiveInstrumentInputRequest : StreamRequest
{
    /// <summary>The role or party whose it is, never a person's name. It is what the caller says; the actor of the event tells who said it.</summary>
    [StringLength(FieldLimits.Name)]
    public required string By { get; init; }

    /// <summary>Code of the criterion that it is about; left out where it is about the whole.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Criterion { get; init; }

    /// <summary>What is said. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Statement { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/objections</summary>
public sealed record RaiseInstrumentObjectionRequest : StreamRequest
{
    /// <summary>The role or party whose it is, never a person's name. It is what the caller says; the actor of the event tells who said it.</summary>
    [StringLength(FieldLimits.Name)]
    public required string By { get; init; }

    /// <summary>Code of the criterion that it is about; left out where it is about the whole.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Criterion { get; init; }

    /// <summary>Its reasons. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Grounds { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/objections/{number}/resolution</summary>
public sealed record ResolveInstrumentObjectionRequest : StreamRequest
{
    /// <summary>How it was resolved. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Resolution { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/retirement</summary>
public sealed record RetireInstrumentRequest : StreamRequest
{
    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public required string Reason { get; init; }
}

/// <summary>Body of POST /v1/instruments/{code}/succession</summary>
public sealed record SucceedInstrumentRequest : StreamRequest
{
    /// <summary>Code of the instrument that comes in its place.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Number of its published version.</summary>
    [Range(1, int.MaxValue)]
    public required int Version { get; init; }

    /// <summary>Why. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }
}
