namespace WikkenWegen.Domain.Findings;

/// <summary>
/// It was decided on scores, and what was chosen has none: nobody can see how it compares with the others. Likewise where consequences of others were
/// stated, and none of it. The do-nothing option has a rule of its own. Where scores or consequences cannot be read yet, they may be about it; nothing was decided on those of a blind round that was
/// still open.
/// </summary>
public sealed class ChosenNeverScoredRule() : FindingRule("chosen-never-scored", FindingSeverity.Attention, FindingAxis.Both,
    new("Gekozen voorstel nooit gescoord", "Chosen proposal never scored"),
    new("Scoor het gekozen voorstel, of leg uit waarom het zonder scores is gekozen.", "Score the proposal that was chosen, or explain why it was chosen without scores."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var weighing = context.Weighing;
        if (weighing.Scores.Count + weighing.Consequences.Count == 0) yield break;
        foreach (var decision in context.Answerable)
        {
            if (decision.Kind != DecisionKind.Chosen) continue;
            var (unreadScores, unreadConsequences) = (context.HasUnreadScores(decision), context.HasUnreadConsequences(decision));
            foreach (var code in FindingContext.ChosenBy(decision))
            {
                if (weighing.Proposal(code) is not { } proposal) continue;
                if (!unreadScores && IsPassedOver(weighing, decision.Origin, code))
                    yield return Found([proposal.Revisions[0].Origin, decision.Origin],
                        Invariant($"Besluit {decision.Number} koos voorstel {code}. Andere voorstellen waren gescoord, en dit niet."),
                        Invariant($"Decision {decision.Number} chose proposal {code}. Other proposals had been scored, and this one had not."));
                if (!unreadConsequences && HasNoConsequences(weighing, decision.Origin, code))
                    yield return Found([proposal.Revisions[0].Origin, decision.Origin],
                        Invariant($"Besluit {decision.Number} koos voorstel {code}. Van andere voorstellen waren gevolgen genoemd, en van dit niet."),
                        Invariant($"Decision {decision.Number} chose proposal {code}. Consequences of other proposals had been stated, and none of this one."));
            }
        }
    }

    /// <summary>Whether consequences of others had been stated by then, and none of this one.</summary>
    private static bool HasNoConsequences(Weighing weighing, Origin decision, string code)
    {
        var stated = weighing.Consequences.Where(c => !c.Revisions[0].Origin.IsAfter(decision)).ToList();
        return stated.Exists(c => Visible.CouldBeRead(weighing, c.Round, decision)) && !stated.Exists(c => c.Proposal.Code == code);
    }

    /// <summary>Whether others had been scored by then, and this one had not.</summary>
    private static bool IsPassedOver(Weighing weighing, Origin decision, string code)
    {
        var others = false;
        foreach (var score in weighing.Scores.AsSpan())
        {
            if (score.Revisions[0].Origin.IsAfter(decision)) continue;
            if (score.Proposal.Code == code) return false;
            others = others || Visible.CouldBeRead(weighing, score.Round, decision);
        }
        return others;
    }
}
