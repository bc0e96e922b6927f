namespace WikkenWegen.Domain.Findings;

/// <summary>Scores were given or revised after the decision that they should carry, by happening or by recording. That a score was given can be read, also while what it says cannot.</summary>
public sealed class ScoreAfterDecisionRule() : FindingRule("score-after-decision", FindingSeverity.Serious, FindingAxis.Both,
    new("Score na het besluit", "Score after the decision"),
    new("Leg uit waar deze scores voor dienden; berustte het besluit erop, neem het dan opnieuw.", "Explain what these scores were for; if the decision rested on them, take it again."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Weighing.Decisions)
        {
            if (!decision.IsFinal) continue;
            if (Late(context.Weighing, decision) is not { } late) continue;
            yield return Found([decision.Origin, .. late],
                Invariant($"Na besluit {decision.Number} is nog gescoord terwijl het gold (aantal: {late.Count})."),
                Invariant($"After decision {decision.Number} scores were still given while it stood (number: {late.Count})."));
        }
    }

    private static List<Origin>? Late(Weighing weighing, Decision decision)
    {
        List<Origin>? late = null;
        foreach (var score in weighing.Scores.AsSpan())
            foreach (var revision in score.Revisions)
                if (revision.Origin.IsUnder(decision)) (late ??= []).Add(revision.Origin);
        foreach (var hidden in weighing.Hidden.AsSpan())
            if (hidden.IsScore && hidden.Origin.IsUnder(decision)) (late ??= []).Add(hidden.Origin);
        return late;
    }
}
