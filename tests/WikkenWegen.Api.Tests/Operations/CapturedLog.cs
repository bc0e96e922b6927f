using System.Collections.Concurrent;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>Everything that a host logs, down to the most talkative level; it is named in the host's configuration as any sink is.</summary>
public sealed class CapturedLog : ILogEventSink
{
    private static readonly ConcurrentDictionary<string, CapturedLog> Named = new();
    private readonly ConcurrentQueue<LogEvent> _events = [];
    private readonly string _name = Guid.NewGuid().ToString();

    public CapturedLog() => Named[_name] = this;

    /// <summary>What was logged so far.</summary>
    public IReadOnlyList<LogEvent> Events => [.. _events];

    /// <summary>Takes what was logged so far, as text: messages, properties, exceptions with what is inside them.</summary>
    public string Take()
    {
        var text = new StringWriter();
        var formatter = new CompactJsonFormatter();
        while (_events.TryDequeue(out var logged))
        {
            text.WriteLine(logged.RenderMessage(null));
            formatter.Format(logged, text);
            text.WriteLine(logged.Exception);
        }
        return text.ToString();
    }

    /// <summary>The same, once it has a text: the line of a request comes after its answer.</summary>
    public async Task<string> TakeWith(string wanted)
    {
        var log = Take();
        for (var i = 0; i < 500 && !log.Contains(wanted, StringComparison.Ordinal); i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            log += Take();
        }
        log.ShouldContain(wanted);
        return log;
    }

    /// <summary>The settings of a host that logs here.</summary>
    /// <param name="level">Of every source for which the application's own settings name a level.</param>
    public (string, string)[] Settings(LogEventLevel level = LogEventLevel.Verbose) =>
    [
        ("Serilog:Using:9", typeof(CapturedLog).Assembly.GetName().Name!),
        ("Serilog:WriteTo:9:Name", nameof(CapturedLogSetting.Captured)),
        ("Serilog:WriteTo:9:Args:name", _name),
        ("Serilog:WriteTo:0:Args:restrictedToMinimumLevel", nameof(LogEventLevel.Fatal)),
        ("Serilog:MinimumLevel:Default", level.ToString()),
        .. from source in (string[])["Microsoft", "Microsoft.Hosting.Lifetime", "System", "JasperFx", "Marten", "Npgsql", "Wolverine"]
           select ($"Serilog:MinimumLevel:Override:{source}", level.ToString()),
    ];

    /// <inheritdoc />
    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

    internal static CapturedLog Of(string name) => Named[name];
}

/// <summary>Makes <see cref="CapturedLog"/> a sink that configuration can name.</summary>
public static class CapturedLogSetting
{
    /// <summary>Writes to the captured log with this name.</summary>
    public static LoggerConfiguration Captured(this LoggerSinkConfiguration sinks, string name) => sinks.Sink(CapturedLog.Of(name));
}
