using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Domain.Deadlines;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Domain.Tests.Findings;

/// <summary>What an auditor would ask: each rule where it holds, where it just does not, and on what everybody else's rules are about.</summary>
public partial class FindingRulesTests
{
    public static TheoryData<string> Rules => [.. FindingCases.All.Select(c => c.Rule)];

    private static FindingCase Case(string rule) => FindingCases.All.Single(c => c.Rule == rule);

    [Fact]
    public void In_a_weighing_that_went_as_it_should_there_is_nothing_to_find() => Told(Story.Clean.Findings()).ShouldBeEmpty();

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_holds_once_and_no_other_rule_does(string rule)
    {
        var (_, story, shown, _, now) = Case(rule);
        var finding = story.Findings(now).ShouldHaveSingleItem(Told(story.Findings(now)));
        finding.Rule.Id.ShouldBe(rule);
        finding.Events.ShouldBe(shown(story).Select(story.NumberOf).Order());
        var events = story.Events.Where(e => finding.Events.Contains(e.Number)).ToList();
        finding.RecordedAt.ShouldBe(events.Max(e => e.RecordedAt));
        finding.OccurredAt.ShouldBe(events.Max(e => story.State.MomentCorrections.FirstOrDefault(c => c.Event == e.Number)?.To ?? e.Event.OccurredAt));
    }

    [Theory, MemberData(nameof(Rules))]
    public void Where_it_just_does_not_hold_it_is_silent(string rule) => Told(Case(rule).JustNot.Findings(rule, Case(rule).Now)).ShouldBeEmpty();

    [Fact]
    public void Every_rule_is_in_the_catalogue_once_and_has_a_file_and_a_case_of_its_own()
    {
        var types = typeof(FindingRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(FindingRule))).ToList();
        FindingRules.All.Select(r => r.GetType()).ShouldBe(types, ignoreOrder: true);
        FindingCases.All.Select(c => c.Rule).ShouldBe(FindingRules.All.Select(r => r.Id), ignoreOrder: true);
        var folder = Path.Combine(Repository.Tests, "..", "..", "src", "WikkenWegen.Domain", "Findings");
        foreach (var type in types) File.Exists(Path.Combine(folder, type.Name + ".cs")).ShouldBeTrue(type.Name);
        FindingRules.All.ShouldAllBe(r => KebabCase().IsMatch(r.Id));
    }

    /// <summary>Where a text changes here, or a rule comes or says something else, <see cref="FindingRules.Edition"/> goes up once what was kept must be made anew.</summary>
    [Fact]
    public void The_rules_and_their_sentences_are_as_people_read_them_last() => Golden.Text("Findings", "Findings.txt", FindingRules.All.SelectMany(rule => (string[])
    [
        $"{rule.Id} | {rule.Severity} | {rule.Axis}",
        $"  {rule.Title.Dutch} | {rule.Title.English}",
        .. Case(rule.Id).Holds.Findings(Case(rule.Id).Now).SelectMany(f => (string[])[$"  {f.Sentence.Dutch}", $"  {f.Sentence.English}"]),
        $"  {rule.Settles.Dutch}",
        $"  {rule.Settles.English}",
    ]));

    [Fact]
    public void The_most_serious_come_first()
    {
        var found = Story.Clean.Framed(f => f with { NotHereFor = null }).With(Objected(stakeholder: "B2"), Scored(9, 61, by: Story.Controller)).Findings();
        found.Select(f => f.Rule.Id).ShouldBe(["score-after-decision", "objection-never-resolved", "framing-without-limits"]);
    }

    // What a rule looks at: happening, recording, or both.

    [Fact]
    public void A_score_that_is_said_to_be_of_before_the_decision_counts_by_its_recording()
    {
        var story = Story.Clean.With(Scored(9, 59, by: Story.Controller)).Recorded<ScoreGiven>(Day(61), s => s.Number == 9);
        story.Findings("score-after-decision").ShouldHaveSingleItem().Events.ShouldContain(story.NumberOf(story.The<ScoreGiven>(s => s.Number == 9)));
    }

    [Fact]
    public void And_one_of_after_it_by_its_happening_whenever_the_decision_was_recorded()
    {
        var story = Story.Clean.With(Scored(9, 61, by: Story.Controller)).Recorded<DecisionTaken>(Day(62));
        story.Findings("score-after-decision").ShouldHaveSingleItem();
    }

    [Fact]
    public void Scores_given_for_a_new_decision_after_the_first_was_withdrawn_are_in_time()
    {
        var story = Story.Clean.Without<ExecutionStarted>().With(WithdrewDecision(on: 75), Scored(9, 76, by: Story.Controller), Decided(2, 80));
        Told(story.Findings("score-after-decision")).ShouldBeEmpty();
    }

    [Fact]
    public void Advice_that_was_recorded_late_counts_by_when_it_was_given()
    {
        var story = Story.Clean.Recorded<AdviceReceived>(Day(62));
        foreach (var rule in new[] { "decision-before-advice-term", "advice-late" }) Told(story.Findings(rule)).ShouldBeEmpty();
    }

    [Fact]
    public void Scores_of_a_blind_round_are_visible_from_its_closing_on()
    {
        var blind = Story.Clean.With(OpenedRound(2, 9.8, blind: true), ClosedRound(2, 11)).Change<ScoreGiven>(s => s with { Round = 2 });
        Told(blind.With(Weights(10.9)).Findings("criteria-changed-after-scores")).ShouldBeEmpty();
        var after = blind.With(Weights(11.1));
        after.Findings("criteria-changed-after-scores").ShouldHaveSingleItem().Events
            .ShouldBe(new[] { after.NumberOf(after.The<ScoreGiven>(s => s.Number == 1)), after.NumberOf(after.The<RoundClosed>(r => r.Number == 2)), after.NumberOf(after.The<CriteriaChanged>()) });
    }

    private static CriteriaChanged Weights(double on) => ChangedCriteria(2, on) with { Set = CriteriaOf(Criterion(weight: 50), Criterion("KWA", 50)) };

    // Objections.

    [Fact]
    public void An_overriding_objection_that_was_only_a_position_stops_a_decision_by_consent_until_the_party_consents()
    {
        var consent = Story.Clean.Framed(f => f with { ProcessForm = ProcessForm.Consent }).Change<StakeholderInvited>(s => s with { Say = Say.Consents }, s => s.Code == "B2")
            .Change<InputGiven>(g => g with { Content = Position(Domain.Position.OverridingObjection) }, g => g.Number == 2);
        consent.Findings("decision-over-objection").ShouldHaveSingleItem().Events.ShouldContain(consent.NumberOf(consent.The<InputGiven>(g => g.Number == 2)));
        var consented = consent.With(GaveInput(3, "B2", 50) with { Content = Position(Domain.Position.Consent) });
        Told(consented.Findings("decision-over-objection")).ShouldBeEmpty();
        var elsewhere = consent.Change<InputGiven>(g => g with { Content = g.Content with { Proposal = new ProposalRevisionReference("V2", 1) } }, g => g.Number == 2);
        Told(elsewhere.Findings("decision-over-objection")).ShouldBeEmpty("against another proposal than the one chosen");

        static InputContent Position(Position position) => new() { Proposal = new ProposalRevisionReference("V1", 1), Position = position, Statement = Text() };
    }

    [Fact]
    public void An_objection_that_was_resolved_lifts_the_position_in_which_it_was_raised()
    {
        var story = Story.Clean.Framed(f => f with { ProcessForm = ProcessForm.Consent }).Change<StakeholderInvited>(s => s with { Say = Say.Consents }, s => s.Code == "B2")
            .Change<InputGiven>(g => g with { Content = new InputContent { Position = Position.OverridingObjection, Statement = Text() } }, g => g.Number == 2)
            .With(Objected(stakeholder: "B2") with { Input = 2 });
        story.Findings("decision-over-objection").ShouldHaveSingleItem();
        Told(story.With(ResolvedObjection(on: 59)).Findings("decision-over-objection")).ShouldBeEmpty();
    }

    private static Story Consenting => Story.Clean.Framed(f => f with { ProcessForm = ProcessForm.Consent }).Change<StakeholderInvited>(s => s with { Say = Say.Consents }, s => s.Code == "B2");

    [Fact]
    public void To_set_an_objection_aside_does_not_make_it_consent()
    {
        var story = Consenting.With(Objected(stakeholder: "B2"), ResolvedObjection(on: 59) with { Means = ResolutionMeans.SetAside });
        story.Findings("decision-over-objection").ShouldHaveSingleItem().Events.ShouldBe([story.NumberOf(story.The<ObjectionRaised>()), story.NumberOf(story.The<DecisionTaken>())]);
    }

    [Fact]
    public void Who_objected_and_consented_since_is_not_decided_over()
    {
        var story = Consenting.With(Objected(stakeholder: "B2"), Consents(50));
        Told(story.Findings()).ShouldBeEmpty();
        story.Without<InputGiven>(g => g.Number == 3).With(Consents(61)).Findings("decision-over-objection").ShouldHaveSingleItem("after the decision is too late");

        static InputGiven Consents(double on) =>
            GaveInput(3, "B2", on) with { Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.Consent, Statement = Text() } };
    }

    [Fact]
    public void An_objection_that_is_raised_again_after_it_was_resolved_stands_again()
    {
        var story = Consenting.With(Objected(stakeholder: "B2"), ResolvedObjection(on: 14),
            GaveInput(3, "B2", 50) with { Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.OverridingObjection, Statement = Text() } });
        story.Findings("decision-over-objection").ShouldHaveSingleItem().Events.ShouldContain(story.NumberOf(story.The<InputGiven>(g => g.Number == 3)));
    }

    [Fact]
    public void Each_group_of_voters_has_a_last_word_of_its_own()
    {
        var (failed, reached) = (Needing(83, "B1", 28), Needing(70, "B2", 29) with { Number = 2 });
        var story = Story.Clean.With(failed, reached);
        story.Findings("ballot-threshold-not-met").ShouldHaveSingleItem().Events.ShouldContain(story.NumberOf(failed));
        Told(story.With(Needing(70, "B1", 30) with { Number = 3 }).Findings("ballot-threshold-not-met")).ShouldBeEmpty();

        static BallotHeld Needing(decimal percent, string among, double on) =>
            Voted(on: on, stakeholder: among) is var held ? held with { Content = held.Content with { Threshold = new Threshold(percent, ThresholdBase.Entitled) } } : held;
    }

    [Fact]
    public void Scores_on_a_criterion_that_is_gone_need_not_be_given_again()
    {
        var story = Story.Clean.With(Revised(on: 11), ChangedCriteria(2, 12) with { Set = CriteriaOf(Criterion("NEW", 100)) });
        Told(story.Findings("proposal-revised-after-scoring")).ShouldBeEmpty();
    }

    [Fact]
    public void Each_criterion_that_is_support_is_found()
    {
        var story = Story.Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaOf(Criterion() with { Name = "Steun" }, Criterion("KWA", 40) with { Name = "Draagvlak" }) });
        story.Findings("support-counted-twice").Select(f => f.Sentence.Dutch.Split(' ')[1]).ShouldBe(["BET", "KWA"]);
    }

    [Fact]
    public void What_was_wrong_with_a_decision_is_settled_by_its_withdrawal_before_anything_was_done_with_it()
    {
        var story = Consenting.With(Objected(stakeholder: "B2")).Without<ExecutionStarted>();
        story.Findings("decision-over-objection").ShouldHaveSingleItem();
        Told(story.With(WithdrewDecision(on: 62)).Findings("decision-over-objection")).ShouldBeEmpty();
        Told(story.Without<DecisionApproved>().With(Rejected(on: 65)).Findings("decision-over-objection")).ShouldBeEmpty();
        Consenting.With(Objected(stakeholder: "B2"), WithdrewDecision(on: 71)).Findings("decision-over-objection").ShouldHaveSingleItem("it had been carried out");
    }

    // Days.

    [Fact]
    public void Advice_that_does_not_come_is_found_the_day_after_its_last_day()
    {
        var story = Story.Clean.Without<AdviceReceived>();
        Told(story.Findings("advice-late", Day(54))).ShouldBeEmpty();
        story.Findings("advice-late", Day(55)).ShouldHaveSingleItem().Events.ShouldBe([story.NumberOf(story.The<AdviceRequested>())]);
    }

    [Fact]
    public void A_decision_that_was_wanted_by_a_day_is_missed_the_day_after()
    {
        var story = Story.Clean.Framed(f => f with { Deadline = Story.Date(95) }).Without<DecisionTaken>().Without<DecisionApproved>().Without<ExecutionStarted>();
        Told(story.Findings("decision-deadline-passed", Day(95))).ShouldBeEmpty();
        story.Findings("decision-deadline-passed", Day(96)).ShouldHaveSingleItem();
    }

    [Fact]
    public void And_so_is_one_whose_decision_was_rejected_or_withdrawn_in_the_meantime()
    {
        var story = Story.Clean.Framed(f => f with { Deadline = Story.Date(95) }).Without<DecisionApproved>().Without<ExecutionStarted>();
        foreach (var ended in new[] { story.With(Rejected(on: 65)), story.With(WithdrewDecision(on: 70)) })
        {
            Told(ended.Findings("decision-deadline-passed", Day(95))).ShouldBeEmpty();
            var finding = ended.Findings("decision-deadline-passed", Day(96)).ShouldHaveSingleItem();
            finding.Events.ShouldBe([1, ended.Events[^1].Number]);
            finding.Sentence.English.ShouldEndWith("has passed and decision 1 no longer stands.");
        }
    }

    /// <summary>Whatever the list of deadlines calls missed, an auditor is told of.</summary>
    [Fact]
    public void Every_deadline_that_was_missed_is_a_finding()
    {
        var rules = new Dictionary<DeadlineKind, string>
        {
            [DeadlineKind.Advice] = "advice-late",
            [DeadlineKind.AdviceAnswer] = "advice-answer-late",
            [DeadlineKind.Decision] = "decision-deadline-passed",
            [DeadlineKind.Review] = "review-date-passed",
            [DeadlineKind.AssumptionCheck] = "review-date-passed",
        };
        var asked = FindingRules.All.Where(r => rules.ContainsValue(r.Id)).ToList();
        var missed = new HashSet<DeadlineKind>();
        Seeded.Check(History.Any, history =>
        {
            foreach (var state in history.States.Where(s => s.Version > 0))
                foreach (var now in new[] { state.LatestOccurredAt, Day(5_000) })
                {
                    var found = asked.SelectMany(r => r.Of(new FindingContext(state, now))).ToList();
                    foreach (var deadline in state.Deadlines().Where(d => d.StateAt(now) == DeadlineState.Missed))
                    {
                        missed.Add(deadline.Kind);
                        found.ShouldContain(f => f.Rule.Id == rules[deadline.Kind] && f.Events.Contains(deadline.FromEvent), $"{deadline} at version {state.Version}");
                    }
                }
        }, runs: 100);
        missed.ShouldBe(rules.Keys, ignoreOrder: true);
    }

    [Fact]
    public void The_context_tells_until_when_the_findings_hold()
    {
        var story = Story.Clean.Decides(d => d with { ReviewDate = Story.Date(150), Conditions = ["70 % agrees"] });
        Until(Day(100)).ShouldBe(Story.Date(151));
        Until(Day(151)).ShouldBeNull("the conditions are asked about from then on, and the day a year after the start matters no more");
        new FindingContext(Story.Clean.State, Day(100)).Until.ShouldBeNull();

        DateOnly? Until(DateTimeOffset now)
        {
            var context = new FindingContext(story.State, now);
            Of(context);
            return context.Until;
        }
    }

    // The computed order.

    [Fact]
    public void An_order_from_elsewhere_can_stand_in_for_the_simple_one()
    {
        var found = Of(new FindingContext(Story.Clean.State, Story.Now, new V2First()));
        found.ShouldHaveSingleItem().Rule.Id.ShouldBe("ranking-passed-over");
    }

    private sealed class V2First : IComputedOrders, IComputedOrder
    {
        public CriteriaVersion Criteria => Story.Clean.State.Criteria!;
        public ImmutableArray<string> Proposals => ["V1", "V2"];
        public ImmutableArray<string> First => ["V2"];
        public ImmutableArray<OutcomeDoubt> Doubts => [];
        public decimal? FlipBelow(decimal bound) => null;
        public IComputedOrder At(Weighing weighing, Decision decision) => this;
    }

    [Fact]
    public void Of_two_that_tie_either_may_be_chosen()
    {
        var story = Story.Clean.Change<ScoreGiven>(s => s with { Estimate = new Estimate(1, 2, 3) });
        var order = OutcomeOrders.Instance.At(story.State, story.State.Decisions[0]).ShouldNotBeNull();
        order.First.ShouldBe(["V1", "V2"]);
        Told(story.Findings("ranking-passed-over")).ShouldBeEmpty();
    }

    [Fact]
    public void The_order_is_that_of_the_scores_before_the_decision_on_the_criteria_of_then()
    {
        var later = Story.Clean.With(
            ChangedCriteria(2, 61) with { Set = CriteriaOf(Criterion(weight: 1), Criterion("KWA", 99)) },
            Rescored(1, 2, 62) with { Estimate = new Estimate(0, 0, 0) });
        var order = OutcomeOrders.Instance.At(later.State, later.State.Decisions[0]).ShouldNotBeNull();
        order.Criteria.Version.ShouldBe(1);
        order.First.ShouldBe(["V1"]);
        order.IsClear.ShouldBeTrue();
        order.FlipBelow(100).ShouldBeNull("V1 is the better one on every criterion");
    }

    [Fact]
    public void Below_the_margin_that_was_agreed_the_order_is_as_unclear_as_the_outcome_says()
    {
        var story = Story.Clean.Change<CriteriaAdopted>(c => c with { Set = c.Set with { ClearMargin = 100 } });
        OutcomeOrders.Instance.At(story.State, story.State.Decisions[0]).ShouldNotBeNull().Doubts.ShouldBe([OutcomeDoubt.BelowMargin]);
        story.Findings("unclear-winner-unsaid").ShouldHaveSingleItem().Sentence.English.ShouldContain("no clear order: the difference is smaller than was agreed.");
    }

    [Fact]
    public void Of_two_scores_of_one_assessor_the_one_that_was_given_later_counts_as_in_the_outcome()
    {
        // Of V1 on BET the 8 was given last, and the 1 was recorded last.
        var state = Given(Opened(), Submitted(), Submitted("V2"), AdoptedCriteria(), Scored(1, 9) with { Estimate = new Estimate(8, 8, 8) }, Scored(2, 7) with { Estimate = new Estimate(1, 1, 1) },
            Scored(3, 8, criterion: "KWA"), Scored(4, 8, "V2"), Scored(5, 8, "V2", criterion: "KWA"), Decided());
        OutcomeOrders.Instance.At(state, state.Decisions[0]).ShouldNotBeNull().First.ShouldBe(["V1"]);
        WeighingOutcome.Of(OutcomeInputs.At(state, state.Decisions[0].Origin), new OutcomeDrawing { Draws = 0 }, CancellationToken.None).First.ShouldBe(["V1"]);
    }

    [Fact]
    public void A_score_on_another_scale_counts_no_more_and_one_on_the_same_does()
    {
        var rescaled = Story.Clean.With(ChangedCriteria(2, 11) with { Set = CriteriaOf(Criterion(best: 100), Criterion("KWA", 40)) });
        OutcomeOrders.Instance.At(rescaled.State, rescaled.State.Decisions[0]).ShouldBeNull();
        var reweighted = Story.Clean.With(Weights(11));
        OutcomeOrders.Instance.At(reweighted.State, reweighted.State.Decisions[0]).ShouldNotBeNull().First.ShouldBe(["V1"]);
    }

    // What holds on every history.

    [Fact]
    public void On_any_history_at_any_version_and_on_both_axes_the_rules_find_events_that_are_there_and_say_it_the_same_again() => Seeded.Check(History.Any, history =>
    {
        var events = history.Events.ToList();
        var states = history.States.Skip(1).Where((_, i) => i % 7 == 0).Append(history.States[^1]).Where(s => s.Version > 0)
            .Concat(events.Count == 0 ? [] : history.Moments.Where((_, i) => i % 5 == 0).Select(m => Weighing.AsOccurred(events, m)).Where(s => s.Opened is not null));
        foreach (var state in states)
        {
            var known = state.EventNumbers.ToHashSet();
            var found = Of(new FindingContext(state, Now));
            foreach (var finding in found)
            {
                finding.Events.ShouldNotBeEmpty();
                finding.Events.ShouldAllBe(e => known.Contains(e));
                finding.Events.ShouldBe(finding.Events.Distinct().Order());
                foreach (var sentence in new[] { finding.Sentence.Dutch, finding.Sentence.English }) sentence.ShouldMatch(@"^[^\s{}].*\.$");
            }
            Told(Of(new FindingContext(state, Now))).ShouldBe(Told(found));
        }
    }, runs: 60);

    [Fact]
    public void Until_the_day_that_the_context_names_the_findings_stay_the_same() => Seeded.Check(History.Any, history =>
    {
        if (history.Accepted.IsEmpty) return;
        var (state, now) = (history.States[^1], Day(0));
        while (now < Day(3000))
        {
            var context = new FindingContext(state, now);
            var found = Told(Of(context));
            var changes = context.Until is { Year: < 2100 } until ? new DateTimeOffset(until.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : Day(10_000);
            Told(Of(new FindingContext(state, changes.AddDays(-1)))).ShouldBe(found);
            now = changes;
        }
    }, runs: 40);

    /// <summary>Somebody who is no party and recorded nothing.</summary>
    private static readonly Reader Stranger = new("stranger", Confidentiality.Secret, SeesPersons: true);

    [Fact]
    public void What_is_hidden_in_an_open_blind_round_makes_no_difference_but_that_it_is_there()
    {
        var hidden = 0;
        Seeded.Check(History.Any, history =>
        {
            if (history.Accepted.IsEmpty || history.States[^1] is not { } newest || !history.Events.Any(e => newest.Hides(e, Stranger.Subject))) return;
            var other = Weighing.Fold(history.Events.Select(e => newest.Hides(e, Stranger.Subject) ? e with { Event = Otherwise(e.Event) } : e));
            var found = Told(Of(new FindingContext(newest.AsReadBy(Stranger, newest), Now)));
            Told(Of(new FindingContext(other.AsReadBy(Stranger, other), Now))).ShouldBe(found);
            hidden++;
        }, runs: 300);
        hidden.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void An_objection_in_an_open_blind_round_is_found_for_the_party_that_has_it_and_for_nobody_else()
    {
        var story = Story.Clean.Framed(f => f with { ProcessForm = ProcessForm.Consent }).Change<StakeholderInvited>(s => s with { Say = Say.Consents }, s => s.Code == "B2")
            .With(OpenedRound(2, 50, blind: true), Objected(stakeholder: "B2", on: 51, round: 2));
        var state = story.State;
        Of(new FindingContext(state.AsReadBy(new Reader("subject-B2", null, SeesPersons: false), state), Story.Now)).Select(f => f.Rule.Id).ShouldBe(["decision-over-objection"]);
        Of(new FindingContext(state.AsReadBy(Stranger, state), Story.Now)).ShouldBeEmpty();
        var closed = story.With(ClosedRound(2, 90)).State;
        Of(new FindingContext(closed.AsReadBy(Stranger, closed), Story.Now)).Select(f => f.Rule.Id).ShouldBe(["decision-over-objection"]);
    }

    [Fact]
    public void Scores_in_an_open_blind_round_are_of_who_gave_them_though_they_cannot_be_read()
    {
        var story = Story.Clean.Change<ScoreGiven>(s => s with { Round = 2 }, s => s.Number > 4).With(OpenedRound(2, 10.45, blind: true));
        Told(Read(story, "all-scores-by-one")).ShouldBeEmpty();
        var same = story.Change<ScoreGiven>(s => s with { By = new Who(null, "controller") }, s => s.Number > 4);
        var finding = Read(same, "all-scores-by-one").ShouldHaveSingleItem();
        finding.Sentence.Dutch.ShouldBe("Alle 8 scores onder besluit 1 zijn van één beoordelaar: Controller.");
        finding.Events.Length.ShouldBe(9);
        Read(story.Change<ScoreGiven>(s => s with { OccurredAt = Day(61) }, s => s.Number > 4), "all-scores-by-one").ShouldHaveSingleItem("they came after the decision");
    }

    [Theory, InlineData("do-nothing-never-scored", "V2"), InlineData("chosen-never-scored", "V1")]
    public void What_may_have_been_scored_in_an_open_blind_round_was_not_never_scored(string rule, string proposal)
    {
        var story = Story.Clean.Change<ScoreGiven>(s => s with { Round = 2 }, s => s.Proposal.Code == proposal).With(OpenedRound(2, 9.8, blind: true));
        Told(Read(story, rule)).ShouldBeEmpty();
        Read(story.Without<ScoreGiven>(s => s.Proposal.Code == proposal), rule).ShouldHaveSingleItem();
        Read(story.Change<ScoreGiven>(s => s with { OccurredAt = Day(61) }, s => s.Proposal.Code == proposal), rule).ShouldHaveSingleItem("they came after the decision");
    }

    /// <summary>What a rule finds for somebody who may not read what others gave in an open blind round.</summary>
    private static IEnumerable<Finding> Read(Story story, string rule) =>
        story.State is var state ? Of(new FindingContext(state.AsReadBy(Stranger, state), Story.Now)).Where(f => f.Rule.Id == rule) : [];

    private static WeighingEvent Otherwise(WeighingEvent e) => e switch
    {
        InputGiven g => g with { Content = g.Content with { Position = g.Content.Position == Position.Against ? Position.InFavour : Position.Against, Resistance = 9 } },
        InputRevised r => r with { Content = r.Content with { Position = Position.OverridingObjection, Resistance = 10 } },
        ScoreGiven s => s with { Estimate = new Estimate(s.Estimate.Low, s.Estimate.Low, s.Estimate.Low) },
        ScoreRevised s => s with { Estimate = new Estimate(s.Estimate.High, s.Estimate.High, s.Estimate.High) },
        _ => e,
    };

    private static ImmutableArray<Finding> Of(FindingContext context) => FindingRules.Of(context, TestContext.Current.CancellationToken);

    private static string Told(IEnumerable<Finding> found) => string.Join("\n", found.Select(f => $"{f.Rule.Id} [{string.Join(", ", f.Events)}] {f.Sentence.English}"));

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();
}
