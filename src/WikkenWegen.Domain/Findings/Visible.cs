namespace WikkenWegen.Domain.Findings;

/// <summary>From when on what was given could be read by others.</summary>
internal static class Visible
{
    /// <summary>The first thing that was to be read before something happened or was recorded, with what made it readable; empty where nothing was.</summary>
    /// <param name="weighing">The state.</param>
    /// <param name="given">What was given. Of what was given in a blind round, its closing made it readable.</param>
    /// <param name="before">The other thing.</param>
    public static IReadOnlyList<Origin> Before(Weighing weighing, IEnumerable<Given> given, Origin before)
    {
        (Origin Given, Origin Readable)? first = null;
        foreach (var one in given)
        {
            var round = one.Round is null ? null : weighing.Round(one.Round);
            if (round is { Hides: true }) continue;
            // What was recorded after its blind round had closed was to be read from then on.
            var readable = round is { Blind: true, Closed: { } closed } && closed.Event > one.Origin.Event ? closed : one.Origin;
            if (before.IsAfter(readable) && !(first?.Readable.Event <= readable.Event)) first = (one.Origin, readable);
        }
        return first is { } found ? [found.Given, found.Readable] : [];
    }
}
