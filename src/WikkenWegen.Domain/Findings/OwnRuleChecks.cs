using System.Diagnostics;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>What rules of a corporation's own can ask of a decision. Each check is pure, and looks at nothing but the weighing as the reader may read it.</summary>
internal static class OwnRuleChecks
{
    /// <summary>What a decision lacks by a rule, as the end of a sentence, and where that is shown beside the decision; nothing where it lacks nothing.</summary>
    public static (Spoken? What, IEnumerable<Origin?> ShownBy) Lacking(OwnRule rule, FindingContext context, Decision decision)
    {
        var (weighing, requires, criteria) = (context.Weighing, rule.Requires, CriteriaAt(context.Weighing, decision));
        return requires.Check switch
        {
            FindingCheck.DoNothingBeforeScores => DoNothingBeforeScores(context, decision),
            FindingCheck.TakesPart => Unless(TakesPart(weighing, requires, decision), new Spoken($"deed niet mee: {Asked(requires)}", $"this one took no part: {Asked(requires)}")),
            FindingCheck.RoundClosed => Unless(weighing.Rounds.Any(r => r.Closed?.HappenedBefore(decision.Origin) == true), new Spoken("was geen ronde gesloten", "no round had been closed")),
            FindingCheck.CriterionUsed => Unless(criteria?.Set.Criterion(requires.Criterion!) is not null || criteria?.Set.BesideCriterion(requires.Criterion!) is not null,
                new Spoken($"was {requires.Criterion} geen criterium", $"{requires.Criterion} was no criterion"), criteria?.Origin),
            FindingCheck.InsightUsed => Unless(criteria?.Set.FromInsights().Any(c => c.Insight == rule.Insight) == true,
                new Spoken("was er geen criterium dat uit dit inzicht kwam", "there was no criterion that came from this insight"), criteria?.Origin),
            FindingCheck.ScoredBySeveral => ScoredBySeveral(context, criteria, requires.Assessors!.Value, decision),
            FindingCheck.ReviewDateSet => Unless(decision.Content.ReviewDate is not null, new Spoken("is niet gezegd wanneer het wordt geëvalueerd", "it was not said when it will be reviewed")),
            _ => throw new UnreachableException($"{requires.Check}"), // what a later release asks is not read as a rule
        };
    }

    private static (Spoken?, IEnumerable<Origin?>) Unless(bool isThere, Spoken what, Origin? shownBy = null) => (isThere ? null : what, [shownBy]);

    /// <summary>Where scores cannot be read yet, the first may be among them, and the option may have been there then.</summary>
    private static (Spoken?, IEnumerable<Origin?>) DoNothingBeforeScores(FindingContext context, Decision decision)
    {
        if (context.HasUnreadScores(decision)) return (null, []);
        var weighing = context.Weighing;
        var first = weighing.Scores.Select(s => s.Revisions[0].Origin).Where(o => o.HappenedBefore(decision.Origin)).MinBy(o => (o.OccurredAt, o.Event));
        var moment = first ?? decision.Origin;
        var isThere = weighing.Proposals.Any(p => p.Withdrawal?.Origin.HappenedBefore(moment) != true && p.Revisions.LastOrDefault(r => r.Origin.HappenedBefore(moment))?.Content.DoNothing == true);
        return Unless(isThere, first is null ? new Spoken("was er geen nulalternatief", "there was no do-nothing option") : new Spoken("was er geen nulalternatief toen de eerste score kwam", "there was no do-nothing option when the first score came"), first);
    }

    private static bool TakesPart(Weighing weighing, OwnRuleRequirement requires, Decision decision) => weighing.Stakeholders.Any(s =>
        (requires.Party is null || Names.Same(s.Party, requires.Party)) && (requires.Role is null || Names.Same(s.Role, requires.Role))
        && s.Origin.HappenedBefore(decision.Origin) && s.Withdrawal?.Origin.HappenedBefore(decision.Origin) != true);

    private static string Asked(OwnRuleRequirement requires) => Speech.Listed(new[] { requires.Party, requires.Role }.OfType<string>());

    /// <summary>
    /// Those scores count that an outcome counts of what had happened when it was decided: not those on a scale or a proposal that is no more, or in a blind round that was still open. Where scores
    /// cannot be read yet, there may be enough.
    /// </summary>
    private static (Spoken?, IEnumerable<Origin?>) ScoredBySeveral(FindingContext context, CriteriaVersion? criteria, int assessors, Decision decision)
    {
        if (context.HasUnreadScores(decision)) return (null, []);
        if (criteria is null) return Unless(false, new Spoken("waren er geen criteria om op te scoren", "there were no criteria to score on"));
        var counted = OutcomeInputs.HappenedBy(context.Weighing, decision.Origin).Scores;
        var few = criteria.Set.Criteria.Select(c => c.Code).Where(code => FindingContext.ChosenBy(decision).Any(chosen => Of(chosen, code) < assessors)).ToList();
        return Unless(few.Count == 0, new Spoken(Invariant($"waren er geen {assessors} beoordelaars die het gekozene scoorden op: {Speech.Listed(few)}"), Invariant($"there were no {assessors} assessors who had scored what was chosen on: {Speech.Listed(few)}")), criteria.Origin);

        int Of(string proposal, string criterion)
        {
            var by = new Assessors();
            foreach (var score in counted.Where(s => Codes.Same(s.Proposal, proposal) && Codes.Same(s.Criterion, criterion))) by.Number(score.By);
            return by.Count;
        }
    }

    /// <summary>The criteria in force when it was decided; null where there were none.</summary>
    private static CriteriaVersion? CriteriaAt(Weighing weighing, Decision decision) => weighing.CriteriaVersions.LastOrDefault(v => v.Origin.HappenedBefore(decision.Origin));
}
