using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Identifiers;

/// <summary>Dutch identifiers are taken as they are written in their registrations, and what cannot be one is pointed at.</summary>
public class IdentifierTests(SharedApi shared)
{
    [Theory]
    [InlineData("GM0363"), InlineData("GM0000"), InlineData("WK036300"), InlineData("WK0363AA"), InlineData("WK03630A"), InlineData("BU03630000"), InlineData("BU0363AF05"), InlineData("BU0363AFA9"), InlineData("BU99010302")]
    public async Task A_CBS_code_is_taken(string code)
    {
        var weighing = await Opened(f => f["areas"] = new JsonArray(new JsonObject { ["code"] = code, ["year"] = 2025 }));
        var area = weighing.GetProperty("areas")[0];
        (area.GetProperty("code").GetString(), area.GetProperty("year").GetInt32()).ShouldBe((code, 2025));
    }

    [Theory]
    [InlineData("0363"), InlineData("GM363"), InlineData("GM03630"), InlineData("GM036A"), InlineData("gm0363"), InlineData("WK0363"), InlineData("WK0363A"), InlineData("WK0363AAA"), InlineData("WKA36300")]
    [InlineData("WK0363aa"), InlineData("BU036300"), InlineData("BU0363000"), InlineData("BU036300000"), InlineData("BU0363-000"), InlineData("PV27"), InlineData("GM٠٣٦٣"), InlineData(" GM0363"), InlineData("GM0363\n"), InlineData("BU0363É000")]
    public Task What_is_no_CBS_code_is_pointed_at(string code) =>
        IsRefused(f => f["areas"] = new JsonArray(new JsonObject { ["code"] = code, ["year"] = 2025 }), "/areas/0/code", code.Length > 10 ? "text-too-long" : "text-form");

    [Theory, InlineData("1994", "number-out-of-range"), InlineData("2101", "number-out-of-range"), InlineData("\"2025\"", "not-an-integer"), InlineData("2025.5", "not-an-integer"), InlineData("null", "field-missing")]
    public Task A_CBS_code_is_of_a_year(string year, string rule) =>
        IsRefused(f => f["areas"] = new JsonArray(new JsonObject { ["code"] = "GM0363", ["year"] = JsonNode.Parse(year) }), "/areas/0/year", rule);

    [Theory, InlineData(1995), InlineData(2100)]
    public async Task The_years_of_the_lists_are_taken(int year) =>
        (await Opened(f => f["areas"] = new JsonArray(new JsonObject { ["code"] = "GM0363", ["year"] = year }))).GetProperty("areas")[0].GetProperty("year").GetInt32().ShouldBe(year);

    [Theory]
    [InlineData("0363010012062064"), InlineData("0363020012062064"), InlineData("0363030012062064"), InlineData("0363100012062064"), InlineData("0363200012062064"), InlineData("0363300012062064"), InlineData("0003100000000000")]
    public async Task A_BAG_id_of_every_kind_is_taken_with_its_zeros(string id) =>
        (await Opened(f => f["bagIds"] = new JsonArray(id))).GetProperty("bagIds")[0].GetString().ShouldBe(id);

    [Theory]
    [InlineData("0363000012062064"), InlineData("0363040012062064"), InlineData("0363110012062064"), InlineData("0363400012062064"), InlineData("363010012062064"), InlineData("03630100120620640")]
    [InlineData("036301001206206A"), InlineData("0363 01 0012062064"), InlineData("1024"), InlineData("https://bag.basisregistraties.overheid.nl/bag/id/pand/0363100012062064")]
    public Task What_is_no_BAG_id_is_pointed_at(string id) => IsRefused(f => f["bagIds"] = new JsonArray("0363010012062064", id), "/bagIds/1", id.Length > 16 ? "text-too-long" : "text-form");

    [Fact]
    public Task A_BAG_id_is_no_number() => IsRefused(f => f["bagIds"] = new JsonArray(1363010012062064), "/bagIds/0", "not-a-text");

    public static TheoryData<string, string> Numbers => new()
    {
        { "kvkNumber", "12345678" }, { "kvkNumber", "00000027" }, { "corporationNumber", "L0001" }, { "corporationNumber", "L1234" },
        { "oin", "00000003123456780000" }, { "oin", "00000001003214345000" },
    };

    [Theory, MemberData(nameof(Numbers))]
    public async Task A_number_of_a_corporation_is_kept_with_its_zeros(string field, string number)
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var response = await Register(http, field, number);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        JsonDocument.Parse(text).RootElement.GetProperty(field).GetString().ShouldBe(number);
        JsonDocument.Parse(await http.GetStringAsync(response.Headers.Location, TestContext.Current.CancellationToken)).RootElement.GetProperty(field).GetString().ShouldBe(number);
    }

    public static TheoryData<string, string, string> NoNumbers => new()
    {
        { "kvkNumber", "\"1234567\"", "text-form" }, { "kvkNumber", "\"123456789\"", "text-too-long" }, { "kvkNumber", "\"1234567A\"", "text-form" }, { "kvkNumber", "\"1234 678\"", "text-form" },
        { "kvkNumber", "12345678", "not-a-text" }, { "kvkNumber", "27", "not-a-text" }, { "kvkNumber", "\"١٢٣٤٥٦٧٨\"", "text-form" }, { "kvkNumber", "null", "field-missing" },
        { "corporationNumber", "\"1234\"", "text-form" }, { "corporationNumber", "\"l1234\"", "text-form" }, { "corporationNumber", "\"L123\"", "text-form" }, { "corporationNumber", "\"L12345\"", "text-too-long" },
        { "oin", "\"0000000312345678000\"", "text-form" }, { "oin", "\"000000031234567800000\"", "text-too-long" }, { "oin", "\"0000000312345678000A\"", "text-form" }, { "oin", "3123456780000", "not-a-text" },
    };

    [Theory, MemberData(nameof(NoNumbers))]
    public async Task What_is_no_number_of_a_corporation_is_pointed_at(string field, string json, string rule)
    {
        using var http = await AsDocumented.Client(shared.Api);
        using var response = await Register(http, field, JsonNode.Parse(json));
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Pointer, error.Code).ShouldBe(("/" + field, rule));
    }

    [Fact]
    public async Task A_weighing_is_found_by_the_key_of_another_system()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var (key, other) = ($"PROJ-{Guid.NewGuid():N}", $"PROJ-{Guid.NewGuid():N}");
        var identity = new JsonObject { ["idExtern"] = key, ["idGegevensbeheerder"] = "GB-1", ["idOrganisatie"] = "ORG-1", ["idAdministratie"] = "ADM-1" };
        var framing = WeighingClient.Framing;
        framing["identity"] = identity;
        var weighing = await WeighingClient.Open(http, framing);
        (await weighing.Get("/framing")).GetProperty("framing").GetProperty("identity").GetRawText().ShouldBe(identity.ToJsonString());
        (await Found(key)).ShouldBe([weighing.Id]);
        (await Found(key[..^1])).ShouldBeEmpty("a part of a key is no key");
        (await Found(key.ToUpperInvariant())).ShouldBeEmpty();

        identity["idExtern"] = other;
        framing["reason"] = "Het project is overgezet";
        await weighing.Record("/framing", framing, "PUT");
        (await Found(key)).ShouldBeEmpty();
        (await Found(other)).ShouldBe([weighing.Id]);
        using var elsewhere = shared.Api.Client(new Identity("anna", "thuis-in-duinstreek", "reader"));
        JsonDocument.Parse(await elsewhere.GetStringAsync($"/v1/weighings?idExtern={other}", TestContext.Current.CancellationToken)).RootElement.GetProperty("items").GetArrayLength().ShouldBe(0);

        async Task<List<Guid>> Found(string idExtern) =>
            [.. JsonDocument.Parse(await http.GetStringAsync($"/v1/weighings?idExtern={idExtern}", TestContext.Current.CancellationToken)).RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];
    }

    private async Task<JsonElement> Opened(Action<JsonObject> change)
    {
        var framing = WeighingClient.Framing;
        change(framing);
        return (await (await WeighingClient.Open(await AsDocumented.Client(shared.Api), framing)).Get("/framing")).GetProperty("framing");
    }

    private async Task IsRefused(Action<JsonObject> change, string pointer, string rule)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var framing = WeighingClient.Framing;
        change(framing);
        using var content = new StringContent(framing.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v1/weighings", content, TestContext.Current.CancellationToken);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Pointer, error.Code).ShouldBe((pointer, rule));
    }

    private static Task<HttpResponseMessage> Register(HttpClient http, string field, JsonNode? value)
    {
        var body = new JsonObject { ["code"] = $"n{Guid.NewGuid():N}", ["name"] = "Wonen", ["kvkNumber"] = "00000043" };
        body[field] = value;
        return http.PostAsync("/v1/corporations", new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
    }
}
