namespace WikkenWegen.Domain.Findings;

/// <summary>
/// It was decided on scores, and the do-nothing option has none: nobody can see what doing nothing would have come to. Likewise where consequences were
/// stated, and none of doing nothing. Where scores or consequences cannot be read yet, they may be about it; nothing was decided on those of a blind round that was still open.
/// </summary>
public sealed class DoNothingNeverScoredRule() : FindingRule("do-nothing-never-scored", FindingSeverity.Attention, FindingAxis.Both,
    new("Nulalternatief nooit gescoord", "Do-nothing option never scored"),
    new("Scoor het nulalternatief, of trek het in met de reden.", "Score the do-nothing option, or withdraw it with the reason."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var (proposals, scores, consequences) = (context.Weighing.Proposals, context.Weighing.Scores, context.Weighing.Consequences);
        if (context.Choices.IsEmpty || scores.Count + consequences.Count == 0 || !proposals.Any(p => p.Current.Content.DoNothing)) yield break;
        foreach (var decision in context.Choices)
        {
            // By proposal, with whether any of it could be read.
            var scored = context.HasUnreadScores(decision) ? [] : About(scores.Where(s => !s.Revisions[0].Origin.IsAfter(decision.Origin)).Select(s => (s.Proposal.Code, s.Round)), decision);
            var stated = context.HasUnreadConsequences(decision) ? [] : About(consequences.Where(c => !c.Revisions[0].Origin.IsAfter(decision.Origin)).Select(c => (c.Proposal.Code, c.Round)), decision);
            foreach (var proposal in proposals)
            {
                if (!proposal.Current.Content.DoNothing || proposal.Revisions[0].Origin.IsAfter(decision.Origin) || proposal.Withdrawal?.Origin.HappenedBefore(decision.Origin) == true) continue;
                if (scored.ContainsValue(true) && !scored.ContainsKey(proposal.Code))
                    yield return Found([proposal.Revisions[0].Origin, decision.Origin],
                        Invariant($"Bij besluit {decision.Number} waren er scores, maar niet voor het nulalternatief ({proposal.Code})."),
                        Invariant($"At decision {decision.Number} there were scores, but none for the do-nothing option ({proposal.Code})."));
                if (stated.ContainsValue(true) && !stated.ContainsKey(proposal.Code))
                    yield return Found([proposal.Revisions[0].Origin, decision.Origin],
                        Invariant($"Bij besluit {decision.Number} waren er gevolgen genoemd, maar niet van het nulalternatief ({proposal.Code})."),
                        Invariant($"At decision {decision.Number} consequences had been stated, but none of the do-nothing option ({proposal.Code})."));
            }
        }

        Dictionary<string, bool> About(IEnumerable<(string Proposal, int? Round)> given, Decision decision) =>
            given.GroupBy(g => g.Proposal).ToDictionary(of => of.Key, of => of.Any(g => Visible.CouldBeRead(context.Weighing, g.Round, decision.Origin)));
    }
}
