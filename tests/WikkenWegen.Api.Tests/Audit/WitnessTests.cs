using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>Cosignatures of witnesses outside are taken, by whoever brings them, where they are right; and served with the checkpoint.</summary>
public class WitnessTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cosignature_that_is_brought_is_served_and_makes_the_quorum()
    {
        var accountant = Cosigner("accountant.example/witness", 1);
        await using var api = await Start(("Audit:Witnesses:0:Name", "accountant"), ("Audit:Witnesses:0:Key", accountant.VerifierKey.ToString()), ("Audit:Quorum", "any"));
        var audited = await Audited.Corporation(api);
        var note = await audited.Signed(1);
        var policy = await audited.Policy();
        policy.Verify(Encoding.UTF8.GetBytes(note)).IsOk.ShouldBeFalse("nobody has cosigned it yet");

        var line = Line(accountant, note);
        (await Add(audited, 1, line)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Add(audited, 1, line)).StatusCode.ShouldBe(HttpStatusCode.OK, "twice is once");
        var cosigned = await audited.Text("checkpoints/1");
        cosigned.ShouldBe(note + line + "\n");
        policy.Verify(Encoding.UTF8.GetBytes(cosigned)).Value.Cosignatures.ShouldHaveSingleItem().Time.ShouldBe(1_700_000_000UL);
        (await audited.Json("/v1/audit/log/checkpoints")).GetProperty("items")[0].GetProperty("cosignedBy").EnumerateArray().ShouldHaveSingleItem().GetString()!.ShouldStartWith("accountant.example/witness+");
    }

    [Fact]
    public async Task What_is_malformed_foreign_or_of_another_checkpoint_is_refused_and_nothing_is_kept()
    {
        var (accountant, stranger) = (Cosigner("accountant.example/witness", 1), Cosigner("accountant.example/witness", 2));
        await using var api = await Start(("Audit:Witnesses:0:Name", "accountant"), ("Audit:Witnesses:0:Key", accountant.VerifierKey.ToString()));
        var (audited, other) = (await Audited.Corporation(api), await Audited.Corporation(api));
        var (note, foreign) = (await audited.Signed(1), await other.Signed(1));
        string[] lines = [Line(accountant, note), "— accountant.example/witness geen-base64!", Line(stranger, note), Line(accountant, foreign), note, Line(accountant, note) + "\n" + Line(accountant, note)];
        using var response = await Add(audited, 1, lines);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.Select(e => (e.Code, e.Pointer)).ShouldBe(
        [
            ("cosignature-malformed", "/lines/1"), ("cosignature-foreign", "/lines/2"), ("cosignature-wrong", "/lines/3"), ("cosignature-malformed", "/lines/4"), ("cosignature-malformed", "/lines/5"),
        ], ignoreOrder: true);
        (await audited.Text("checkpoints/1")).ShouldBe(note);
        using var nowhere = await Add(audited, 77, lines[0]);
        await nowhere.Problem(HttpStatusCode.NotFound);
        using var none = await Add(audited, 1);
        await none.Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_witness_with_an_address_is_asked_for_each_newest_checkpoint_and_one_that_is_gone_holds_nobody_up()
    {
        var accountant = Cosigner("accountant.example/witness", 1);
        var store = new MemoryWitnessStore();
        Witness? witness = null;
        await using var outside = await Outside(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, Cancellation);
            var answer = await witness!.AddCheckpointAsync(body.ToArray(), 1_700_000_000, Cancellation);
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = answer.ContentType;
            await http.Response.Body.WriteAsync(answer.Body, Cancellation);
        });
        await using var api = await Start(
            ("Audit:WitnessPause", "00:00:00.2"), ("Audit:WitnessPatience", "00:00:02"),
            ("Audit:Witnesses:0:Name", "weg"), ("Audit:Witnesses:0:Key", Cosigner("weg.example/witness", 3).VerifierKey.ToString()), ("Audit:Witnesses:0:Address", "http://127.0.0.1:9/"),
            ("Audit:Witnesses:1:Name", "accountant"), ("Audit:Witnesses:1:Key", accountant.VerifierKey.ToString()), ("Audit:Witnesses:1:Address", AddressOf(outside)));
        var audited = await Audited.Corporation(api);
        var log = (await audited.Policy()).Logs.Single().Key;
        witness = new Witness([new WitnessedLog(log.Name, [NoteVerifier.Create(log).Value])], [accountant], store);

        await audited.Signed(1);
        await Cosigned(audited, 1);
        await audited.Weighing(6);
        await audited.Signed(7);
        await Cosigned(audited, 7); // with the proof that it continues the one before

        // What the witness has no memory of it is asked for again from the beginning.
        witness = new Witness([new WitnessedLog(log.Name, [NoteVerifier.Create(log).Value])], [accountant], new MemoryWitnessStore());
        await audited.Weighing(2);
        await audited.Signed(9);
        await Cosigned(audited, 9);
    }

    private static async Task Cosigned(Audited audited, long size)
    {
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, Cancellation))
            if ((await audited.Text($"checkpoints/{size}")).Contains("— accountant.example/witness ", StringComparison.Ordinal)) return;
        Assert.Fail($"The checkpoint of {size} leaves was not cosigned.");
    }

    private static Cosigner Cosigner(string name, byte seed) =>
        TransparencyLog.Checkpoints.Cosigner.Create(name, SignatureType.Ed25519Cosignature, Ed25519.ImportSeed([.. Enumerable.Repeat(seed, Ed25519.SeedBytes)]).Value).Value;

    private static string Line(Cosigner cosigner, string note) =>
        cosigner.Cosign(Checkpoint.Parse(UnverifiedNote.Parse(Encoding.UTF8.GetBytes(note)).Value.UnverifiedText).Value, 1_700_000_000).Value.ToString();

    private static Task<HttpResponseMessage> Add(Audited audited, long size, params string[] lines) =>
        audited.Auditor.PostAsJsonAsync($"/v1/audit/log/checkpoints/{size}/cosignatures", new { lines }, Cancellation);

    private async Task<Support.Api> Start(params (string Key, string Value)[] settings) =>
        Support.Api.Start(await shared.CreateDatabase(), null, [("Serilog:MinimumLevel:Default", "Fatal"), .. settings]);

    private static async Task<WebApplication> Outside(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/add-checkpoint", answer);
        await app.StartAsync(Cancellation);
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
