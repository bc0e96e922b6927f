using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>Where a stakeholder was heard: they gave input that stands, objected, advised or scored.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Rounds">Numbers of the rounds in which they gave something, rising; empty where all of it was outside rounds.</param>
/// <param name="Events">Numbers of the events that show it, rising; at least one.</param>
/// <param name="RecordedAfterClosing">Those of the events that were recorded after their blind round had closed, rising; empty where none were.</param>
public sealed record Heard(string Stakeholder, ImmutableArray<int> Rounds, ImmutableArray<int> Events, ImmutableArray<int> RecordedAfterClosing);

public sealed partial record Weighing
{
    /// <summary>The stakeholders who were heard: they gave input that stands, objected, advised, scored or voted. In the order of invitation.</summary>
    /// <param name="among">Codes of the stakeholders who are asked about; null for all.</param>
    public ImmutableArray<Heard> Heard(IReadOnlySet<string>? among = null)
    {
        var shown = Given(among).Where(g => g.Stands).Select(g => (Stakeholder: g.By.Stakeholder, g.Round, g.Origin.Event, g.Late))
            .Concat(AdviceRequests.Where(a => a.Received is not null).Select(a => (Stakeholder: (string?)a.Stakeholder, Round: (int?)null, a.Received!.Origin.Event, Late: false)))
            .Concat(Ballots.Select(b => (Stakeholder: b.Content.Stakeholder, Round: (int?)null, b.Origin.Event, Late: false)))
            .ToLookup(s => s.Stakeholder, s => (s.Round, s.Event, s.Late));
        return
        [
            .. Stakeholders.Select(s => s.Code).Where(code => among?.Contains(code) != false && shown.Contains(code)).Select(code => new Heard(code,
                [.. shown[code].Select(s => s.Round).OfType<int>().Distinct().Order()],
                [.. shown[code].Select(s => s.Event).Order()],
                [.. shown[code].Where(s => s.Late).Select(s => s.Event).Order()])),
        ];
    }

    /// <summary>Codes of the stakeholders of whom it may have become different whether they were heard; of all others it did not.</summary>
    public IReadOnlySet<string> HeardDifferentlyIn(Weighing other)
    {
        var codes = new HashSet<string>();
        Add(Inputs, other.Inputs, i => i.Stakeholder);
        Add(Objections, other.Objections, o => o.Stakeholder);
        Add(Scores, other.Scores, s => s.By.Stakeholder);
        Add(AdviceRequests, other.AdviceRequests, a => a.Stakeholder);
        Add(Ballots, other.Ballots, b => b.Content.Stakeholder);
        Add(Stakeholders, other.Stakeholders, s => s.Code);
        return codes;

        void Add<T>(GrowingList<T> before, GrowingList<T> after, Func<T, string?> codeOf) where T : class
        {
            for (var i = before.SharedWith(after); i < Math.Max(before.Count, after.Count); i++)
            {
                var (old, now) = (i < before.Count ? before[i] : null, i < after.Count ? after[i] : null);
                if (ReferenceEquals(old, now)) continue;
                if (old is not null && codeOf(old) is { } a) codes.Add(a);
                if (now is not null && codeOf(now) is { } b) codes.Add(b);
            }
        }
    }
}
