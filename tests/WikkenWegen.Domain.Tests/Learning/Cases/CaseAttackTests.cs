using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WikkenWegen.Domain.Tests;

/// <summary>A case holds no word, number or day of its original outside an explicit list, on a thousand random weighings full of words that are nowhere else.</summary>
public class CaseAttackTests
{
    private static readonly CaseRequest General = new() { Question = "Hoe kiezen wij tussen ingrijpen en afwachten?", CameOfIt = "Afwachten kost ook iets." };

    /// <summary>Members of events that hold a text of people, not sealed.</summary>
    private static readonly string[] Texts =
    [
        "title", "question", "occasion", "reference", "sgeiNote", "hereFor", "notHereFor", "ownerRole", "deciderRole", "approverRole", "mandate", "name", "description", "party", "role", "interest", "about",
        "goal", "unit", "words", "framework", "note", "method", "basis", "source", "conditions", "assumptions", "reopenWhen", "uri", "projectfasebesluitId", "subject", "complexes", "clusters", "idExtern",
    ];

    [Fact]
    public void A_case_holds_nothing_of_its_original_on_a_thousand_random_weighings()
    {
        var cases = 0;
        Seeded.Check(History.Any, history =>
        {
            if (history.Accepted.IsEmpty) return; // smaller ones may have no opening
            var original = Marked(history);
            var prepared = CasePreparation.Of(original.Weighing, General, original.Vault, cancellation: TestContext.Current.CancellationToken);
            prepared.Refusals.Select(Show).ShouldBeEmpty();
            CaseAttack.NotAllowed(prepared.Copy!, Released(General)).ShouldBeEmpty();
            CaseAttack.Found(original, prepared.Copy!, Released(General)).ShouldBeEmpty();
            cases++;
        }, runs: 1000);
        cases.ShouldBeGreaterThanOrEqualTo(1000);
    }

    [Fact]
    public void No_text_of_its_owner_holds_an_identifier_however_it_is_written_on_hundreds_of_random_weighings()
    {
        var (random, tried) = (new Random(20260203), new HashSet<string>());
        Seeded.Check(History.Any, history =>
        {
            if (history.Accepted.IsEmpty) return;
            var original = Marked(history);
            var framing = original.Weighing.Framing;
            string[] keys = [framing.Reference!, framing.Identity!.IdExtern!, .. framing.Areas.Select(a => a.Code), .. framing.BagIds, original.Weighing.Id.ToString("D"), .. OfForm(random)];
            var texts = random.GetItems(keys, 4).Select(key => (Key: key, Text: $"Zie ook {random.GetItems(Ways, 1)[0](random.GetItems(Ways, 1)[0](key))} en verder.")).ToList();
            var refusals = CasePreparation.Of(original.Weighing, new CaseRequest { Title = texts[0].Text, Question = texts[1].Text, Background = texts[2].Text, CameOfIt = texts[3].Text }, original.Vault, cancellation: TestContext.Current.CancellationToken).Refusals;
            refusals.Select(r => (r.Rule, r.Pointer)).ShouldBe(new[] { "/title", "/question", "/background", "/cameOfIt" }.Select(pointer => (CasePreparation.CaseTextIdentifies, (string?)pointer)), string.Join('\n', texts));
            tried.UnionWith(texts.Select(t => t.Text));
        }, runs: 300);
        tried.Count.ShouldBeGreaterThan(800);
    }

    /// <summary>Ways in which people write a code or a number. Two of them one after the other are a way too.</summary>
    private static readonly Func<string, string>[] Ways =
    [
        key => key, key => key.ToLowerInvariant(), key => key.ToUpperInvariant(), key => key.Replace("-", "", StringComparison.Ordinal), key => key.Replace('-', ' '), key => key.Replace("-", " - ", StringComparison.Ordinal),
        key => key.Replace(" ", "  ", StringComparison.Ordinal), key => key.Replace(' ', '\u00A0'), key => key.Replace('-', '\u2011'), key => key.Replace(" ", "\n\t", StringComparison.Ordinal), key => key[..2] + '\u200B' + key[2..],
        key => string.Concat(key.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c)),
    ];

    /// <summary>Numbers that nobody gave the weighing, and that identify by their form alone.</summary>
    private static IEnumerable<string> OfForm(Random random)
    {
        var d = string.Concat(random.GetItems("123456789".ToCharArray(), 8));
        foreach (var telephone in (string[])[$"06{d}", $"06-{d}", $"06 {d[..2]} {d[2..4]} {d[4..6]} {d[6..]}", $"+31 6 {d[..4]} {d[4..]}", $"0031 6{d}", $"(030) {d[..3]} {d[3..5]} {d[5..7]}", $"030-{d[..7]}"]) yield return telephone;
        yield return $"{d[..4]} {random.GetItems("BCFGHJLPQRTXZ".ToCharArray(), 1)[0]}X";
        yield return $"NL{d[..2]} ABNA {d[..4]} {d[4..]} {d[..2]}";
        yield return $"BU{d}";
        yield return $"naam{d[..2]}@example.org";
        var rest = d.Select((digit, i) => (digit - '0') * (9 - i)).Sum() % 11;
        if (rest < 10) yield return $"{d}{rest}";
    }

    [Fact]
    public void The_originals_of_that_are_full_of_words_to_find()
    {
        var originals = Seeded.Samples(History.Any.Generator, 20).Select(Marked).ToList();
        originals.ShouldAllBe(o => CaseAttack.Literals(o).Distinct().Count() > 30);
        foreach (var needed in new[] { "BU99010302", "AFW77", "zq" })
            originals.ShouldAllBe(o => CaseAttack.Literals(o).Any(l => l.StartsWith(needed, StringComparison.Ordinal)), needed);
    }

    [Theory, MemberData(nameof(ExampleHistories.Codes), MemberType = typeof(ExampleHistories))]
    public void Nor_do_the_cases_of_the_examples(string code)
    {
        var original = ExampleHistories.Get(code);
        var copy = CasePreparation.Of(original.Weighing, General, original.Vault, cancellation: TestContext.Current.CancellationToken).Copy.ShouldNotBeNull();
        CaseAttack.NotAllowed(copy, Released(General)).ShouldBeEmpty();
        CaseAttack.Found(original, copy, Released(General)).ShouldBeEmpty();
    }

    /// <summary>Each way in which a rule could be broken is found out, so that the attack is one.</summary>
    [Theory]
    [InlineData("the title of the original", "Merelflat")]
    [InlineData("a day for a quarter", "2026-02-03")]
    [InlineData("the code of a proposal for its letter", "V2")]
    [InlineData("an amount", "10400000")]
    [InlineData("a weight for a number", "20")]
    [InlineData("the name of a criterion", "Woonkwaliteit")]
    [InlineData("the description of a proposal", "portiek")]
    [InlineData("a quote that was not released", "rustwoning")]
    [InlineData("the name of a person", "Jannie")]
    [InlineData("a subject id", "subject-B1")]
    [InlineData("a CBS code", "BU99010302")]
    [InlineData("the reference", "AFW-2026-014")]
    [InlineData("the id of the weighing", "019d6c1a-f800-7000-8000-000002026021")]
    public void A_case_that_breaks_a_rule_is_found_out(string rule, string literal)
    {
        var original = ExampleHistories.Get("AFW-2026-014");
        var copy = CasePreparation.Of(original.Weighing, General, original.Vault, cancellation: TestContext.Current.CancellationToken).Copy!;
        var broken = rule switch
        {
            "the title of the original" => copy with { Title = "Toekomst Merelflat (complex 1043)" },
            "a day for a quarter" => copy with { Began = "2026-02-03" },
            "the code of a proposal for its letter" => copy with { Proposals = copy.Proposals.SetItem(1, copy.Proposals[1] with { Letter = "V2" }) },
            "an amount" => copy with { Criteria = copy.Criteria.SetItem(0, copy.Criteria[0] with { Number = 10_400_000 }) },
            "a weight for a number" => copy with { Criteria = copy.Criteria.SetItem(0, copy.Criteria[0] with { Number = 20 }) },
            "the name of a criterion" => copy with { Criteria = copy.Criteria.SetItem(0, copy.Criteria[0] with { Name = "Woonkwaliteit en gezondheid" }) },
            "the description of a proposal" => copy with { Proposals = copy.Proposals.SetItem(0, copy.Proposals[0] with { Description = "Werken per portiek" }) },
            "a quote that was not released" => copy with { Quotes = [new CaseQuote(null, "als ouderen een rustwoning krijgen")] },
            "the name of a person" => copy with { Quotes = [new CaseQuote(null, "zei Jannie")] },
            "a subject id" => copy with { Background = "subject-B1" },
            "a CBS code" => copy with { Background = "In BU99010302." },
            "the reference" => copy with { Background = "AFW-2026-014" },
            _ => copy with { Background = "019d6c1a-f800-7000-8000-000002026021" },
        };
        CaseAttack.Found(original, copy, Released(General)).ShouldBeEmpty();
        CaseAttack.NotAllowed(broken, Released(General)).ShouldHaveSingleItem();
        CaseAttack.Found(original, broken, Released(General)).Contains(literal, StringComparer.OrdinalIgnoreCase).ShouldBeTrue();
    }

    private static IEnumerable<string> Released(CaseRequest request) => [request.Question, request.CameOfIt!];

    /// <summary>The weighing of a history in which each text is full of a word that is nowhere else, with places, keys and texts in the vault; rounds that are blind are closed.</summary>
    private static ToldWeighing Marked(History history)
    {
        List<RecordedEvent> events = [.. history.Events.Select(e => e with { Event = Marked(e.Event), Actor = $"zqactor{e.Number}" })];
        var weighing = Weighing.Fold(events);
        events.AddRange(weighing.Rounds.Where(r => r.Closed is null)
            .Select((round, i) => new RecordedEvent(new RoundClosed { OccurredAt = weighing.LatestOccurredAt, Number = round.Number }, events.Count + 1 + i, weighing.LatestRecordedAt, "zqactor")).ToList());
        weighing = Weighing.Fold(events) with { Id = Other };
        var vault = weighing.PersonalTextsOf().Select(t => t.Digest).Distinct().ToDictionary(digest => digest, digest => $"Mevrouw {Word(digest)} zei op 12 maart: {Word(digest + "!")} kost {digest.Length * 7919} euro.");
        return new ToldWeighing(weighing, [.. events], vault);
    }

    private static WeighingEvent Marked(WeighingEvent happened)
    {
        var json = JsonNode.Parse(Stored(happened))!.AsObject();
        if (json["framing"] is JsonObject framing)
        {
            framing["areas"] = JsonNode.Parse("""[{"code":"GM9901","year":2026},{"code":"BU99010302","year":2026}]""");
            framing["bagIds"] = JsonNode.Parse("""["0363010000012345"]""");
            framing["complexes"] = JsonNode.Parse("""["https://woonwijzer.example/complexen/1043"]""");
            framing["reference"] = "AFW77";
            framing["identity"] = JsonNode.Parse("""{"idExtern":"SYS-31337"}""");
        }
        Mark(json);
        return (WeighingEvent)json.Deserialize(happened.GetType(), EventContract.Json)!;
    }

    private static void Mark(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list) if (element is JsonObject or JsonArray) Mark(element);
            return;
        }
        foreach (var (name, value) in node.AsObject().ToList())
        {
            if (value is JsonObject or JsonArray) Mark(value);
            if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number) node[name] = Writable(number.GetValue<decimal>());
            if (!Texts.Contains(name)) continue;
            if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String) node[name] = WithWord(text.GetValue<string>());
            if (value is JsonArray texts && texts.All(t => t is JsonValue)) node[name] = new JsonArray([.. texts.Select(t => JsonValue.Create(WithWord(t!.GetValue<string>())))]);
        }
    }

    /// <summary>A number of no more digits than anybody can record; the domain by itself knows longer ones, with which no outcome can be computed.</summary>
    private static decimal Writable(decimal number) => Math.Abs(number) switch
    {
        > 1e15m => Math.Sign(number) * 999_999_999_999_999m,
        1e15m => Math.Sign(number) * 1_000_000_000_000m,
        > 0 and < 1e-9m => Math.Sign(number) * 0.000001m,
        _ => number,
    };

    private static string WithWord(string text) => $"{text}-{Word(text)}";

    /// <summary>A word that is nowhere else: zq and letters that its text gives.</summary>
    private static string Word(string text) => "zq" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
