using FsCheck.Fluent;
using WikkenWegen.Domain.Instruments;
using static WikkenWegen.Domain.DepartureKind;

namespace WikkenWegen.Domain.Tests;

/// <summary>In what criteria of a weighing differ from the instrument that they were taken from, and the way back.</summary>
public class TailoringTests
{
    private static readonly InstrumentScale Money = new() { Kind = InstrumentScaleKind.Numeric, Worst = 150, Best = 0, Unit = "euro per maand" };

    private static readonly InstrumentScale Levels = new()
    {
        Kind = InstrumentScaleKind.Numeric, Worst = 1, Best = 3, Levels = [new ScaleLevel(1, "klachten blijven"), new ScaleLevel(2, "verholpen"), new ScaleLevel(3, "als nieuw")],
    };

    private static readonly InstrumentScale Reference = new() { Kind = InstrumentScaleKind.Reference, Worst = 0, Best = 10, Reference = new ScaleLevel(6, "Waterbuurt") };

    private static readonly InstrumentScale Words = new() { Kind = InstrumentScaleKind.Ordinal, Words = ["slechter", "gelijk", "beter"] };

    private static readonly InstrumentScale Parties = new() { Kind = InstrumentScaleKind.MoneyPerParty, Unit = "euro per jaar" };

    /// <summary>An instrument with criteria that are added up, and two that are not.</summary>
    internal static readonly InstrumentContent Buurtset = Of(
        Criterion("BET", "Betaalbaarheid", Money, 40), Criterion("KWA", "Kwaliteit", Levels, 40), Criterion("LEE", "Leefbaarheid", Reference, 20),
        Criterion("OMK", "Omkeerbaarheid", Words, null), Criterion("WIE", "Wie betaalt", Parties, null));

    private static InstrumentContent Of(params ImmutableArray<InstrumentCriterion> criteria) => new()
    {
        Name = "Buurtset",
        Owner = "WikkenWegen",
        Source = "https://example.org/buurtset",
        Language = "nl",
        Themes = [.. criteria.Select((c, i) => new InstrumentTheme { Code = $"T{i}", Name = "Thema", Criteria = [c] })],
        Weights = InstrumentWeights.Prescribed,
        FilledIn = FilledIn.Either,
        Tailoring = new TailoringRules { MayLeaveOut = true, MayAdd = true, MayRescale = true, MayReweigh = true },
    };

    private static InstrumentCriterion Criterion(string code, string name, InstrumentScale scale, decimal? weight) => new() { Code = code, Name = name, Scale = scale, Weight = weight };

    private static IEnumerable<InstrumentCriterion> CriteriaOf(InstrumentContent instrument) => instrument.Themes.SelectMany(theme => theme.Criteria);

    private static bool AddsUp(InstrumentScale scale) => scale.Kind is InstrumentScaleKind.Numeric or InstrumentScaleKind.Reference;

    /// <summary>The criteria of an instrument as it is; where it prescribes no weights, each has 1.</summary>
    internal static CriteriaSet Taken(InstrumentContent instrument, decimal times = 1) => new()
    {
        Criteria =
        [
            .. CriteriaOf(instrument).Where(c => AddsUp(c.Scale)).Select(c => new Criterion
            {
                Code = c.Code,
                Name = c.Name,
                Direction = c.Scale.Best > c.Scale.Worst ? Direction.HigherIsBetter : Direction.LowerIsBetter,
                Scale = new Scale { Worst = c.Scale.Worst!.Value, Best = c.Scale.Best!.Value, Unit = c.Scale.Unit, Levels = c.Scale.Levels, Reference = c.Scale.Reference },
                Weight = times * (c.Weight ?? 1),
            }),
        ],
        Beside =
        [
            .. CriteriaOf(instrument).Where(c => !AddsUp(c.Scale)).Select(c => new CriterionBeside
            {
                Code = c.Code,
                Name = c.Name,
                Scale = new BesideScale { Kind = Enum.Parse<BesideScaleKind>(c.Scale.Kind.ToString()), Words = c.Scale.Words, Unit = c.Scale.Unit, Parties = c.Scale.Parties },
            }),
        ],
        WeightMethod = WeightMethod.Direct,
    };

    private static CriteriaSet With(string code, Func<Criterion, Criterion> change) => Each(c => c.Code == code ? change(c) : c);

    private static CriteriaSet Each(Func<Criterion, Criterion> change)
    {
        var set = Taken(Buurtset);
        return set with { Criteria = [.. set.Criteria.Select(change)] };
    }

    private static CriteriaSet Without(params string[] codes)
    {
        var set = Taken(Buurtset);
        return set with { Criteria = [.. set.Criteria.Where(c => !codes.Contains(c.Code))], Beside = [.. set.Beside.Where(c => !codes.Contains(c.Code))] };
    }

    private static IEnumerable<(DepartureKind, string)> Differences(CriteriaSet set, InstrumentContent? instrument = null) =>
        Tailoring.Compare(instrument ?? Buurtset, set).Differences.Select(d => (d.Kind, d.Criterion));

    [Fact]
    public void An_instrument_that_is_taken_as_it_is_is_departed_from_in_nothing()
    {
        Differences(Taken(Buurtset)).ShouldBeEmpty();
        Differences(Taken(Buurtset, times: 0.37m)).ShouldBeEmpty("weights are relative");
        var compared = Tailoring.Compare(Buurtset, Taken(Buurtset));
        (compared.Name, compared.Uri).ShouldBe(("Buurtset", "https://example.org/buurtset"));
    }

    [Fact]
    public void The_order_the_case_of_codes_the_blanks_in_names_and_the_goals_make_no_difference()
    {
        var set = Each(c => c with { Code = c.Code.ToLowerInvariant(), Name = $" {c.Name.ToUpperInvariant()} ", Goal = "Ons doel" });
        Differences(set with { Criteria = [.. set.Criteria.Reverse()] }).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_left_out_and_what_is_added_change_no_weight_of_the_others()
    {
        Differences(Without("LEE", "OMK")).ShouldBe([(LeftOut, "LEE"), (LeftOut, "OMK")]);
        var set = Without("LEE");
        Differences(set with { Criteria = set.Criteria.Add(Past.Criterion("GEL", 900)), Beside = [] })
            .ShouldBe([(LeftOut, "LEE"), (LeftOut, "OMK"), (LeftOut, "WIE"), (Added, "GEL")]);
    }

    [Fact]
    public void A_weight_is_compared_by_its_share_exactly()
    {
        Differences(With("LEE", c => c with { Weight = 30 })).ShouldBe([(OtherWeight, "BET"), (OtherWeight, "KWA"), (OtherWeight, "LEE")]);
        Differences(With("LEE", c => c with { Weight = 20.0000000000000000000000001m })).Count().ShouldBe(3);
        var thirds = Of(Criterion("A", "A", Money, 1), Criterion("B", "B", Money, 1), Criterion("C", "C", Money, 1));
        Differences(Taken(thirds, times: 0.1m), thirds).ShouldBeEmpty("a third is a third, in whatever numbers");
        Differences(Each(c => c with { Weight = c.Code switch { "BET" => 50, "LEE" => 10, _ => c.Weight } })).ShouldBe([(OtherWeight, "BET"), (OtherWeight, "LEE")]);
        var nothing = Each(c => c with { Weight = 0 });
        Differences(nothing with { Criteria = nothing.Criteria.Add(Past.Criterion("GEL", 1)) }).ShouldBe([(OtherWeight, "BET"), (OtherWeight, "KWA"), (OtherWeight, "LEE"), (Added, "GEL")]);
    }

    [Theory, InlineData(InstrumentWeights.Free), InlineData(InstrumentWeights.Absent)]
    public void A_weight_that_is_not_prescribed_is_free(InstrumentWeights weights) => Differences(With("LEE", c => c with { Weight = 30 }), Buurtset with { Weights = weights }).ShouldBeEmpty();

    [Fact]
    public void A_scale_differs_in_its_anchors_its_unit_its_levels_and_its_reference()
    {
        (string Code, Func<Scale, Scale> Change)[] changes =
        [
            ("BET", s => s with { Worst = 200 }), ("BET", s => s with { Best = 5 }), ("BET", s => s with { Unit = "euro per jaar" }), ("BET", s => s with { Unit = null }),
            ("KWA", s => s with { Levels = [] }), ("KWA", s => s with { Levels = [s.Levels[0], new ScaleLevel(2.5m, "verholpen"), s.Levels[2]] }),
            ("KWA", s => s with { Levels = [s.Levels[0], new ScaleLevel(2, "minder"), s.Levels[2]] }),
            ("LEE", s => s with { Reference = null }), ("LEE", s => s with { Reference = new ScaleLevel(7, "Waterbuurt") }), ("LEE", s => s with { Reference = new ScaleLevel(6, "Zeeheldenbuurt") }),
        ];
        foreach (var (code, change) in changes) Differences(With(code, c => c with { Scale = change(c.Scale) })).ShouldBe([(OtherScale, code)]);
        Differences(With("BET", c => c with { Scale = c.Scale with { Worst = 150.00m, Unit = "Euro per maand" } })).ShouldBeEmpty();
    }

    [Fact]
    public void Levels_that_do_not_go_from_anchor_to_anchor_are_guidance_and_no_part_of_the_scale_that_is_scored_on()
    {
        var guided = Of(Criterion("LEE", "Leefbaarheid", Reference with { Levels = [new ScaleLevel(2, "onrustig"), new ScaleLevel(8, "prettig")] }, 1));
        var set = Taken(guided);
        Differences(set with { Criteria = [set.Criteria[0] with { Scale = set.Criteria[0].Scale with { Levels = [] } }] }, guided).ShouldBeEmpty();
    }

    [Fact]
    public void A_criterion_that_cannot_be_added_up_differs_in_its_words_its_parties_and_its_kind()
    {
        var named = Of(Criterion("BET", "Betaalbaarheid", Money, 1), Criterion("WIE", "Wie betaalt", Parties with { Parties = ["huurders", "gemeente"] }, null));
        Differences(Beside(Taken(named), "WIE", s => s with { Parties = ["Gemeente", "huurders"] }), named).ShouldBeEmpty();
        Differences(Beside(Taken(named), "WIE", s => s with { Parties = ["huurders"] }), named).ShouldBe([(OtherScale, "WIE")]);
        Differences(Beside(Taken(Buurtset), "WIE", s => s with { Parties = ["huurders"] })).ShouldBeEmpty("the instrument leaves open who pays");
        Differences(Beside(Taken(Buurtset), "OMK", s => s with { Words = ["slechter", "beter"] })).ShouldBe([(OtherScale, "OMK")]);
        Differences(Beside(Taken(Buurtset), "OMK", s => new BesideScale { Kind = BesideScaleKind.PositiveNegative })).ShouldBe([(OtherScale, "OMK")]);
        // In numbers it is added up, and so has a weight; that is no other weight, for it had none.
        var set = Without("OMK");
        Differences(set with { Criteria = set.Criteria.Add(Past.Criterion("OMK", 5) with { Name = "Omkeerbaarheid" }) }).ShouldBe([(OtherScale, "OMK")]);

        static CriteriaSet Beside(CriteriaSet set, string code, Func<BesideScale, BesideScale> change) =>
            set with { Beside = [.. set.Beside.Select(c => c.Code == code ? c with { Scale = change(c.Scale) } : c)] };
    }

    [Fact]
    public void A_criterion_may_differ_in_several_things_and_in_its_name() =>
        Differences(With("BET", c => c with { Name = "Woonlasten", Weight = 80, Scale = c.Scale with { Worst = 90 } }))
            .ShouldBe([(OtherScale, "BET"), (OtherWeight, "BET"), (OtherName, "BET"), (OtherWeight, "KWA"), (OtherWeight, "LEE")]);

    [Fact]
    public void What_an_instrument_allows_is_what_its_rules_say()
    {
        var set = Without("KWA", "OMK");
        set = set with { Criteria = [set.Criteria[0] with { Name = "Woonlasten", Weight = 70, Scale = set.Criteria[0].Scale with { Best = 10 } }, set.Criteria[1], Past.Criterion("GEL", 1)] };
        Allowed(Buurtset.Tailoring).ShouldBe([OtherScale, OtherWeight, OtherName, LeftOut, OtherWeight, LeftOut, Added]);
        Allowed(Buurtset.Tailoring with { Fixed = ["kwa"] }).ShouldBe([OtherScale, OtherWeight, OtherName, OtherWeight, LeftOut, Added]);
        Allowed(Buurtset.Tailoring with { MayLeaveOut = false }).ShouldBe([OtherScale, OtherWeight, OtherName, OtherWeight, Added]);
        Allowed(Buurtset.Tailoring with { MayAdd = false }).ShouldBe([OtherScale, OtherWeight, OtherName, LeftOut, OtherWeight, LeftOut]);
        Allowed(Buurtset.Tailoring with { MayRescale = false }).ShouldBe([OtherWeight, OtherName, LeftOut, OtherWeight, LeftOut, Added]);
        Allowed(Buurtset.Tailoring with { MayReweigh = false }).ShouldBe([OtherScale, OtherName, LeftOut, LeftOut, Added]);

        IEnumerable<DepartureKind> Allowed(TailoringRules rules) => Tailoring.Compare(Buurtset with { Tailoring = rules }, set).Differences.Where(d => d.IsAllowed).Select(d => d.Kind);
    }

    [Fact]
    public void The_difference_applied_to_the_instrument_gives_the_criteria_of_the_weighing()
    {
        foreach (var seed in Seeded.Samples(Gen.Choose(0, int.MaxValue), 1000))
        {
            var dice = new Dice(new Random(seed), wild: 0);
            var instrument = AnInstrument(dice);
            var set = Tailored(dice, instrument);
            var (changes, wanted) = (Tailoring.Between(instrument, set), Tailoring.Of(set, instrument));
            var made = Tailoring.Apply(Tailoring.Of(instrument, set), changes);
            made.Select(c => c.Code).ShouldBe(wanted.Select(c => c.Code), ignoreOrder: true);
            foreach (var criterion in made)
            {
                var same = wanted.Single(c => c.Code == criterion.Code);
                criterion.ChangesTo(same).ShouldBeEmpty();
                criterion.Share.ShouldBe(same.Share);
            }
            changes.Select(c => (c.Kind, c.Criterion.Code)).ShouldBeUnique();
            Tailoring.Between(instrument, Taken(instrument, dice.Between(1, 9))).ShouldBeEmpty();
        }
    }

    internal static InstrumentContent AnInstrument(Dice dice) => Of([.. "ABCDEF".Take(dice.Between(1, 6)).Select((letter, i) =>
        i == 0 ? Criterion("A", "Naam A", Money, dice.Between(1, 5)) : ACriterion(dice, letter.ToString()))]) with { Weights = dice.Any<InstrumentWeights>() };

    private static InstrumentCriterion ACriterion(Dice dice, string code)
    {
        var scale = dice.Of(Money, Levels, Reference, Words, Parties, Parties with { Parties = ["huurders"] });
        return Criterion(code, "Naam " + code, scale, AddsUp(scale) ? dice.Between(0, 5) : null);
    }

    /// <summary>Criteria that were taken from an instrument and changed here and there; at least one that is added up.</summary>
    private static CriteriaSet Tailored(Dice dice, InstrumentContent instrument)
    {
        var (taken, other) = (Taken(instrument), Taken(Of([.. "ABCDEFGH".Select(letter => ACriterion(dice, letter.ToString()))])));
        var criteria = taken.Criteria.Where((_, i) => i == 0 || dice.Chance(70)).Select(c => c with
        {
            Name = dice.Chance(20) ? "Andere naam" : c.Name,
            Weight = dice.Chance(30) ? dice.Between(0, 5) : c.Weight,
            Scale = dice.Chance(20) ? c.Scale with { Worst = c.Scale.Worst - 1, Best = c.Scale.Best + 7, Levels = [] } : c.Scale,
        }).ToList();
        var beside = taken.Beside.Where(_ => dice.Chance(70)).ToList();
        var isFree = (string code) => dice.Chance(30) && criteria.All(c => c.Code != code) && beside.All(c => c.Code != code);
        criteria.AddRange(other.Criteria.Where(c => isFree(c.Code)).ToList());
        beside.AddRange(other.Beside.Where(c => isFree(c.Code)).ToList());
        return taken with { Criteria = [.. criteria], Beside = [.. beside] };
    }
}
