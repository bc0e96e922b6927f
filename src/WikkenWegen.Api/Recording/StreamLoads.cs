namespace WikkenWegen.Api.Recording;

/// <summary>
/// Reads few streams at once, and none while memory is short. A stream is read whole each time, and anybody who may add to one can make it large: without this,
/// many who ask for it at the same moment would end the process. Of the whole process, as its memory is.
/// </summary>
internal static class StreamLoads
{
    private static readonly SemaphoreSlim Turns = new(2 * Environment.ProcessorCount);

    private static readonly MemoryGuard Guard = new(MemoryGuard.OfProcess);

    /// <summary>Waits for a turn to read, which lasts until it is disposed of. Who has one reads without waiting for another turn.</summary>
    /// <exception cref="InsufficientMemoryException">There is too little memory at this moment.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<IDisposable> Turn(CancellationToken cancellation)
    {
        await Turns.WaitAsync(cancellation);
        try
        {
            Guard.Check();
            return new Taken();
        }
        catch
        {
            Turns.Release();
            throw;
        }
    }

    private sealed class Taken : IDisposable
    {
        public void Dispose() => Turns.Release();
    }
}
