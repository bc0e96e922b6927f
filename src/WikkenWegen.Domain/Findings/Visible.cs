using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.Findings;

/// <summary>From when on what was given could be read by others.</summary>
internal static class Visible
{
    /// <summary>
    /// What could be read already when criteria were changed, of what was judged by them: the first score where the change is of what is added up, and the
    /// first consequence where it is of what stands beside that. Each with what made it readable; empty where there was none.
    /// </summary>
    public static (IReadOnlyList<Origin> Scores, IReadOnlyList<Origin> Consequences) JudgedBefore(Weighing weighing, CriteriaChange change, Origin changed) =>
        (change.IsOfTotals ? ScoresBefore(weighing, changed) : [], change.Beside.IsNone ? [] : ConsequencesBefore(weighing, changed));

    /// <summary>The first score that was to be read before something happened or was recorded, with what made it readable; empty where none was.</summary>
    public static IReadOnlyList<Origin> ScoresBefore(Weighing weighing, Origin before)
    {
        var first = new First(weighing, before);
        foreach (var score in weighing.Scores.AsSpan()) first.Look(score.Round, score.Revisions[0].Origin);
        return first.Found;
    }

    /// <summary>The first consequence, likewise.</summary>
    private static IReadOnlyList<Origin> ConsequencesBefore(Weighing weighing, Origin before)
    {
        var first = new First(weighing, before);
        foreach (var consequence in weighing.Consequences.AsSpan()) first.Look(consequence.Round, consequence.Revisions[0].Origin);
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

    /// <summary>Whether what was given in a round, or outside rounds, could be read when it was decided: of a blind round from its closing on.</summary>
    public static bool CouldBeRead(Weighing weighing, int? round, Origin decision) => weighing.Round(round) is not { Blind: true } given || (given.Closed is { } closed && !closed.IsAfter(decision));

    /// <summary>That something could be read when criteria were changed, as the end of a sentence. What was only recorded in that order, or only happened in it, is said to have been.</summary>
    /// <param name="changed">The change.</param>
    /// <param name="readable">What made it readable.</param>
    /// <param name="what">What could be read, and the verb that goes with it, in both languages.</param>
    public static Spoken Told(Origin changed, Origin readable, (string Dutch, string DutchVerb, string English, string EnglishVerb) what) =>
        changed.IsWhollyAfter(readable) ? new(
            Invariant($" toen er al {what.Dutch} te lezen {what.DutchVerb} (vanaf gebeurtenis {readable.Event})."), Invariant($" when {what.English} could be read already (from event {readable.Event} on)."))
        : changed.Event > readable.Event ? new(
            Invariant($". Dat is vastgelegd toen er al {what.Dutch} te lezen {what.DutchVerb} (vanaf gebeurtenis {readable.Event})."),
            Invariant($". That was recorded when {what.English} could be read already (from event {readable.Event} on)."))
        : new(
            Invariant($" toen er al {what.Dutch} {what.DutchVerb}. Dat is pas later vastgelegd (vanaf gebeurtenis {readable.Event})."),
            Invariant($" when there {what.EnglishVerb} {what.English} already. That was recorded only later (from event {readable.Event} on)."));

    /// <summary>
    /// Looks for what was to be read first, by happening and by recording where there is such a thing. Of what was given in a blind round, its closing made it readable.
    /// </summary>
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
            if (before.IsAfter(readable) && (_readable is null || IsBefore(readable, _readable))) (_given, _readable) = (origin, readable);
        }

        private readonly bool IsBefore(Origin one, Origin other) => before.IsWhollyAfter(one) is var wholly && wholly != before.IsWhollyAfter(other) ? wholly : one.Event < other.Event;
    }
}
