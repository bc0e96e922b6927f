using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>Each receipt promises, signed, by when what was recorded is in the log.</summary>
public class PromiseTests(SharedApi shared)
{
    private static string Corporation => DemoCorporations.Merenland.Code;

    [Fact]
    public async Task A_receipt_promises_the_leaf_of_its_event()
    {
        using var http = shared.Api.Client();
        var weighing = await WeighingClient.Open(http);
        var posted = await weighing.Record("/proposals", new { name = "Renoveren" });
        var put = await weighing.Record("/framing", FramingWithReason(), "PUT");
        foreach (var receipt in new[] { posted, put })
        {
            var (by, leaves) = Opened(receipt);
            by.ShouldBe(receipt.GetProperty("recordedAt").GetDateTimeOffset() + InclusionPromises.Within);
            leaves.ShouldBe(await Leaves(weighing.Id, receipt.GetProperty("version").GetInt64()));
        }
        // The same replacement sent again is no new step; its receipt is that of the first.
        (await weighing.Newest().Record("/framing", FramingWithReason(), "PUT")).GetRawText().ShouldBe(put.GetRawText());
    }

    [Fact]
    public async Task A_retry_is_given_the_same_promise()
    {
        using var http = shared.Api.Client();
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        var first = await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("eens"), key);
        first.Status.ShouldBe(201);
        Opened(JsonDocument.Parse(first.Body).RootElement).Leaves.Count.ShouldBe(1);
        (await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("eens"), key)).ShouldBe(first);
        // A refusal promises nothing.
        var refused = await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("nog eens"), Keyed.NewKey());
        refused.Status.ShouldBe((int)HttpStatusCode.Conflict);
        refused.Body.ShouldNotContain("promise");
    }

    [Fact]
    public async Task Many_steps_at_once_have_one_promise_for_all_their_leaves()
    {
        using var http = shared.Api.Client();
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        await weighing.Record("/stakeholders", new { party = "Gemeente", role = "Wethouder", say = "advises" });
        const string body = """{"items":[{"stakeholder":"B1","statement":"eens"},{"stakeholder":"B2","statement":"oneens"}]}""";
        var first = await Keyed.Ask(http, $"{weighing.Address}/inputs/batches", body, key);
        first.Status.ShouldBe(201, first.Body);
        Opened(JsonDocument.Parse(first.Body).RootElement).Leaves.ShouldBe(await Leaves(weighing.Id, 4, 5));
        (await Keyed.Ask(http, $"{weighing.Address}/inputs/batches", body, key)).ShouldBe(first);
    }

    [Fact]
    public async Task What_is_recorded_of_a_corporation_is_promised_too_in_the_log_of_that_corporation()
    {
        using var http = shared.Api.Client(new Identity("beheer", null, Roles.Administrator));
        var code = $"toezegging-{Guid.NewGuid():N}"[..30];
        var (key, body) = (Keyed.NewKey(), JsonSerializer.Serialize(new { code, name = "Stichting Toezegging", kvkNumber = "00000027" }));
        var registered = await Keyed.Ask(http, "/v1/corporations", body, key);
        registered.Status.ShouldBe(201, registered.Body);
        Opened(JsonDocument.Parse(registered.Body).RootElement, code).Leaves.ShouldBe(await Leaves(CorporationStreams.IdOf(code), 1));
        (await Keyed.Ask(http, "/v1/corporations", body, key)).ShouldBe(registered);

        // Something else is on the stream between the two, which the version does not count.
        using var auditor = shared.Api.Client(new Identity("controle", code, Roles.Auditor));
        await Audit.Audited.Signed(auditor);
        var export = await Done(auditor);
        Opened(export, code).Leaves.ShouldBe(await Leaves(CorporationStreams.IdOf(code), 2));
        using var change = new HttpRequestMessage(HttpMethod.Put, $"/v1/corporations/{code}") { Content = JsonContent.Create(new { name = "Anders", kvkNumber = "00000027" }) };
        change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var changed = await http.SendAsync(change, TestContext.Current.CancellationToken);
        var receipt = JsonDocument.Parse(await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        receipt.GetProperty("version").GetInt32().ShouldBe(2);
        Opened(receipt, code).Leaves.ShouldBe(await Leaves(CorporationStreams.IdOf(code), 3));
    }

    [Fact]
    public async Task Who_confirms_an_erasure_is_promised_its_leaf_of_each_weighing_and_of_the_corporation()
    {
        var code = $"toezegging-{Guid.NewGuid():N}"[..30];
        using (var administrator = shared.Api.Client(new Identity("beheer", null, Roles.Administrator)))
            (await administrator.PostAsJsonAsync("/v1/corporations", new { code, name = "Stichting Toezegging", kvkNumber = "00000027" }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var strategist = shared.Api.Client(new Identity("strateeg", code, Roles.Strategist));
        var weighings = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            var weighing = await WeighingClient.Open(strategist);
            await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", subject = "p.jansen", personName = "P. Jansen" });
            weighings.Add(weighing.Id);
        }
        using var one = shared.Api.Client(new Identity("privacy-1", code, Roles.PrivacyOfficer));
        using var other = shared.Api.Client(new Identity("privacy-2", code, Roles.PrivacyOfficer));
        using var asked = await one.PostAsJsonAsync("/v1/privacy/erasures", new { subject = "p.jansen", ground = "noLongerNeeded", motivation = "Op verzoek." }, TestContext.Current.CancellationToken);
        asked.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("promise");
        var (address, key) = ($"{asked.Headers.Location!.OriginalString}/confirmation", Keyed.NewKey());
        var confirmed = await Keyed.Ask(other, address, "", key);
        confirmed.Status.ShouldBe(200, confirmed.Body);
        var wanted = new List<string>();
        foreach (var id in weighings) wanted.AddRange(await Leaves(id, 3));
        wanted.AddRange(await Leaves(CorporationStreams.IdOf(code), 2));
        wanted.Count.ShouldBe(3);
        Opened(JsonDocument.Parse(confirmed.Body).RootElement, code).Leaves.ShouldBe(wanted, ignoreOrder: true);
        (await Keyed.Ask(other, address, "", key)).ShouldBe(confirmed);
    }

    /// <summary>The export of all that is made now.</summary>
    private static async Task<JsonElement> Done(HttpClient auditor)
    {
        using var asked = await auditor.PostAsJsonAsync("/v1/audit/exports", new { }, TestContext.Current.CancellationToken);
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var export = JsonDocument.Parse(await auditor.GetStringAsync(asked.Headers.Location, TestContext.Current.CancellationToken)).RootElement;
            if (export.GetProperty("state").GetString() == "done") return export;
            export.TryGetProperty("promise", out _).ShouldBeFalse("nothing is recorded yet");
        }
        throw new TimeoutException("The export was not made.");
    }

    /// <summary>Who holds the key of the log for a promise must not be able to take that for a checkpoint.</summary>
    [Fact]
    public async Task A_promise_is_no_checkpoint()
    {
        using var http = shared.Api.Client();
        var weighing = await WeighingClient.Open(http);
        var promise = (await weighing.Record("/proposals", new { name = "Slopen" })).GetProperty("promise").GetString()!;
        Checkpoint.Open(Encoding.UTF8.GetBytes(promise), Keys.OriginOf(Corporation), Verifier).IsOk.ShouldBeFalse();
    }

    private LedgerKeys Keys => shared.Api.Services.GetRequiredService<LedgerKeys>();

    private INoteVerifier Verifier => NoteVerifier.Create(Keys.VerifierKeyOf(Corporation).Value).Value;

    private static System.Text.Json.Nodes.JsonObject FramingWithReason()
    {
        var framing = WeighingClient.Framing;
        framing["title"] = "Een andere titel";
        framing["reason"] = "Zo is het duidelijker.";
        return framing;
    }

    private (DateTimeOffset By, List<string> Leaves) Opened(JsonElement receipt, string? corporation = null)
    {
        corporation ??= Corporation;
        var text = Note.Open(Encoding.UTF8.GetBytes(receipt.GetProperty("promise").GetString()!), NoteVerifier.Create(Keys.VerifierKeyOf(corporation).Value).Value).Value.Text;
        var lines = text.TrimEnd('\n').Split('\n');
        (lines[0], lines[1]).ShouldBe((InclusionPromises.Heading, Keys.OriginOf(corporation)));
        lines[2].ShouldStartWith("by ");
        return (DateTimeOffset.Parse(lines[2][3..], CultureInfo.InvariantCulture), [.. lines[3..]]);
    }

    private Task<List<string>> Leaves(Guid weighing, params long[] versions) => Stored.Rows(shared.Api.ConnectionString,
        "select event_id, hash from wikkenwegen.ledger_leaf where stream_id = $1 and stream_version = any($2) order by stream_version",
        row => $"leaf {row.GetGuid(0)} {Convert.ToBase64String(row.GetFieldValue<byte[]>(1))}", weighing, versions);
}
