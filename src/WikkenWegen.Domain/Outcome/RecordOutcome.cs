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

/// <summary>A computed result lay on the table.</summary>
public sealed record OutcomeRecorded : WeighingEvent
{
    public required int Number { get; init; }

    public required OutcomeMethod Method { get; init; }

    public required string Fingerprint { get; init; }

    public required int ReadVersion { get; init; }

    public string? Seed { get; init; }

    public required ImmutableArray<ProposalOutcome> Results { get; init; }

    protected override string Path => $"outcomes/{Number}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Outcomes = weighing.Outcomes.Add(new Outcome(Number, Method, Fingerprint, ReadVersion, Seed, Results, origin)) };
}

/// <summary>Records the computed result that lay on the table.</summary>
public sealed record RecordOutcome : WeighingCommand
{
    public required OutcomeMethod Method { get; init; }

    public required string Fingerprint { get; init; }

    public required int ReadVersion { get; init; }

    public string? Seed { get; init; }

    public required ImmutableArray<ProposalOutcome> Results { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (ReadVersion < 1 || ReadVersion > weighing.Version) yield return Rules.UnknownEvent.At("/readVersion", ReadVersion, weighing.Version);
        if (Results.IsEmpty) yield return Rules.NoResults.At("/results");
        for (var i = 0; i < Results.Length; i++)
        {
            var result = Results[i];
            var pointer = $"/results/{i}";
            foreach (var refusal in new ProposalChoice(result.Proposal.Code, result.Proposal.Revision).Refusals(weighing, pointer + "/proposal"))
                yield return refusal;
            if (result.Rank < 1 || result.Rank > Results.Length) yield return Rules.RankOutOfRange.At(pointer + "/rank", Results.Length);
            if (Results.Take(i).Any(r => r.Proposal == result.Proposal)) yield return Rules.CodeTwice.At(pointer + "/proposal", result.Proposal.Code);
            foreach (var refusal in result.Value.Refusals(null)) yield return refusal with { Pointer = pointer + "/value" + refusal.Pointer };
        }
        foreach (var refusal in NotBefore(Results.Select(r => weighing.Revision(r.Proposal)?.Origin))) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new OutcomeRecorded
    {
        Number = weighing.Outcomes.Length + 1,
        Method = Method,
        Fingerprint = Fingerprint,
        ReadVersion = ReadVersion,
        Seed = Seed,
        Results = Results,
    };
}

public sealed partial record Weighing
{
    /// <summary>All results that lay on the table, by number.</summary>
    public ImmutableArray<Outcome> Outcomes { get; internal init; } = [];
}
