using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Races;

/// <summary>Whatever is sent, in whatever order: never an answer that blames the host, and never a stream that cannot be read.</summary>
public class RandomRequestTests(SharedApi shared)
{
    private static readonly string[] Paths =
    [
        "", "/framing", "/framings", "/framings/2", "/proposals", "/proposals/V1", "/proposals/V1/revisions", "/proposals/V1/revisions/1", "/proposals/V1/withdrawal",
        "/criteria", "/criteria/versions", "/criteria/versions/1", "/stakeholders", "/stakeholders/B1", "/stakeholders/B1/withdrawal", "/rounds", "/rounds/1",
        "/rounds/1/closing", "/inputs", "/inputs/1", "/inputs/1/revisions", "/inputs/1/revisions/1", "/inputs/1/withdrawal", "/objections", "/objections/1",
        "/objections/1/resolution", "/advice-requests", "/advice-requests/1", "/advice-requests/1/advice", "/advice-requests/1/answer",
        "/advice-requests/1/following", "/advice-requests/1/deviation", "/scores", "/scores/1", "/scores/1/revisions", "/scores/1/revisions/1", "/consequences", "/consequences/1", "/consequences/1/revisions", "/outcomes",
        "/outcomes/1", "/decisions", "/decisions/1", "/decisions/1/approval", "/decisions/1/withdrawal", "/decisions/1/execution",
        "/decisions/1/fallen-assumptions", "/decisions/1/fallen-assumptions/1", "/decisions/1/reviews", "/decisions/1/reviews/1", "/reopenings", "/reopenings/1",
        "/ending", "/closing", "/cancellation", "/events", "/events/1", "/events/0", "/events/99999999999", "/comparison", "/nergens", "/proposals/%00", "/proposals/é",
    ];

    private static readonly string[] Queries =
    [
        "", "", "?version=1", "?version=3", "?version=0", "?version=-1", "?version=99999", "?version=99999999999", "?version=1&version=2", "?asOf=2026-01-01T00:00:00Z",
        "?asOf=2026-01-01T00:00:00+14:00&by=occurred", "?asOf=9999-12-31T23:59:59.9999999Z", "?asOf=0001-01-01T00:00:00Z&by=occurred", "?asOf=0001-01-01T00:00:00Z",
        "?asOf=gisteren", "?by=occurred", "?version=2&asOf=2026-01-01T00:00:00Z", "?from=0", "?from=1&to=3", "?from=3&to=1", "?from=0&to=99999",
        "?from=2020-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&by=occurred", "?from=1&by=occurred", "?from=x", "?from=0001-01-01T00:00:00Z", "?limit=1", "?limit=0",
        "?limit=1000", "?cursor=x", "?cursor=WyJldmVudHMtT2xkZXN0IiwiMSJd", "?order=newest", "?order=no", "?type=input_given", "?type=x", "?part=inputs/1", "?part=%25", "?x=1",
    ];

    private static readonly string?[] Matches = [null, "*", "\"1\"", "\"2\"", "W/\"1\"", "\"1\", \"2\", \"3\"", "\"99999999999999999999\"", "\"\"", "garbage", "\"-1\""];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "2147483648", "999999999999999.9999999999", "-999999999999999.9999999999", "1e400", "1e-400", "1E2", "0.00000000001",
        "\"\"", "\" \"", "\"V1\"", "\"B1\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83c\\udf33\"", "\"inFavour\"", "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"2026-01-01T00:00:00\"", "\"1900-01-01T00:00:00+14:00\"", "\"2025-06-15T12:00:00.1234567Z\"",
        "[]", "{}", "[null]", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "{\"code\": \"V1\"}", "{\"code\": \"V1\", \"revision\": 1}", "{\"stakeholder\": \"B1\"}", "{\"role\": \"Rol\"}",
        "{\"stakeholder\": \"B1\", \"role\": \"Rol\"}",
    ];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task A_random_sequence_of_requests_never_breaks_the_host_nor_a_stream(int lane)
    {
        var random = new Random(lane);
        var steps = new RandomSteps(1000 + lane);
        var http = shared.Api.Client("lane-" + lane.ToString(CultureInfo.InvariantCulture), lane % 2 == 0 ? "nl" : "en");
        var weighing = await WeighingClient.Open(http, steps.Opening(TimeProvider.System.GetUtcNow(), $"LANE-{lane}"));
        var accepted = 0;
        for (var n = 0; n < 600 * Size.Factor; n++)
        {
            using var request = await Next(random, steps, weighing);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeLessThan(500, $"request {n}: {request} {(request.Content is { } c ? await c.ReadAsStringAsync(TestContext.Current.CancellationToken) : "")} gave {text}");
            if (response.StatusCode >= HttpStatusCode.BadRequest) response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"{request} gave {text}");
            if (request.Method != HttpMethod.Get && response.IsSuccessStatusCode) accepted++;
        }
        accepted.ShouldBeGreaterThan(30);
        await IsReadable(weighing);
    }

    private async Task<HttpRequestMessage> Next(Random random, RandomSteps steps, WeighingClient weighing)
    {
        var address = random.Next(30) == 0 ? $"/v1/weighings/{Any(random, [Guid.NewGuid().ToString(), "x", Guid.Empty.ToString(), weighing.Id.ToString("N")])}" : weighing.Address.OriginalString;
        if (random.Next(4) == 0) return new HttpRequestMessage(HttpMethod.Get, address + Any(random, Paths) + Any(random, Queries));

        var state = (await weighing.Get()).GetProperty("version").GetInt32();
        var attempt = steps.Next(await RecordedHistory.State(shared.Api, weighing.Id), TimeProvider.System.GetUtcNow());
        var (method, path, body) = (attempt.Method, attempt.Path, attempt.Body.ToJsonString());
        if (random.Next(2) == 0) body = Mutated(random, attempt.Body);
        if (random.Next(15) == 0) path = Any(random, Paths);
        if (random.Next(15) == 0) body = Any(random, Values);
        if (random.Next(30) == 0) method = Any(random, ["POST", "PUT", "DELETE", "PATCH"]);
        var request = new HttpRequestMessage(new HttpMethod(method), address + path) { Content = Json(body) };
        var match = random.Next(3) == 0 ? Any(random, Matches) : $"\"{state}\"";
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        return request;
    }

    /// <summary>A body with some of its values replaced, left out, doubled or made up.</summary>
    private static string Mutated(Random random, JsonObject body)
    {
        var changed = body.DeepClone();
        var values = new Dictionary<string, string>();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = Any(random, Objects(changed).ToList());
            var name = at.Count == 0 || random.Next(8) == 0 ? "onbekend" : at.ElementAt(random.Next(at.Count)).Key;
            if (random.Next(12) == 0)
            {
                at.Remove(name);
                continue;
            }
            // Values that no node can hold, such as half a character or the same member twice, go in as text afterwards.
            var place = $"@@{values.Count}@@";
            at[name] = place;
            values[$"\"{place}\""] = random.Next(12) == 0 ? $"1,\"{name}\":{Any(random, Values)}" : Any(random, Values);
        }
        return values.Aggregate(changed.ToJsonString(), (text, value) => text.Replace(value.Key, value.Value, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private async Task IsReadable(WeighingClient weighing)
    {
        var database = shared.Api.ConnectionString;
        var events = await Stored.Events(database, weighing.Id);
        var history = new RecordedHistory(weighing, [], [.. events], await Stored.Texts(database, weighing.Id));
        events.Select(e => e.Number).ShouldBe(Enumerable.Range(1, events.Count));
        for (var version = 1; version <= events.Count; version += 5) (await weighing.Read($"?version={version}")).Text.ShouldBe(history.Folded(version));
        (await weighing.Read("")).Text.ShouldBe(history.Folded(events.Count));
        (await weighing.StatusOf("/comparison?from=0")).ShouldBe(HttpStatusCode.OK);
        foreach (var order in new[] { "oldest", "newest" }) (await weighing.StatusOf($"/events?limit=200&order={order}")).ShouldBe(HttpStatusCode.OK);
    }

    private static T Any<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
