namespace WikkenWegen.Domain.Findings;

/// <summary>Something of a blind round was recorded after that had closed, when everybody could read what the others gave.</summary>
public sealed class RecordedAfterBlindRoundRule() : FindingRule("recorded-after-blind-round", FindingSeverity.Attention, FindingAxis.Recording,
    new("Vastgelegd na sluiting van een blinde ronde", "Recorded after a blind round closed"),
    new("Laat zien dat het al vóór de sluiting op papier stond.", "Show that it was on paper before the closing."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var round in context.Weighing.Rounds)
        {
            if (round is not { Blind: true, Closed: { } closed }) continue;
            var late = context.Weighing.Given().Where(g => g.Late && g.Round == round.Number).ToList();
            if (late.Count == 0) continue;
            yield return Found([closed, .. late.Select(g => g.Origin)],
                Invariant($"Van blinde ronde {round.Number} is inbreng vastgelegd nadat zij gesloten was (aantal: {late.Count})."),
                Invariant($"Of blind round {round.Number} input was recorded after it had closed (number: {late.Count})."));
        }
    }
}
