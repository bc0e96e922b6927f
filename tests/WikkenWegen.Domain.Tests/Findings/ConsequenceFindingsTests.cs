using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Domain.Tests.Findings;

/// <summary>What the rules say of criteria that stand beside the others, and of what was said on them; by the same rules as of scores.</summary>
public class ConsequenceFindingsTests
{
    private static readonly Who Jurist = new(null, "Jurist");

    /// <summary>The clean story, in which three criteria stand beside the others.</summary>
    private static readonly Story Beside = Story.Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaWithBeside() });

    /// <summary>The same, in which two said of each proposal what it does for whom.</summary>
    private static readonly Story Said = Beside.With(
        Stated(1, 10.6, by: Story.Controller), Stated(2, 10.61, "V2", by: Story.Controller), Stated(3, 10.62, by: Story.Manager), Stated(4, 10.63, "V2", by: Story.Manager));

    private static CriteriaChanged Changed(double on, params ImmutableArray<CriterionBeside> beside) => ChangedCriteria(2, on) with { Set = CriteriaOf() with { Beside = beside } };

    private static CriteriaChanged Dropped(double on) => Changed(on, Beside(), Beside("WIJK", InWords));

    private static string Told(IEnumerable<Finding> found) => string.Join("\n", found.Select(f => $"{f.Rule.Id} [{string.Join(", ", f.Events)}] {f.Sentence.English}"));

    private static Finding One(Story story, string rule)
    {
        var finding = story.Findings().ShouldHaveSingleItem(Told(story.Findings()));
        finding.Rule.Id.ShouldBe(rule);
        return finding;
    }

    [Fact]
    public void Where_all_went_as_it_should_there_is_nothing_to_find()
    {
        Told(Beside.Findings()).ShouldBeEmpty();
        Told(Said.Findings()).ShouldBeEmpty();
    }

    // Criteria that changed.

    [Fact]
    public void Criteria_beside_the_others_that_changed_after_consequences_could_be_read_are_found_with_what_changed()
    {
        var story = Said.With(Changed(10.7, Beside("WIE", InWords), Beside("WIJK", InWords), Beside("RUST")));
        var finding = One(story, "criteria-changed-after-scores");
        finding.Sentence.ShouldBe(new Spoken(
            $"De criteria zijn gewijzigd (versie 2: ernaast erbij RUST; ernaast eraf BATEN; ernaast andere meetlat WIE) toen er al gevolgen te lezen waren (vanaf gebeurtenis {finding.Events[0]}).",
            $"The criteria were changed (version 2: added beside RUST; removed beside BATEN; other scale beside WIE) when consequences could be read already (from event {finding.Events[0]} on)."));
        finding.Events.ShouldBe([story.NumberOf(story.The<ConsequenceStated>(s => s.Number == 1)), story.NumberOf(story.The<CriteriaChanged>())]);
    }

    [Fact]
    public void Scores_do_not_show_what_a_change_beside_them_does_and_consequences_not_what_one_of_the_weights_does()
    {
        One(Beside.With(Dropped(10.7)), "criteria-changed-after-input").Sentence.English.ShouldContain("(version 2: removed beside BATEN)");
        var reweighted = CriteriaWithBeside() with { Criteria = [Criterion(weight: 50), Criterion("KWA", 50)] };
        One(Beside.With(Stated(1, 9.2, by: Story.Controller), Stated(2, 9.3, "V2", by: Jurist), ChangedCriteria(2, 9.5) with { Set = reweighted }), "criteria-changed-after-input").Sentence.Dutch.ShouldContain("(versie 2: andere gewichten BET, KWA)");
        Told(Beside.With(Dropped(4.5)).Findings()).ShouldBeEmpty("there was nothing to read");
        Told(Said.With(Changed(10.7, [Beside() with { Name = "Another name" }, .. CriteriaWithBeside().Beside[1..]])).Findings()).ShouldBeEmpty("another name changes nothing");
    }

    [Fact]
    public void Where_both_changed_and_could_be_read_it_is_one_finding()
    {
        var story = Said.With(Dropped(10.7) with { Set = CriteriaOf(Criterion(weight: 50), Criterion("KWA", 50)) with { Beside = [Beside(), Beside("WIJK", InWords)] } });
        var finding = One(story, "criteria-changed-after-scores");
        finding.Sentence.English.ShouldBe($"The criteria were changed (version 2: other weights BET, KWA; removed beside BATEN) when scores and consequences could be read already (from event {finding.Events[0]} on).");
        finding.Events.ShouldBe([story.NumberOf(story.The<ScoreGiven>(s => s.Number == 1)), story.NumberOf(story.The<ConsequenceStated>(s => s.Number == 1)), story.NumberOf(story.The<CriteriaChanged>())]);
    }

    [Fact]
    public void Consequences_of_a_blind_round_are_visible_from_its_closing_on()
    {
        var blind = Said.With(OpenedRound(2, 10.55, blind: true), ClosedRound(2, 11)).Change<ConsequenceStated>(s => s with { Round = 2 });
        Told(blind.With(Dropped(10.9)).Findings("criteria-changed-after-scores")).ShouldBeEmpty();
        blind.With(Dropped(11.1)).Findings("criteria-changed-after-scores").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_criterion_that_goes_from_the_totals_to_beside_them_is_told_as_both()
    {
        var moved = ChangedCriteria(2, 10.75) with { Set = CriteriaOf(Criterion()) with { Beside = [Beside("KWA", InWords)] } };
        Story.Clean.With(moved).Findings("criteria-changed-after-scores").ShouldHaveSingleItem().Sentence.Dutch.ShouldContain("(versie 2: eraf KWA; andere gewichten BET; ernaast erbij KWA)");
    }

    [Fact]
    public void A_framework_of_which_a_criterion_beside_the_others_was_dropped_was_deviated_from()
    {
        var story = Beside.Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = new Instrument("Kader leefbaarheid", "2025", null) } }).With(Dropped(3.5));
        One(story, "framework-deviation-unsaid").Sentence.English.ShouldStartWith("The criteria came from Kader leefbaarheid and were changed since (removed beside BATEN).");
        var margin = Beside.Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = new Instrument("Kader leefbaarheid", "2025", null) } })
            .With(Dropped(3.5) with { Set = Dropped(3.5).Set with { ClearMargin = 5 } });
        margin.Findings("framework-deviation-unsaid").ShouldHaveSingleItem("it is not the margin alone that the framework does not name");
    }

    [Fact]
    public void A_change_beside_the_weights_is_not_one_of_the_weights_alone()
    {
        var weighing = Said.With(Dropped(61) with { Set = CriteriaOf(Criterion(weight: 50), Criterion("KWA", 50)) }).State;
        OutcomeUnderVersions.Of(weighing, OutcomeSelection.Everything, CancellationToken.None).Changes.ShouldHaveSingleItem().WeightsOnly.ShouldBeFalse();
    }

    // What was said.

    [Fact]
    public void Consequences_stated_or_revised_after_the_decision_are_found_also_while_they_cannot_be_read()
    {
        var story = Said.With(Stated(5, 61, by: Jurist), Restated(1, 2, 62), OpenedRound(2, 62.5, blind: true), Stated(6, 63, "V2", round: 2, by: Story.Manager));
        foreach (var found in new[] { story.Findings("score-after-decision"), ToStranger(story, "score-after-decision") })
        {
            var finding = found.ShouldHaveSingleItem();
            finding.Sentence.ShouldBe(new Spoken("Na besluit 1 zijn nog gevolgen genoemd terwijl het gold (aantal: 3).", "After decision 1 consequences were still stated while it stood (number: 3)."));
            finding.Events.Length.ShouldBe(4);
        }
        One(Said.With(Stated(5, 59, by: Jurist)).Recorded<ConsequenceStated>(Day(61), s => s.Number == 5), "score-after-decision").Sentence
            .ShouldBe(new Spoken("Na besluit 1 zijn nog gevolgen vastgelegd van vóór het besluit (aantal: 1).", "After decision 1 consequences of before it were still recorded (number: 1)."));
    }

    [Theory, InlineData("chosen-never-scored", "V1"), InlineData("do-nothing-never-scored", "V2")]
    public void Consequences_of_a_blind_round_that_closed_after_the_decision_are_not_held_against_it(string rule, string proposal)
    {
        var blind = Said.Without<ConsequenceStated>(s => s.Proposal.Code == proposal).Change<ConsequenceStated>(s => s with { Round = 2 }).With(OpenedRound(2, 10.55, blind: true));
        blind.With(ClosedRound(2, 59)).Findings(rule).ShouldHaveSingleItem();
        Told(blind.With(ClosedRound(2, 61)).Findings(rule)).ShouldBeEmpty();
    }

    [Fact]
    public void All_consequences_by_one_assessor_are_found_beside_the_scores()
    {
        var one = Said.Without<ConsequenceStated>(s => s.Number > 2);
        One(one, "all-scores-by-one").Sentence.ShouldBe(new Spoken(
            "Alle 2 gevolgen onder besluit 1 zijn door één beoordelaar genoemd: Controller.", "All 2 consequences under decision 1 were stated by one assessor: Controller."));
        Told(one.Without<ConsequenceStated>(s => s.Number > 1).Findings("all-scores-by-one")).ShouldBeEmpty("one consequence is always of one");
        Told(ToStranger(Said.With(OpenedRound(2, 10.55, blind: true)).Change<ConsequenceStated>(s => s with { Round = 2 }, s => s.Number > 2), "all-scores-by-one")).ShouldBeEmpty("who gave it can be read");
    }

    [Theory, InlineData("chosen-never-scored", "V1"), InlineData("do-nothing-never-scored", "V2")]
    public void A_proposal_of_which_no_consequence_was_stated_while_others_have_some_is_found(string rule, string proposal)
    {
        var story = Said.Without<ConsequenceStated>(s => s.Proposal.Code == proposal);
        var finding = One(story, rule);
        finding.Events.ShouldBe([story.NumberOf(story.The<ProposalSubmitted>(p => p.Code == proposal)), story.NumberOf(story.The<DecisionTaken>())]);
        finding.Sentence.English.ShouldContain("onsequences");
        var hidden = Said.Change<ConsequenceStated>(s => s with { Round = 2 }, s => s.Proposal.Code == proposal).With(OpenedRound(2, 10.55, blind: true));
        Told(ToStranger(hidden, rule)).ShouldBeEmpty("it may be about this one");
        hidden.Change<ConsequenceStated>(s => s with { OccurredAt = Day(61) }, s => s.Proposal.Code == proposal).Findings(rule).ShouldHaveSingleItem("they came after the decision");
    }

    [Fact]
    public void Consequences_of_an_earlier_revision_that_were_not_stated_again_are_found()
    {
        var revised = Said.With(Revised(on: 11)).Change<ScoreGiven>(g => g with { OccurredAt = g.OccurredAt.AddDays(1), Proposal = g.Proposal with { Revision = 2 } }, g => g.Proposal.Code == "V1");
        One(revised, "proposal-revised-after-scoring").Sentence.ShouldBe(new Spoken(
            "Voorstel V1 is herzien (versie 2), en gevolgen van een eerdere versie zijn niet opnieuw genoemd (aantal: 2).",
            "Proposal V1 was revised (revision 2), and consequences of an earlier one were not stated again (number: 2)."));
        revised.With(Again(5, Story.Controller)).Findings("proposal-revised-after-scoring").ShouldHaveSingleItem().Sentence.English.ShouldEndWith("(number: 1).");
        Told(revised.With(Again(5, Story.Controller), Again(6, Story.Manager)).Findings()).ShouldBeEmpty();
        Told(revised.With(ChangedCriteria(2, 4.5) with { Set = CriteriaOf() with { Beside = [Beside("RUST")] } }).Findings("proposal-revised-after-scoring")).ShouldBeEmpty("the criterion is gone");
        Told(ToStranger(revised.With(OpenedRound(2, 11.5, blind: true), Again(5, Story.Controller) with { Round = 2 }, Again(6, Story.Manager) with { Round = 2 }), "proposal-revised-after-scoring")).ShouldBeEmpty("they may have been stated again");

        static ConsequenceStated Again(int number, Who by) => Stated(number, 12, by: by) with { Proposal = new ProposalRevisionReference("V1", 2) };
    }

    // Assessors who say the opposite.

    [Theory]
    [InlineData("WIE"), InlineData("WIJK"), InlineData("BATEN")]
    public void Who_says_the_opposite_of_what_all_others_say_three_times_is_found(string criterion)
    {
        var (good, bad) = Ends(criterion);
        var story = Opposed(criterion, good, good, bad);
        var finding = story.Findings("assessor-far-off").ShouldHaveSingleItem(Told(story.Findings()));
        finding.Sentence.ShouldBe(new Spoken("In 3 gevolgen zegt Jurist het tegendeel van wat alle anderen zeggen.", "In 3 consequences Jurist says the opposite of what all others say."));
        finding.Events.ShouldBe(story.All<ConsequenceStated>(s => s.By == Jurist).Select(story.NumberOf));
        Told(story.Change<ConsequenceStated>(s => s with { Content = good }, s => s.By == Jurist && s.Proposal.Code == "V3").Findings("assessor-far-off")).ShouldBeEmpty("twice is not enough");
        Opposed(criterion, bad, good, good).Findings("assessor-far-off").ShouldHaveSingleItem().Sentence.English.ShouldContain("Controller says the opposite");
    }

    [Fact]
    public void Less_than_the_opposite_says_nothing()
    {
        foreach (var (criterion, between) in new[]
        {
            ("WIE", Signs(true, true)), ("WIE", Signs(false, false)), ("WIJK", Word("equal")), ("BATEN", Money("tenants", -5, 1, 5)), ("BATEN", Money("town", -9, -8, -7)),
        })
            Told(Opposed(criterion, Ends(criterion).Good, Ends(criterion).Good, between).Findings("assessor-far-off")).ShouldBeEmpty(between.ToString());
    }

    private static (ConsequenceContent Good, ConsequenceContent Bad) Ends(string criterion) => criterion switch
    {
        "WIE" => (Signs(true, false), Signs(false, true)),
        "WIJK" => (Word("stronger"), Word("weaker")),
        _ => (Money("tenants", 1, 2, 3), Money("Tenants", -3, -2, -1)),
    };

    private static ConsequenceContent Word(string word) => new() { Word = word };

    private static ConsequenceContent Money(string party, decimal low, decimal expected, decimal high) => new() { Amounts = [new PartyAmount(party, low, expected, high)] };

    /// <summary>Three proposals of which three assessors each say one thing, on one criterion.</summary>
    private static Story Opposed(string criterion, params ConsequenceContent[] said) => Beside.With([Submitted("V3", 1.2), .. new[] { "V1", "V2", "V3" }.SelectMany((proposal, row) =>
        new[] { Story.Controller, Story.Manager, Jurist }.Select((who, i) => Stated(3 * row + i + 1, 10.6 + row / 10.0 + i / 100.0, proposal, criterion, by: who, content: said[i])))]);

    private static IEnumerable<Finding> ToStranger(Story story, string rule) =>
        FindingRules.Of(new FindingContext(story.State.AsReadBy(new Reader("stranger", Confidentiality.Secret, SeesPersons: true), story.State), Story.Now), TestContext.Current.CancellationToken).Where(f => f.Rule.Id == rule);
}
