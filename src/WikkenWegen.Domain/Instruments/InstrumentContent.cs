using System.Collections.Immutable;

namespace WikkenWegen.Domain.Instruments;

/// <summary>The scale of a criterion of an instrument. Which members are there depends on its kind.</summary>
public sealed record InstrumentScale
{
    /// <summary>Its kind.</summary>
    public required InstrumentScaleKind Kind { get; init; }

    /// <summary>Numeric and reference: the worst realistic value, which is on the scale; absent for other kinds.</summary>
    public decimal? Worst { get; init; }

    /// <summary>Numeric and reference: the best realistic value, which is on the scale and differs from the worst; absent for other kinds.</summary>
    public decimal? Best { get; init; }

    /// <summary>Numeric, reference and money per party: the unit of the values, such as "euro per jaar"; absent where there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>Numeric and reference: what values between the anchors, both included, mean in words; empty where that was not said.</summary>
    public ImmutableArray<ScaleLevel> Levels { get; init; } = [];

    /// <summary>Reference: the value that the reference has, and which it is; absent for other kinds.</summary>
    public ScaleLevel? Reference { get; init; }

    /// <summary>Ordinal: its words, from the worst to the best; empty for other kinds.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Money per party: the parties that it looks at, such as huurders and gemeente; empty where who uses it names them, and for other kinds.</summary>
    public ImmutableArray<string> Parties { get; init; } = [];

    /// <summary>Whether its levels go from anchor to anchor, so that in a weighing only these can be scored; else they are guidance.</summary>
    internal bool HasLevelsThroughout => Levels is [var first, .., var last] && first.Value == Worst && last.Value == Best;

    /// <summary>Whether values on it can be added up with those of other criteria, with a weight.</summary>
    internal bool AddsUp => Kind is InstrumentScaleKind.Numeric or InstrumentScaleKind.Reference;
}

/// <summary>A criterion of an instrument.</summary>
public sealed record InstrumentCriterion
{
    /// <summary>Its code, such as BET; unique within the instrument, in capitals or not.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The goal that it serves; absent where that was not said.</summary>
    public string? Goal { get; init; }

    /// <summary>How to judge on it; absent where that was not said.</summary>
    public string? Guidance { get; init; }

    /// <summary>Its scale.</summary>
    public required InstrumentScale Scale { get; init; }

    /// <summary>Its weight relative to the other criteria, 0 or more; there where the instrument prescribes weights and the scale can be added up.</summary>
    public decimal? Weight { get; init; }
}

/// <summary>A theme of an instrument, with its criteria.</summary>
public sealed record InstrumentTheme
{
    /// <summary>Its code; unique within the instrument.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about; absent where that was not said.</summary>
    public string? Guidance { get; init; }

    /// <summary>Its criteria, in order; at least one.</summary>
    public required ImmutableArray<InstrumentCriterion> Criteria { get; init; }
}

/// <summary>What a weighing that uses an instrument may change about it. Every departure needs a reason, allowed or not.</summary>
public sealed record TailoringRules
{
    /// <summary>Whether criteria may be left out, but for those in fixed.</summary>
    public required bool MayLeaveOut { get; init; }

    /// <summary>Codes of the criteria that may never be left out; empty where there are none.</summary>
    public ImmutableArray<string> Fixed { get; init; } = [];

    /// <summary>Whether criteria may be added.</summary>
    public required bool MayAdd { get; init; }

    /// <summary>Whether a criterion may get another scale.</summary>
    public required bool MayRescale { get; init; }

    /// <summary>Whether prescribed weights may be changed.</summary>
    public required bool MayReweigh { get; init; }
}

/// <summary>What an instrument (afwegingskader, meetlat) is, in one version. It holds no personal data.</summary>
public sealed record InstrumentContent
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, and what it is not for; absent where that was not said.</summary>
    public string? Description { get; init; }

    /// <summary>Who it belongs to: an organisation.</summary>
    public required string Owner { get; init; }

    /// <summary>The licence under which others may use it, such as CC-BY-4.0; absent where that was not said.</summary>
    public string? Licence { get; init; }

    /// <summary>Where it is described: an absolute URI; absent where that was not said.</summary>
    public string? Source { get; init; }

    /// <summary>The language of its texts (BCP 47), such as nl.</summary>
    public required string Language { get; init; }

    /// <summary>Instruments of others that it can be used beside, by name only; empty where none are named.</summary>
    public ImmutableArray<string> UsedBeside { get; init; } = [];

    /// <summary>Its themes with their criteria, in order; at least one.</summary>
    public required ImmutableArray<InstrumentTheme> Themes { get; init; }

    /// <summary>Whether it says how much each criterion counts.</summary>
    public required InstrumentWeights Weights { get; init; }

    /// <summary>How it is filled in.</summary>
    public required FilledIn FilledIn { get; init; }

    /// <summary>What a weighing that uses it may change about it.</summary>
    public required TailoringRules Tailoring { get; init; }

    /// <summary>All its criteria, theme by theme.</summary>
    internal IEnumerable<InstrumentCriterion> Criteria => Themes.SelectMany(theme => theme.Criteria);
}
