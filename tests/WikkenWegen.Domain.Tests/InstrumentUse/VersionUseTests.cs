using WikkenWegen.Domain.InstrumentUse;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Domain.Tests;

/// <summary>How a version of an instrument did in the weighings that use it.</summary>
public class VersionUseTests
{
    private static readonly Guid One = new("019c2283-f800-7000-8000-000000000a01"), Another = new("019c2283-f800-7000-8000-000000000a02");

    private static Instrument Buurt(string version = "2") => new("Buurtset", version, null, "BUURT", WeighingInstrument.IdOf("BUURT"));

    private static CriteriaAdopted Taken(string version = "2", params ImmutableArray<Departure> departures) =>
        AdoptedCriteria() with { Set = CriteriaOf() with { Instrument = Buurt(version) }, Departures = departures };

    private static ScoreGiven Scored(int number, string proposal, string criterion, decimal value, string by = "Controller") =>
        Past.Scored(number, proposal: proposal, criterion: criterion, by: new Who(null, by)) with { Estimate = new Estimate(value, value, value) };

    /// <summary>V1 comes first: 8 and 8 against 4 and 4.</summary>
    private static Weighing Weighed(Guid id, CriteriaAdopted criteria, params IEnumerable<WeighingEvent> then) => Given(
    [
        Opened(), Submitted(), Submitted("V2"), criteria, Scored(1, "V1", "BET", 8), Scored(2, "V1", "KWA", 8), Scored(3, "V2", "BET", 4), Scored(4, "V2", "KWA", 4), .. then,
    ]) with { Id = id };

    private static DecisionTaken Chose(string proposal, params ImmutableArray<Deviation> deviations) =>
        Decided(proposal: proposal) is var decided ? decided with { Content = decided.Content with { Deviations = deviations } } : decided;

    private static VersionUse Use(params IEnumerable<Weighing> weighings) => VersionUses.Of("Buurt", 2, weighings, isComplete: true, [], cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void Only_weighings_of_which_criteria_come_from_that_version_count()
    {
        var use = Use(Weighed(One, Taken()), Weighed(Another, Taken("1")), Weighed(Another, AdoptedCriteria()), Given(Opened()) with { Id = Another });
        use.Weighings.ShouldBe([new UsedIn(One, 4, 0, true, null)]);
        (use.Code, use.Version, use.IsComplete, use.Abandoned).ShouldBe(("Buurt", 2, true, 0));
    }

    /// <summary>It is the strongest sign that an instrument does not hold.</summary>
    [Fact]
    public void A_weighing_that_took_other_criteria_later_still_counts_with_all_that_came_of_it_and_is_counted_as_one_that_gave_it_up()
    {
        var gaveUp = Weighed(One, Taken("2", new Departure(DepartureKind.LeftOut, "LEE", Text())), Chose("V2", new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.Liveability, Text())), Reviewed(),
            ChangedCriteria(on: 80) with { Set = CriteriaOf() });
        var use = Use(gaveUp, Weighed(Another, Taken()));
        use.Weighings.ShouldBe([new UsedIn(One, 4, 1, false, 11), new UsedIn(Another, 4, 0, true, null)]);
        use.Abandoned.ShouldBe(1);
        use.Departures.ShouldBe([new DepartureCount(DepartureKind.LeftOut, "LEE", 1)]);
        (use.Decided.Choices, use.Decided.WithOrder).ShouldBe((1, 1));
        use.Decided.PassedOver.ShouldHaveSingleItem().Weighing.ShouldBe(One);
        use.Decided.Grounds.ShouldBe([new GroundCount(DeviationFrom.ComputedRanking, DeviationGround.Liveability, 1)]);
        use.Reviews.Held.ShouldBe(1);
    }

    [Fact]
    public void Who_decides_by_other_criteria_later_did_not_decide_by_this_version_and_who_took_it_again_did_not_give_it_up()
    {
        var since = ChangedCriteria(on: 20) with { Set = CriteriaOf() };
        var use = Use(Weighed(One, Taken(), since, Chose("V2")), Weighed(Another, Taken(), since, ChangedCriteria(3, on: 21) with { Set = CriteriaOf() with { Instrument = Buurt() } }));
        use.Weighings.ShouldBe([new UsedIn(One, 4, 0, false, 9), new UsedIn(Another, 10, 0, true, null)]);
        (use.Abandoned, use.Decided.Choices).ShouldBe((1, 0));
    }

    /// <summary>Nobody computes for a caller who left, nor longer than a request may take.</summary>
    [Fact]
    public void Counting_stops_when_it_is_cancelled() =>
        Should.Throw<OperationCanceledException>(() => VersionUses.Of("Buurt", 2, [Weighed(One, Taken())], isComplete: true, [], cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void Another_version_in_its_place_is_other_criteria_too()
    {
        var newer = Weighed(One, Taken("1"), ChangedCriteria(on: 20) with { Set = CriteriaOf() with { Instrument = Buurt() } });
        VersionUses.Of("Buurt", 1, [newer], isComplete: true, [], cancellation: TestContext.Current.CancellationToken).Weighings.ShouldBe([new UsedIn(One, 4, 0, false, 9)]);
        Use(newer).Weighings.ShouldBe([new UsedIn(One, 9, 0, true, null)]);
    }

    [Fact]
    public void An_instrument_that_is_called_the_same_and_was_not_compared_is_another()
    {
        var named = AdoptedCriteria() with { Set = CriteriaOf() with { Instrument = new Instrument("Buurtset", "2", null) } };
        Use(Weighed(One, named)).Weighings.ShouldBeEmpty();
    }

    [Fact]
    public void Departures_are_counted_by_kind_and_criterion_over_the_weighings()
    {
        var (leftOut, other, added) = (new Departure(DepartureKind.LeftOut, "LEE", Text()), new Departure(DepartureKind.OtherScale, "BET", Text()), new Departure(DepartureKind.LeftOut, "lee", Text("other")));
        var use = Use(Weighed(One, Taken("2", leftOut, other)), Weighed(Another, Taken("2", added)));
        use.Departures.ShouldBe([new DepartureCount(DepartureKind.LeftOut, "LEE", 2), new DepartureCount(DepartureKind.OtherScale, "BET", 1)]);
        use.Weighings.Select(w => w.Departures).ShouldBe([2, 1]);
    }

    [Fact]
    public void A_decision_for_another_than_the_first_is_told_with_its_grounds_and_where_it_stands()
    {
        var passing = Weighed(One, Taken(), Chose("V2",
            new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.Liveability, Text()),
            new Deviation(DeviationFrom.Framework, "Statute", null, DeviationGround.Financial, Text()),
            new Deviation(DeviationFrom.Framework, "Other statute", null, DeviationGround.Financial, Text())));
        var decided = Use(passing, Weighed(Another, Taken(), Chose("V1"))).Decided;
        (decided.Choices, decided.WithOrder).ShouldBe((2, 2));
        var over = decided.PassedOver.ShouldHaveSingleItem();
        (over.Weighing, over.Decision, over.Event).ShouldBe((One, 1, 9));
        over.First.ShouldBe(["V1"]);
        over.Chosen.ShouldBe(["V2"]);
        over.Grounds.ShouldBe([new NamedGround(DeviationFrom.ComputedRanking, DeviationGround.Liveability), new NamedGround(DeviationFrom.Framework, DeviationGround.Financial)]);
        decided.Grounds.ShouldBe([new GroundCount(DeviationFrom.Framework, DeviationGround.Financial, 1), new GroundCount(DeviationFrom.ComputedRanking, DeviationGround.Liveability, 1)]);
    }

    [Fact]
    public void The_order_is_that_of_when_it_was_decided()
    {
        var later = Past.Scored(5, on: 35, proposal: "V1") with { Estimate = new Estimate(0, 0, 0) };
        Use(Weighed(One, Taken(), Chose("V1"), later, later with { Number = 6, Criterion = "KWA" })).Decided.PassedOver.ShouldBeEmpty();
        Use(Weighed(One, Taken(), Chose("V2"), later, later with { Number = 6, Criterion = "KWA" })).Decided.PassedOver.ShouldHaveSingleItem();
    }

    [Fact]
    public void Where_scores_give_no_order_nothing_is_passed_over_and_what_was_withdrawn_does_not_count()
    {
        var unscored = Given(Opened(), Submitted(), Submitted("V2"), Taken(), Chose("V2")) with { Id = One };
        var decided = Use(unscored, Weighed(Another, Taken(), Chose("V2"), WithdrewDecision())).Decided;
        (decided.Choices, decided.WithOrder).ShouldBe((1, 0));
        decided.PassedOver.ShouldBeEmpty();
        decided.Grounds.ShouldBeEmpty();
    }

    [Fact]
    public void A_decision_by_other_criteria_is_none_of_this_version()
    {
        var since = ChangedCriteria(on: 40) with { Set = CriteriaOf() with { Instrument = Buurt() } };
        var use = Use(Weighed(One, AdoptedCriteria(), Chose("V2"), since));
        use.Weighings.ShouldBe([new UsedIn(One, 10, 0, true, null)]);
        use.Decided.Choices.ShouldBe(0);
    }

    [Fact]
    public void The_criterion_on_which_assessors_differed_most_comes_first_and_one_that_one_assessor_scored_is_absent()
    {
        Use(Weighed(One, Taken())).Spreads.ShouldBeEmpty();
        var apart = Weighed(One, Taken(), Scored(5, "V1", "BET", 6, "Strateeg"), Scored(6, "V2", "BET", 4, "Strateeg"), Scored(7, "V1", "KWA", 3, "Strateeg"));
        var together = Weighed(Another, Taken(), Scored(5, "V1", "BET", 4, "Strateeg"));
        Use(apart, together).Spreads.ShouldBe([new CriterionSpread("KWA", 0.5m, 1, 1), new CriterionSpread("BET", 0.2m, 3, 2)]);
    }

    private static ConsequenceContent Word(string word) => new() { Word = word };

    private static ConsequenceContent Money(params (string Party, decimal Amount)[] amounts) => new() { Amounts = [.. amounts.Select(a => new PartyAmount(a.Party, a.Amount - 1, a.Amount, a.Amount + 1))] };

    /// <summary>What two assessors, or more, said of V1 on a criterion that stands beside.</summary>
    private static Weighing Said(Guid id, CriteriaAdopted criteria, string criterion, params ConsequenceContent[] said) => Weighed(
        id, criteria with { Set = criteria.Set with { Beside = CriteriaWithBeside().Beside } }, said.Select((content, i) => Stated(i + 1, on: 8 + i, criterion: criterion, by: new Who(null, $"Assessor {i}"), content: content)));

    [Fact]
    public void On_a_criterion_that_stands_beside_assessors_differ_too_in_each_of_two_signs_by_places_of_words_and_by_the_amount_of_each_party()
    {
        Spread("WIE", BesideScaleKind.PositiveNegative, 1, Signs(true, false), Signs(false, true));
        Spread("WIE", BesideScaleKind.PositiveNegative, 0, Signs(true, true), Signs(true, true));
        Spread("WIE", BesideScaleKind.PositiveNegative, 0.5m, Signs(true, false), Signs(false, false));
        Spread("WIE", BesideScaleKind.PositiveNegative, 0.5m, Signs(true, true), Signs(false, true));
        Spread("WIE", BesideScaleKind.PositiveNegative, 1, Signs(true, true), Signs(false, false));
        Spread("WIE", BesideScaleKind.PositiveNegative, 1, Signs(true, false), Signs(false, false), Signs(false, true));
        Spread("WIJK", BesideScaleKind.Ordinal, 1, Word("weaker"), Word("stronger"));
        Spread("WIJK", BesideScaleKind.Ordinal, 0.5m, Word("equal"), Word("stronger"), Word("equal"));
        Spread("BATEN", BesideScaleKind.MoneyPerParty, 1, Money(("tenants", 100)), Money(("tenants", -100)));
        Spread("BATEN", BesideScaleKind.MoneyPerParty, 0.5m, Money(("tenants", 100)), Money(("tenants", 50), ("town", 10)));
        Spread("BATEN", BesideScaleKind.MoneyPerParty, 0.25m, Money(("tenants", 100), ("town", 0)), Money(("tenants", 50), ("town", 0)));
        Use(Said(One, Taken(), "BATEN", Money(("tenants", 100)), Money(("town", -100)))).Spreads.ShouldBeEmpty("they said nothing of the same party");
        Use(Said(One, Taken(), "WIE", Signs(true, false))).Spreads.ShouldBeEmpty("there is nobody to differ from");

        static void Spread(string criterion, BesideScaleKind kind, decimal spread, params ConsequenceContent[] said) =>
            Use(Said(One, Taken(), criterion, said)).Spreads.ShouldBe([new CriterionSpread(criterion, spread, 1, 1, kind)]);
    }

    [Fact]
    public void What_is_scored_and_what_stands_beside_are_told_apart_also_under_one_code()
    {
        var scored = Weighed(One, Taken(), Scored(5, "V1", "BET", 3, "Strateeg"));
        var beside = Weighed(Another, Taken() with { Set = Taken().Set with { Criteria = [Criterion("KWA", 1)], Beside = [Beside("bet")] } }, Stated(1, criterion: "bet"), Stated(2, on: 9, criterion: "bet", by: new Who(null, "Strateeg")));
        Use(scored, beside).Spreads.ShouldBe([new CriterionSpread("BET", 0.5m, 1, 1), new CriterionSpread("bet", 0, 1, 1, BesideScaleKind.PositiveNegative)]);
    }

    [Theory]
    [InlineData(DepartureKind.Added, false)]
    [InlineData(DepartureKind.OtherScale, false)]
    [InlineData(DepartureKind.OtherWeight, true)]
    [InlineData(DepartureKind.OtherName, true)]
    public void A_criterion_that_was_added_or_has_another_scale_tells_nothing_of_the_instrument(DepartureKind kind, bool counts)
    {
        var scored = Weighed(One, Taken("2", new Departure(kind, "bet", Text())), Scored(5, "V1", "BET", 3, "Strateeg"));
        Use(scored).Spreads.Length.ShouldBe(counts ? 1 : 0);
        Use(Said(One, Taken("2", new Departure(kind, "wie", Text())), "WIE", Signs(true, false), Signs(false, true))).Spreads.Length.ShouldBe(counts ? 1 : 0);
    }

    [Fact]
    public void Where_the_instrument_was_given_up_what_was_judged_by_other_criteria_later_does_not_count()
    {
        var apart = new[] { Scored(5, "V1", "BET", 6, "Strateeg"), Scored(6, "V1", "BET", 0, "Bestuurder") with { OccurredAt = Day(21), CriteriaVersion = 2 } };
        var gaveUp = Weighed(One, Taken(), apart[0], ChangedCriteria(on: 20) with { Set = CriteriaOf() }, apart[1]);
        Use(gaveUp).Spreads.ShouldBe([new CriterionSpread("BET", 0.2m, 1, 1)]);
    }

    [Fact]
    public void What_reviews_found_is_counted()
    {
        var use = Use(Weighed(One, Taken(), Chose("V1"), FellAssumption(), Reviewed(), Reviewed(number: 2, on: 80) with { Conclusion = ReviewConclusion.WeighAgain }), Weighed(Another, Taken(), Chose("V1")));
        (use.Reviews.Held, use.Reviews.Assumptions, use.Reviews.AssumptionsFallen).ShouldBe((2, 4, 1));
        use.Reviews.Conclusions.ShouldBe([new ConclusionCount(ReviewConclusion.Continue, 1), new ConclusionCount(ReviewConclusion.WeighAgain, 1)]);
    }

    [Fact]
    public void The_judgements_over_the_version_are_counted_and_those_over_another_are_not()
    {
        var origin = Weighed(One, Taken()).Criteria!.Origin;
        InstrumentJudgement Judged(int number, int version, Sealed? well, Sealed? not) => new(number, version, false, "Bewoners", null, well, not, origin);
        VersionUses.Of("BUURT", 2, [], isComplete: false, [Judged(1, 2, Text(), null), Judged(2, 2, Text(), Text()), Judged(3, 1, null, Text())], cancellation: TestContext.Current.CancellationToken).Judgements.ShouldBe(new JudgementCount(2, 2, 1));
    }

    /// <summary>Also one of which no criterion can be added up: the register of criteria does not know it.</summary>
    [Fact]
    public void A_weighing_is_found_by_each_version_that_its_criteria_ever_came_from()
    {
        var beside = AdoptedCriteria() with { Set = CriteriaOf() with { Criteria = [], Beside = [Beside()], Instrument = Buurt() } };
        var before = Given(Opened());
        var taken = before.And(beside);
        RegisterEntries.Touched(before, taken).ShouldBe([Register.Criteria, Register.CriteriaBeside, Register.Instruments]);
        var entry = RegisterEntries.Of(taken, Register.Instruments).ShouldHaveSingleItem();
        (entry.Number, entry.Event, entry.Path).ShouldBe((1, 2, "/criteriaVersions/1/set/instrument"));
        entry.Keys.ShouldBe([RegisterEntries.InstrumentKey("buurt", 2)]);

        var replaced = taken.And(ChangedCriteria());
        RegisterEntries.Touched(taken, replaced).ShouldBe([Register.Criteria, Register.CriteriaBeside, Register.Instruments]);
        RegisterEntries.Of(replaced, Register.Instruments).ShouldHaveSingleItem().Keys.ShouldBe([RegisterEntries.InstrumentKey("buurt", 2)]);
        var newer = replaced.And(ChangedCriteria(3) with { Set = beside.Set with { Instrument = Buurt("3") } }, ChangedCriteria(4) with { Set = beside.Set });
        RegisterEntries.Of(newer, Register.Instruments).ShouldHaveSingleItem().Keys.ShouldBe([RegisterEntries.InstrumentKey("buurt", 2), RegisterEntries.InstrumentKey("buurt", 3)]);
        RegisterEntries.Of(Given(Opened(), AdoptedCriteria()), Register.Instruments).ShouldBeEmpty();
    }
}
