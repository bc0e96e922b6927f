using System.Text.Json;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>A mistake is mended by a further event; the history shows the step, its correction and both values.</summary>
public class CorrectionTests(SharedApi shared)
{
    [Fact]
    public async Task The_moment_of_a_step()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client(), Early());
        await weighing.Record("/proposals", new { name = "Renoveren", occurredAt = "2026-03-10T09:00:00Z" });
        await weighing.Record("/moment-corrections", new { @event = 2, moment = "2026-03-01T10:00:00.123456789+01:00", reason = "Dag en maand verwisseld" });

        var step = await weighing.Get("/events/2");
        step.GetProperty("occurredAt").GetString().ShouldBe("2026-03-10T09:00:00Z");
        step.GetProperty("corrected").GetProperty("occurredAt").GetString().ShouldBe("2026-03-01T09:00:00.123Z");
        step.GetProperty("corrected").GetProperty("event").GetInt32().ShouldBe(3);
        var correction = await weighing.Get("/events/3");
        correction.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("path").GetString()).ShouldContain("/proposals/V1/revisions/1/origin/occurredAt");
        (await weighing.Get("/proposals/V1")).GetProperty("revisions")[0].GetProperty("origin").GetProperty("momentCorrectedBy").GetInt32().ShouldBe(3);

        // What was known when of how things stood on 5 March.
        Proposals(await weighing.Get("?asOf=2026-03-05T00:00:00Z&by=occurred")).ShouldBe(1);
        var before = step.GetProperty("recordedAt").GetString();
        Proposals(await weighing.Get($"?asOf=2026-03-05T00:00:00Z&by=occurred&knownAt={before}")).ShouldBe(0);
        // In the order of happening it comes where it happened.
        (await weighing.Get("/events?by=occurred&to=2026-03-05T00:00:00Z")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_stakeholder()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/stakeholders", new { party = "Bewonerscomissie", role = "Voorzitter", say = "givesInput", contact = "fout@example.org" });
        await weighing.Record("/stakeholders/B1/corrections", new { party = "Bewonerscommissie", role = "Voorzitter", say = "advises", contact = "goed@example.org", reason = "Tikfout" });
        var differences = (await weighing.Get("/events/3")).GetProperty("differences").EnumerateArray().ToDictionary(d => d.GetProperty("path").GetString()!);
        (differences["/stakeholders/B1/party"].GetProperty("from").GetString(), differences["/stakeholders/B1/party"].GetProperty("to").GetString()).ShouldBe(("Bewonerscomissie", "Bewonerscommissie"));
        differences["/stakeholders/B1/contact/text"].GetProperty("to").GetString().ShouldBe("goed@example.org");
        (await weighing.Get("/stakeholders/B1/corrections/1")).GetProperty("reason").GetProperty("text").GetString().ShouldBe("Tikfout");
        var listed = await weighing.Http.GetStringAsync($"/v1/weighings?party=Bewonerscomissie&sort=-openedAt&limit=200", TestContext.Current.CancellationToken);
        listed.ShouldNotContain(weighing.Id.ToString());
    }

    [Fact]
    public async Task A_view_as_of_a_moment_of_happening_has_no_version_and_says_which_events_it_rests_on()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client(), Early());
        await weighing.Record("/proposals", new { name = "Later", occurredAt = "2026-05-01T09:00:00Z" });
        await weighing.Record("/proposals", new { name = "Eerder", occurredAt = "2026-03-01T09:00:00Z" });
        var view = await weighing.Get("?asOf=2026-04-01T00:00:00Z&by=occurred");
        view.TryGetProperty("version", out _).ShouldBeFalse();
        view.GetProperty("events").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([1, 3]);
        var comparison = await weighing.Get("/comparison?from=2026-04-01T00:00:00Z&to=2026-06-01T00:00:00Z&by=occurred");
        comparison.TryGetProperty("fromVersion", out _).ShouldBeFalse();
        comparison.GetProperty("fromEvents").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([1, 3]);
        comparison.GetProperty("toEvents").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([1, 3, 2]);
        comparison.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("path").GetString()).ShouldContain("/proposals/V1");
    }

    [Fact]
    public async Task A_part_that_is_asked_for_by_its_number_is_the_one_with_that_number_also_where_it_happened_after_the_next()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client(), Early());
        await weighing.Record("/proposals", new { name = "Renoveren", occurredAt = "2026-02-02T09:00:00Z" });
        foreach (var (source, moment) in new[] { ("Bureau van mei", "2026-05-01T09:00:00Z"), ("Bureau van maart", "2026-03-01T09:00:00Z") })
            await weighing.Newest().Record("/outcomes", new
            {
                method = new { name = "elders", version = "1" },
                fingerprint = new string('a', 64),
                readVersion = 2,
                source,
                results = new[] { new { proposal = new { code = "V1", revision = 1 }, rank = 1, value = new { low = 1, expected = 1, high = 1 } } },
                occurredAt = moment,
            });
        const string June = "?by=occurred&asOf=2026-06-01T00:00:00Z", April = "?by=occurred&asOf=2026-04-01T00:00:00Z";
        (await weighing.Get($"/outcomes/1{June}")).GetProperty("source").GetString().ShouldBe("Bureau van mei");
        (await weighing.Get($"/outcomes/2{June}")).GetProperty("source").GetString().ShouldBe("Bureau van maart");
        (await weighing.Get($"/outcomes/2{April}")).GetProperty("source").GetString().ShouldBe("Bureau van maart");
        (await weighing.StatusOf($"/outcomes/1{April}")).ShouldBe(System.Net.HttpStatusCode.NotFound, "it had not happened yet");
    }

    private static System.Text.Json.Nodes.JsonObject Early()
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-02-01T09:00:00Z";
        return framing;
    }

    private static int Proposals(JsonElement view) => view.GetProperty("proposals").GetArrayLength();
}
