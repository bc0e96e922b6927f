using System.Collections.Immutable;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>
/// A case (casus): what others may learn of a weighing, as a copy that its owner makes. It holds kinds of places and parties, bands and quarters, and no text
/// but what was written or released for it. Who knows the matter may recognise it all the same.
/// </summary>
public sealed record CaseCopy
{
    /// <summary>The rules by which copies are made now. They get another name whenever the same weighing could give another copy.</summary>
    public const string CurrentRules = "case-rules-1";

    /// <summary>Name of the rules by which it was made.</summary>
    public required string Rules { get; init; }

    /// <summary>Short name, as its owner wrote it for the case; absent where they wrote none.</summary>
    public string? Title { get; init; }

    /// <summary>The question in general words, as its owner wrote it for the case.</summary>
    public required string Question { get; init; }

    /// <summary>What led to it and what makes it hard, as its owner wrote it for the case; absent where they wrote nothing.</summary>
    public string? Background { get; init; }

    /// <summary>The level of policy (niveau).</summary>
    public required Level Level { get; init; }

    /// <summary>How large a piece of the stock or the town it is about (schaal).</summary>
    public required WeighingScale Scale { get; init; }

    /// <summary>The kinds of places that it is about; empty where none were named.</summary>
    public ImmutableArray<PlaceKind> Places { get; init; } = [];

    /// <summary>Whether the corporation weighs alone or together with others.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Whether few or many interests are weighed.</summary>
    public required Breadth Breadth { get; init; }

    /// <summary>The regime of the Housing Act that it falls under.</summary>
    public required SgeiRegime SgeiRegime { get; init; }

    /// <summary>By which process form it is decided (procesvorm).</summary>
    public required ProcessForm ProcessForm { get; init; }

    /// <summary>The quarter in which the weighing began, such as 2026-Q2.</summary>
    public required string Began { get; init; }

    /// <summary>Where the weighing stood when the copy was made.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>The criteria in force, in their order, and behind them those that stand beside; empty where there are none.</summary>
    public ImmutableArray<CaseCriterion> Criteria { get; init; } = [];

    /// <summary>The proposals, in the order in which they came.</summary>
    public ImmutableArray<CaseProposal> Proposals { get; init; } = [];

    /// <summary>Who took part, in the order in which they were invited.</summary>
    public ImmutableArray<CaseParty> Parties { get; init; } = [];

    /// <summary>Whether the first place is clear by the computed outcome; absent where no proposal has a total.</summary>
    public bool? ClearOrder { get; init; }

    /// <summary>How far the first proposal is ahead of the second; absent where fewer than two have a total.</summary>
    public LeadBand? Lead { get; init; }

    /// <summary>The decisions, in the order in which they were taken.</summary>
    public ImmutableArray<CaseDecision> Decisions { get; init; } = [];

    /// <summary>What came of it and what was learnt, as its owner wrote it for the case; absent where they wrote nothing.</summary>
    public string? CameOfIt { get; init; }

    /// <summary>What people said, word for word, where that was released.</summary>
    public ImmutableArray<CaseQuote> Quotes { get; init; } = [];
}

/// <summary>A criterion of a case.</summary>
/// <param name="Number">Its number in the case, from 1.</param>
/// <param name="Name">Its name, as the owner wrote it for the case; absent where they wrote none.</param>
/// <param name="Direction">Which way is better; absent where it stands beside the others.</param>
/// <param name="InWords">Whether its scale is in words.</param>
/// <param name="Weight">How much it weighs beside the others; absent where it stands beside them, and has no weight.</param>
/// <param name="Beside">The kind of its scale, where it stands beside since it cannot be added up; absent where it is scored.</param>
public sealed record CaseCriterion(int Number, string? Name, Direction? Direction, bool InWords, WeightBand? Weight, BesideScaleKind? Beside = null);

/// <summary>A proposal of a case.</summary>
/// <param name="Letter">Its letter in the case: A, B, … Z, AA.</param>
/// <param name="Description">What it comes to, as the owner wrote it for the case; absent where they wrote nothing.</param>
/// <param name="DoNothing">Whether it is the do-nothing option.</param>
/// <param name="Costs">How much it costs; absent where that is not known.</param>
/// <param name="Place">Its place by the computed outcome, from 1; equal totals share the better place. Absent where it has no total.</param>
/// <param name="Withdrawn">Whether it was withdrawn.</param>
public sealed record CaseProposal(string Letter, string? Description, bool DoNothing, AmountBand? Costs, int? Place, bool Withdrawn);

/// <summary>Who a party is in a case: of which kind, and which one of that kind.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Number">Which of its kind, from 1; absent where there is one of the kind.</param>
public sealed record CaseRole(PartyKind Kind, int? Number);

/// <summary>A party of a case.</summary>
/// <param name="Role">Who it is.</param>
/// <param name="Say">What say it has.</param>
/// <param name="Left">Whether it withdrew.</param>
/// <param name="Positions">Where it stands on proposals, in their order.</param>
/// <param name="Prefers">Letter of the proposal that it prefers; absent where it said none.</param>
/// <param name="Objections">What it objected to, in the order in which it did.</param>
/// <param name="Advice">The advice that it was asked for, in the order in which it was.</param>
public sealed record CaseParty(
    CaseRole Role, Say Say, bool Left, ImmutableArray<CasePosition> Positions, string? Prefers, ImmutableArray<CaseObjection> Objections, ImmutableArray<CaseAdvice> Advice);

/// <summary>Where a party stands on a proposal of a case.</summary>
/// <param name="Proposal">Letter of the proposal.</param>
/// <param name="Position">Where it stands.</param>
public sealed record CasePosition(string Proposal, Position Position);

/// <summary>An objection of a party in a case.</summary>
/// <param name="Proposal">Letter of the proposal; absent where it is about the weighing as a whole.</param>
/// <param name="Resolved">How it was resolved; absent while it stands.</param>
public sealed record CaseObjection(string? Proposal, ResolutionMeans? Resolved);

/// <summary>An advice of a party in a case.</summary>
/// <param name="Statutory">Whether the law gives a right of advice.</param>
/// <param name="Tenor">What it comes to; absent where that was not said, or it was not received.</param>
/// <param name="Followed">Whether it was followed; absent where nobody said what was done with it.</param>
/// <param name="Ground">The coded ground of a deviation; absent where it was followed.</param>
public sealed record CaseAdvice(bool Statutory, AdviceTenor? Tenor, bool? Followed, DeviationGround? Ground);

/// <summary>A decision of a case.</summary>
/// <param name="Kind">What was decided.</param>
/// <param name="Chosen">Letters of the proposals that were chosen; empty where none was.</param>
/// <param name="ChosenPlace">The best place of those by what was computed from what was known then, from 1; absent where they had no total.</param>
/// <param name="Taken">The quarter in which it was taken.</param>
/// <param name="Deviations">What it deviates from on purpose, each with the coded ground.</param>
/// <param name="Dissent">Whether somebody would have decided otherwise, and said so.</param>
/// <param name="Approved">What the approver ruled; absent where nothing was ruled.</param>
/// <param name="Stands">Whether it stood when the copy was made.</param>
/// <param name="CarriedOut">The quarter in which its execution began; absent where it did not.</param>
/// <param name="AssumptionFell">Whether an assumption no longer held.</param>
/// <param name="Reviews">What its reviews concluded.</param>
public sealed record CaseDecision(
    DecisionKind Kind, ImmutableArray<string> Chosen, int? ChosenPlace, string Taken, ImmutableArray<CaseDeviation> Deviations, bool Dissent, bool? Approved, bool Stands, string? CarriedOut,
    bool AssumptionFell, ImmutableArray<CaseReview> Reviews);

/// <summary>What a decision of a case deviates from.</summary>
/// <param name="From">What it deviates from.</param>
/// <param name="Ground">The coded ground.</param>
public sealed record CaseDeviation(DeviationFrom From, DeviationGround Ground);

/// <summary>A review of a decision of a case.</summary>
/// <param name="Held">The quarter in which it was held.</param>
/// <param name="Conclusion">What follows from it.</param>
public sealed record CaseReview(string Held, ReviewConclusion Conclusion);

/// <summary>What somebody said, word for word.</summary>
/// <param name="By">Whose words they are; absent where they belong to no party.</param>
/// <param name="Text">The words.</param>
public sealed record CaseQuote(CaseRole? By, string Text);
