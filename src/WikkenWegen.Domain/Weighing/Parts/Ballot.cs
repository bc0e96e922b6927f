using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What can be voted.</summary>
public enum Vote
{
    /// <summary>For what the ballot is about.</summary>
    InFavour,

    /// <summary>Against it.</summary>
    Against,

    /// <summary>For one of its proposals over the others.</summary>
    Prefers,

    /// <summary>Neither, on purpose (onthouding).</summary>
    Abstention,

    /// <summary>A ballot paper with nothing on it (blanco).</summary>
    Blank,

    /// <summary>A ballot paper that does not count (ongeldig).</summary>
    Invalid,
}

/// <summary>Of what a threshold is a part.</summary>
public enum ThresholdBase
{
    /// <summary>Of all who were entitled to vote, those who stayed away included.</summary>
    Entitled,

    /// <summary>Of all who took part: every vote, abstentions, blank and invalid ones included.</summary>
    Turnout,

    /// <summary>Of the votes that say something: in favour, against, or for a proposal.</summary>
    VotesCast,
}

/// <summary>Who was entitled to vote.</summary>
/// <param name="Number">How many, at least 1: persons or households, as the description says.</param>
/// <param name="Description">Who they were, such as the households of complex 507.</param>
public sealed record Electorate(int Number, string Description);

/// <summary>The votes of one kind.</summary>
/// <param name="Vote">What was voted.</param>
/// <param name="Proposal">Code of the proposal; present for a preference only.</param>
/// <param name="Number">How many voted so, 0 or more.</param>
public sealed record VoteCount(Vote Vote, string? Proposal, int Number);

/// <summary>What had to be reached.</summary>
/// <param name="Percent">The least part, in per cent: above 0, at most 100.</param>
/// <param name="Of">Of what it is a part.</param>
public sealed record Threshold(decimal Percent, ThresholdBase Of);

/// <summary>What was asked in a ballot, and what came of it.</summary>
public sealed record BallotContent
{
    /// <summary>The revisions of the proposals that it was about; at least one.</summary>
    public required ImmutableArray<ProposalRevisionReference> Proposals { get; init; }

    /// <summary>What was asked, in words; absent where that was not said.</summary>
    public string? Question { get; init; }

    /// <summary>Who was entitled to vote.</summary>
    public required Electorate Entitled { get; init; }

    /// <summary>Code of the stakeholder among whose people it was held; absent where it was held among others.</summary>
    public string? Stakeholder { get; init; }

    /// <summary>The complex whose residents voted, by its URI in the corporation's own registration; absent where it was about no single complex.</summary>
    public string? Complex { get; init; }

    /// <summary>The votes, in the order in which they were given; at least one row, and none twice.</summary>
    public required ImmutableArray<VoteCount> Votes { get; init; }

    /// <summary>How it was held, such as by letter, one vote a household; absent where that was not said.</summary>
    public string? Method { get; init; }

    /// <summary>First day (Dutch calendar) on which votes could be given; absent where that was not said.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day (Dutch calendar) on which votes could be given, that day included; absent where that was not said.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What had to be reached; absent where no threshold was set.</summary>
    public Threshold? Threshold { get; init; }

    /// <summary>The documents with the result; empty by default.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>How many there are of what a threshold can be a part of.</summary>
    public int CountOf(ThresholdBase of) => of switch
    {
        ThresholdBase.Entitled => Entitled.Number,
        ThresholdBase.Turnout => (int)Votes.Sum(v => (long)v.Number),
        _ => (int)Votes.Where(v => v.Vote is Vote.InFavour or Vote.Against or Vote.Prefers).Sum(v => (long)v.Number),
    };

    /// <summary>
    /// The votes for something, each as a part of what the threshold is a part of; of all votes that say something, where there is no
    /// threshold. Computed exactly, in whole numbers. A threshold is always answered: where nobody voted in favour, by a share of no votes in
    /// favour; where proposals were chosen between, by a share for each of them.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<VoteShare> Shares
    {
        get
        {
            var of = Threshold?.Of ?? ThresholdBase.VotesCast;
            var total = CountOf(of);
            return [.. Votes.Where(v => v.Vote is Vote.InFavour or Vote.Prefers).Concat(NotVoted()).Select(v => new VoteShare(v.Vote, v.Proposal, v.Number, of, total, Threshold?.Percent))];
        }
    }

    /// <summary>What a threshold is about and nobody voted for; nothing without a threshold.</summary>
    private IEnumerable<VoteCount> NotVoted()
    {
        if (Threshold is null) return [];
        if (Votes.Any(v => v.Vote == Vote.Prefers))
            return Proposals.Where(p => !Votes.Any(v => v.Proposal == p.Code)).Select(p => new VoteCount(Vote.Prefers, p.Code, 0));
        return Votes.Any(v => v.Vote == Vote.InFavour) ? [] : [new VoteCount(Vote.InFavour, null, 0)];
    }
}

/// <summary>Votes for something, as a part of a whole.</summary>
/// <param name="Vote">In favour, or a preference for one of the proposals.</param>
/// <param name="Proposal">Code of the proposal; present for a preference only.</param>
/// <param name="Votes">How many voted so.</param>
/// <param name="Of">Of what they are a part.</param>
/// <param name="Total">How many that is.</param>
/// <param name="Threshold">The least part that had to be reached, in per cent; absent where there was no threshold.</param>
public sealed record VoteShare(Vote Vote, string? Proposal, int Votes, ThresholdBase Of, int Total, decimal? Threshold)
{
    /// <summary>The most digits that a decimal can always hold.</summary>
    private const int MostDigits = 28;

    /// <summary>
    /// The part in per cent, rounded to one decimal, halves away from zero; to as many more as it takes not to seem to reach a threshold that it
    /// does not reach, or the other way round. Absent where the whole is 0. To be read; what was reached is computed from the votes.
    /// </summary>
    public decimal? Percent
    {
        get
        {
            if (Total == 0) return null;
            var reached = Reached;
            for (var decimals = 1; decimals <= MostDecimals; decimals++)
                if (Rounded(decimals) is var rounded && (reached is null || rounded >= Threshold == reached)) return rounded;
            return Cut(MostDecimals); // not reached, by less than a decimal can tell
        }
    }

    /// <summary>Whether the threshold was reached: votes / total ≥ threshold / 100, compared as fractions. Absent where there was no threshold; false where the whole is 0.</summary>
    public bool? Reached
    {
        get
        {
            if (Threshold is not { } percent) return null;
            // percent = unscaled / 10^scale, so that nothing is rounded.
            var bits = decimal.GetBits(percent);
            var unscaled = new BigInteger((uint)bits[2]) << 64 | new BigInteger((uint)bits[1]) << 32 | new BigInteger((uint)bits[0]);
            return Total > 0 && 100 * BigInteger.Pow(10, percent.Scale) * Votes >= unscaled * Total;
        }
    }

    /// <summary>As many decimals as a decimal can hold behind the whole per cents.</summary>
    private int MostDecimals => MostDigits - (int)(100L * Votes / Total) switch { < 1 => 0, < 10 => 1, < 100 => 2, _ => 3 };

    private decimal Rounded(int decimals) => Scaled((2 * Hundredfold(decimals) + Total) / (2L * Total), decimals);

    /// <summary>Cut off and not rounded, so that it is never more than the fraction itself.</summary>
    private decimal Cut(int decimals) => Scaled(Hundredfold(decimals) / Total, decimals);

    private BigInteger Hundredfold(int decimals) => 100 * BigInteger.Pow(10, decimals) * Votes;

    private static decimal Scaled(BigInteger unscaled, int decimals) => (decimal)unscaled / (decimal)BigInteger.Pow(10, decimals);
}

/// <summary>A ballot (stemming, draagvlakmeting).</summary>
/// <param name="Number">Number of the ballot, from 1 within the weighing.</param>
/// <param name="Content">What was asked, of whom, and the votes.</param>
/// <param name="Origin">The event in which its result was established.</param>
public sealed record Ballot(int Number, BallotContent Content, Origin Origin)
{
    /// <summary>The corrections of what was recorded of it, oldest first; empty where there are none. The content is as it was corrected last.</summary>
    public ImmutableArray<BallotCorrection> Corrections { get; init; } = [];

    /// <summary>How many votes were given, abstentions, blank and invalid ones included.</summary>
    public int Turnout => Content.CountOf(ThresholdBase.Turnout);

    /// <summary>The votes for something, each as a part of the whole, and whether the threshold was reached.</summary>
    public ImmutableArray<VoteShare> Shares => Content.Shares;
}

/// <summary>A correction of what was recorded of a ballot.</summary>
/// <param name="Number">Number of the correction, from 1 within the ballot.</param>
/// <param name="Before">What was recorded of the ballot until then.</param>
/// <param name="Reason">Why, kept in the vault.</param>
/// <param name="Origin">The event of the correction.</param>
public sealed record BallotCorrection(int Number, BallotContent Before, Sealed Reason, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All ballots, in the order of their numbers.</summary>
    public GrowingList<Ballot> Ballots { get; internal init; } = [];

    /// <summary>The ballot with this number, or null.</summary>
    public Ballot? Ballot(int number) => Ballots.FirstOrDefault(b => b.Number == number);
}
