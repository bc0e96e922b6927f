using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Listing;

/// <summary>A weighing in which no two fields have the same value is shown and found by each of them, and by no other.</summary>
public class FieldTests(SharedApi shared)
{
    /// <summary>Words of fields that are searched.</summary>
    private static readonly string[] Searched =
    [
        "eendagsvlieg", "goudvink", "waterral", "roerdomp", "kleinoog", "zilverreiger", "boomkruiper", "putter", "wielewaal", "kramsvogel", "nachtzwaluw", "appelvink", "sijsje",
    ];

    /// <summary>Words of fields that are not.</summary>
    private static readonly string[] Unsearched =
        ["strandloper", "kwartelkoning", "grutto", "wulp", "steenloper", "bontbekplevier", "scholekster", "kluut", "tureluur"];

    private static JsonObject Framing => new()
    {
        ["title"] = "Eendagsvlieg",
        ["question"] = "Wat doen wij met de goudvink?",
        ["occasion"] = "De waterral kwam terug",
        ["reference"] = "roerdomp",
        ["identity"] = new JsonObject { ["idExtern"] = "strandloper", ["idGegevensbeheerder"] = "kwartelkoning", ["idOrganisatie"] = "kemphaan", ["idAdministratie"] = "watersnip" },
        ["level"] = "operational",
        ["scale"] = "neighbourhood",
        ["areas"] = new JsonArray(new JsonObject { ["code"] = "BU77010203", ["year"] = 2025 }, new JsonObject { ["code"] = "WK770208", ["year"] = 2024 }),
        ["bagIds"] = new JsonArray("0599100000000001"),
        ["complexes"] = new JsonArray("urn:complex:1"),
        ["clusters"] = new JsonArray("urn:cluster:2"),
        ["ownership"] = "joint",
        ["breadth"] = "broad",
        ["sgeiRegime"] = "both",
        ["sgeiNote"] = "grutto",
        ["hereFor"] = "kleinoog",
        ["notHereFor"] = "zilverreiger",
        ["processForm"] = "consent",
        ["ownerRole"] = "wulp",
        ["deciderRole"] = "steenloper",
        ["approverRole"] = "bontbekplevier",
        ["mandate"] = "scholekster",
        ["confidentiality"] = "internal",
        ["deadline"] = "2027-03-04",
        ["occurredAt"] = "2026-01-02T03:04:05Z",
    };

    [Fact]
    public async Task Each_field_is_shown_and_found_as_itself()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = api.Client();
        var weighing = await WeighingClient.Open(http, Framing);
        await weighing.Record("/stakeholders", new { party = "Putter", role = "kluut", say = "advises" });
        await weighing.Record("/proposals", new { name = "boomkruiper", description = "wielewaal" });
        var criteria = Criteria("kramsvogel", "nachtzwaluw");
        criteria["beside"] = Beside("appelvink", "sijsje");
        await weighing.Record("/criteria", criteria, "PUT");
        await weighing.Record("/decisions", new { kind = "none", rationale = "tureluur", reviewDate = "2027-08-09", occurredAt = "2026-02-03T04:05:06Z" });

        var item = (await ManyWeighings.Items(http, "q=eendagsvlieg")).Single();
        var framing = Framing;
        framing.Remove("occurredAt");
        JsonNode.DeepEquals(JsonNode.Parse(item.GetProperty("framing").GetRawText()), framing).ShouldBeTrue(item.GetProperty("framing").ToString());
        item.GetProperty("id").GetString().ShouldBe(weighing.Id.ToString());
        item.GetProperty("version").GetInt32().ShouldBe(5);
        item.GetProperty("status").GetString().ShouldBe("decided");
        item.GetProperty("openedAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.Parse("2026-01-02T03:04:05Z", CultureInfo.InvariantCulture));
        item.GetProperty("decidedAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.Parse("2026-02-03T04:05:06Z", CultureInfo.InvariantCulture));
        item.GetProperty("reviewDate").GetString().ShouldBe("2027-08-09");
        item.GetProperty("parties").EnumerateArray().Select(p => p.GetString()).ShouldBe(["Putter"]);

        foreach (var word in Searched) (await Found($"q={word}")).ShouldBeTrue(word);
        foreach (var word in Unsearched) (await Found($"q={word}")).ShouldBeFalse(word);
        foreach (var filter in new[]
        {
            "status=decided", "level=operational", "scale=neighbourhood", "area=BU77010203", "area=WK770102", "area=WK770208", "area=GM7701", "area=GM7702", "area=bu77010203", "area=Wk770102", "party=putter", "party=PUTTER", "party=%20Putter%20", "party=putter%E2%80%8B",
            "reference=roerdomp", "reference=%20ROERdomp%20", "idExtern=strandloper", "openedFrom=2026-01-02T03:04:05Z", "openedTo=2026-01-02T03:04:05.001Z",
        })
            (await Found(filter)).ShouldBeTrue(filter);
        foreach (var filter in new[]
        {
            "status=open", "level=tactical", "scale=district", "area=WK770203", "area=BU77020800", "area=GM7703", "party=kluut", "party=putte", "reference=strandloper",
            "reference=roer", "idExtern=roerdomp", "idExtern=kwartelkoning", "openedFrom=2026-01-02T03:04:05.001Z", "openedTo=2026-01-02T03:04:05Z",
        })
            (await Found(filter)).ShouldBeFalse(filter);

        async Task<bool> Found(string query) => (await ManyWeighings.Items(http, query)).Any(i => i.GetProperty("id").GetString() == weighing.Id.ToString());
    }

    [Fact]
    public async Task A_search_finds_the_words_of_what_was_changed_and_no_longer_those_that_went()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = api.Client();
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "boomkruiper", description = "wielewaal" });
        await weighing.Record("/criteria", Criteria("kramsvogel", "nachtzwaluw"), "PUT");
        await Finds(["boomkruiper", "wielewaal", "kramsvogel", "nachtzwaluw"], ["bosuil", "kerkuil", "buizerd", "havik"]);

        await weighing.Record("/proposals/V1/revisions", new { name = "bosuil", description = "kerkuil", reason = "Beter" });
        await Finds(["bosuil", "kerkuil", "kramsvogel", "nachtzwaluw"], ["boomkruiper", "wielewaal", "buizerd", "havik"]);

        var changed = Criteria("buizerd", "havik");
        changed["reason"] = "Beter";
        changed["requestedBy"] = new JsonObject { ["role"] = "Bestuurder" };
        await weighing.Record("/criteria", changed, "PUT");
        await Finds(["bosuil", "kerkuil", "buizerd", "havik"], ["boomkruiper", "wielewaal", "kramsvogel", "nachtzwaluw"]);

        changed["criteria"] = new JsonArray();
        changed["beside"] = Beside("appelvink", "sijsje");
        await weighing.Record("/criteria", changed, "PUT");
        await Finds(["bosuil", "kerkuil", "appelvink", "sijsje"], ["buizerd", "havik"]);

        async Task Finds(string[] words, string[] nothing)
        {
            foreach (var word in words) (await ManyWeighings.Items(http, $"q={word}")).Count.ShouldBe(1, word);
            foreach (var word in nothing) (await ManyWeighings.Items(http, $"q={word}")).ShouldBeEmpty(word);
        }
    }

    [Fact]
    public async Task What_is_too_long_to_search_through_is_recorded_all_the_same()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        for (var n = 0; n < 15; n++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 2_200).Select(w => $"w{n}x{w}"));
            await weighing.Record("/proposals", new { name = "Lang", description = words[..Math.Min(words.Length, 20_000)] });
        }
        (await ManyWeighings.Items(shared.Api.Client(), "q=w0x1")).Select(i => i.GetProperty("id").GetString()).ShouldContain(weighing.Id.ToString());
    }

    private static JsonArray Beside(string name, string goal) =>
        [new JsonObject { ["code"] = "WIE", ["name"] = name, ["goal"] = goal, ["scale"] = new JsonObject { ["kind"] = "positiveNegative" } }];

    private static JsonObject Criteria(string name, string goal) => new()
    {
        ["criteria"] = new JsonArray(new JsonObject
        {
            ["code"] = "BET",
            ["name"] = name,
            ["goal"] = goal,
            ["direction"] = "lowerIsBetter",
            ["scale"] = new JsonObject { ["worst"] = 150, ["best"] = 0, ["unit"] = "euro" },
            ["weight"] = 60,
        }),
        ["weightMethod"] = "swing",
    };
}
