namespace WikkenWegen.Domain;

/// <summary>Something that was given in a blind round which is still open. The reader sees that it is there, and not what it says.</summary>
/// <param name="Part">Path of the part that is hidden, such as inputs/3.</param>
/// <param name="Round">Number of the round, from 1 within the weighing.</param>
/// <param name="By">Who gave it: a stakeholder or a role.</param>
/// <param name="Origin">The event in which it was given first.</param>
public sealed record HiddenPart(string Part, int Round, Who By, Origin Origin)
{
    /// <summary>Whether it is a score; of which proposal, on which criterion, cannot be read either.</summary>
    internal bool IsScore => Part.StartsWith("scores/", StringComparison.Ordinal);

    /// <summary>Whether it is a consequence; of which proposal, on which criterion, cannot be read either.</summary>
    internal bool IsConsequence => Part.StartsWith("consequences/", StringComparison.Ordinal);
}

/// <summary>Blind rounds. Until a blind round closes, nobody reads what another gave in it, in any view of any moment.</summary>
public static class Blindness
{
    /// <summary>The weighing without what <paramref name="reader"/> may not read, or not yet.</summary>
    /// <param name="weighing">The state at any moment.</param>
    /// <param name="newest">The newest state, which says which rounds are still open.</param>
    /// <param name="reader">
    /// The reader, who may know of the weighing. Readers see what was given in the name of their own party. They also see what they recorded for
    /// another party, as long as nobody else recorded a revision, a withdrawal or a resolution of it.
    /// </param>
    public static Weighing AsReadBy(this Weighing weighing, Reader reader, Weighing newest) =>
        weighing.WithoutPersons(reader, newest).WithoutUnread(reader.Subject, newest);

    /// <summary>An event as <paramref name="reader"/> may see it, where it is not hidden.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="reader">The reader, who may know of the weighing.</param>
    /// <param name="newest">The newest state, which says who the stakeholders are.</param>
    public static WeighingEvent AsReadBy(this WeighingEvent happened, Reader reader, Weighing newest) =>
        reader.SeesPersons ? happened : happened.WithoutPersons(reader.Subject, newest);

    /// <summary>The weighing without what <paramref name="reader"/> may not read yet; the same instance where that is nothing.</summary>
    internal static Weighing WithoutUnread(this Weighing weighing, string reader, Weighing newest)
    {
        if (!newest.Rounds.Any(r => r.Hides)) return weighing;
        GrowingList<HiddenPart> hidden =
        [
            .. weighing.Given()
                .Where(given => newest.IsUnread(given, reader))
                .Select(given => new HiddenPart(given.Part, given.Round!.Value, given.By, given.Origin)),
        ];
        if (hidden.Count == 0) return weighing;
        var paths = hidden.Select(h => h.Part).ToHashSet();
        return weighing with
        {
            Inputs = [.. weighing.Inputs.Where(i => !paths.Contains(Invariant($"inputs/{i.Number}")))],
            Objections = [.. weighing.Objections.Where(o => !paths.Contains(Invariant($"objections/{o.Number}")))],
            Scores = [.. weighing.Scores.Where(s => !paths.Contains(Invariant($"scores/{s.Number}")))],
            Consequences = [.. weighing.Consequences.Where(c => !paths.Contains(Invariant($"consequences/{c.Number}")))],
            Hidden = hidden,
        };
    }

    /// <summary>Whether an event is hidden from <paramref name="reader"/>, because another gave it in a blind round that is still open.</summary>
    /// <param name="newest">The newest state, which says which rounds are still open.</param>
    /// <param name="recorded">The event.</param>
    /// <param name="reader">Subject id of the reader; the person who recorded the event always reads it.</param>
    public static bool Hides(this Weighing newest, RecordedEvent recorded, string reader) =>
        recorded.Actor != reader
        && newest.Rounds.Any(r => r.Hides)
        && newest.Given().Any(given => newest.Hides(given, reader) && $"{recorded.Event.Part}/".StartsWith(given.Part + "/", StringComparison.Ordinal));

    /// <summary>Whether a party or role gave something in a round that <paramref name="reader"/> may not read yet.</summary>
    internal static bool HasUnreadOf(this Weighing newest, Who giver, int? round, string reader) =>
        newest.Round(round) is { Hides: true } && newest.Given().Any(g => g.Round == round && g.By.IsSame(giver) && newest.IsUnread(g, reader));

    /// <summary>Whether an event is about a part that this weighing, as a reader sees it, hides.</summary>
    internal static bool IsAboutHidden(this Weighing read, WeighingEvent happened)
    {
        if (read.Hidden.Count == 0) return false;
        var part = happened.Part;
        return read.Hidden.Any(h => part.StartsWith(h.Part, StringComparison.Ordinal) && (part.Length == h.Part.Length || part[h.Part.Length] == '/'));
    }

    /// <summary>Whether <paramref name="reader"/> may not read what was given yet.</summary>
    /// <param name="newest">The newest state, which says which rounds are still open.</param>
    /// <param name="given">What was given; in a state of the past, what was done with it by then.</param>
    /// <param name="reader">Subject id of the reader.</param>
    private static bool IsUnread(this Weighing newest, Given given, string reader) =>
        newest.Hides(given, reader) && given.Recorders().Any(recorder => recorder != reader);

    /// <summary>The number of a blind round that is still open and in which a stakeholder gave something; null where there is none.</summary>
    internal static int? OpenBlindRoundOf(this Weighing weighing, string stakeholder) => !weighing.Rounds.Any(r => r.Hides) ? null
        : weighing.Given(new HashSet<string> { stakeholder }).FirstOrDefault(g => weighing.Round(g.Round) is { Hides: true }).Round;

    /// <summary>Whether something was given in a blind round that is still open, in the name of another than the reader.</summary>
    private static bool Hides(this Weighing newest, Given given, string reader) =>
        newest.Round(given.Round) is { Hides: true }
        && (given.By.Stakeholder is not { } code || newest.Stakeholder(code)?.Subject != reader);

    /// <summary>Subject ids of those who recorded it or went on with it.</summary>
    private static IEnumerable<string> Recorders(this Given given) => given.Revisions.Append(given.Followed).OfType<Origin>().Select(o => o.Actor);
}

public sealed partial record Weighing
{
    /// <summary>What the reader may not read yet. Empty unless this is the weighing as a reader sees it.</summary>
    public GrowingList<HiddenPart> Hidden { get; internal init; } = [];
}
