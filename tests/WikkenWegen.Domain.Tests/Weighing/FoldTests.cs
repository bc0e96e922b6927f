namespace WikkenWegen.Domain.Tests;

public class FoldTests
{
    [Fact]
    public void Every_part_tells_which_event_it_comes_from()
    {
        var weighing = Weighing.Fold([
            new RecordedEvent(Opened(), 1, Day(1), "subject-1"),
            new RecordedEvent(Submitted("V1", on: 1), 2, Day(2), "subject-2"),
            new RecordedEvent(Revised("V1", 2, on: 10), 3, Day(12), "subject-3"),
        ]);
        weighing.Opened.ShouldBe(new Origin(1, Day(0), Day(1), "subject-1"));
        weighing.Proposals.ShouldHaveSingleItem().Revisions.Select(r => r.Origin)
            .ShouldBe([new Origin(2, Day(1), Day(2), "subject-2"), new Origin(3, Day(10), Day(12), "subject-3")]);
        weighing.Version.ShouldBe(3);
        weighing.LatestOccurredAt.ShouldBe(Day(10));
        weighing.LatestRecordedAt.ShouldBe(Day(12));
    }

    [Fact]
    public void The_newest_moment_of_happening_need_not_be_that_of_the_newest_event() =>
        Given(Opened(), Submitted("V1", on: 10), Invited("B1", on: 2)).LatestOccurredAt.ShouldBe(Day(10));

    [Fact]
    public void Assumptions_of_a_decision_that_fell_are_told_beside_it() =>
        Given(Opened(), Decided(), FellAssumption(1, 2, on: 60)).Decision(1)!.FallenAssumptions
            .ShouldBe([new AssumptionFall(2, Text(), new Origin(3, Day(60), Day(60), "subject-1"))]);

    [Fact]
    public void A_deferral_stands_until_the_next_decision_takes_its_place()
    {
        var weighing = Given(Opened(), Decided(1, on: 30, DecisionKind.Deferred), Decided(2, on: 40));
        weighing.Decision(1)!.Superseded.ShouldBe(weighing.Decision(2)!.Origin);
        weighing.StandingDecision.ShouldBe(weighing.Decision(2));
    }

    [Fact]
    public void A_blind_round_hides_until_it_closes()
    {
        Given(Opened(), OpenedRound(1, blind: true)).Round(1)!.Hides.ShouldBeTrue();
        Given(Opened(), OpenedRound(1, blind: true), ClosedRound(1)).Round(1)!.Hides.ShouldBeFalse();
        Given(Opened(), OpenedRound(1, blind: false)).Round(1)!.Hides.ShouldBeFalse();
    }

    [Fact]
    public void As_things_stood_in_the_world_what_had_not_happened_yet_is_not_there_and_what_was_recorded_late_is()
    {
        var events = Recorded(Opened(), Submitted("V1", on: 1), OpenedRound(1, on: 4), ClosedRound(1, on: 9), Invited("B1", on: 2), GaveInput(1, "B1", on: 5, round: 1));
        var then = Weighing.AsOccurred(events, Day(5));
        then.Inputs.Count.ShouldBe(1);
        then.Round(1)!.Closed.ShouldBeNull();
        then.Version.ShouldBe(6);
        Weighing.AsOccurred(events, Day(5).AddTicks(-1)).Inputs.ShouldBeEmpty();
        Weighing.AsOccurred(events, Day(-1)).ShouldBeSameAs(Weighing.None);
    }

    [Fact]
    public void As_things_stood_they_stand_in_the_order_in_which_they_happened_and_the_newest_recording_need_not_be_of_the_last()
    {
        var then = Weighing.AsOccurred([
            new RecordedEvent(Opened(), 1, Day(1), "subject-1"),
            new RecordedEvent(Submitted("V2", on: 10), 2, Day(12), "subject-1"),
            new RecordedEvent(Submitted("V1", on: 5), 3, Day(30), "subject-1"),
        ], Day(10));
        then.Proposals.Select(p => p.Code).ShouldBe(["V1", "V2"]);
        then.LatestOccurredAt.ShouldBe(Day(10));
        then.LatestRecordedAt.ShouldBe(Day(30));
        then.Version.ShouldBe(3);
    }

    [Fact]
    public void What_happened_at_one_moment_stands_in_the_order_in_which_it_was_recorded() =>
        Weighing.AsOccurred(Recorded(Opened(), Submitted("V2", on: 1), Submitted("V1", on: 1)), Day(1)).Proposals.Select(p => p.Code).ShouldBe(["V2", "V1"]);
}
