namespace WikkenWegen.Domain.Findings;

/// <summary>It was decided on scores, and the do-nothing option has none: nobody can see what doing nothing would have come to. Where scores cannot be read yet, it may have been scored.</summary>
public sealed class DoNothingNeverScoredRule() : FindingRule("do-nothing-never-scored", FindingSeverity.Attention, FindingAxis.Both,
    new("Nulalternatief nooit gescoord", "Do-nothing option never scored"),
    new("Scoor het nulalternatief, of trek het in met de reden.", "Score the do-nothing option, or withdraw it with the reason."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var (proposals, scores) = (context.Weighing.Proposals, context.Weighing.Scores);
        if (context.Choices.IsEmpty || scores.Count == 0 || !proposals.Any(p => p.Current.Content.DoNothing)) yield break;
        foreach (var decision in context.Choices)
        {
            if (context.HasUnreadScores(decision) || !scores.Any(s => !s.Revisions[0].Origin.IsAfter(decision.Origin))) continue;
            foreach (var proposal in proposals)
            {
                if (!proposal.Current.Content.DoNothing || proposal.Revisions[0].Origin.IsAfter(decision.Origin) || proposal.Withdrawal?.Origin.HappenedBefore(decision.Origin) == true) continue;
                if (scores.Any(s => s.Proposal.Code == proposal.Code && !s.Revisions[0].Origin.IsAfter(decision.Origin))) continue;
                yield return Found([proposal.Revisions[0].Origin, decision.Origin],
                    Invariant($"Bij besluit {decision.Number} waren er scores, maar niet voor het nulalternatief ({proposal.Code})."),
                    Invariant($"At decision {decision.Number} there were scores, but none for the do-nothing option ({proposal.Code})."));
            }
        }
    }
}
