using System.Collections.Immutable;

namespace WikkenWegen.Domain.Support;

/// <summary>
/// Agreement and support (draagvlak) for the proposals of a weighing, apart from their scores. It is counted by party and never mixed into a
/// total. A party that withdrew from the weighing is not counted; what it said stays in the list of positions.
/// </summary>
public sealed record SupportReport
{
    /// <summary>Rises where another report follows from the same events, so that who kept one asks for it again. The first edition was not named.</summary>
    public const int Edition = 3;

    /// <summary>The highest number of the events that it rests on.</summary>
    public required int Version { get; init; }

    /// <summary>The process form of the framing, which says what agreement is asked for.</summary>
    public required ProcessForm ProcessForm { get; init; }

    /// <summary>Who was invited and who was heard.</summary>
    public required Participation Participation { get; init; }

    /// <summary>How many inputs, objections, scores and consequences the reader may not read yet, because their blind round is open; nothing of them is counted here.</summary>
    public required int Hidden { get; init; }

    /// <summary>What each party said of each proposal, in the order of the inputs; also what a later input took the place of.</summary>
    public required ImmutableArray<StatedPosition> Positions { get; init; }

    /// <summary>The support for each proposal that was not withdrawn, in the order of the proposals.</summary>
    public required ImmutableArray<ProposalSupport> Proposals { get; init; }

    /// <summary>How the support stood when each round closed; of an open round how it stands. In the order of the rounds.</summary>
    public required ImmutableArray<RoundSupport> Rounds { get; init; }

    /// <summary>The parties who took another position than before, or gave another resistance, in the order in which that happened.</summary>
    public required ImmutableArray<PositionMove> Moves { get; init; }

    /// <summary>The ballots, each against its threshold.</summary>
    public required ImmutableArray<BallotResult> Ballots { get; init; }

    /// <summary>How far those who scored agree.</summary>
    public required AssessorAgreement Assessors { get; init; }

    /// <summary>The support for what was decided; absent while no decision stands that chose a proposal.</summary>
    public DecisionSupport? Decision { get; init; }

    /// <summary>The criteria in force that are support themselves, so that support counts twice: in the score, and as support.</summary>
    public required ImmutableArray<SupportCriterion> CountedTwice { get; init; }
}

/// <summary>Who was invited and who was heard.</summary>
/// <param name="Invited">How many stakeholders were invited, also those who withdrew.</param>
/// <param name="Heard">How many of them gave input that stands, objected, advised, scored, stated a consequence or voted.</param>
/// <param name="NotHeard">Those who take part and were not heard, in the order of invitation.</param>
/// <param name="Withdrew">Codes of those who withdrew, in the order of invitation.</param>
public sealed record Participation(int Invited, int Heard, ImmutableArray<Unheard> NotHeard, ImmutableArray<string> Withdrew);

/// <summary>A stakeholder who has a say and was not heard.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Say">What say they have.</param>
/// <param name="Event">Number of the event in which they were invited.</param>
public sealed record Unheard(string Stakeholder, Say Say, int Event);

/// <summary>What a party said in an input, in its revision in force.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Party">The party.</param>
/// <param name="Input">Number of the input.</param>
/// <param name="Round">Number of the round in which it was given; absent outside rounds.</param>
/// <param name="Proposal">The revision of the proposal that it is about; absent where it is about the question as a whole.</param>
/// <param name="Position">The position; absent where none was taken.</param>
/// <param name="Resistance">The resistance, from 0 to 10; absent where none was given.</param>
/// <param name="PreferredProposal">Code of the proposal that is preferred; absent where that was not said.</param>
/// <param name="Counts">Whether any of it is the newest of this party, so that it counts below.</param>
/// <param name="Event">Number of the event in which it was given so.</param>
public sealed record StatedPosition(
    string Stakeholder, string Party, int Input, int? Round, ProposalRevisionReference? Proposal, Position? Position, int? Resistance, string? PreferredProposal, bool Counts, int Event);

/// <summary>The support for one proposal, by the newest position of each party.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Positions">The parties by position, in the order of the positions; only those that somebody took.</param>
/// <param name="OnEarlierRevision">Codes of the stakeholders whose newest position is about an earlier revision of the proposal.</param>
/// <param name="NotSpoken">Codes of the stakeholders who take part and took no position on it, in the order of invitation.</param>
/// <param name="PreferredBy">Codes of the stakeholders who prefer it to the others, in the order of invitation.</param>
/// <param name="Objections">The overriding objections that stand against it.</param>
/// <param name="Resistance">The resistance against it; absent where nobody gave any.</param>
/// <param name="Agreement">Whether the agreement that the process form asks for is there.</param>
public sealed record ProposalSupport(
    string Proposal, ImmutableArray<PositionCount> Positions, ImmutableArray<string> OnEarlierRevision, ImmutableArray<string> NotSpoken,
    ImmutableArray<string> PreferredBy, ImmutableArray<StandingObjection> Objections, ResistanceCount? Resistance, ProcessAgreement Agreement)
{
    /// <summary>Codes of the stakeholders who took one of these positions, in the order of the positions.</summary>
    internal ImmutableArray<string> Who(params ReadOnlySpan<Position> positions)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        foreach (var count in Positions)
            if (positions.Contains(count.Position)) codes.AddRange(count.Stakeholders);
        return codes.ToImmutable();
    }
}

/// <summary>The parties who took a position.</summary>
/// <param name="Position">The position.</param>
/// <param name="Stakeholders">Codes of the stakeholders, in the order of invitation.</param>
/// <param name="Events">Numbers of the events in which they took it, in the same order.</param>
public sealed record PositionCount(Position Position, ImmutableArray<string> Stakeholders, ImmutableArray<int> Events);

/// <summary>An overriding objection that stands: it was not resolved, or it was set aside and its maker did not change their mind.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Objection">Number of the objection; absent where it stands in an input alone.</param>
/// <param name="Input">Number of the input in which it was taken; absent where there is none.</param>
/// <param name="SetAside">Whether it was weighed and set aside.</param>
/// <param name="Event">Number of the event in which it was raised.</param>
public sealed record StandingObjection(string Stakeholder, int? Objection, int? Input, bool SetAside, int Event);

/// <summary>The resistance against a proposal (systemic consensus): the less the better.</summary>
/// <param name="Sum">Sum of the newest resistance of each party, each from 0 to 10.</param>
/// <param name="Parties">How many parties gave a resistance; the others are left out.</param>
/// <param name="Mean">Mean resistance, from 0 to 10, rounded to two decimals.</param>
/// <param name="Highest">The highest resistance that a party gave.</param>
/// <param name="Acceptance">1 − mean / 10, from 0 to 1, rounded to three decimals.</param>
/// <param name="Rank">Place among the proposals by mean resistance, 1 for the least; equal ones share a place.</param>
/// <param name="Events">Numbers of the events in which it was given, rising.</param>
public sealed record ResistanceCount(int Sum, int Parties, decimal Mean, int Highest, decimal Acceptance, int Rank, ImmutableArray<int> Events);

/// <summary>
/// The agreement on a proposal. Consent: no overriding objection of somebody who has to agree stands, and all whose consent is needed were heard. Consensus: all whose
/// agreement is needed are in favour. Majority: of those who decide or consent and took a position, more are in favour than not.
/// </summary>
/// <param name="State">Whether it is there.</param>
/// <param name="Against">Codes of the stakeholders by whom it is not there: whose overriding objection stands, or who are not in favour.</param>
/// <param name="Awaited">Codes of the stakeholders whose word is still needed to say it.</param>
public sealed record ProcessAgreement(AgreementState State, ImmutableArray<string> Against, ImmutableArray<string> Awaited);

/// <summary>How the support stood when a round closed.</summary>
/// <param name="Round">Number of the round.</param>
/// <param name="Closed">Number of the event in which it closed; absent while it is open.</param>
/// <param name="Proposals">The support for each proposal of which anything was said by then.</param>
public sealed record RoundSupport(int Round, int? Closed, ImmutableArray<RoundCount> Proposals);

/// <summary>The support for a proposal when a round closed, by the newest position of each party by then.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="InFavour">How many parties were in favour, on conditions or not, or consented.</param>
/// <param name="Neutral">How many were neutral or abstained.</param>
/// <param name="Against">How many were against, or had an overriding objection.</param>
/// <param name="PreferredBy">How many preferred it to the others.</param>
/// <param name="MeanResistance">Mean resistance, from 0 to 10, rounded to two decimals; absent where nobody gave any.</param>
public sealed record RoundCount(string Proposal, int InFavour, int Neutral, int Against, int PreferredBy, decimal? MeanResistance);

/// <summary>A party who took another position on a proposal than before, or gave another resistance, or came to prefer another.</summary>
/// <param name="Stakeholder">Code of the stakeholder.</param>
/// <param name="Proposal">Code of the proposal; absent for a preference.</param>
/// <param name="Round">Number of the round in which they did; absent outside rounds.</param>
/// <param name="From">The position before; absent where the position stayed as it was.</param>
/// <param name="To">The position since; absent where the position stayed as it was.</param>
/// <param name="ResistanceFrom">The resistance before; absent where it stayed as it was.</param>
/// <param name="ResistanceTo">The resistance since; absent where it stayed as it was.</param>
/// <param name="PreferredFrom">Code of the proposal preferred before; absent where that stayed as it was.</param>
/// <param name="PreferredTo">Code of the proposal preferred since; absent where that stayed as it was.</param>
/// <param name="Before">Number of the event in which they said it before.</param>
/// <param name="Event">Number of the event in which they said otherwise.</param>
public sealed record PositionMove(
    string Stakeholder, string? Proposal, int? Round, Position? From, Position? To, int? ResistanceFrom, int? ResistanceTo, string? PreferredFrom, string? PreferredTo, int Before, int Event);

/// <summary>A ballot against its threshold.</summary>
/// <param name="Ballot">Number of the ballot.</param>
/// <param name="Stakeholder">Code of the stakeholder among whose people it was held; absent where it was held among others.</param>
/// <param name="Proposals">The revisions of the proposals that it was about.</param>
/// <param name="Entitled">How many were entitled to vote.</param>
/// <param name="Turnout">How many voted.</param>
/// <param name="Shares">The votes for something, each as a part of what the threshold is a part of, and whether it was reached.</param>
/// <param name="Event">Number of the event in which its result was established, or corrected last.</param>
public sealed record BallotResult(
    int Ballot, string? Stakeholder, ImmutableArray<ProposalRevisionReference> Proposals, int Entitled, int Turnout, ImmutableArray<VoteShare> Shares, int Event);

/// <summary>How far those who scored agree, by their own scores and the weights in force.</summary>
/// <param name="Rankings">The ranking of each assessor who scored every proposal on every criterion that has a weight.</param>
/// <param name="Incomplete">The assessors who did not, and so have no ranking.</param>
/// <param name="KendallW">Kendall's coefficient of concordance of the rankings, from 0 (none) to 1 (all rank alike), rounded to three decimals; absent with fewer than two rankings or proposals, and where it is undefined because everybody ranks all alike.</param>
/// <param name="Differences">Where assessors differ most, the greatest difference first; at most 20.</param>
public sealed record AssessorAgreement(
    ImmutableArray<AssessorRanking> Rankings, ImmutableArray<IncompleteAssessor> Incomplete, decimal? KendallW, ImmutableArray<CellDifference> Differences)
{
    /// <summary>Nobody scored.</summary>
    internal static readonly AssessorAgreement None = new([], [], null, []);
}

/// <summary>How an assessor ranks the proposals.</summary>
/// <param name="By">The assessor: a stakeholder or a role.</param>
/// <param name="Places">The proposals with their places, the best first.</param>
/// <param name="Events">Numbers of the events of the scores that it rests on, rising.</param>
public sealed record AssessorRanking(Who By, ImmutableArray<Place> Places, ImmutableArray<int> Events);

/// <summary>A proposal in a ranking.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Rank">Its place, 1 for the best; equal ones share a place.</param>
public sealed record Place(string Proposal, int Rank);

/// <summary>An assessor who did not score everything.</summary>
/// <param name="By">The assessor: a stakeholder or a role.</param>
/// <param name="Given">How many of the cells they scored.</param>
/// <param name="Of">How many cells there are: proposals times criteria with a weight.</param>
public sealed record IncompleteAssessor(Who By, int Given, int Of);

/// <summary>Where assessors differ: one proposal on one criterion.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Assessors">How many scored it.</param>
/// <param name="Lowest">The lowest expected value, on the scale of the criterion.</param>
/// <param name="LowestBy">Who gave it; the first of them.</param>
/// <param name="Highest">The highest expected value, on the scale of the criterion.</param>
/// <param name="HighestBy">Who gave it; the first of them.</param>
/// <param name="InterquartileRange">The third quartile of the expected values minus the first (linear, as in Excel's QUARTILE.INC), rounded to three decimals.</param>
/// <param name="Spread">The highest minus the lowest as a part of the whole yardstick, from 0 to 1, rounded to three decimals.</param>
/// <param name="Events">Numbers of the events of the scores, rising.</param>
public sealed record CellDifference(
    string Proposal, string Criterion, int Assessors, decimal Lowest, Who LowestBy, decimal Highest, Who HighestBy, decimal InterquartileRange, decimal Spread, ImmutableArray<int> Events);

/// <summary>The support for what was decided. What was said after the decision counts too: a view of its version shows how it was then.</summary>
/// <param name="Decision">Number of the decision.</param>
/// <param name="Proposals">Codes of the proposals that were chosen.</param>
/// <param name="PreferredBy">Codes of the stakeholders who prefer one of them to the others.</param>
/// <param name="InFavour">Codes of the stakeholders who are in favour of one of them, on conditions or not, or consent.</param>
/// <param name="Against">Codes of the stakeholders who are against one of them, or have an overriding objection that stands.</param>
/// <param name="Objections">The overriding objections that stand against them.</param>
public sealed record DecisionSupport(
    int Decision, ImmutableArray<string> Proposals, ImmutableArray<string> PreferredBy, ImmutableArray<string> InFavour, ImmutableArray<string> Against, ImmutableArray<StandingObjection> Objections);

/// <summary>A criterion that is support itself.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Name">Its name.</param>
/// <param name="Percent">Its weight as a part of all weights, in per cent, rounded to one decimal.</param>
/// <param name="Event">Number of the event in which the criteria in force were adopted or changed.</param>
public sealed record SupportCriterion(string Criterion, string Name, decimal Percent, int Event);
