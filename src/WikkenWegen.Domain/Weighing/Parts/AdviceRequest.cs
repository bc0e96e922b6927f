using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What an advice comes to.</summary>
public enum AdviceTenor
{
    /// <summary>Do it.</summary>
    Positive,

    /// <summary>Do it, on conditions.</summary>
    PositiveWithConditions,

    /// <summary>No objection.</summary>
    NoObjection,

    /// <summary>Do not do it.</summary>
    Negative,
}

/// <summary>An advice as it was received.</summary>
/// <param name="Tenor">What it comes to; absent where that was not said.</param>
/// <param name="Text">The advice in words, kept in the vault; absent where only a tenor or a document was given.</param>
/// <param name="Document">The document with the advice; absent where there is none.</param>
/// <param name="ReasonDeviationBy">Last day (Dutch calendar) on which a deviation may be reasoned, that day included; absent where the advice is not statutory.</param>
/// <param name="Term">How that day was counted; absent where the advice is not statutory.</param>
/// <param name="Origin">The event in which it was received.</param>
public sealed record Advice(AdviceTenor? Tenor, Sealed? Text, Evidence? Document, DateOnly? ReasonDeviationBy, StatutoryTerm? Term, Origin Origin)
{
    /// <summary>Whether somebody has to say what is done with it: it is not plainly positive, and not without objection.</summary>
    [JsonIgnore]
    public bool AsksForAnswer => Tenor is not (AdviceTenor.Positive or AdviceTenor.NoObjection);
}

/// <summary>What was done with an advice.</summary>
/// <param name="Followed">Whether it was followed.</param>
/// <param name="PartOfAdvice">The part that is not followed, kept in the vault; absent where it is the whole advice, or where the advice was followed.</param>
/// <param name="Ground">The coded ground of a deviation; absent where the advice was followed.</param>
/// <param name="Reason">The reason of a deviation, in words, kept in the vault; absent where the advice was followed.</param>
/// <param name="ExecuteFrom">First day (Dutch calendar) on which execution may start; absent where the advice is not statutory or was followed.</param>
/// <param name="Term">How that day was counted; absent where the advice is not statutory or was followed.</param>
/// <param name="Origin">The event in which it was answered.</param>
public sealed record AdviceAnswer(
    bool Followed, Sealed? PartOfAdvice, DeviationGround? Ground, Sealed? Reason, DateOnly? ExecuteFrom, StatutoryTerm? Term, Origin Origin);

/// <summary>A request for advice (adviesaanvraag).</summary>
/// <param name="Number">Number of the request, from 1 within the weighing.</param>
/// <param name="Stakeholder">Code of the stakeholder who is asked.</param>
/// <param name="About">What advice is asked on, in words.</param>
/// <param name="Proposal">The revision of a proposal on which advice is asked; absent where it is about no single proposal.</param>
/// <param name="Statutory">Whether the law gives a right of advice on it, with its terms (Wet op het overleg huurders verhuurder, art. 5).</param>
/// <param name="Basis">The law or agreement on which the request rests; absent where that was not said.</param>
/// <param name="AdviseBy">Last day (Dutch calendar) on which advice may be given, that day included: the agreed day, else that of the law; absent where no term was set.</param>
/// <param name="Term">The six weeks that the law gives at least, as they were counted; absent where the advice is not statutory.</param>
/// <param name="Origin">The event in which it was asked.</param>
/// <param name="Received">The advice; absent until it is received.</param>
/// <param name="Answer">What was done with the advice; absent until that is known.</param>
public sealed record AdviceRequest(
    int Number, string Stakeholder, string About, ProposalRevisionReference? Proposal, bool Statutory, string? Basis, DateOnly? AdviseBy,
    StatutoryTerm? Term, Origin Origin, Advice? Received, AdviceAnswer? Answer)
{
    /// <summary>
    /// Whether the law allows an execution that started after the request (Wet op het overleg huurders verhuurder, art. 5 lid 3): while nothing was
    /// advised, after the last day to advise; else on advice without objection, or once the advice was answered, where it was not followed from the day
    /// that the reasons name. Who had withdrawn by then, without advice, is not waited for.
    /// </summary>
    /// <param name="started">The event in which it started.</param>
    /// <param name="withdrawn">The event in which who was asked withdrew; null where they did not.</param>
    internal bool AllowsExecution(Origin started, Origin? withdrawn)
    {
        if (withdrawn?.HappenedBefore(started) == true && Received?.Origin.HappenedBefore(withdrawn) != true) return true;
        var day = Calendar.DayOf(started.OccurredAt);
        if (Received is null || !Received.Origin.HappenedBefore(started)) return day > AdviseBy;
        if (!Received.AsksForAnswer) return true;
        return Answer is not null && Answer.Origin.HappenedBefore(started) && (Answer.ExecuteFrom is not { } from || day >= from);
    }
}

public sealed partial record Weighing
{
    /// <summary>All requests for advice, by number.</summary>
    public GrowingList<AdviceRequest> AdviceRequests { get; internal init; } = [];

    /// <summary>The request with this number, or null.</summary>
    public AdviceRequest? AdviceRequest(int? number) => AdviceRequests.FirstOrDefault(a => a.Number == number);
}
