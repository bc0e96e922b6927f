using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Precedents;

/// <summary>What earlier weighings say about one: each told with where it stands, and only to who may read it.</summary>
public sealed class PrecedentTests(SharedApi shared) : IAsyncLifetime
{
    private static readonly string[] Streets = ["merelstraat", "vinkenlaan", "zwaluwhof", "spechtweg", "reigerpad", "kievitkade", "uilendreef", "meeuwplein"];

    private static int _tests;

    /// <summary>Each test has a street of its own, in a town of its own, so that nothing of another is more alike.</summary>
    private readonly int _test = Interlocked.Increment(ref _tests);

    private readonly Support.Api _api = shared.Api;

    private HttpClient _http = null!;

    private string Street => Streets[_test % Streets.Length];

    private string Area => $"BU{7700 + _test}0203";

    public async ValueTask InitializeAsync() => _http = await AsDocumented.Client(_api, "precedentstrateeg");

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonObject Framing(string title, string question, string area)
    {
        var framing = WeighingClient.Framing;
        (framing["title"], framing["question"]) = (title, question);
        framing["areas"] = new JsonArray(new JsonObject { ["code"] = area, ["year"] = 2026 });
        framing.Remove("approverRole");
        return framing;
    }

    private static object Criteria(decimal rent, decimal quality, string? reason = null) => new
    {
        criteria = new[]
        {
            new { code = "BET", name = "Betaalbaarheid", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = rent },
            new { code = "KWA", name = "Kwaliteit van wonen", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = quality },
        },
        weightMethod = "direct",
        reason,
    };

    /// <summary>An earlier weighing of the same street, in which it was decided not to do it.</summary>
    private async Task<WeighingClient> NotDone(JsonObject? framing = null)
    {
        var earlier = await WeighingClient.Open(_http, framing ?? Framing($"Zonnepanelen {Street}", $"Leggen wij zonnepanelen op de daken van de {Street}?", Area));
        await earlier.Record("/proposals", new { name = "Niets doen", doNothing = true });
        await earlier.Record("/criteria", Criteria(60, 40), "PUT");
        await earlier.Record("/decisions", new
        {
            kind = "doNothingChosen",
            proposal = new { code = "V1" },
            rationale = "De daken zijn te oud.",
            reopenWhen = new[] { "De daken zijn vernieuwd.", "De salderingsregeling verandert." },
            deviations = new[] { new { from = "framework", framework = "Duurzaamheidsplan", ground = "financial", reason = "Te duur." } },
        });
        return earlier;
    }

    private async Task<WeighingClient> Asked(string occasion = "De daken worden dit jaar vernieuwd.")
    {
        var framing = Framing($"Zonnepanelen in de {Street}", $"Leggen wij nu wel zonnepanelen in de {Street}?", Area);
        framing["occasion"] = occasion;
        return await WeighingClient.Open(_http, framing);
    }

    [Fact]
    public async Task The_most_alike_comes_first_with_the_reasons_in_words()
    {
        var earlier = await NotDone();
        await WeighingClient.Open(_http, Framing("Parkeren", "Hoe regelen wij het parkeren?", $"{Area[..6]}0901"));
        await WeighingClient.Open(_http, Framing("Onderhoud liften", "Wie onderhoudt de liften?", "BU88010901"));
        var weighing = await Asked();
        await weighing.Record("/criteria", Criteria(30, 70), "PUT");

        var view = await weighing.Get("/precedents");
        view.GetProperty("version").GetInt32().ShouldBe(weighing.Version);
        var similar = view.GetProperty("similar").EnumerateArray().ToList();
        Id(similar[0]).ShouldBe(earlier.Id);
        similar.Select(s => s.GetProperty("score").GetInt32()).ShouldBeInOrder(SortDirection.Descending);
        similar.ShouldNotContain(s => Id(s) == weighing.Id);
        similar.ShouldNotContain(s => s.GetProperty("weighing").GetProperty("title").GetString() == "Onderhoud liften", "of another town, about something else");
        var reasons = similar[0].GetProperty("reasons").EnumerateArray().ToDictionary(r => r.GetProperty("feature").GetString()!);
        reasons.Keys.ShouldBe(["place", "scale", "level", "kind", "criteria", "words"]);
        reasons.Values.Sum(r => r.GetProperty("points").GetInt32()).ShouldBe(similar[0].GetProperty("score").GetInt32());
        reasons["place"].GetProperty("sentence").GetString().ShouldBe($"Is about the same neighbourhood: {Area}.");
        reasons["words"].GetProperty("sentence").GetString().ShouldBe($"Uses the same words: {string.Join(", ", new[] { "leggen", Street, "zonnepanelen" }.Order(StringComparer.Ordinal))}.");
        similar[0].GetProperty("decisions")[0].GetProperty("decision").GetProperty("kind").GetString().ShouldBe("doNothingChosen");

        using var dutch = _api.Client(language: "nl");
        (await weighing.As(dutch).Get("/precedents")).GetProperty("similar")[0].GetProperty("reasons")[0].GetProperty("sentence").GetString().ShouldBe($"Gaat over dezelfde buurt: {Area}.");
        (await weighing.Get("/precedents?most=1")).GetProperty("similar").GetArrayLength().ShouldBe(1);
    }

    /// <summary>Nothing else in common, and older than all others that could come to mind.</summary>
    [Fact]
    public async Task One_about_the_same_property_is_found_by_that_alone()
    {
        var complex = $"https://bezit.merenland.example/complex/{Guid.NewGuid():N}";
        var earlier = await WeighingClient.Open(_http, About("Kozijnen", "Hout?", complex));
        await WeighingClient.Open(_http, About("Riolering", "Beton?", complex + "/2"));
        var similar = (await (await WeighingClient.Open(_http, About("Brievenbussen", "Waar?", complex))).Get("/precedents")).GetProperty("similar").EnumerateArray().ShouldHaveSingleItem();
        Id(similar).ShouldBe(earlier.Id);
        similar.GetProperty("reasons")[0].GetProperty("sentence").GetString().ShouldBe($"Is about the same property: {complex}.");

        // What it is no longer about does not count.
        await earlier.Record("/framing", About("Kozijnen", "Hout?", null).With("reason", "Verkocht"), "PUT");
        (await (await WeighingClient.Open(_http, About("Brievenbussen", "Waar?", complex))).Get("/precedents")).GetProperty("similar").EnumerateArray().Select(Id).ShouldNotContain(earlier.Id);

        JsonObject About(string title, string question, string? about)
        {
            var framing = Framing($"{title}{_test}", question, Area);
            framing.Remove("areas");
            if (about is not null) framing["complexes"] = new JsonArray(about);
            return framing;
        }
    }

    [Fact]
    public async Task The_same_criterion_weighed_otherwise_is_told_with_the_reason_or_that_there_is_none()
    {
        var earlier = await NotDone();
        var weighing = await Asked();
        await weighing.Record("/criteria", Criteria(30, 70), "PUT");
        var differently = (await weighing.Get("/precedents")).GetProperty("weighedDifferently").EnumerateArray().Where(d => Id(d) == earlier.Id).ToList();
        differently.Select(d => (d.GetProperty("code").GetString(), d.GetProperty("difference").GetDecimal())).ShouldBe([("BET", -0.3m), ("KWA", 0.3m)]);
        differently[0].GetProperty("sentence").GetString().ShouldBe("Betaalbaarheid weighs 30% here and 60% there. No reason was recorded.");
        differently[0].TryGetProperty("reason", out _).ShouldBeFalse();
        (differently[0].GetProperty("path").GetString(), differently[0].GetProperty("event").GetInt32()).ShouldBe(("/criteriaVersions/1/set/criteria/BET", 2));
        (differently[0].GetProperty("otherPath").GetString(), differently[0].GetProperty("otherEvent").GetInt32()).ShouldBe(("/criteriaVersions/1/set/criteria/BET", 3));

        await weighing.Record("/criteria", JsonSerializer.SerializeToNode(Criteria(35, 65, "Zo wil de raad het."))!.AsObject().With("requestedBy", new JsonObject { ["role"] = "MT" }), "PUT");
        var reasoned = (await weighing.Get("/precedents")).GetProperty("weighedDifferently").EnumerateArray().First(d => Id(d) == earlier.Id);
        reasoned.GetProperty("reason").GetProperty("text").GetString().ShouldBe("Zo wil de raad het.");
        reasoned.GetProperty("sentence").GetString().ShouldEndWith("A reason was recorded with these criteria.");

        // As it was before, with the others as they are.
        (await weighing.Get("/precedents?version=2")).GetProperty("weighedDifferently").EnumerateArray().First(d => Id(d) == earlier.Id).TryGetProperty("reason", out _).ShouldBeFalse();
        (await weighing.Get("/precedents?version=1")).GetProperty("weighedDifferently").GetArrayLength().ShouldBe(0);
    }

    /// <summary>Nothing else in common: not the place, no word, and no criterion that is added up.</summary>
    [Fact]
    public async Task One_with_the_same_criterion_is_found_where_that_stands_beside_too()
    {
        var name = $"Draaglast{Guid.NewGuid():N}";
        var none = Array.Empty<object>();
        var beside = new[] { new { code = "DRAAGLAST", name, scale = new { kind = "positiveNegative" } } };
        var alone = await Adopted("Kozijnen", new { criteria = none, weightMethod = "direct", beside });
        var addedUp = await Adopted("Riolering", new { criteria = new[] { new { code = "LAS", name, direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } }, weightMethod = "direct" });
        var asked = await Adopted("Postkasten", new { criteria = none, weightMethod = "direct", beside });

        var similar = (await asked.Get("/precedents")).GetProperty("similar").EnumerateArray().ToList();
        foreach (var earlier in new[] { alone, addedUp }) similar.Single(s => Id(s) == earlier.Id).GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("feature").GetString() == "criteria").GetProperty("sentence").GetString().ShouldBe($"Weighs by similar criteria: {name}.");
        (await asked.Get("/precedents")).GetProperty("weighedDifferently").GetArrayLength().ShouldBe(0, "what stands beside has no weight");

        async Task<WeighingClient> Adopted(string title, object criteria)
        {
            var framing = Framing($"{title}{_test}", "Wat?", Area);
            framing.Remove("areas");
            var weighing = await WeighingClient.Open(_http, framing);
            await weighing.Record("/criteria", criteria, "PUT");
            return weighing;
        }
    }

    [Fact]
    public async Task Deviations_on_the_same_ground_are_told_with_what_came_of_them()
    {
        var earlier = await NotDone();
        // Nothing alike but the ground.
        var elsewhere = await NotDone(Framing($"Kozijnen {Guid.NewGuid():N}", "Wat?", "BU98110101"));
        await elsewhere.Record("/decisions/1/reviews", new { expected = "Minder kosten", found = "Meer kosten", conclusion = "weighAgain" });
        var weighing = await Asked();
        Ids(await weighing.Get("/precedents")).ShouldContain(earlier.Id, "of those alike, where nothing is deviated from");
        Ids(await weighing.Get("/precedents")).ShouldNotContain(elsewhere.Id);

        await weighing.Record("/proposals", new { name = "Panelen" });
        await weighing.Record("/decisions", new
        {
            kind = "chosen",
            proposal = new { code = "V1" },
            rationale = "Nu wel.",
            deviations = new[] { new { from = "framework", framework = "Investeringsstatuut", ground = "financial", reason = "Het mag wat kosten." } },
        });
        var view = await weighing.Get("/precedents");
        Ids(view).ShouldContain(earlier.Id);
        Ids(view).ShouldNotContain(weighing.Id);
        var other = view.GetProperty("deviations").EnumerateArray().Single(d => Id(d) == elsewhere.Id);
        other.GetProperty("path").GetString().ShouldBe("/decisions/1/content/deviations/1");
        other.GetProperty("entry").GetProperty("reason").GetProperty("text").GetString().ShouldBe("Te duur.");
        other.GetProperty("entry").GetProperty("decision").GetProperty("reviews")[0].GetProperty("found").GetProperty("text").GetString().ShouldBe("Meer kosten");

        static List<Guid> Ids(JsonElement view) => [.. view.GetProperty("deviations").EnumerateArray().Select(Id)];
    }

    [Fact]
    public async Task An_earlier_decision_not_to_do_it_is_told_with_what_the_record_says_of_its_conditions()
    {
        var earlier = await NotDone();
        var weighing = await Asked();
        var notDone = (await weighing.Get("/precedents")).GetProperty("notToDo").EnumerateArray().Single(n => Id(n) == earlier.Id);
        (notDone.GetProperty("event").GetInt32(), notDone.GetProperty("path").GetString()).ShouldBe((4, "/decisions/1"));
        notDone.GetProperty("entry").GetProperty("rationale").GetProperty("text").GetString().ShouldBe("De daken zijn te oud.");
        var conditions = notDone.GetProperty("conditions").EnumerateArray().ToList();
        conditions.Select(c => (c.GetProperty("text").GetString(), c.GetProperty("state").GetString())).ShouldBe(
            [("De daken zijn vernieuwd.", "signs"), ("De salderingsregeling verandert.", "unknown")]);
        var sign = conditions[0].GetProperty("signs").EnumerateArray().ShouldHaveSingleItem();
        (sign.GetProperty("weighing").GetGuid(), sign.GetProperty("event").GetInt32(), sign.GetProperty("path").GetString()).ShouldBe((weighing.Id, 1, "/framings/1/framing/occasion"));
        conditions[1].GetProperty("sentence").GetString().ShouldBe("Nothing was recorded about this.");
    }

    /// <summary>What was brought in here, and why the question came back there, are the first places to look.</summary>
    [Fact]
    public async Task What_was_brought_in_and_why_it_was_reopened_show_a_condition_too_and_what_happened_before_does_not()
    {
        var earlier = await NotDone();
        var weighing = await Asked("Wij kijken vooruit.");
        (await States()).ShouldBe(["unknown", "unknown"]);

        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Lid", say = "advises" });
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = "Hier zijn alle daken vorig jaar vernieuwd." });
        (await States()).ShouldBe(["signs", "unknown"]);
        var sign = (await Conditions())[0].GetProperty("signs").EnumerateArray().ShouldHaveSingleItem();
        (sign.GetProperty("weighing").GetGuid(), sign.GetProperty("event").GetInt32(), sign.GetProperty("path").GetString()).ShouldBe((weighing.Id, 3, "/inputs/1/revisions/1/content/statement"));

        await weighing.Record("/inputs/1/withdrawal", new { });
        (await States()).ShouldBe(["unknown", "unknown"]);
        await earlier.Record("/reopenings", new { reason = "De salderingsregeling verandert in 2027." });
        (await States()).ShouldBe(["unknown", "signs"]);
        (await Conditions())[1].GetProperty("signs")[0].GetProperty("path").GetString().ShouldBe("/reopenings/1/reason");

        // What this weighing says and happened before it was decided not to do it shows nothing that came true since.
        var framing = Framing($"Zonnepanelen in de {Street}", $"Leggen wij nu wel zonnepanelen in de {Street}?", Area);
        (framing["occasion"], framing["occurredAt"]) = ("De daken worden dit jaar vernieuwd.", "2026-01-05T09:00:00+01:00");
        var before = await WeighingClient.Open(_http, framing);
        Of(await before.Get("/precedents"), earlier.Id)[0].GetProperty("state").GetString().ShouldBe("unknown");

        async Task<List<JsonElement>> Conditions() => Of(await weighing.Get("/precedents"), earlier.Id);

        static List<JsonElement> Of(JsonElement view, Guid earlier) =>
            [.. view.GetProperty("notToDo").EnumerateArray().Single(n => Id(n) == earlier).GetProperty("conditions").EnumerateArray()];

        async Task<List<string?>> States() => [.. (await Conditions()).Select(c => c.GetProperty("state").GetString())];
    }

    [Fact]
    public async Task What_the_reader_may_not_read_is_no_precedent()
    {
        var framing = Framing($"Zonnepanelen {Street}", $"Leggen wij zonnepanelen op de daken van de {Street}?", Area);
        framing["confidentiality"] = "secret";
        var secret = await NotDone(framing);
        var weighing = await Asked();
        await weighing.Record("/criteria", Criteria(30, 70), "PUT");
        (await weighing.Get("/precedents")).GetRawText().ShouldContain(secret.Id.ToString());
        foreach (var role in new[] { Roles.Reader, Roles.Strategist, Roles.Decider })
        {
            using var other = _api.Client(new Identity("vreemde", DemoCorporations.Merenland.Code, role));
            (await weighing.As(other).Get("/precedents")).GetRawText().ShouldNotContain(secret.Id.ToString());
        }
        using var contributor = _api.Client(new Identity("vreemde", DemoCorporations.Merenland.Code, Roles.Contributor));
        (await weighing.As(contributor).StatusOf("/precedents")).ShouldBe(HttpStatusCode.NotFound);
        using var duinstreek = _api.Client(new Identity("vreemde", DemoCorporations.Duinstreek.Code, Roles.Auditor));
        (await weighing.As(duinstreek).StatusOf("/precedents")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("most=0", "most"), InlineData("most=51", "most"), InlineData("most=all", "most"), InlineData("version=0", "version"), InlineData("asOf=yesterday", "asOf"), InlineData("least=3", "least")]
    public async Task What_cannot_be_is_refused_by_its_name(string query, string parameter)
    {
        var weighing = await WeighingClient.Open(_http);
        using var response = await _http.GetAsync($"{weighing.Address}/precedents?{query}", TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe(parameter);
    }

    [Fact]
    public async Task A_weighing_with_nothing_in_common_with_any_other_has_no_precedents()
    {
        var framing = WeighingClient.Framing;
        (framing["title"], framing["question"]) = ("Xylofoon", "Qwertz?");
        var view = await (await WeighingClient.Open(_http, framing)).Get("/precedents");
        foreach (var list in new[] { "similar", "weighedDifferently", "deviations", "notToDo" }) view.GetProperty(list).GetArrayLength().ShouldBe(0, list);
    }

    private static Guid Id(JsonElement told) => told.GetProperty("weighing").GetProperty("id").GetGuid();
}

internal static class JsonObjects
{
    /// <summary>The same object with a member more.</summary>
    public static JsonObject With(this JsonObject members, string name, JsonNode value)
    {
        members[name] = value;
        return members;
    }
}
