using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// Criteria, scales, weights or the margin were changed when input or objections could be read already. That is often what consultation is for; where what
/// was judged by them could be read too, the graver rule says so.
/// </summary>
public sealed class CriteriaChangedAfterInputRule() : FindingRule("criteria-changed-after-input", FindingSeverity.Attention, FindingAxis.Both,
    new("Criteria gewijzigd na zichtbare inbreng", "Criteria changed after input was visible"),
    new("Leg uit welke inbreng tot de wijziging leidde, en leg die voor aan wie eerder inbracht.", "Explain which input led to the change, and put it to those who gave input before."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var weighing = context.Weighing;
        for (var i = 1; i < weighing.CriteriaVersions.Count; i++)
        {
            var (before, now) = (weighing.CriteriaVersions[i - 1], weighing.CriteriaVersions[i]);
            var first = Visible.InputBefore(weighing, now.Origin);
            if (first.Count == 0 || CriteriaChange.Between(before.Set, now.Set) is not { IsNone: false } change) continue;
            if (Visible.JudgedBefore(weighing, change, now.Origin) is not ({ Count: 0 }, { Count: 0 })) continue;
            var when = Visible.Told(now.Origin, first[1], ("inbreng", "was", "input", "was"));
            yield return Found([.. first, now.Origin],
                Invariant($"De criteria zijn gewijzigd (versie {now.Version}: {change.Dutch}){when.Dutch}"), Invariant($"The criteria were changed (version {now.Version}: {change.English}){when.English}"));
        }
    }
}
