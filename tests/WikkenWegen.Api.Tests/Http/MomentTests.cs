using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Moments come with any offset and go out in UTC; texts come and go as they are.</summary>
public class MomentTests(SharedApi shared)
{
    [Theory]
    [InlineData("2026-03-12T19:30:00Z", "2026-03-12T19:30:00Z")]
    [InlineData("2026-03-12T19:30:00+01:00", "2026-03-12T18:30:00Z")]
    [InlineData("2026-03-12T19:30:00\\u002B01:00", "2026-03-12T18:30:00Z")]
    [InlineData("2026-03-12T19:30:00-05:45", "2026-03-13T01:15:00Z")]
    [InlineData("2026-03-12T19:30:00+14:00", "2026-03-12T05:30:00Z")]
    [InlineData("2026-03-12T19:30:00-00:00", "2026-03-12T19:30:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    [InlineData("2026-03-12T19:30:00.5Z", "2026-03-12T19:30:00.5Z")]
    [InlineData("2026-03-12T19:30:00.1239999Z", "2026-03-12T19:30:00.123Z")]
    [InlineData("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z")]
    [InlineData("2026-03-01T10:00:00.123456789+01:00", "2026-03-01T09:00:00.123Z")]
    [InlineData("2026-03-01T10:00:00.12345678Z", "2026-03-01T10:00:00.123Z")]
    [InlineData("2026-03-01T10:00:00.99999999999999999999Z", "2026-03-01T10:00:00.999Z")]
    [InlineData("2026-03-01T10:00:00.0000000001Z", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01t10:00:00z", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01t10:00:00.5+01:00", "2026-03-01T09:00:00.5Z")]
    public async Task A_moment_goes_out_in_UTC_to_the_millisecond(string sent, string read)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var body = WeighingClient.Framing.ToJsonString()[..^1] + $$""","occurredAt":"{{sent}}"}""";
        using var response = await http.PostAsync("/v1/weighings", new StringContent(body, null, "application/json"), TestContext.Current.CancellationToken);
        var receipt = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        receipt.ShouldContain($"\"occurredAt\":\"{read}\"");
        var view = await http.GetStringAsync(response.Headers.Location, TestContext.Current.CancellationToken);
        view.ShouldContain($"\"occurredAt\":\"{read}\"");
    }

    /// <summary>What chooses a moment keeps its place between the milliseconds in which things are recorded, however finely it is written.</summary>
    [Theory]
    [InlineData("{weighing}/events?by=occurred&from=2026-03-12t19:30:00.123z", true)]
    [InlineData("{weighing}/events?by=occurred&from=2026-03-12T19:30:00.122999999999Z", true)]
    [InlineData("{weighing}/events?by=occurred&from=2026-03-12T19:30:00.1230000001Z", false)]
    [InlineData("{weighing}/events?by=occurred&from=2026-03-12T20:30:00.123456789%2B01:00", false)]
    [InlineData("{weighing}/events?by=occurred&to=2026-03-12T19:30:00.1230000000000Z", false)]
    [InlineData("{weighing}/events?by=occurred&to=2026-03-12T19:30:00.1230000000001Z", true)]
    [InlineData("{weighing}/events?by=occurred&to=2026-03-12T19:30:00.1229999999999Z", false)]
    [InlineData("/v1/weighings?q={title}&openedFrom=2026-03-12T19:30:00.123000000Z", true)]
    [InlineData("/v1/weighings?q={title}&openedFrom=2026-03-12T19:30:00.1230000001Z", false)]
    [InlineData("/v1/weighings?q={title}&openedTo=2026-03-12T19:30:00.1230000001Z", true)]
    [InlineData("/v1/weighings?q={title}&openedTo=2026-03-12T19:30:00.123Z", false)]
    public async Task A_moment_between_two_milliseconds_lies_between_them(string address, bool found)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["title"] = $"m{Guid.NewGuid():N}";
        framing["occurredAt"] = "2026-03-12T19:30:00.123Z";
        var weighing = await WeighingClient.Open(http, framing);
        var read = await http.GetStringAsync(address.Replace("{weighing}", weighing.Address.ToString(), StringComparison.Ordinal)
            .Replace("{title}", framing["title"]!.GetValue<string>(), StringComparison.Ordinal), TestContext.Current.CancellationToken);
        System.Text.Json.JsonDocument.Parse(read).RootElement.GetProperty("items").GetArrayLength().ShouldBe(found ? 1 : 0);
    }

    [Theory]
    [InlineData("2026-03-12T19:30:00.12299999999999999Z", false)]
    [InlineData("2026-03-12T19:30:00.123000000Z", true)]
    [InlineData("2026-03-12t20:30:00.123999999999+01:00", true)]
    public async Task A_view_as_of_a_moment_between_two_milliseconds_has_what_happened_before_it(string moment, bool there)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-03-12T19:30:00.123Z";
        var weighing = await WeighingClient.Open(http, framing);
        (await weighing.StatusOf($"?by=occurred&asOf={Uri.EscapeDataString(moment)}")).ShouldBe(there ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("2027-03-31")]
    [InlineData("2028-02-29")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task A_day_stays_that_day(string day)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["deadline"] = day;
        var weighing = await WeighingClient.Open(http, framing);
        (await weighing.Get("/framing")).GetProperty("framing").GetProperty("deadline").GetString().ShouldBe(day);
    }

    [Theory]
    [InlineData("Één café, ’s avonds – “goed”")]
    [InlineData("regel één\r\nregel twee\ten verder")]
    [InlineData("<script>alert('x')</script> & \"quotes\" \\ /")]
    [InlineData("👩‍👩‍👧‍👦 نص من اليمين 漢字 e\u0301")]
    [InlineData("\u200B\u202Ereversed\uFEFF\uFFFF")]
    [InlineData("'; drop table wikkenwegen.mt_events; --")]
    public async Task A_text_stays_as_it_is(string text)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["title"] = text;
        var weighing = await WeighingClient.Open(http, framing);
        (await weighing.Get()).GetProperty("framing").GetProperty("framing").GetProperty("title").GetString().ShouldBe(text);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewoner", say = "advises", personName = text });
        (await weighing.Get("/stakeholders/B1")).GetProperty("personName").GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task Length_is_counted_in_characters()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        framing["title"] = string.Concat(Enumerable.Repeat("🏠", 200));
        await WeighingClient.Open(http, framing);
        framing["title"] = string.Concat(Enumerable.Repeat("🏠", 201));
        using var response = await http.PostAsync("/v1/weighings", new StringContent(framing.ToJsonString(), null, "application/json"), TestContext.Current.CancellationToken);
        (await response.Problem(System.Net.HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("text-too-long");
    }
}
