namespace WikkenWegen.TransparencyLog.Witnessing;

/// <summary>Where a witness keeps the last checkpoint that it cosigned of each log.</summary>
/// <remarks>Losing or resetting it makes a witness sign a second history: it must be as durable as the witness's key.</remarks>
public interface IWitnessStore
{
    /// <summary>The last checkpoint of a log, as <see cref="TryReplaceAsync"/> was given it; null when there is none.</summary>
    /// <param name="origin">The log's origin.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="IOException">The store failed.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string origin, CancellationToken cancellationToken = default);

    /// <summary>Replaces the last checkpoint of a log in one step, but only if it still is the expected one; durable when the task completes.</summary>
    /// <param name="origin">The log's origin.</param>
    /// <param name="expected">The bytes that were read; null when there were none.</param>
    /// <param name="next">The signed checkpoint to keep.</param>
    /// <param name="cancellationToken">Gives up before writing.</param>
    /// <returns>True when it was replaced; false when the last checkpoint is another than expected.</returns>
    /// <exception cref="IOException">The store failed; the checkpoint may or may not be replaced.</exception>
    ValueTask<bool> TryReplaceAsync(string origin, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> next, CancellationToken cancellationToken = default);
}

/// <summary>A witness's checkpoints in memory, for tests. Safe for use by several threads at once.</summary>
public sealed class MemoryWitnessStore : IWitnessStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _checkpoints = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string origin, CancellationToken cancellationToken = default)
    {
        lock (_lock) return new(_checkpoints.TryGetValue(origin, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null);
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryReplaceAsync(string origin, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> next, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var current = _checkpoints.TryGetValue(origin, out var bytes) ? bytes : null;
            if (current is null != expected is null || (expected is { } wanted && !wanted.Span.SequenceEqual(current))) return new(false);
            _checkpoints[origin] = next.ToArray();
            return new(true);
        }
    }
}
