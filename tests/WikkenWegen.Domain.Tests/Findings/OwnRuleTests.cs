namespace WikkenWegen.Domain.Tests.Findings;

/// <summary>What rules of a corporation's own find: each check where it is met, and where it just is not.</summary>
public class OwnRuleTests
{
    private static readonly InsightReference Learnt = new(Guid.Empty, 2);

    private static readonly Story Clean = Story.Clean;

    /// <summary>The second assessor scored in a blind round, which is not closed.</summary>
    private static readonly Story Blind = Clean.Change<ScoreGiven>(s => s with { Round = 2 }, s => s.Number > 4).With(OpenedRound(2, 10.45, blind: true));

    private static OwnRule Asks(FindingCheck check, string? party = null, string? role = null, string? criterion = null, int? assessors = null) => FindingCases.Reviewed with
    {
        Code = "EIGEN",
        Dutch = "Zo willen wij het.",
        English = "That is how we want it.",
        Requires = new OwnRuleRequirement { Check = check, Party = party, Role = role, Criterion = criterion, Assessors = assessors },
        Insight = check == FindingCheck.InsightUsed ? Learnt : null,
    };

    /// <summary>A rule, a story that meets it, one that just does not, and what is said then.</summary>
    private static readonly Dictionary<string, (OwnRule Rule, Story Met, Story NotMet, string Dutch, string English)> Checks = new()
    {
        ["do-nothing before scores"] = (Asks(FindingCheck.DoNothingBeforeScores), Clean, Clean.Change<ProposalSubmitted>(p => p with { OccurredAt = Day(10.05) }, p => p.Code == "V2"),
            "was er geen nulalternatief toen de eerste score kwam", "there was no do-nothing option when the first score came"),
        ["do-nothing, where it became one by a revision"] = (Asks(FindingCheck.DoNothingBeforeScores), Clean, Clean.Change<ProposalSubmitted>(p => p with { Content = p.Content with { DoNothing = false } }, p => p.Code == "V2")
            .With(Revised("V2", 11) with { Content = Clean.The<ProposalSubmitted>(p => p.Code == "V2").Content }), "was er geen nulalternatief toen de eerste score kwam", "there was no do-nothing option when the first score came"),
        ["do-nothing, where nothing was scored"] = (Asks(FindingCheck.DoNothingBeforeScores), Clean.Without<ScoreGiven>(), Clean.Without<ScoreGiven>().Without<ProposalSubmitted>(p => p.Code == "V2"),
            "was er geen nulalternatief", "there was no do-nothing option"),
        ["a party and a role take part"] = (Asks(FindingCheck.TakesPart, "gemeente", "wijkregisseur"), Clean, Clean.With(Left("B2", 59)), "deed niet mee: gemeente, wijkregisseur", "this one took no part: gemeente, wijkregisseur"),
        ["a party takes part in another role"] = (Asks(FindingCheck.TakesPart, "Gemeente"), Clean.Change<StakeholderInvited>(s => s with { Role = "Wethouder" }, s => s.Code == "B2"), Clean.Change<StakeholderInvited>(s => s with { Party = "Zorg" }, s => s.Code == "B2"),
            "deed niet mee: Gemeente", "this one took no part: Gemeente"),
        ["a round was closed"] = (Asks(FindingCheck.RoundClosed), Clean, Clean.Change<RoundClosed>(r => r with { OccurredAt = Day(61) }), "was geen ronde gesloten", "no round had been closed"),
        ["a criterion is used"] = (Asks(FindingCheck.CriterionUsed, criterion: "kwa"), Clean, Clean.With(ChangedCriteria(2, 11) with { Set = CriteriaOf(Criterion()) }), "was kwa geen criterium", "kwa was no criterion"),
        ["an insight is used"] = (Asks(FindingCheck.InsightUsed), Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaOf(Criterion() with { Insight = Learnt }, Criterion("KWA", 40)) }), Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaOf(Criterion() with { Insight = Learnt with { Number = 3 } }, Criterion("KWA", 40)) }),
            "was er geen criterium dat uit dit inzicht kwam", "there was no criterion that came from this insight"),
        ["scored by several"] = (Asks(FindingCheck.ScoredBySeveral, assessors: 2), Clean, Clean.Without<ScoreGiven>(s => s is { Number: > 4, Proposal.Code: "V1", Criterion: "KWA" }),
            "waren er geen 2 beoordelaars die het gekozene scoorden op: KWA", "there were no 2 assessors who had scored what was chosen on: KWA"),
        ["scored by several, though not what was not chosen"] = (Asks(FindingCheck.ScoredBySeveral, assessors: 2), Clean.Without<ScoreGiven>(s => s is { Number: > 4, Proposal.Code: "V2" }), Clean.Without<ScoreGiven>(s => s.Number > 4),
            "waren er geen 2 beoordelaars die het gekozene scoorden op: BET, KWA", "there were no 2 assessors who had scored what was chosen on: BET, KWA"),
        ["scored by several, on the scale of now"] = (Asks(FindingCheck.ScoredBySeveral, assessors: 2), Clean, Clean.With(ChangedCriteria(2, 59) with { Set = CriteriaOf(Criterion() with { Scale = Criterion().Scale with { Best = 100 } }, Criterion("KWA", 40)) }),
            "waren er geen 2 beoordelaars die het gekozene scoorden op: BET", "there were no 2 assessors who had scored what was chosen on: BET"),
        ["scored by several, of whom one in a blind round"] = (Asks(FindingCheck.ScoredBySeveral, assessors: 2), Blind.With(ClosedRound(2, 59)), Blind.With(ClosedRound(2, 61)),
            "waren er geen 2 beoordelaars die het gekozene scoorden op: BET, KWA", "there were no 2 assessors who had scored what was chosen on: BET, KWA"),
        ["scored by several, of whom one was recorded after the decision"] = (Asks(FindingCheck.ScoredBySeveral, assessors: 2), Clean.Recorded<ScoreGiven>(Day(62), s => s.Number > 4),
            Clean.Change<ScoreGiven>(s => s with { OccurredAt = Day(61) }, s => s.Number > 4), "waren er geen 2 beoordelaars die het gekozene scoorden op: BET, KWA", "there were no 2 assessors who had scored what was chosen on: BET, KWA"),
        ["scored by several, where there were no criteria"] = (Asks(FindingCheck.ScoredBySeveral, assessors: 2), Clean, Clean.Without<ScoreGiven>().Without<CriteriaAdopted>(),
            "waren er geen criteria om op te scoren", "there were no criteria to score on"),
        ["a review date is set"] = (Asks(FindingCheck.ReviewDateSet), Clean.Decides(d => d with { ReviewDate = Story.Date(200) }), Clean, "is niet gezegd wanneer het wordt geëvalueerd", "it was not said when it will be reviewed"),
    };

    public static TheoryData<string> Rows => [.. Checks.Keys];

    [Theory, MemberData(nameof(Rows))]
    public void A_check_finds_what_is_not_met_and_nothing_where_it_is(string row)
    {
        var (rule, met, notMet, dutch, english) = Checks[row];
        met.Under(rule).Findings("own-rule-not-met").ShouldBeEmpty();
        var finding = notMet.Under(rule).Findings("own-rule-not-met").ShouldHaveSingleItem();
        var (from, of) = rule.Insight is null ? ("", "") : ($" (inzicht 2 van editie {Guid.Empty})", $" (insight 2 of edition {Guid.Empty})");
        finding.Sentence.Dutch.ShouldBe($"Eigen regel EIGEN{from}: Zo willen wij het. Bij besluit 1 {dutch}.");
        finding.Sentence.English.ShouldBe($"Own rule EIGEN{of}: That is how we want it. At decision 1 {english}.");
        finding.Events.ShouldContain(notMet.NumberOf(notMet.The<DecisionTaken>()));
    }

    [Fact]
    public void Every_check_is_seen_finding_something() => Checks.Values.Select(row => row.Rule.Requires.Check).Distinct().ShouldBe(Enum.GetValues<FindingCheck>(), ignoreOrder: true);

    [Fact]
    public void A_finding_names_its_rule_and_has_the_weight_that_the_corporation_gave_it()
    {
        var serious = FindingCases.Reviewed with { Severity = FindingSeverity.Serious };
        var found = Clean.Framed(f => f with { NotHereFor = null }).Under(FindingCases.Reviewed, serious).Findings();
        found.Select(f => (f.Rule.Id, f.Severity)).ShouldBe([("own-rule-not-met", FindingSeverity.Serious), ("own-rule-not-met", FindingSeverity.Attention), ("framing-without-limits", FindingSeverity.Info)]);
        found[0].Own.ShouldNotBeNull().ShouldBe(new OwnRuleVersion(serious, 2, new Origin(3, Day(0), Day(0), "strategist")));
    }

    [Fact]
    public void Decisions_of_before_its_first_day_and_those_that_choose_nothing_or_no_longer_stand_are_left_alone()
    {
        Clean.Under(FindingCases.Reviewed with { From = Story.Date(61) }).Findings("own-rule-not-met").ShouldBeEmpty();
        var unexecuted = Clean.Without<ExecutionStarted>().Without<DecisionApproved>();
        unexecuted.With(WithdrewDecision(on: 75)).Under(FindingCases.Reviewed).Findings("own-rule-not-met").ShouldBeEmpty();
        unexecuted.Change<DecisionTaken>(_ => Decided(on: 60, kind: DecisionKind.None)).Under(FindingCases.Reviewed).Findings("own-rule-not-met").ShouldBeEmpty();
    }

    [Fact]
    public void Scores_that_cannot_be_read_yet_may_be_enough_or_the_first()
    {
        var blind = Clean.Without<ScoreGiven>(s => s.Number > 4).With(OpenedRound(2, 9.8, blind: true), Scored(5, 11, by: Story.Manager, round: 2));
        Found(blind, Asks(FindingCheck.ScoredBySeveral, assessors: 2)).ShouldBeEmpty();
        // The do-nothing option was there when the hidden score came, and is withdrawn before the first that can be read.
        Found(Clean.Without<ScoreGiven>().Change<ProposalSubmitted>(p => p with { OccurredAt = Day(5) }, p => p.Code == "V2").With(OpenedRound(2, 9.8, blind: true), Scored(1, 11, by: Story.Manager, round: 2)).With(WithdrewProposal("V2", 12)).With(Scored(2, 13)),
            Asks(FindingCheck.DoNothingBeforeScores)).ShouldBeEmpty();

        static IEnumerable<Domain.Findings.Finding> Found(Story story, OwnRule rule)
        {
            var state = story.State;
            var context = new Domain.Findings.FindingContext(state.AsReadBy(new Reader("stranger", Confidentiality.Secret, SeesPersons: true), state), Story.Now) { OwnRules = story.Under(rule).OwnRules };
            return Domain.Findings.FindingRules.Of(context, TestContext.Current.CancellationToken).Where(f => f.Own is not null);
        }
    }
}
