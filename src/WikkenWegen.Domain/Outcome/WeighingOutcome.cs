using System.Collections.Immutable;
using System.Text.Json.Serialization;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>What one criterion adds to a total.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Points">Its points, 0 or more; those of all criteria add up to the expected total as it is shown.</param>
public sealed record Contribution(string Criterion, decimal Points);

/// <summary>The result of one proposal.</summary>
/// <param name="Proposal">Its code and newest revision.</param>
/// <param name="Rank">Its place, from 1 for the best; equal totals share the better place. Absent where there is no total.</param>
/// <param name="Total">The total with its band, in points from 0 (every score at its worst) to 100 (at its best), in two decimals. Absent where a score is missing.</param>
/// <param name="OnScale">The same total on the scale that all criteria have in common, in its numbers, in at most four decimals; absent where they have no such scale, or where there is no total.</param>
/// <param name="Possible">Where a score is missing: the least and the greatest total that any scores on the scale could still give it, in points; absent where there is a total.</param>
/// <param name="Missing">Codes of the criteria for which its score is missing; empty where there is a total.</param>
/// <param name="Contributions">What each criterion adds to the expected total, in the order of the criteria; empty where there is no total.</param>
public sealed record ProposalResult(
    ProposalRevisionReference Proposal, int? Rank, Estimate? Total, Estimate? OnScale, PossibleTotal? Possible, ImmutableArray<string> Missing, ImmutableArray<Contribution> Contributions);

/// <summary>The least and the greatest total that a proposal can have.</summary>
/// <param name="Low">The least, in points from 0 to 100.</param>
/// <param name="High">The greatest, in points from 0 to 100.</param>
public sealed record PossibleTotal(decimal Low, decimal High);

/// <summary>A proposal over which the first is not clearly ahead.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Why">All reasons.</param>
public sealed record DoubtfulRival(string Proposal, ImmutableArray<OutcomeDoubt> Why);

/// <summary>That one proposal dominates another.</summary>
/// <param name="By">Code of the better proposal.</param>
/// <param name="Over">Code of the other.</param>
/// <param name="Strength">How.</param>
/// <param name="Robust">Whether it holds for every score within the ranges.</param>
public sealed record DominatedProposal(string By, string Over, DominanceStrength Strength, bool Robust);

/// <summary>A change of one weight after which another proposal is first, the other weights keeping their proportions.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Share">Its share in all weights now, in percent.</param>
/// <param name="At">The share at which the first is no longer alone in front, in percent; beyond it another is ahead.</param>
/// <param name="Change">How much that is more or, below 0, less, in percentage points.</param>
/// <param name="NewFirst">Codes of the proposals that are first beyond it; usually one.</param>
public sealed record OutcomeFlip(string Criterion, decimal Share, decimal At, decimal Change, ImmutableArray<string> NewFirst);

/// <summary>The same change in whole points out of 100, as people hand them out.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Points">Points more or, below 0, fewer; never 0.</param>
/// <param name="NewFirst">Codes of the proposals that are first after it; usually one.</param>
public sealed record OutcomeFlipInPoints(string Criterion, int Points, ImmutableArray<string> NewFirst);

/// <summary>Between which shares of one criterion the first proposal stays first.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Share">Its share in all weights now, in percent; all shares add up to 100.</param>
/// <param name="Low">The least share at which the first is still first, possibly with others, in percent; absent where this criterion has all weight.</param>
/// <param name="High">The greatest such share, in percent; absent where this criterion has all weight.</param>
/// <param name="Flip">The smallest change of this weight after which another is first; absent where none does.</param>
public sealed record WeightInterval(string Criterion, decimal Share, decimal? Low, decimal? High, OutcomeFlip? Flip);

/// <summary>The score at which two proposals draw level, all else being equal.</summary>
/// <param name="Proposal">Code of the proposal whose score changes.</param>
/// <param name="Criterion">Code of the criterion on which it changes.</param>
/// <param name="Rival">Code of the proposal with which it draws level.</param>
/// <param name="Expected">Its expected score now, on the scale of the criterion: the mean over the assessors.</param>
/// <param name="At">The score at which they draw level; absent where no score on the scale brings them level.</param>
public sealed record ScoreSwitch(string Proposal, string Criterion, string Rival, decimal Expected, decimal? At);

/// <summary>How to recompute the outcome many times, with drawn scores and weights.</summary>
public sealed record OutcomeDrawing
{
    /// <summary>The most draws.</summary>
    public const int MostDraws = 100_000;

    /// <summary>10,000 draws with a seed derived from the weighing and the fingerprint.</summary>
    public static readonly OutcomeDrawing Usual = new();

    /// <summary>How often to recompute, from 0 (not at all) to <see cref="MostDraws"/>; 10,000 by default.</summary>
    public int Draws { get; init; } = 10_000;

    /// <summary>Seed of the draws; null to derive it from the weighing and the fingerprint of the inputs, so that nobody can try seeds until one pleases.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How weights are drawn.</summary>
    public DrawnWeights Weights { get; init; }

    /// <summary>Threads to use, 1 or more. Changes the time and not one bit of the outcome.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>How one proposal did in the recomputed cases.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="First">In how many cases it was first, also where it shared that place.</param>
/// <param name="FirstIn100">The same out of 100, rounded; it is 100 or 0 only where it was first in all cases or in none.</param>
/// <param name="Ranks">In how many cases it took each place, from the first; empty where more than 50 proposals are compared.</param>
/// <param name="Ahead">In how many cases it was ahead of each other proposal; where more than 50 are compared, only for the first.</param>
public sealed record RecomputedProposal(string Proposal, int First, int FirstIn100, ImmutableArray<int> Ranks, ImmutableArray<AheadOf> Ahead);

/// <summary>How often one proposal was ahead of another.</summary>
/// <param name="Of">Code of the other proposal.</param>
/// <param name="Cases">In how many of the recomputed cases.</param>
/// <param name="CasesIn100">The same out of 100, rounded; it is 100 or 0 only where it was so in all cases or in none.</param>
public sealed record AheadOf(string Of, int Cases, int CasesIn100);

/// <summary>The outcome recomputed many times (SMAA-2): scores drawn between low and high, most often near what was expected, and weights drawn too.</summary>
/// <param name="Draws">How many cases were recomputed.</param>
/// <param name="Seed">Seed of the draws, in decimal digits.</param>
/// <param name="Generator">Name of the generator of the draws.</param>
/// <param name="Weights">How weights were drawn.</param>
/// <param name="Proposals">How each proposal with a total did, in the order of the results.</param>
/// <param name="InWords">How often the first came first, in plain words.</param>
/// <param name="AheadInWords">How often the first was ahead of the second, in plain words; absent where one proposal has a total.</param>
public sealed record RecomputedCases(int Draws, string Seed, string Generator, DrawnWeights Weights, ImmutableArray<RecomputedProposal> Proposals, Spoken InWords, Spoken? AheadInWords);

/// <summary>What comes out by the scores of one assessor alone.</summary>
/// <param name="By">Who judged.</param>
/// <param name="First">Codes of the proposals that come first; empty where no proposal has a total.</param>
/// <param name="SameFirst">Whether those are the first of the whole outcome.</param>
/// <param name="Totals">The totals of the proposals for which they scored every criterion, best first.</param>
/// <param name="Missing">What they did not score, in the order of the proposals and criteria.</param>
public sealed record AssessorOutcome(Who By, ImmutableArray<string> First, bool SameFirst, ImmutableArray<AssessorTotal> Totals, ImmutableArray<MissingScore> Missing);

/// <summary>The total of a proposal by one assessor.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Rank">Its place, from 1 for the best; equal totals share the better place.</param>
/// <param name="Total">The total with its band, in points from 0 to 100.</param>
public sealed record AssessorTotal(string Proposal, int Rank, Estimate Total);

/// <summary>Where assessors differ.</summary>
/// <param name="Proposal">Code of the proposal.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Lowest">The score that is worth least.</param>
/// <param name="Highest">The score that is worth most.</param>
/// <param name="Points">What lies between them in the total, in points: the weight counts.</param>
public sealed record AssessorDifference(string Proposal, string Criterion, AssessorScore Lowest, AssessorScore Highest, decimal Points);

/// <summary>The expected score of one assessor.</summary>
/// <param name="By">Who judged.</param>
/// <param name="Expected">Their expected score, on the scale of the criterion.</param>
/// <param name="Score">Number of the score; absent where a what-if supposes it.</param>
public sealed record AssessorScore(Who By, decimal Expected, int? Score);

/// <summary>
/// The outcome of a weighing: which proposal comes out, by how much, and how sure that is. The additive value model on the scales of the criteria,
/// exact up to the last rounding for the reader (numbers of up to 15 digits; of longer ones, the nearest binary number counts). The
/// same inputs give the same bits, on any machine.
/// </summary>
public sealed record WeighingOutcome
{
    /// <summary>The most decimals of points and percentages that are shown.</summary>
    public const int Digits = 2;

    /// <summary>The first method. A proposal of which a score is missing makes the order unclear only where it can still get more than the least total of the first.</summary>
    public static readonly OutcomeMethod FirstMethod = new("additive-value", "1.0.0");

    /// <summary>Rises where something else is said of the same computed numbers, such as by the summary, so that who kept an answer asks for it again. The first edition was not named.</summary>
    public const int Edition = 3;

    /// <summary>
    /// The method by which outcomes are computed. Its version changes whenever the same inputs could give another outcome. Since 1.1.0 a proposal of which
    /// a score is missing also makes the order unclear where it can still come level with the first, or nearer to it than the margin that was agreed.
    /// </summary>
    public static readonly OutcomeMethod CurrentMethod = new("additive-value", "1.1.0");

    /// <summary>The methods by which this release can compute: what was recorded by an earlier one can be computed again for ever, to the same bits.</summary>
    public static readonly ImmutableArray<OutcomeMethod> Methods = [FirstMethod, CurrentMethod];

    /// <summary>The method by which it was computed.</summary>
    public OutcomeMethod Method { get; init; } = CurrentMethod;

    /// <summary>What it was computed from.</summary>
    public required OutcomeInputs Inputs { get; init; }

    /// <summary>The results, the best first, and of equal ones by code; then those without a total, by code.</summary>
    public required ImmutableArray<ProposalResult> Results { get; init; }

    /// <summary>What was said on the criteria that cannot be added up, beside the results and in none of their numbers; absent where there are no such criteria.</summary>
    public ConsequenceTable? Beside => Inputs.Beside;

    /// <summary>The unit of the scale that all criteria have in common; absent where they have no such scale, or it has no unit.</summary>
    public string? ScaleUnit { get; init; }

    /// <summary>Codes of the proposals in the first place; several where their totals are equal, none where no proposal has a total.</summary>
    public ImmutableArray<string> First { get; init; } = [];

    /// <summary>Code of the proposal that is clearly ahead of every other; absent where there is none, and the order is not clear.</summary>
    public string? ClearWinner { get; init; }

    /// <summary>The difference between the totals of the first and the second as they are shown, in points; absent where fewer than two have a total.</summary>
    public decimal? Margin { get; init; }

    /// <summary>The proposals over which the first is not clearly ahead, in the order of the results; empty where there is a clear winner.</summary>
    public ImmutableArray<DoubtfulRival> Doubts { get; init; } = [];

    /// <summary>
    /// Codes of the proposals that can come first, alone or with others: the first, and those over which it is not clearly ahead, as far as no other always
    /// stays above them, whatever their scores turn out to be within their ranges and whatever is given where they are missing. For who explains.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<string> CanComeFirst { get; init; } = [];

    /// <summary>
    /// Codes of the proposals of which a score is missing and whose total, with the best score there, is not clearly behind that of the first: above it, level with
    /// it, or behind it by less than the difference that counts. For who explains.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<string> CanComeNear { get; init; } = [];

    /// <summary>What comes out, in one sentence.</summary>
    public required Spoken Summary { get; init; }

    /// <summary>Which proposals are at least as good as others on every criterion; where more than 50 are compared, only those by the first.</summary>
    public ImmutableArray<DominatedProposal> Dominance { get; init; } = [];

    /// <summary>Between which weights the first stays first, for each criterion, in their order; empty where no proposal has a total.</summary>
    public ImmutableArray<WeightInterval> Weights { get; init; } = [];

    /// <summary>The smallest change of one weight after which another is first; absent where no single weight can.</summary>
    public OutcomeFlip? SmallestFlip { get; init; }

    /// <summary>The smallest such change in whole points out of 100; absent where no whole number of points can.</summary>
    public OutcomeFlipInPoints? SmallestFlipInPoints { get; init; }

    /// <summary>For each criterion with a weight: the score at which the first falls back to another, and the one at which that other draws level with the first. Of others than the second only where such a score lies on the scale; where more than 50 are compared, only of the second.</summary>
    public ImmutableArray<ScoreSwitch> Switches { get; init; } = [];

    /// <summary>The outcome recomputed many times; absent where no proposal has a total, or no draws were asked.</summary>
    public RecomputedCases? Recomputed { get; init; }

    /// <summary>What comes out by each assessor alone, in the order of their first scores; empty where there is one assessor or none.</summary>
    public ImmutableArray<AssessorOutcome> ByAssessor { get; init; } = [];

    /// <summary>Where assessors differ most, in points, the most first; at most 20, empty where they do not.</summary>
    public ImmutableArray<AssessorDifference> Differences { get; init; } = [];

    /// <summary>SHA-256 of everything that came out: 64 lower-case hexadecimal digits. Two outcomes with the same digest are the same to the bit.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The exact totals and contributions, from 0 to 1, of the proposals that have a total; null where none has. For who explains.</summary>
    [JsonIgnore]
    public AdditiveValue? Exact { get; init; }

    /// <summary>The result of a proposal; null where it is not compared.</summary>
    public ProposalResult? Of(string proposal) => Results.FirstOrDefault(r => r.Proposal.Code == proposal);

    /// <summary>The outcome of a weighing.</summary>
    /// <param name="weighing">The state, as the reader may see it; its id must be filled in.</param>
    /// <param name="selection">Which criteria and scores; one that refuses nothing.</param>
    /// <param name="drawing">How often to recompute it, and how.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WeighingOutcome Of(Weighing weighing, OutcomeSelection selection, OutcomeDrawing drawing, CancellationToken cancellation) =>
        Of(OutcomeInputs.Of(weighing, selection, cancellation), drawing, cancellation);

    /// <summary>The outcome of inputs.</summary>
    /// <param name="inputs">What it is computed from; of which <see cref="OutcomeWork.Refusals"/> says that it is not too much.</param>
    /// <param name="drawing">How often to recompute it, and how.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WeighingOutcome Of(OutcomeInputs inputs, OutcomeDrawing drawing, CancellationToken cancellation) => Of(inputs, drawing, CurrentMethod, cancellation);

    /// <summary>The outcome of inputs by one of the methods.</summary>
    /// <param name="inputs">What it is computed from; of which <see cref="OutcomeWork.Refusals"/> says that it is not too much.</param>
    /// <param name="drawing">How often to recompute it, and how.</param>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of these.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WeighingOutcome Of(OutcomeInputs inputs, OutcomeDrawing drawing, OutcomeMethod method, CancellationToken cancellation) =>
        Methods.Contains(method) ? OutcomeComputation.Compute(inputs, drawing, method, cancellation) : throw new ArgumentOutOfRangeException(nameof(method), method, "No method of this release.");
}
