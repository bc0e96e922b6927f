using Serilog.Events;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>A retry is what keys are for: an operator who looks for failures finds none in the log.</summary>
public class QuietRetryTests(SharedApi shared)
{
    [Fact]
    public async Task A_repeated_request_is_no_failure_in_the_log()
    {
        var log = new CapturedLog();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, log.Settings(LogEventLevel.Information));
        using var http = api.Client();
        var weighing = await Keyed.Weighing(http);
        var corporation = """{ "code": "waterland-wonen", "name": "Stichting Waterland Wonen", "kvkNumber": "00000027" }""";
        foreach (var (address, body) in new[] { ($"{weighing.Address}/inputs", Keyed.Input("Ja")), ("/v1/corporations", corporation) })
        {
            var key = Keyed.NewKey();
            var first = await Keyed.Ask(http, address, body, key);
            first.Status.ShouldBe(201, first.Body);
            (await Keyed.Ask(http, address, body, key)).ShouldBe(first);
        }
        log.Events.ShouldContain(e => e.MessageTemplate.Text.StartsWith("{RequestMethod}", StringComparison.Ordinal), "the log was listened to");
        log.Events.Where(e => e.Level >= LogEventLevel.Warning || e.Exception is not null).Select(e => e.RenderMessage(null)).ShouldBeEmpty();
    }
}
