using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Criteria, scales, weights or the margin were changed when scores could be read already, so that it could be seen what the change would do. Of criteria
/// that stand beside the others the consequences show that, and scores do not.
/// </summary>
public sealed class CriteriaChangedAfterScoresRule() : FindingRule("criteria-changed-after-scores", FindingSeverity.Serious, FindingAxis.Both,
    new("Criteria gewijzigd na zichtbare scores", "Criteria changed after scores were visible"),
    new("Laat zien of de wijziging de uitkomst veranderde, en leg uit waarom zij niet eerder kon.", "Show whether the change altered the outcome, and explain why it could not come earlier."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var (weighing, versions) = (context.Weighing, context.Weighing.CriteriaVersions);
        for (var i = 1; i < versions.Count && weighing.Scores.Count + weighing.Consequences.Count > 0; i++)
        {
            var change = CriteriaChange.Between(versions[i - 1].Set, versions[i].Set);
            var (scores, consequences) = Visible.JudgedBefore(weighing, change, versions[i].Origin);
            if (scores.Count + consequences.Count == 0) continue;
            var what = consequences.Count == 0 ? new Spoken("scores", "scores") : scores.Count == 0 ? new Spoken("gevolgen", "consequences") : new Spoken("scores en gevolgen", "scores and consequences");
            var readable = new[] { scores, consequences }.Where(first => first.Count > 0).Select(first => first[1]).OrderBy(r => !versions[i].Origin.IsWhollyAfter(r)).ThenBy(r => r.Event).First();
            var when = Visible.Told(versions[i].Origin, readable, (what.Dutch, "waren", what.English, "were"));
            yield return Found([.. scores, .. consequences, versions[i].Origin],
                Invariant($"De criteria zijn gewijzigd (versie {versions[i].Version}: {change.Dutch}){when.Dutch}"), Invariant($"The criteria were changed (version {versions[i].Version}: {change.English}){when.English}"));
        }
    }
}
