namespace WikkenWegen.Domain;

/// <summary>How a weighing ended.</summary>
/// <param name="Status">closed (completed) or cancelled (given up).</param>
/// <param name="Reason">Why, kept in the vault. Always there for a cancellation; for a closing absent where it was not said.</param>
/// <param name="Origin">The event in which it ended.</param>
/// <param name="WithoutApprovalReason">Why it was closed without the approval that its decision needs, kept in the vault; absent where none was missing, or where nobody was asked why.</param>
public sealed record Ending(WeighingStatus Status, Sealed? Reason, Origin Origin, Sealed? WithoutApprovalReason = null);

public sealed partial record Weighing
{
    /// <summary>How it ended; null while it goes on, also after a reopening.</summary>
    public Ending? Ended { get; internal init; }

    /// <summary>The end that was in force at <paramref name="moment"/>, also where a later reopening lifted it; null where the weighing went on at that moment.</summary>
    internal Ending? EndAt(DateTimeOffset moment) => Reopenings.Where(r => moment < r.Origin.OccurredAt).Select(r => r.Ended).Append(Ended)
        .FirstOrDefault(end => end is not null && moment >= end.Origin.OccurredAt);
}
