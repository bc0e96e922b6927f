namespace WikkenWegen.Domain.Tests;

public class ReviseScoreTests : BeforeTheEndSpec<ReviseScoreTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), AdoptedCriteria(on: 3), Scored(1, on: 7));

    public static WeighingCommand When => Revise;

    private static Weighing InRound =>
        Given(Opened(), Submitted("V1"), AdoptedCriteria(), OpenedRound(1), Scored(1, on: 7, round: 1), ClosedRound(1, on: 9));

    private static Weighing ByStakeholder => Given(Opened(), Submitted("V1"), Invited("B1"), AdoptedCriteria(), Scored(1, by: new Who("B1", null)));

    private static Weighing Blind => Given(Opened(), Submitted("V1"), AdoptedCriteria(), OpenedRound(1, blind: true), Scored(1, on: 7, round: 1));

    public static IEnumerable<Refused> Refused =>
    [
        new("the revision of a score that does not exist", Given, Revise with { Number = 2 }, ReviseScore.NoSuchScore.Whole(2)),
        new("a revision outside the scale", Given, Revise with { Estimate = new Estimate(0, 0, 10.01m) }, Rules.OutsideScale.At("/high", 10.01m, "BET", FromTo("0", "10"))),
        new("a revision outside the scale that it was given on, though on that of a later version", Given.And(ChangedCriteria(2)),
            Revise with { Estimate = new Estimate(0, 0, 50) }, Rules.OutsideScale.At("/high", 50m, "BET", FromTo("0", "10"))),
        new("a revision out of order", Given, Revise with { Estimate = new Estimate(2, 1, 3) }, Rules.EstimateOutOfOrder.At("/low")),
        new("a revision in a closed round", InRound, Revise, Rules.RoundClosed.Whole(1)),
        new("a revision at the very moment of the closing", InRound, Revise with { OccurredAt = Day(9) }, Rules.RoundClosed.Whole(1)),
        new("a revision of a score that was given blindly, after the closing", Blind.And(ClosedRound(1, on: 9)), Revise with { OccurredAt = Day(8) }, Rules.RoundClosed.Whole(1)),
        new("a revision of a score that another recorded in a blind round which is open", Blind, Revise, ReviseScore.NoSuchScore.Whole(1)) { By = Colleague("subject-2") },
        new("the same off the scale, which would tell the criterion", Blind, Revise with { Estimate = new Estimate(-1, -2, 99) },
            Rules.EstimateOutOfOrder.At("/low"), ReviseScore.NoSuchScore.Whole(1)) { By = Colleague("subject-2") },
        new("a revision before the one in force", Given.And(Rescored(1, 2, on: 60)), Revise, Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(60))),
        new("a revision after the stakeholder withdrew", ByStakeholder.And(Left("B1", on: 20)), Revise, Rules.StakeholderWithdrawn.Whole("B1", 6)),
        new("a revision at the very moment of the withdrawal", ByStakeholder.And(Left("B1", on: 50)), Revise, Rules.StakeholderWithdrawn.Whole("B1", 6)),
        new("everything that is wrong with it, at once", InRound.And(Rescored(1, 2, on: 60)), Revise with { Estimate = new Estimate(-1, -2, 3) },
            Rules.EstimateOutOfOrder.At("/low"), Rules.OutsideScale.At("/low", -1m, "BET", FromTo("0", "10")), Rules.OutsideScale.At("/expected", -2m, "BET", FromTo("0", "10")),
            Rules.RoundClosed.Whole(1), Rules.OccurredBeforeItsGround.At("/occurredAt", 7, Day(60))),
        new("a wrong revision of a score that does not exist", Given, Revise with { Number = 2, Estimate = new Estimate(2, 1, 3) },
            Rules.EstimateOutOfOrder.At("/low"), ReviseScore.NoSuchScore.Whole(2)),
    ];

    private static readonly ReviseScore Revise = new()
    {
        OccurredAt = Day(50),
        Number = 1,
        Estimate = new Estimate(6, 7, 7),
        Ground = Text("the second opinion"),
        Evidence = [new Evidence("https://example.org/opinion", null)],
    };

    [Fact]
    public void A_revision_has_the_next_number_and_its_ground() =>
        Given.And(Rescored(1, 2, on: 8)).When(Revise).Records(new ScoreRevised
        {
            OccurredAt = Day(50),
            Number = 1,
            Revision = 3,
            Estimate = new Estimate(6, 7, 7),
            Ground = Text("the second opinion"),
            Evidence = [new Evidence("https://example.org/opinion", null)],
        });

    [Fact]
    public void While_its_round_is_open_it_may_be_revised() =>
        Given(Opened(), Submitted("V1"), AdoptedCriteria(), OpenedRound(1), Scored(1, round: 1)).When(Revise).IsRecorded();

    [Fact]
    public void What_a_stakeholder_revised_before_the_withdrawal_may_be_recorded_afterwards() =>
        ByStakeholder.And(Left("B1", on: 20)).When(Revise with { OccurredAt = Day(19) }).IsRecorded();

    [Fact]
    public void What_was_revised_while_the_round_was_open_may_be_recorded_after_its_closing() =>
        InRound.When(Revise with { OccurredAt = Day(8) }).IsRecorded();

    [Fact]
    public void It_may_come_after_the_decision_for_that_merely_should_not_happen() => Given.And(Decided(on: 30)).When(Revise).IsRecorded();
}
