using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Ledger;
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

    private (DateTimeOffset By, List<string> Leaves) Opened(JsonElement receipt)
    {
        var text = Note.Open(Encoding.UTF8.GetBytes(receipt.GetProperty("promise").GetString()!), Verifier).Value.Text;
        var lines = text.TrimEnd('\n').Split('\n');
        (lines[0], lines[1]).ShouldBe((InclusionPromises.Heading, Keys.OriginOf(Corporation)));
        lines[2].ShouldStartWith("by ");
        return (DateTimeOffset.Parse(lines[2][3..], CultureInfo.InvariantCulture), [.. lines[3..]]);
    }

    private Task<List<string>> Leaves(Guid weighing, params long[] versions) => Stored.Rows(shared.Api.ConnectionString,
        "select event_id, hash from wikkenwegen.ledger_leaf where stream_id = $1 and stream_version = any($2) order by stream_version",
        row => $"leaf {row.GetGuid(0)} {Convert.ToBase64String(row.GetFieldValue<byte[]>(1))}", weighing, versions);
}
