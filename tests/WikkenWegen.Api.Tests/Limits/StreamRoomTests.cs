using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>How much one instrument, edition or case may hold: who may add to it cannot make it so long that nobody can read it any more.</summary>
public class StreamRoomTests(SharedApi shared)
{
    private const string Corporation = "woonwijzer-merenland";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_5000_events_nothing_more_is_added_and_what_is_open_can_be_closed_and_ended()
    {
        await using var api = await Host();
        using var http = await Strategist(api);
        await Recorded(http, "", new { code = "LANG", content = Content() });
        await Recorded(http, "/LANG/inputs", Input);
        await Recorded(http, "/LANG/objections", new { by = "Bewoners", grounds = "Te grof." });
        await Copied(api, "LANG", 4, 3_749);

        // Nobody fills it alone, and what many bring in leaves a quarter for those who lead it.
        using (var refused = await Send(http, "/LANG/inputs", Input))
        {
            var error = (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Detail).ShouldBe(("too-much-of-one-person", "You brought in 100 of these here already. No more fits of one person."));
        }
        using (var other = await Strategist(api, "een-ander"))
        {
            (await Recorded(other, "/LANG/inputs", Input)).GetProperty("version").GetInt32().ShouldBe(3_750);
            foreach (var (path, body) in new (string, object)[] { ("/LANG/inputs", Input), ("/LANG/objections", new { by = "Bewoners", grounds = "Te grof." }) })
            {
                using var refused = await Send(other, path, body);
                var error = (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
                error.Code.ShouldBe("no-room-left");
                error.Detail.ShouldBe("Nothing more fits here: too much was recorded already, at most 3,750 events and 12 MB. What closes, resolves or takes back something can always be recorded.");
            }
        }
        (await Recorded(http, "/LANG/rounds", new { about = "Past dit?", blind = false })).GetProperty("version").GetInt32().ShouldBe(3_751);
        await Copied(api, "LANG", 3_752, 4_999);
        (await Recorded(http, "/LANG/draft", new { content = Content("Bijna vol") }, "PUT")).GetProperty("version").GetInt32().ShouldBe(5_000);
        using (var refused = await Send(http, "/LANG/draft", new { content = Content("Anders") }, "PUT"))
        {
            var error = (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
            error.Code.ShouldBe("no-room-left");
            error.Detail.ShouldBe("Nothing more fits here: too much was recorded already, at most 5,000 events and 16 MB. What closes, resolves or takes back something can always be recorded.");
        }
        await Recorded(http, "/LANG/rounds/1/closing", new { });
        await Recorded(http, "/LANG/objections/1/resolution", new { resolution = "Verfijnd." });
        await Recorded(http, "/LANG/retirement", new { reason = "Te veel besproken." });
        (await http.GetFromJsonAsync<JsonElement>("/v1/instruments/LANG", Cancellation)).GetProperty("version").GetInt32().ShouldBe(5_003);
        (await http.GetFromJsonAsync<JsonElement>("/v1/instruments/LANG/events?limit=20", Cancellation)).GetProperty("items").GetArrayLength().ShouldBe(20);
    }

    [Fact]
    public async Task Large_drafts_and_large_texts_count_by_their_size()
    {
        await using var api = await Host();
        using var http = await Strategist(api);
        await Recorded(http, "", new { code = "GROOT", content = Content() });
        await Recorded(http, "/GROOT/inputs", Input);
        var drafts = 0;
        while (true)
        {
            using var answer = await Send(http, "/GROOT/draft", new { content = Content($"Concept {drafts}", large: true) }, "PUT");
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                (await answer.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-room-left");
                break;
            }
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancellation));
            (++drafts).ShouldBeLessThan(100);
        }
        drafts.ShouldBeGreaterThan(20, "a draft of 200,000 characters takes about 400 kB");
        // What is small still fits, as long as it does; what many bring in does not.
        await Recorded(http, "/GROOT/draft", new { content = Content("Klein") }, "PUT");
        using (var refused = await Send(http, "/GROOT/inputs", Input)) (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-room-left");

        await Recorded(http, "", new { code = "TEKST", content = Content() });
        await Recorded(http, "/TEKST/inputs", Input);
        await Stored.Run(api.ConnectionString, $"""
            insert into wikkenwegen.vault (tenant_id, digest, weighing_id, disclosure, holder, ciphertext)
            select tenant_id, 'text ' || n, weighing_id, '', holder, convert_to(repeat('x', 1000000), 'UTF8') from wikkenwegen.vault, generate_series(1, 12) n where weighing_id = '{WeighingInstrument.IdOf("TEKST")}'
            """);
        using (var refused = await Send(http, "/TEKST/inputs", Input)) (await refused.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("no-room-left");
        await Recorded(http, "/TEKST/draft", new { content = Content("Zonder tekst in de kluis") }, "PUT");
    }

    [Fact]
    public async Task A_list_of_instruments_reads_only_those_that_have_changed_since()
    {
        await using var api = await Host();
        using var http = await Strategist(api);
        foreach (var code in (string[])["EEN", "TWEE"]) await Recorded(http, "", new { code, content = Content($"Naam {code}") });
        (await Names(http)).ShouldBe(["Naam EEN", "Naam TWEE"]);

        // Another name in the stored events, at the same version, is not read; with the next version it is.
        await Stored.Run(api.ConnectionString, $"update wikkenwegen.mt_events set data = jsonb_set(data, array['content', 'name'], to_jsonb('Gelezen ' || (data ->> 'code'))) where tenant_id = '{Corporation}' and type = 'instrument_drafted' and data ->> 'code' in ('EEN', 'TWEE')");
        (await Names(http)).ShouldBe(["Naam EEN", "Naam TWEE"]);
        await Recorded(http, "/TWEE/rounds", new { about = "Past dit?", blind = false });
        (await Names(http)).ShouldBe(["Naam EEN", "Gelezen TWEE"]);

        // Whatever another host recorded is seen, and so is what was published there.
        await using var other = Support.Api.Start(api.ConnectionString, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using (var there = await Strategist(other)) await Recorded(there, "/EEN/draft", new { content = Content("Van elders") }, "PUT");
        (await Names(http)).ShouldBe(["Van elders", "Gelezen TWEE"]);

        static async Task<string?[]> Names(HttpClient http) => [.. (await http.GetFromJsonAsync<JsonElement>("/v1/instruments?status=draft", Cancellation)).GetProperty("items").EnumerateArray()
            .Where(i => i.GetProperty("code").GetString() is "EEN" or "TWEE").Select(i => i.GetProperty("name").GetString())];
    }

    private static object Input => new { by = "Bewoners", statement = "Vraag ook naar geluid." };

    private static object Content(string name = "Meetlat", bool large = false) => new
    {
        name, owner = "Woonlust", language = "nl", weights = "free", filledIn = "together",
        tailoring = new { mayLeaveOut = true, mayAdd = true, mayRescale = true, mayReweigh = true },
        themes = new[]
        {
            new
            {
                code = "T1", name = "Alles",
                criteria = Enumerable.Range(1, large ? 100 : 1).Select(n => new { code = $"K{n}", name = $"Criterium {n}", goal = large ? new string('d', 1_000) : null, guidance = large ? new string('g', 1_000) : null, scale = new { kind = "numeric", worst = 1, best = 10 } }),
            },
        },
    };

    private async Task<Support.Api> Host() => Support.Api.Start(await shared.CreateDatabase(), Support.Api.OnlyWhatIsAsked, ("Serilog:MinimumLevel:Default", "Fatal"));

    private static Task<HttpClient> Strategist(Support.Api api, string subject = "strateeg") => AsDocumented.Client(api, new Identity(subject, Corporation, Roles.Strategist));

    /// <summary>Makes the second event of an instrument all others from one number up to and including another.</summary>
    private static Task Copied(Support.Api api, string code, int first, int last) => Stored.Run(api.ConnectionString, $"""
        insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', nextval('wikkenwegen.mt_events_sequence'), 'id', gen_random_uuid(), 'version', n))).*
        from wikkenwegen.mt_events e, generate_series({first}, {last}) n where e.tenant_id = '{Corporation}' and e.stream_id = '{WeighingInstrument.IdOf(code)}' and e.version = 2;
        update wikkenwegen.mt_streams set version = {last} where tenant_id = '{Corporation}' and id = '{WeighingInstrument.IdOf(code)}'
        """);

    private static async Task<HttpResponseMessage> Send(HttpClient http, string path, object body, string method = "POST")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v1/instruments{path}") { Content = JsonContent.Create(body) };
        if (method == "PUT") request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await http.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> Recorded(HttpClient http, string path, object body, string method = "POST")
    {
        using var response = await Send(http, path, body, method);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        ((int)response.StatusCode).ShouldBeInRange(200, 201, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
