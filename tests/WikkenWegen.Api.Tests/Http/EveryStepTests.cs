using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Every operation that records a step, found in the contract: its example works, and nothing but a right body does.</summary>
public class EveryStepTests(SharedApi shared)
{
    private static Task<WeighingClient>? untouched;

    public static TheoryData<string> Steps => [.. ContractDocument.Golden.Operations.Where(o => o.IsStep).Select(o => o.Id)];

    [Theory, MemberData(nameof(Steps))]
    public async Task Its_example_is_recorded_and_can_be_read_where_the_answer_says(string step)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var operation = (await ContractDocument.Of(shared.Api)).Operation(step);
        var weighing = await Prepared.For(step, http);

        using var response = await Send(http, weighing, operation, operation.Example!.ToJsonString());
        var opening = operation.Path == "/v1/weighings";
        var receipt = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        response.StatusCode.ShouldBe(operation.Method == "PUT" ? HttpStatusCode.OK : HttpStatusCode.Created, receipt.ToString());
        var version = opening ? 1 : weighing.Version + 1;
        receipt.GetProperty("version").GetInt32().ShouldBe(version);
        response.Headers.ETag!.Tag.ShouldBe($"\"{version}\"");
        response.Headers.ETag.IsWeak.ShouldBeFalse();

        var part = receipt.TryGetProperty("part", out var told) ? told.GetString()! : operation.Path.Split('/')[^2]; // many at once are in their list
        var address = $"/v1/weighings/{receipt.GetProperty("weighingId").GetGuid()}" + (part.Length == 0 ? "" : "/" + part);
        if (response.StatusCode == HttpStatusCode.Created) response.Headers.Location!.OriginalString.ShouldBe(address);
        using var made = await http.GetAsync(address, TestContext.Current.CancellationToken);
        made.StatusCode.ShouldBe(HttpStatusCode.OK, $"{step} says it is at {address}");
        made.Headers.ETag!.Tag.ShouldBe($"\"{version}\"");
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task Every_wrong_body_is_refused_with_a_pointer_to_what_is_wrong_and_records_nothing(string step)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var document = await ContractDocument.Of(shared.Api);
        var operation = document.Operation(step);
        var weighing = await Untouched(http);
        var full = new Bodies(document).Full(operation.BodySchema!);
        document.Errors(operation.BodySchema!, JsonSerializer.SerializeToElement(full)).ShouldBeEmpty("the body that the wrong ones are made of");

        foreach (var wrong in new Bodies(document).Wrong(operation.BodySchema!, full))
        {
            using var response = await Send(http, weighing, operation, wrong.Body);
            var problem = await response.Problem(HttpStatusCode.BadRequest);
            problem.Errors.ShouldContain(e => e.Pointer == wrong.Pointer && (wrong.Code == null || e.Code == wrong.Code), $"{wrong}: {string.Join(", ", problem.Errors)}");
            if (wrong.AgainstSchema)
                document.Errors(operation.BodySchema!, JsonDocument.Parse(wrong.Body).RootElement).ShouldNotBeEmpty($"the contract allows what is refused: {wrong}");
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task A_missing_body_is_one_without_fields(string step)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var document = await ContractDocument.Of(shared.Api);
        var operation = document.Operation(step);
        var required = document.Resolved(operation.BodySchema!)["required"]?.AsArray().Select(r => "/" + r!.GetValue<string>()).ToArray() ?? [];
        foreach (var body in required.Length > 0 ? (string[])["", " \r\n\t", "{}"] : [])
        {
            using var response = await Send(http, await Untouched(http), operation, body);
            var problem = await response.Problem(HttpStatusCode.BadRequest);
            problem.Errors.ShouldAllBe(e => e.Code == "field-missing");
            problem.Errors.Select(e => e.Pointer).ShouldBe(required, ignoreOrder: true);
        }
        if (required.Length > 0) operation.BodyRequired.ShouldBeTrue();
        // Where no field must be there, a rule of the process may still want a reason; with and without a body alike.
        using var without = await Send(http, await Prepared.For(step, http), operation, "");
        using var empty = await Send(http, await Prepared.For(step, http), operation, "{}");
        without.StatusCode.ShouldBe(empty.StatusCode);
        // The decision awaits its approval here, so that who executes it or closes says why.
        without.StatusCode.ShouldBeOneOf(step is "startExecution" or "closeWeighing" ? [HttpStatusCode.Conflict]
            : operation.BodyRequired ? [HttpStatusCode.Created, HttpStatusCode.BadRequest] : [HttpStatusCode.Created]);
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task All_that_is_wrong_is_told_at_once(string step)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var document = await ContractDocument.Of(shared.Api);
        var operation = document.Operation(step);
        var weighing = await Untouched(http);
        var fields = document.Resolved(operation.BodySchema!)["properties"]!.AsObject().Select(p => p.Key).ToList();

        // No field of any step is a list of lists.
        var body = new JsonObject(fields.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonArray(new JsonArray()))).Append(new("unheardOf", 1)));
        using var response = await Send(http, weighing, operation, body.ToJsonString());
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        var pointers = problem.Errors.Select(e => string.Join('/', e.Pointer!.Split('/').Take(2))).Distinct();
        pointers.ShouldBe(fields.Append("unheardOf").Select(name => "/" + name), ignoreOrder: true);
        problem.Detail.ShouldContain(problem.Errors.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task A_field_that_may_be_left_out_may_be_null_too(string step)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var document = await ContractDocument.Of(shared.Api);
        var operation = document.Operation(step);
        var weighing = await Prepared.For(step, http);
        var body = operation.Example!.DeepClone().AsObject();
        foreach (var (name, schema) in document.Resolved(operation.BodySchema!)["properties"]!.AsObject())
            if (!body.ContainsKey(name) && schema!["type"]?.GetValue<string>() != "boolean") body[name] = null;
        using var response = await Send(http, weighing, operation, body.ToJsonString());
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task A_step_that_revises_asks_for_the_version_that_was_read(string step)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var operation = (await ContractDocument.Of(shared.Api)).Operation(step);
        var weighing = await Prepared.For(step, http);

        using var without = await Send(http, weighing, operation, operation.Example!.ToJsonString(), ifMatch: null);
        if (operation.Revises) (await without.Problem(HttpStatusCode.PreconditionRequired)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe("If-Match");
        else without.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var stale = await Send(http, weighing, operation, operation.Example!.ToJsonString(), ifMatch: operation.Path == "/v1/weighings" ? "\"1\"" : "\"0\"");
        await stale.Problem(HttpStatusCode.PreconditionFailed);
        var recorded = operation.Revises || operation.Path == "/v1/weighings" ? 0 : 1;
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version + recorded);
    }

    /// <summary>One weighing for all bodies whose form alone is wrong, since it must stay as it is.</summary>
    private async Task<WeighingClient> Untouched(HttpClient http) =>
        (await (untouched ??= Prepared.Weighing(await AsDocumented.Client(shared.Api)))).As(http);

    private static Task<HttpResponseMessage> Send(HttpClient http, WeighingClient weighing, DocumentedOperation operation, string body) =>
        Send(http, weighing, operation, body, operation.Path == "/v1/weighings" ? null : $"\"{weighing.Version}\"");

    private static async Task<HttpResponseMessage> Send(HttpClient http, WeighingClient weighing, DocumentedOperation operation, string body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(weighing.Id));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
