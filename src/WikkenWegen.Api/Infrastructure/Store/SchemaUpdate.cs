using System.Diagnostics;
using JasperFx;
using Marten;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>Brings the schema up to date. What is there is only ever added to, never dropped.</summary>
public sealed class SchemaUpdate(IDocumentStore store, ILogger<SchemaUpdate> log)
{
    /// <summary>Applies what is missing.</summary>
    public async Task Apply()
    {
        var start = Stopwatch.GetTimestamp();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        log.LogInformation("The database schema is up to date ({Elapsed:0} ms)", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
