using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Events;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Ledger;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>The log says enough for an operator, at the levels that they set.</summary>
public class LoggingTests(Support.SharedApi shared)
{
    [Fact]
    public async Task A_request_is_one_structured_line_with_the_id_that_its_problem_names()
    {
        var log = new CapturedLog();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, log.Settings(LogEventLevel.Information));
        using var http = await Contract.AsDocumented.Client(api);
        using var response = await http.GetAsync("/v1/weighings/%1B%5B31m%0AForged?q=Jansen", TestContext.Current.CancellationToken);
        var instance = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("instance").GetString()!;

        // The line is written when all is done, and that may be after the answer has come.
        for (var start = Stopwatch.GetTimestamp(); Lines().Count == 0 && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2);) await Task.Delay(20, TestContext.Current.CancellationToken);
        var line = Lines().ShouldHaveSingleItem();
        Value(line, "RequestId").ShouldBe(instance.Split(':', 4)[3]);
        Value(line, "RequestMethod").ShouldBe("GET");
        Value(line, "RequestPath").ShouldBe("/v1/weighings/%1B%5B31m%0AForged", "as it came over the line: no control characters, no second line");
        Value(line, "StatusCode").ShouldBe(400);
        Value(line, "Elapsed").ShouldBeOfType<double>().ShouldBeGreaterThan(0);
        log.Take().ShouldNotContain("Jansen");

        List<LogEvent> Lines() => [.. log.Events.Where(e => e.Properties.ContainsKey("StatusCode") && Value(e, "RequestPath") is string path && path.Contains("Forged", StringComparison.Ordinal))];
    }

    /// <summary>Messages are looked after every second, and each time that fails Wolverine would log the trace of a stack, or several.</summary>
    [Theory]
    [InlineData("one")]
    [InlineData("many")]
    public async Task While_the_database_is_away_one_line_tells_that_messages_wait(string hosts)
    {
        var log = new CapturedLog();
        var server = await WikkenWegen.Testing.TestDatabase.StartAsync(durable: false, TestContext.Current.CancellationToken);
        var away = false;
        try
        {
            var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
            await using var api = Support.Api.Start(database, null, [.. log.Settings(LogEventLevel.Warning), ("Messaging:Hosts", hosts)]);
            await AllIsSigned(database); // so that the signer has no work that fails, and must see by itself that the database is away
            log.Take();
            await server.DisposeAsync();
            away = true;
            await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken); // the sweep is among what fails
            var lines = log.Events.ToList();
            lines.Where(line => line.RenderMessage(null).StartsWith("Messages wait, since the database cannot be used", StringComparison.Ordinal)).ShouldHaveSingleItem().Exception.ShouldBeNull();
            lines.Where(line => line.Exception is not null).Select(line => $"{line.Properties["SourceContext"]}: {line.RenderMessage(null)}: {line.Exception!.Message}").ShouldBeEmpty();
            // Each of what goes on in the background says it once: messages, places, signing, deadlines, exports, the vault.
            lines.Select(line => line.Properties["SourceContext"].ToString()).ShouldBeUnique();
            lines.Count.ShouldBeLessThan(7, string.Join("\n", lines.Select(line => line.RenderMessage(null))));
        }
        finally
        {
            if (!away) await server.DisposeAsync();
        }

        static async Task AllIsSigned(string database)
        {
            const string toSign = $"""
                select count(*) from (select tenant_id, max(leaf_index) + 1 as size from {LedgerSchema.Index} group by tenant_id) i
                where size > coalesce((select max(c.size) from {LedgerSchema.Checkpoints} c where c.tenant_id = i.tenant_id), 0)
                """;
            for (var start = Stopwatch.GetTimestamp(); (await Replay.Stored.Rows(database, toSign, row => row.GetInt64(0))) is not [0]; await Task.Delay(50, TestContext.Current.CancellationToken))
                Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task Nothing_that_a_caller_sends_makes_a_second_line_whatever_is_logged()
    {
        var log = new CapturedLog();
        await using var api = Support.Api.Start(shared.Api.ConnectionString, null, log.Settings());
        using var http = await Contract.AsDocumented.Client(api);
        foreach (var path in (string[])["/v1/weighings/%0AForged", "/v1/nothing/a%0D%0AForged", "/v1/weighings?q=a%0AForged", "/v1/%E2%80%A8Forged", "/swagger/%0AForged", "/v1/weighings/%C2%85Forged"])
            using (await http.GetAsync(path, TestContext.Current.CancellationToken))
            {
            }
        api.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Any").LogWarning("It says {Value} and {Values} and {@Thing}", "a\nForged\u2028", (string[])["b\r\nForged"], new { Text = "c\u0085Forged\u001b[31m" });
        var lines = log.Events.Where(e => e.Properties.Count > 0).Select(e => (e.MessageTemplate.Text, Message: e.RenderMessage(null), Values: string.Join(' ', e.Properties.Values.Select(v => v.ToString())))).ToList();
        lines.Where(l => !l.Text.Any(char.IsControl) && l.Message.Concat(l.Values).Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')).ShouldBeEmpty();
        lines.ShouldContain(l => l.Values.Contains("\\u000aForged"), "a path is seen as it came");
    }

    [Theory]
    [InlineData("Some.Source", "Information", LogEventLevel.Information, true)]
    [InlineData("Some.Source", "Warning", LogEventLevel.Information, false)]
    [InlineData("Some.Source", "Debug", LogEventLevel.Debug, true)]
    [InlineData("Marten.Internal", "Debug", LogEventLevel.Information, false)]
    [InlineData("Marten.Internal", "Debug", LogEventLevel.Warning, true)]
    [InlineData("Microsoft.AspNetCore.Routing", "Verbose", LogEventLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", "Verbose", LogEventLevel.Information, false)]
    public void Levels_follow_the_settings(string source, string defaultLevel, LogEventLevel level, bool logged)
    {
        var log = new CapturedLog();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(log.Settings().Where(s => !s.Item1.Contains("MinimumLevel"))
            .Append(("Serilog:MinimumLevel:Default", defaultLevel)).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        builder.AddLogging();
        using var app = builder.Build();
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(source).Log((LogLevel)(int)level, "Something");
        log.Events.Any(e => e.MessageTemplate.Text == "Something").ShouldBe(logged);
    }

    private static object? Value(LogEvent line, string property) => ((ScalarValue)line.Properties[property]).Value;
}
