namespace WikkenWegen.Domain.Findings;

/// <summary>
/// What an insight of the learning network makes of a weighing that took it up: a criterion was made of it, and when a proposal was chosen that criterion was gone again, or nobody had scored
/// a chosen proposal on it while others were scored. So each insight that became a criterion is a question of its own, with its reference. Where nothing was scored at all, other rules ask.
/// </summary>
public sealed class InsightLeftAsideRule() : FindingRule("insight-left-aside", FindingSeverity.Attention, FindingAxis.Both,
    new("Inzicht uit het leernetwerk blijven liggen", "Insight of the learning network left aside"),
    new("Leg uit waarom het inzicht hier niet opgaat, of kijk er alsnog naar.", "Explain why the insight does not hold here, or look at it after all."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var versions = context.Weighing.CriteriaVersions;
        if (versions.All(v => !v.Set.FromInsights().Any())) yield break;
        foreach (var decision in context.Answerable)
        {
            var known = versions.Where(v => !v.Origin.IsAfter(decision.Origin)).ToList();
            var seen = new HashSet<InsightReference>();
            foreach (var taken in known)
                foreach (var (code, _, insight) in taken.Set.FromInsights())
                {
                    if (!seen.Add(insight)) continue;
                    var (used, which) = (known[^1], new[] { insight });
                    if (used.Set.FromInsights().All(c => c.Insight != insight))
                        yield return Found([taken.Origin, used.Origin, decision.Origin],
                            Invariant($"Criterium {code} kwam uit het leernetwerk ({which.InDutch()}). Bij besluit {decision.Number} was dat inzicht uit de criteria verdwenen."),
                            Invariant($"Criterion {code} came from the learning network ({which.InEnglish()}). At decision {decision.Number} that insight was gone from the criteria."));
                    else if (IsUnscored(context, decision, used.Set, insight) is { } unscored)
                        yield return Found([taken.Origin, decision.Origin],
                            Invariant($"Criterium {unscored} komt uit het leernetwerk ({which.InDutch()}). Besluit {decision.Number} koos een voorstel dat daarop niet gescoord was."),
                            Invariant($"Criterion {unscored} comes from the learning network ({which.InEnglish()}). Decision {decision.Number} chose a proposal that had not been scored on it."));
                }
        }
    }

    /// <summary>
    /// The code of a criterion that was made of the insight and adds up, on which a chosen proposal had no score while it had scores on others that could be read; null where there is none. Where
    /// scores cannot be read yet, it may have been scored.
    /// </summary>
    private static string? IsUnscored(FindingContext context, Decision decision, CriteriaSet set, InsightReference insight)
    {
        if (context.HasUnreadScores(decision)) return null;
        var chosen = FindingContext.ChosenBy(decision).ToHashSet();
        var scored = context.Weighing.Scores.Where(s => chosen.Contains(s.Proposal.Code) && !s.Revisions[0].Origin.IsAfter(decision.Origin)).ToLookup(s => s.Proposal.Code);
        var readable = scored.Where(of => of.Any(s => Visible.CouldBeRead(context.Weighing, s.Round, decision.Origin))).ToList();
        return set.Criteria.FirstOrDefault(c => c.Insight == insight && readable.Exists(of => !of.Any(s => Codes.Same(s.Criterion, c.Code))))?.Code;
    }
}
