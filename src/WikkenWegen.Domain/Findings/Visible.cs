namespace WikkenWegen.Domain.Findings;

/// <summary>From when on what was given could be read by others.</summary>
internal static class Visible
{
    /// <summary>The first thing that was to be read before something happened or was recorded, with what made it readable; empty where nothing was.</summary>
    /// <param name="weighing">The state.</param>
    /// <param name="given">What was given, in which round. Of what was given in a blind round, its closing made it readable.</param>
    /// <param name="before">The other thing.</param>
    public static IReadOnlyList<Origin> Before(Weighing weighing, IEnumerable<(int? Round, Origin Origin)> given, Origin before)
    {
        (Origin Given, Origin Readable)? first = null;
        var blind = weighing.Rounds.Any(r => r.Blind);
        foreach (var (number, origin) in given)
        {
            if (!before.IsAfter(origin)) continue; // and so not after what made it readable
            var round = blind && number is not null ? weighing.Round(number) : null;
            if (round is { Hides: true }) continue;
            // What was recorded after its blind round had closed was to be read from then on.
            var readable = round is { Blind: true, Closed: { } closed } && closed.Event > origin.Event ? closed : origin;
            if (before.IsAfter(readable) && !(first?.Readable.Event <= readable.Event)) first = (origin, readable);
        }
        return first is { } found ? [found.Given, found.Readable] : [];
    }

    /// <summary>The scores of a weighing, as <see cref="Before"/> asks for them.</summary>
    public static IEnumerable<(int? Round, Origin Origin)> Scores(Weighing weighing) => weighing.Scores.Select(s => (s.Round, s.Revisions[0].Origin));

    /// <summary>The inputs and objections of a weighing, likewise.</summary>
    public static IEnumerable<(int? Round, Origin Origin)> Input(Weighing weighing) =>
        weighing.Inputs.Select(i => (i.Round, i.Revisions[0].Origin)).Concat(weighing.Objections.Select(o => (o.Round, o.Origin)));
}
