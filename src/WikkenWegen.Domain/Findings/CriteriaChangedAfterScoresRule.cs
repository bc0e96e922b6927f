using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>Criteria, scales, weights or the margin were changed when scores could be read already, so that it could be seen what the change would do.</summary>
public sealed class CriteriaChangedAfterScoresRule() : FindingRule("criteria-changed-after-scores", FindingSeverity.Serious, FindingAxis.Both,
    new("Criteria gewijzigd na zichtbare scores", "Criteria changed after scores were visible"),
    new("Laat zien of de wijziging de uitkomst veranderde, en leg uit waarom zij niet eerder kon.", "Show whether the change altered the outcome, and explain why it could not come earlier."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var (versions, scores) = (context.Weighing.CriteriaVersions, context.Weighing.Scores);
        for (var i = 1; i < versions.Count && scores.Count > 0; i++)
        {
            var first = Visible.ScoresBefore(context.Weighing, versions[i].Origin);
            if (first.Count == 0 || CriteriaChange.Between(versions[i - 1].Set, versions[i].Set) is not { IsNone: false } change) continue;
            yield return Found([.. first, versions[i].Origin],
                Invariant($"De criteria zijn gewijzigd (versie {versions[i].Version}: {change.Dutch}) toen er al scores te lezen waren (vanaf gebeurtenis {first[1].Event})."),
                Invariant($"The criteria were changed (version {versions[i].Version}: {change.English}) when scores could be read already (from event {first[1].Event} on)."));
        }
    }
}
