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
    /// Refuses what is given in a round that was not open when it happened. What was given in time may be recorded late:
    /// the paper form of a residents' evening is typed in afterwards.
    /// </summary>
    internal IEnumerable<Refusal> GivenInRound(int? number, DateTimeOffset moment)
    {
        if (number is null) yield break;
        if (Round(number) is not { } round) yield return Rules.UnknownRound.At("/round", number);
        else if (round.Closed is { } closed && moment >= closed.OccurredAt) yield return Rules.RoundClosed.At("/round", number, closed.OccurredAt);
        else if (moment < round.Opened.OccurredAt)
            yield return Rules.OccurredBeforeItsGround.At("/occurredAt", round.Opened.Event, round.Opened.OccurredAt);
    }
}
