namespace WikkenWegen.Domain.Tests;

public class CloseWeighingTests : StepSpec<CloseWeighingTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), Submitted("V1"), Decided(1, on: 30));

    public static WeighingCommand When => Close;

    public static IEnumerable<Refused> Refused =>
    [
        new("the closing of a weighing in which nothing was decided", Given(Opened()), Close, CloseWeighing.NothingDecided.Whole()),
        new("the closing of a weighing that was deferred", Given(Opened(), Decided(1, kind: DecisionKind.Deferred)), Close, CloseWeighing.NothingDecided.Whole()),
        new("the closing of a weighing whose decision no longer stands", Given.And(Rejected(1, on: 40)), Close, CloseWeighing.NothingDecided.Whole()),
        new("a second closing", Given.And(ClosedWeighing(40)), Close, Rules.WeighingEnded.Whole(4)),
        new("a closing before something that happened in the weighing", Given.And(Invited("B1", on: 60)), Close, Rules.EndedBeforeTheRest.At("/occurredAt", Day(60))),
        new("everything that is wrong with it, at once", Given.And(ClosedWeighing(60)), Close,
            Rules.WeighingEnded.Whole(4), Rules.EndedBeforeTheRest.At("/occurredAt", Day(60))),
    ];

    private static readonly CloseWeighing Close = new() { OccurredAt = Day(50), Reason = Text("all done") };

    [Fact]
    public void A_weighing_whose_decision_stands_can_be_closed() =>
        Given.When(Close).Records(new WeighingClosed { OccurredAt = Day(50), Reason = Text("all done") });

    [Fact]
    public void It_may_be_closed_at_the_very_moment_of_the_last_thing_that_happened() => Given.When(Close with { OccurredAt = Day(30) }).IsRecorded();

    [Fact]
    public void Nobody_need_say_why() => Given.When(Close with { Reason = null }).Records(ClosedWeighing(50));

    [Fact]
    public void It_may_be_closed_before_the_approval_the_execution_and_the_review() =>
        Given.And(OpenedRound(1), Invited("B1"), Objected(1, round: 1)).When(Close).IsRecorded();

    [Fact]
    public void It_can_be_closed_again_after_it_was_reopened_and_decided_anew() =>
        Given.And(ClosedWeighing(40), Reopened(1, on: 45), Decided(2, on: 46)).When(Close).IsRecorded();
}
