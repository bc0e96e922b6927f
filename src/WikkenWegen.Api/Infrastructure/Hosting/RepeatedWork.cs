namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>
/// What a host does in the background once it has started, and then again and again. A round that fails is told in one line, and the next one makes it
/// good: whatever is thrown from a background service would end the host.
/// </summary>
/// <param name="lifetime">Tells that the host has started.</param>
/// <param name="clock">By which it waits.</param>
/// <param name="log">Where a round that fails is told.</param>
public abstract class RepeatedWork(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>By which it waits.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Where what goes wrong is told.</summary>
    protected ILogger Log => log;

    /// <summary>How long after the start the first round begins; at once where nothing is said.</summary>
    protected virtual TimeSpan Before => TimeSpan.Zero;

    /// <summary>How long after one round the next one begins.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>What was not done where a round fails, in words for an operator.</summary>
    protected abstract string NotDone { get; }

    /// <summary>Whether there is anything to do on this host.</summary>
    protected virtual bool IsNeeded => true;

    /// <summary>Does one round. Done twice, or on two hosts at once, it must do no harm.</summary>
    protected abstract Task Round(CancellationToken cancellation);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsNeeded) return;
        var started = new TaskCompletionSource();
        await using var waiting = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            for (var wait = Before; ; wait = Pause)
            {
                await Task.Delay(wait, clock, stoppingToken);
                try
                {
                    await Round(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogWarning("{NotDone}, which the next round makes good: {Error}", NotDone, e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
