namespace WikkenWegen.Domain.Findings;

/// <summary>From when on what was given could be read by others.</summary>
internal static class Visible
{
    /// <summary>The first score that was to be read before something happened or was recorded, with what made it readable; empty where none was.</summary>
    public static IReadOnlyList<Origin> ScoresBefore(Weighing weighing, Origin before)
    {
        var first = new First(weighing, before);
        foreach (var score in weighing.Scores.AsSpan()) first.Look(score.Round, score.Revisions[0].Origin);
        return first.Found;
    }

    /// <summary>The first input or objection, likewise.</summary>
    public static IReadOnlyList<Origin> InputBefore(Weighing weighing, Origin before)
    {
        var first = new First(weighing, before);
        foreach (var input in weighing.Inputs.AsSpan()) first.Look(input.Round, input.Revisions[0].Origin);
        foreach (var objection in weighing.Objections.AsSpan()) first.Look(objection.Round, objection.Origin);
        return first.Found;
    }

    /// <summary>Looks for what was to be read first. Of what was given in a blind round, its closing made it readable.</summary>
    private struct First(Weighing weighing, Origin before)
    {
        private readonly bool _isBlind = weighing.Rounds.Any(r => r.Blind);
        private Origin? _given, _readable;

        public readonly IReadOnlyList<Origin> Found => _given is null ? [] : [_given, _readable!];

        public void Look(int? number, Origin origin)
        {
            if (!before.IsAfter(origin)) return; // and so not after what made it readable
            var round = _isBlind && number is not null ? weighing.Round(number) : null;
            if (round is { Hides: true }) return;
            // What was recorded after its blind round had closed was to be read from then on.
            var readable = round is { Blind: true, Closed: { } closed } && closed.Event > origin.Event ? closed : origin;
            if (before.IsAfter(readable) && !(_readable?.Event <= readable.Event)) (_given, _readable) = (origin, readable);
        }
    }
}
