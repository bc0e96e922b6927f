using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>Tiles as files below one directory, at the paths of c2sp.org/tlog-tiles: a web server can serve the directory as it is.</summary>
/// <remarks>
/// One writing process, any number of readers, also while it writes: a file appears under its name whole and flushed to disk, or not at
/// all. Paths come from numbers alone, so no name from outside can lead out of the directory. Other files in the directory are ignored.
/// </remarks>
public sealed class FileTileStore : ITileStore
{
    private readonly string _directory;

    /// <summary>The tiles below a directory, which is made at the first write.</summary>
    /// <param name="directory">The log's prefix: the directory with "checkpoint" and "tile" in it.</param>
    /// <exception cref="ArgumentException"><paramref name="directory"/> is null or empty.</exception>
    public FileTileStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Path.GetFullPath(directory);
    }

    /// <inheritdoc/>
    /// <remarks>Of a file longer than any such tile only its beginning and one byte more is read, enough for the reader to refuse it.</remarks>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default) =>
        await AtomicFile.ReadAsync(FullPath(tile), tile.MaxBytes + 1, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>Writing a full tile removes its partial ones.</remarks>
    public async ValueTask WriteAsync(TileId tile, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var path = FullPath(tile);
        await AtomicFile.WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
        if (!tile.IsPartial && Directory.Exists(path + ".p")) Directory.Delete(path + ".p", recursive: true);
    }

    /// <summary>The signed checkpoint beside the tiles, not yet verified; null when there is none.</summary>
    /// <exception cref="IOException">The file could not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadCheckpointAsync(CancellationToken cancellationToken = default) =>
        await AtomicFile.ReadAsync(CheckpointPath, UnverifiedNote.MaxBytes + 1, cancellationToken).ConfigureAwait(false);

    /// <summary>Publishes a signed checkpoint, whole or not at all; it is durable when the task completes.</summary>
    /// <param name="signedCheckpoint">The note's bytes. Its tiles must have been written before: readers take the checkpoint first.</param>
    /// <param name="cancellationToken">Gives up before writing.</param>
    /// <exception cref="IOException">The file could not be written; the old or the new checkpoint is there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public async ValueTask WriteCheckpointAsync(ReadOnlyMemory<byte> signedCheckpoint, CancellationToken cancellationToken = default) =>
        await AtomicFile.WriteAsync(CheckpointPath, signedCheckpoint, cancellationToken).ConfigureAwait(false);

    private string CheckpointPath => Path.Combine(_directory, TileId.CheckpointPath);

    private string FullPath(TileId tile) => Path.Combine(_directory, tile.Path.Replace('/', Path.DirectorySeparatorChar));
}
