namespace WikkenWegen.LocalPostgres;

/// <summary>
/// The lock on a folder that one host at a time can hold. The operating system releases it when the process ends, in whatever way, so
/// a lock never stays behind.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of <paramref name="folder"/>, without waiting.</summary>
    /// <exception cref="LocalPostgresException">Another process, or another server in this process, holds it; or the lock file cannot be opened.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException(
                $"The database in {folder} is in use by another process. Stop that one first, or use another folder. ({e.Message})", e);
        }
    }

    public void Dispose() => file.Dispose();
}
