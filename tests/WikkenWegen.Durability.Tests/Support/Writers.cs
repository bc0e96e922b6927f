using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>A step that a host said it had recorded.</summary>
/// <param name="Weighing">Of which weighing.</param>
/// <param name="Version">Under which number.</param>
/// <param name="Text">The text that it gave, unlike any other.</param>
internal sealed record Acknowledged(Guid Weighing, int Version, string Text);

/// <summary>Clients that write as fast as they are answered, each to a weighing of its own and all to one they share.</summary>
internal sealed class Writers
{
    private const int Count = 8;

    private readonly ConcurrentBag<Acknowledged> _acknowledged = [];
    private readonly ConcurrentDictionary<HttpStatusCode, int> _refused = [];
    private readonly List<Guid> _weighings = [];
    private int _texts;

    /// <summary>What was acknowledged so far.</summary>
    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>Other answers, and how often each was given.</summary>
    public IReadOnlyDictionary<HttpStatusCode, int> Refused => _refused;

    /// <summary>Opens the weighings.</summary>
    public async Task Open(HostProcess host)
    {
        using var http = await host.Client();
        for (var n = 0; n <= Count; n++)
        {
            using var opened = await http.PostAsJsonAsync("/v1/weighings", new
            {
                title = "Onder druk",
                question = "Blijft alles staan?",
                level = "tactical",
                scale = "complex",
                ownership = "own",
                breadth = "narrow",
                sgeiRegime = "sgei",
                processForm = "advice",
                ownerRole = "Strateeg",
                deciderRole = "Bestuurder",
                confidentiality = "internal",
            }, TestContext.Current.CancellationToken);
            opened.StatusCode.ShouldBe(HttpStatusCode.Created);
            _weighings.Add(Guid.Parse(opened.Headers.Location!.OriginalString.Split('/')[^1]));
            using var invited = await http.PostAsJsonAsync($"/v1/weighings/{_weighings[^1]}/stakeholders",
                new { party = "Bewoners", role = "Voorzitter", say = "advises" }, TestContext.Current.CancellationToken);
            invited.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
    }

    /// <summary>A client; null where the host is gone before it was asked for one.</summary>
    private static async Task<HttpClient?> Client(HostProcess host, bool patient)
    {
        try
        {
            return await host.Client();
        }
        catch (HttpRequestException) when (!patient)
        {
            return null;
        }
    }

    /// <summary>Writes until <paramref name="stop"/>, or until the host can no longer be reached.</summary>
    /// <param name="host">Where.</param>
    /// <param name="patient">Whether to go on where the host cannot be reached or answers that it is unavailable.</param>
    /// <param name="stop">When to stop.</param>
    public Task Write(HostProcess host, bool patient, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Count).Select(async writer =>
    {
        using var http = await Client(host, patient);
        for (var n = 0; http is not null && !stop.IsCancellationRequested; n++)
        {
            var weighing = _weighings[n % 2 == 0 ? writer : Count];
            var text = string.Create(CultureInfo.InvariantCulture, $"tekst-{Interlocked.Increment(ref _texts)}-einde");
            try
            {
                using var response = await http.PostAsJsonAsync($"/v1/weighings/{weighing}/objections", new { stakeholder = "B1", grounds = text }, CancellationToken.None);
                var answer = await response.Content.ReadAsStringAsync(CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.Created)
                    _acknowledged.Add(new Acknowledged(weighing, JsonDocument.Parse(answer).RootElement.GetProperty("version").GetInt32(), text));
                else
                {
                    _refused.AddOrUpdate(response.StatusCode, 1, (_, times) => times + 1);
                    response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", answer);
                    await Task.Delay(20, CancellationToken.None);
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                if (!patient) return;
            }
        }
    }));
}
