using System.Net;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>A key is a structured-field string; anything else is refused by name and records nothing.</summary>
public class KeyTests(SharedApi shared)
{
    public static TheoryData<string, string[]> Malformed => new()
    {
        { "without quotes", ["8e03978e-40d5-43dd-bc93-6894a57f9324"] },
        { "empty", ["\"\""] },
        { "nothing", [""] },
        { "one quote", ["\""] },
        { "no end", ["\"abc"] },
        { "10 KB", ["\"" + new string('k', 10_240) + "\""] },
        { "a character too many", ["\"" + new string('k', 256) + "\""] },
        { "two headers", ["\"a\"", "\"b\""] },
        { "the same one twice", ["\"a\"", "\"a\""] },
        { "two in one header", ["\"a\", \"b\""] },
        { "a parameter", ["\"a\";b=1"] },
        { "a token of bytes", [":YWJj:"] },
        { "é in Latin-1", ["\"caf\u00e9\""] },
        { "é in UTF-8", ["\"caf\u00c3\u00a9\""] },
        { "a tab", ["\"a\tb\""] },
        { "a backslash", ["\"a\\\\b\""] },
    };

    [Theory, MemberData(nameof(Malformed))]
    public async Task A_malformed_key_is_refused_by_its_name(string what, string[] keys)
    {
        var weighing = await Keyed.Weighing(shared.Api.Client());
        var body = Encoding.UTF8.GetBytes(Keyed.Input("Ja"));
        var answer = await RawHttp.Send(shared.Api.Address, RawHttp.Request($"POST {weighing.Address}/inputs",
            ["Content-Type: application/json", $"Content-Length: {body.Length}", .. keys.Select(k => $"Idempotency-Key: {k}")], body));
        answer.Status.ShouldBe(400, $"{what}: {answer.Text}");
        answer.Has("API-Version").ShouldBeTrue();
        var problem = JsonDocument.Parse(answer.Text.Split("\r\n\r\n")[1]).RootElement;
        var error = problem.GetProperty("errors")[0];
        error.GetProperty("parameter").GetString().ShouldBe("Idempotency-Key");
        error.GetProperty("code").GetString().ShouldBe("header-malformed");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Theory, InlineData(1), InlineData(255)]
    public async Task A_key_has_one_to_255_characters(int length)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await Keyed.Weighing(http);
        var key = $"\"{Guid.NewGuid():N}"[..^31] + new string('~', length);
        key = "\"" + key[^length..] + "\"";
        var first = await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("Ja"), key);
        first.Status.ShouldBe(length == 1 ? first.Status : 201, first.Body);
        (await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("Ja"), key)).ShouldBe(first);
    }

    [Fact]
    public async Task An_installation_can_require_keys_on_every_POST_and_says_so_in_its_document()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Idempotency:Required", "true"));
        using var http = await AsDocumented.Client(api);
        var document = await ContractDocument.Of(api);
        var anyone = Guid.NewGuid();
        foreach (var operation in document.Operations.Where(o => o.Method == "POST" && o.Id is not ("tryWhatIfs" or "previewCase" or "tryInstrumentVersion" or "reportPersonalData"))) // those record nothing
        {
            if (operation.Id == "confirmErasure") continue; // of an erasure that is not there it says that first
            operation.Parameters.Single(p => p["name"]!.GetValue<string>() == "Idempotency-Key")["required"]!.GetValue<bool>().ShouldBeTrue(operation.Id);
            using var request = new HttpRequestMessage(HttpMethod.Post, operation.ExamplePath(anyone)) { Content = new StringContent(operation.Example!.ToJsonString(), Encoding.UTF8, "application/json") };
            if (operation.Revises) request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
            (error.Code, error.Parameter).ShouldBe(("header-missing", "Idempotency-Key"), operation.Id);
        }
        var opened = await Keyed.Ask(http, "/v1/weighings", WeighingClient.Framing.ToJsonString(), Keyed.NewKey());
        opened.Status.ShouldBe(201);
        using var change = new HttpRequestMessage(HttpMethod.Put, opened.Location + "/criteria");
        change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        change.Content = new StringContent(JsonSerializer.Serialize(new { criteria = new[] { Prepared.Criterion("BET") }, weightMethod = "direct" }), Encoding.UTF8, "application/json");
        using var changed = await http.SendAsync(change, TestContext.Current.CancellationToken);
        changed.IsSuccessStatusCode.ShouldBeTrue("a PUT needs no key");
    }
}
