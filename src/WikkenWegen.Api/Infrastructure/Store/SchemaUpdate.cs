using System.Diagnostics;
using JasperFx;
using Marten;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Brings the schema up to date before the host starts. What is there is only ever added to, never dropped.</summary>
public sealed class SchemaUpdate(IDocumentStore store, ILogger<SchemaUpdate> log) : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        log.LogInformation("Database schema {Schema} is up to date ({Elapsed:0} ms)", StoreSetup.Schema, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
