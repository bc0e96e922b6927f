using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>The history tells every event, once, whichever way it is asked for.</summary>
public class HistoryTests(SharedApi shared)
{
    public static TheoryData<string> Histories => RecordedHistory.Names;

    [Theory, MemberData(nameof(Histories))]
    public async Task Pages_of_any_size_in_both_orders_hold_every_event_once(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var numbers = Enumerable.Range(1, history.Events.Length).ToList();
        foreach (var limit in new[] { 3, 7, history.Events.Length - 1, history.Events.Length, 200 })
        {
            (await Numbers(history.Weighing, $"limit={limit}")).ShouldBe(numbers);
            (await Numbers(history.Weighing, $"limit={limit}&order=newest")).ShouldBe(numbers.AsEnumerable().Reverse());
        }
    }

    [Fact]
    public async Task Every_type_may_be_asked_for_at_once_and_none_may_not()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var types = string.Join(',', EventContract.NamesOf<WeighingEvent>().Select(n => n.Value));
        (await weighing.Get($"/events?type={types}")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await weighing.Get("/events?type=weighing_opened,")).GetProperty("items").GetArrayLength().ShouldBe(1);
        foreach (var none in new[] { ",", "%20,,", "weighing_opened,nothing" })
        {
            using var response = await weighing.Http.GetAsync($"{weighing.Address}/events?type={none}", TestContext.Current.CancellationToken);
            var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Parameter).ShouldBe(("not-a-choice", "type"));
        }
    }

    [Theory, InlineData("oldest"), InlineData("newest")]
    public async Task Pages_hold_every_event_once_while_somebody_writes(string order)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        for (var i = 0; i < 20; i++) await Write();
        var seen = new List<int>();
        string? cursor = null;
        do
        {
            var page = await weighing.Get($"/events?limit=4&order={order}{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            if (cursor is not null) await Write();
        }
        while (cursor is not null && seen.Count < 100);
        if (order == "oldest") seen.ShouldBe(Enumerable.Range(1, weighing.Version));
        else seen.ShouldBe(Enumerable.Range(1, 21).Reverse());

        Task Write() => weighing.Record("/proposals", new { name = "Voorstel" });
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task Filters_leave_what_a_plain_look_at_the_events_leaves(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        var random = new Random(history.Events.Length);
        var entries = (await history.Weighing.Get("/events?limit=200")).GetProperty("items").EnumerateArray().ToList();
        for (var i = 0; i < 40 * Size.Factor; i++)
        {
            var some = history.Events[random.Next(history.Events.Length)].Event;
            string[] types = random.Next(3) == 0 ? [] : [.. new[] { some, history.Events[random.Next(history.Events.Length)].Event }.Select(e => EventContract.Names[e.GetType()])];
            var part = random.Next(2) == 0 ? null : string.Join('/', some.Part.Split('/')[..random.Next(1, some.Part.Split('/').Length + 1)]);
            if (part?.Length == 0) part = null;
            var occurred = random.Next(2) == 0;
            var moments = history.Events.Select(Moment).ToList();
            DateTimeOffset? from = random.Next(2) == 0 ? null : moments[random.Next(moments.Count)].AddMilliseconds(random.Next(-1, 2));
            DateTimeOffset? to = random.Next(2) == 0 ? null : moments[random.Next(moments.Count)].AddMilliseconds(random.Next(-1, 2));

            if (from > to) (from, to) = (to, from); // a start behind its end is refused

            var expected = history.Events.Where(e =>
                (types.Length == 0 || types.Contains(EventContract.Names[e.Event.GetType()]))
                && (part is null || $"{e.Event.Part}/".StartsWith(part + "/", StringComparison.Ordinal) || HistoryFilterTests.IsTouched(entries[e.Number - 1], InView(part)))
                && (from is null || Moment(e) >= from) && (to is null || Moment(e) < to)).Select(e => e.Number);
            var query = string.Join('&', new[]
            {
                types.Length == 0 ? null : "type=" + string.Join(',', types),
                part is null ? null : "part=" + part,
                from is { } f ? $"from={f.UtcDateTime:O}" : null,
                to is { } t ? $"to={t.UtcDateTime:O}" : null,
                occurred ? "by=occurred" : null,
                "limit=" + random.Next(1, 100),
            }.OfType<string>());
            (await Numbers(history.Weighing, query)).ShouldBe(expected, query);

            DateTimeOffset Moment(RecordedEvent e) => occurred ? history.Happened(e) : e.RecordedAt;
        }

        // The path of an event, as differences write it.
        static string InView(string part) => part == "ending" ? "/ending" : new[]
        {
            ("/criteria/versions", "/criteriaVersions"), ("/advice-requests", "/adviceRequests"), ("/moment-corrections", "/momentCorrections"), ("/fallen-assumptions", "/fallenAssumptions"),
            ("/advice", "/received"), ("/execution", "/executionStarted"), ("/closing", "/closed"), ("/ending", "/ended"),
        }.Aggregate($"/{part}/", (path, names) => path.Replace(names.Item1 + "/", names.Item2 + "/", StringComparison.Ordinal)).TrimEnd('/');
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task Each_entry_tells_its_event_in_the_language_of_the_reader_without_a_sealed_text(string name)
    {
        var history = await RecordedHistory.Of(shared, name);
        foreach (var (language, sentence) in new (string, Func<WeighingEvent, string>)[] { ("nl", e => e.Sentence(Language.Dutch)), ("en", e => e.Sentence(Language.English)) })
        {
            var reader = history.Weighing.As(shared.Api.Client(language: language));
            foreach (var entry in (await reader.Get("/events?limit=200")).GetProperty("items").EnumerateArray())
            {
                var recorded = history.Events[entry.GetProperty("number").GetInt32() - 1];
                entry.GetProperty("type").GetString().ShouldBe(EventContract.Names[recorded.Event.GetType()]);
                entry.GetProperty("part").GetString().ShouldBe(recorded.Event.Part);
                entry.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(recorded.Event.OccurredAt);
                entry.GetProperty("recordedAt").GetDateTimeOffset().ShouldBe(recorded.RecordedAt);
                entry.GetProperty("actor").GetString().ShouldStartWith("demo");
                entry.GetProperty("hidden").GetBoolean().ShouldBeFalse();
                var told = entry.GetProperty("sentence").GetString()!;
                told.ShouldBe(sentence(recorded.Event));
                history.Texts.ByDigest.Values.ShouldAllBe(text => !told.Contains(text, StringComparison.Ordinal));
                Filled(entry.GetProperty("event")).ShouldBe(Filled(JsonSerializer.SerializeToElement(recorded.Event, recorded.Event.GetType(), EventContract.Json)));
            }
        }

        // An event as the contract has it, with its sealed texts as the vault has them.
        string Filled(JsonElement json)
        {
            var text = json.GetRawText();
            foreach (var (digest, value) in history.Texts.ByDigest)
                text = text.Replace($"{{\"_sd\":\"{digest}\"}}", $"{{\"text\":{JsonSerializer.Serialize(value, Infrastructure.Http.ApiJson.Options)},\"digest\":\"{digest}\"}}", StringComparison.Ordinal);
            return JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, JsonSerializerOptions.Web);
        }
    }

    [Fact]
    public async Task The_full_history_holds_every_type_of_event()
    {
        var types = (await RecordedHistory.Of(shared, "full")).Events.Select(e => e.Event.GetType()).ToHashSet();
        EventContract.NamesOf<WeighingEvent>().Where(n => !types.Contains(n.Key)).Select(n => n.Value).ShouldBe(["personal_data_erased"]); // takes two people: ErasureTests
    }

    private static async Task<List<int>> Numbers(WeighingClient weighing, string query)
    {
        var numbers = new List<int>();
        string? cursor = null;
        do
        {
            var page = await weighing.Get($"/events?{query}{(cursor is null ? "" : "&cursor=" + cursor)}");
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return numbers;
    }
}
