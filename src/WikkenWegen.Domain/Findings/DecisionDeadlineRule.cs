using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Domain.Findings;

/// <summary>The last day on which a decision was wanted passed without one that stands, or it was decided after it.</summary>
public sealed class DecisionDeadlineRule() : FindingRule("decision-deadline-passed", FindingSeverity.Info, FindingAxis.Happening,
    new("Uiterste datum voor het besluit voorbij", "Deadline for the decision passed"),
    new("Besluit, stel uit met een reden, of herzie de uiterste datum.", "Decide, defer with a reason, or change the deadline."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        var weighing = context.Weighing;
        foreach (var deadline in weighing.DecisionDeadlines())
        {
            var (dutch, english) = (Forms.Day(deadline.Day, Forms.Dutch), Forms.Day(deadline.Day, Forms.English));
            var framed = weighing.Framings.First(f => f.Origin.Event == deadline.FromEvent).Origin;
            var decisions = weighing.Decisions.Where(d => d.IsFinal).ToList();
            if (deadline.Kept == false)
            {
                var late = decisions.First(d => d.Origin.Event == deadline.Settled!.Event);
                yield return Found([framed, late.Origin],
                    Invariant($"Besluit {late.Number} viel na de uiterste datum ({dutch})."),
                    Invariant($"Decision {late.Number} fell after the deadline ({english})."));
            }
            else if (deadline.Settled is null && context.HasPassed(deadline.Day))
                yield return decisions.Count == 0
                    ? Found([framed],
                        Invariant($"De uiterste datum ({dutch}) is voorbij en er is niet besloten."),
                        Invariant($"The deadline ({english}) has passed and nothing was decided."))
                    : Found([framed, decisions[^1].End],
                        Invariant($"De uiterste datum ({dutch}) is voorbij en besluit {decisions[^1].Number} geldt niet meer."),
                        Invariant($"The deadline ({english}) has passed and decision {decisions[^1].Number} no longer stands."));
        }
    }
}
