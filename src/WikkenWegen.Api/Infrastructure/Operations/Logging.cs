using System.Diagnostics;
using Marten;
using Marten.Services;
using Npgsql;
using Serilog;
using Serilog.Events;

namespace WikkenWegen.Api.Infrastructure.Operations;

/// <summary>Logging: structured, levels from configuration, and nothing personal in it.</summary>
public static class Logging
{
    /// <summary>Sources that write addresses with their query, or pieces of requests that are no HTTP: no setting makes them talk.</summary>
    private static readonly string[] Indiscreet = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    /// <summary>Adds Serilog, configured in the section Serilog. The host keeps its logger to itself: two hosts in one process never mix their logs.</summary>
    public static void AddLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog((_, logger) =>
    {
        logger.ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext();
        foreach (var source in Indiscreet) logger.MinimumLevel.Override(source, LogEventLevel.Warning);
    }, preserveStaticLogger: true);

    /// <summary>
    /// One line a request. Its query is left out: a search can hold a name. The path is written as it came over the line, so that it
    /// holds no control characters and no second line.
    /// </summary>
    public static void UseRequestLogging(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("WikkenWegen.Api.Requests");
        app.Use(async (http, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            await next(http);
            var level = http.Response.StatusCode >= 500 ? LogLevel.Error
                : http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? LogLevel.Trace
                : LogLevel.Information;
            if (log.IsEnabled(level))
                log.Log(level, "{RequestMethod} {RequestPath} gave {StatusCode} in {Elapsed:0} ms ({RequestId})", http.Request.Method,
                    http.Request.Path.ToUriComponent(), http.Response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds, http.TraceIdentifier);
        });
    }
}

/// <summary>Marten's log without the values of parameters, since those are the record itself and the texts of the vault.</summary>
public sealed class MartenLog(ILogger<MartenLog> log) : IMartenLogger, IMartenSessionLogger
{
    /// <inheritdoc />
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    /// <inheritdoc />
    public void SchemaChange(string sql) => log.LogDebug("Schema change: {Sql}", sql);

    /// <inheritdoc />
    public void LogSuccess(NpgsqlCommand command) => log.LogTrace("{Sql}", command.CommandText);

    /// <inheritdoc />
    public void LogSuccess(NpgsqlBatch batch)
    {
    }

    /// <inheritdoc />
    public void LogFailure(NpgsqlCommand command, Exception ex) => Failed(command.CommandText, ex);

    /// <inheritdoc />
    public void LogFailure(NpgsqlBatch batch, Exception ex) => Failed(string.Join("; ", batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => c.CommandText)), ex);

    /// <inheritdoc />
    public void LogFailure(Exception ex, string message) => Failed(message, ex);

    /// <inheritdoc />
    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
    }

    /// <inheritdoc />
    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    /// <inheritdoc />
    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }

    /// <summary>A lost race is no failure: the gate tries again. Whoever waits for an answer hears of the rest.</summary>
    private void Failed(string what, Exception e) => log.LogDebug("Failed with {Error} {SqlState}: {What}", e.GetType().Name, (e as PostgresException)?.SqlState, what);
}
