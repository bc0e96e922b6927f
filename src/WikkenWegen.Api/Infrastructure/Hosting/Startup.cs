using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>
/// What happens at the start of the host, in order: the schema, the steps of features, and the message that it is ready. It also watches a
/// private database.
/// </summary>
public sealed class Startup(
    SchemaUpdate schema, Statistics statistics, Database database, IServer server, IEnumerable<IAfterStart> afterStart, StartCheck check, IHostApplicationLifetime lifetime,
    ILogger<Startup> log) : IHostedLifecycleService
{
    /// <summary>Brings the schema up to date, before the host serves requests.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await schema.Apply();
        await statistics.GatherMissing();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once the host serves requests: runs the steps of features, logs where the data lie and the addresses, and stops the host if a private database ends.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var step in afterStart)
        {
            try
            {
                await step.Run(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return; // the host was told to stop; the next start does the rest
            }
        }
        check.Done();
        log.LogInformation("Data: {Database}", database.Description);
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            log.LogInformation("Ready. Swagger UI: {Address}/swagger", address);
        _ = StopWithDatabase();
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopWithDatabase()
    {
        var ended = await Task.WhenAny(database.Ended, Task.Delay(Timeout.Infinite, lifetime.ApplicationStopping));
        if (ended != database.Ended) return;
        log.LogCritical("The private database has ended by itself; the host stops, since it can record nothing");
        lifetime.StopApplication();
    }
}

/// <summary>Checks that the host has done all that it does at its start: while examples are loaded it serves requests, but not all is there yet.</summary>
public sealed class StartCheck : IHealthCheck
{
    private volatile bool _done;

    /// <summary>All is done.</summary>
    public void Done() => _done = true;

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_done ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The host is still starting."));
}

/// <summary>What a feature does once the host serves requests, before the log says that the host is ready.</summary>
public interface IAfterStart
{
    /// <summary>Does the work. It is cancelled when the host is told to stop; the next start must then be able to finish it.</summary>
    Task Run(CancellationToken cancellation);
}
