namespace WikkenWegen.TransparencyLog;

/// <summary>Tiles as files below one directory, at the paths of c2sp.org/tlog-tiles: a web server can serve the directory as it is.</summary>
/// <remarks>
/// One writing process, any number of readers, also while it writes: a file appears under its name whole and flushed to disk, or not at
/// all. Paths come from numbers alone, so no name from outside can lead out of the directory. Files with names of no tile are ignored.
/// </remarks>
public sealed class FileTileStore : ITileStore
{
    private readonly string _directory;

    /// <summary>The tiles below a directory, which is made at the first write.</summary>
    /// <param name="directory">The log's prefix: the directory with "tile" in it.</param>
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

    private string FullPath(TileId tile) => Path.Combine(_directory, tile.Path.Replace('/', Path.DirectorySeparatorChar));
}
