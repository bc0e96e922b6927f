using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Tests.Support;

using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>A weighing that was recorded over HTTP step by step, and what was read after each of its steps.</summary>
/// <param name="Weighing">The weighing.</param>
/// <param name="Views">The view after each step, as it was read then; empty before the first.</param>
/// <param name="Events">Its events, as the database has them.</param>
/// <param name="Texts">Its texts, as the vault has them.</param>
internal sealed record RecordedHistory(WeighingClient Weighing, ImmutableArray<string> Views, ImmutableArray<RecordedEvent> Events, Texts Texts)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<RecordedHistory>>> Recorded = new();

    /// <summary>How many random histories there are; more where WIKKENWEGEN_TEST_SCALE says so.</summary>
    private static readonly int RandomCount = 3 * Size.Factor;

    private const int RandomEvents = 60;

    /// <summary>Names of the histories: of each example, of one with every type of event, and of random ones.</summary>
    public static TheoryData<string> Names => [.. ExampleWeighing.All().Select(e => e.Reference), "full", .. Randoms];

    /// <summary>Names of the random ones.</summary>
    public static TheoryData<string> RandomNames => [.. Randoms];

    private static IEnumerable<string> Randoms => Enumerable.Range(1, RandomCount).Select(seed => $"random {seed}");

    /// <summary>The history with this name, recorded once for all tests that only read it.</summary>
    public static Task<RecordedHistory> Of(SharedApi shared, string name) => Recorded.GetOrAdd(name, _ => new(() => name.StartsWith("random", StringComparison.Ordinal)
        ? Random(shared.Api, int.Parse(name["random ".Length..], System.Globalization.CultureInfo.InvariantCulture))
        : Scripted(shared.Api, name))).Value;

    /// <summary>What the domain makes of the first events: the fold of them, as JSON.</summary>
    public string Folded(int version) => Json(Domain.Weighing.Fold(Events.Take(version)));

    /// <summary>The events in the order in which they happened, each with its moment.</summary>
    public IReadOnlyList<(RecordedEvent Recorded, Origin Origin)> InOrder => Domain.Weighing.InOrderOfHappening(Events);

    /// <summary>When an event happened, as far as all of them tell.</summary>
    public DateTimeOffset Happened(RecordedEvent recorded) => InOrder.Single(e => e.Recorded == recorded).Origin.OccurredAt;

    /// <summary>A state as the one who recorded everything reads it.</summary>
    public string Json(Weighing state, bool asOccurred = false)
    {
        var known = state with { Id = Weighing.Id };
        return System.Text.Encoding.UTF8.GetString(ViewJson.Bytes(new WeighingView(known, known.Heard(), asOccurred), Texts));
    }

    /// <summary>Records random steps until there are this many events.</summary>
    public static async Task<RecordedHistory> Random(Support.Api api, int seed, int events = RandomEvents)
    {
        var steps = new RandomSteps(seed);
        var weighing = await WeighingClient.Open(api.Client(), steps.Opening(TimeProvider.System.GetUtcNow(), $"RANDOM-{seed}"));
        var views = new List<string> { "", await Text(weighing) };
        while (views.Count <= events)
        {
            var state = await State(api, weighing.Id);
            var attempt = steps.Next(state, TimeProvider.System.GetUtcNow());
            using var response = await weighing.Send(attempt.Path, attempt.Body, attempt.Method, $"\"{state.Version}\"");
            if (await Refused(response, attempt)) continue;
            views.Add(await Text(weighing));
        }
        return await Read(api, weighing, views);
    }

    /// <summary>The state of a weighing, as the host has it.</summary>
    public static async Task<Weighing> State(Support.Api api, Guid id) =>
        (await api.Services.GetRequiredService<WeighingStore>().Newest(DemoCorporations.Merenland.Code, id, TestContext.Current.CancellationToken))!.State;

    private static async Task<RecordedHistory> Scripted(Support.Api api, string name)
    {
        var views = new List<string> { "" };
        var weighing = name == "full" ? await new FullWeighing().Record(api.Client(), Look)
            : await ExampleTests.Load(api.Client(), ExampleWeighing.All().Single(e => e.Reference == name), Look);
        return await Read(api, weighing, views);

        async Task Look(WeighingClient recorded) => views.Add(await Text(recorded));
    }

    private static async Task<RecordedHistory> Read(Support.Api api, WeighingClient weighing, List<string> views)
    {
        var history = new RecordedHistory(weighing, [.. views], [.. await Stored.Events(api.ConnectionString, weighing.Id)], await Stored.Texts(api.ConnectionString, weighing.Id));
        // The tests go through these one by one, and would say nothing of what is not there.
        history.Events.Length.ShouldBe(views.Count - 1);
        history.Events.Length.ShouldBeGreaterThan(10);
        history.Texts.ByDigest.Count.ShouldBeGreaterThan(5);
        return history;
    }

    private static async Task<bool> Refused(HttpResponseMessage response, Attempt attempt)
    {
        if (response.IsSuccessStatusCode) return false;
        response.StatusCode.ShouldBeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.Forbidden], $"{attempt} gave {await response.Content.ReadAsStringAsync()}");
        return true;
    }

    private static async Task<string> Text(WeighingClient weighing) => (await weighing.Get()).GetRawText();
}
