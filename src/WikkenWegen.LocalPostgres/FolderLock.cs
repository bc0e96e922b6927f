namespace WikkenWegen.LocalPostgres;

/// <summary>
/// Says that a process uses a folder. The operating system holds the lock and gives it up with the process, however that ends, so
/// there is no such thing as a stale one.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of <paramref name="folder"/>, without waiting.</summary>
    /// <exception cref="LocalPostgresException">Another process, or this one, has it.</exception>
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
