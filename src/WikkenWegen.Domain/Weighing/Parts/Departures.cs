using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>In what the criteria of a weighing differ from the instrument that they were taken from.</summary>
public enum DepartureKind
{
    /// <summary>A criterion of the instrument is not there.</summary>
    LeftOut,

    /// <summary>A criterion is there that the instrument does not have.</summary>
    Added,

    /// <summary>A criterion has another scale: other anchors, another unit, other levels, or another kind of scale.</summary>
    OtherScale,

    /// <summary>A criterion has another share in the weights, where the instrument prescribes them.</summary>
    OtherWeight,

    /// <summary>A criterion has another name.</summary>
    OtherName,
}

/// <summary>A departure from the instrument that criteria were taken from, with its reason.</summary>
/// <param name="Kind">What is different.</param>
/// <param name="Criterion">Code of the criterion: as the weighing writes it, or as the instrument does where it was left out.</param>
/// <param name="Reason">Why, kept in the vault.</param>
public sealed record Departure(DepartureKind Kind, string Criterion, Sealed Reason);

/// <summary>The reason for a departure, as it is given.</summary>
/// <param name="Kind">What is different; null where the criterion departs in one thing only.</param>
/// <param name="Criterion">Code of the criterion, in either case.</param>
/// <param name="Reason">Why, kept in the vault; null is refused.</param>
public sealed record DepartureReason(DepartureKind? Kind, string Criterion, Sealed? Reason);

/// <summary>A difference between an instrument and criteria that are taken from it.</summary>
/// <param name="Kind">What is different.</param>
/// <param name="Criterion">Code of the criterion: as the criteria write it, or as the instrument does where it was left out.</param>
/// <param name="IsAllowed">Whether the instrument lets who uses it change this.</param>
public sealed record InstrumentDifference(DepartureKind Kind, string Criterion, bool IsAllowed);

/// <summary>A published instrument as criteria were compared with it: what it is called, and in what they differ.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uri">Where it is described; null where that was not said.</param>
/// <param name="Differences">The differences, criterion by criterion; empty where the criteria are those of the instrument.</param>
public sealed record ComparedInstrument(string Name, string? Uri, ImmutableArray<InstrumentDifference> Differences)
{
    /// <summary>When its version was published; null where that is not looked at.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Since when it is retired or another is in its place; null where it is in use.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
