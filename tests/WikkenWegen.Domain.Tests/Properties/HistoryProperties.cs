using System.Collections;
using System.Reflection;
using System.Text.Json;
using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

/// <summary>What holds on every history that commands can make, however late and out of order things are recorded.</summary>
public class HistoryProperties
{
    /// <summary>A state whole, to compare: every part with its origin, though not which parts are the same instances.</summary>
    private static string Whole(Weighing weighing) =>
        weighing.Opened is null ? "" : JsonSerializer.Serialize(weighing, EventContract.Json);

    private static int Standing(Weighing weighing) => weighing.Decisions.Count(d => d.Standing);

    [Fact]
    public void Together_they_hold_every_event_there_is_recorded_late_and_in_order()
    {
        var histories = Seeded.Samples(History.Any.Generator, 1_600);
        var events = histories.SelectMany(h => h.Events).ToList();
        var types = EventContract.NamesOf<WeighingEvent>().Select(n => n.Key).ToList();
        types.Except(events.Select(e => e.Event.GetType())).Select(t => t.Name).ShouldBeEmpty();
        types.Except(events.Where(e => e.Event.OccurredAt < e.RecordedAt).Select(e => e.Event.GetType()))
            .ShouldBe([typeof(WeighingOpened)]); // the first event is never late here
        histories.Max(h => h.Accepted.Length).ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Folding_the_first_events_and_then_the_rest_is_folding_all() => Seeded.Check(History.Any, history =>
    {
        var all = Whole(Weighing.Fold(history.Events));
        var states = history.States;
        for (var n = 0; n < states.Count; n += 1 + states.Count / 5)
        {
            Whole(states[n]).ShouldBe(Whole(Weighing.Fold(history.Events.Take(n))));
            Whole(history.Events.Skip(n).Aggregate(states[n], (w, e) => w.After(e))).ShouldBe(all);
            Whole(states[n].After([.. history.Events.Skip(n)])).ShouldBe(all);
        }
    }, runs: 100);

    [Fact]
    public void The_version_is_the_number_of_events() => Seeded.Check(History.Any, history =>
        history.States.Select(s => s.Version).ShouldBe(Enumerable.Range(0, history.Accepted.Length + 1)), runs: 200);

    [Fact]
    public void Every_event_leaves_its_mark() => Seeded.Check(History.Any, history =>
    {
        foreach (var (before, recorded) in history.States.Zip(history.Events))
        {
            var after = before.After(recorded);
            References.Origins(after).Append(after.Ended?.Origin.Event ?? 0).ShouldContain(recorded.Number);
        }
    }, runs: 100);

    /// <summary>The lists that each event may make anew.</summary>
    private static readonly Dictionary<string, Type[]> Touched = new()
    {
        [nameof(Weighing.Framings)] = [typeof(WeighingOpened), typeof(WeighingReframed)],
        [nameof(Weighing.Proposals)] = [typeof(ProposalSubmitted), typeof(ProposalRevised), typeof(ProposalWithdrawn)],
        [nameof(Weighing.CriteriaVersions)] = [typeof(CriteriaAdopted), typeof(CriteriaChanged)],
        [nameof(Weighing.Stakeholders)] = [typeof(StakeholderInvited), typeof(StakeholderWithdrew), typeof(StakeholderCorrected)],
        [nameof(Weighing.Access)] = [typeof(WeighingOpened), typeof(AccessGranted), typeof(AccessEnded)],
        [nameof(Weighing.Links)] = [typeof(WeighingLinked), typeof(WeighingUnlinked)],
        [nameof(Weighing.Cases)] = [typeof(CasePrepared), typeof(CaseApproved), typeof(CaseShared), typeof(CaseTakenBack), typeof(TextCorrected)],
        [nameof(Weighing.Ballots)] = [typeof(BallotHeld), typeof(BallotCorrected)],
        [nameof(Weighing.MomentCorrections)] = [typeof(MomentCorrected)],
        [nameof(Weighing.Erasures)] = [typeof(PersonalDataErased)],
        [nameof(Weighing.Retentions)] = [typeof(RetentionSet)],
        [nameof(Weighing.TextCorrections)] = [typeof(TextCorrected)],
        [nameof(Weighing.Rounds)] = [typeof(RoundOpened), typeof(RoundClosed)],
        [nameof(Weighing.Inputs)] = [typeof(InputGiven), typeof(InputRevised), typeof(InputWithdrawn)],
        [nameof(Weighing.Objections)] = [typeof(ObjectionRaised), typeof(ObjectionResolved)],
        [nameof(Weighing.AdviceRequests)] = [typeof(AdviceRequested), typeof(AdviceReceived), typeof(AdviceFollowed), typeof(AdviceDeviationReasoned)],
        [nameof(Weighing.Scores)] = [typeof(ScoreGiven), typeof(ScoreRevised)],
        [nameof(Weighing.Consequences)] = [typeof(ConsequenceStated), typeof(ConsequenceRevised)],
        [nameof(Weighing.Outcomes)] = [typeof(OutcomeRecorded)],
        [nameof(Weighing.Decisions)] =
        [
            typeof(DecisionTaken), typeof(DecisionApproved), typeof(DecisionRejected), typeof(DecisionWithdrawn), typeof(WeighingReopened),
            typeof(AssumptionFell), typeof(ExecutionStarted), typeof(ReviewHeld),
        ],
        [nameof(Weighing.Reopenings)] = [typeof(WeighingReopened)],
        [nameof(Weighing.Hidden)] = [],
    };

    [Fact]
    public void What_an_event_does_not_touch_stays_the_same_instance() => Seeded.Check(History.Any, history =>
    {
        var lists = typeof(Weighing).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(GrowingList<>)).ToList();
        lists.Select(p => p.Name).ShouldBe(Touched.Keys, ignoreOrder: true);
        foreach (var (before, recorded) in history.States.Zip(history.Events))
        {
            if (recorded.Event.Corrects is not null) continue; // all is folded again
            var after = before.After(recorded);
            foreach (var list in lists)
            {
                var (old, now) = (list.GetValue(before)!, list.GetValue(after)!);
                if (!Touched[list.Name].Contains(recorded.Event.GetType()))
                    old.Equals(now).ShouldBeTrue($"{recorded.Event.GetType().Name} made {list.Name} anew"); // lists are equal only where they are the same
                else
                    ((IEnumerable)now).Cast<object>().Except(((IEnumerable)old).Cast<object>(), ReferenceEqualityComparer.Instance).Count()
                        .ShouldBeLessThanOrEqualTo(recorded.Event is DecisionTaken ? 2 : 1, $"{recorded.Event.GetType().Name} and {list.Name}"); // it and the deferral before it
            }
        }
    }, runs: 100);

    /// <summary>Whoever goes through a history from event to event is told the same as who looks at each state by itself.</summary>
    [Fact]
    public void Where_a_party_was_heard_follows_from_where_it_was_heard_before() => Seeded.Check(History.Any, history =>
    {
        var heard = new Dictionary<string, Heard?>();
        foreach (var (before, after) in history.States.Zip(history.States.Skip(1)))
        {
            foreach (var code in before.HeardDifferentlyIn(after)) heard[code] = after.HeardSince(code, before, heard.GetValueOrDefault(code));
            var whole = after.Heard();
            Said(heard.Values.OfType<Heard>()).ShouldBe(Said(whole), ignoreOrder: true);
            // From any earlier state too, not only from the one before.
            var first = history.States[history.States.Count / 3];
            if (first.Version > before.Version) continue;
            foreach (var stakeholder in after.Stakeholders)
                Said([after.HeardSince(stakeholder.Code, first, first.Heard().SingleOrDefault(h => h.Stakeholder == stakeholder.Code))])
                    .ShouldBe(Said([whole.SingleOrDefault(h => h.Stakeholder == stakeholder.Code)]));
        }

        static IEnumerable<string> Said(IEnumerable<Heard?> heard) => heard.Select(h => JsonSerializer.Serialize(h));
    }, runs: 200);

    [Fact]
    public void No_command_throws_in_any_state_whatever_it_says() => Seeded.Check(History.Any, history =>
    {
        var random = new Random(history.Attempts.Length);
        var states = history.States;
        foreach (var wild in new[] { 0, 15, 60 })
        {
            var dice = new Dice(random, wild);
            var weighing = dice.Of(states);
            var other = dice.Of(states[^1], Weighing.None); // numbers and codes of a later state, or of none
            foreach (var at in new[] { Now, Day(dice.Between(0, 60)), DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
                foreach (var command in RandomCommands.OneOfEach(dice, other, at))
                {
                    var ruling = command.Decide(weighing, Now);
                    (ruling.Event is null).ShouldBe(!ruling.Refusals.IsEmpty);
                    foreach (var refusal in ruling.Refusals) Show(refusal);
                }
        }
    }, runs: 100);

    [Fact]
    public void Every_event_is_read_as_it_was_written() => Seeded.Check(History.Any, history =>
    {
        foreach (var e in history.Events.Select(e => e.Event))
            Stored((WeighingEvent)JsonSerializer.Deserialize(Stored(e), e.GetType(), EventContract.Json)!).ShouldBe(Stored(e));
    }, runs: 100);

    [Fact]
    public void At_every_version_and_at_every_moment_at_most_one_decision_stands() => Seeded.Check(History.Any, history =>
    {
        history.States.Max(Standing).ShouldBeLessThanOrEqualTo(1);
        history.Moments.Select(m => Standing(Weighing.AsOccurred(history.Events, m))).DefaultIfEmpty().Max().ShouldBeLessThanOrEqualTo(1);
    }, runs: 200);

    [Fact]
    public void At_every_version_and_at_every_moment_the_status_is_that_of_the_end_and_of_the_decision_that_stands() => Seeded.Check(History.Any, history =>
    {
        foreach (var weighing in history.States.Concat(history.Moments.Select(m => Weighing.AsOccurred(history.Events, m))))
        {
            var standing = weighing.StandingDecision;
            var fits = weighing.Status switch
            {
                WeighingStatus.Closed or WeighingStatus.Cancelled => weighing.Ended?.Status == weighing.Status,
                _ when weighing.Ended is not null => false,
                WeighingStatus.Open => standing is null,
                WeighingStatus.Deferred => standing is { IsFinal: false },
                WeighingStatus.AwaitingApproval => standing is { IsChoice: true, Approval: null, ExecutionStarted: null },
                WeighingStatus.Decided => standing is { IsFinal: true, ExecutionStarted: null },
                WeighingStatus.InExecution => standing is { ExecutionStarted: not null },
                _ => false,
            };
            fits.ShouldBeTrue($"version {weighing.Version}: {weighing.Status}");
        }
    }, runs: 200);

    [Fact]
    public void At_every_version_everything_that_is_pointed_at_exists() => Seeded.Check(History.Any, history =>
        history.States.SelectMany(References.Dangling).ShouldBeEmpty(), runs: 100);

    [Fact]
    public void At_every_moment_everything_that_is_pointed_at_existed_and_nothing_that_happened_is_lost() => Seeded.Check(History.Any, history =>
    {
        foreach (var moment in history.Moments)
        {
            References.Dangling(Weighing.AsOccurred(history.Events, moment)).ShouldBeEmpty($"at {moment:O}");
        }
        References.Origins(Weighing.AsOccurred(history.Events, DateTimeOffset.MaxValue)).Order()
            .ShouldBe(References.Origins(Weighing.Fold(history.Events)).Order());
    }, runs: 200);

    /// <summary>
    /// The record is told in the order in which things were recorded, and each command is judged on it. So that the two orders can
    /// tell no two stories, each must be allowed by what had happened before it as well.
    /// </summary>
    [Fact]
    public void In_the_order_in_which_things_happened_too_every_step_is_one_that_the_rules_allow() => Seeded.Check(History.Any, history =>
    {
        // What may come to light afterwards, and is recorded then for it really happened: that the decision on which a weighing was
        // closed stood no longer, or another did that was never approved, or that one had been taken in a weighing that was cancelled for
        // want of it; and that an approval had been given already, or nobody was to give one. And a result may name an event that was yet to
        // happen as the newest it read: the state keeps no moment for each event.
        var toLight = new[]
        {
            (typeof(CloseWeighing), CloseWeighing.NothingDecided), (typeof(CloseWeighing), Rules.ApprovalMissing), (typeof(CloseWeighing), Rules.ApprovalNotAwaited),
            (typeof(StartExecution), Rules.ApprovalNotAwaited), (typeof(CancelWeighing), Rules.DecisionStands), (typeof(RecordOutcome), Rules.UnknownEvent),
            // That a blind round had been open, which was recorded later.
            (typeof(PrepareCase), PrepareCase.CaseInBlindRound), (typeof(ApproveCase), PrepareCase.CaseInBlindRound), (typeof(ShareCase), PrepareCase.CaseInBlindRound),
        };
        var world = Weighing.None;
        foreach (var (recorded, origin) in Weighing.InOrderOfHappening(history.Events))
        {
            var accepted = history.Accepted[recorded.Number - 1];
            if (recorded.Event.Corrects is null) // a correction is about the record, and not about the world
            {
                var ruling = (accepted.Explicit with { OccurredAt = origin.OccurredAt }).Decide(world, recorded.RecordedAt);
                ruling.Refusals.Where(r => !toLight.Contains((accepted.Command.GetType(), r.Rule))).Select(Show).ShouldBeEmpty($"event {recorded.Number}");
                if (ruling.Event is { } again && origin.MomentCorrectedBy is null) ButForItsNumber(again).ShouldBe(ButForItsNumber(recorded.Event));
            }
            world = world.Next(recorded, origin);
        }
    }, runs: 600);

    /// <summary>Parts are numbered in the order in which they were recorded.</summary>
    private static string ButForItsNumber(WeighingEvent e)
    {
        var json = JsonSerializer.SerializeToNode(e, e.GetType(), EventContract.Json)!.AsObject();
        json.Remove("number");
        return json.ToJsonString();
    }

    [Fact]
    public void Before_anything_happened_there_is_no_weighing() => Seeded.Check(History.Any, history =>
        Weighing.AsOccurred(history.Events, Day(-1000)).ShouldBeSameAs(Weighing.None), runs: 20);

    [Fact]
    public void Recorded_in_the_order_in_which_it_happened_the_world_is_the_record() => Seeded.Check(History.InOrder, history =>
    {
        var events = history.Events.TakeWhile(e => e.Event.Corrects is null).ToList(); // a corrected moment is out of that order
        Whole(Weighing.AsOccurred(events, DateTimeOffset.MaxValue)).ShouldBe(Whole(Weighing.Fold(events)));
    }, runs: 200);

    [Fact]
    public void Every_event_is_the_one_that_its_command_leads_to() => Seeded.Check(History.Any, history =>
    {
        foreach (var (before, recorded) in history.States.Zip(history.Events))
        {
            var again = (recorded.Event.AsCommand() with { OccurredAt = recorded.Event.OccurredAt }).Decide(before, recorded.RecordedAt);
            again.Refusals.Select(Show).ShouldBeEmpty();
            if (recorded.Event is not AdviceRequested) Stored(again.Event!).ShouldBe(Stored(recorded.Event)); // the day of the law stays, also where a later one was agreed
        }
    }, runs: 100);

    /// <summary>What was known at a moment of how things stood at another is the fold of exactly the events that satisfy both, in the order of happening.</summary>
    [Fact]
    public void As_of_both_clocks_is_the_fold_of_exactly_the_events_that_satisfy_both() => Seeded.Check(History.Any, history =>
    {
        var random = new Random(history.Attempts.Length);
        foreach (var happened in history.Moments.OrderBy(_ => random.Next()).Take(5))
        {
            var knownAt = history.Events.ElementAt(random.Next(history.Accepted.Length)).RecordedAt;
            var known = history.Events.Where(e => e.RecordedAt <= knownAt).ToList();
            var right = known.Where(e => e.Event.Corrects is not null).GroupBy(e => e.Event.Corrects!.Value.Event).ToDictionary(g => g.Key, g => g.Last().Event.Corrects!.Value.Moment);
            DateTimeOffset When(RecordedEvent e) => right.TryGetValue(e.Number, out var moment) ? moment : e.Event.OccurredAt;
            Weighing.AsOccurred(known, happened).EventNumbers.ShouldBe(known.Where(e => When(e) <= happened).OrderBy(When).ThenBy(e => e.Number).Select(e => e.Number));
        }
    }, runs: 100);
}
