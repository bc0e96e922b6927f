namespace WikkenWegen.Domain.Findings;

/// <summary>It was decided on scores, and what was chosen has none: nobody can see how it compares with the others. The do-nothing option has a rule of its own. Where scores cannot be read yet, it may have been scored.</summary>
public sealed class ChosenNeverScoredRule() : FindingRule("chosen-never-scored", FindingSeverity.Attention, FindingAxis.Both,
    new("Gekozen voorstel nooit gescoord", "Chosen proposal never scored"),
    new("Scoor het gekozen voorstel, of leg uit waarom het zonder scores is gekozen.", "Score the proposal that was chosen, or explain why it was chosen without scores."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        if (context.Weighing.Scores.Count == 0) yield break;
        foreach (var decision in context.Answerable)
        {
            if (decision.Kind != DecisionKind.Chosen || context.HasUnreadScores(decision)) continue;
            foreach (var code in FindingContext.ChosenBy(decision))
            {
                if (!IsPassedOver(context.Weighing, decision.Origin, code) || context.Weighing.Proposal(code) is not { } proposal) continue;
                yield return Found([proposal.Revisions[0].Origin, decision.Origin],
                    Invariant($"Besluit {decision.Number} koos voorstel {code}. Andere voorstellen waren gescoord, en dit niet."),
                    Invariant($"Decision {decision.Number} chose proposal {code}. Other proposals had been scored, and this one had not."));
            }
        }
    }

    /// <summary>Whether others had been scored by then, and this one had not.</summary>
    private static bool IsPassedOver(Weighing weighing, Origin decision, string code)
    {
        var others = false;
        foreach (var score in weighing.Scores.AsSpan())
        {
            if (score.Revisions[0].Origin.IsAfter(decision)) continue;
            if (score.Proposal.Code == code) return false;
            others = true;
        }
        return others;
    }
}
