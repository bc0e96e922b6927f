namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Scores were given or revised after the decision that they should carry, by happening or by recording, or consequences were stated or revised. That they
/// were can be read, also while what they say cannot. What had happened before the decision and was only recorded after it is not said to have happened after it.
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
            foreach (var (late, hadHappened) in Parts(Late(context.Weighing, decision), decision))
                yield return Found([decision.Origin, .. late],
                    hadHappened ? Invariant($"Na besluit {decision.Number} zijn nog scores vastgelegd van vóór het besluit (aantal: {late.Count}).")
                    : Invariant($"Na besluit {decision.Number} is nog gescoord terwijl het gold (aantal: {late.Count})."),
                    hadHappened ? Invariant($"After decision {decision.Number} scores of before it were still recorded (number: {late.Count}).")
                    : Invariant($"After decision {decision.Number} scores were still given while it stood (number: {late.Count})."));
            foreach (var (said, hadHappened) in Parts(LateConsequences(context.Weighing, decision), decision))
                yield return Found([decision.Origin, .. said],
                    hadHappened ? Invariant($"Na besluit {decision.Number} zijn nog gevolgen vastgelegd van vóór het besluit (aantal: {said.Count}).")
                    : Invariant($"Na besluit {decision.Number} zijn nog gevolgen genoemd terwijl het gold (aantal: {said.Count})."),
                    hadHappened ? Invariant($"After decision {decision.Number} consequences of before it were still recorded (number: {said.Count}).")
                    : Invariant($"After decision {decision.Number} consequences were still stated while it stood (number: {said.Count})."));
        }
    }

    /// <summary>What happened after a decision, then what had happened before it; neither where there is none.</summary>
    private static IEnumerable<(List<Origin> Late, bool HadHappened)> Parts(List<Origin>? late, Decision decision) =>
        late?.GroupBy(o => o.HappenedBefore(decision.Origin)).OrderBy(part => part.Key).Select(part => (part.ToList(), part.Key)) ?? [];

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
