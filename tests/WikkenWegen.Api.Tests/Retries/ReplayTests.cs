using System.Net;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>A request that is sent again under its key has one effect and one answer, whatever it asks for.</summary>
public class ReplayTests(SharedApi shared)
{
    /// <summary>Questions that change nothing, which need no key, and what belongs to no weighing: ExportTests, ErasureTests, WitnessTests, InstrumentTests, WholeEditionTests and OwnRuleTests send those again.</summary>
    private static readonly string[] Elsewhere = ["tryWhatIfs", "previewCase", "reportPersonalData", "requestExport", "requestErasure", "confirmErasure", "addCosignatures", "adoptFindingRule", "endFindingRule",
        "draftInstrument", "giveInstrumentInput", "raiseInstrumentObjection", "resolveInstrumentObjection", "openInstrumentRound", "closeInstrumentRound", "tryInstrumentDraft", "tryInstrumentVersion", "publishInstrument", "judgeInstrument", "succeedInstrument", "retireInstrument",
        "announceEdition", "blockEdition", "makeSignUp", "confirmSignUp", "withdrawSignUp", "holdIntake", "holdSession", "drawInsight", "confirmInsight", "contradictInsight", "publishGuide", "makeCaseRemark", "giveCaseChoice", "showCaseChoices", "followUpCase", "withdrawCase"];

    public static TheoryData<string> Posts => [.. ContractDocument.Golden.Operations.Where(o => o.Method == "POST" && !Elsewhere.Contains(o.Id)).Select(o => o.Id)];

    [Theory, MemberData(nameof(Posts))]
    public async Task The_same_request_gets_the_same_answer_and_another_one_422(string operationId)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var operation = (await ContractDocument.Of(shared.Api)).Operation(operationId);
        operation.Parameters.ShouldContain(p => p["name"]!.GetValue<string>() == "Idempotency-Key", "every POST says that it knows keys");
        var weighing = operation.IsStep ? await Prepared.For(operationId, http) : null;
        var body = operation.Example!.DeepClone().AsObject();
        if (weighing is null) body["code"] = $"c-{Guid.NewGuid():N}";
        var address = operation.ExamplePath(weighing?.Id ?? default);
        var match = operation.Revises ? $"\"{weighing!.Version}\"" : null;
        var key = Keyed.NewKey();

        var first = await Keyed.Ask(http, address, body.ToJsonString(), key, match);
        first.Status.ShouldBe(201, first.Body);
        first.ETag.ShouldNotBeNull();
        first.Location.ShouldNotBeNull();
        (await Keyed.Ask(http, address, body.ToJsonString(), key, match)).ShouldBe(first);
        (await Keyed.Ask(http, address, Reordered(body).ToJsonString(new() { WriteIndented = true }), key, match, "nl")).ShouldBe(first, "neither order nor space nor language makes another request");

        var other = (JsonObject)body.DeepClone();
        if (weighing is null) other["name"] = "Een andere naam";
        else ((other["items"] as JsonArray)?[0] ?? other)["occurredAt"] = "2026-01-01T00:00:00Z";
        using var refused = await Keyed.Send(http, address, other.ToJsonString(), key, match);
        (await refused.Problem(HttpStatusCode.UnprocessableEntity)).Type.ShouldBe("/v1/problem-types/key-reused");

        if (weighing is not null) (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(operation.Path == "/v1/weighings" ? weighing.Version : weighing.Version + 1);
    }

    [Fact]
    public async Task Another_address_or_version_is_another_request()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var (one, other) = (await Keyed.Weighing(http), await Keyed.Weighing(http));
        var key = Keyed.NewKey();
        (await Keyed.Ask(http, $"{one.Address}/inputs", Keyed.Input("Ja"), key)).Status.ShouldBe(201);
        (await Keyed.Ask(http, $"{other.Address}/inputs", Keyed.Input("Ja"), key)).Status.ShouldBe(422);
        (await Keyed.Ask(http, $"{one.Address}/inputs", Keyed.Input("Ja"), key, "*")).Status.ShouldBe(422);
        (await other.Get()).GetProperty("version").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Keys_of_others_do_not_meet()
    {
        var key = Keyed.NewKey();
        string[] roles = ["strategist"];
        using var demo = shared.Api.Client(new Identity("anna", "woonwijzer-merenland", [.. roles]));
        using var colleague = shared.Api.Client(new Identity("bram", "woonwijzer-merenland", [.. roles]));
        using var elsewhere = shared.Api.Client(new Identity("anna", "thuis-in-duinstreek", [.. roles]));
        var body = WeighingClient.Framing;
        var answers = new List<KeptAnswer>();
        foreach (var (http, title) in new[] { (demo, "Eerste"), (colleague, "Tweede"), (elsewhere, "Derde") })
        {
            body["title"] = title;
            answers.Add(await Keyed.Ask(http, "/v1/weighings", body.ToJsonString(), key));
        }
        answers.ShouldAllBe(a => a.Status == 201);
        answers.Select(a => a.Location).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_refusal_is_given_again_even_when_the_step_could_be_recorded_by_then_and_a_new_key_records_it()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        var address = $"{weighing.Address}/proposals/V1/withdrawal";
        const string Body = """{"reason":"Te duur"}""";
        var refused = await Keyed.Ask(http, address, Body, key, "*", "nl");
        refused.Status.ShouldBe(404, refused.Body);
        await weighing.Newest().Record("/proposals", new { name = "Slopen" });

        (await Keyed.Ask(http, address, Body, key, "*", "en")).ShouldBe(refused);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(3);
        (await Keyed.Ask(http, address, Body, Keyed.NewKey(), "*")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task What_is_stale_stays_so_under_its_key()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Keyed.Weighing(http);
        await weighing.Record("/proposals", new { name = "Slopen" });
        var key = Keyed.NewKey();
        var address = $"{weighing.Address}/proposals/V1/withdrawal";
        const string Body = """{"reason":"Te duur"}""";
        var stale = await Keyed.Ask(http, address, Body, key, "\"1\"");
        stale.Status.ShouldBe(412);
        stale.ETag.ShouldBe("\"3\"");
        (await Keyed.Ask(http, address, Body, key, "\"1\"")).ShouldBe(stale);
        (await Keyed.Ask(http, address, Body, key, "\"3\"")).Status.ShouldBe(422, "it is another request");
        (await Keyed.Ask(http, address, Body, Keyed.NewKey(), "\"3\"")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task What_was_no_proper_request_leaves_its_key_free()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        (await Keyed.Ask(http, $"{weighing.Address}/inputs", """{"stakeholder":5}""", key)).Status.ShouldBe(400);
        (await Keyed.Ask(http, $"{weighing.Address}/inputs", new string(' ', 300_000), key)).Status.ShouldBe(413);
        (await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("Ja"), key)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_replacement_needs_no_key_and_takes_none()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Prepared.Weighing(http);
        http.DefaultRequestHeaders.Add("Idempotency-Key", Keyed.NewKey());
        var framing = WeighingClient.Framing;
        framing["question"] = "Wat doen we met de helft van dit complex?";
        framing["reason"] = "Scherper";
        await weighing.Record("/framing", framing, "PUT");
        using var again = await weighing.Send("/framing", framing, "PUT", $"\"{weighing.Version - 1}\"");
        again.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private static JsonObject Reordered(JsonObject body) => new(body.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
}
