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
    public ImmutableArray<Heard> Heard() =>
    [
        .. Stakeholders.Select(s => HeardOf(s.Code)).Where(h => !h.Events.IsEmpty),
    ];

    private Heard HeardOf(string code)
    {
        var given = Inputs.Where(i => i.Stakeholder == code && i.Withdrawal is null).Select(i => (i.Round, i.Revisions[0].Origin.Event))
            .Concat(Objections.Where(o => o.Stakeholder == code).Select(o => (o.Round, o.Origin.Event)))
            .Concat(Scores.Where(s => s.By.Stakeholder == code).Select(s => (s.Round, s.Revisions[0].Origin.Event)))
            .Concat(AdviceRequests.Where(a => a.Stakeholder == code && a.Received is not null).Select(a => ((int?)null, a.Received!.Origin.Event)))
            .ToList();
        return new Heard(code, [.. given.Select(g => g.Item1).OfType<int>().Distinct().Order()], [.. given.Select(g => g.Item2).Order()]);
    }
}
