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
    /// <param name="reader">Subject id of the reader. They read what they recorded themselves, and what was given under their own name.</param>
    public static Weighing AsReadBy(this Weighing weighing, string reader, Weighing newest)
    {
        if (!newest.Rounds.Any(r => r.Hides)) return weighing;
        var hidden = weighing.Parts().Where(part => newest.Hides(part, reader)).ToImmutableArray();
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
        newest.Rounds.Any(r => r.Hides)
        && newest.Parts().Any(part => (recorded.Event.Part == part.Part || recorded.Event.Part.StartsWith(part.Part + "/", StringComparison.Ordinal)) && newest.Hides(part, reader));

    private static bool Hides(this Weighing newest, HiddenPart part, string reader) =>
        newest.Round(part.Round) is { Hides: true }
        && part.Origin.Actor != reader
        && (part.By.Stakeholder is not { } code || newest.Stakeholder(code)?.Subject != reader);

    /// <summary>All that was given in a round.</summary>
    private static IEnumerable<HiddenPart> Parts(this Weighing weighing) =>
        weighing.Inputs.Where(i => i.Round is not null).Select(i => new HiddenPart(Path(i), i.Round!.Value, new Who(i.Stakeholder, null), i.Revisions[0].Origin))
            .Concat(weighing.Objections.Where(o => o.Round is not null).Select(o => new HiddenPart(Path(o), o.Round!.Value, new Who(o.Stakeholder, null), o.Origin)))
            .Concat(weighing.Scores.Where(s => s.Round is not null).Select(s => new HiddenPart(Path(s), s.Round!.Value, s.By, s.Revisions[0].Origin)));

    private static string Path(Input input) => $"inputs/{input.Number}";

    private static string Path(Objection objection) => $"objections/{objection.Number}";

    private static string Path(Score score) => $"scores/{score.Number}";
}

public sealed partial record Weighing
{
    /// <summary>What the reader may not read yet; empty in the state itself.</summary>
    public ImmutableArray<HiddenPart> Hidden { get; internal init; } = [];
}
