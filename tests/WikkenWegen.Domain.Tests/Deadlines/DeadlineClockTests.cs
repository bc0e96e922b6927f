using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Domain.Tests;

/// <summary>Which deadlines follow from a weighing, by whom, and what settles each.</summary>
public class DeadlineClockTests
{
    private static readonly DateOnly April = new(2026, 4, 30);

    private static readonly AdviceRequested Asked = AskedAdvice(1, on: 12) with { AdviseBy = new DateOnly(2026, 3, 30) };

    private static readonly AdviceReceived Got = GotAdvice(1, on: 20) with { ReasonDeviationBy = new DateOnly(2026, 3, 9) };

    private static readonly AdviceDeviationReasoned Deviated = DeviatedFromAdvice(1, on: 25) with { ExecuteFrom = new DateOnly(2026, 3, 3) };

    private static readonly Who Owner = new(null, "Strateeg wonen");

    [Fact]
    public void Before_its_opening_a_weighing_has_none() => Weighing.None.Deadlines().ShouldBeEmpty();

    [Fact]
    public void A_weighing_without_days_has_none() =>
        Given(Opened(), Submitted(), Invited("B1"), AskedAdvice(1, statutory: false), GotAdvice(1), FollowedAdvice(1), Decided()).Deadlines().ShouldBeEmpty();

    [Fact]
    public void Who_is_asked_for_advice_has_to_give_it_before_the_last_day_is_over() => Only(Given(Opened(), Invited("B1"), Asked)).ShouldBe(new Deadline
    {
        Kind = DeadlineKind.Advice,
        About = "advice-requests/1",
        Day = new DateOnly(2026, 3, 30),
        Statutory = true,
        By = new Who("B1", null),
        Party = "Bewoners",
        FromEvent = 3,
    });

    [Fact]
    public void The_day_of_an_advice_that_the_law_does_not_ask_counts_too() =>
        Only(Given(Opened(), Invited("B1"), Asked with { Statutory = false })).Statutory.ShouldBeFalse();

    [Fact]
    public void The_advice_settles_it_and_late_advice_does_too()
    {
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, Got)).ShouldBe((new Settlement(4, Day(20), Lapsed: false), true));
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, Got with { OccurredAt = Day(60) })).ShouldBe((new Settlement(4, Day(60), Lapsed: false), false));
    }

    [Fact]
    public void Advice_need_not_be_given_any_more_by_who_withdrew_or_in_a_weighing_that_ended()
    {
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, Left("B1"))).ShouldBe((new Settlement(4, Day(20), Lapsed: true), null));
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, CancelledWeighing())).ShouldBe((new Settlement(4, Day(80), Lapsed: true), null));
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, Got, Left("B1", on: 30))).Settled!.Event.ShouldBe(4, "they had given it");
    }

    [Fact]
    public void In_a_weighing_that_is_reopened_what_had_lapsed_has_to_be_done_again() =>
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, CancelledWeighing(), Reopened(null, on: 90))).Settled.ShouldBeNull();

    [Fact]
    public void Reasons_are_due_once_statutory_advice_was_received_and_either_answer_settles_that()
    {
        var received = Given(Opened(), Invited("B1"), Asked, Got);
        received.Deadlines().Single(d => d.Kind == DeadlineKind.AdviceAnswer).ShouldBe(new Deadline
        {
            Kind = DeadlineKind.AdviceAnswer,
            About = "advice-requests/1",
            Day = new DateOnly(2026, 3, 9),
            Statutory = true,
            By = Owner,
            FromEvent = 4,
        });
        Of(DeadlineKind.AdviceAnswer, received.And(FollowedAdvice(1))).Settled.ShouldBe(new Settlement(5, Day(25), Lapsed: false));
        Of(DeadlineKind.AdviceAnswer, received.And(Deviated)).Settled.ShouldBe(new Settlement(5, Day(25), Lapsed: false));
        Of(DeadlineKind.AdviceAnswer, received.And(ClosedWeighing())).Settled.ShouldBe(new Settlement(5, Day(80), Lapsed: true));
        Of(DeadlineKind.AdviceAnswer, received.And(Deviated with { OccurredAt = Day(50) })).ShouldBe((new Settlement(5, Day(50), Lapsed: false), false));
        Of(DeadlineKind.AdviceAnswer, received.And(FollowedAdvice(1, on: 50))).ShouldBe((new Settlement(5, Day(50), Lapsed: true), null), "there is no last day to follow it");
    }

    /// <summary>As nobody is told that they were missed, they are not waited for either.</summary>
    [Theory]
    [InlineData(AdviceTenor.Positive, true), InlineData(AdviceTenor.NoObjection, true), InlineData(AdviceTenor.PositiveWithConditions, false), InlineData(AdviceTenor.Negative, false), InlineData(null, false)]
    public void Reasons_need_not_be_given_where_the_advice_asks_for_none(AdviceTenor? tenor, bool isSettled)
    {
        var received = Given(Opened(), Invited("B1"), Asked, Got with { Tenor = tenor });
        Of(DeadlineKind.AdviceAnswer, received).Settled.ShouldBe(isSettled ? new Settlement(4, Day(20), Lapsed: true) : null);
        Of(DeadlineKind.AdviceAnswer, received.And(Deviated)).ShouldBe((new Settlement(5, Day(25), Lapsed: false), true), "it is deviated from all the same");
    }

    [Fact]
    public void After_the_reasons_the_execution_waits_and_is_kept_where_it_does()
    {
        var reasoned = Given(Opened(), Submitted(), Invited("B1"), Asked, Got, Deviated);
        var wait = reasoned.Deadlines().Single(d => d.Kind == DeadlineKind.Execution);
        (wait.Waits, wait.Day, wait.By, wait.FromEvent, wait.Settled).ShouldBe((true, new DateOnly(2026, 3, 3), Owner, 6, null));
        wait.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero), "the beginning of that day in the Netherlands");

        Of(DeadlineKind.Execution, reasoned.And(Decided(), StartedExecution(on: 45))).ShouldBe((new Settlement(8, Day(45), Lapsed: false), true));
        Of(DeadlineKind.Execution, reasoned.And(Decided(on: 26), StartedExecution(on: 27))).ShouldBe((new Settlement(8, Day(27), Lapsed: false), false));
        Of(DeadlineKind.Execution, reasoned.And(ClosedWeighing())).ShouldBe((new Settlement(7, Day(80), Lapsed: true), null));
    }

    [Fact]
    public void An_execution_from_before_the_advice_was_asked_is_not_what_waits() =>
        Of(DeadlineKind.Execution, Given(Opened(), Submitted(), Invited("B1"), Decided(on: 3), StartedExecution(on: 5), Asked, Got, Deviated)).Settled.ShouldBeNull();

    [Fact]
    public void An_execution_that_the_law_allowed_before_there_were_reasons_to_wait_for_was_not_too_early()
    {
        var asked = Given(Opened(), Submitted(), Invited("B1"), Asked, Decided());
        var (late, reasoned) = (Got with { OccurredAt = Day(58) }, Deviated with { OccurredAt = Day(60), ExecuteFrom = new DateOnly(2026, 5, 1) });
        Of(DeadlineKind.Execution, asked.And(StartedExecution(on: 56), late, reasoned)).ShouldBe((new Settlement(6, Day(56), Lapsed: true), null), "no advice had come by the last day");
        Of(DeadlineKind.Execution, asked.And(StartedExecution(on: 45), late, reasoned)).ShouldBe((new Settlement(6, Day(45), Lapsed: false), false));
        Of(DeadlineKind.Execution, asked.And(late with { Tenor = AdviceTenor.NoObjection }, reasoned, StartedExecution(on: 61))).ShouldBe((new Settlement(8, Day(61), Lapsed: true), null));
        Of(DeadlineKind.Execution, asked.And(Left("B1", on: 40), StartedExecution(on: 45), late, reasoned)).ShouldBe((new Settlement(7, Day(45), Lapsed: true), null), "who could advise had withdrawn");
    }

    [Fact]
    public void The_decision_is_wanted_by_the_deadline_of_the_framing_and_a_deferral_does_not_settle_that()
    {
        var wanted = Given(Opened() with { Framing = Framing() with { Deadline = April } }, Submitted());
        Only(wanted).ShouldBe(new Deadline { Kind = DeadlineKind.Decision, About = "framing", Day = April, By = new Who(null, "Bestuurder"), FromEvent = 1 });
        Of(DeadlineKind.Decision, wanted.And(Decided(kind: DecisionKind.Deferred))).Settled.ShouldBeNull();
        Of(DeadlineKind.Decision, wanted.And(Decided())).ShouldBe((new Settlement(3, Day(30), Lapsed: false), true));
        Of(DeadlineKind.Decision, wanted.And(Decided(on: 100))).Kept.ShouldBe(false);
        Of(DeadlineKind.Decision, wanted.And(CancelledWeighing())).ShouldBe((new Settlement(3, Day(80), Lapsed: true), null));
    }

    [Fact]
    public void A_decision_that_was_withdrawn_or_rejected_settles_nothing()
    {
        var decided = Given(Opened() with { Framing = Framing() with { Deadline = April } }, Submitted(), Decided());
        Of(DeadlineKind.Decision, decided.And(WithdrewDecision())).Settled.ShouldBeNull();
        Of(DeadlineKind.Decision, decided.And(Rejected())).Settled.ShouldBeNull();
        Of(DeadlineKind.Decision, decided.And(Reopened())).Settled!.Event.ShouldBe(3, "it was in time; the new question has no day yet");
    }

    [Fact]
    public void Another_deadline_takes_the_place_of_the_one_before_and_the_same_one_goes_on()
    {
        var framing = Framing() with { Deadline = April };
        var first = Given(Opened() with { Framing = framing });
        Only(first.And(Reframed(5) with { Framing = framing with { Question = "Asked anew" } })).FromEvent.ShouldBe(1);

        var replaced = first.And(Reframed(5) with { Framing = framing with { Deadline = April.AddDays(30) } }).Deadlines();
        replaced.Select(d => (d.FromEvent, d.Day, d.Settled)).ShouldBe([(1, April, new Settlement(2, Day(5), Lapsed: true)), (2, April.AddDays(30), null)]);
        Only(first.And(Reframed(5))).Settled.ShouldBe(new Settlement(2, Day(5), Lapsed: true), "none is named any more");
    }

    [Fact]
    public void A_decision_that_stood_as_long_as_a_deadline_did_settles_it_whatever_comes_of_it_later()
    {
        var decided = Given(Opened() with { Framing = Framing() with { Deadline = April } }, Submitted(), Decided(), Reframed(35) with { Framing = Framing() with { Deadline = April.AddDays(30) } });
        decided.Deadlines().Select(d => d.Settled?.Event).ShouldBe([3, 3]);
        decided.And(WithdrewDecision()).Deadlines().Select(d => d.Settled).ShouldBe([new Settlement(3, Day(30), Lapsed: false), null]);
        decided.And(Rejected()).Deadlines().Select(d => d.Settled?.Event).ShouldBe([3, null]);
        decided.And(WithdrewDecision(on: 34)).Deadlines().Select(d => d.Settled).ShouldBe([new Settlement(4, Day(35), Lapsed: true), null], "it was undone before that");
        var closed = Given(Opened() with { Framing = Framing() with { Deadline = April } }, Submitted(), Decided(), ClosedWeighing(40));
        Of(DeadlineKind.Decision, closed.And(WithdrewDecision())).ShouldBe((new Settlement(3, Day(30), Lapsed: false), true));
    }

    [Fact]
    public void Whether_it_was_decided_before_a_deadline_was_changed_goes_by_what_happened()
    {
        var changed = Given(Opened() with { Framing = Framing() with { Deadline = April } }, Submitted(), Reframed(35));
        Only(changed.And(Decided(on: 34))).Settled.ShouldBe(new Settlement(4, Day(34), Lapsed: false), "though it was recorded later");
        Only(changed.And(Decided(on: 36))).Settled.ShouldBe(new Settlement(3, Day(35), Lapsed: true));
    }

    [Fact]
    public void After_a_reopening_only_a_new_decision_settles_the_new_deadline()
    {
        var anew = Given(
            Opened() with { Framing = Framing() with { Deadline = April } }, Submitted(), Decided(), Reopened(),
            Reframed(55) with { Framing = Framing() with { Deadline = April.AddDays(90) } });
        anew.Deadlines().Select(d => d.Settled?.Event).ShouldBe([3, null]);
        anew.And(Decided(2, on: 60)).Deadlines().Select(d => d.Settled?.Event).ShouldBe([3, 6]);
    }

    [Fact]
    public void A_decision_is_reviewed_and_its_assumptions_are_looked_at_by_the_day_that_it_names()
    {
        var decided = Given(Opened(), Submitted(), Planned());
        decided.Deadlines().Select(d => (d.Kind, d.About, d.Day, d.By, d.FromEvent)).ShouldBe(
        [
            (DeadlineKind.Review, "decisions/1", April, Owner, 3),
            (DeadlineKind.AssumptionCheck, "decisions/1/assumptions/1", April, Owner, 3),
            (DeadlineKind.AssumptionCheck, "decisions/1/assumptions/2", April, Owner, 3),
        ]);
        decided.Deadlines().ShouldAllBe(d => d.Settled == null);

        Settled(decided.And(FellAssumption(assumption: 2))).ShouldBe([null, null, 4]);
        Settled(decided.And(Reviewed())).ShouldBe([4, 4, 4]);
        Settled(decided.And(FellAssumption(assumption: 2), Reviewed(), Reviewed(number: 2, on: 75))).ShouldBe([5, 5, 4]);
        Settled(decided.And(Reviewed(), Reviewed(number: 2, on: 65))).ShouldBe([5, 5, 5], "the one that was held first, though recorded last");
        Settled(decided.And(ClosedWeighing())).ShouldBe([null, null, null], "it has to be reviewed all the same");
        var withdrawn = decided.And(FellAssumption(assumption: 1, on: 45), WithdrewDecision()).Deadlines();
        withdrawn.Select(d => (d.Settled!.Event, d.Settled.Lapsed)).ShouldBe([(5, true), (4, false), (5, true)]);

        static IEnumerable<int?> Settled(Weighing weighing) => weighing.Deadlines().Select(d => d.Settled?.Event);
    }

    [Fact]
    public void A_moment_that_is_corrected_counts_as_it_is_right() =>
        Of(DeadlineKind.Advice, Given(Opened(), Invited("B1"), Asked, Got with { OccurredAt = Day(60) }, CorrectedMoment(4, from: 60, to: 40))).ShouldBe((new Settlement(4, Day(40), Lapsed: false), true));

    [Fact]
    public void Who_has_to_do_it_is_who_has_the_role_now()
    {
        var asked = Given(Opened(), Submitted(), Invited("B1"), Planned(), Reframed(40) with { Framing = Framing() with { OwnerRole = "Programmamanager" } });
        asked.Deadlines().ShouldAllBe(d => d.By.Role == "Programmamanager");
        Only(Given(Opened(), Invited("B1"), Asked, Corrected("B1"))).Party.ShouldBe("Bewonerscommissie");
    }

    [Fact]
    public void Until_its_day_is_over_nothing_is_missed_and_in_the_last_seven_days_it_is_due()
    {
        var advice = Only(Given(Opened(), Invited("B1"), Asked));
        var over = new DateTimeOffset(2026, 3, 30, 22, 0, 0, TimeSpan.Zero); // summer time began the day before
        advice.DueAt.ShouldBe(over);
        (DateTimeOffset Moment, DeadlineState State)[] course =
        [
            (over.AddDays(-7).AddTicks(-1), DeadlineState.Open), (over.AddDays(-7), DeadlineState.Due), (over.AddTicks(-1), DeadlineState.Due), (over, DeadlineState.Missed),
        ];
        course.Select(c => advice.StateAt(c.Moment)).ShouldBe(course.Select(c => c.State));
        (advice with { Settled = new Settlement(4, Day(20), Lapsed: false) }).StateAt(over).ShouldBe(DeadlineState.Settled);
        (advice with { Settled = new Settlement(4, over.AddTicks(-1), Lapsed: false) }).Kept.ShouldBe(true);
        (advice with { Settled = new Settlement(4, over, Lapsed: false) }).Kept.ShouldBe(false);
    }

    [Fact]
    public void What_has_to_wait_is_open_until_its_day_begins_and_due_from_then_on()
    {
        var wait = Given(Opened(), Invited("B1"), Asked, Got, Deviated).Deadlines().Single(d => d.Waits);
        new[] { wait.DueAt.AddTicks(-1), wait.DueAt, wait.DueAt.AddYears(3) }.Select(wait.StateAt).ShouldBe([DeadlineState.Open, DeadlineState.Due, DeadlineState.Due]);
        (wait with { Settled = new Settlement(7, wait.DueAt, Lapsed: false) }).Kept.ShouldBe(true, "on that day it may start");
        (wait with { Settled = new Settlement(7, wait.DueAt.AddTicks(-1), Lapsed: false) }).Kept.ShouldBe(false);
    }

    [Fact]
    public void The_first_and_the_last_day_that_can_be_written_have_their_moments_too()
    {
        Calendar.EndOf(DateOnly.MaxValue).ShouldBe(new DateTimeOffset(9999, 12, 31, 23, 0, 0, TimeSpan.Zero));
        Calendar.StartOf(DateOnly.MinValue).ShouldBe(DateTimeOffset.MinValue);
        Calendar.DayOf(Calendar.EndOf(DateOnly.MinValue)).ShouldBe(new DateOnly(1, 1, 2));
        Calendar.DayOf(Calendar.StartOf(new DateOnly(9999, 12, 31))).ShouldBe(new DateOnly(9999, 12, 31));
    }

    [Fact]
    public void On_every_history_a_step_that_cannot_change_them_does_not_and_none_disappears() => Seeded.Check(History.Any, history =>
    {
        foreach (var (before, after) in history.States.Zip(history.States.Skip(1)))
        {
            var (was, now) = (before.Deadlines(), after.Deadlines());
            if (!DeadlineClock.MayHaveChangedDeadlines(before, after)) now.ShouldBe(was);
            was.Select(d => d.Key).Except(now.Select(d => d.Key)).ShouldBeEmpty();
            now.Select(d => d.Key).ShouldBeUnique();
            now.Select(d => d.FromEvent).Concat(now.Select(d => d.Settled?.Event ?? 1)).ShouldAllBe(number => number >= 1 && number <= after.Version);
        }
    }, runs: 200);

    [Fact]
    public void Those_histories_have_every_kind_of_deadline_standing_kept_broken_and_lapsed()
    {
        var all = Seeded.Samples(History.Any.Generator, 200).SelectMany(h => h.States[^1].Deadlines()).ToList();
        all.Select(d => d.Kind).Distinct().ShouldBe(Enum.GetValues<DeadlineKind>(), ignoreOrder: true);
        all.Select(d => (d.Settled is null, d.Kept)).Distinct().ShouldBe([(true, null), (false, null), (false, true), (false, false)], ignoreOrder: true);
    }

    private static DecisionTaken Planned()
    {
        var decided = Decided();
        return decided with { Content = decided.Content with { ReviewDate = April } };
    }

    private static Deadline Only(Weighing weighing) => weighing.Deadlines().ShouldHaveSingleItem();

    private static (Settlement? Settled, bool? Kept) Of(DeadlineKind kind, Weighing weighing)
    {
        var deadline = weighing.Deadlines().Single(d => d.Kind == kind);
        return (deadline.Settled, deadline.Kept);
    }
}
