using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>The method by which a result was computed, so that it can be computed again.</summary>
/// <param name="Name">Name of the method.</param>
/// <param name="Version">Version of the method (semantic version).</param>
public sealed record OutcomeMethod(string Name, string Version);

/// <summary>The result for one proposal.</summary>
/// <param name="Proposal">The revision of the proposal for which it was computed.</param>
/// <param name="Rank">Its place, from 1 for the best; equal results share the better place.</param>
/// <param name="Value">The total with its band, in the unit of the outcome.</param>
public sealed record ProposalOutcome(ProposalRevisionReference Proposal, int Rank, Estimate Value);

/// <summary>How the system itself computed an outcome, so that it can be computed again and compared to the bit.</summary>
/// <param name="CriteriaVersion">Number of the version of the criteria under which it was computed, from 1.</param>
/// <param name="Draws">How often it was recomputed with drawn scores and weights; 0 where it was not.</param>
/// <param name="Weights">How weights were drawn.</param>
/// <param name="Digest">SHA-256 of everything that came out: 64 lower-case hexadecimal digits.</param>
public sealed record OwnComputation(int CriteriaVersion, int Draws, DrawnWeights Weights, string Digest);

/// <summary>A computed result as it lay on the table when it was discussed. Other results are derived when asked for, never stored.</summary>
/// <param name="Number">Number of the outcome, from 1 within the weighing.</param>
/// <param name="Method">The method and its version.</param>
/// <param name="Fingerprint">SHA-256 of what the computation read: 64 lower-case hexadecimal digits.</param>
/// <param name="ReadVersion">Number of the newest event that the computation read, from 1.</param>
/// <param name="Seed">Seed of the random draws; absent where nothing was drawn.</param>
/// <param name="Unit">The unit of the totals, such as punten; absent where they have none, or where that was not said.</param>
/// <param name="Results">The result of each proposal; at least one.</param>
/// <param name="Origin">The event in which it was recorded.</param>
/// <param name="Source">Where it was computed, where that was elsewhere; absent where the system computed it itself, or where that was not said.</param>
/// <param name="Computation">How the system itself computed it; absent where it was computed elsewhere.</param>
public sealed record RecordedOutcome(
    int Number, OutcomeMethod Method, string Fingerprint, int ReadVersion, string? Seed, string? Unit, ImmutableArray<ProposalOutcome> Results, Origin Origin,
    string? Source = null, OwnComputation? Computation = null)
{
    /// <summary>Whether it was computed elsewhere, by whoever recorded it, so that it cannot be computed again here.</summary>
    public bool ComputedElsewhere => Computation is null;
}

public sealed partial record Weighing
{
    /// <summary>All computed results that lay on the table, in the order of their numbers.</summary>
    public GrowingList<RecordedOutcome> Outcomes { get; internal init; } = [];
}
