using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>Where a stakeholder was heard: they gave input that stands, objected, advised, scored or stated a consequence.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Rounds">Numbers of the rounds in which they gave something, rising; empty where all of it was outside rounds.</param>
/// <param name="Events">Numbers of the events that show it, rising; at least one.</param>
/// <param name="RecordedAfterClosing">Those of the events that were recorded after their blind round had closed, rising; empty where none were.</param>
public sealed record Heard(string Stakeholder, ImmutableArray<int> Rounds, ImmutableArray<int> Events, ImmutableArray<int> RecordedAfterClosing);

public sealed partial record Weighing
{
    /// <summary>The stakeholders who were heard: they gave input that stands, objected, advised, scored, stated a consequence or voted. In the order of invitation.</summary>
    /// <param name="among">Codes of the stakeholders who are asked about; null for all.</param>
    public ImmutableArray<Heard> Heard(IReadOnlySet<string>? among = null)
    {
        var shown = Shown(Inputs, Objections, Scores, Consequences, AdviceRequests, Ballots, among).ToLookup(s => s.Stakeholder, s => s.By);
        return [.. Stakeholders.Select(s => s.Code).Where(code => among?.Contains(code) != false && shown.Contains(code)).Select(code => HeardOf(code, null, shown[code])!)];
    }

    /// <summary>
    /// Where a stakeholder was heard, made of where they were heard in an earlier state; null where they were not. It is what <see cref="Heard"/> says.
    /// Where lists only grew since then, what was in them is not gone through again.
    /// </summary>
    /// <param name="stakeholder">Code of the stakeholder.</param>
    /// <param name="earlier">A state from which this one came.</param>
    /// <param name="heard">Where they were heard in that state; null where they were not.</param>
    public Heard? HeardSince(string stakeholder, Weighing earlier, Heard? heard)
    {
        var among = new HashSet<string> { stakeholder };
        var grew = Inputs.GrewFrom(earlier.Inputs) && Objections.GrewFrom(earlier.Objections) && Scores.GrewFrom(earlier.Scores) && Consequences.GrewFrom(earlier.Consequences)
            && AdviceRequests.GrewFrom(earlier.AdviceRequests) && Ballots.GrewFrom(earlier.Ballots);
        if (Stakeholder(stakeholder) is null) return null;
        if (!grew || earlier.Stakeholder(stakeholder) is null) return HeardOf(stakeholder, null, Shown(Inputs, Objections, Scores, Consequences, AdviceRequests, Ballots, among).Select(s => s.By));
        var came = Shown(
            Inputs.From(earlier.Inputs.Count), Objections.From(earlier.Objections.Count), Scores.From(earlier.Scores.Count), Consequences.From(earlier.Consequences.Count),
            AdviceRequests.From(earlier.AdviceRequests.Count), Ballots.From(earlier.Ballots.Count), among);
        return HeardOf(stakeholder, heard, came.Select(s => s.By));
    }

    /// <summary>What shows that stakeholders were heard: of whom, in which round, by which event, and whether that was late.</summary>
    private static IEnumerable<(string? Stakeholder, (int? Round, int Event, bool Late) By)> Shown(
        IEnumerable<Input> inputs, IEnumerable<Objection> objections, IEnumerable<Score> scores, IEnumerable<Consequence> consequences, IEnumerable<AdviceRequest> advice, IEnumerable<Ballot> ballots,
        IReadOnlySet<string>? among) =>
        Among(inputs, objections, scores, consequences, among).Where(g => g.Stands).Select(g => (g.By.Stakeholder, By: (g.Round, g.Origin.Event, g.Late)))
            .Concat(advice.Where(a => a.Received is not null && IsAsked(among, a.Stakeholder)).Select(a => ((string?)a.Stakeholder, By: ((int?)null, a.Received!.Origin.Event, false))))
            .Concat(ballots.Where(b => IsAsked(among, b.Content.Stakeholder)).Select(b => (b.Content.Stakeholder, By: ((int?)null, b.Origin.Event, false))));

    /// <summary>Where a stakeholder was heard, of where they were before and what shows it too; null where nothing does.</summary>
    private static Heard? HeardOf(string stakeholder, Heard? before, IEnumerable<(int? Round, int Event, bool Late)> shown)
    {
        var all = shown.ToList();
        return all.Count == 0 ? before : new Heard(stakeholder,
            [.. (before?.Rounds ?? []).Concat(all.Select(s => s.Round).OfType<int>()).Distinct().Order()],
            With(before?.Events ?? [], all.Select(s => s.Event)),
            With(before?.RecordedAfterClosing ?? [], all.Where(s => s.Late).Select(s => s.Event)));
    }

    /// <summary>Rising numbers with more of them, rising.</summary>
    private static ImmutableArray<int> With(ImmutableArray<int> numbers, IEnumerable<int> more)
    {
        ImmutableArray<int> rising = [.. more.Order()];
        if (rising.IsEmpty || numbers.IsEmpty) return rising.IsEmpty ? numbers : rising;
        return numbers[^1] < rising[0] ? numbers.AddRange(rising) : numbers.AddRange(rising).Sort();
    }

    /// <summary>Codes of the stakeholders of whom it may have become different whether they were heard; of all others it did not.</summary>
    public IReadOnlySet<string> HeardDifferentlyIn(Weighing other)
    {
        var codes = new HashSet<string>();
        Add(Inputs, other.Inputs, i => i.Stakeholder);
        Add(Objections, other.Objections, o => o.Stakeholder);
        Add(Scores, other.Scores, s => s.By.Stakeholder);
        Add(Consequences, other.Consequences, c => c.By.Stakeholder);
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
