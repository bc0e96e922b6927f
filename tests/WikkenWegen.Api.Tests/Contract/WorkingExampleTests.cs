using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>
/// Whoever tries an operation in Swagger UI on a fresh installation, with what the document fills in, sees it work; and sees what the
/// document gives as the example of the answer.
/// </summary>
public class WorkingExampleTests(SharedApi shared)
{
    /// <summary>What is otherwise each time.</summary>
    private static readonly string[] Volatile = ["recordedAt", "occurredAt", "correlationId", "causationId", "openedAt", "registeredAt", "changedAt", "changedBy", "day", "reachedAt", "signedAt", "requestedAt", "size", "root", "fromRoot", "to", "toRoot", "proof", "madeAt"];

    /// <summary>What needs an erasure that somebody asked for, of which no example can name the id: ErasureTests.</summary>
    private static readonly string[] OfAnErasure = ["getErasureRequest", "confirmErasure"];

    /// <summary>What ends or answers something, and so cannot happen to it a second time; with what is said then. Whatever else revises can be done again.</summary>
    private static readonly Dictionary<string, string> HappensOnce = new()
    {
        ["approveCase"] = "case-already-approved",
        ["approveDecision"] = "already-ruled",
        ["cancelWeighing"] = "weighing-ended",
        ["closeRound"] = "round-already-closed",
        ["closeWeighing"] = "weighing-ended",
        ["endAccess"] = "access-already-ended",
        ["endFindingRule"] = "finding-rule-has-ended",
        ["followAdvice"] = "advice-already-answered",
        ["publishInstrument"] = "no-instrument-draft",
        ["reasonAdviceDeviation"] = "advice-already-answered",
        ["receiveAdvice"] = "advice-already-received",
        ["reopenWeighing"] = "nothing-to-reopen",
        ["resolveObjection"] = "objection-already-resolved",
        ["shareCase"] = "case-already-shared",
        ["startExecution"] = "execution-already-started",
        ["takeBackCase"] = "case-already-taken-back",
        ["unlinkWeighing"] = "already-unlinked",
        ["withdrawDecision"] = "decision-does-not-stand",
        ["withdrawInput"] = "input-withdrawn",
        ["withdrawProposal"] = "proposal-withdrawn",
        ["withdrawStakeholder"] = "stakeholder-withdrawn",
    };

    /// <summary>What is about a thing of which nobody can know the name before it is there; and what is said where it is not.</summary>
    private static readonly string[] OfOnesOwn = ["getCheckpointAt", "getCheckpointBinding", "getCheckpointTimestamp", "addCosignatures", "getExport", "getExportContent"];

    /// <summary>What ends the sign-up that other examples are about, and what was added since, and so is tried after them: there is one edition, and no copies of it.</summary>
    private static readonly string[] Last = ["withdrawSignUp", "blockEdition"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_operation_works_with_its_example_and_answers_as_the_example_of_its_answer()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = await AsDocumented.Client(api, language: "nl");
        var document = await ContractDocument.Of(api);
        await Audit.Audited.Signed(http);
        var (received, wrong) = (new SortedDictionary<string, JsonObject>(), new ConcurrentBag<string>());
        foreach (var operation in document.Operations.Where(o => !OfAnErasure.Contains(o.Id)).OrderBy(o => Array.IndexOf(Last, o.Id)))
        {
            using var response = await Try(http, operation);
            if (OfOnesOwn.Contains(operation.Id))
            {
                if (response.StatusCode != HttpStatusCode.NotFound) wrong.Add($"{operation} gave {(int)response.StatusCode}");
                received[operation.Id] = Recorded(operation);
                continue;
            }
            if ((int)response.StatusCode is not (200 or 201))
            {
                wrong.Add($"{operation} gave {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}");
                continue;
            }
            if (response.Content.Headers.ContentType?.MediaType != "application/json" || operation.Id is "listCheckpoints" or "listExports")
            {
                received[operation.Id] = Recorded(operation); // a text or bytes for tools, with hashes that are others each time; or as many as there are
                continue;
            }
            var status = ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var answer = Cut(JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation)))!;
            if (operation.Id != "getWeighing") received[operation.Id] = new JsonObject { [status] = answer };
            var example = operation.Response((int)response.StatusCode)!["content"]!["application/json"]!["example"];
            if (operation.Id != "getWeighing" && !JsonNode.DeepEquals(Masked(answer), Masked(example))) wrong.Add($"{operation} answers otherwise than its example: {Masked(answer)?.ToJsonString()} and not {Masked(example)?.ToJsonString()}");
        }
        if (wrong.IsEmpty) return;
        var file = Path.Combine(AppContext.BaseDirectory, "answer-examples.received.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(received, Indented) + "\n", Cancellation);
        Assert.Fail($"{string.Join('\n', wrong)}\nWhat was answered is in {file}; where that is right, it goes into src/WikkenWegen.Api/Infrastructure/OpenApi/response-examples.json.");
    }

    /// <summary>The examples that the document has.</summary>
    private static JsonObject Recorded(DocumentedOperation operation) => new(operation.Statuses.Where(status => status < 300).Select(status => KeyValuePair.Create(
        status.ToString(System.Globalization.CultureInfo.InvariantCulture), operation.Response(status)!["content"]!.AsObject().First().Value!["example"]?.DeepClone())));

    [Fact]
    public async Task The_weighings_to_try_things_on_are_there_and_what_revises_works_at_whatever_version_they_are()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = await AsDocumented.Client(api);
        foreach (var operation in (await ContractDocument.Of(api)).Operations.Where(o => o.Path.Contains("{id}")))
        {
            using var view = await http.GetAsync($"/v1/weighings/{Example(operation, "id")}", Cancellation);
            view.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
            if (operation.Revises) Example(operation, "If-Match").ShouldBe("*", operation.ToString());
        }
    }

    [Fact]
    public async Task Each_example_that_revises_works_twice_in_a_row_but_for_what_happens_once()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = await AsDocumented.Client(api);
        var refused = new Dictionary<string, string>();
        foreach (var operation in (await ContractDocument.Of(api)).Operations.Where(o => o.Revises))
        {
            using var first = await Try(http, operation);
            ((int)first.StatusCode).ShouldBeOneOf([200, 201], $"{operation}: {await first.Content.ReadAsStringAsync(Cancellation)}");
            using var second = await Send(http, operation, first.RequestMessage!.RequestUri!);
            if (second.IsSuccessStatusCode) continue;
            refused[operation.Id] = (await second.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code;
        }
        refused.ShouldBe(HappensOnce, ignoreOrder: true);
    }

    /// <summary>As Swagger UI does: every example that there is, and nothing else. A step is tried on a copy, so that none stands in the way of another.</summary>
    private static async Task<HttpResponseMessage> Try(HttpClient http, DocumentedOperation operation)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "path"))
        {
            var name = parameter["name"]!.GetValue<string>();
            path = path.Replace($"{{{name}}}", Example(operation, name), StringComparison.Ordinal);
        }
        var query = operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query" && p["example"] is not null).Select(p => $"{p["name"]}={Uri.EscapeDataString(p["example"]!.ToString())}");
        if (query.Any()) path += "?" + string.Join('&', query);
        if (operation.IsStep && operation.Path.Contains("{id}", StringComparison.Ordinal))
        {
            var id = Example(operation, "id");
            var copy = await ExampleTests.Load(http, ExampleWeighing.Loaded().Single(e => e.Id.ToString() == id));
            path = path.Replace(id, copy.Id.ToString(), StringComparison.Ordinal);
        }
        return await Send(http, operation, new Uri(path, UriKind.Relative));
    }

    /// <summary>Asks with the examples of the headers and of the body.</summary>
    private static async Task<HttpResponseMessage> Send(HttpClient http, DocumentedOperation operation, Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), address);
        foreach (var header in operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "header" && p["example"] is not null))
            request.Headers.TryAddWithoutValidation(header["name"]!.GetValue<string>(), header["example"]!.ToString()).ShouldBeTrue();
        if (operation.Example is { } body) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await http.SendAsync(request, Cancellation);
    }

    private static string Example(DocumentedOperation operation, string parameter) =>
        operation.Parameters.Single(p => p["name"]!.GetValue<string>() == parameter)["example"]!.ToString();

    /// <summary>With each list cut to two elements.</summary>
    private static JsonNode? Cut(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Cut(p.Value)))),
        JsonArray a => new JsonArray([.. a.Take(2).Select(Cut)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Without what is otherwise each time, and with each identity the same.</summary>
    private static JsonNode? Masked(JsonNode? node, string name = "") => node switch
    {
        _ when Volatile.Contains(name) => "…",
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Masked(p.Value, p.Key)))),
        JsonArray a => new JsonArray([.. a.Select(item => Masked(item))]),
        // A pseudonym that was made for an erasure.
        JsonValue v when v.TryGetValue<string>(out var text) && text.StartsWith("person-", StringComparison.Ordinal) => "…",
        // An identity, alone or behind the number of a copy.
        JsonValue v when v.TryGetValue<string>(out var text) && Guid.TryParse(text[(text.LastIndexOf(' ') + 1)..], out _) => "…",
         // How much was found in all copies.
         JsonValue when name is "findings" or "weighings" => "…",
        // Whatever is said of a moment of recording, and digests, which are salted, as leaves are.
        JsonValue v when name is "digest" or "replaced" or "promise" or "from" or "to" or "sentence" or "nextCursor" && v.TryGetValue<string>(out _) => "…",
        _ => node?.DeepClone(),
    };
}
