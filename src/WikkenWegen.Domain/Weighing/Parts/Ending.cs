namespace WikkenWegen.Domain;

/// <summary>How a weighing ended.</summary>
/// <param name="Status"><see cref="WeighingStatus.Closed"/> or <see cref="WeighingStatus.Cancelled"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Origin">Its event.</param>
public sealed record Ending(WeighingStatus Status, Sealed? Reason, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>How it ended; null while it goes on, and again after a reopening.</summary>
    public Ending? Ended { get; internal init; }

    /// <summary>The end that was in force at <paramref name="moment"/>, be it lifted by a later reopening; null where it went on then.</summary>
    internal Ending? EndAt(DateTimeOffset moment) => Reopenings.Where(r => moment < r.Origin.OccurredAt).Select(r => r.Ended).Append(Ended)
        .FirstOrDefault(end => end is not null && moment >= end.Origin.OccurredAt);
}
