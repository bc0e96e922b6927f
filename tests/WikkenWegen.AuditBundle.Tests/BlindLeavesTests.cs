using System.Text.Json.Nodes;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>
/// What was brought in on an instrument in a blind round, or what each would decide in a case, is withheld as a leaf where the leaves of its own stream say that it was given blind; what else
/// is withheld was hidden, and the text of a leaf that is here is not withheld.
/// </summary>
public sealed class BlindLeavesTests : IDisposable
{
    private const string InstrumentStream = "weighing_instrument";
    private const string CaseStream = "case";

    private static readonly Guid Instrument = new("019c2283-f800-7000-8000-0000000000b1"), Case = new("019c2283-f800-7000-8000-0000000000b2");

    private static readonly DateTimeOffset At = SmallStore.Start.AddDays(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-blind-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CheckReport Check(SmallStore store, params int[] withheld)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.zip");
        File.WriteAllBytes(path, store.Bag(i => withheld.Contains(i) ? LeftOut.BlindRound : null));
        return BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(store.Key + "\n"), [], WithoutTexts: false), new Progress<CheckProgress>(), TestContext.Current.CancellationToken);
    }

    /// <summary>What the second verifier finds.</summary>
    private async Task<string[]> ByPython(SmallStore store, params int[] withheld)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.zip");
        await File.WriteAllBytesAsync(path, store.Bag(i => withheld.Contains(i) ? LeftOut.BlindRound : null), TestContext.Current.CancellationToken);
        var (_, output) = await Tools.Run(Tools.Need("python3"), [Path.Combine(AppContext.BaseDirectory, "Python", "verify_bag.py"), "--key", store.Key, path]);
        return [.. JsonNode.Parse(output)!["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>())];
    }

    private string[] Codes(SmallStore store, params int[] withheld) => [.. Check(store, withheld).Findings.Select(f => f.Code)];

    /// <summary>An instrument with a round in which something was brought in, as leaf 14.</summary>
    private static SmallStore Rounds(bool blind = true)
    {
        var store = SmallStore.Honest();
        store.Record(Instrument, InstrumentStream, new InstrumentDrafted { OccurredAt = At, Code = "BUURT", Content = Content });
        store.Record(Instrument, InstrumentStream, new InstrumentRoundOpened { OccurredAt = At, Number = 1, About = "Past dit?", Blind = blind });
        store.Record(Instrument, InstrumentStream, new InstrumentInputGiven { OccurredAt = At, Number = 1, Draft = 1, Round = 1, By = "Bewoners", Statement = store.Seal("statement", "Vraag ook naar geluid.") });
        return store;
    }

    /// <summary>A case in which somebody said what they would decide, as leaf 13.</summary>
    private static SmallStore Choices()
    {
        var store = SmallStore.Honest();
        store.Record(Case, CaseStream, new CaseReceived { OccurredAt = At, Owner = "s-1", Content = new ReceivedContent { Rules = "regels-1", Title = store.Seal("title", "Een flat"), Sections = [new CaseSection("question", store.Seal("text", "Wat nu?"))] } });
        store.Record(Case, CaseStream, new CaseChoiceGiven { OccurredAt = At, Number = 1, By = "s-2", Decision = store.Seal("decision", "Opknappen.") });
        return store;
    }

    private static readonly InstrumentContent Content = new()
    {
        Name = "Buurtset",
        Owner = "Thuis",
        Language = "nl",
        Weights = InstrumentWeights.Free,
        FilledIn = FilledIn.Together,
        Tailoring = new TailoringRules { MayLeaveOut = true, MayAdd = true, MayRescale = true, MayReweigh = true },
        Themes = [new InstrumentTheme { Code = "T1", Name = "Alles", Criteria = [new InstrumentCriterion { Code = "LEEF", Name = "Leefbaarheid", Scale = new InstrumentScale { Kind = InstrumentScaleKind.PositiveNegative } }] }],
    };

    [Fact]
    public void What_was_brought_in_on_an_instrument_is_withheld_until_its_blind_round_closes()
    {
        var store = Rounds();
        var finding = Check(store, 14).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Verdict).ShouldBe(("leaves-withheld", Verdict.Incomplete));
        finding.English.ShouldStartWith("1 leaves are withheld (14), given in a blind round that is still open");

        store = Rounds();
        store.Record(Instrument, InstrumentStream, new InstrumentRevised { OccurredAt = At, Number = 2, Content = Content });
        Codes(store, 14).ShouldBe(["leaves-withheld"], "its number is missing before what came meanwhile");

        store = Rounds();
        store.Record(Instrument, InstrumentStream, new InstrumentRoundClosed { OccurredAt = At, Number = 1 });
        Codes(store, 14).ShouldContain("withheld-without-round", "everybody may read it now");
        Codes(Rounds()).ShouldBeEmpty("who brought it in reads it");
    }

    [Fact]
    public void What_each_would_decide_in_a_case_is_withheld_until_it_is_shown()
    {
        Codes(Choices(), 13).ShouldBe(["leaves-withheld"]);
        var store = Choices();
        store.Record(Case, CaseStream, new CaseRemarkMade { OccurredAt = At, Number = 1, By = "s-3", Kind = CaseRemarkKind.Question, Text = store.Seal("text", "Wie woont er?") });
        Codes(store, 13).ShouldBe(["leaves-withheld"]);

        store = Choices();
        store.Record(Case, CaseStream, new CaseChoicesShown { OccurredAt = At, Choices = 1 });
        Codes(store, 13).ShouldContain("withheld-without-round");
    }

    [Fact]
    public async Task What_each_would_decide_in_a_case_that_was_taken_back_is_withheld_no_longer()
    {
        var store = Choices();
        var shared = store.Disclosures.TakeLast(3).Take(2).ToList(); // its title and its section
        store.Disclosures.RemoveAll(shared.Contains);
        store.Record(Case, CaseStream, new CaseWithdrawn { OccurredAt = At, Digests = [.. shared.Select(SmallStore.DigestOf)] });
        Codes(store).ShouldBeEmpty("what was erased is told, and what another said is there");
        (await ByPython(store)).ShouldBe([]);
        Codes(store, 13).ShouldContain("withheld-without-round");
        (await ByPython(store, 13)).ShouldContain("withheld-without-round");
        (await ByPython(Choices(), 13)).ShouldBe(["leaves-withheld"]);
    }

    [Fact]
    public void In_an_open_round_and_before_anything_is_blind_nothing_is_withheld()
    {
        Codes(Rounds(blind: false), 14).ShouldContain("withheld-without-round");
        Codes(Rounds(), 12, 14).ShouldContain("withheld-without-round", "what stands before the round was not given in it");
        Codes(Choices(), 11, 13).ShouldContain("withheld-without-round");
    }

    [Fact]
    public void A_text_of_a_leaf_that_is_here_is_missing()
    {
        foreach (var store in (SmallStore[])[Rounds(), Choices()])
        {
            store.Disclosures.RemoveAt(store.Disclosures.Count - 1);
            Codes(store).ShouldBe(["text-missing"]);
        }
    }
}
