namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Remembers for a little while that the disk of the database was full when a step was to be recorded. PostgreSQL does not tell how much room there
/// is, and reading goes on as ever: only a write finds it out. Thread-safe.
/// </summary>
public sealed class FullDisk(TimeProvider clock)
{
    /// <summary>For how long it is told. After that a write tries whether there is room again.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromSeconds(15);

    private long _at = long.MinValue;

    /// <summary>Whether the disk was found full, not long ago.</summary>
    public bool IsFull => Interlocked.Read(ref _at) is var at && at != long.MinValue && clock.GetElapsedTime(at) < Told;

    /// <summary>The disk was found full.</summary>
    public void WasFull() => Interlocked.Exchange(ref _at, clock.GetTimestamp());
}
