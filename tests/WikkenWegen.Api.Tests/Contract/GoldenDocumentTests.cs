using System.Text;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Contract;

/// <summary>The document that is served is the one that was agreed.</summary>
public class GoldenDocumentTests(SharedApi shared)
{
    [Fact]
    public async Task The_document_is_the_agreed_one()
    {
        var served = await Served(shared.Api);
        var golden = await File.ReadAllBytesAsync(Repository.GoldenDocument, TestContext.Current.CancellationToken);
        if (Text(served) == Text(golden)) return;

        var received = Path.Combine(AppContext.BaseDirectory, "openapi.received.json");
        await File.WriteAllBytesAsync(received, served, TestContext.Current.CancellationToken);
        var breaking = BreakingChanges.Between(JsonNode.Parse(golden)!.AsObject(), JsonNode.Parse(served)!.AsObject());
        Assert.Fail(breaking.Count == 0
            ? $"The contract has additions. Look at them and renew the file, as Contract/README.md says: {received}"
            : $"The contract has breaking changes, for which a new major version is needed:\n{string.Join('\n', breaking)}\nThe document is in {received}.");
    }

    [Fact]
    public async Task Two_hosts_give_the_same_bytes()
    {
        await using var other = Support.Api.Start(await shared.CreateDatabase());
        (await Served(other)).ShouldBe(await Served(shared.Api));
    }

    [Fact]
    public async Task Anybody_may_read_it_from_anywhere()
    {
        using var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using var response = await http.GetAsync("/v1/openapi.json", TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue();
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        response.Headers.GetValues("API-Version").ShouldBe([ContractDocument.Golden.Json["info"]!["version"]!.GetValue<string>()]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private static async Task<byte[]> Served(Support.Api api)
    {
        using var http = api.Client();
        return await http.GetByteArrayAsync("/v1/openapi.json", TestContext.Current.CancellationToken);
    }

    private static string Text(byte[] document) => Encoding.UTF8.GetString(document).TrimEnd('\n');
}
