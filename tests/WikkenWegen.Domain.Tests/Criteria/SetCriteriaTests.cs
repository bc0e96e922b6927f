namespace WikkenWegen.Domain.Tests;

public class SetCriteriaTests : BeforeTheEndSpec<SetCriteriaTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Adopt;

    public static IEnumerable<Refused> Refused =>
    [
        new("no criteria at all", Given, Adopt with { Set = Past.CriteriaOf() with { Criteria = [] } }, SetCriteria.NoCriteria.At("/criteria")),
        new("a negative weight", Given, Of(Criterion("BET", 60), Criterion("KWA", -0.01m)), SetCriteria.WeightNegative.At("/criteria/1/weight", "KWA")),
        new("weights that are all zero", Given, Of(Criterion("BET", 0), Criterion("KWA", 0.00m)), SetCriteria.WeightsAllZero.At("/criteria")),
        new("a margin below nothing", Given, Adopt with { Set = Past.CriteriaOf() with { ClearMargin = -0.01m } }, SetCriteria.MarginOutOfRange.At("/clearMargin")),
        new("a margin above all points", Given, Adopt with { Set = Past.CriteriaOf() with { ClearMargin = 100.5m } }, SetCriteria.MarginOutOfRange.At("/clearMargin")),
        new("a code twice", Given, Of(Criterion("BET"), Criterion("KWA"), Criterion("BET")), Rules.CodeTwice.At("/criteria/2/code", "BET")),
        new("a code twice but for its case", Given, Of(Criterion("BET"), Criterion("bet")), Rules.CodeTwice.At("/criteria/1/code", "bet")),
        new("a scale whose worst equals its best", Given, Of(Criterion(worst: 5, best: 5)), SetCriteria.ScaleWithoutRange.At("/criteria/0/scale/best", "BET", 5m)),
        new("such a scale with a direction and with levels", Given, Of(InLevels(5, 5, 5, 6) with { Direction = Direction.HigherIsBetter }),
            SetCriteria.ScaleWithoutRange.At("/criteria/0/scale/best", "BET", 5m)),
        new("a direction against the scale", Given, Of(Criterion(worst: 10, best: 0) with { Direction = Direction.HigherIsBetter }),
            SetCriteria.DirectionAgainstScale.At("/criteria/0/direction", "BET")),
        new("a direction against a rising scale", Given, Of(Criterion(worst: 0, best: 10) with { Direction = Direction.LowerIsBetter }),
            SetCriteria.DirectionAgainstScale.At("/criteria/0/direction", "BET")),
        new("levels that leave out the worst value", Given, Of(InLevels(0, 4, 2, 4)), SetCriteria.LevelsOffScale.At("/criteria/0/scale/levels", "BET", 0m, 4m)),
        new("levels that leave out the best value", Given, Of(InLevels(0, 4, 0, 2)), SetCriteria.LevelsOffScale.At("/criteria/0/scale/levels", "BET", 0m, 4m)),
        new("levels out of order", Given, Of(InLevels(0, 4, 0, 3, 2, 4)), SetCriteria.LevelsOffScale.At("/criteria/0/scale/levels", "BET", 0m, 4m)),
        new("a level twice", Given, Of(InLevels(0, 4, 0, 2, 2, 4)), SetCriteria.LevelsOffScale.At("/criteria/0/scale/levels", "BET", 0m, 4m)),
        new("a level twice on a falling scale", Given, Of(InLevels(4, 0, 4, 2, 2, 0)), SetCriteria.LevelsOffScale.At("/criteria/0/scale/levels", "BET", 4m, 0m)),
        new("levels from best to worst", Given, Of(InLevels(4, 0, 0, 2, 4)), SetCriteria.LevelsOffScale.At("/criteria/0/scale/levels", "BET", 4m, 0m)),
        new("a reference that is not on the scale", Given, Of(Criterion() with { Scale = new Scale { Worst = 0, Best = 10, Reference = new ScaleLevel(10.5m, "the next neighbourhood") } }),
            SetCriteria.ReferenceOffScale.At("/criteria/0/scale/reference/value", "BET", 10.5m, FromTo("0", "10"))),
        new("a code twice, of which one stands beside", Given, With(Beside("bet")), Rules.CodeTwice.At("/beside/0/code", "bet")),
        new("a code twice among those beside", Given, With(Beside(), Beside("wie")), Rules.CodeTwice.At("/beside/1/code", "wie")),
        new("a scale in words with one of them", Given, With(Beside("WIJK", InWords with { Words = ["equal"] })), BesideScales.WordsTooFew.At("/beside/0/scale/words", "WIJK")),
        new("a word twice", Given, With(Beside("WIJK", InWords with { Words = ["weaker", "equal", "Weaker"] })), Rules.NameTwice.At("/beside/0/scale/words/2", "Weaker")),
        new("what belongs to money on a scale in words", Given, With(Beside("WIJK", InMoney with { Kind = BesideScaleKind.Ordinal, Words = InWords.Words })),
            Rules.NotOfThisScale.At("/beside/0/scale/unit", "WIJK"), Rules.NotOfThisScale.At("/beside/0/scale/parties", "WIJK")),
        new("words on signs", Given, With(Beside("WIE", InWords with { Kind = BesideScaleKind.PositiveNegative })), Rules.NotOfThisScale.At("/beside/0/scale/words", "WIE")),
        new("money without a unit", Given, With(Beside("BATEN", InMoney with { Unit = null })), BesideScales.UnitMissing.At("/beside/0/scale/unit", "BATEN")),
        new("a party twice", Given, With(Beside("BATEN", InMoney with { Parties = ["town", " town"] })), Rules.NameTwice.At("/beside/0/scale/parties/1", " town")),
        new("a change without its reason", Given(Opened(), AdoptedCriteria()), Change with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("a change that nobody asked for", Given(Opened(), AdoptedCriteria()), Change with { RequestedBy = null }, SetCriteria.RequesterMissing.At("/requestedBy")),
        new("a change asked for by who is no stakeholder", Given(Opened(), AdoptedCriteria()), Change with { RequestedBy = new Who("B9", null) },
            Rules.UnknownStakeholder.At("/requestedBy/stakeholder", "B9")),
        new("a change asked for by neither a stakeholder nor a role", Given(Opened(), AdoptedCriteria()), Change with { RequestedBy = new Who(null, null) },
            Rules.StakeholderOrRole.At("/requestedBy")),
        new("a change before the version in force", Given(Opened(), AdoptedCriteria(on: 3), ChangedCriteria(2, on: 11)), Change with { OccurredAt = Day(10) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(11))),
        new("a change asked for by who was invited later", Given(Opened(), AdoptedCriteria(), Invited("B1", on: 60)),
            Change with { RequestedBy = new Who("B1", null) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(60))),
        new("everything that is wrong with it, at once", Given(Opened(), AdoptedCriteria(on: 3)),
            new SetCriteria { OccurredAt = Day(2), Set = Past.CriteriaOf(Criterion("BET", -1, 5, 5), Criterion("BET", 0, 10, 0) with { Direction = Direction.HigherIsBetter }) },
            Rules.ReasonMissing.At("/reason"), SetCriteria.RequesterMissing.At("/requestedBy"), Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(3)),
            SetCriteria.WeightNegative.At("/criteria/0/weight", "BET"), Rules.CodeTwice.At("/criteria/1/code", "BET"),
            SetCriteria.ScaleWithoutRange.At("/criteria/0/scale/best", "BET", 5m), SetCriteria.DirectionAgainstScale.At("/criteria/1/direction", "BET")),
        .. AnsweredWeightsTests.Refused,
        .. TakenCriteriaTests.Refused,
        .. InsightCriteriaTests.Refused,
    ];

    private static readonly SetCriteria Adopt = new() { OccurredAt = Day(50), Set = Past.CriteriaOf() };

    private static readonly SetCriteria Change = Adopt with { Reason = Text("the residents' evening"), RequestedBy = new Who(null, "MT") };

    private static SetCriteria Of(params ImmutableArray<Criterion> criteria) => Adopt with { Set = Past.CriteriaOf(criteria) };

    private static SetCriteria With(params ImmutableArray<CriterionBeside> beside) => Adopt with { Set = Past.CriteriaOf() with { Beside = beside } };

    [Fact]
    public void Criteria_that_cannot_be_added_up_stand_beside_the_others() =>
        Given.When(Adopt with { Set = CriteriaWithBeside() }).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = CriteriaWithBeside() });

    [Fact]
    public void There_may_be_such_criteria_alone() => Given.When(Adopt with { Set = Past.CriteriaOf() with { Criteria = [], Beside = [Beside()] } }).IsRecorded();

    [Fact]
    public void One_of_them_keeps_the_code_under_which_it_was_first_adopted() =>
        ((CriteriaChanged)Given(Opened(), AdoptedWithBeside()).When(Change with { Set = Past.CriteriaOf() with { Beside = [Beside("wie")] } }).Event!).Set.Beside.Single().Code.ShouldBe("WIE");

    [Fact]
    public void A_reference_lies_on_the_scale() =>
        Given.When(Of(Criterion() with { Scale = new Scale { Worst = 0, Best = 10, Reference = new ScaleLevel(6, "the next neighbourhood") } })).IsRecorded();

    private static Criterion InLevels(decimal worst, decimal best, params decimal[] levels)
    {
        var criterion = Criterion(worst: worst, best: best);
        return criterion with { Scale = criterion.Scale with { Levels = [.. levels.Select(l => new ScaleLevel(l, $"level {l}"))] } };
    }

    [Fact]
    public void The_first_set_is_adopted() => Given.When(Adopt).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = Past.CriteriaOf() });

    [Fact]
    public void The_first_set_keeps_its_reason_and_who_asked_for_it_where_that_was_said() =>
        Given.When(Change).Records(new CriteriaAdopted { OccurredAt = Day(50), Set = Past.CriteriaOf(), Reason = Change.Reason, RequestedBy = Change.RequestedBy });

    [Fact]
    public void Every_later_set_is_a_change_with_its_reason_and_who_asked_for_it() =>
        Given(Opened(), AdoptedCriteria(), ChangedCriteria(2)).When(Change).Records(new CriteriaChanged
        {
            OccurredAt = Day(50),
            Version = 3,
            Set = Past.CriteriaOf(),
            Reason = Text("the residents' evening"),
            RequestedBy = new Who(null, "MT"),
        });

    [Fact]
    public void A_criterion_keeps_the_code_under_which_it_was_first_adopted() =>
        Given(Opened(), AdoptedCriteria(), new CriteriaChanged { OccurredAt = Day(11), Version = 2, Set = Past.CriteriaOf(Criterion("BEW")), Reason = Text(), RequestedBy = new Who(null, "MT") })
            .When(Change with { Set = Past.CriteriaOf(Criterion("bet"), Criterion("Bew"), Criterion("g2")) }).Records(new CriteriaChanged
            {
                OccurredAt = Day(50),
                Version = 3,
                Set = Past.CriteriaOf(Criterion("BET"), Criterion("BEW"), Criterion("g2")),
                Reason = Text("the residents' evening"),
                RequestedBy = new Who(null, "MT"),
            });

    [Fact]
    public void A_stakeholder_may_ask_for_a_change() =>
        Given(Opened(), Invited("B1"), AdoptedCriteria()).When(Change with { RequestedBy = new Who("B1", null) }).IsRecorded();

    [Fact]
    public void Weights_need_not_add_up_to_anything_and_one_may_be_zero() =>
        Given.When(Of(Criterion("BET", 0.001m), Criterion("KWA", 0))).IsRecorded();

    [Fact]
    public void A_scale_may_fall_and_may_be_in_words() => Given.When(Of(InLevels(4.0m, -1, 4, 2.5m, -1.0m))).IsRecorded();

    [Fact]
    public void Criteria_may_change_after_input_scores_and_decision_for_that_merely_should_not_happen() =>
        Given(Opened(), Submitted("V1"), Invited("B1"), AdoptedCriteria(), GaveInput(), Scored(), Decided(on: 30)).When(Change).IsRecorded();
}
