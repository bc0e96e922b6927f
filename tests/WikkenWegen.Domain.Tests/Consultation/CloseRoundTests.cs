namespace WikkenWegen.Domain.Tests;

public class CloseRoundTests : AlsoAfterTheEndSpec<CloseRoundTests>, ICommandSpec
{
    public static Weighing Given => Given(Opened(), OpenedRound(1));

    public static WeighingCommand When => Close;

    public static IEnumerable<Refused> Refused =>
    [
        new("the closing of a round that does not exist", Given, Close with { Number = 2 }, CloseRound.NoSuchRound.Whole(2)),
        new("a second closing", Given(Opened(), OpenedRound(1), ClosedRound(1)), Close, CloseRound.RoundAlreadyClosed.Whole(1, 3)),
        new("a closing before the opening", Given(Opened(), OpenedRound(1, on: 4)), Close with { OccurredAt = Day(3) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(4))),
        new("a closing before an input that was given in it",
            Given(Opened(), Invited("B1"), OpenedRound(1), GaveInput(1, "B1", on: 5, round: 1)), Close with { OccurredAt = Day(4.5) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(5))),
        new("a closing before the revision of an input that was given in it",
            Given(Opened(), Invited("B1"), OpenedRound(1), GaveInput(1, "B1", on: 5, round: 1), RevisedInput(1, 2, on: 6)), Close with { OccurredAt = Day(5.5) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(6))),
        new("a closing before an objection that was raised in it",
            Given(Opened(), Invited("B1"), OpenedRound(1), Objected(1, "B1", on: 6, round: 1)), Close with { OccurredAt = Day(5) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(6))),
        new("a closing before the revision of a score that was given in it",
            Given(Opened(), Submitted("V1"), AdoptedCriteria(), OpenedRound(1), Scored(1, on: 7, round: 1), Rescored(1, 2, on: 8)),
            Close with { OccurredAt = Day(7.5) },
            Rules.OccurredBeforeItsGround.At("/occurredAt", 6, Day(8))),
        new("everything that is wrong with it, at once", Given(Opened(), OpenedRound(1, on: 4), ClosedRound(1, on: 9)), Close with { OccurredAt = Day(3) },
            CloseRound.RoundAlreadyClosed.Whole(1, 3), Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(4))),
    ];

    private static readonly CloseRound Close = new() { OccurredAt = Day(50), Number = 1 };

    [Fact]
    public void A_round_that_is_open_can_be_closed() => Given.When(Close).Records(new RoundClosed { OccurredAt = Day(50), Number = 1 });

    [Fact]
    public void It_may_close_without_anything_given_in_it_or_at_the_moment_of_the_last_that_was() =>
        Given(Opened(), Invited("B1"), OpenedRound(1), GaveInput(1, "B1", on: 5, round: 1)).When(Close with { OccurredAt = Day(5) }).IsRecorded();

    [Fact]
    public void What_was_given_in_another_round_or_in_none_is_no_bar() =>
        Given(Opened(), Invited("B1"), OpenedRound(1), OpenedRound(2), GaveInput(1, "B1", on: 20, round: 2), GaveInput(2, "B1", on: 20))
            .When(Close with { OccurredAt = Day(10) }).IsRecorded();

    [Fact]
    public void An_input_that_was_given_in_it_may_have_been_withdrawn_later() =>
        Given(Opened(), Invited("B1"), OpenedRound(1), GaveInput(1, "B1", on: 5, round: 1), WithdrewInput(1, on: 8)).When(Close with { OccurredAt = Day(6) }).IsRecorded();
}
