using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>That something was given in a blind round which is still open.</summary>
/// <param name="Part">The part that is hidden.</param>
/// <param name="Round">The round.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Origin">Its event.</param>
public sealed record HiddenPart(string Part, int Round, Who By, Origin Origin);

/// <summary>Blind rounds: until they close nobody reads what another gave in them, in whatever view of whatever moment.</summary>
public static class Blindness
{
    /// <summary>The weighing without what <paramref name="reader"/> may not read yet.</summary>
    /// <param name="weighing">The state at any moment.</param>
    /// <param name="newest">The newest state, which says which rounds are still open.</param>
    /// <param name="reader">
    /// Subject id of the reader. They read what was given under their own name, and what they recorded themselves for another as long
    /// as nobody else went on with it.
    /// </param>
    public static Weighing AsReadBy(this Weighing weighing, string reader, Weighing newest)
    {
        if (!newest.Rounds.Any(r => r.Hides)) return weighing;
        var hidden = weighing.Given()
            .Where(given => newest.Hides(given.Part, reader) && given.Recorders.Any(recorder => recorder != reader))
            .Select(given => given.Part).ToImmutableArray();
        if (hidden.IsEmpty) return weighing;
        var paths = hidden.Select(h => h.Part).ToHashSet();
        return weighing with
        {
            Inputs = [.. weighing.Inputs.Where(i => !paths.Contains(Path(i)))],
            Objections = [.. weighing.Objections.Where(o => !paths.Contains(Path(o)))],
            Scores = [.. weighing.Scores.Where(s => !paths.Contains(Path(s)))],
            Hidden = hidden,
        };
    }

    /// <summary>Whether <paramref name="reader"/> may not read an event yet.</summary>
    public static bool Hides(this Weighing newest, RecordedEvent recorded, string reader) =>
        recorded.Actor != reader
        && newest.Rounds.Any(r => r.Hides)
        && newest.Given().Any(given => $"{recorded.Event.Part}/".StartsWith(given.Part.Part + "/", StringComparison.Ordinal) && newest.Hides(given.Part, reader));

    /// <summary>Whether a part was given in a blind round that is still open, under another name than the reader's.</summary>
    private static bool Hides(this Weighing newest, HiddenPart part, string reader) =>
        newest.Round(part.Round) is { Hides: true }
        && (part.By.Stakeholder is not { } code || newest.Stakeholder(code)?.Subject != reader);

    /// <summary>All that was given in a round, and who recorded something of it.</summary>
    private static IEnumerable<(HiddenPart Part, IEnumerable<string> Recorders)> Given(this Weighing weighing)
    {
        foreach (var i in weighing.Inputs)
            if (i.Round is { } round) yield return Given(Path(i), round, new Who(i.Stakeholder, null), [.. i.Revisions.Select(r => r.Origin), i.Withdrawal?.Origin]);
        foreach (var o in weighing.Objections)
            if (o.Round is { } round) yield return Given(Path(o), round, new Who(o.Stakeholder, null), [o.Origin, o.Resolution?.Origin]);
        foreach (var s in weighing.Scores)
            if (s.Round is { } round) yield return Given(Path(s), round, s.By, [.. s.Revisions.Select(r => r.Origin)]);

        static (HiddenPart, IEnumerable<string>) Given(string path, int round, Who by, Origin?[] origins) =>
            (new HiddenPart(path, round, by, origins[0]!), origins.OfType<Origin>().Select(o => o.Actor));
    }

    private static string Path(Input input) => $"inputs/{input.Number}";

    private static string Path(Objection objection) => $"objections/{objection.Number}";

    private static string Path(Score score) => $"scores/{score.Number}";
}

public sealed partial record Weighing
{
    /// <summary>What the reader may not read yet; empty in the state itself.</summary>
    public ImmutableArray<HiddenPart> Hidden { get; internal init; } = [];
}
