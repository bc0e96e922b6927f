using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Blindness;

/// <summary>Somebody who asks for everything there is to read of a weighing.</summary>
internal static class Reader
{
    private static readonly string[] Collections =
    [
        "framing", "framings", "proposals", "criteria", "criteria/versions", "stakeholders", "rounds", "inputs", "objections", "advice-requests", "scores", "consequences", "outcome", "outcomes", "decisions", "reopenings",
    ];

    /// <summary>Everything that the weighing's addresses answer, whatever the status: the address, and its headers and body as one text.</summary>
    /// <param name="weighing">The weighing, for a reader.</param>
    /// <param name="words">What to search for in the lists.</param>
    /// <param name="step">Of the versions and moments every so manieth is asked for.</param>
    public static async Task<List<(string Address, string Text)>> Everything(this WeighingClient weighing, IEnumerable<string> words, int step = 1)
    {
        var view = await weighing.Get();
        var newest = view.GetProperty("version").GetInt32();
        var history = (await weighing.Get("/events?limit=200")).GetProperty("items").EnumerateArray().ToList();
        var versions = Enumerable.Range(1, newest).Where(n => (newest - n) % step == 0).ToList();

        var addresses = new List<string> { "", "/comparison?from=0", "/events?limit=200", "/events?limit=200&order=newest", "/events?limit=200&by=occurred&type=input_given,score_given,consequence_stated" };
        addresses.AddRange(Collections.Select(c => "/" + c));
        foreach (var hidden in view.GetProperty("hidden").EnumerateArray().Select(h => h.GetProperty("part").GetString()))
            addresses.AddRange(new[] { "", "/revisions", "/revisions/1", "/revisions/2", "/withdrawal", "/resolution" }.Select(below => $"/{hidden}{below}"));
        foreach (var version in versions)
        {
            addresses.AddRange([$"?version={version}", $"/events/{version}", $"/inputs?version={version}", $"/scores?version={version}", $"/consequences?version={version}", $"/objections?version={version}"]);
            addresses.AddRange([$"/comparison?from={version - 1}&to={version}", $"/comparison?from={version}"]);
            foreach (var (clock, name) in new[] { ("recorded", "recordedAt"), ("occurred", "occurredAt") })
            {
                var moment = history[version - 1].GetProperty(name).GetDateTimeOffset().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
                addresses.AddRange([$"?asOf={moment}&by={clock}", $"/comparison?from={moment}&by={clock}"]);
            }
        }

        var everything = new List<(string, string)>();
        foreach (var address in addresses) everything.Add(await Get(weighing.Http, weighing.Address + address));
        foreach (var word in words)
        {
            // A search finds nothing by it; its links repeat what the reader asked for, which tells nothing.
            var found = await weighing.Http.GetStringAsync("/v1/weighings?q=" + Uri.EscapeDataString(word), TestContext.Current.CancellationToken);
            found.ShouldContain("\"items\":[]", Case.Sensitive, word);
        }
        everything.Add(await Get(weighing.Http, "/v1/weighings?limit=200"));
        return everything;
    }

    /// <summary>An answer with its headers.</summary>
    public static async Task<string> Whole(this HttpResponseMessage response) =>
        $"{response.Headers}{response.Content.Headers}{await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";

    /// <summary>A text as it stands in JSON.</summary>
    public static string InJson(string text) => JsonSerializer.Serialize(text, Infrastructure.Http.ApiJson.Options)[1..^1];

    private static async Task<(string Address, string Text)> Get(HttpClient http, string address)
    {
        using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return (address, await response.Whole());
    }
}
