using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>The criteria came from an instrument or framework and were changed since, and the decision names no deviation from it.</summary>
public sealed class FrameworkDeviationUnsaidRule() : FindingRule("framework-deviation-unsaid", FindingSeverity.Attention, FindingAxis.Both,
    new("Afwijking van kader niet genoemd", "Deviation from framework not named"),
    new("Noem in het besluit de afwijking van het kader, met grond en reden.", "Name the deviation from the framework in the decision, with its ground and reason."))
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (var decision in context.Answerable)
        {
            var known = context.Weighing.CriteriaVersions.Where(v => !v.Origin.IsAfter(decision.Origin)).ToList();
            if (known.Count < 2 || known.FirstOrDefault(v => v.Set.Instrument is not null) is not { Set.Instrument: { } instrument } taken) continue;
            var (used, change) = (known[^1], CriteriaChange.Between(taken.Set, known[^1].Set));
            // What departs from a published instrument is allowed by its rules, and has its reason with the criteria.
            if (used.Set.Instrument?.Id is not null) continue;
            // Another edition of the framework, or another framework, may well have other criteria.
            if (change.IsNone || (used.Set.Instrument is { } other && other != instrument)) continue;
            // A framework need not say from which difference on one counts; where it does not, saying so departs from nothing.
            if (change.IsOfMargin && taken.Set.ClearMargin is null) continue;
            if (decision.Content.Deviations.Any(d => d.From == DeviationFrom.Framework && IsNamed(instrument, d.Framework!))) continue;
            yield return Found([taken.Origin, used.Origin, decision.Origin],
                Invariant($"De criteria kwamen uit {instrument.Name} en zijn daarna gewijzigd ({change.Dutch}). Besluit {decision.Number} noemt geen afwijking van dat kader."),
                Invariant($"The criteria came from {instrument.Name} and were changed since ({change.English}). Decision {decision.Number} names no deviation from that framework."));
        }
    }

    /// <summary>Whether a decision names this framework: by its name, or by its code where it is published here.</summary>
    private static bool IsNamed(Instrument framework, string name) => Names.Same(name, framework.Name) || Names.Same(name, framework.Code);
}
