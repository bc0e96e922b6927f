namespace WikkenWegen.Domain.Tests.Findings;

/// <summary>A rule with a story in which it holds, alone of all rules, and one in which it just does not.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Holds">The story in which it holds once.</param>
/// <param name="Shown">The events of that story that show it.</param>
/// <param name="JustNot">The story in which it just does not.</param>
/// <param name="Now">The moment at which both are looked at; null for that of the stories.</param>
internal sealed record FindingCase(string Rule, Story Holds, Func<Story, IEnumerable<WeighingEvent>> Shown, Story JustNot, DateTimeOffset? Now = null);

/// <summary>Each rule.</summary>
internal static class FindingCases
{
    private static readonly Story Clean = Story.Clean;

    private static readonly Story ByConsent = Clean.Framed(f => f with { ProcessForm = ProcessForm.Consent }).Change<StakeholderInvited>(s => s with { Say = Say.Consents }, s => s.Code == "B2");

    public static readonly IReadOnlyList<FindingCase> All =
    [
        new("framing-without-limits", Clean.Framed(f => f with { NotHereFor = null }), s => [s.The<WeighingOpened>()],
            Clean.Framed(f => f with { NotHereFor = null }).With(Reframed(15) with { Framing = Framing() with { NotHereFor = "Care" } })),
        new("decider-is-approver", Clean.Decides(d => d with { DeciderRole = Board.ToUpperInvariant() }), s => [s.The<DecisionTaken>(), s.The<DecisionApproved>()],
            Clean.Decides(d => d with { DeciderRole = "Raad van bestuur" })),
        new("decider-is-proposer", Clean.Change<ProposalSubmitted>(p => p with { Author = new Who(null, "bestuurder") }, p => p.Code == "V1"),
            s => [s.The<ProposalSubmitted>(p => p.Code == "V1"), s.The<DecisionTaken>()],
            Clean.Change<ProposalSubmitted>(p => p with { Author = new Who(null, "bestuurder") }, p => p.Code == "V2")),
        new("same-person-in-two-roles", Clean.By<ProposalSubmitted>("decider", p => p.Code == "V1"), s => [s.The<ProposalSubmitted>(p => p.Code == "V1"), s.The<DecisionTaken>()],
            Clean.By<ProposalSubmitted>("decider", p => p.Code == "V2")),
        new("criteria-changed-after-scores", Clean.With(Weights(50, 50, on: 10.75)), s => [s.The<ScoreGiven>(g => g.Number == 1), s.The<CriteriaChanged>()],
            Clean.With(Weights(6, 4, on: 10.75))),
        new("criteria-changed-after-input", Clean.With(Weights(50, 50, on: 9.5)), s => [s.The<InputGiven>(g => g.Number == 1), s.The<CriteriaChanged>()],
            Clean.With(Weights(50, 50, on: 4.5))),
        new("framework-deviation-unsaid", FromFramework, s => [s.The<CriteriaAdopted>(), s.The<CriteriaChanged>(), s.The<DecisionTaken>()],
            FromFramework.Decides(d => d with { Deviations = [new Deviation(DeviationFrom.Framework, "kader  Leefbaarheid", null, DeviationGround.Other, Text())] })),
        new("criteria-from-ended-instrument", FromEnded(-1), s => [s.The<CriteriaAdopted>()], FromEnded(0)),
        new("insight-left-aside", TakenUp.With(ChangedCriteria(2, 3.5) with { Set = CriteriaOf() }), s => [s.The<CriteriaAdopted>(), s.The<CriteriaChanged>(), s.The<DecisionTaken>()], TakenUp),
        new("support-counted-twice", Clean.Change<CriteriaAdopted>(c => c with { Set = Supported }), s => [s.The<CriteriaAdopted>(), s.The<InputGiven>(g => g.Number == 1)],
            Clean.Change<CriteriaAdopted>(c => c with { Set = Supported }).Change<InputGiven>(g => g with { Content = new InputContent { Statement = Text() } })),
        new("score-after-decision", Clean.With(ByJurist(9, 61)), s => [s.The<DecisionTaken>(), s.The<ScoreGiven>(g => g.Number == 9)],
            Clean.With(ByJurist(9, 60) with { OccurredAt = Day(60).AddMilliseconds(-1) })),
        new("all-scores-by-one", Clean.Without<ScoreGiven>(g => g.Number > 4), s => [.. s.All<ScoreGiven>(), s.The<DecisionTaken>()],
            Clean.Without<ScoreGiven>(g => g.Number > 5)),
        new("assessor-far-off", Clean.With(ByJurist(9, 11, 3), ByJurist(10, 11, 3, "KWA"), ByJurist(11, 11, 5, proposal: "V2")), s => s.All<ScoreGiven>(g => g.Number > 8),
            Clean.With(ByJurist(9, 11, 5.6m), ByJurist(10, 11, 5.6m, "KWA"), ByJurist(11, 11, 5, proposal: "V2"))),
        new("proposal-revised-after-scoring", Clean.With(Revised(on: 11)), s => [.. s.All<ScoreGiven>(g => g.Proposal.Code == "V1"), s.The<ProposalRevised>()],
            Clean.With(Revised(on: 11)).Change<ScoreGiven>(g => g with { OccurredAt = g.OccurredAt.AddDays(1), Proposal = g.Proposal with { Revision = 2 } }, g => g.Proposal.Code == "V1")),
        new("do-nothing-never-scored", Clean.Without<ScoreGiven>(g => g.Proposal.Code == "V2"), s => [s.The<ProposalSubmitted>(p => p.Code == "V2"), s.The<DecisionTaken>()],
            Clean.Without<ScoreGiven>(g => g.Proposal.Code == "V2").With(WithdrewProposal("V2"))),
        new("chosen-never-scored", Clean.Without<ScoreGiven>(g => g.Proposal.Code == "V1"), s => [s.The<ProposalSubmitted>(p => p.Code == "V1"), s.The<DecisionTaken>()],
            Clean.Without<ScoreGiven>(g => g.Proposal.Code == "V1" && g.Number > 1)),
        new("party-not-heard", Clean.Without<InputGiven>(g => g.Number == 2), s => [s.The<StakeholderInvited>(i => i.Code == "B2"), s.The<DecisionTaken>()],
            Clean.Without<InputGiven>(g => g.Number == 2).With(Left("B2", 59))),
        new("decision-over-objection", ByConsent.With(Objected(stakeholder: "B2")), s => [s.The<ObjectionRaised>(), s.The<DecisionTaken>()],
            ByConsent.With(Objected(stakeholder: "B2"), ResolvedObjection(on: 59))),
        new("objection-never-resolved", Clean.With(Objected(stakeholder: "B2")), s => [s.The<ObjectionRaised>(), s.The<DecisionTaken>()],
            Clean.With(Objected(stakeholder: "B2"), ResolvedObjection(on: 80))),
        new("ballot-threshold-not-met", Clean.With(Needing(83)), s => [s.The<BallotHeld>(), s.The<DecisionTaken>()], Clean.With(Needing(82))),
        new("adviser-not-asked", Clean.Without<AdviceRequested>().Without<AdviceReceived>(), s => [s.The<StakeholderInvited>(i => i.Code == "B1"), s.The<DecisionTaken>()],
            Clean.Without<AdviceRequested>().Without<AdviceReceived>().Change<StakeholderInvited>(i => i with { Say = Say.GivesInput })),
        new("decision-before-advice-term", Advised(until: 60, received: 60.1), s => [s.The<AdviceRequested>(), s.The<DecisionTaken>()], Advised(until: 60, received: 59.9)),
        new("advice-late", Advised(until: 19, received: 20), s => [s.The<AdviceRequested>(), s.The<AdviceReceived>()], Advised(until: 20, received: 20)),
        new("advice-answer-late", Answered(by: 34, on: 35), s => [s.The<AdviceReceived>(), s.The<AdviceDeviationReasoned>()], Answered(by: 35, on: 35)),
        new("advice-deviation-unreasoned", Against, s => [s.The<AdviceReceived>(), s.The<DecisionTaken>()],
            Against.Decides(d => d with { Deviations = [new Deviation(DeviationFrom.Advice, null, 1, DeviationGround.Financial, Text())] })),
        new("advice-unanswered", OnConditions, s => [s.The<AdviceReceived>(), s.The<DecisionTaken>()], OnConditions.With(FollowedAdvice(on: 61))),
        new("ranking-passed-over", DoesNothing, s => [s.The<CriteriaAdopted>(), s.The<DecisionTaken>()],
            DoesNothing.Decides(d => d with { Deviations = [new Deviation(DeviationFrom.ComputedRanking, null, null, DeviationGround.Financial, Text())] })),
        new("unclear-winner-unsaid", Scoring("V2", "BET", 1, 2, 9), s => [s.The<CriteriaAdopted>(), s.The<DecisionTaken>()], Scoring("V2", "BET", 1, 2, 8)),
        new("fragile-winner-unsaid", Close(kwa: 4), s => [s.The<CriteriaAdopted>(), s.The<DecisionTaken>()], Close(kwa: 5)),
        new("decision-deadline-passed", Clean.Framed(f => f with { Deadline = Story.Date(59) }), s => [s.The<WeighingOpened>(), s.The<DecisionTaken>()],
            Clean.Framed(f => f with { Deadline = Story.Date(60) })),
        new("executed-before-approval", Clean.Change<DecisionApproved>(a => a with { OccurredAt = Day(70).AddMilliseconds(1) }), s => [s.The<DecisionTaken>(), s.The<ExecutionStarted>(), s.The<DecisionApproved>()],
            Clean.Change<DecisionApproved>(a => a with { OccurredAt = Day(70) })),
        new("executed-before-term", Executable(from: 71), s => [s.The<AdviceRequested>(), s.The<AdviceReceived>(), s.The<AdviceDeviationReasoned>(), s.The<ExecutionStarted>()], Executable(from: 70)),
        new("executed-after-its-end", Clean.With(WithdrewDecision(on: 69)), s => [s.The<DecisionWithdrawn>(), s.The<ExecutionStarted>()], Clean.With(WithdrewDecision(on: 71))),
        new("closed-without-approval", Clean.Without<DecisionApproved>().Without<ExecutionStarted>().With(ClosedWeighing() with { WithoutApprovalReason = Text() }), s => [s.The<WeighingClosed>()],
            Clean.With(ClosedWeighing() with { Reason = Text() })),
        new("assumption-fallen-without-review", Clean.With(FellAssumption(on: 75)), s => [s.The<DecisionTaken>(), s.The<AssumptionFell>()], Clean.With(FellAssumption(on: 75), Reviewed(on: 76))),
        new("assumptions-never-checked", Clean, s => [s.The<DecisionTaken>()], Clean.Change<DecisionTaken>(d => d with { OccurredAt = Day(61) }), Now: Day(426)),
        new("review-date-passed", Clean.Decides(d => d with { ReviewDate = Story.Date(99) }), s => [s.The<DecisionTaken>()], Clean.Decides(d => d with { ReviewDate = Story.Date(100) })),
        new("condition-not-followed-up", Clean.Decides(d => d with { Conditions = ["70 % agrees"] }).With(ClosedWeighing()), s => [s.The<DecisionTaken>(), s.The<ExecutionStarted>(), s.The<WeighingClosed>()],
            Clean.Decides(d => d with { Conditions = ["70 % agrees"] }).With(Reviewed(on: 75), ClosedWeighing())),
        new("recorded-late", Clean.Recorded<InputGiven>(Day(35).AddMilliseconds(1), g => g.Number == 1), s => [s.The<InputGiven>(g => g.Number == 1)],
            Clean.Recorded<InputGiven>(Day(35), g => g.Number == 1)),
        new("recorded-after-blind-round", Late(blind: true), s => [s.The<RoundClosed>(), s.The<InputGiven>(g => g.Number == 2)],
            Late(blind: true).Recorded<InputGiven>(Day(5.1)).Change<InputGiven>(g => g with { LateReason = null })),
        new("moment-corrected", Clean.With(CorrectedMoment(Clean.NumberOf(Clean.The<InputGiven>(g => g.Number == 2)), 5.1, 5.2)), s => [s.The<InputGiven>(g => g.Number == 2), s.The<MomentCorrected>()],
            Clean.With(Corrected() with { Say = Say.Advises, OccurredAt = Day(90) })),
        new("own-rule-not-met", Clean.Under(Reviewed), s => [s.The<DecisionTaken>()], Clean.Under(Reviewed with { From = Story.Date(61) })),
    ];

    /// <summary>A rule of the corporation's own, made of an insight: a decision says when it will be reviewed.</summary>
    internal static OwnRule Reviewed => new()
    {
        Code = "EVALUATIE",
        Dutch = "Bij elk besluit is gezegd wanneer we terugkijken",
        English = "Of each decision it is said when we look back",
        Requires = new OwnRuleRequirement { Check = FindingCheck.ReviewDateSet },
        Severity = FindingSeverity.Attention,
        From = Story.Date(60),
        Insight = new InsightReference(Guid.Empty, 2),
    };

    private static Story FromFramework => Clean
        .Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = new Instrument("Kader leefbaarheid", "2025", null) } })
        .With(Weights(50, 50, on: 3.5));

    /// <summary>With criteria from an instrument that ended so many milliseconds after they were taken.</summary>
    private static Story FromEnded(double later) => Clean
        .Change<CriteriaAdopted>(c => c with { Set = c.Set with { Instrument = new Instrument("Buurtset", "2", null, "BUURT", Guid.AllBitsSet, Day(0), c.OccurredAt.AddMilliseconds(later)) } });

    /// <summary>With a criterion that was made of an insight of the learning network, and scored like the other.</summary>
    private static Story TakenUp => Clean.Change<CriteriaAdopted>(c => c with { Set = CriteriaOf(Criterion() with { Insight = new InsightReference(Guid.Empty, 2) }, Criterion("KWA", 40)) });

    private static CriteriaSet Supported => CriteriaOf(Criterion(), Criterion("KWA", 40) with { Name = "Draagvlak bij bewoners" });

    private static Story Against => Clean.Change<AdviceRequested>(a => a with { Statutory = false }).Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.Negative });

    private static Story OnConditions => Clean.Change<AdviceRequested>(a => a with { Statutory = false }).Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.PositiveWithConditions });

    private static Story DoesNothing => Clean.Change<DecisionTaken>(_ => Decided(on: 60, kind: DecisionKind.DoNothingChosen, proposal: "V2"));

    private static CriteriaChanged Weights(decimal bet, decimal kwa, double on) => ChangedCriteria(2, on) with { Set = CriteriaOf(Criterion(weight: bet), Criterion("KWA", kwa)) };

    private static ScoreGiven ByJurist(int number, double on, decimal value = 8, string criterion = "BET", string proposal = "V1") =>
        Scored(number, on, proposal, criterion: criterion, by: new Who(null, "Jurist")) with { Estimate = new Estimate(value, value, value) };

    private static BallotHeld Needing(decimal percent) => Voted() with { Content = Voted().Content with { Threshold = new Threshold(percent, ThresholdBase.Entitled) } };

    private static Story Advised(double until, double received) =>
        Clean.Change<AdviceRequested>(a => a with { AdviseBy = Story.Date(until) }).Change<AdviceReceived>(a => a with { OccurredAt = Day(received) });

    private static Story Answered(double by, double on) => Clean
        .Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.PositiveWithConditions, ReasonDeviationBy = Story.Date(by) }).With(DeviatedFromAdvice(on: on));

    private static Story Executable(double from) => Clean
        .Change<AdviceReceived>(a => a with { Tenor = AdviceTenor.Negative }).With(DeviatedFromAdvice(on: 68) with { ExecuteFrom = Story.Date(from) });

    /// <summary>With another score on one cell, by both assessors.</summary>
    private static Story Scoring(string proposal, string criterion, decimal low, decimal expected, decimal high) =>
        Clean.Change<ScoreGiven>(g => g with { Estimate = new Estimate(low, expected, high) }, g => g.Proposal.Code == proposal && g.Criterion == criterion)
            .Change<ScoreGiven>(g => g with { Estimate = new Estimate(low, expected, high) }, g => g.Proposal.Code == proposal && g.Criterion == "KWA");

    /// <summary>V1 first with 8 on BET (60 points) and some on KWA (40 points), V2 second with 5 and 8; without any uncertainty.</summary>
    private static Story Close(decimal kwa) => Clean.Change<ScoreGiven>(g => g with
    {
        Estimate = (g.Proposal.Code, g.Criterion) switch
        {
            ("V1", "BET") => new Estimate(8, 8, 8),
            ("V1", _) => new Estimate(kwa, kwa, kwa),
            (_, "BET") => new Estimate(5, 5, 5),
            _ => new Estimate(8, 8, 8),
        },
    });

    private static Story Late(bool blind) => Clean.Change<RoundOpened>(r => r with { Blind = blind })
        .Change<InputGiven>(g => g with { LateReason = Text() }, g => g.Number == 2).Recorded<InputGiven>(Day(9.5), g => g.Number == 2);
}
