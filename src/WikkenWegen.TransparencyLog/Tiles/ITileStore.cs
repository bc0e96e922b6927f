namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>Where tiles and entry bundles are read from: a store, a cache, or a log on the web.</summary>
public interface ITileReader
{
    /// <summary>Reads one tile or entry bundle.</summary>
    /// <param name="tile">Which one; a partial tile is asked for as such.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>
    /// Its bytes as they were written, not to be changed by anyone; null when there are none. The reader of the bytes checks them: a
    /// source need not be trusted, but must not hand out much more than <see cref="TileId.MaxBytes"/>.
    /// </returns>
    /// <exception cref="IOException">The source failed. Sources on files may also throw <see cref="UnauthorizedAccessException"/>.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default);
}

/// <summary>Where a log keeps its tiles and entry bundles.</summary>
/// <remarks>
/// One writer, any number of readers. A tile below the size of a signed checkpoint never changes, but one past it may be written again
/// with other bytes, after a crash between writing and signing. Once a full tile is written its partial ones may go: readers fall back
/// to the full tile's beginning (c2sp.org/tlog-tiles, "Partial Tiles").
/// </remarks>
public interface ITileStore : ITileReader
{
    /// <summary>Writes one tile or entry bundle, whole or not at all; it is durable when the task completes.</summary>
    /// <param name="tile">Which one.</param>
    /// <param name="bytes">Its bytes; copied or written before the task completes.</param>
    /// <param name="cancellationToken">Gives up before writing.</param>
    /// <exception cref="IOException">The store failed; it may or may not have the tile. Stores on files may also throw <see cref="UnauthorizedAccessException"/>.</exception>
    ValueTask WriteAsync(TileId tile, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);
}
