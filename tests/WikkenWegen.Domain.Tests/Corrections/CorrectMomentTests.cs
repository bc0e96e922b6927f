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
        new("a closing before what was given in the round", Given, Correct with { Moment = Day(4.5) }, CorrectMoment.MomentOutOfOrder.At("/moment", 6, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(5)))),
        new("an opening of the weighing after what happened in it", Late, Correct with { Event = 1, Moment = Day(3) }, CorrectMoment.MomentOutOfOrder.At("/moment", 2, Rules.OccurredBeforeOpening.At("/occurredAt", Day(3)))),
        new("an opening of the weighing after a correction in it", Weighing.Fold(Recorded(Opened(), CorrectedMoment(1, 0, 1)).Select(e => e with { RecordedAt = Day(900) })),
            Correct with { OccurredAt = Day(850), Event = 1, Moment = Day(800) }, CorrectMoment.MomentOutOfOrder.At("/moment", 2, Rules.OccurredBeforeOpening.At("/occurredAt", Day(800)))),
        new("an opening of a round after its closing", Late, Correct with { Event = 4, Moment = Day(10) }, CorrectMoment.MomentOutOfOrder.At("/moment", 5, Rules.OccurredBeforeItsGround.At("/occurredAt", 4, Day(10)))),
        new("an input after its round closed", Late, Correct with { Event = 5, Moment = Day(10) }, CorrectMoment.MomentOutOfOrder.At("/moment", 6, Rules.OccurredBeforeItsGround.At("/occurredAt", 5, Day(10)))),
        new("a proposal after its choice", Late, Correct with { Event = 2, Moment = Day(31) }, CorrectMoment.MomentOutOfOrder.At("/moment", 7, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(31)))),
        new("the moment of what another gave in a blind round that is open", Blind, Correct with { Event = 4, Moment = Day(4.5) }, Rules.NotReadYet.Whole()) { By = Colleague("subject-2") },
        new("a moment by which a step passes what another gave in a blind round that is open", Passed("V2"), Correct with { Event = 3, Moment = Day(6) }, CorrectMoment.AcrossUnread.At("/moment")) { By = Colleague("subject-2") },
        new("the same where what was given builds on that step, so that it does not tell", Passed("V1"), Correct with { Event = 3, Moment = Day(6) }, CorrectMoment.AcrossUnread.At("/moment")) { By = Colleague("subject-2") },
        new("the moment of a change of approver, by who decided", Ruled, Correct with { Event = 3, Moment = Day(2) }, Rules.ApproverChangedByDecider.Whole(1)) { By = Colleague("decider") },
        new("the moment of a ruling, by who decided", Ruled, Correct with { Event = 5, Moment = Day(35) }, Rules.ApproverChangedByDecider.Whole(1)) { By = Colleague("decider") },
    ];

    /// <summary>The same, all of it recorded long after it happened.</summary>
    private static Weighing Late => Weighing.Fold(Recorded(
        Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), OpenedRound(1, on: 4), GaveInput(1, "B1", on: 5, round: 1), ClosedRound(1, on: 9), Decided(on: 30))
        .Select(e => e with { RecordedAt = Day(100) }));

    private static Weighing Blind => Given(Opened(), Invited("B1"), OpenedRound(1, on: 4, blind: true), GaveInput(1, "B1", on: 5, round: 1));

    /// <summary>Recorded late: two proposals, and in a blind round that is open a preference for one of them.</summary>
    private static Weighing Passed(string preferred) => Weighing.Fold(Recorded(
        Opened(), Submitted("V2", on: 1), Submitted("V1", on: 1), Invited("B1", on: 2), OpenedRound(1, on: 4, blind: true), GaveInput(1, "B1", on: 5, round: 1) with { Content = new InputContent { PreferredProposal = preferred } })
        .Select(e => e with { RecordedAt = Day(100) }));

    /// <summary>The approver was changed after there was a proposal, and another approved what the decider decided.</summary>
    private static Weighing Ruled => Weighing.Fold(Recorded(Opened(), Submitted("V1", on: 1), Reframed(on: 3, approver: "Bestuurder") with { Changed = ["approverRole"] }, Decided(on: 30), Approved(on: 40))
        .Select(e => e with { RecordedAt = Day(100), Actor = e.Event is DecisionTaken ? "decider" : "another" }));

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
        Given.And(CorrectedMoment(6, 9, 8)).When(late).Refuses(Rules.RoundClosed.At("/round", 1));
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
        // Also where several come at once, whatever was there before.
        for (var there = 0; there <= events.Length; there++)
            for (var count = there; count <= events.Length; count++)
                Whole(Weighing.Fold(events.Take(there)).After([.. events.Skip(there).Take(count - there)])).ShouldBe(Whole(Weighing.Fold(events.Take(count))), $"{there} and then up to {count}");
    }

    [Fact]
    public void Judging_what_else_happened_can_be_stopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Should.Throw<OperationCanceledException>(() => Given.When(Correct with { Cancellation = stopped.Token }));
        Given.When(Correct).IsRecorded();
    }

    [Fact]
    public void The_days_of_the_law_follow_the_right_moment()
    {
        // Asked on 14 February 2026, received on 6 March, the deviation reasoned on 9 March; each corrected to a day later.
        var asked = Weighing.Fold(Recorded([.. Asked(11), Advised(31), Reasoned(34)]).Select(e => e with { RecordedAt = Day(100) }));
        var moved = Correct with { Event = 3, Moment = Day(12) };
        var correction = new MomentCorrected { OccurredAt = Day(200), Number = 1, Event = 3, From = Day(11), To = Day(12), Reason = Text("misread"), Term = Term(2026, 3, 29, 30) };
        asked.When(moved).Records(correction);
        asked.And(correction).AdviceRequest(1).ShouldSatisfyAllConditions(a => a!.AdviseBy.ShouldBe(new DateOnly(2026, 3, 30)), a => a!.Term.ShouldBe(Term(2026, 3, 29, 30)));

        Corrected(4, 31, 32).Received.ShouldSatisfyAllConditions(r => r!.ReasonDeviationBy.ShouldBe(new DateOnly(2026, 3, 23)), r => r!.Term!.PlainDay.ShouldBe(new DateOnly(2026, 3, 21)));
        Corrected(5, 34, 35).Answer.ShouldSatisfyAllConditions(r => r!.ExecuteFrom.ShouldBe(new DateOnly(2026, 3, 13)), r => r!.Term!.LastDay.ShouldBe(new DateOnly(2026, 3, 13)));

        AdviceRequest Corrected(int number, double from, double to) => asked.After(new RecordedEvent(
            (MomentCorrected)asked.When(Correct with { Event = number, Moment = Day(to) }).Event!, 6, Day(900), "subject-1")).AdviceRequest(1)!;
    }

    [Fact]
    public void A_day_that_was_agreed_stays_and_is_judged_by_the_right_moment()
    {
        var agreed = new DateOnly(2026, 4, 10); // asked on 14 February, with eight weeks
        var asked = Weighing.Fold(Recorded(Opened(), Invited("B1"), Decided(Asked(11).Last(), agreed)).Select(e => e with { RecordedAt = Day(400) }));
        asked.When(Correct with { Event = 3, Moment = Day(20) }).IsRecorded();
        asked.And(new MomentCorrected { OccurredAt = Day(200), Number = 1, Event = 3, From = Day(11), To = Day(20), Term = Term(2026, 4, 6, 7) })
            .AdviceRequest(1)!.AdviseBy.ShouldBe(agreed);
        // Also where it happens to be the last day of the law.
        var onTheDay = Weighing.Fold(Recorded([Opened(), Invited("B1"), ((AdviceRequested)Asked(11).Last()) with { AgreedDay = new DateOnly(2026, 3, 28) }]).Select(e => e with { RecordedAt = Day(400) }));
        onTheDay.And(new MomentCorrected { OccurredAt = Day(200), Number = 1, Event = 3, From = Day(11), To = Day(5), Term = Term(2026, 3, 22, 23) }).AdviceRequest(1)!.AdviseBy.ShouldBe(new DateOnly(2026, 3, 28));
        asked.When(Correct with { Event = 3, Moment = Day(30) })
            .Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 3, RequestAdvice.StatutoryTermTooShort.At("/adviseBy", new DateOnly(2026, 4, 16))));
        asked.When(Correct with { Event = 3, Moment = Day(80) })
            .Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 3, Rules.DayBeforeEvent.At("/adviseBy", agreed)));

        static AdviceRequested Decided(WeighingEvent asked, DateOnly day) => (AdviceRequested)asked with { AdviseBy = day };
    }

    [Fact]
    public void Both_ends_of_a_link_have_one_moment()
    {
        var here = Given(Opened(), Linked(1, LinkRelation.LeadsTo, on: 15), Unlinked(1, on: 20), Linked(2, LinkRelation.LeadsTo, on: 25)) with { Id = Own };
        var there = Given(Opened(), Invited("B1"), LinkedTo(1, 15), Unlinked(1, on: 20), LinkedTo(2, 25));
        foreach (var (ours, theirs, moment) in ((int, int, DateTimeOffset)[])[(2, 3, Day(14)), (3, 4, Day(16)), (4, 5, Day(21))])
        {
            var counterpart = (Correct with { Event = ours, Moment = moment }).Counterpart(here)!;
            counterpart.Weighing.ShouldBe(Other);
            var command = (CorrectMoment)counterpart.For(there)!;
            (command.Event, command.Moment, command.Reason).ShouldBe((theirs, moment, null));
            command.Counterpart(there).ShouldBeNull(); // once over is enough
            there.When(command with { OccurredAt = Day(200) }).Records(new MomentCorrected { OccurredAt = Day(200), Number = 1, Event = theirs, From = Day(ours * 5 + 5), To = moment });
        }
        (Correct with { Event = 2, Moment = Day(15) }).Counterpart(here)!.For(there).ShouldBeNull(); // it has that moment there
        (Correct with { Event = 1 }).Counterpart(here).ShouldBeNull();

        static WeighingLinked LinkedTo(int number, double on) => Linked(number, LinkRelation.FollowsFrom, on) with { Weighing = Own };
    }

    [Fact]
    public void What_another_gave_in_a_blind_round_that_is_open_is_not_told_by_a_refusal()
    {
        var events = Recorded(Opened(), Submitted("V1", on: 1), Invited("B1", on: 2), OpenedRound(1, on: 4, blind: true)).Select(e => e with { RecordedAt = Day(100) });
        var blind = Weighing.Fold([.. events, new RecordedEvent(GaveInput(1, "B1", on: 5, round: 1) with { Content = new InputContent { PreferredProposal = "V1" } }, 5, Day(100), "subject-B1")]);
        var later = Correct with { Event = 2, Moment = Day(6), Reason = null };
        blind.When(later with { Reason = Text() }, by: Colleague("subject-2")).Refuses(CorrectMoment.AcrossUnread.At("/moment"));
        // Where something else is wrong, and so nothing could be recorded, nothing is told of it.
        blind.When(later, by: Colleague("subject-2")).Refuses(Rules.ReasonMissing.At("/reason"));
        blind.When(later with { Reason = Text(), OccurredAt = Day(-1) }, by: Colleague("subject-2")).Refuses(Rules.OccurredBeforeOpening.At("/occurredAt", Day(0)), Rules.OccurredInTheFuture.At("/moment", Day(-1)));
        blind.When(later with { Reason = Text() }, by: Colleague("subject-B1"))
            .Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 5, Rules.OccurredBeforeItsGround.At("/occurredAt", 2, Day(6))));
        blind.When(Correct with { Event = 2, Moment = Day(0.5) }, by: Colleague("subject-2")).IsRecorded();
    }

    [Fact]
    public void A_correction_may_pass_what_was_given_by_who_reads_it_or_once_the_round_is_closed()
    {
        var later = Correct with { Event = 3, Moment = Day(6) };
        Passed("V2").When(later, by: Colleague("subject-1")).IsRecorded();
        Passed("V1").When(later, by: Colleague("subject-1")).Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 6, Rules.OccurredBeforeItsGround.At("/occurredAt", 3, Day(6))));
        Passed("V2").After(new RecordedEvent(ClosedRound(1, on: 9), 7, Day(101), "subject-1")).When(later, by: Colleague("subject-2")).IsRecorded();
    }

    [Fact]
    public void A_moment_by_which_a_reason_becomes_needless_is_corrected_all_the_same()
    {
        var early = Weighing.Fold(Recorded(Opened(), Submitted("V1"), Decided(on: 30), StartedExecution(on: 35) with { WithoutApprovalReason = Text() }, Approved(on: 40)).Select(e => e with { RecordedAt = Day(100) }));
        early.When(Correct with { Event = 5, Moment = Day(34) }).IsRecorded();
    }

    [Fact]
    public void No_correction_lets_an_execution_or_a_closing_pass_the_approval()
    {
        var executed = Weighing.Fold(Recorded(Opened(), Submitted("V1"), Decided(on: 30), Approved(on: 40), StartedExecution(on: 45), ClosedWeighing(on: 50)).Select(e => e with { RecordedAt = Day(100) }));
        executed.When(Correct with { Event = 5, Moment = Day(39) }).Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 5, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)));
        executed.When(Correct with { Event = 4, Moment = Day(46) }).Refuses(CorrectMoment.MomentOutOfOrder.At("/moment", 5, Rules.ApprovalMissing.At("/withoutApprovalReason", 1)));
        // What was recorded before a reason was asked for stays as it is, and is no bar to another correction.
        var old = Weighing.Fold(Recorded(Opened(), Submitted("V1"), Decided(on: 30), StartedExecution(on: 45), ClosedWeighing(on: 50)).Select(e => e with { RecordedAt = Day(100) }));
        old.When(Correct with { Event = 4, Moment = Day(46) }).IsRecorded();
    }

    private static readonly Guid Own = new("019c2283-f800-7000-8000-000000000001");

    private static StatutoryTerm Term(int year, int month, int plain, int last) =>
        new() { PlainDay = new DateOnly(year, month, plain), LastDay = new DateOnly(year, month, last), Extension = TermExtension.EndsOnDayOff, RuleVersion = 1 };

    private static IEnumerable<WeighingEvent> Asked(double on) =>
        [Opened(), Invited("B1"), AskedAdvice(on: on) with { AdviseBy = new DateOnly(2026, 3, 28), Term = Term(2026, 3, 28, 30) with { LastDay = new DateOnly(2026, 3, 28) } }];

    private static AdviceReceived Advised(double on) => GotAdvice(on: on) with { ReasonDeviationBy = new DateOnly(2026, 3, 20), Term = Term(2026, 3, 20, 20) };

    private static AdviceDeviationReasoned Reasoned(double on) => DeviatedFromAdvice(on: on) with { ExecuteFrom = new DateOnly(2026, 3, 12), Term = Term(2026, 3, 12, 12) };

    private static string Whole(Weighing weighing) => System.Text.Json.JsonSerializer.Serialize(weighing, EventContract.Json);
}
