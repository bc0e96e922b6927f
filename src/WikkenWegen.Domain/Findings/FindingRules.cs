using System.Collections.Immutable;

namespace WikkenWegen.Domain.Findings;

/// <summary>The rules by which findings are made, in the order of the process, one line each.</summary>
public static class FindingRules
{
    /// <summary>
    /// The number of this edition of the rules and of their texts. It goes up when a rule comes, goes or says something else, so that findings that
    /// were kept by an earlier one are made anew. A test asks for it.
    /// </summary>
    public const int Edition = 7;

    /// <summary>All rules.</summary>
    public static readonly ImmutableArray<FindingRule> All =
    [
        // The framing, and who is who.
        new FramingWithoutLimitsRule(),
        new DeciderIsApproverRule(),
        new DeciderIsProposerRule(),
        new SamePersonRule(),
        // Criteria and scores.
        new CriteriaChangedAfterScoresRule(),
        new CriteriaChangedAfterInputRule(),
        new FrameworkDeviationUnsaidRule(),
        new CriteriaFromEndedInstrumentRule(),
        new InsightLeftAsideRule(),
        new SupportCountedTwiceRule(),
        new ScoreAfterDecisionRule(),
        new AllScoresByOneRule(),
        new AssessorFarOffRule(),
        new ProposalRevisedAfterScoringRule(),
        new DoNothingNeverScoredRule(),
        new ChosenNeverScoredRule(),
        // Who was heard, and what was said against it.
        new PartyNotHeardRule(),
        new DecisionOverObjectionRule(),
        new ObjectionNeverResolvedRule(),
        new BallotThresholdNotMetRule(),
        // Advice.
        new AdviserNotAskedRule(),
        new DecisionBeforeAdviceTermRule(),
        new AdviceLateRule(),
        new AdviceAnswerLateRule(),
        new AdviceDeviationUnreasonedRule(),
        new AdviceUnansweredRule(),
        // The decision beside the computed order.
        new RankingPassedOverRule(),
        new UnclearWinnerRule(),
        new FragileWinnerRule(),
        new DecisionDeadlineRule(),
        // What came of it.
        new ExecutedBeforeApprovalRule(),
        new ExecutedBeforeTermRule(),
        new ExecutedAfterItsEndRule(),
        new ClosedWithoutApprovalRule(),
        new AssumptionFallenRule(),
        new AssumptionsNeverCheckedRule(),
        new ReviewDatePassedRule(),
        new ConditionNotFollowedUpRule(),
        // The record itself.
        new RecordedLateRule(),
        new RecordedAfterBlindRoundRule(),
        new MomentCorrectedRule(),
        // What the corporation asks of itself.
        new OwnRuleNotMetRule(),
    ];

    /// <summary>Every finding in a weighing: the most serious first, then in the order of the rules.</summary>
    /// <param name="context">The weighing as a reader may read it, at a moment.</param>
    /// <param name="cancellation">Stops between two rules.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<Finding> Of(FindingContext context, CancellationToken cancellation = default)
    {
        var found = ImmutableArray.CreateBuilder<Finding>();
        foreach (var rule in All)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var finding in rule.Of(context)) found.Add(finding);
        }
        return found.Count < 2 ? found.ToImmutable() : [.. found.OrderByDescending(f => f.Severity)];
    }
}
