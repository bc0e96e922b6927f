namespace WikkenWegen.Domain.Tests;

public class CancelWeighingTests : StepSpec<CancelWeighingTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened());

    public static WeighingCommand When => Cancel;

    public static IEnumerable<Refused> Refused =>
    [
        new("a cancellation without its reason", Given, Cancel with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("the cancellation of a weighing whose decision stands", Given.And(Submitted("V1"), Decided(1, on: 30)), Cancel, Rules.DecisionStands.Whole(1, 3)),
        new("a second cancellation", Given.And(CancelledWeighing(40)), Cancel, Rules.WeighingEnded.Whole(2)),
        new("the cancellation of a weighing that was closed", Given.And(Submitted("V1"), Decided(1), ClosedWeighing(40)), Cancel, Rules.WeighingEnded.Whole(4)),
        new("a cancellation before something that happened in the weighing", Given.And(Invited("B1", on: 60)), Cancel, Rules.EndedBeforeTheRest.At("/occurredAt", Day(60))),
        new("everything that is wrong with it, at once", Given.And(CancelledWeighing(60)), new CancelWeighing { OccurredAt = Day(50) },
            Rules.ReasonMissing.At("/reason"), Rules.WeighingEnded.Whole(2), Rules.EndedBeforeTheRest.At("/occurredAt", Day(60))),
    ];

    private static readonly CancelWeighing Cancel = new() { OccurredAt = Day(50), Reason = Text("the flat was sold") };

    [Fact]
    public void A_weighing_in_which_nothing_was_decided_can_be_cancelled() =>
        Given.When(Cancel).Records(new WeighingCancelled { OccurredAt = Day(50), Reason = Text("the flat was sold") });

    [Fact]
    public void Also_one_that_was_deferred_or_whose_decision_no_longer_stands()
    {
        Given.And(Decided(1, on: 30, DecisionKind.Deferred)).When(Cancel).IsRecorded();
        Given.And(Submitted("V1"), Decided(1, on: 30), WithdrewDecision(1, on: 40)).When(Cancel).IsRecorded();
    }
}
