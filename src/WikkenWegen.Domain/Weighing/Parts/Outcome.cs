using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>By what a result was computed, so that it can be computed again.</summary>
/// <param name="Name">Name of the method.</param>
/// <param name="Version">Its semantic version.</param>
public sealed record OutcomeMethod(string Name, string Version);

/// <summary>The result for one proposal.</summary>
/// <param name="Proposal">The revision that was computed.</param>
/// <param name="Rank">Its place, 1 for the best; equal results share the better place.</param>
/// <param name="Value">The total, with its band.</param>
public sealed record ProposalOutcome(ProposalRevisionReference Proposal, int Rank, Estimate Value);

/// <summary>A computed result as it lay on the table when it was discussed. Other results are derived when asked for, never stored.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Method">By what it was computed.</param>
/// <param name="Fingerprint">SHA-256 of the inputs, 64 lower-case hexadecimal digits.</param>
/// <param name="ReadVersion">The newest event number that was read.</param>
/// <param name="Seed">Seed of the draws, where there were any.</param>
/// <param name="Results">The result a proposal.</param>
/// <param name="Origin">Its event.</param>
public sealed record Outcome(
    int Number, OutcomeMethod Method, string Fingerprint, int ReadVersion, string? Seed, ImmutableArray<ProposalOutcome> Results, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All results that lay on the table, by number.</summary>
    public ImmutableArray<Outcome> Outcomes { get; internal init; } = [];
}
