namespace WikkenWegen.Api.Infrastructure;

/// <summary>Stopping work on many things.</summary>
public static class Cancellation
{
    /// <summary>The same things, one after the other until it is cancelled: who goes through them need know nothing of that.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; thrown at the next one.</exception>
    public static IEnumerable<T> Heeding<T>(this IEnumerable<T> things, CancellationToken cancellation)
    {
        foreach (var thing in things)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return thing;
        }
    }
}
