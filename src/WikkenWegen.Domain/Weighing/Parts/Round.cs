using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>A round of consultation (ronde).</summary>
/// <param name="Number">Number of the round, from 1 within the weighing.</param>
/// <param name="About">What the round is about, in words.</param>
/// <param name="Blind">Whether nobody reads the input, objections and scores of another before it closes.</param>
/// <param name="Opened">The event in which it was opened.</param>
/// <param name="Closed">The event in which it was closed; absent while it is open.</param>
public sealed record Round(int Number, string About, bool Blind, Origin Opened, Origin? Closed)
{
    /// <summary>Whether what was given in it is still hidden from others.</summary>
    [JsonIgnore]
    public bool Hides => Blind && Closed is null;
}

public sealed partial record Weighing
{
    /// <summary>All rounds, in the order of their numbers.</summary>
    public GrowingList<Round> Rounds { get; internal init; } = [];

    /// <summary>The round with this number, or null.</summary>
    public Round? Round(int? number) => Rounds.FirstOrDefault(r => r.Number == number);

    /// <summary>
    /// Refuses to revise what was given in a round that has closed. In a round that was not blind, what was revised in time may be recorded
    /// late; what was given blindly stays as it was when everybody could read it.
    /// </summary>
    internal IEnumerable<Refusal> Revisable(int? round, DateTimeOffset moment)
    {
        if (Round(round) is { Closed: { } closed } given && (given.Blind || moment >= closed.OccurredAt)) yield return Rules.RoundClosed.Whole(round!);
    }

    /// <summary>The closing of a blind round: what was given in it was withdrawn or resolved after that, or while the round was open; null for other rounds.</summary>
    internal Origin? BlindClosing(int? round) => Round(round) is { Blind: true } given ? given.Closed : null;
}
