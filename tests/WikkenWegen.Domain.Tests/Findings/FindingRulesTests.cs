using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WikkenWegen.Domain.Deadlines;
using WikkenWegen.Domain.Findings;
using WikkenWegen.Domain.Support;

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

    /// <summary>Where a text changes here, or a rule comes or says something else, <see cref="FindingRules.Edition"/> goes up: <c>KeptTests</c> of the architecture asks for it.</summary>
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
    public void A_party_that_stated_a_consequence_was_heard() =>
        Told(Story.Clean.Without<InputGiven>(g => g.Number == 2).With(Stated(on: 10, by: new Who("B2", null))).Findings("party-not-heard", null)).ShouldBeEmpty();

    [Fact]
    public void The_most_serious_come_first()
    {
        var found = Story.Clean.Framed(f => f with { NotHereFor = null }).With(Objected(stakeholder: "B2"), Scored(9, 61, by: Story.Controller)).Findings();
        found.Select(f => f.Rule.Id).ShouldBe(["score-after-decision", "objection-never-resolved", "framing-without-limits"]);
    }

    // Insights of the learning network that criteria were made of.

    [Fact]
    public void A_chosen_proposal_that_was_not_scored_on_a_criterion_made_of_an_insight_is_found_where_it_was_scored_on_others()
    {
        var insight = new InsightReference(Guid.Empty, 2);
        var third = Story.Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaOf(Criterion(), Criterion("KWA", 40), Criterion("NUL", 5) with { Insight = insight }) });
        var finding = third.Findings("insight-left-aside").ShouldHaveSingleItem();
        finding.Events.ShouldBe(new[] { third.NumberOf(third.The<CriteriaAdopted>()), third.NumberOf(third.The<DecisionTaken>()) });
        finding.Sentence.English.ShouldBe("Criterion NUL comes from the learning network (insight 2 of edition 00000000-0000-0000-0000-000000000000). Decision 1 chose a proposal that had not been scored on it.");
        Told(third.With(Scored(9, 11, criterion: "NUL")).Findings("insight-left-aside")).ShouldBeEmpty();
        Told(third.Without<ScoreGiven>().Findings("insight-left-aside")).ShouldBeEmpty("nothing was scored at all");
        var blind = third.Change<ScoreGiven>(s => s with { Round = 2 }).With(OpenedRound(2, 9.8, blind: true));
        blind.With(ClosedRound(2, 59)).Findings("insight-left-aside").ShouldHaveSingleItem();
        Told(blind.With(ClosedRound(2, 61)).Findings("insight-left-aside")).ShouldBeEmpty("nothing that was scored could be read");
    }

    // What a rule looks at: happening, recording, or both.

    [Fact]
    public void A_score_that_is_said_to_be_of_before_the_decision_counts_by_its_recording()
    {
        var story = Story.Clean.With(Scored(9, 59, by: Story.Controller)).Recorded<ScoreGiven>(Day(61), s => s.Number == 9);
        var finding = story.Findings("score-after-decision").ShouldHaveSingleItem();
        finding.Events.ShouldContain(story.NumberOf(story.The<ScoreGiven>(s => s.Number == 9)));
        // It did not happen after the decision, and is not said to have.
        finding.Sentence.ShouldBe(new Spoken("Na besluit 1 zijn nog scores vastgelegd van vóór het besluit (aantal: 1).", "After decision 1 scores of before it were still recorded (number: 1)."));
        story.With(Scored(10, 61.5, by: Story.Manager)).Findings("score-after-decision").Select(f => f.Sentence.Dutch).ShouldBe(
            ["Na besluit 1 is nog gescoord terwijl het gold (aantal: 1).", "Na besluit 1 zijn nog scores vastgelegd van vóór het besluit (aantal: 1)."]);
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

    [Fact]
    public void Scores_of_a_blind_round_that_closed_after_the_decision_are_not_held_against_it()
    {
        var blind = Story.Clean.With(OpenedRound(2, 20, blind: true)).With(new[] { "Jurist", "Strateeg" }.SelectMany((role, r) => new[] { ("V1", "BET"), ("V1", "KWA"), ("V2", "BET"), ("V2", "KWA") }
            .Select((cell, i) => Scored(9 + 4 * r + i, 21, cell.Item1, criterion: cell.Item2, round: 2, by: new Who(null, role)) with { Estimate = cell.Item1 == "V1" ? new Estimate(0, 0, 0) : new Estimate(10, 10, 10) })));
        blind.With(ClosedRound(2, 59)).Findings("ranking-passed-over").ShouldHaveSingleItem();
        Told(blind.With(ClosedRound(2, 61)).Findings().Where(f => f.Rule.Id != "assessor-far-off")).ShouldBeEmpty();
    }

    [Theory, InlineData("do-nothing-never-scored", "V2"), InlineData("chosen-never-scored", "V1")]
    public void Where_all_that_was_scored_was_in_a_blind_round_that_closed_after_the_decision_nothing_was_decided_on_it(string rule, string proposal)
    {
        var blind = Story.Clean.Without<ScoreGiven>(s => s.Proposal.Code == proposal).Change<ScoreGiven>(s => s with { Round = 2 }).With(OpenedRound(2, 9.8, blind: true));
        blind.With(ClosedRound(2, 59)).Findings(rule).ShouldHaveSingleItem();
        Told(blind.With(ClosedRound(2, 61)).Findings(rule)).ShouldBeEmpty();
        // What was scored in such a round alone is not said to have no score.
        var itself = Story.Clean.Change<ScoreGiven>(s => s with { Round = 2 }, s => s.Proposal.Code == proposal).With(OpenedRound(2, 9.8, blind: true), ClosedRound(2, 61));
        Told(itself.Findings(rule)).ShouldBeEmpty();
    }

    [Fact]
    public void Criteria_that_changed_by_one_axis_only_after_something_could_be_read_are_said_to_have_done_so()
    {
        // Changed before the scores, and recorded after them.
        var recorded = Story.Clean.With(Weights(9.9)).Recorded<CriteriaChanged>(Day(11));
        var finding = recorded.Findings("criteria-changed-after-scores").ShouldHaveSingleItem();
        var first = recorded.NumberOf(recorded.The<ScoreGiven>(s => s.Number == 1));
        finding.Sentence.ShouldBe(new Spoken(
            $"De criteria zijn gewijzigd (versie 2: andere gewichten BET, KWA). Dat is vastgelegd toen er al scores te lezen waren (vanaf gebeurtenis {first}).",
            $"The criteria were changed (version 2: other weights BET, KWA). That was recorded when scores could be read already (from event {first} on)."));
        // Changed after scores that were recorded only later.
        var late = Story.Clean.With(Weights(11)).Recorded<ScoreGiven>(Day(12));
        first = late.NumberOf(late.The<ScoreGiven>(s => s.Number == 1));
        late.Findings("criteria-changed-after-scores").ShouldHaveSingleItem().Sentence.ShouldBe(new Spoken(
            $"De criteria zijn gewijzigd (versie 2: andere gewichten BET, KWA) toen er al scores waren. Dat is pas later vastgelegd (vanaf gebeurtenis {first}).",
            $"The criteria were changed (version 2: other weights BET, KWA) when there were scores already. That was recorded only later (from event {first} on)."));
        // One score of before it by both is enough to say so.
        var one = late.Recorded<ScoreGiven>(Day(10.9), s => s.Number == 8);
        one.Findings("criteria-changed-after-scores").ShouldHaveSingleItem().Sentence.Dutch.ShouldEndWith($" toen er al scores te lezen waren (vanaf gebeurtenis {one.NumberOf(one.The<ScoreGiven>(s => s.Number == 8))}).");
        var input = Story.Clean.Without<ScoreGiven>().With(Weights(4.9)).Recorded<CriteriaChanged>(Day(11));
        input.Findings("criteria-changed-after-input").ShouldHaveSingleItem().Sentence.Dutch.ShouldContain(". Dat is vastgelegd toen er al inbreng te lezen was (vanaf gebeurtenis ");
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

    [Theory]
    [InlineData(Say.Decides), InlineData(Say.Consents), InlineData(Say.Advises), InlineData(Say.GivesInput), InlineData(Say.Dissents)]
    public void Support_and_findings_agree_on_who_stands_in_the_way_of_consent(Say say)
    {
        var story = Consenting.Change<StakeholderInvited>(s => s with { Say = Say.Consents }, s => s.Code == "B1").Without<AdviceReceived>().Without<AdviceRequested>()
            .With(Invited("B3", 2.2) with { Party = "Huurders", Role = "Voorzitter", Say = say });
        foreach (var objecting in new[] { story.With(Objected(stakeholder: "B3")), story.With(Overriding("B3", 6)) })
        {
            var weighing = objecting.State;
            var agreement = SupportCount.Of(weighing, weighing.Heard(), TestContext.Current.CancellationToken).Proposals.Single(p => p.Proposal == "V1").Agreement;
            objecting.Findings().Select(f => f.Rule.Id).Intersect(["decision-over-objection", "objection-never-resolved"])
                .ShouldBe([agreement.State == AgreementState.NotReached ? "decision-over-objection" : "objection-never-resolved"]);
            agreement.State.ShouldBe(say is Say.Decides or Say.Consents ? AgreementState.NotReached : AgreementState.Reached);
        }
    }

    private static InputGiven Overriding(string stakeholder, double on) =>
        GaveInput(3, stakeholder, on) with { Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.OverridingObjection, Statement = Text() } };

    [Fact]
    public void An_overriding_objection_that_is_only_a_position_has_to_be_settled_too()
    {
        var story = Story.Clean.With(Overriding("B2", 50));
        var finding = story.Findings().ShouldHaveSingleItem();
        finding.Rule.Id.ShouldBe("objection-never-resolved");
        finding.Events.ShouldBe([story.NumberOf(story.The<InputGiven>(g => g.Number == 3)), story.NumberOf(story.The<DecisionTaken>())]);
        finding.Sentence.Dutch.ShouldBe("Besluit 1 is genomen zonder dat deze bezwaren zijn afgehandeld: dat in inbreng 3 (B2).");
        finding.Sentence.English.ShouldBe("Decision 1 was taken without these objections having been settled: the one in input 3 (B2).");
        story.With(Objected(stakeholder: "B1")).Findings("objection-never-resolved").ShouldHaveSingleItem().Sentence.Dutch.ShouldEndWith(": 1 (B1), dat in inbreng 3 (B2).");

        var raised = Objected(stakeholder: "B2", on: 61) with { Input = 3 };
        Told(story.With(raised, ResolvedObjection(on: 62)).Findings("objection-never-resolved")).ShouldBeEmpty("it was raised and explained after the decision");
        Told(story.With(raised, ResolvedObjection(on: 62) with { Means = ResolutionMeans.SetAside }).Findings("objection-never-resolved")).ShouldBeEmpty("it was set aside with reasons");
        story.With(raised).Findings("objection-never-resolved").ShouldHaveSingleItem("nobody answered it");
        Told(story.With(Overriding("B2", 61) with { Number = 4, Content = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.Neutral } })
            .Findings("objection-never-resolved")).ShouldBeEmpty("they hold it no more");
        story.With(Left("B2", 61)).Findings("objection-never-resolved").ShouldHaveSingleItem("they left with it");
        Told(Story.Clean.With(Overriding("B2", 61)).Findings("objection-never-resolved")).ShouldBeEmpty("it came after the decision");
    }

    [Fact]
    public void An_assessor_is_the_same_one_whatever_the_capitals_in_the_role()
    {
        var story = Story.Clean.With(Revised(on: 11)).Change<ScoreGiven>(
            g => g with { OccurredAt = g.OccurredAt.AddDays(1), Proposal = g.Proposal with { Revision = 2 } }, g => g.Proposal.Code == "V1" && g.By != Story.Controller);
        story.Findings("proposal-revised-after-scoring").ShouldHaveSingleItem();
        Told(story.With(Again(20, "BET"), Again(21, "KWA")).Findings("proposal-revised-after-scoring")).ShouldBeEmpty();

        static ScoreGiven Again(int number, string criterion) => Scored(number, 12, criterion: criterion, revision: 2, by: new Who(null, "controller")) with { Estimate = new Estimate(8, 8.5m, 9) };
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

    [Fact]
    public void And_it_stays_missed_when_the_deadline_is_moved_after_it_had_passed()
    {
        var undecided = Story.Clean.Framed(f => f with { Deadline = Story.Date(59) }).Without<DecisionTaken>().Without<DecisionApproved>().Without<ExecutionStarted>();
        var moved = undecided.With(Moved(70, to: 120));
        foreach (var story in new[] { moved, moved.With(Decided(on: 90)) })
        {
            var finding = story.Findings("decision-deadline-passed").ShouldHaveSingleItem();
            finding.Events.ShouldBe([1, story.NumberOf(story.The<WeighingReframed>())]);
            finding.Sentence.ShouldBe(new Spoken(
                "De uiterste datum (3 april 2026) is op 14 april 2026 gewijzigd. Die was toen al voorbij, en er was niet besloten.",
                "The deadline (3 April 2026) was changed on 14 April 2026. It had passed by then, and nothing had been decided."));
        }
        Told(undecided.With(Moved(58, to: 120)).Findings("decision-deadline-passed")).ShouldBeEmpty("it was moved in time");
        Told(moved.With(CancelledWeighing(90)).Findings("decision-deadline-passed")).ShouldBeEmpty("nobody waits for a decision any more");
        undecided.With(Reframed(70)).Findings("decision-deadline-passed").ShouldHaveSingleItem("none is named any more").Sentence.English.ShouldContain("was changed on 14 April 2026");
        Told(moved.With(Decided(on: 50)).Recorded<DecisionTaken>(Day(71)).Findings("decision-deadline-passed")).ShouldBeEmpty("it was decided in time, though recorded later");
    }

    [Fact]
    public void Of_a_decision_that_was_taken_and_undone_it_counts_whether_that_was_before_the_deadline_was_moved()
    {
        var decided = Story.Clean.Framed(f => f with { Deadline = Story.Date(62) }).Without<DecisionApproved>().Without<ExecutionStarted>().With(Moved(70, to: 120));
        Told(decided.Findings("decision-deadline-passed")).ShouldBeEmpty();
        var finding = decided.With(WithdrewDecision(on: 65)).Findings("decision-deadline-passed").ShouldHaveSingleItem();
        finding.Events.Length.ShouldBe(3);
        finding.Sentence.Dutch.ShouldBe("De uiterste datum (6 april 2026) is op 14 april 2026 gewijzigd. Die was toen al voorbij, en besluit 1 gold niet meer.");
        finding.Sentence.English.ShouldEndWith("It had passed by then, and decision 1 no longer stood.");
        Told(decided.With(WithdrewDecision(on: 80)).Findings("decision-deadline-passed")).ShouldBeEmpty("it stood as long as that deadline did");
        Told(decided.With(WithdrewDecision(on: 80)).Findings("decision-deadline-passed", Day(120))).ShouldBeEmpty();
        decided.With(WithdrewDecision(on: 80)).Findings("decision-deadline-passed", Day(121)).ShouldHaveSingleItem().Sentence.English.ShouldEndWith("has passed and decision 1 no longer stands.");
    }

    private static WeighingReframed Moved(double on, double to) => Reframed(on) with { Framing = Framing() with { NotHereFor = "Care", Deadline = Story.Date(to) } };

    [Fact]
    public void A_review_that_did_not_come_by_its_day_stays_missed_when_the_decision_ends_later()
    {
        var story = Story.Clean.Decides(d => d with { ReviewDate = Story.Date(80) });
        foreach (var ending in new WeighingEvent[] { WithdrewDecision(on: 95), Reopened(on: 95) })
            story.With(ending).Findings("review-date-passed").ShouldHaveSingleItem().Sentence.Dutch.ShouldEndWith("Dat is niet gebeurd.");
        Told(story.With(WithdrewDecision(on: 79)).Findings("review-date-passed")).ShouldBeEmpty("by that day there was no decision to review");
        Told(story.With(WithdrewDecision(on: 95), CancelledWeighing(97)).Findings("review-date-passed")).ShouldBeEmpty("nobody waits for it any more");
    }

    [Fact]
    public void A_decision_that_was_reviewed_after_the_day_for_it_was_reviewed_too_late()
    {
        var story = Story.Clean.Decides(d => d with { ReviewDate = Story.Date(80) });
        Told(story.With(Reviewed(on: 80)).Findings("review-date-passed")).ShouldBeEmpty();
        var late = story.With(Reviewed(on: 95));
        var finding = late.Findings("review-date-passed").ShouldHaveSingleItem();
        finding.Events.ShouldBe([late.NumberOf(late.The<DecisionTaken>()), late.NumberOf(late.The<ReviewHeld>())]);
        finding.Sentence.Dutch.ShouldEndWith($"Dat gebeurde pas op {Forms.Day(Story.Date(95), Forms.Dutch)}.");
        finding.Sentence.English.ShouldEndWith($"That happened only on {Forms.Day(Story.Date(95), Forms.English)}.");
        Told(late.With(Reviewed(number: 2, on: 79)).Recorded<ReviewHeld>(Day(96), r => r.Number == 2).Findings("review-date-passed")).ShouldBeEmpty("another one was in time, though recorded later");
        Told(late.With(WithdrewDecision(on: 75)).Findings("review-date-passed")).ShouldBeEmpty("by that day there was no decision to review");
        story.With(FellAssumption(on: 81), WithdrewDecision(on: 85)).Findings("review-date-passed").ShouldHaveSingleItem("whether the assumption holds was not looked at by the day for it");
    }

    [Fact]
    public void Nobody_waits_for_the_advice_of_who_withdrew_before_the_last_day_was_over()
    {
        var story = Story.Clean.Without<AdviceReceived>();
        Told(story.With(Left("B1", 54)).Findings("advice-late")).ShouldBeEmpty();
        story.With(Left("B1", 55)).Findings("advice-late").ShouldHaveSingleItem("it had been missed by then");
        var within = story.Change<AdviceRequested>(a => a with { AdviseBy = Story.Date(60) });
        Told(within.With(Left("B1", 59)).Findings()).ShouldBeEmpty();
        within.With(Left("B1", 61)).Findings("decision-before-advice-term").ShouldHaveSingleItem("when it was decided they could advise");
    }

    /// <summary>In the clean story execution started on day 70; until day 75 the adviser could advise.</summary>
    [Fact]
    public void Nor_does_the_execution_wait_for_it()
    {
        var story = Story.Clean.Without<AdviceReceived>().Change<AdviceRequested>(a => a with { AdviseBy = Story.Date(75) });
        story.Findings("executed-before-term").ShouldHaveSingleItem("they could advise");
        Told(story.With(Left("B1", 59)).Findings()).ShouldBeEmpty();
        story.With(Left("B1", 71)).Findings("executed-before-term").ShouldHaveSingleItem("when it started they could advise");
        Told(story.With(Left("B1", 59), GotAdvice(on: 72)).Findings("executed-before-term")).ShouldBeEmpty("it came when nobody waited for it");
        story.With(GotAdvice(on: 58), Left("B1", 59)).Findings("executed-before-term").ShouldHaveSingleItem("their advice was not answered");

        var reasoned = story.With(Left("B1", 59), GotAdvice(on: 72), DeviatedFromAdvice(on: 73) with { ExecuteFrom = Story.Date(76) }).State;
        reasoned.Deadlines().Single(d => d.Waits).Settled.ShouldNotBeNull().Lapsed.ShouldBeTrue("nobody was too early");
    }

    [Fact]
    public void What_was_not_done_by_its_day_stays_missed_in_a_weighing_that_was_closed_later_and_is_not_missed_in_one_that_was_closed_before()
    {
        var silent = Story.Clean.Without<AdviceReceived>().With(ClosedWeighing(80));
        silent.Findings("advice-late").ShouldHaveSingleItem();
        Told(silent.Change<AdviceRequested>(a => a with { AdviseBy = Story.Date(81) }).Findings("advice-late")).ShouldBeEmpty();
        var unanswered = Story.Clean.With(ClosedWeighing(80));
        unanswered.Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.Negative, ReasonDeviationBy = Story.Date(79) }).Findings("advice-answer-late").ShouldHaveSingleItem();
        Told(unanswered.Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.Negative, ReasonDeviationBy = Story.Date(81) }).Findings("advice-answer-late")).ShouldBeEmpty();
    }

    /// <summary>Whatever the list of deadlines calls missed, or done too late, an auditor is told of; and of nothing that it says was kept, or need not be done any more by its day.</summary>
    [Fact]
    public void Every_deadline_that_was_missed_is_a_finding()
    {
        var rules = new Dictionary<DeadlineKind, string>
        {
            [DeadlineKind.Advice] = "advice-late",
            [DeadlineKind.AdviceAnswer] = "advice-answer-late",
            [DeadlineKind.Execution] = "executed-before-term",
            [DeadlineKind.Decision] = "decision-deadline-passed",
            [DeadlineKind.Review] = "review-date-passed",
            [DeadlineKind.AssumptionCheck] = "review-date-passed",
        };
        rules.Keys.ShouldBe(Enum.GetValues<DeadlineKind>(), ignoreOrder: true);
        var asked = FindingRules.All.Where(r => rules.ContainsValue(r.Id)).ToList();
        var met = new HashSet<(DeadlineKind Kind, DeadlineState State, bool? Kept)>();
        var stayed = new HashSet<DeadlineKind>();
        Seeded.Check(History.Any, history =>
        {
            foreach (var state in history.States.Where(s => s.Version > 0)) Look(state);
        }, runs: 150);
        // Those histories seldom have what comes a little too late or lapses then, or an execution that waited.
        var late = Story.Clean.Change<AdviceRequested>(a => a with { AdviseBy = Story.Date(19) }).Decides(d => d with { ReviewDate = Story.Date(80) }).With(Reviewed(on: 95));
        foreach (var from in new[] { 70, 71 })
            Look(late.Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.Negative }).With(DeviatedFromAdvice(on: 68) with { ExecuteFrom = Story.Date(from) }).State);
        Look(late.Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.Negative, ReasonDeviationBy = Story.Date(67) }).With(DeviatedFromAdvice(on: 68)).State);
        foreach (var lapsed in new[]
        {
            Story.Clean.Without<AdviceReceived>().With(Left("B1", 55)),
            Story.Clean.Change<AdviceReceived>(r => r with { Tenor = AdviceTenor.Negative, ReasonDeviationBy = Story.Date(79) }).With(ClosedWeighing(80)),
            Story.Clean.Framed(f => f with { Deadline = Story.Date(59) }).With(Moved(59.9, to: 120)),
            Story.Clean.Decides(d => d with { ReviewDate = Story.Date(80) }).With(WithdrewDecision(on: 95)),
        }) Look(lapsed.State);
        stayed.ShouldBe(rules.Keys.Where(kind => kind != DeadlineKind.Execution), ignoreOrder: true);
        foreach (var kind in rules.Keys)
        {
            if (kind != DeadlineKind.Execution) met.ShouldContain((kind, DeadlineState.Missed, null));
            foreach (bool? kept in new bool?[] { true, false, null }) met.ShouldContain((kind, DeadlineState.Settled, kept), $"{kind} kept: {kept}");
        }

        // It lapsed after it had been missed. Not so in a weighing that was cancelled, nor where advice was followed, for which there is no last day.
        static bool StayedMissed(Deadline d, Weighing state, DateTimeOffset now) => d.Settled is { Lapsed: true } settled && settled.At >= d.DueAt && now >= d.DueAt
            && !d.Waits && state.Ended?.Status != WeighingStatus.Cancelled && !(d.Kind == DeadlineKind.AdviceAnswer && settled.Event != state.Ended?.Origin.Event);

        void Look(Weighing state)
        {
            foreach (var now in new[] { state.LatestOccurredAt, Day(5_000) })
            {
                var found = asked.SelectMany(r => r.Of(new FindingContext(state, now))).ToList();
                foreach (var deadlines in state.Deadlines().GroupBy(d => (Rule: rules[d.Kind], d.FromEvent)))
                {
                    // The event in which one deadline was changed is that from which another follows.
                    var told = found.Any(f => f.Rule.Id == deadlines.Key.Rule && f.Events.Contains(deadlines.Key.FromEvent)
                        && deadlines.All(d => d.Kind != DeadlineKind.Decision || f.Sentence.English.Contains($"({Forms.Day(d.Day, Forms.English)})", StringComparison.Ordinal)));
                    var why = $"{string.Join(", ", deadlines)} at version {state.Version}";
                    if (deadlines.Any(d => d.Kept == false || d.StateAt(now) == DeadlineState.Missed || StayedMissed(d, state, now))) told.ShouldBeTrue(why);
                    // The law may forbid an execution for other reasons than the day that was named.
                    else if (!deadlines.Any(d => d.Waits)) told.ShouldBeFalse(why);
                    foreach (var deadline in deadlines)
                    {
                        met.Add((deadline.Kind, deadline.StateAt(now), deadline.Kept));
                        if (StayedMissed(deadline, state, now)) stayed.Add(deadline.Kind);
                    }
                }
            }
        }
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
    public void Where_others_tie_all_of_them_were_passed_over()
    {
        var story = Third(8.5m, 8.5m).Change<DecisionTaken>(_ => Decided(on: 60, kind: DecisionKind.DoNothingChosen, proposal: "V2"));
        story.Findings("ranking-passed-over").ShouldHaveSingleItem().Sentence.ShouldBe(new Spoken(
            "Besluit 1 koos V2; bovenaan stonden V1, V3. Het besluit noemt geen afwijking van de berekende rangorde.",
            "Decision 1 chose V2; V1, V3 came first. The decision names no deviation from the computed ranking."));
    }

    [Fact]
    public void Who_chose_what_lacks_a_score_passed_over_what_came_first()
    {
        var story = Third(9, null).Change<DecisionTaken>(_ => Decided(on: 60, proposal: "V3"));
        var finding = story.Findings().ShouldHaveSingleItem();
        finding.Rule.Id.ShouldBe("ranking-passed-over");
        finding.Sentence.ShouldBe(new Spoken(
            "Besluit 1 koos V3; bovenaan stond V1. Van V3 ontbreken scores. Het besluit noemt geen afwijking van de berekende rangorde.",
            "Decision 1 chose V3; V1 came first. Scores of V3 are missing. The decision names no deviation from the computed ranking."));
        Told(story.Decides(d => d with { Deviations = [new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.Financial, Text())] }).Findings()).ShouldBeEmpty();
    }

    /// <summary>V1 has 8.5 on both criteria, and at least 8. What lacks a score on KWA can get 40 points for it.</summary>
    [Fact]
    public void What_lacks_a_score_with_which_it_comes_near_leaves_the_order_unclear()
    {
        var story = Third(9, null);
        var finding = story.Findings().ShouldHaveSingleItem();
        finding.Rule.Id.ShouldBe("unclear-winner-unsaid");
        finding.Sentence.ShouldBe(new Spoken(
            "Bij besluit 1 gaven de scores geen duidelijke volgorde: van een ander voorstel ontbreken scores. Het besluit noemt geen geval waarin de vraag terugkomt.",
            "At decision 1 the scores gave no clear order: scores of another proposal are missing. The decision names no case in which the question comes back."));
        OutcomeOrders.Instance.At(story.State, story.State.Decisions[0]).ShouldNotBeNull().Doubts.ShouldBe([OutcomeDoubt.ScoreMissing]);
        Told(story.Decides(d => d with { ReopenWhen = ["V3 is scored"] }).Findings()).ShouldBeEmpty();
        Told(Third(6.6m, null).Findings()).ShouldBeEmpty("with 79.6 points it stays below the 80 that V1 has at least");
    }

    /// <summary>With a third proposal, on which two give the same scores without any uncertainty; null where they give none.</summary>
    private static Story Third(decimal? bet, decimal? kwa) => Story.Clean.With([Submitted("V3", 1.2), .. OfThird("BET", bet, 20), .. OfThird("KWA", kwa, 22)]);

    private static IEnumerable<WeighingEvent> OfThird(string criterion, decimal? value, int number) => value is not { } on ? [] : new[] { Story.Controller, Story.Manager }
        .Select((who, i) => Scored(number + i, 10.9, "V3", criterion: criterion, by: who) with { Estimate = new Estimate(on, on, on) });

    [Fact]
    public void A_change_that_rounds_to_nothing_is_told_as_less_than_the_least_that_is_told()
    {
        Changing(0.004m).ShouldBe(new Spoken(
            "Bij besluit 1 komt een ander voorstel bovenaan als één gewicht minder dan 0,01 procentpunt verandert. Het besluit noemt geen geval waarin de vraag terugkomt.",
            "At decision 1 another proposal comes first if one weight changes by less than 0.01 percentage points. The decision names no case in which the question comes back."));
        Changing(0.014m).English.ShouldContain("changes by 0.01 percentage points");

        static Spoken Changing(decimal flip) => new FragileWinnerRule().Of(new FindingContext(Story.Clean.State, Story.Now, new Flipping(flip))).ShouldHaveSingleItem().Sentence;
    }

    private sealed class Flipping(decimal flip) : IComputedOrders, IComputedOrder
    {
        public CriteriaVersion Criteria => Story.Clean.State.Criteria!;
        public ImmutableArray<string> Proposals => ["V1", "V2"];
        public ImmutableArray<string> First => ["V1"];
        public ImmutableArray<OutcomeDoubt> Doubts => [];
        public decimal? FlipBelow(decimal bound) => flip;
        public IComputedOrder At(Weighing weighing, Decision decision) => this;
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

    /// <summary>Of the clean story the margin of 90 points leaves no clear winner, and none of 0 does.</summary>
    [Fact]
    public void A_margin_that_is_changed_after_scores_or_input_could_be_read_is_a_change_of_the_criteria()
    {
        var agreed = Story.Clean.Change<CriteriaAdopted>(c => c with { Set = c.Set with { ClearMargin = 90 } });
        var late = agreed.With(ChangedCriteria(2, 10.75) with { Set = CriteriaOf() with { ClearMargin = 0 } });
        late.Findings().Select(f => f.Rule.Id).ShouldBe(["criteria-changed-after-scores"]);
        late.Findings().Single().Sentence.ShouldBe(new Spoken(
            "De criteria zijn gewijzigd (versie 2: het verschil dat telt van 90 naar 0 punten) toen er al scores te lezen waren (vanaf gebeurtenis 11).",
            "The criteria were changed (version 2: the difference that counts from 90 to 0 points) when scores could be read already (from event 11 on)."));
        agreed.With(ChangedCriteria(2, 9.5) with { Set = CriteriaOf() }).Findings().Select(f => f.Rule.Id).ShouldBe(["criteria-changed-after-input"]);
        Told(Story.Clean.With(ChangedCriteria(2, 10.75) with { Set = CriteriaOf() with { ClearMargin = 0 } }).Findings()).ShouldBeEmpty("every difference counted, and does");
    }

    [Fact]
    public void A_margin_departs_from_a_framework_that_has_another_and_not_from_one_that_has_none()
    {
        Told(From(null).Findings("framework-deviation-unsaid")).ShouldBeEmpty();
        From(10).Findings("framework-deviation-unsaid").ShouldHaveSingleItem().Sentence.Dutch.ShouldContain("zijn daarna gewijzigd (het verschil dat telt van 10 naar 5 punten)");

        static Story From(decimal? margin) => Story.Clean
            .Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = new Instrument("Kader leefbaarheid", "2024", null), ClearMargin = margin } })
            .With(ChangedCriteria(2, 3.5) with { Set = CriteriaOf() with { ClearMargin = 5 } });
    }

    [Fact]
    public void What_departs_from_a_published_instrument_has_its_reason_with_the_criteria_and_what_was_changed_without_it_is_a_deviation()
    {
        var instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet);
        Changed(instrument).Findings("framework-deviation-unsaid").ShouldBeEmpty();
        Changed(null).Findings("framework-deviation-unsaid").ShouldHaveSingleItem().Sentence.Dutch.ShouldContain("De criteria kwamen uit Buurtset");
        Changed(null, "buurt").Findings("framework-deviation-unsaid").ShouldBeEmpty("the decision names it by its code");
        Changed(null, "Kader").Findings("framework-deviation-unsaid").ShouldHaveSingleItem();

        Story Changed(Instrument? then, string? named = null) => Story.Clean
            .Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = instrument } })
            .Decides(d => named is null ? d : d with { Deviations = [new Deviation(DeviationFrom.Framework, named, null, DeviationGround.Other, Text())] })
            .With(ChangedCriteria(2, 3.5) with { Set = CriteriaOf(Criterion(weight: 70), Criterion("KWA", 40)) with { Instrument = then }, Departures = then is null ? [] : [new Departure(DepartureKind.OtherWeight, "BET", Text())] });
    }

    [Fact]
    public void Who_began_with_an_instrument_while_it_was_in_use_may_go_on_with_it_and_no_other_version_is_taken_from_it_after_its_end()
    {
        var instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet, Day(0));
        Told(Taken(instrument, instrument with { EndedAt = Day(3.2) }).Findings("criteria-from-ended-instrument")).ShouldBeEmpty();
        Taken(instrument with { EndedAt = Day(2) }, instrument with { EndedAt = Day(2) }).Findings("criteria-from-ended-instrument").ShouldHaveSingleItem();
        Taken(instrument, instrument with { Version = "3", EndedAt = Day(3.2) }).Findings("criteria-from-ended-instrument").ShouldHaveSingleItem().Sentence.Dutch
            .ShouldStartWith("De criteria (versie 2) komen uit Buurtset (BUURT, versie 3). Dat instrument was ingetrokken of opgevolgd sinds ");

        static Story Taken(Instrument first, Instrument then) => Story.Clean
            .Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = first } })
            .With(ChangedCriteria(2, 3.5) with { Set = CriteriaOf() with { Instrument = then } });
    }

    [Fact]
    public void Support_without_a_weight_counts_once()
    {
        var story = Story.Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaOf(Criterion(), Criterion("KWA", 0) with { Name = "Draagvlak" }) });
        Told(story.Findings("support-counted-twice")).ShouldBeEmpty();
        WikkenWegen.Domain.Support.SupportCriteria.In(story.State.Criteria).ShouldBeEmpty();
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
    public void Until_the_day_that_the_context_names_the_findings_stay_the_same()
    {
        var (histories, changed) = (0, 0);
        Seeded.Check(History.Any, history =>
        {
            if (history.Accepted.IsEmpty) return;
            histories++;
            var (state, now) = (history.States[^1], Day(0));
            while (now < Day(3000))
            {
                var context = new FindingContext(state, now);
                var found = Told(Of(context));
                var changes = context.Until is { Year: < 2100 } until ? new DateTimeOffset(until.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : Day(10_000);
                Told(Of(new FindingContext(state, changes.AddDays(-1)))).ShouldBe(found);
                if (changes < Day(3000)) changed++;
                now = changes;
            }
        }, runs: 40);
        histories.ShouldBeGreaterThan(20);
        changed.ShouldBeGreaterThan(20);
    }

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
    public void Whether_an_objection_still_stands_is_not_said_while_later_input_of_its_maker_cannot_be_read()
    {
        var consents = new InputContent { Proposal = new ProposalRevisionReference("V1", 1), Position = Position.Consent, Statement = Text() };
        foreach (var story in new[] { Consenting.With(Objected(stakeholder: "B2")), Story.Clean.With(Objected(stakeholder: "B2")), Consenting.With(Overriding("B2", 20)), Story.Clean.With(Overriding("B2", 20)) })
        {
            story.Findings().ShouldHaveSingleItem();
            var hidden = story.With(OpenedRound(2, 50, blind: true), GaveInput(4, "B2", 51, 2) with { Content = consents });
            Told(ToStranger(hidden)).ShouldBeEmpty();
            Told(ToStranger(hidden.With(ClosedRound(2, 90)))).ShouldBeEmpty("they consented");
            ToStranger(hidden.Change<InputGiven>(g => g with { Content = new InputContent { Statement = Text() } }, g => g.Number == 4).With(ClosedRound(2, 90))).ShouldHaveSingleItem("they said nothing of it");
        }
    }

    [Fact]
    public void The_computed_order_is_not_held_against_a_decision_while_scores_of_before_it_cannot_be_read()
    {
        foreach (var rule in new[] { "ranking-passed-over", "unclear-winner-unsaid", "fragile-winner-unsaid" })
        {
            var story = Case(rule).Holds;
            ToStranger(story).ShouldHaveSingleItem().Rule.Id.ShouldBe(rule);
            var scored = Scored(30, 51, "V2", round: 2, by: new Who(null, "Jurist"));
            Told(ToStranger(story.With(OpenedRound(2, 50, blind: true), scored))).ShouldBeEmpty();
            Told(ToStranger(story.With(OpenedRound(2, 61, blind: true), scored with { OccurredAt = Day(62) })).Where(f => f.Rule.Id == rule)).ShouldNotBeEmpty("the decision did not have that one");
        }
    }

    [Fact]
    public void Whether_a_revised_proposal_was_scored_again_is_not_said_of_who_gave_scores_since_that_cannot_be_read()
    {
        var blind = Story.Clean.With(Revised(on: 11), OpenedRound(2, 12, blind: true));
        ToStranger(blind.With(Again("Jurist"))).ShouldHaveSingleItem().Sentence.English.ShouldEndWith("(number: 4).");
        ToStranger(blind.With(Again("controller"))).ShouldHaveSingleItem().Sentence.English.ShouldEndWith("(number: 2).");

        static ScoreGiven Again(string role) => Scored(30, 13, revision: 2, round: 2, by: new Who(null, role));
    }

    [Fact]
    public void That_a_score_was_given_after_the_decision_is_found_also_while_it_cannot_be_read()
    {
        var story = Story.Clean.With(Scored(30, 61, by: Story.Controller), OpenedRound(2, 61.5, blind: true), Scored(31, 62, round: 2, by: Story.Manager));
        ToStranger(story).ShouldHaveSingleItem().Sentence.English.ShouldEndWith("(number: 2).");
    }

    private static ImmutableArray<Finding> ToStranger(Story story) => Of(new FindingContext(story.State.AsReadBy(Stranger, story.State), Story.Now));

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
        ConsequenceStated s => s with { Content = Otherwise(s.Content) },
        ConsequenceRevised r => r with { Content = Otherwise(r.Content) },
        _ => e,
    };

    private static ConsequenceContent Otherwise(ConsequenceContent content) => content with
    {
        Positive = content.Positive is { } positive ? !positive : null,
        Negative = content.Negative is { } negative ? !negative : null,
        Amounts = [.. content.Amounts.Select(a => a with { Low = a.High, Expected = a.High })],
    };

    private static ImmutableArray<Finding> Of(FindingContext context) => FindingRules.Of(context, TestContext.Current.CancellationToken);

    private static string Told(IEnumerable<Finding> found) => string.Join("\n", found.Select(f => $"{f.Rule.Id} [{string.Join(", ", f.Events)}] {f.Sentence.English}"));

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();
}
