namespace WikkenWegen.Domain.Findings;

/// <summary>The last day on which a decision was wanted passed without one, or it was decided after it.</summary>
public sealed class DecisionDeadlineRule() : FindingRule("decision-deadline-passed", FindingSeverity.Info, FindingAxis.Happening,
    new("Uiterste datum voor het besluit voorbij", "Deadline for the decision passed"),
    new("Besluit, stel uit met een reden, of herzie de uiterste datum.", "Decide, defer with a reason, or change the deadline."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var weighing = context.Weighing;
        var first = weighing.Decisions.FirstOrDefault(d => d.IsFinal);
        var framing = first is null ? weighing.Framings[^1] : weighing.Framings.LastOrDefault(f => f.Origin.OccurredAt <= first.Origin.OccurredAt) ?? weighing.Framings[0];
        if (framing.Framing.Deadline is not { } until) yield break;
        var (dutch, english) = (Forms.Day(until, Forms.Dutch), Forms.Day(until, Forms.English));
        if (first is not null && Calendar.DayOf(first.Origin.OccurredAt) > until)
            yield return Found([framing.Origin, first.Origin],
                Invariant($"Besluit {first.Number} viel na de uiterste datum ({dutch})."),
                Invariant($"Decision {first.Number} fell after the deadline ({english})."));
        else if (first is null && weighing.Ended is null && context.HasPassed(until))
            yield return Found([framing.Origin],
                Invariant($"De uiterste datum ({dutch}) is voorbij en er is niet besloten."),
                Invariant($"The deadline ({english}) has passed and nothing was decided."));
    }
}
