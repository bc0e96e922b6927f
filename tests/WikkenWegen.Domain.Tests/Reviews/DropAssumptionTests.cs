namespace WikkenWegen.Domain.Tests;

public class DropAssumptionTests : AlsoAfterTheEndSpec<DropAssumptionTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Drop;

    public static IEnumerable<Refused> Refused =>
    [
        new("a fall without saying what showed it", Given, Drop with { Explanation = null }, Rules.ReasonMissing.At("/explanation")),
        new("the fall of an assumption of a decision that does not exist", Given, Drop with { Decision = 2 }, Rules.NoSuchDecision.Whole(2)),
        new("the fall of an assumption that the decision does not have", Given, Drop with { Assumption = 3 }, DropAssumption.NoSuchAssumption.Whole(1, 3)),
        new("a second fall", Given.And(FellAssumption(1, 2, on: 40)), Drop, DropAssumption.AssumptionAlreadyFell.Whole(2, 4)),
        new("a fall before the decision", Given, Drop with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        new("everything that is wrong with it, at once", Given, new DropAssumption { OccurredAt = Day(29), Decision = 1, Assumption = 0 },
            Rules.ReasonMissing.At("/explanation"), DropAssumption.NoSuchAssumption.Whole(1, 0), Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
    ];

    private static readonly DropAssumption Drop = new() { OccurredAt = Day(50), Decision = 1, Assumption = 2, Explanation = Text("the survey") };

    [Fact]
    public void An_assumption_of_a_decision_can_fall() =>
        Given.When(Drop).Records(new AssumptionFell { OccurredAt = Day(50), Decision = 1, Assumption = 2, Explanation = Text("the survey") });

    [Fact]
    public void Assumptions_are_numbered_from_one() => Given.When(Drop with { Assumption = 1 })
        .Records(new AssumptionFell { OccurredAt = Day(50), Decision = 1, Assumption = 1, Explanation = Text("the survey") });

    [Fact]
    public void Also_one_of_a_decision_that_no_longer_stands() => Given.And(WithdrewDecision(1, on: 40)).When(Drop).IsRecorded();
}
