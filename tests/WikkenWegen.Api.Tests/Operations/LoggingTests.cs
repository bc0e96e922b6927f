using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Events;
using WikkenWegen.Api.Infrastructure.Hosting;

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

        var line = log.Events.Where(e => e.Properties.ContainsKey("StatusCode")).Last();
        Value(line, "RequestId").ShouldBe(instance.Split(':', 4)[3]);
        Value(line, "RequestMethod").ShouldBe("GET");
        Value(line, "RequestPath").ShouldBe("/v1/weighings/%1B%5B31m%0AForged", "as it came over the line: no control characters, no second line");
        Value(line, "StatusCode").ShouldBe(400);
        Value(line, "Elapsed").ShouldBeOfType<double>().ShouldBeGreaterThan(0);
        log.Take().ShouldNotContain("Jansen");
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
