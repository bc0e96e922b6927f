namespace WikkenWegen.Domain.Findings;

/// <summary>All scores that a decision could rest on are of one assessor, also those that cannot be read yet; or all consequences are.</summary>
public sealed class AllScoresByOneRule() : FindingRule("all-scores-by-one", FindingSeverity.Attention, FindingAxis.Both,
    new("Alle scores van één beoordelaar", "All scores by one assessor"),
    new("Laat een ander onafhankelijk scoren, of leg uit waarom één oordeel hier genoeg was.", "Let another score independently, or explain why one judgement was enough here."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Choices)
        {
            if (OfOne(context.Weighing, decision.Origin) is ({ } by, { Count: >= 2 } given))
                yield return Found([.. given, decision.Origin],
                    Invariant($"Alle {given.Count} scores onder besluit {decision.Number} zijn van één beoordelaar: {Speech.Name(by)}."),
                    Invariant($"All {given.Count} scores under decision {decision.Number} are of one assessor: {Speech.Name(by)}."));
            var stated = Stated(context.Weighing).Where(s => !s.Origin.IsAfter(decision.Origin)).ToList();
            if (stated.Count >= 2 && stated.TrueForAll(s => s.By.IsSame(stated[0].By)))
                yield return Found([.. stated.Select(s => s.Origin), decision.Origin],
                    Invariant($"Alle {stated.Count} gevolgen onder besluit {decision.Number} zijn door één beoordelaar genoemd: {Speech.Name(stated[0].By)}."),
                    Invariant($"All {stated.Count} consequences under decision {decision.Number} were stated by one assessor: {Speech.Name(stated[0].By)}."));
        }
    }

    /// <summary>Who stated consequences, and where; also those that cannot be read yet.</summary>
    private static IEnumerable<(Who By, Origin Origin)> Stated(Weighing weighing) =>
        weighing.Consequences.Select(c => (c.By, c.Revisions[0].Origin)).Concat(weighing.Hidden.Where(h => h.IsConsequence).Select(h => (h.By, h.Origin)));

    /// <summary>Who gave all scores of before a decision, and where they were given; nobody where there are none, or more than one gave them.</summary>
    private static (Who? By, List<Origin> Given) OfOne(Weighing weighing, Origin decision)
    {
        var (given, assessors) = (new List<Origin>(weighing.Scores.Count), new Assessors());
        foreach (var score in weighing.Scores.AsSpan())
            if (!IsOfTheFirst(score.By, score.Revisions[0].Origin)) return (null, given);
        // Who gave a score in an open blind round can be read, though not what it says.
        foreach (var hidden in weighing.Hidden.AsSpan())
            if (hidden.IsScore && !IsOfTheFirst(hidden.By, hidden.Origin)) return (null, given);
        return (given.Count == 0 ? null : assessors[0], given);

        bool IsOfTheFirst(Who by, Origin origin)
        {
            if (origin.IsAfter(decision)) return true;
            if (assessors.Number(by) > 0) return false;
            given.Add(origin);
            return true;
        }
    }
}
