using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>The document is valid, whole, and says of every operation what a caller must know.</summary>
public class DocumentTests(SharedApi shared)
{
    private static readonly ContractDocument Document = ContractDocument.Golden;

    public static TheoryData<string> Operations => [.. Document.Operations.Select(o => o.Id)];

    public static TheoryData<string> WithBody => [.. Document.Operations.Where(o => o.BodySchema is not null).Select(o => o.Id)];

    [Fact]
    public async Task It_is_valid_OpenAPI_3_1()
    {
        using var stream = new MemoryStream(await File.ReadAllBytesAsync(Repository.GoldenDocument, TestContext.Current.CancellationToken));
        var (document, diagnostic) = await OpenApiDocument.LoadAsync(stream, "json", cancellationToken: TestContext.Current.CancellationToken);
        diagnostic!.Errors.ShouldBeEmpty();
        diagnostic.Warnings.ShouldBeEmpty();
        diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        document!.Paths.Count.ShouldBe(Document.Operations.DistinctBy(o => o.Path).Count());
    }

    /// <summary>Public generators of clients stop at a version that they do not know.</summary>
    [Fact]
    public async Task It_says_the_version_that_generators_know() =>
        (await ContractDocument.Of(shared.Api)).Json["openapi"]!.GetValue<string>().ShouldBe("3.1.1");

    [Fact]
    public async Task Only_bodies_of_requests_forbid_members_that_are_not_described()
    {
        var schemas = (await ContractDocument.Of(shared.Api)).Json["components"]!["schemas"]!.AsObject().Where(s => s.Value!["properties"] is not null).ToList();
        schemas.Count(s => s.Key.EndsWith("Request", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
        foreach (var (name, schema) in schemas)
        {
            var closed = schema!["additionalProperties"] is JsonValue value && !value.GetValue<bool>();
            closed.ShouldBe(name.EndsWith("Request", StringComparison.Ordinal) && name != nameof(WikkenWegen.Domain.AdviceRequest), name);
        }
    }

    /// <summary>What a caller sends has its limits in the document, so that a generated client can keep to them.</summary>
    [Fact]
    public async Task Every_text_and_number_in_an_address_has_its_limits()
    {
        foreach (var operation in (await ContractDocument.Of(shared.Api)).Operations)
            foreach (var parameter in operation.Parameters.Where(p => p["in"]!.GetValue<string>() is "path" or "query"))
            {
                var (what, schema) = ($"{operation.Id} {parameter["name"]}", parameter["schema"]!);
                if (schema["type"]?.GetValue<string>() == "integer") schema["minimum"].ShouldNotBeNull(what);
                if (schema["type"]?.GetValue<string>() == "string" && schema["format"] is null && schema["enum"] is null) schema["minLength"].ShouldNotBeNull(what);
                if (schema["minLength"] is not null && parameter["in"]!.GetValue<string>() == "query") schema["maxLength"].ShouldNotBeNull(what);
                if (parameter["name"]!.GetValue<string>() is "code" or "corporation" or "slug" or "area" or "type") schema["pattern"].ShouldNotBeNull(what);
                if (parameter["in"]!.GetValue<string>() == "path" && schema["minLength"] is not null) schema["maxLength"].ShouldNotBeNull(what);
                if (parameter["name"]!.GetValue<string>() == "limit") schema["maximum"]!.GetValue<int>().ShouldBe(200, what);
                if (parameter["name"]!.GetValue<string>() != "sort") continue;
                var orders = schema["enum"]!.AsArray().Select(c => c!.GetValue<string>()).ToList();
                orders.ShouldContain(o => o[0] == '-', what);
                orders.Where(o => o[0] == '-').ShouldBe(orders.Where(o => o[0] != '-').Select(o => "-" + o), what);
            }
    }

    [Fact]
    public async Task Every_group_of_operations_is_described_in_both_languages()
    {
        var tags = (await ContractDocument.Of(shared.Api)).Json["tags"]!.AsArray();
        tags.ShouldNotBeEmpty();
        foreach (var tag in tags) IsBilingual(tag!.AsObject());
    }

    [Theory]
    [InlineData("nl", "Stelt de criteria vast", "Adopts the criteria")]
    [InlineData("en", "Adopts the criteria", "Stelt de criteria vast")]
    public async Task It_can_be_had_in_one_language_and_is_the_same_but_for_its_texts(string language, string has, string hasNot)
    {
        using var http = shared.Api.Client();
        var one = JsonNode.Parse(await http.GetStringAsync($"/v1/openapi.json?language={language}", TestContext.Current.CancellationToken))!;
        var both = (await ContractDocument.Of(shared.Api)).Json;
        var text = one["paths"]!["/weighings/{id}/criteria"]!.ToJsonString();
        text.ShouldContain(has);
        text.ShouldNotContain(hasNot);
        Untold(one).ToJsonString().ShouldBe(Untold(both).ToJsonString());
        one.ToJsonString().ShouldNotContain("\uFFF9");
        one["info"]!["description"]!.GetValue<string>().ShouldNotContain(language == "nl" ? "The record of the weighings" : "Het register van afwegingen");
    }

    [Fact]
    public async Task A_language_that_it_is_not_written_in_is_refused()
    {
        using var http = shared.Api.Client();
        using var response = await http.GetAsync("/v1/openapi.json?language=fr", TestContext.Current.CancellationToken);
        var error = (await response.Problem(System.Net.HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Parameter).ShouldBe(("not-a-choice", "language"));
    }

    [Fact]
    public async Task Each_text_of_it_is_in_both_languages_and_no_translation_is_left_over()
    {
        using var http = shared.Api.Client();
        var english = Texts("", JsonNode.Parse(await http.GetStringAsync("/v1/openapi.json?language=en", TestContext.Current.CancellationToken))).ToDictionary();
        var dutch = Texts("", JsonNode.Parse(await http.GetStringAsync("/v1/openapi.json?language=nl", TestContext.Current.CancellationToken))).ToDictionary();
        english.Count.ShouldBeGreaterThan(1000);
        dutch.Keys.ShouldBe(english.Keys);
        english.Where(text => dutch[text.Key] == text.Value).Select(text => $"{text.Key}: {text.Value}").ShouldBeEmpty("a text that texts.nl.json has no Dutch of");

        await using var file = typeof(Program).Assembly.GetManifestResourceStream("texts.nl.json")!;
        var translated = JsonNode.Parse(file)!.AsObject().Select(text => text.Key);
        translated.Except(english.Values).ShouldBeEmpty("texts.nl.json has the Dutch of what is not in the document");
    }

    /// <summary>The descriptions and summaries, by where they stand; not those in examples.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Texts(string path, JsonNode? node) => node switch
    {
        JsonObject members => members.Where(m => m.Key is not ("example" or "examples" or "default")).SelectMany(m =>
            m is { Key: "description" or "summary", Value: JsonValue text } ? [KeyValuePair.Create($"{path}/{m.Key}", text.GetValue<string>())] : Texts($"{path}/{m.Key}", m.Value)),
        JsonArray items => items.SelectMany((item, i) => Texts($"{path}/{i}", item)),
        _ => [],
    };

    /// <summary>Without descriptions and summaries.</summary>
    private static JsonNode Untold(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => m is not { Key: "description" or "summary", Value: JsonValue }).Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Untold(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Untold(item))]),
        _ => node.DeepClone(),
    };

    [Fact]
    public void It_has_every_endpoint_and_each_endpoint_has_a_contract()
    {
        var endpoints = shared.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal) && e.RoutePattern.RawText != "/v1/openapi.json").ToList();
        endpoints.ShouldAllBe(e => e.Metadata.GetMetadata<Operation>() != null);
        endpoints.Select(e => e.Metadata.GetMetadata<Operation>()!.Id).ShouldBe(Document.Operations.Select(o => o.Id), ignoreOrder: true);
        endpoints.Select(e => e.Metadata.GetMetadata<Operation>()!.Id).ShouldBeUnique();
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_component_is_used()
    {
        var references = References(Document.Json).ToHashSet();
        foreach (var reference in references) Document.Resolved(new JsonObject { ["$ref"] = reference }).ShouldNotBeNull();
        var components = from kind in Document.Json["components"]!.AsObject() from component in kind.Value!.AsObject() select $"#/components/{kind.Key}/{component.Key}";
        var schemes = Document.Operations.SelectMany(o => o.Security).Select(scheme => "#/components/securitySchemes/" + scheme);
        components.Except(references).Except(schemes).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Operations))]
    public void An_operation_is_described_in_both_languages(string id)
    {
        var operation = Document.Operation(id);
        operation.Json["summary"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        operation.Json["summary"]!.GetValue<string>().ShouldNotEndWith(".");
        operation.Json["tags"]!.AsArray().Count.ShouldBe(1);
        IsBilingual(operation.Json);
        foreach (var parameter in operation.Parameters)
        {
            IsBilingual(parameter);
            parameter["schema"].ShouldNotBeNull();
            if (parameter["in"]!.GetValue<string>() == "path") parameter["example"].ShouldNotBeNull();
            if (parameter["example"] is { } example) Document.Errors(parameter["schema"]!, JsonSerializer.SerializeToElement(example)).ShouldBeEmpty();
        }
        foreach (var status in operation.Statuses) IsBilingual(operation.Response(status)!);
    }

    [Theory, MemberData(nameof(Operations))]
    public void An_operation_documents_what_any_operation_answers(string id)
    {
        var operation = Document.Operation(id);
        operation.Statuses.ShouldContain(s => s >= 200 && s < 300);
        foreach (var status in (int[])[400, 405, 406, 414, 429, 431, 500, 503, 504]) operation.Statuses.ShouldContain(status);
        foreach (var status in (int[])[401, 403]) operation.Statuses.Contains(status).ShouldBe(operation.Security.Any());
        if (operation.Path.Contains("{id}")) operation.Statuses.ShouldContain(404);
        if (operation.IsStep) foreach (var status in (int[])[409, 412, 413, 415]) operation.Statuses.ShouldContain(status);
        operation.Statuses.Contains(428).ShouldBe(operation.Revises);
        foreach (var status in operation.Statuses)
        {
            var response = operation.Response(status)!;
            response["headers"]!["API-Version"].ShouldNotBeNull();
            if (status >= 400) response["content"]!.AsObject().Select(c => c.Key).ShouldBe(["application/problem+json"]);
        }
    }

    [Theory, MemberData(nameof(WithBody))]
    public void An_example_is_as_its_schema_and_as_the_server_says(string id)
    {
        var operation = Document.Operation(id);
        var example = JsonSerializer.SerializeToElement(operation.Example);
        Document.Errors(operation.BodySchema!, example).ShouldBeEmpty();
        var described = shared.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(e => e.Metadata.GetMetadata<Operation>()).Single(o => o?.Id == id)!;
        Shape.Of(described.Body!).Errors(example, "").ShouldBeEmpty();
        // There is an example where the body can say more than when the step happened. It must be sent there too, but for what callers of before may leave out.
        // The digest by which a case is approved is over texts that are sealed with random salts: none could be an example that works.
        operation.HasExample.ShouldBe(id != "approveCase" && described.Body!.GetProperties().Any(member => member.DeclaringType != typeof(StepRequest) && member.DeclaringType != typeof(StreamRequest)));
        operation.BodyRequired.ShouldBe(operation.HasExample && id is not ("startExecution" or "recordOutcome"));
    }

    [Theory, MemberData(nameof(Operations))]
    public void Each_kind_of_answer_has_an_example_that_is_as_its_schema(string id)
    {
        var operation = Document.Operation(id);
        foreach (var status in operation.Statuses)
            foreach (var (form, media) in operation.Response(status)!["content"]?.AsObject() ?? [])
            {
                if (form == "text/html") continue; // a page, for people
                if (media!["example"] is { } example) Document.Errors(media["schema"]!, JsonSerializer.SerializeToElement(example)).ShouldBeEmpty($"{id} {status}");
                // The national linter takes the list of inputs in the whole view for a PUT; a step that replaces mostly does, and seldom is the first.
                else ((operation.Method, status) == ("PUT", 201) || id == "getWeighing").ShouldBeTrue($"{id} {status}");
            }
    }

    /// <summary>Dutch first, then English in italics.</summary>
    private static void IsBilingual(JsonObject described)
    {
        var parts = described["description"].ShouldNotBeNull(described.ToJsonString()).GetValue<string>().Split("\n\n*");
        parts.Length.ShouldBe(2, described["description"]!.GetValue<string>());
        parts[0].ShouldNotBeNullOrWhiteSpace();
        parts[1].ShouldEndWith("*");
        parts[1].Length.ShouldBeGreaterThan(3);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Key == "$ref" ? [m.Value!.GetValue<string>()] : References(m.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
