using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>The kind of a scale on which nothing can be added up.</summary>
public enum BesideScaleKind
{
    /// <summary>Words in an order, without a distance between them.</summary>
    Ordinal,

    /// <summary>Positive, negative, none, or both at once: one does not make up for the other.</summary>
    PositiveNegative,

    /// <summary>Money per party: who pays and who gains. It is not added up over parties.</summary>
    MoneyPerParty,
}

/// <summary>The yardstick of a criterion that cannot be added up. Which members are there depends on its kind.</summary>
public sealed record BesideScale
{
    /// <summary>Its kind.</summary>
    public required BesideScaleKind Kind { get; init; }

    /// <summary>Ordinal: its words, from the worst to the best, at least two and each once; empty for other kinds.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Money per party: the unit of the amounts, such as "euro per jaar"; absent for other kinds.</summary>
    public string? Unit { get; init; }

    /// <summary>Money per party: the parties that it looks at, such as huurders and gemeente; empty where who states a consequence names them, and for other kinds.</summary>
    public ImmutableArray<string> Parties { get; init; } = [];

    /// <summary>The word of the scale that is the same, however it is written; null where it has none.</summary>
    public string? Word(string? word) => word is null ? null : Words.FirstOrDefault(w => Names.Same(w, word));

    /// <summary>The party of the scale that is the same, however it is written; null where it names none such.</summary>
    public string? Party(string? party) => party is null ? null : Parties.FirstOrDefault(p => Names.Same(p, party));
}

/// <summary>
/// A criterion that is looked at beside the others, because what is said on it cannot be added up. It has no weight and is in no computed number: what
/// was said is shown in a table beside the totals.
/// </summary>
public sealed record CriterionBeside
{
    /// <summary>Its code in this weighing, such as WIE, as it was first written; unique within a version of the criteria, those that are added up included.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The goal that it serves; absent where that was not said.</summary>
    public string? Goal { get; init; }

    /// <summary>The yardstick on which consequences of proposals are stated.</summary>
    public required BesideScale Scale { get; init; }

    /// <summary>The insight of the learning network that it was made of; absent where that was not said.</summary>
    public InsightReference? Insight { get; init; }
}
