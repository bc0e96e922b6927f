using System.Collections.Concurrent;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>Tiles in memory, for tests and for trees that are read once. Safe for use by several threads at once.</summary>
public sealed class MemoryTileStore : ITileStore
{
    private readonly ConcurrentDictionary<TileId, byte[]> _tiles = new();

    /// <summary>The tiles now in the store, in no order.</summary>
    public IEnumerable<TileId> Tiles => _tiles.Keys;

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ReadOnlyMemory<byte>?>(cancellationToken);
        return new(_tiles.TryGetValue(tile, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(TileId tile, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        _tiles[tile] = bytes.ToArray();
        if (!tile.IsPartial)
        {
            for (var width = 1; width < TileId.FullWidth; width++) _tiles.TryRemove(tile.WithWidth(width), out _);
        }
        return default;
    }
}
