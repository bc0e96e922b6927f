using WikkenWegen.Domain.Deadlines;

namespace WikkenWegen.Domain.Findings;

/// <summary>
/// The last day on which a decision was wanted passed without one that stands, or it was decided after it. That another day was named later changes
/// nothing about that. Nobody waits for a decision in a weighing that was cancelled.
/// </summary>
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
            if (deadline.Kept == false)
            {
                var late = weighing.Decisions.First(d => d.Origin.Event == deadline.Settled!.Event);
                yield return Found([framed, late.Origin],
                    Invariant($"Besluit {late.Number} viel na de uiterste datum ({dutch})."),
                    Invariant($"Decision {late.Number} fell after the deadline ({english})."));
            }
            else if (deadline.Undone && weighing.Ended?.Status != WeighingStatus.Cancelled && context.HasPassed(deadline.Day))
                yield return Missed(weighing, deadline, framed, new(dutch, english));
        }
    }

    private Finding Missed(Weighing weighing, Deadline deadline, Origin framed, Spoken day)
    {
        var changed = weighing.Framings.FirstOrDefault(f => f.Origin.Event == deadline.Settled?.Event)?.Origin;
        var gone = weighing.Decisions.LastOrDefault(d => d.IsFinal && changed?.HappenedBefore(d.Origin) != true);
        if (changed is null)
            return gone is null
                ? Found([framed],
                    Invariant($"De uiterste datum ({day.Dutch}) is voorbij en er is niet besloten."),
                    Invariant($"The deadline ({day.English}) has passed and nothing was decided."))
                : Found([framed, gone.End],
                    Invariant($"De uiterste datum ({day.Dutch}) is voorbij en besluit {gone.Number} geldt niet meer."),
                    Invariant($"The deadline ({day.English}) has passed and decision {gone.Number} no longer stands."));
        var on = Calendar.DayOf(changed.OccurredAt);
        var stood = gone is null ? new Spoken("er was niet besloten", "nothing had been decided")
            : new Spoken(Invariant($"besluit {gone.Number} gold niet meer"), Invariant($"decision {gone.Number} no longer stood"));
        return Found([framed, gone?.End, changed],
            Invariant($"De uiterste datum ({day.Dutch}) is op {Forms.Day(on, Forms.Dutch)} gewijzigd. Die was toen al voorbij, en {stood.Dutch}."),
            Invariant($"The deadline ({day.English}) was changed on {Forms.Day(on, Forms.English)}. It had passed by then, and {stood.English}."));
    }
}
