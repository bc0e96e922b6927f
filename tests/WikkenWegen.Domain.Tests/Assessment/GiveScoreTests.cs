namespace WikkenWegen.Domain.Tests;

public class GiveScoreTests : BeforeTheEndSpec<GiveScoreTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), AdoptedCriteria(on: 3));

    public static WeighingCommand When => Score;

    public static IEnumerable<Refused> Refused =>
    [
        new("a score for a proposal that does not exist", Given, Score with { Proposal = new ProposalChoice("V9", null) }, Rules.UnknownProposal.At("/proposal/code", "V9")),
        new("a score for a revision that does not exist", Given, Score with { Proposal = new ProposalChoice("V1", 2) },
            Rules.UnknownRevision.At("/proposal/revision", "V1", 2)),
        new("a score for a revision that was made later", Given.And(Revised("V1", 2, on: 60)), Score, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a score before any criteria were adopted", Given(Opened(), Submitted("V1")), Score, GiveScore.CriteriaNotAdopted.Whole()),
        new("a score on a version of the criteria that does not exist", Given, Score with { CriteriaVersion = 2 }, GiveScore.UnknownCriteriaVersion.At("/criteriaVersion", 2)),
        new("a score on a version of the criteria that was made later", Given.And(ChangedCriteria(2, on: 60)), Score,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a score on a criterion that does not exist", Given, Score with { Criterion = "XYZ" }, GiveScore.UnknownCriterion.At("/criterion", "XYZ", 1)),
        new("a score on a criterion that cannot be added up", Given(Opened(), Submitted("V1"), AdoptedWithBeside()), Score with { Criterion = "wie" }, GiveScore.CriterionIsBeside.At("/criterion", "WIE")),
        new("a score on a criterion of another version", Given.And(ChangedCriteria(2, on: 11)), Score with { CriteriaVersion = 1, Criterion = "BEW" },
            GiveScore.UnknownCriterion.At("/criterion", "BEW", 1)),
        new("a score below its scale", Given, Score with { Estimate = new Estimate(-0.1m, 0, 10) }, Rules.OutsideScale.At("/low", -0.1m, "BET", FromTo("0", "10"))),
        new("a score above its scale", Given, Score with { Estimate = new Estimate(0, 10.5m, 11) },
            Rules.OutsideScale.At("/expected", 10.5m, "BET", FromTo("0", "10")), Rules.OutsideScale.At("/high", 11m, "BET", FromTo("0", "10"))),
        new("a score outside a falling scale", Falling, Score with { Estimate = new Estimate(-1, 0, 4) }, Rules.OutsideScale.At("/low", -1m, "BET", InWords)),
        new("a score between the levels of a scale in words", Falling, Score with { Estimate = new Estimate(0, 1, 4) },
            Rules.OutsideScale.At("/expected", 1m, "BET", InWords)),
        new("a low above the expected", Given, Score with { Estimate = new Estimate(5, 4, 6) }, Rules.EstimateOutOfOrder.At("/low")),
        new("a high below the expected", Given, Score with { Estimate = new Estimate(3, 4, 3.9m) }, Rules.EstimateOutOfOrder.At("/high")),
        new("a score by who is no stakeholder", Given, Score with { By = new Who("B9", null) }, Rules.UnknownStakeholder.At("/by/stakeholder", "B9")),
        new("a score by neither a stakeholder nor a role", Given, Score with { By = new Who(null, null) }, Rules.StakeholderOrRole.At("/by")),
        new("a score by a stakeholder who withdrew", Given.And(Left("B1", on: 20)), Score with { By = new Who("B1", null) },
            Rules.StakeholderWithdrawn.At("/by/stakeholder", "B1", 5)),
        new("a score by a stakeholder before the invitation", Given(Opened(), Submitted("V1"), AdoptedCriteria(), Invited("B1", on: 60)),
            Score with { By = new Who("B1", null) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a score in a round that does not exist", Given, Score with { Round = 1 }, Rules.UnknownRound.At("/round", 1)),
        new("a score in a closed round", Given.And(OpenedRound(1), ClosedRound(1, on: 9)), Score with { Round = 1 }, Rules.RoundClosed.At("/round", 1)),
        new("a score before its round opened", Given.And(OpenedRound(1, on: 60)), Score with { Round = 1 }, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("a second score by the same for the same", Given.And(Scored(1)), Score, GiveScore.AlreadyScored.Whole(1)),
        new("a second score by the same role, written otherwise", Given.And(Scored(1, by: new Who(null, "Adviseur"))), Score with { By = new Who(null, " adviseur") }, GiveScore.AlreadyScored.Whole(1)),
        new("a second score by the same for the same in one round", Given.And(OpenedRound(1), Scored(1, round: 1)), Score with { Round = 1 }, GiveScore.AlreadyScored.Whole(1)),
        new("a score of a judge of whom the caller may not read another in an open blind round", Blind, Score with { Round = 1 }, GivingCommand.GivenUnread.Whole("Controller")) { By = Colleague("subject-2") },
        new("the same on another criterion, so that it does not tell which", Blind, Score with { Round = 1, Criterion = "KWA" }, GivingCommand.GivenUnread.Whole("Controller")) { By = Colleague("subject-2") },
        new("the same by who recorded that other score", Blind, Score with { Round = 1 }, GiveScore.AlreadyScored.Whole(1)) { By = Colleague("subject-1") },
        new("everything that is wrong with it, at once", Given, new GiveScore
            {
                OccurredAt = Day(50),
                Proposal = new ProposalChoice("V9", null),
                Criterion = "XYZ",
                By = new Who("B9", null),
                Round = 7,
                Estimate = new Estimate(3, 2, 1),
            },
            Rules.UnknownProposal.At("/proposal/code", "V9"), Rules.UnknownStakeholder.At("/by/stakeholder", "B9"), Rules.UnknownRound.At("/round", 7),
            GiveScore.UnknownCriterion.At("/criterion", "XYZ", 1), Rules.EstimateOutOfOrder.At("/low"), Rules.EstimateOutOfOrder.At("/high")),
    ];

    private static Weighing Blind => Given.And(OpenedRound(1, blind: true), Scored(1, round: 1));

    private static readonly GiveScore Score = new()
    {
        OccurredAt = Day(50),
        Proposal = new ProposalChoice("V1", null),
        Criterion = "BET",
        By = new Who(null, "Controller"),
        Estimate = new Estimate(2, 3.50m, 4),
        Ground = Text("rents of 2025"),
        Evidence = [new Evidence("https://example.org/rents", new string('0', 64))],
    };

    /// <summary>A criterion BET on a scale in points.</summary>
    private static CriteriaSet InPoints => Past.CriteriaOf(Criterion() with { Scale = new Scale { Worst = 0, Best = 1000.5m, Unit = "punten" } });

    /// <summary>A criterion BET on a scale in words that falls from 4 over 2 to 0.</summary>
    private static Weighing Falling => Given(Opened(), Submitted("V1"), new CriteriaAdopted
    {
        OccurredAt = Day(3),
        Set = Past.CriteriaOf(new Criterion
        {
            Code = "BET",
            Name = "Noise",
            Direction = Direction.LowerIsBetter,
            Scale = new Scale { Worst = 4, Best = 0, Levels = [new(4, "day and night"), new(2, "by day"), new(0, "none")] },
            Weight = 1,
        }),
    });

    private static readonly Spoken InWords = new(
        "een meetlat in woorden, met de niveaus 4 ('day and night'); 2 ('by day'); 0 ('none')",
        "a scale in words, with the levels 4 ('day and night'); 2 ('by day'); 0 ('none')");

    private static ScoreGiven Event(int number = 1, int revision = 1, int version = 1, int? round = null) => new()
    {
        OccurredAt = Day(50),
        Number = number,
        Proposal = new ProposalRevisionReference("V1", revision),
        Criterion = "BET",
        CriteriaVersion = version,
        By = new Who(null, "Controller"),
        Round = round,
        Estimate = new Estimate(2, 3.50m, 4),
        Ground = Text("rents of 2025"),
        Evidence = [new Evidence("https://example.org/rents", new string('0', 64))],
    };

    [Fact]
    public void A_score_is_for_the_newest_revision_on_the_criteria_in_force() => Given.When(Score).Records(Event());

    [Fact]
    public void A_score_carries_the_unit_of_its_scale_in_the_version_it_was_given_on() =>
        Given.And(ChangedCriteria(2, on: 11), new CriteriaChanged { OccurredAt = Day(12), Version = 3, Set = InPoints, Reason = Text(), RequestedBy = new Who(null, "MT") })
            .When(Score).Records(Event(version: 3) with { Unit = "punten" });

    [Fact]
    public void A_score_on_a_scale_in_words_carries_the_levels_it_names() =>
        Falling.When(Score with { Estimate = new Estimate(0, 2.0m, 2) })
            .Records(Event() with { Estimate = new Estimate(0, 2.0m, 2), Levels = [new ScaleLevel(2, "by day"), new ScaleLevel(0, "none")] });

    [Fact]
    public void A_value_outside_a_scale_is_told_with_the_scale_in_its_unit()
    {
        var refusal = Given.And(new CriteriaChanged { OccurredAt = Day(12), Version = 2, Set = InPoints, Reason = Text(), RequestedBy = new Who(null, "MT") })
            .When(Score with { Estimate = new Estimate(0, 1, 8_750_000.50m) }).Refusals.ShouldHaveSingleItem();
        refusal.In(Language.Dutch).ShouldBe("8.750.000,50 ligt niet op de meetlat van BET: van 0 tot en met 1.000,5 punten.");
        refusal.In(Language.English).ShouldBe("8,750,000.50 is not on the scale of BET: from 0 to 1,000.5 points.");
    }

    [Fact]
    public void Long_words_of_a_level_are_cut_in_a_refusal_and_never_within_a_character()
    {
        var scale = new Scale { Worst = 0, Best = 1, Levels = [new(0, new string('x', 80)), new(1, new string('x', 79) + "🏠 and more")] };
        var set = Past.CriteriaOf(Criterion() with { Scale = scale });
        Given(Opened(), Submitted("V1"), new CriteriaAdopted { OccurredAt = Day(3), Set = set }).When(Score with { Estimate = new Estimate(0, 0.5m, 1) })
            .Refusals.ShouldHaveSingleItem().In(Language.English).ShouldEndWith($"with the levels 0 ('{new string('x', 80)}'); 1 ('{new string('x', 79)}…').");
    }

    [Fact]
    public void What_is_newest_is_told_by_the_record() =>
        Given.And(Scored(1), Revised("V1", 2, on: 10), ChangedCriteria(2, on: 11), OpenedRound(1, on: 12)).When(Score with { Round = 1 })
            .Records(Event(number: 2, revision: 2, version: 2, round: 1));

    [Fact]
    public void It_may_be_for_an_older_revision_on_an_older_version() =>
        Given.And(Revised("V1", 2, on: 10), ChangedCriteria(2, on: 11)).When(Score with { Proposal = new ProposalChoice("V1", 1), CriteriaVersion = 1 })
            .Records(Event());

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 5, 10)]
    [InlineData(10, 10, 10)]
    public void The_ends_lie_on_the_scale_and_there_need_be_no_uncertainty(int low, int expected, int high) =>
        Given.When(Score with { Estimate = new Estimate(low, expected, high) }).IsRecorded();

    [Fact]
    public void On_a_falling_scale_low_is_still_the_lowest_value() =>
        Falling.When(Score with { Estimate = new Estimate(0, 2.0m, 4) }).IsRecorded();

    [Fact]
    public void Another_may_score_the_same() => Given.And(Scored(1)).When(Score with { By = new Who("B1", null) }).IsRecorded();

    [Fact]
    public void The_same_may_score_another_revision_version_or_criterion()
    {
        Given.And(Scored(1), Revised("V1", 2)).When(Score).IsRecorded();
        Given.And(Scored(1), ChangedCriteria(2)).When(Score).IsRecorded();
        Given.And(Scored(1)).When(Score with { Criterion = "KWA" }).IsRecorded();
    }

    [Fact]
    public void The_same_may_score_again_in_a_later_round_or_outside_rounds_for_the_first_score_lies_in_a_closed_one()
    {
        var scored = Given.And(OpenedRound(1, on: 4), Scored(1, on: 7, round: 1), ClosedRound(1, on: 9));
        scored.And(OpenedRound(2, on: 10)).When(Score with { Round = 2 }).Records(Event(number: 2, round: 2));
        scored.When(Score).Records(Event(number: 2));
    }

    [Fact]
    public void What_was_scored_in_an_open_round_may_be_recorded_after_its_closing() =>
        Given.And(OpenedRound(1, on: 4), ClosedRound(1, on: 9)).When(Score with { Round = 1, OccurredAt = Day(8) }).IsRecorded();

    [Fact]
    public void That_of_a_blind_round_with_the_reason_why_it_is_late() =>
        Given.And(OpenedRound(1, on: 4, blind: true), ClosedRound(1, on: 9)).When(Score with { Round = 1, OccurredAt = Day(8), LateReason = Text() }).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision_and_for_a_withdrawn_proposal_for_that_merely_should_not_happen() =>
        Given.And(WithdrewProposal("V1", on: 20), Decided(kind: DecisionKind.None, on: 30)).When(Score).IsRecorded();
}
