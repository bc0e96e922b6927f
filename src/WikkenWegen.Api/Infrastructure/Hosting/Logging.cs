using System.Diagnostics;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Filters;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>Logging: structured, levels from configuration, and nothing personal in it.</summary>
public static class Logging
{
    /// <summary>
    /// Sources whose detailed messages hold addresses with their query, or pieces of unreadable requests. No setting can make them log
    /// below Warning.
    /// </summary>
    private static readonly string[] Indiscreet = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    /// <summary>
    /// Adds Serilog, configured in the section Serilog. The logger belongs to this host and is not static, so two hosts in one process keep
    /// their logs apart.
    /// </summary>
    public static void AddLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog((services, logger) =>
    {
        logger.ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext().Enrich.With<OneLine>();
        // The exception that stops a start reaches Program, which tells it in one line or with its trace: not twice. What runs beside is then cancelled.
        var ofTheHost = Matching.FromSource("Microsoft.Extensions.Hosting.Internal.Host");
        logger.Filter.ByExcluding(line => ofTheHost(line) && (line.MessageTemplate.Text == "Hosting failed to start" || line.Exception is OperationCanceledException));
        logger.Filter.With(new OutageInOneLine(services));
        foreach (var source in Indiscreet) logger.MinimumLevel.Override(source, LogEventLevel.Warning);
    }, preserveStaticLogger: true);

    /// <summary>
    /// Logs one line for each request. The query is left out, because a search can hold a name. The path is written in its escaped form, so
    /// that it cannot hold control characters or start a new line.
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

/// <summary>
/// Tells in one line a minute what Wolverine tells several times a second, with the trace of its stack, while the database cannot be used: that
/// messages wait. It goes on by itself when the database is back.
/// </summary>
internal sealed class OutageInOneLine(IServiceProvider services) : ILogEventFilter
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private static readonly Func<LogEvent, bool> OfWolverine = Matching.FromSource("Wolverine");

    private long _told = -1;

    /// <inheritdoc />
    public bool IsEnabled(LogEvent logEvent)
    {
        if (logEvent.Exception is not { } failure || !OfWolverine(logEvent) || !Unavailability.Is(failure) || failure.GetBaseException() is ObjectDisposedException) return true;
        var (last, now) = (Interlocked.Read(ref _told), Stopwatch.GetTimestamp());
        if ((last < 0 || Stopwatch.GetElapsedTime(last, now) >= Between) && Interlocked.CompareExchange(ref _told, now, last) == last)
            services.GetRequiredService<ILoggerFactory>().CreateLogger("WikkenWegen.Api.Messages").LogWarning("Messages wait, since the database cannot be used: {Error}", failure.GetBaseException().Message);
        return false;
    }
}

/// <summary>
/// Escapes control characters and ends of lines in the values of the log, as JSON does: what a caller sends, such as a path with %0A, makes no
/// second line and gives a terminal no orders, whatever the source and the form of the log.
/// </summary>
internal sealed class OneLine : ILogEventEnricher
{
    /// <inheritdoc />
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var (name, value) in logEvent.Properties.ToList())
            if (Escaped(value) is var escaped && escaped != value) logEvent.AddOrUpdateProperty(new LogEventProperty(name, escaped));
    }

    private static LogEventPropertyValue Escaped(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } when text.Any(Breaks) => new ScalarValue(string.Concat(text.Select(c => Breaks(c) ? $"\\u{(int)c:x4}" : c.ToString()))),
        SequenceValue list => new SequenceValue(list.Elements.Select(Escaped)),
        StructureValue members => new StructureValue(members.Properties.Select(p => new LogEventProperty(p.Name, Escaped(p.Value))), members.TypeTag),
        DictionaryValue entries => new DictionaryValue(entries.Elements.Select(e => KeyValuePair.Create((ScalarValue)Escaped(e.Key), Escaped(e.Value)))),
        _ => value,
    };

    private static bool Breaks(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
