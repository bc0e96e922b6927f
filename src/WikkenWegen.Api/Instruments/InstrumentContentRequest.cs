using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Criteria;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>The scale of a criterion of an instrument. Which members it has depends on its kind.</summary>
public sealed record InstrumentScaleRequest
{
    /// <summary>Its kind.</summary>
    public required InstrumentScaleKind Kind { get; init; }

    /// <summary>For numeric and reference, and needed there: the worst realistic value, which is itself on the scale.</summary>
    public decimal? Worst { get; init; }

    /// <summary>For numeric and reference, and needed there: the best realistic value. It differs from the worst, and is below it where less is better.</summary>
    public decimal? Best { get; init; }

    /// <summary>For numeric, reference and moneyPerParty, and needed for the last: the unit of the values, such as "euro per jaar".</summary>
    [StringLength(FieldLimits.Name)]
    public string? Unit { get; init; }

    /// <summary>For numeric and reference: what values mean in words, from the worst to the best.</summary>
    [MaxLength(FieldLimits.List)]
    public ScaleLevelRequest[]? Levels { get; init; }

    /// <summary>For reference, and needed there: the value that the reference has, and which it is.</summary>
    public ScaleLevelRequest? Reference { get; init; }

    /// <summary>For ordinal, and needed there: its words, from the worst to the best; at least two.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Name)]
    public string[]? Words { get; init; }

    /// <summary>For moneyPerParty: the parties that it looks at; left out where who uses it names them.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Name)]
    public string[]? Parties { get; init; }

    internal InstrumentScale ToScale() => new()
    {
        Kind = Kind,
        Worst = Worst,
        Best = Best,
        Unit = Unit,
        Levels = Levels.Mapped(ToLevel),
        Reference = Reference is null ? null : ToLevel(Reference),
        Words = Words.Mapped(word => word),
        Parties = Parties.Mapped(party => party),
    };

    private static ScaleLevel ToLevel(ScaleLevelRequest level) => new(level.Value, level.Words);
}

/// <summary>A criterion of an instrument.</summary>
public sealed record InstrumentCriterionRequest
{
    /// <summary>Its code, such as BET; unique within the instrument, in capitals or not.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>The goal that it serves.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Goal { get; init; }

    /// <summary>How to judge on it.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Guidance { get; init; }

    /// <summary>Its scale.</summary>
    public required InstrumentScaleRequest Scale { get; init; }

    /// <summary>Its weight relative to the other criteria, 0 or more: needed where the instrument prescribes weights and the scale can be added up, and refused elsewhere.</summary>
    [Range(typeof(decimal), "0", Shape.Largest)]
    public decimal? Weight { get; init; }

    internal InstrumentCriterion ToCriterion() => new() { Code = Code, Name = Name, Goal = Goal, Guidance = Guidance, Scale = Scale.ToScale(), Weight = Weight };
}

/// <summary>A theme of an instrument, with its criteria.</summary>
public sealed record InstrumentThemeRequest
{
    /// <summary>Its code; unique among the themes of the instrument.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>What it is about.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Guidance { get; init; }

    /// <summary>Its criteria, in order; at least one.</summary>
    [MaxLength(FieldLimits.Criteria), MinLength(1)]
    public required InstrumentCriterionRequest[] Criteria { get; init; }

    internal InstrumentTheme ToTheme() => new() { Code = Code, Name = Name, Guidance = Guidance, Criteria = Criteria.Mapped(criterion => criterion.ToCriterion()) };
}

/// <summary>What a weighing that uses an instrument may change about it. Every departure needs a reason, allowed or not.</summary>
public sealed record TailoringRulesRequest
{
    /// <summary>Whether criteria may be left out, but for those in fixed.</summary>
    public required bool MayLeaveOut { get; init; }

    /// <summary>Codes of the criteria that may never be left out.</summary>
    [MaxLength(FieldLimits.Criteria), StringLength(FieldLimits.Code), CodeForm]
    public string[]? Fixed { get; init; }

    /// <summary>Whether criteria may be added.</summary>
    public required bool MayAdd { get; init; }

    /// <summary>Whether a criterion may get another scale.</summary>
    public required bool MayRescale { get; init; }

    /// <summary>Whether prescribed weights may be changed.</summary>
    public required bool MayReweigh { get; init; }

    internal TailoringRules ToRules() => new() { MayLeaveOut = MayLeaveOut, Fixed = Fixed.Mapped(code => code), MayAdd = MayAdd, MayRescale = MayRescale, MayReweigh = MayReweigh };
}

/// <summary>What an instrument is, in the form in which instruments are exchanged. It holds no personal data.</summary>
public sealed record InstrumentContentRequest
{
    /// <summary>Its name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>What it is for, and what it is not for.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Description { get; init; }

    /// <summary>Who it belongs to: an organisation, never a person.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Owner { get; init; }

    /// <summary>The licence under which others may use it, such as CC-BY-4.0.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Licence { get; init; }

    /// <summary>Where it is described: an absolute URI.</summary>
    [StringLength(FieldLimits.Uri), UriForm]
    public string? Source { get; init; }

    /// <summary>The language of its texts (BCP 47), such as nl.</summary>
    [StringLength(35), LanguageForm]
    public required string Language { get; init; }

    /// <summary>Instruments of others that it can be used beside, by name only.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Name)]
    public string[]? UsedBeside { get; init; }

    /// <summary>Its themes with their criteria, in order; at least one.</summary>
    [MaxLength(FieldLimits.List), MinLength(1)]
    public required InstrumentThemeRequest[] Themes { get; init; }

    /// <summary>Whether it says how much each criterion counts.</summary>
    public required InstrumentWeights Weights { get; init; }

    /// <summary>How it is filled in.</summary>
    public required FilledIn FilledIn { get; init; }

    /// <summary>What a weighing that uses it may change about it.</summary>
    public required TailoringRulesRequest Tailoring { get; init; }

    /// <summary>The content in the form of the domain.</summary>
    public InstrumentContent ToContent() => new()
    {
        Name = Name,
        Description = Description,
        Owner = Owner,
        Licence = Licence,
        Source = Source,
        Language = Language,
        UsedBeside = UsedBeside.Mapped(name => name),
        Themes = Themes.Mapped(theme => theme.ToTheme()),
        Weights = Weights,
        FilledIn = FilledIn,
        Tailoring = Tailoring.ToRules(),
    };
}

/// <summary>A language tag.</summary>
internal sealed class LanguageFormAttribute() : TextFormAttribute("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    "een taalcode zoals nl of en-GB", "a language tag such as nl or en-GB");
