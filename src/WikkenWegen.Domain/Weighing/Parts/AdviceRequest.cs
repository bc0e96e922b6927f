using System.Collections.Immutable;

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
/// <param name="Tenor">What it comes to.</param>
/// <param name="Text">Its text.</param>
/// <param name="Document">The document, where there is one.</param>
/// <param name="ReasonDeviationBy">Last local day to reason a deviation, where the advice is statutory.</param>
/// <param name="Origin">Its event.</param>
public sealed record Advice(AdviceTenor? Tenor, Sealed? Text, Evidence? Document, DateOnly? ReasonDeviationBy, Origin Origin);

/// <summary>What was done with an advice.</summary>
/// <param name="Followed">Whether it was followed.</param>
/// <param name="PartOfAdvice">The part that is deviated from; null where it is the whole, or where it was followed.</param>
/// <param name="Ground">The coded ground of a deviation.</param>
/// <param name="Reason">The reason of a deviation, in words.</param>
/// <param name="ExecuteFrom">First local day on which execution may start, where the advice is statutory and was deviated from.</param>
/// <param name="Origin">Its event.</param>
public sealed record AdviceAnswer(bool Followed, Sealed? PartOfAdvice, DeviationGround? Ground, Sealed? Reason, DateOnly? ExecuteFrom, Origin Origin);

/// <summary>A request for advice (adviesaanvraag).</summary>
/// <param name="Number">From 1.</param>
/// <param name="Stakeholder">Code of who is asked.</param>
/// <param name="About">On what advice is asked.</param>
/// <param name="Proposal">The revision of a proposal on which it is asked, where there is one.</param>
/// <param name="Statutory">Whether the law gives a right of advice on it, with its terms (Wet op het overleg huurders verhuurder, art. 5).</param>
/// <param name="Basis">The legal or agreed basis.</param>
/// <param name="AdviseBy">Last local day to advise; null where no term was set.</param>
/// <param name="Origin">Its event.</param>
/// <param name="Received">The advice; null until it is received.</param>
/// <param name="Answer">What was done with it; null until that is known.</param>
public sealed record AdviceRequest(
    int Number, string Stakeholder, string About, ProposalRevisionReference? Proposal, bool Statutory, string? Basis, DateOnly? AdviseBy,
    Origin Origin, Advice? Received, AdviceAnswer? Answer);

public sealed partial record Weighing
{
    /// <summary>All requests for advice, by number.</summary>
    public ImmutableArray<AdviceRequest> AdviceRequests { get; internal init; } = [];

    /// <summary>The request with this number, or null.</summary>
    public AdviceRequest? AdviceRequest(int? number) => AdviceRequests.FirstOrDefault(a => a.Number == number);
}
