namespace WikkenWegen.Domain.Findings;

/// <summary>All scores that a decision could rest on are of one assessor.</summary>
public sealed class AllScoresByOneRule() : FindingRule("all-scores-by-one", FindingSeverity.Attention, FindingAxis.Both,
    new("Alle scores van één beoordelaar", "All scores by one assessor"),
    new("Laat een ander onafhankelijk scoren, of leg uit waarom één oordeel hier genoeg was.", "Let another score independently, or explain why one judgement was enough here."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (OfOne(context.Weighing, decision.Origin) is not { Count: >= 2 } used) continue;
            yield return Found(Origins(used, decision),
                Invariant($"Alle {used.Count} scores onder besluit {decision.Number} zijn van één beoordelaar: {Speech.Name(used[0].By)}."),
                Invariant($"All {used.Count} scores under decision {decision.Number} are of one assessor: {Speech.Name(used[0].By)}."));
        }
    }

    private static List<Origin> Origins(List<Score> used, Decision decision)
    {
        var origins = new List<Origin>(used.Count + 1);
        foreach (var score in used) origins.Add(score.Revisions[0].Origin);
        origins.Add(decision.Origin);
        return origins;
    }

    /// <summary>The scores of before a decision; null where they are of more than one assessor.</summary>
    private static List<Score>? OfOne(Weighing weighing, Origin decision)
    {
        var (used, assessors) = (new List<Score>(weighing.Scores.Count), new Assessors());
        foreach (var score in weighing.Scores.AsSpan())
        {
            if (score.Revisions[0].Origin.IsAfter(decision)) continue;
            if (assessors.Number(score.By) > 0) return null;
            used.Add(score);
        }
        return used;
    }
}
