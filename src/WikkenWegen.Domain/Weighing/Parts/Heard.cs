using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>Where a stakeholder was heard: they gave input that stands, objected, advised or scored.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Rounds">Numbers of the rounds in which they gave something, rising; empty where all of it was outside rounds.</param>
/// <param name="Events">Numbers of the events that show it, rising; at least one.</param>
public sealed record Heard(string Stakeholder, ImmutableArray<int> Rounds, ImmutableArray<int> Events);

public sealed partial record Weighing
{
    /// <summary>The stakeholders who were heard: they gave input that stands, objected, advised or scored. In the order of invitation.</summary>
    public ImmutableArray<Heard> Heard()
    {
        var shown = Given().Where(g => g.Stands).Select(g => (Stakeholder: g.By.Stakeholder, g.Round, g.Origin.Event))
            .Concat(AdviceRequests.Where(a => a.Received is not null).Select(a => (Stakeholder: (string?)a.Stakeholder, Round: (int?)null, a.Received!.Origin.Event)))
            .ToLookup(s => s.Stakeholder, s => (s.Round, s.Event));
        return
        [
            .. Stakeholders.Select(s => s.Code).Where(shown.Contains)
                .Select(code => new Heard(code, [.. shown[code].Select(s => s.Round).OfType<int>().Distinct().Order()], [.. shown[code].Select(s => s.Event).Order()])),
        ];
    }
}
