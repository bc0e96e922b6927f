namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Scores were given or revised after the decision that they should carry, by happening or by recording, or consequences were stated or revised. That they
/// were can be read, also while what they say cannot.
/// </summary>
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
            if (Late(context.Weighing, decision) is { } late)
                yield return Found([decision.Origin, .. late],
                    Invariant($"Na besluit {decision.Number} is nog gescoord terwijl het gold (aantal: {late.Count})."),
                    Invariant($"After decision {decision.Number} scores were still given while it stood (number: {late.Count})."));
            if (LateConsequences(context.Weighing, decision) is { Count: > 0 } said)
                yield return Found([decision.Origin, .. said],
                    Invariant($"Na besluit {decision.Number} zijn nog gevolgen genoemd terwijl het gold (aantal: {said.Count})."),
                    Invariant($"After decision {decision.Number} consequences were still stated while it stood (number: {said.Count})."));
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

    private static List<Origin> LateConsequences(Weighing weighing, Decision decision) =>
    [
        .. weighing.Consequences.SelectMany(c => c.Revisions).Select(r => r.Origin).Where(o => o.IsUnder(decision)),
        .. weighing.Hidden.Where(h => h.IsConsequence).Select(h => h.Origin).Where(o => o.IsUnder(decision)),
    ];
}
