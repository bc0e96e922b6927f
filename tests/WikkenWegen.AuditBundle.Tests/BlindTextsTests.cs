using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>A text that nobody may read yet is told as withheld where the leaves of its own stream say that it was given blind; all else that is not there is missing.</summary>
public sealed class BlindTextsTests : IDisposable
{
    private const string InstrumentStream = "weighing_instrument";
    private const string CaseStream = "case";

    private static readonly Guid Instrument = new("019c2283-f800-7000-8000-0000000000b1"), Case = new("019c2283-f800-7000-8000-0000000000b2");

    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-blind-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CheckReport Check(SmallStore store)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.zip");
        File.WriteAllBytes(path, store.Bag());
        return BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(store.Key + "\n"), [], WithoutTexts: false), new Progress<CheckProgress>(), TestContext.Current.CancellationToken);
    }

    /// <summary>An instrument with a round in which something was brought in, of which the text is not in the vault.</summary>
    private static SmallStore Rounds(bool blind = true, bool begins = true)
    {
        var store = SmallStore.Honest();
        var at = SmallStore.Start.AddDays(10);
        if (begins) store.Record(Instrument, InstrumentStream, new InstrumentDrafted { OccurredAt = at, Code = "BUURT", Content = Content });
        else store.SkipVersion(Instrument);
        store.Record(Instrument, InstrumentStream, new InstrumentRoundOpened { OccurredAt = at, Number = 1, About = "Past dit?", Blind = blind });
        store.Record(Instrument, InstrumentStream, new InstrumentInputGiven { OccurredAt = at, Number = 1, Draft = 1, Round = 1, By = "Bewoners", Statement = store.Seal("statement", "Vraag ook naar geluid.") });
        store.Disclosures.RemoveAt(store.Disclosures.Count - 1);
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
        var finding = Check(store).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Verdict, finding.Event!.Type).ShouldBe(("text-withheld", Verdict.Incomplete, "instrument_input_given"));
        store.Record(Instrument, InstrumentStream, new InstrumentRoundClosed { OccurredAt = SmallStore.Start.AddDays(11), Number = 1 });
        Check(store).Findings.ShouldHaveSingleItem().Code.ShouldBe("text-missing", "everybody may read it now");
    }

    [Fact]
    public void What_each_would_decide_in_a_case_is_withheld_until_it_is_shown()
    {
        var (store, at) = (SmallStore.Honest(), SmallStore.Start.AddDays(10));
        store.Record(Case, CaseStream, new CaseReceived { OccurredAt = at, Owner = "s-1", Content = new ReceivedContent { Rules = "regels-1", Title = store.Seal("title", "Een flat"), Sections = [new CaseSection("question", store.Seal("text", "Wat nu?"))] } });
        store.Record(Case, CaseStream, new CaseChoiceGiven { OccurredAt = at, Number = 1, By = "s-2", Decision = store.Seal("decision", "Opknappen.") });
        store.Disclosures.RemoveAt(store.Disclosures.Count - 1);
        var finding = Check(store).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Event!.Type).ShouldBe(("text-withheld", "case_choice_given"));
        store.Record(Case, CaseStream, new CaseChoicesShown { OccurredAt = at, Choices = 1 });
        Check(store).Findings.ShouldHaveSingleItem().Code.ShouldBe("text-missing");
    }

    [Fact]
    public void In_an_open_round_or_in_a_stream_that_is_not_whole_nothing_is_withheld()
    {
        Check(Rounds(blind: false)).Findings.ShouldHaveSingleItem().Code.ShouldBe("text-missing");
        Check(Rounds(begins: false)).Findings.Select(f => f.Code).ShouldBe(["version-missing", "text-missing"], ignoreOrder: true);
    }
}
