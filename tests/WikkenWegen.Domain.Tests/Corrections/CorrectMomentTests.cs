namespace WikkenWegen.Domain.Tests;

public class CorrectMomentTests : AlsoAfterTheEndSpec<CorrectMomentTests>, ICommandSpec
{
    // Events 1 to 6. The round was really closed on day 12, and not on day 9.
    public static Weighing Given => Given(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), OpenedRound(1, on: 4), GaveInput(1, "B1", on: 5, round: 1), ClosedRound(1, on: 9), Decided(on: 30));

    public static WeighingCommand When => Correct;

    public static IEnumerable<Refused> Refused =>
    [
        new("a correction without a reason", Given, Correct with { Reason = null }, Rules.ReasonMissing.At("/reason")),
        new("the correction of an event that is not there", Given, Correct with { Event = 8 }, Rules.UnknownEvent.At("/event", 8, 7)),
        new("the correction of an event before the first", Given, Correct with { Event = 0 }, Rules.UnknownEvent.At("/event", 0, 7)),
        new("the moment that holds already", Given, Correct with { Moment = Day(9) }, CorrectMoment.MomentUnchanged.At("/moment", 6)),
        new("a moment after the event was recorded", Given, Correct with { Moment = Day(9.1) }, Rules.OccurredInTheFuture.At("/moment", Day(9))),
        new("a moment after that of the correction", Late, Correct with { OccurredAt = Day(20), Moment = Day(20.5) }, Rules.OccurredInTheFuture.At("/moment", Day(20))),
        new("the correction of a correction", Given.And(CorrectedMoment(6, 9, 8)), Correct with { Event = 8 }, CorrectMoment.CorrectionNotCorrected.At("/event", 8)),
        new("a closing before what was given in the round", Given, Correct with { Moment = Day(4.5) }, CorrectMoment.MomentOutOfOrder.At("/moment", 6, "occurred-before-its-ground")),
        new("an opening of the weighing after what happened in it", Late, Correct with { Event = 1, Moment = Day(3) }, CorrectMoment.MomentOutOfOrder.At("/moment", 2, "occurred-before-opening")),
        new("an opening of the weighing after a correction in it", Weighing.Fold(Recorded(Opened(), CorrectedMoment(1, 0, 1)).Select(e => e with { RecordedAt = Day(900) })),
            Correct with { OccurredAt = Day(850), Event = 1, Moment = Day(800) }, CorrectMoment.MomentOutOfOrder.At("/moment", 2, "occurred-before-opening")),
        new("an opening of a round after its closing", Late, Correct with { Event = 4, Moment = Day(10) }, CorrectMoment.MomentOutOfOrder.At("/moment", 5, "occurred-before-its-ground")),
        new("an input after its round closed", Late, Correct with { Event = 5, Moment = Day(10) }, CorrectMoment.MomentOutOfOrder.At("/moment", 6, "occurred-before-its-ground")),
        new("a proposal after its choice", Late, Correct with { Event = 2, Moment = Day(31) }, CorrectMoment.MomentOutOfOrder.At("/moment", 7, "occurred-before-its-ground")),
        new("the moment of what another gave in a blind round that is open", Blind, Correct with { Event = 4, Moment = Day(4.5) }, Rules.NotReadYet.Whole()) { By = Colleague("subject-2") },
    ];

    /// <summary>The same, all of it recorded long after it happened.</summary>
    private static Weighing Late => Weighing.Fold(Recorded(
        Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), OpenedRound(1, on: 4), GaveInput(1, "B1", on: 5, round: 1), ClosedRound(1, on: 9), Decided(on: 30))
        .Select(e => e with { RecordedAt = Day(100) }));

    private static Weighing Blind => Given(Opened(), Invited("B1"), OpenedRound(1, on: 4, blind: true), GaveInput(1, "B1", on: 5, round: 1));

    private static readonly CorrectMoment Correct = new() { OccurredAt = Day(200), Event = 6, Moment = Day(8), Reason = Text("misread") };

    [Fact]
    public void It_keeps_both_moments() => Given.When(Correct).Records(new MomentCorrected
    {
        OccurredAt = Day(200),
        Number = 1,
        Event = 6,
        From = Day(9),
        To = Day(8),
        Reason = Text("misread"),
    });

    [Fact]
    public void A_second_correction_starts_from_the_first() => Given.And(CorrectedMoment(6, 9, 8)).When(Correct with { Moment = Day(7) }).Records(new MomentCorrected
    {
        OccurredAt = Day(200),
        Number = 2,
        Event = 6,
        From = Day(8),
        To = Day(7),
        Reason = Text("misread"),
    });

    [Fact]
    public void Every_part_that_came_of_the_event_shows_the_right_moment_and_who_corrected_it()
    {
        var corrected = Given.And(CorrectedMoment(6, 9, 8));
        var closed = corrected.Round(1)!.Closed!;
        (closed.Event, closed.OccurredAt, closed.RecordedAt, closed.MomentCorrectedBy).ShouldBe((6, Day(8), Day(9), 8));
        corrected.MomentCorrections.Single().ShouldSatisfyAllConditions(c => c.From.ShouldBe(Day(9)), c => c.To.ShouldBe(Day(8)), c => c.Event.ShouldBe(6));
        corrected.Round(1)!.Opened.MomentCorrectedBy.ShouldBeNull();
        corrected.Version.ShouldBe(8);
    }

    [Fact]
    public void What_comes_after_it_is_judged_by_the_right_moment()
    {
        var late = new GiveInput { OccurredAt = Day(8.5), Stakeholder = "B1", Round = 1, Proposal = new ProposalChoice("V1", null), Content = new InputContent { Resistance = 1 } };
        Given.When(late).IsRecorded();
        Given.And(CorrectedMoment(6, 9, 8)).When(late).Refuses(Rules.RoundClosed.At("/round", 1, Day(8)));
    }

    [Fact]
    public void A_mistyped_day_no_longer_bars_the_true_closing_of_a_round()
    {
        // Input 1 was given on day 5, and recorded by mistake on day 25.
        var mistaken = Weighing.Fold(Recorded(Opened(), Invited("B1"), OpenedRound(1, on: 4), GaveInput(1, on: 25, round: 1)).Select(e => e with { RecordedAt = Day(100) }));
        var close = new CloseRound { OccurredAt = Day(9), Number = 1 };
        mistaken.When(close).Refuses(Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(25)));
        mistaken.After(new RecordedEvent(CorrectedMoment(4, 25, 5, on: 100), 5, Day(100), "subject-1")).When(close).IsRecorded();
    }

    [Fact]
    public void As_things_were_at_a_moment_of_happening_uses_it_as_far_as_it_was_known()
    {
        var events = Recorded(Opened(), Submitted("V1", on: 9), CorrectedMoment(2, 9, 3, on: 20));
        Weighing.AsOccurred(events, Day(5)).Proposals.Count.ShouldBe(1);
        Weighing.AsOccurred(events, Day(2)).Proposals.Count.ShouldBe(0);
        Weighing.AsOccurred(events, Day(5)).EventNumbers.ShouldBe([1, 2]); // the correction itself happened later
        Weighing.AsOccurred(events.Take(2), Day(5)).Proposals.Count.ShouldBe(0);
    }

    [Fact]
    public void The_fold_of_all_events_is_the_fold_step_by_step()
    {
        var events = Recorded(Opened(), Submitted("V1", on: 9), Invited("B1", on: 10), CorrectedMoment(2, 9, 3, on: 20), Invited("B2", on: 25), CorrectedMoment(5, 25, 24, number: 2, on: 30));
        var step = events.Aggregate(Weighing.None, (w, e) => w.After(e));
        Whole(Weighing.Fold(events)).ShouldBe(Whole(step));
    }

    private static string Whole(Weighing weighing) => System.Text.Json.JsonSerializer.Serialize(weighing, EventContract.Json);
}
