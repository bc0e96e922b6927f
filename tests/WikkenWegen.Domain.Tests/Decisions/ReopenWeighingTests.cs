namespace WikkenWegen.Domain.Tests;

public class ReopenWeighingTests : StepSpec<ReopenWeighingTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Reopen;

    public static IEnumerable<Refused> Refused =>
    [
        new("a reopening without its reason", Given, Reopen with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("the reopening of a weighing that is open", Given(Opened()), Reopen, ReopenWeighing.NothingToReopen.Whole()),
        new("the reopening of a weighing that was deferred", Given(Opened(), Decided(1, kind: DecisionKind.Deferred)), Reopen, ReopenWeighing.NothingToReopen.Whole()),
        new("the reopening of a weighing whose decision was withdrawn", Given.And(WithdrewDecision(1, on: 40)), Reopen, ReopenWeighing.NothingToReopen.Whole()),
        new("a second reopening", Given.And(Reopened(1, on: 40)), Reopen, ReopenWeighing.NothingToReopen.Whole()),
        new("a reopening before the decision", Given, Reopen with { OccurredAt = Day(29) }, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(30))),
        new("a reopening before the approval", Given.And(Approved(1, on: 60)), Reopen, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a reopening before the end", Given.And(ClosedWeighing(60)), Reopen, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(60))),
        new("a reopening before the decision fell that stood at the end", Given.And(ClosedWeighing(40), Rejected(1, on: 60)), Reopen,
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(60))),
        new("everything that is wrong with it, at once", Given(Opened()), new ReopenWeighing { OccurredAt = Day(-1) },
            Rules.OccurredBeforeOpening.At("/occurredAt", Day(0)), Rules.ReasonMissing.At("/reason"), ReopenWeighing.NothingToReopen.Whole()),
    ];

    private static readonly ReopenWeighing Reopen = new() { OccurredAt = Day(50), Reason = Text("the subsidy fell") };

    private static WeighingReopened Event(int? decision) => new() { OccurredAt = Day(50), Number = 1, Decision = decision, Reason = Text("the subsidy fell") };

    [Fact]
    public void It_names_the_decision_that_stood() => Given.When(Reopen).Records(Event(1));

    [Fact]
    public void A_closed_weighing_can_be_reopened_and_its_decision_no_longer_stands() =>
        Given.And(ClosedWeighing(40)).When(Reopen).Records(Event(1));

    [Fact]
    public void A_cancelled_weighing_can_be_reopened_though_nothing_was_decided() =>
        Given(Opened(), CancelledWeighing(40)).When(Reopen).Records(Event(null));

    [Fact]
    public void After_it_the_weighing_goes_on()
    {
        var weighing = Given.And(ClosedWeighing(40), Event(1));
        weighing.Status.ShouldBe(WeighingStatus.Open);
        weighing.StandingDecision.ShouldBeNull();
        weighing.When(new SubmitProposal { OccurredAt = Day(50), Content = new ProposalContent { Name = "New" } }).IsRecorded();
    }
}
