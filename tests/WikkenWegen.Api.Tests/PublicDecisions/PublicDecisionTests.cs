using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Fields;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.PublicDecisions;

/// <summary>
/// Three public decisions, recorded over HTTP step by step as they happened, and read back: whatever was sent is found again, member by
/// member and digit for digit, in the part that the answer names; and the facts that each of them is known for have the values that they must have.
/// </summary>
public class PublicDecisionTests(SharedApi shared)
{
    private const string Framing = "framing/";

    [Theory]
    [InlineData("case-complex-507")]
    [InlineData("case-villefontaine-mcda")]
    [InlineData("case-loomio-poll")]
    public async Task Whatever_was_sent_is_read_back_in_the_part_that_the_answer_names(string file)
    {
        var recorded = await Recorded(file);
        foreach (var step in recorded.Steps)
        {
            // Now, and as it was then: of a stakeholder that was corrected the invitation says what it said only then.
            var corrected = recorded.Steps.Any(s => s.Location.StartsWith(step.Location + "/corrections/", StringComparison.OrdinalIgnoreCase));
            foreach (var moment in corrected ? [step.Then] : (string[])["", step.Then])
            {
                var at = await recorded.Get(step.Location + moment);
                foreach (var (body, receipt) in step.Events)
                {
                    var part = receipt.GetProperty("part").GetString()!;
                    // The answer to a batch names the list that all of them are in.
                    var read = Leaves.Shown(at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().Single(e => e.GetProperty("number").GetRawText() == part.Split('/')[^1]) : at);
                    // A correction shows that and why it was made; the stakeholder shows what it says now.
                    if (part.Contains("/corrections/", StringComparison.Ordinal)) read = read.Concat(Leaves.Shown(await recorded.Get(step.Location[..step.Location.IndexOf("/corrections/", StringComparison.Ordinal)] + moment)));
                    // The answer to an opening names the weighing, of which the framing is a part.
                    var shown = read.Select(leaf => part.Length > 0 || !leaf.Path.StartsWith(Framing, StringComparison.Ordinal) ? leaf : leaf with { Path = leaf.Path[Framing.Length..] }).ToHashSet();
                    Sent(body, part).Select(recorded.AsFirstWritten).Where(leaf => !shown.Contains(leaf)).ShouldBeEmpty($"{step.Location}{moment}: {string.Join(", ", shown)}");
                }
            }
        }
    }

    [Theory]
    [InlineData("case-complex-507")]
    [InlineData("case-villefontaine-mcda")]
    [InlineData("case-loomio-poll")]
    public async Task Each_step_is_an_event_of_its_own_at_the_moment_at_which_it_happened(string file)
    {
        var recorded = await Recorded(file);
        var expected = recorded.Steps.Where(s => s.Location.StartsWith(recorded.Address, StringComparison.Ordinal)).SelectMany(s => s.Events).ToList();
        var history = await recorded.History("en");
        history.Select(e => e.GetProperty("number").GetInt32()).ShouldBe(Enumerable.Range(1, expected.Count));
        (await recorded.Get(recorded.Address)).GetProperty("version").GetInt32().ShouldBe(expected.Count);
        foreach (var ((body, receipt), entry) in expected.Zip(history))
        {
            foreach (var name in (string[])["part", "type", "occurredAt", "recordedAt"]) entry.GetProperty(name).GetRawText().ShouldBe(receipt.GetProperty(name).GetRawText());
            if (body.TryGetProperty("occurredAt", out var occurred)) entry.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(occurred.GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task Of_complex_507_the_ballots_the_two_plans_the_terms_and_the_corrections_are_facts()
    {
        var recorded = await Recorded("case-complex-507");
        var view = await recorded.Get(recorded.Address);
        view.GetProperty("status").GetString().ShouldBe("closed");
        view.GetProperty("ballots").EnumerateArray().Select(b => (b.GetProperty("content").GetProperty("proposals")[0].GetRawText(), b.GetProperty("shares")[0].GetRawText())).ShouldBe(
        [
            ("""{"code":"ONDERHOUD","revision":1}""", """{"vote":"inFavour","votes":292,"of":"entitled","total":353,"threshold":70,"percent":82.7,"reached":true}"""),
            ("""{"code":"ZELFBEHEER","revision":1}""", """{"vote":"inFavour","votes":273,"of":"entitled","total":353,"threshold":70,"percent":77.3,"reached":true}"""),
        ]);
        view.GetProperty("decisions").EnumerateArray().ShouldHaveSingleItem().GetProperty("content").GetProperty("proposals").GetRawText()
            .ShouldBe("""[{"code":"ONDERHOUD","revision":1},{"code":"ZELFBEHEER","revision":1}]""");

        var advice = view.GetProperty("adviceRequests")[0];
        advice.GetProperty("adviseBy").GetString().ShouldBe("2019-10-14"); // a Monday, six weeks after Monday 2 September
        advice.GetProperty("term").GetRawText().ShouldBe("""{"plainDay":"2019-10-14","lastDay":"2019-10-14","decreedDays":[],"ruleVersion":1}""");
        advice.GetProperty("received").GetProperty("reasonDeviationBy").GetString().ShouldBe("2019-10-24");
        advice.GetProperty("answer").GetProperty("followed").GetBoolean().ShouldBeTrue();

        view.GetProperty("links").EnumerateArray().ShouldHaveSingleItem().GetProperty("place").GetString().ShouldBe("before");
        var other = await recorded.Get($"/v1/weighings/{recorded.Earlier}/links/1");
        (other.GetProperty("relation").GetString(), other.GetProperty("weighing").GetString(), other.GetProperty("place").GetString()).ShouldBe(("askedAgainBy", recorded.Id, "after"));

        var correction = view.GetProperty("momentCorrections")[0];
        (correction.GetProperty("from").GetDateTimeOffset(), correction.GetProperty("to").GetDateTimeOffset()).ShouldBe((Moment("2020-04-11T08:00:00+02:00"), Moment("2020-04-01T08:00:00+02:00")));
        view.GetProperty("decisions")[0].GetProperty("executionStarted").GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(Moment("2020-04-01T08:00:00+02:00"));
        view.GetProperty("stakeholders").EnumerateArray().Single(s => s.GetProperty("code").GetString() == "PV").GetProperty("party").GetString().ShouldBe("Plegt-Vos");
        view.GetProperty("decisions")[0].GetProperty("reviews")[0].GetProperty("conclusion").GetString().ShouldBe("continue");

        var (nl, en) = (await recorded.Sentences("nl"), await recorded.Sentences("en"));
        Told(nl, en, "links/1").ShouldBe((
            $"De afweging is verbonden met afweging {recorded.Earlier}: zij stelt dezelfde vraag opnieuw.",
            $"The weighing was linked to weighing {recorded.Earlier}: it asks the same question again."));
        Told(nl, en, "ballots/1").ShouldBe((
            "Over voorstel ONDERHOUD (versie 1) is gestemd (stemming 1) onder de huishoudens van complex 507: van de 353 stemgerechtigden 292 voor. Voor: 82,7 % van de stemgerechtigden; de drempel van 70 % is gehaald.",
            "A vote was held on proposal ONDERHOUD (revision 1) (ballot 1) among de huishoudens van complex 507: of the 353 entitled to vote 292 in favour. In favour: 82.7 % of those entitled to vote; the threshold of 70 % was reached."));
        Told(nl, en, "ballots/2").Item2.ShouldEndWith("In favour: 77.3 % of those entitled to vote; the threshold of 70 % was reached.");
        Told(nl, en, "advice-requests/1").ShouldBe((
            "Met adviesaanvraag 1 is TC507 op grond van de wet om advies gevraagd over: Projectplan en sociaal plan; adviseren kan tot en met 14 oktober 2019.",
            "By advice request 1, TC507 was asked for statutory advice on: Projectplan en sociaal plan; they may advise up to and including 14 October 2019."));
        Told(nl, en, "advice-requests/1/advice").ShouldBe((
            "Op adviesaanvraag 1 is advies ontvangen: positief, met voorwaarden; een afwijking motiveren kan tot en met 24 oktober 2019.",
            "Advice was received on advice request 1: positive, on conditions; a deviation may be reasoned up to and including 24 October 2019."));
        Told(nl, en, "decisions/1").ShouldBe((
            "Directie Bo-Ex en Toekomstclub 507 nam besluit 1: gekozen is voor voorstel ONDERHOUD (versie 1) en voorstel ZELFBEHEER (versie 1).",
            "Directie Bo-Ex en Toekomstclub 507 took decision 1: the choice is for proposal ONDERHOUD (revision 1) and proposal ZELFBEHEER (revision 1)."));
        Told(nl, en, "moment-corrections/1").ShouldBe((
            "Het moment van gebeurtenis 38 is verbeterd: 1 april 2020 08:00:00 in plaats van 11 april 2020 08:00:00.",
            "The moment of event 38 was corrected: 1 April 2020 08:00:00 instead of 11 April 2020 08:00:00."));
        Told(nl, en, "stakeholders/PV/corrections/1").ShouldBe((
            "Wat van belanghebbende PV vastligt is verbeterd: Projectleider (Plegt-Vos), geeft inbreng.",
            "What was recorded of stakeholder PV was corrected: Projectleider (Plegt-Vos), gives input."));
        Told(nl, en, "decisions/1/reviews/1").ShouldBe(("Besluit 1 is geëvalueerd; de conclusie: doorgaan.", "Decision 1 was reviewed; the conclusion: continue."));
    }

    [Fact]
    public async Task Of_the_study_every_digit_of_532_scores_19_weights_and_their_scales_is_kept()
    {
        var recorded = await Recorded("case-villefontaine-mcda");
        var view = await recorded.Get(recorded.Address);
        view.GetProperty("scores").GetArrayLength().ShouldBe(28 * 19);
        var scores = view.GetProperty("scores").EnumerateArray().ToDictionary(
            s => (s.GetProperty("proposal").GetProperty("code").GetString()!, s.GetProperty("criterion").GetString()!), s => s.GetProperty("revisions")[0].GetProperty("estimate"));
        foreach (var (at, number) in (((string, string), string)[])[(("S2.3", "g1.1"), "1636980.8493180352"), (("S1.1", "g1.6"), "407.33410447761196"), (("S7.3", "g2.1"), "0.0"), (("S3.3", "g2.1"), "0.9999999999999998")])
            scores[at].GetRawText().ShouldBe($$"""{"low":{{number}},"expected":{{number}},"high":{{number}}}""");
        var criteria = view.GetProperty("criteria").GetProperty("set").GetProperty("criteria").EnumerateArray().ToList();
        criteria.Select(c => c.GetProperty("weight").GetRawText()).Take(3).ShouldBe(["8.649591999999998", "4.894544", "4.428167999999999"]);
        criteria[0].GetProperty("scale").GetRawText().ShouldBe("""{"worst":1899184.6812342657,"best":0.0,"unit":"euro","levels":[]}""");
        view.GetProperty("criteria").GetProperty("set").GetProperty("weightMethod").GetString().ShouldBe("cards");
        view.GetProperty("decisions")[0].GetProperty("content").GetProperty("proposals")[0].GetProperty("code").GetString().ShouldBe("S1.2");

        var (nl, en) = (await recorded.Sentences("nl"), await recorded.Sentences("en"));
        Told(nl, en, "criteria/versions/1").ShouldBe((
            "De criteria zijn vastgesteld: g1.1 8,649591999999998; g1.2 4,894544; g1.3 4,428167999999999; g1.4 1,139496; g1.5 5,365728000000001; g1.6 8,649591999999998; g1.7 8,178408000000001; g1.8 6,774471999999999; g2.1 5,657466; g2.2 5,655543; g2.3 2,261448; g2.4 5,655543; g3.1 4,919034; g3.2 4,919034; g3.3 4,919034; g3.4 1,342254; g3.5 3,130644; g4.1 8,565944; g4.2 4,894056000000001.",
            "The criteria were adopted: g1.1 8.649591999999998; g1.2 4.894544; g1.3 4.428167999999999; g1.4 1.139496; g1.5 5.365728000000001; g1.6 8.649591999999998; g1.7 8.178408000000001; g1.8 6.774471999999999; g2.1 5.657466; g2.2 5.655543; g2.3 2.261448; g2.4 5.655543; g3.1 4.919034; g3.2 4.919034; g3.3 4.919034; g3.4 1.342254; g3.5 3.130644; g4.1 8.565944; g4.2 4.894056000000001."));
        Told(nl, en, "scores/1").ShouldBe((
            "Adviesbureau scoorde in ronde 1 voorstel S1.1 (versie 1) op g1.1: 0,0 euro, vastgelegd als score 1.",
            "Adviesbureau scored proposal S1.1 (revision 1) on g1.1 in round 1: 0.0 euro, recorded as score 1."));
        Told(nl, en, "scores/115").ShouldBe((
            "Adviesbureau scoorde in ronde 1 voorstel S2.3 (versie 1) op g1.1: 1.636.980,8493180352 euro, vastgelegd als score 115.",
            "Adviesbureau scored proposal S2.3 (revision 1) on g1.1 in round 1: 1,636,980.8493180352 euro, recorded as score 115."));
        Told(nl, en, "outcomes/1").Dutch.ShouldStartWith("Op tafel lag uitkomst 1, elders berekend (bron niet genoemd) met gewogen som 1.0.0 naar de stand bij gebeurtenis 564: S2.4 0,644346 > S2.2 0,63943 > ");
        Told(nl, en, "decisions/1").ShouldBe((
            "Directie nam besluit 1: gekozen is voor voorstel S1.2 (versie 1), met 1 bewuste afwijking.",
            "Directie took decision 1: the choice is for proposal S1.2 (revision 1), with 1 deliberate deviation."));
    }

    [Fact]
    public async Task Of_the_poll_eight_agree_one_abstains_two_disagree_and_one_blocks()
    {
        var recorded = await Recorded("case-loomio-poll");
        var view = await recorded.Get(recorded.Address);
        view.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("revisions")[0].GetProperty("content").GetProperty("position").GetString()).ShouldBe(
            ["abstains", "against", "inFavour", "inFavourWithConditions", "inFavour", "overridingObjection", "inFavour", "inFavour", "inFavour", "inFavour", "inFavour", "against"]);
        var ballot = view.GetProperty("ballots")[0];
        ballot.GetProperty("content").GetProperty("entitled").GetRawText().ShouldBe("""{"number":101,"description":"de leden"}""");
        ballot.GetProperty("content").GetProperty("votes").GetRawText().ShouldBe("""[{"vote":"inFavour","number":8},{"vote":"abstention","number":1},{"vote":"against","number":3}]""");
        ballot.GetProperty("turnout").GetInt32().ShouldBe(12);
        ballot.GetProperty("shares").GetRawText().ShouldBe("""[{"vote":"inFavour","votes":8,"of":"votesCast","total":11,"percent":72.7}]""");

        var (nl, en) = (await recorded.Sentences("nl"), await recorded.Sentences("en"));
        Told(nl, en, "inputs/1").ShouldBe((
            "B1 leverde in ronde 1 inbreng 1 over voorstel V1 (versie 1): onthouding.",
            "B1 gave input 1 in round 1 about proposal V1 (revision 1): abstains."));
        Told(nl, en, "inputs/6").ShouldBe((
            "B6 leverde in ronde 1 inbreng 6 over voorstel V1 (versie 1): overwegend bezwaar.",
            "B6 gave input 6 in round 1 about proposal V1 (revision 1): overriding objection."));
        Told(nl, en, "objections/1").ShouldBe((
            "B6 diende in ronde 1 bezwaar 1 in tegen voorstel V1 (versie 1).",
            "B6 raised objection 1 in round 1 against proposal V1 (revision 1)."));
        Told(nl, en, "ballots/1").ShouldBe((
            "Over voorstel V1 (versie 1) is gestemd (stemming 1) onder de leden: van de 101 stemgerechtigden 8 voor, 1 onthouding, 3 tegen. Voor: 72,7 % van de uitgebrachte stemmen.",
            "A vote was held on proposal V1 (revision 1) (ballot 1) among de leden: of the 101 entitled to vote 8 in favour, 1 abstention, 3 against. In favour: 72.7 % of the votes cast."));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static (string Dutch, string English) Told(Dictionary<string, string> dutch, Dictionary<string, string> english, string part) => (dutch[part], english[part]);

    /// <summary>What was sent, under the names under which it is read.</summary>
    private static IEnumerable<(string Path, string Value)> Sent(JsonElement body, string part) =>
        from leaf in Leaves.Of(body)
        // The moment is that of the event. What is false unless it is said is not written.
        where leaf.Path != "occurredAt" && leaf is not ("doNothing" or "blind" or "statutory", "false")
        select (part.Split('/')[0], leaf.Path) switch
        {
            ("moment-corrections", "moment") => ("to", JsonSerializer.Serialize(Moment(leaf.Value.Trim('"')).UtcDateTime)),
            ("objections", "resolution") => ("text", leaf.Value),
            ("decisions", var path) when path.StartsWith("proposal/", StringComparison.Ordinal) => ("proposals/0" + path["proposal".Length..], leaf.Value),
            _ => leaf,
        };

    /// <summary>Records a case. A step that must be refused is, with the code that is said.</summary>
    private async Task<RecordedCase> Recorded(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicDecisions", file + ".json"), Cancellation);
        // A number of the corporation's own is unique in it, and each test records the case anew.
        text = text.Replace("\"reference\": \"H2-", $"\"reference\": \"{Guid.NewGuid():N} H2-", StringComparison.Ordinal);
        var recorded = new RecordedCase(Client("procesleider", Roles.Strategist, Roles.Decider));
        using var approver = Client("commissaris", Roles.Approver);
        foreach (var step in JsonDocument.Parse(text).RootElement.EnumerateArray())
        {
            using var request = new HttpRequestMessage(new HttpMethod(step.GetProperty("method").GetString()!), step.GetProperty("path").GetString()!.Replace("{id}", recorded.Id, StringComparison.Ordinal));
            var body = step.GetProperty("body").GetRawText().Replace("{earlier}", recorded.Earlier, StringComparison.Ordinal);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if (step.TryGetProperty("ifMatch", out _)) request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await (step.TryGetProperty("roles", out _) ? approver : recorded.Http).SendAsync(request, Cancellation);
            var answered = await answer.Content.ReadAsStringAsync(Cancellation);
            ((int)answer.StatusCode).ShouldBe(step.GetProperty("status").GetInt32(), $"{request.RequestUri}: {answered}");
            if (answer.IsSuccessStatusCode) recorded.Add(answer.Headers.Location!.OriginalString, JsonDocument.Parse(body).RootElement, JsonDocument.Parse(answered).RootElement);
            else JsonDocument.Parse(answered).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString())
                .ShouldBe(step.GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
        }
        return recorded;
    }

    private HttpClient Client(string subject, params string[] roles)
    {
        var http = new HttpClient { BaseAddress = shared.Api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", new Identity(subject, DemoCorporations.Merenland.Code, [.. roles]).Authorization);
        return http;
    }

    /// <summary>A step that was recorded.</summary>
    /// <param name="Location">Where the part is that it made; for a batch, the list of them.</param>
    /// <param name="Events">What was sent for each event, with its receipt.</param>
    private sealed record Step(string Location, IReadOnlyList<(JsonElement Body, JsonElement Receipt)> Events)
    {
        /// <summary>Asks for how things were after it.</summary>
        public string Then => $"?version={Events[^1].Receipt.GetProperty("version").GetRawText()}";
    }

    /// <summary>A case as it was recorded: in one weighing, before which another may come.</summary>
    private sealed class RecordedCase(HttpClient http)
    {
        private static readonly string[] CodeNames = ["code", "stakeholder", "criterion", "proposal", "preferredProposal"];

        private readonly Dictionary<string, string> _firstWritten = new(StringComparer.OrdinalIgnoreCase);

        public HttpClient Http => http;

        public List<Step> Steps { get; } = [];

        /// <summary>Id of the newest weighing.</summary>
        public string Id { get; private set; } = "";

        /// <summary>Id of the weighing before that.</summary>
        public string Earlier { get; private set; } = "";

        public string Address => "/v1/weighings/" + Id;

        public void Add(string location, JsonElement body, JsonElement receipt)
        {
            var id = receipt.GetProperty("weighingId").GetString()!;
            if (id != Id) (Earlier, Id) = (Id, id);
            Steps.Add(new Step(location, body.TryGetProperty("items", out var items) ? [.. items.EnumerateArray().Zip(receipt.GetProperty("items").EnumerateArray())] : [(body, receipt)]));
            foreach (var (path, value) in Leaves.Of(body).Where(IsCode)) _firstWritten.TryAdd(value, value);
        }

        /// <summary>A code as it was first written in the case.</summary>
        public (string Path, string Value) AsFirstWritten((string Path, string Value) leaf) => IsCode(leaf) ? leaf with { Value = _firstWritten[leaf.Value] } : leaf;

        public async Task<JsonElement> Get(string address) => JsonDocument.Parse(await http.GetStringAsync(address, Cancellation)).RootElement;

        /// <summary>All of the history, oldest first.</summary>
        public async Task<List<JsonElement>> History(string language)
        {
            var events = new List<JsonElement>();
            for (var next = $"{Address}/events?limit=200"; next is not null;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, next) { Headers = { AcceptLanguage = { new StringWithQualityHeaderValue(language) } } };
                using var answer = await http.SendAsync(request, Cancellation);
                var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;
                events.AddRange(page.GetProperty("items").EnumerateArray());
                next = page.TryGetProperty("nextCursor", out var cursor) ? $"{Address}/events?limit=200&cursor={Uri.EscapeDataString(cursor.GetString()!)}" : null;
            }
            return events;
        }

        /// <summary>The sentence of the first event of each part.</summary>
        public async Task<Dictionary<string, string>> Sentences(string language) =>
            (await History(language)).GroupBy(e => e.GetProperty("part").GetString()!).ToDictionary(e => e.Key, e => e.First().GetProperty("sentence").GetString()!);

        private static bool IsCode((string Path, string Value) leaf) => CodeNames.Contains(leaf.Path.Split('/')[^1]);
    }
}
