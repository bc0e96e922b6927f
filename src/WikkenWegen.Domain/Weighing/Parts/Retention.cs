namespace WikkenWegen.Domain;

/// <summary>What becomes of a weighing in the archive, in VERA's ARCHIEFSTATUS. Destroyed (VER) is not among them: the events of a weighing are never destroyed.</summary>
public enum ArchiveStatus
{
    /// <summary>In use (ACT).</summary>
    Active,

    /// <summary>Archived (GEA).</summary>
    Archived,

    /// <summary>To be kept (BEW).</summary>
    ToBeKept,

    /// <summary>Blocked (GEB): a legal hold, such as for an objection or a request by the AVG. As long as it is, nothing of it is erased.</summary>
    Blocked,

    /// <summary>Handed over to another archive (OVE).</summary>
    HandedOver,
}

/// <summary>What is to become of a weighing once its term is over, in VERA's ARCHIEFNOMINATIE.</summary>
public enum ArchiveNomination
{
    /// <summary>To be kept for good (BEW).</summary>
    Keep,

    /// <summary>To be destroyed (VER): its personal texts are then to be erased.</summary>
    Destroy,
}

/// <summary>A decision on how long a weighing is kept, and whether it is held.</summary>
/// <param name="Number">Its number, from 1 within the weighing; the last one is in force.</param>
/// <param name="Status">What becomes of it in the archive.</param>
/// <param name="Nomination">What is to become of it once the term is over; absent where that was not said.</param>
/// <param name="ActionDay">The day on which the term is over; absent where that was not said.</param>
/// <param name="Reason">Why, kept in the vault.</param>
/// <param name="Origin">The event in which it was decided.</param>
public sealed record Retention(int Number, ArchiveStatus Status, ArchiveNomination? Nomination, DateOnly? ActionDay, Sealed Reason, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All decisions on how long it is kept, in the order of their numbers.</summary>
    public GrowingList<Retention> Retentions { get; internal init; } = [];

    /// <summary>The decision by which the weighing was held at a moment, so that nothing of it was to be erased; null where it was not.</summary>
    public Retention? HoldAt(DateTimeOffset moment) =>
        Retentions.LastOrDefault(r => r.Origin.OccurredAt <= moment) is { Status: ArchiveStatus.Blocked } hold ? hold : null;
}
