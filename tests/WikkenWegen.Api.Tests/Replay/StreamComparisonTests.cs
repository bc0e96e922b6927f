using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Audit;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>Two versions or moments of an instrument, an edition and a case are compared as those of a weighing are, and a reader learns no more by it than by reading the two.</summary>
public class StreamComparisonTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Instrument = "/v1/instruments/MEREN";
    private const string Edition = "/v1/editions/019f3a10-0000-7000-8000-000000000001";
    private const string Case = "/v1/cases/019f3a10-0000-7000-8000-000000000002";

    public static TheoryData<string> Things => [Instrument, Edition, Case];

    private Task<HttpClient> Reader(string thing) => thing == Instrument ? AsDocumented.Client(shared.Api) : AsDocumented.Client(shared.Api, new Identity("organisator", Access.Network, Roles.Organiser));

    private static async Task<JsonElement> Read(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task Recorded(HttpClient http, string path, object body, string? match = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Infrastructure.Http.ApiJson.Responses) };
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path}: {await response.Content.ReadAsStringAsync(Cancellation)}");
    }

    private static IEnumerable<string> Changed(JsonElement comparison) => comparison.GetProperty("differences").EnumerateArray()
        .Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("path").GetString()} {string.Join(' ', d.GetProperty("events").EnumerateArray())}");

    [Theory, MemberData(nameof(Things))]
    public async Task A_comparison_of_versions_leads_from_one_view_to_the_other_and_names_the_events_that_made_each_difference(string thing)
    {
        using var http = await Reader(thing);
        var last = Math.Min(12, (await Read(http, thing)).GetProperty("version").GetInt32());
        var texts = new List<string>();
        for (var version = 1; version <= last; version++) texts.Add((await Read(http, $"{thing}?version={version}")).GetRawText());
        ViewPatch View(int version) => version == 0 ? ViewPatch.Whole(texts[0], isThere: false) : ViewPatch.Whole(texts[version - 1]);
        for (var from = 0; from <= last; from++)
            for (var to = from; to <= last; to += 1 + from % 3)
            {
                var comparison = await Read(http, $"{thing}/comparison?from={from}&to={to}");
                (comparison.GetProperty("fromVersion").GetInt32(), comparison.GetProperty("toVersion").GetInt32()).ShouldBe((from, to));
                var differences = comparison.GetProperty("differences").EnumerateArray().ToList();
                var view = View(from);
                if (to > 0)
                {
                    view.Apply(differences);
                    view.ShouldBe(View(to), $"{thing} from {from} to {to}");
                }
                foreach (var difference in differences)
                {
                    var path = difference.GetProperty("path").GetString()!;
                    difference.GetProperty("events").EnumerateArray().Select(e => e.GetInt32())
                        .ShouldBe(Enumerable.Range(from + 1, to - from).Where(n => View(n - 1).At(path) != View(n).At(path)), $"{thing} {path} from {from} to {to}");
                }
            }
    }

    [Theory]
    [InlineData(Instrument)]
    [InlineData(Edition)] // of a case that is blind nobody reads all events
    public async Task A_comparison_of_moments_is_that_of_what_was_recorded_or_had_happened_by_then(string thing)
    {
        using var http = await Reader(thing);
        var events = (await Read(http, thing + "/events?limit=200")).GetProperty("items").EnumerateArray().Take(12)
            .Select(e => (Number: e.GetProperty("number").GetInt32(), Occurred: e.GetProperty("occurredAt").GetDateTimeOffset(), Recorded: e.GetProperty("recordedAt").GetDateTimeOffset())).ToList();
        foreach (var (from, to) in new[] { (0, 1), (0, events.Count - 1), (1, events.Count - 1), (2, 3) })
        {
            var recorded = await Read(http, $"{thing}/comparison?from={Text(events[from].Recorded)}&to={Text(events[to].Recorded)}");
            var (first, second) = (events.Last(e => e.Recorded <= events[from].Recorded).Number, events.Last(e => e.Recorded <= events[to].Recorded).Number);
            recorded.GetRawText().ShouldBe((await Read(http, $"{thing}/comparison?from={first}&to={second}")).GetRawText());

            var inOrder = events.OrderBy(e => e.Occurred).ThenBy(e => e.Number).ToList();
            var (a, b) = (inOrder[from].Occurred, inOrder[to].Occurred);
            var known = $"&by=occurred&knownAt={Text(events[^1].Recorded)}";
            var occurred = await Read(http, $"{thing}/comparison?from={Text(a)}&to={Text(b)}{known}");
            occurred.TryGetProperty("fromVersion", out _).ShouldBeFalse();
            occurred.GetProperty("fromEvents").EnumerateArray().Select(e => e.GetInt32()).ShouldBe(inOrder.Where(e => e.Occurred <= a).Select(e => e.Number));
            occurred.GetProperty("toEvents").EnumerateArray().Select(e => e.GetInt32()).ShouldBe(inOrder.Where(e => e.Occurred <= b).Select(e => e.Number));
            var view = ViewPatch.Whole((await Read(http, $"{thing}?asOf={Text(a)}{known}")).GetRawText());
            view.Apply(occurred.GetProperty("differences").EnumerateArray());
            view.ShouldBe(ViewPatch.Whole((await Read(http, $"{thing}?asOf={Text(b)}{known}")).GetRawText()), $"{thing} from {a:O} to {b:O}");
        }

        static string Text(DateTimeOffset moment) => Uri.EscapeDataString(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
    }

    [Theory, MemberData(nameof(Things))]
    public async Task What_cannot_be_compared_is_refused_where_it_stands(string thing)
    {
        using var http = await Reader(thing);
        (string Query, string Parameter, string Code)[] wrong =
        [
            ("", "from", "field-missing"), ("?from=-1", "from", "number-too-small"), ("?from=gisteren", "from", "not-a-moment"), ("?from=9999", "from", "event-not-there"), ("?from=1&to=9999", "to", "event-not-there"),
            ("?from=2&to=1", "to", "from-after-to"), ("?from=1&by=occurred", "from", "moment-needed"), ("?from=1&knownAt=2026-01-01T00:00:00Z", "knownAt", "known-at-needs-occurred"), ("?from=1&x=1", "x", "parameter-unknown"),
        ];
        foreach (var (query, parameter, code) in wrong)
            using (var response = await http.GetAsync($"{thing}/comparison{query}", Cancellation))
                (await response.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => (e.Parameter, e.Code)).ShouldContain((parameter, code), query);
        var nowhere = thing == Instrument ? "/v1/instruments/BESTAAT-NIET" : thing[..^12] + "999999999999";
        using (var response = await http.GetAsync($"{nowhere}/comparison?from=0", Cancellation)) await response.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_has_a_comparison_is_not_sent_it_again_and_only_the_network_reads_those_of_the_network()
    {
        using var organiser = await Reader(Edition);
        using (var got = await organiser.GetAsync(Edition + "/comparison?from=0", Cancellation))
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, Edition + "/comparison?from=0");
            again.Headers.IfNoneMatch.Add(got.Headers.ETag!);
            using var same = await organiser.SendAsync(again, Cancellation);
            same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }
        using var strategist = await AsDocumented.Client(shared.Api, new Identity("demo", DemoCorporations.Merenland.Code, Roles.Strategist));
        foreach (var thing in (string[])[Edition, Case])
            using (var response = await strategist.GetAsync(thing + "/comparison?from=0", Cancellation)) await response.Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_participant_compares_their_own_sign_up_alone_and_no_choice_that_is_blind()
    {
        using var organiser = await Reader(Edition);
        using var one = await AsDocumented.Client(shared.Api, new Identity("strateeg-2", Access.Network, Roles.Participant));
        var (whole, own) = ((await Read(organiser, Edition + "/comparison?from=1&to=4")).GetRawText(), (await Read(one, Edition + "/comparison?from=1&to=4")).GetRawText());
        whole.ShouldContain("/signUps/1");
        own.ShouldContain("/signUps/2");
        own.ShouldNotContain("/signUps/1");
        own.ShouldNotContain("Noor");
        var work = (await Read(one, Case + "/comparison?from=1&to=5")).GetRawText();
        work.ShouldContain("Opknappen, met een plek");
        work.ShouldNotContain("eerst de buren vragen");
    }

    [Fact]
    public async Task What_is_brought_in_blind_and_a_judgement_over_a_weighing_that_one_may_not_read_are_in_no_comparison()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await AsDocumented.Client(shared.Api, new Identity("strateeg", corporation.Code, Roles.Strategist));
        using var contributor = await AsDocumented.Client(shared.Api, new Identity("inbrenger", corporation.Code, Roles.Contributor));
        using var reader = await AsDocumented.Client(shared.Api, new Identity("lezer", corporation.Code, Roles.Reader));
        await Recorded(strategist, "/v1/instruments", new { code = "VERGELIJK", content = Content("Meetlat", 10) });
        await Recorded(strategist, "/v1/instruments/VERGELIJK/rounds", new { about = "Past dit?", blind = true });
        await Recorded(contributor, "/v1/instruments/VERGELIJK/inputs", new { by = "Bewoners", statement = "Vraag ook naar geluid." });
        (await Read(contributor, "/v1/instruments/VERGELIJK/comparison?from=2")).GetRawText().ShouldContain("geluid");
        (await Read(reader, "/v1/instruments/VERGELIJK/comparison?from=2")).GetProperty("differences").GetArrayLength().ShouldBe(0);
        await Recorded(strategist, "/v1/instruments/VERGELIJK/rounds/1/closing", new { });
        Changed(await Read(reader, "/v1/instruments/VERGELIJK/comparison?from=2")).ShouldBe(["added /inputs/1 3", "added /rounds/1/closed 4"], ignoreOrder: true);

        await Recorded(strategist, "/v1/instruments/VERGELIJK/versions", new { }, "*");
        var framing = WeighingClient.Framing;
        framing["confidentiality"] = "confidential";
        var weighing = await WeighingClient.Open(strategist, framing);
        await Recorded(strategist, "/v1/instruments/VERGELIJK/judgements", new { version = 1, by = "Strateeg", weighing = weighing.Id, didWell = "Het gesprek werd beter." });
        Changed(await Read(strategist, "/v1/instruments/VERGELIJK/comparison?from=5")).ShouldBe(["added /judgements/1 6"]);
        (await Read(reader, "/v1/instruments/VERGELIJK/comparison?from=5")).GetProperty("differences").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""[{"number":3},{"number":1},{"number":1}]""", "3 1 4")]
    [InlineData("""[{"number":2},{"number":2},{"number":3},{"number":1}]""", "2 3 4 1")]
    [InlineData("""[{"code":"A"},{"code":"A"},{"code":"B"}]""", "A 2 B")]
    public void An_element_has_a_name_of_its_own_also_where_two_have_one_number(string list, string names) =>
        string.Join(' ', ViewPaths.Elements(JsonDocument.Parse(list).RootElement).Keys).ShouldBe(names);

    [Fact]
    public async Task Two_published_versions_of_an_instrument_are_compared_by_their_content()
    {
        var corporation = await Audited.Corporation(shared.Api);
        using var strategist = await AsDocumented.Client(shared.Api, new Identity("strateeg", corporation.Code, Roles.Strategist));
        const string instrument = "/v1/instruments/VERSIES";
        await Recorded(strategist, "/v1/instruments", new { code = "VERSIES", content = Content("Meetlat", 10) });
        await Recorded(strategist, instrument + "/versions", new { }, "*");
        foreach (var (name, best) in new[] { ("Meetlat", 7), ("Meetlat, fijner", 7) })
        {
            using (var draft = await strategist.SendAsync(new HttpRequestMessage(HttpMethod.Put, instrument + "/draft") { Headers = { { "If-Match", "*" } }, Content = JsonContent.Create(new { content = Content(name, best) }, options: Infrastructure.Http.ApiJson.Responses) }, Cancellation))
                draft.IsSuccessStatusCode.ShouldBeTrue(await draft.Content.ReadAsStringAsync(Cancellation));
            await Recorded(strategist, instrument + "/versions", new { changes = "Fijner" }, "*");
        }
        (await Of("3/comparison")).ShouldBe(["changed /name"]);
        (await Of("3/comparison?from=1")).ShouldBe(["changed /name", "changed /themes/T1/criteria/LEEF/scale/best"], ignoreOrder: true);
        (await Of("1/comparison?from=2")).ShouldBe(["changed /themes/T1/criteria/LEEF/scale/best"]);
        (await Of("2/comparison?from=2")).ShouldBeEmpty();
        (await Of("1/comparison")).ShouldContain("added /themes/T1");
        foreach (var nowhere in (string[])["4/comparison", "0/comparison", "x/comparison", "2/comparison?from=4"])
            using (var response = await strategist.GetAsync($"{instrument}/versions/{nowhere}", Cancellation)) await response.Problem(HttpStatusCode.NotFound);
        using (var response = await strategist.GetAsync($"{instrument}/versions/2/comparison?from=0", Cancellation)) (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe("from");

        async Task<IEnumerable<string>> Of(string path) => (await Read(strategist, $"{instrument}/versions/{path}")).GetProperty("differences").EnumerateArray().Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("path").GetString()}");
    }

    private static object Content(string name, int best) => new
    {
        name,
        owner = "Woonlust",
        language = "nl",
        weights = "free",
        filledIn = "together",
        tailoring = new { mayLeaveOut = true, mayAdd = true, mayRescale = true, mayReweigh = true },
        themes = new[] { new { code = "T1", name = "Alles", criteria = new[] { new { code = "LEEF", name = "Leefbaarheid", scale = new { kind = "numeric", worst = 1, best } } } } },
    };
}
