using System.Runtime.InteropServices;
using System.Threading.RateLimiting;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>
/// Work that keeps a core busy for long, such as comparing thousands of events. At most as many requests as there are cores do it at once;
/// others wait, holding nothing, and where too many wait already the caller is asked to come back later. It has threads of its own, which stand
/// back for all others, so that requests with little work find a thread free and a core at once.
/// </summary>
public sealed class HeavyWork : IDisposable
{
    /// <summary>How many requests may wait for each that works: about as many as are done before their time is over.</summary>
    private const int WaitingForEach = 16;

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount - 1),
        QueueLimit = WaitingForEach * Environment.ProcessorCount,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Does a request's work: at once where it is little, else when its turn comes.</summary>
    /// <param name="http">The request. When its time is over or the caller leaves, the waiting ends.</param>
    /// <param name="isHeavy">Whether the work takes more than some tens of milliseconds.</param>
    /// <param name="work">The work. It must stop when it is cancelled, as the waiting does.</param>
    /// <returns>Whether it was done, and what it gives. Where too many wait already it was not, and the request was answered with 503.</returns>
    /// <exception cref="OperationCanceledException">The time of the request is over, or the caller has left.</exception>
    public static async ValueTask<(bool IsDone, T Result)> Run<T>(HttpContext http, bool isHeavy, Func<CancellationToken, T> work)
    {
        var cancellation = http.RequestAborted;
        if (!isHeavy) return (true, work(cancellation));
        using var turn = await http.RequestServices.GetRequiredService<HeavyWork>()._turns.AcquireAsync(1, cancellation);
        if (turn.IsAcquired) return (true, await Task.Factory.StartNew(() => StandingBack(() => work(cancellation)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        http.Response.Headers.RetryAfter = "5";
        await http.Respond(ProblemKinds.Unavailable,
            "Er wordt op dit moment te veel gevraagd dat lang rekenen is. Herhaal het verzoek straks.",
            "Too much is asked at the moment that takes long to compute. Repeat the request later.");
        return (false, default!);
    }

    /// <summary>Does work on the thread that is its own, with a low priority.</summary>
    private static T StandingBack<T>(Func<T> work)
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        // .NET changes nothing by that on Linux, where each thread has a niceness. One that may not be changed stays as it is.
        if (OperatingSystem.IsLinux()) _ = SetPriority(PriorityOfProcess, ThisThread, Niceness);
        return work();
    }

    private const int PriorityOfProcess = 0; // PRIO_PROCESS, which Linux takes for one of a thread
    private const int ThisThread = 0;

    /// <summary>How far the work stands back: against a thread of the usual niceness, 0, it gets a tenth of a core.</summary>
    private const int Niceness = 10;

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int priority);

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();
}
