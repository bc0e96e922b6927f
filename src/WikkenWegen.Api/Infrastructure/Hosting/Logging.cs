using System.Diagnostics;
using Serilog;
using Serilog.Events;

namespace WikkenWegen.Api.Infrastructure.Hosting;

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
