using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>
/// Every kind of step, each with a mark in every text that a person can write; and everything read and searched afterwards. Where
/// the mark shows, a person's words have come out.
/// </summary>
internal static class MarkedWeighing
{
    /// <summary>The mark.</summary>
    public const string Mark = "M3rkt3ken";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Records all steps and reads everything.</summary>
    public static async Task Run(Support.Api api)
    {
        using var http = await AsDocumented.Client(api);
        var document = await ContractDocument.Of(api);
        foreach (var step in document.Operations.Where(o => o.IsStep))
        {
            var weighing = await Prepared.For(step.Id, http);
            var body = step.Example!.DeepClone();
            var marks = Write(document, step.BodySchema!, body);
            using var request = new HttpRequestMessage(new HttpMethod(step.Method), step.ExamplePath(weighing.Id)) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
            if (step.Path.Contains("{id}")) request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var recorded = await http.SendAsync(request, Cancellation);
            recorded.IsSuccessStatusCode.ShouldBeTrue(await recorded.Content.ReadAsStringAsync(Cancellation));

            foreach (var read in (string[])["", "?version=2", "/events?order=newest", "/comparison?from=0"])
                (await http.GetStringAsync($"{weighing.Address}{read}", Cancellation)).ShouldNotBeEmpty();
            (await http.GetStringAsync($"{weighing.Address}/events", Cancellation)).Contains(Mark, StringComparison.Ordinal).ShouldBe(marks > 0 && step.Path.Contains("{id}"), step.Id);
        }
        (await http.GetStringAsync($"/v1/weighings?q={Mark}&party={Mark}&reference={Mark}", Cancellation)).ShouldNotBeEmpty();
        using var refused = await http.GetAsync($"/v1/weighings?cursor={Mark}&{Mark}=1", Cancellation);
        await refused.Problem(System.Net.HttpStatusCode.BadRequest);
    }

    /// <summary>Asks for a step whose texts the database refuses to store.</summary>
    public static async Task RunIntoTheDatabase(Support.Api api)
    {
        using var http = await AsDocumented.Client(api);
        var weighing = await Prepared.Weighing(http);
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using (var command = source.CreateCommand("alter table wikkenwegen.vault add constraint refuses check (disclosure = '') not valid")) await command.ExecuteNonQueryAsync(Cancellation);
        using var response = await weighing.Send("/proposals/V2/withdrawal", new { reason = $"Omdat {Mark} het vroeg." });
        await response.Problem(System.Net.HttpStatusCode.InternalServerError);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    /// <summary>What the vault of a host holds.</summary>
    public static async Task<IReadOnlyList<string>> Disclosures(Support.Api api)
    {
        return [.. (await WikkenWegen.Testing.VaultByHand.Open(api.ConnectionString, null, Cancellation)).Select(text => text.Encoded)];
    }

    /// <summary>Puts the mark into every text without a form, and adds those for the vault that the body leaves out.</summary>
    private static int Write(ContractDocument document, JsonNode schema, JsonNode body)
    {
        var marks = 0;
        foreach (var (name, member) in document.Resolved(schema)["properties"]!.AsObject())
        {
            var type = member!["type"]?.GetValue<string>();
            var free = (type == "string" ? member : type == "array" ? member["items"]! : null) is { } text
                && text["type"]?.GetValue<string>() == "string" && text["pattern"] is null && text["format"] is null;
            // A reason for recording late is refused where nothing is late, and a correction names the field of its text.
            if (free && name is not ("lateReason" or "field") && (body[name] is not null || member["description"]!.GetValue<string>().Contains("vault", StringComparison.Ordinal)))
            {
                body[name] = type == "string" ? $"{Mark} {name}" : new JsonArray($"{Mark} {name}");
                marks++;
            }
            else if (body[name] is JsonObject inner) marks += Write(document, member["allOf"]![0]!, inner);
            else if (body[name] is JsonArray items && type == "array") marks += items.OfType<JsonObject>().Sum(item => Write(document, member["items"]!, item));
        }
        return marks;
    }
}
