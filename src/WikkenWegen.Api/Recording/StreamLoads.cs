namespace WikkenWegen.Api.Recording;

/// <summary>
/// Reads few streams at once, and none while memory is short. A stream is read whole each time, and anybody who may add to one can make it large: without this,
/// many who ask for it at the same moment would end the process.
/// </summary>
/// <param name="atOnce">How many read at once.</param>
/// <param name="guard">Tells whether there is memory.</param>
public sealed class StreamLoads(int atOnce, MemoryGuard guard) : IDisposable
{
    /// <summary>Those of the whole process, as its memory is.</summary>
    public static readonly StreamLoads OfProcess = new(2 * Environment.ProcessorCount, new MemoryGuard(MemoryGuard.OfProcess));

    private readonly SemaphoreSlim _turns = new(atOnce);

    /// <summary>Waits for a turn to read, which lasts until it is disposed of. Who has one reads without waiting for another turn.</summary>
    /// <exception cref="InsufficientMemoryException">There is too little memory at this moment.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IDisposable> Turn(CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            guard.Check();
            return new Taken(_turns);
        }
        catch
        {
            _turns.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();

    private sealed class Taken(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
