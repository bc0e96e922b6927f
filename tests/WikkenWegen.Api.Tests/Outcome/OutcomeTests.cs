using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Tests.Outcome;

/// <summary>The computed outcome over HTTP: reading, recording, verifying, trying other numbers, and every version of the criteria.</summary>
public class OutcomeTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two proposals on two criteria from 0 to 10, 60 and 40: V1 gets 8 and 2, V2 2 and 8.</summary>
    private async Task<WeighingClient> Scored(params string[] without)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/proposals", new { name = "Slopen" });
        await Weigh(weighing, 60, 40);
        foreach (var (proposal, criterion, expected) in new[] { ("V1", "BET", 8), ("V1", "KWA", 2), ("V2", "BET", 2), ("V2", "KWA", 8) })
            if (!without.Contains(proposal + criterion)) await weighing.Record("/scores", Score(proposal, criterion, expected));
        return weighing;
    }

    private static object Score(string proposal, string criterion, decimal expected, string by = "Controller") =>
        new { proposal = new { code = proposal }, criterion, by = new { role = by }, low = expected - 1, expected, high = expected + 1 };

    private static Task<JsonElement> Weigh(WeighingClient weighing, int bet, int kwa) => weighing.Record("/criteria", new
    {
        weightMethod = "direct",
        clearMargin = 2.5m,
        reason = "Bewoners vroegen erom",
        requestedBy = new { role = "MT" },
        criteria = new[] { ("BET", bet), ("KWA", kwa) }.Select(c => new { code = c.Item1, name = c.Item1, direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = c.Item2 }),
    }, "PUT");

    [Fact]
    public async Task It_says_what_counts_what_comes_out_and_how_sure_that_is()
    {
        var weighing = await Scored();
        var outcome = await weighing.Get("/outcome?draws=500");
        outcome.GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("proposal").GetProperty("code").GetString(), r.GetProperty("rank").GetInt32(), r.GetProperty("total").GetRawText())).ShouldBe(
            [("V1", 1, """{"low":46.00,"expected":56.00,"high":66.00}"""), ("V2", 2, """{"low":34.00,"expected":44.00,"high":54.00}""")]);
        outcome.GetProperty("first").GetRawText().ShouldBe("""["V1"]""");
        outcome.GetProperty("margin").GetRawText().ShouldBe("12.00");
        outcome.GetProperty("doubts").GetRawText().ShouldBe("""[{"proposal":"V2","why":["bandsOverlap"]}]""");
        var inputs = outcome.GetProperty("inputs");
        inputs.GetProperty("clearMargin").GetDecimal().ShouldBe(2.5m);
        inputs.GetProperty("scores").GetArrayLength().ShouldBe(4);
        inputs.GetProperty("missing").GetArrayLength().ShouldBe(0);
        outcome.GetProperty("recomputed").GetProperty("draws").GetInt32().ShouldBe(500);
        outcome.GetProperty("summary").GetProperty("dutch").GetString().ShouldStartWith("Er is geen duidelijke volgorde: V1 heeft de meeste punten");
    }

    [Fact]
    public async Task At_a_version_of_the_past_it_is_what_it_was_and_kept_it_is_the_same_to_the_byte()
    {
        var weighing = await Scored();
        var (before, tag) = await weighing.Read("/outcome");
        (await weighing.Read("/outcome")).Text.ShouldBe(before);
        var version = weighing.Version;
        await weighing.Record("/scores/1/revisions", new { low = 1, expected = 1, high = 1 });
        var (now, newTag) = await weighing.Read("/outcome");
        (now == before, newTag == tag).ShouldBe((false, false));
        newTag.ShouldEndWith($"-{WeighingOutcome.CurrentMethod.Version}-{WeighingOutcome.Edition}\"", customMessage: "what is said of the same numbers has an edition");
        (await weighing.Read("/outcome/criteria-versions")).ETag.ShouldBe($"{newTag.TrimEnd('"')}-3\"", "it has an edition of its own");
        (await weighing.Read($"/outcome?version={version}")).Text.ShouldBe(before);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{weighing.Address}/outcome");
        request.Headers.TryAddWithoutValidation("If-None-Match", newTag);
        using var had = await weighing.Http.SendAsync(request, Cancellation);
        had.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await weighing.StatusOf("/outcome?version=99")).ShouldBe(HttpStatusCode.NotFound);
        (await weighing.Get("/outcome?by=occurred")).GetProperty("first").GetRawText().ShouldBe("""["V2"]""");
    }

    [Fact]
    public async Task Before_there_is_anything_it_says_so()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var outcome = await weighing.Get("/outcome");
        outcome.GetProperty("results").GetArrayLength().ShouldBe(0);
        outcome.GetProperty("summary").GetProperty("english").GetString().ShouldBe("There is no outcome: no criteria have been adopted yet.");
        using var recorded = await weighing.Send("/outcomes", new { });
        (await recorded.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("nothing-comes-out");
    }

    [Theory]
    [InlineData("?draws=1000000000", "draws", "number-out-of-range")]
    [InlineData("?draws=-1", "draws", "number-out-of-range")]
    [InlineData("?seed=x", "seed", "seed-not-a-whole")]
    [InlineData("?seed=18446744073709551616", "seed", "seed-not-a-whole")]
    [InlineData("?weights=none", "weights", "not-a-choice")]
    [InlineData("?criteriaVersion=9", "criteriaVersion", "unknown-criteria-version")]
    [InlineData("?assessor=nobody", "assessor", "unknown-assessor")]
    [InlineData("?party=Gemeente", "party", "unknown-party")]
    [InlineData("?round=1", "round", "unknown-round")]
    public async Task What_cannot_be_asked_is_refused_by_name(string query, string parameter, string code)
    {
        var weighing = await Scored();
        using var response = await weighing.Http.GetAsync($"{weighing.Address}/outcome{query}", Cancellation);
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Parameter, error.Code).ShouldBe((parameter, code));
    }

    [Fact]
    public async Task Blind_scores_count_only_for_who_may_read_them()
    {
        var weighing = await Scored();
        await weighing.Record("/rounds", new { about = "Scoren", blind = true });
        await weighing.Record("/scores", new { round = 1, proposal = new { code = "V2" }, criterion = "BET", by = new { role = "Strateeg" }, low = 9, expected = 9, high = 9 });
        var other = weighing.As(shared.Api.Client("somebody-else"));
        (await other.Get("/outcome")).GetProperty("inputs").GetProperty("unread").GetInt32().ShouldBe(1);
        (await other.Get("/outcome")).GetProperty("first").GetRawText().ShouldBe("""["V1"]""");
        (await weighing.Get("/outcome")).GetProperty("inputs").GetProperty("scores").GetArrayLength().ShouldBe(5);
        await weighing.Newest().Record("/outcomes", new { draws = 10 });
        (await weighing.Get("/outcomes/1")).GetProperty("results")[0].GetProperty("value").GetProperty("expected").GetDecimal().ShouldBe(56);
        await weighing.Newest().Record("/rounds/1/closing", new { });
        (await other.Get("/outcome")).GetProperty("inputs").GetProperty("unread").GetInt32().ShouldBe(0);
        (await other.Get("/outcomes/1/verification")).GetProperty("verdict").GetString().ShouldBe("same");
    }

    [Fact]
    public async Task The_system_records_what_it_computes_itself_and_verifies_it_to_the_bit()
    {
        var weighing = await Scored();
        await weighing.Newest().Record("/outcomes", "");
        var outcome = await weighing.Get("/outcome?version=" + (weighing.Version - 1));
        var recorded = await weighing.Get("/outcomes/1");
        recorded.GetProperty("computedElsewhere").GetBoolean().ShouldBeFalse();
        recorded.GetProperty("fingerprint").GetString().ShouldBe(outcome.GetProperty("inputs").GetProperty("fingerprint").GetString());
        recorded.GetProperty("seed").GetString().ShouldBe(outcome.GetProperty("recomputed").GetProperty("seed").GetString());
        recorded.GetProperty("readVersion").GetInt32().ShouldBe(weighing.Version - 1);
        recorded.GetProperty("computation").GetProperty("digest").GetString().ShouldBe(outcome.GetProperty("digest").GetString());
        recorded.GetProperty("computation").GetProperty("draws").GetInt32().ShouldBe(10_000);
        recorded.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("value").GetRawText()).ShouldBe(outcome.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("total").GetRawText()));

        await weighing.Newest().Record("/scores/1/revisions", new { low = 1, expected = 1, high = 1 });
        var verification = await weighing.Get("/outcomes/1/verification");
        verification.GetProperty("verdict").GetString().ShouldBe("same");
        verification.GetProperty("differences").GetArrayLength().ShouldBe(0);

        // As it was before the revision, and with a seed of one's own.
        await weighing.Newest().Record("/outcomes", new { readVersion = 8, draws = 100, weights = "any", seed = "42", criteriaVersion = 1 });
        (await weighing.Get("/outcomes/2")).GetProperty("seed").GetString().ShouldBe("42");
        (await weighing.Get("/outcomes/2")).GetProperty("fingerprint").GetString().ShouldBe(recorded.GetProperty("fingerprint").GetString());
        (await weighing.Get("/outcomes/2/verification")).GetProperty("verdict").GetString().ShouldBe("same");
        (await weighing.StatusOf("/outcomes/3/verification")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_that_was_computed_elsewhere_is_recorded_as_such()
    {
        var weighing = await Scored();
        await weighing.Newest().Record("/outcomes", Elsewhere(new { source = "Adviesbureau" }));
        var recorded = await weighing.Get("/outcomes/1");
        recorded.GetProperty("computedElsewhere").GetBoolean().ShouldBeTrue();
        recorded.GetProperty("source").GetString().ShouldBe("Adviesbureau");
        recorded.TryGetProperty("computation", out _).ShouldBeFalse();
        (await weighing.Get("/outcomes/1/verification")).GetProperty("verdict").GetString().ShouldBe("computedElsewhere");
        await weighing.Newest().Record("/outcomes", Elsewhere(new { })); // as callers sent it before there was a source
    }

    private static Dictionary<string, object> Elsewhere(object more)
    {
        var body = new Dictionary<string, object>
        {
            ["method"] = new { name = "gewogen som", version = "1.0.0" },
            ["fingerprint"] = new string('c', 64),
            ["readVersion"] = 4,
            ["results"] = new[] { new { proposal = new { code = "V1", revision = 1 }, rank = 1, value = new { low = 5, expected = 6, high = 7 } } },
        };
        foreach (var member in more.GetType().GetProperties()) body[member.Name] = member.GetValue(more)!;
        return body;
    }

    public static TheoryData<string, string, string, string> WrongRecordings => new()
    {
        { "numbers without their method", """{"results":[{"proposal":{"code":"V1","revision":1},"rank":1,"value":{"low":5,"expected":6,"high":7}}]}""", "how-computed-missing", "/method" },
        { "a source without numbers", """{"source":"Bureau"}""", "no-results", "/results" },
        { "both", """{"draws":5,"results":[{"proposal":{"code":"V1","revision":1},"rank":1,"value":{"low":5,"expected":6,"high":7}}]}""", "either-computed-or-given", "/results" },
        { "a seed of letters", """{"seed":"abc"}""", "seed-not-a-whole", "/seed" },
        { "too many draws", """{"draws":1000000000}""", "number-out-of-range", "/draws" },
        { "an event that is not there", """{"readVersion":99}""", "unknown-event", "/readVersion" },
        { "criteria that are not there", """{"criteriaVersion":9}""", "unknown-criteria-version", "/criteriaVersion" },
    };

    [Theory, MemberData(nameof(WrongRecordings))]
    public async Task What_cannot_be_recorded_is_refused_at_its_place(string what, string body, string code, string pointer)
    {
        var weighing = await Scored();
        using var response = await weighing.SendRaw("/outcomes", body);
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        problem.Errors.ShouldContain(e => e.Code == code && e.Pointer == pointer, what);
    }

    [Fact]
    public async Task What_ifs_are_compared_with_the_real_one_and_nothing_is_recorded()
    {
        var weighing = await Scored();
        var answer = await WhatIf(weighing, new { variants = new object[]
        {
            new { name = "zoals het is" },
            new { name = "omgekeerd", weights = new[] { new { criterion = "bet", weight = 40 }, new { criterion = "kwa", weight = 60 } } },
            new { name = "zonder V1", leftOut = new[] { "v1" } },
            new { name = "een andere score", scores = new[] { new { proposal = "V2", criterion = "BET", low = 9, expected = 9, high = 9 } } },
            new { name = "een andere meetlat", scales = new[] { new { criterion = "KWA", worst = 0, best = 100 } } },
        } });
        var variants = answer.GetProperty("variants").EnumerateArray().ToList();
        variants[0].GetProperty("isReal").GetBoolean().ShouldBeTrue();
        variants[0].GetProperty("digest").GetString().ShouldBe((await weighing.Get("/outcome")).GetProperty("digest").GetString());
        variants.Select(v => (v.GetProperty("name").GetString(), v.GetProperty("first")[0].GetString(), v.GetProperty("firstChanged").GetBoolean())).ShouldBe(
            [("zoals het is", "V1", false), ("omgekeerd", "V2", true), ("zonder V1", "V2", true), ("een andere score", "V2", true), ("een andere meetlat", "V1", false)]);
        variants[1].GetProperty("rankChanges").GetRawText().ShouldBe("""[{"proposal":"V1","from":1,"to":2},{"proposal":"V2","from":2,"to":1}]""");
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(weighing.Version);
    }

    public static TheoryData<string, string, string> WrongWhatIfs => new()
    {
        { """{"variants":[]}""", "list-too-short", "/variants" },
        { """{"variants":[{"weights":[{"criterion":"X","weight":1}]}]}""", "criterion-not-compared", "/variants/0/weights/0/criterion" },
        { """{"variants":[{},{"leftOut":["V9"]}]}""", "proposal-not-compared", "/variants/1/leftOut/0" },
        { """{"variants":[{"scales":[{"criterion":"BET","worst":5,"best":5}]}]}""", "scale-without-range", "/variants/0/scales/0/best" },
        { """{"variants":[{"scores":[{"proposal":"V1","criterion":"BET","low":5,"expected":4,"high":11}]}]}""", "outside-scale", "/variants/0/scores/0/high" },
        { """{"variants":[{"dropped":[{"decision":1,"assumption":1,"scores":[77]}]}]}""", "score-not-counted", "/variants/0/dropped/0/scores/0" },
        { """{"variants":[{"scores":[{"proposal":"V1","criterion":"BET","by":{"stakeholder":"B9"},"low":5,"expected":5,"high":5}]}]}""", "unknown-stakeholder", "/variants/0/scores/0/by/stakeholder" },
        { """{"variants":[{"weights":[{"criterion":"BET","weight":0},{"criterion":"KWA","weight":0}]}]}""", "weights-all-zero", "/variants/0/weights" },
        { """{"variants":[{"gewichten":[]}]}""", "field-unknown", "/variants/0/gewichten" },
    };

    [Theory, MemberData(nameof(WrongWhatIfs))]
    public async Task A_what_if_of_what_is_not_there_is_refused_at_its_place(string body, string code, string pointer)
    {
        var weighing = await Scored();
        using var response = await weighing.SendRaw("/outcome/what-ifs", body, ifMatch: null);
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        problem.Errors.Select(e => (e.Code, e.Pointer)).ShouldContain((code, pointer));
    }

    [Fact]
    public async Task More_than_50_variants_are_refused()
    {
        var weighing = await Scored();
        (await WhatIf(weighing, new { variants = Enumerable.Repeat(new { }, 50) }, "?draws=100")).GetProperty("variants").GetArrayLength().ShouldBe(50);
        using var response = await weighing.SendRaw("/outcome/what-ifs", JsonSerializer.Serialize(new { variants = Enumerable.Repeat(new { }, 51) }), ifMatch: null);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/variants");
    }

    /// <summary>Without scores nothing is drawn, and so nothing takes long here; how much there would be to draw is looked at before.</summary>
    [Fact]
    public async Task Draws_that_nobody_asked_for_are_fewer_where_there_is_much_to_compute()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        for (var n = 1; n <= 60; n++) await weighing.Newest().Record("/proposals", new { name = $"Plan {n}" });
        var criteria = Enumerable.Range(1, 40).Select(n => new { code = $"C{n}", name = $"Criterium {n}", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 });
        await weighing.Newest().Record("/criteria", new { weightMethod = "direct", criteria }, "PUT");
        var variants = Enumerable.Repeat(new { }, 50);
        (await WhatIf(weighing, new { variants })).GetProperty("variants").GetArrayLength().ShouldBe(50);
        using var refused = await weighing.SendRaw("/outcome/what-ifs?draws=10000", JsonSerializer.Serialize(new { variants }), ifMatch: null);
        (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("too-many-draws");
    }

    private static async Task<JsonElement> WhatIf(WeighingClient weighing, object body, string query = "")
    {
        using var response = await weighing.SendRaw("/outcome/what-ifs" + query, JsonSerializer.Serialize(body), ifMatch: null);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    [Fact]
    public async Task Whether_a_change_of_the_weights_changed_the_winner_is_one_request()
    {
        var weighing = await Scored();
        await Weigh(weighing.Newest(), 40, 60);
        var answer = await weighing.Get("/outcome/criteria-versions");
        answer.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("first")[0].GetString()).ShouldBe(["V1", "V2"]);
        answer.GetProperty("answer").GetProperty("dutch").GetString().ShouldBe("De wijziging van de gewichten (versie 2) veranderde de eerste plaats: eerst V1, daarna V2.");
        (await weighing.Get("/outcome?criteriaVersion=1")).GetProperty("first")[0].GetString().ShouldBe("V1");
    }

    [Fact]
    public async Task The_example_weighings_give_what_their_file_states()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        var http = api.Client();
        using var response = await http.GetAsync($"/v1/weighings/{ExampleWeighing.All()[0].Id}/outcome/criteria-versions", Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        var versions = JsonDocument.Parse(text).RootElement.GetProperty("versions").EnumerateArray().ToList();
        versions.Select(v => string.Join(' ', v.GetProperty("results").EnumerateArray().Select(r => $"{r.GetProperty("proposal").GetProperty("code")} {r.GetProperty("onScale").GetProperty("expected").GetRawText()}")))
            .ShouldBe(["V2 6.8 V3 6.6 V1 5.5", "V2 6.7 V1 5.95 V3 5.75"]);

        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Contract.Repository.Root, "src", "WikkenWegen.Api", "Demo", "weighings.nl.json"), Cancellation)).RootElement.GetProperty("afwegingen").EnumerateArray().ToList();
        foreach (var (example, stated) in ExampleWeighing.All().Zip(file))
        {
            foreach (var (number, expected) in stated.GetProperty("berekend").EnumerateObject().Select((v, i) => (i + 1, v.Value)))
            {
                var outcome = JsonDocument.Parse(await http.GetStringAsync($"/v1/weighings/{example.Id}/outcome?criteriaVersion={number}", Cancellation)).RootElement;
                var results = outcome.GetProperty("results").EnumerateArray().ToList();
                results.Select(r => r.GetProperty("proposal").GetProperty("code").GetString()).ShouldBe(expected.GetProperty("rangorde").EnumerateArray().Select(c => c.GetString()), example.Reference);
                results.Select(r => r.GetProperty("onScale").GetProperty("expected").GetDecimal()).ShouldBe(expected.GetProperty("rangorde").EnumerateArray().Select(c => expected.GetProperty("totaal").GetProperty(c.GetString()!).GetDecimal()), example.Reference);
                var (flip, turned) = (expected.GetProperty("kleinsteOmslag"), outcome.GetProperty("smallestFlipInPoints"));
                (turned.GetProperty("criterion").GetString(), turned.GetProperty("points").GetInt32(), turned.GetProperty("newFirst")[0].GetString())
                    .ShouldBe((flip.GetProperty("criterium").GetString(), flip.GetProperty("gewichtsverandering").GetInt32(), flip.GetProperty("nieuweNummer1").GetString()), example.Reference);
            }
        }
    }

    [Fact]
    public async Task A_hundred_criteria_are_weighed_and_one_more_is_refused()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { name = "Renoveren" });
        using var refused = await weighing.Send("/criteria", Set(101), "PUT");
        (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/criteria");
        await weighing.Newest().Record("/criteria", Set(100), "PUT");
        await weighing.Newest().Record("/scores/batches", new { items = Enumerable.Range(1, 100).Select(n => Score("V1", $"C{n}", 5)) });
        (await weighing.Get("/outcome?draws=10")).GetProperty("results")[0].GetProperty("total").GetProperty("expected").GetDecimal().ShouldBe(50);
        var weights = Enumerable.Range(1, 100).Select(n => new { criterion = $"C{n}", weight = n });
        (await WhatIf(weighing, new { variants = new[] { new { weights } } }, "?draws=10")).GetProperty("variants")[0].GetProperty("results")[0].GetProperty("total").GetProperty("expected").GetDecimal().ShouldBe(50);

        static object Set(int count) => new
        {
            weightMethod = "direct",
            criteria = Enumerable.Range(1, count).Select(n => new { code = $"C{n}", name = $"Criterium {n}", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 }),
        };
    }

    [Fact]
    public async Task What_was_given_after_a_meeting_did_not_lie_on_the_table_there()
    {
        var weighing = await Scored();
        var read = weighing.Version;
        var meeting = DateTimeOffset.UtcNow;
        await Task.Delay(5, Cancellation);
        await weighing.Record("/scores/1/revisions", new { low = 1, expected = 1, high = 1 });
        using var refused = await weighing.Newest().Send("/outcomes", new { draws = 10, occurredAt = meeting });
        (await refused.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("occurred-before-its-ground");
        await weighing.Newest().Record("/outcomes", new { draws = 10, occurredAt = meeting, readVersion = read });
        (await weighing.Get("/outcomes/1")).GetProperty("results")[0].GetProperty("value").GetProperty("expected").GetDecimal().ShouldBe(56);
    }
}
