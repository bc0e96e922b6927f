using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>The example weighings, read through every operation that the document has; the handler judges each answer.</summary>
public class ExampleViewTests(SharedApi shared)
{
    public static TheoryData<string> References => [.. ExampleWeighing.All().Select(e => e.Reference)];

    [Theory, MemberData(nameof(References))]
    public async Task An_example_is_as_documented_in_every_part_at_every_version(string reference)
    {
        var id = ExampleWeighing.All().Single(e => e.Reference == reference).Id;
        using var http = await AsDocumented.Client(shared.Api);
        var view = await Get(http, $"/v1/weighings/{id}");
        view.GetProperty("framing").GetProperty("framing").GetProperty("reference").GetString().ShouldBe(reference);

        foreach (var read in ContractDocument.Golden.Operations.Where(o => o.Method == "GET" && o.Path.Contains("{id}")))
        {
            using var response = await http.GetAsync(read.ExamplePath(id) + (read.Id == "compareWeighing" ? "?from=1" : ""), TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        }
        var versions = view.GetProperty("version").GetInt32();
        for (var version = 1; version <= versions; version++)
        {
            (await Get(http, $"/v1/weighings/{id}?version={version}")).GetProperty("version").GetInt32().ShouldBe(version);
            (await Get(http, $"/v1/weighings/{id}/events/{version}")).GetProperty("number").GetInt32().ShouldBe(version);
        }
        foreach (var path in (string[])["events?limit=200", "events?order=newest&limit=7", "comparison?from=0", $"comparison?from=3&to={versions - 1}"])
            await Get(http, $"/v1/weighings/{id}/{path}");
    }

    [Fact]
    public async Task The_documented_identity_is_that_of_an_example()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var id = ContractDocument.Golden.Operation("getWeighing").Parameters.Single(p => p["name"]!.GetValue<string>() == "id")["example"]!.GetValue<string>();
        (await Get(http, $"/v1/weighings/{id}")).GetProperty("status").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task<JsonElement> Get(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
