using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.TransparencyLog.Witnessing;

/// <summary>
/// A witness's checkpoints as files below one directory, at &lt;hex SHA-256 of the origin&gt;/checkpoint: a web server can serve the directory
/// as the witness's monitoring prefix (c2sp.org/tlog-witness, "Monitor Retrieval Mechanism").
/// </summary>
/// <remarks>One process at a time: it holds the file ".lock" in the directory until it is disposed of. Safe for use by several threads at once.</remarks>
public sealed class FileWitnessStore : IWitnessStore, IDisposable
{
    private readonly string _directory;
    private readonly FileStream _lock;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Opens the directory, and makes it if need be.</summary>
    /// <exception cref="ArgumentException"><paramref name="directory"/> is null or empty.</exception>
    /// <exception cref="IOException">Another process has it open, or it cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public FileWitnessStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(_directory);
        _lock = new FileStream(Path.Combine(_directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string origin, CancellationToken cancellationToken = default) =>
        await AtomicFile.ReadAsync(PathOf(origin), UnverifiedNote.MaxBytes + 1, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> TryReplaceAsync(string origin, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> next, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var current = await ReadAsync(origin, cancellationToken).ConfigureAwait(false);
            if (current is null != expected is null || (expected is { } wanted && !wanted.Span.SequenceEqual(current!.Value.Span))) return false;
            await AtomicFile.WriteAsync(PathOf(origin), next, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Lets another process have the directory.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        _one.Dispose();
    }

    private string PathOf(string origin) => Path.Combine(_directory, Witness.OriginHash(origin), "checkpoint");
}
