using System.Globalization;
using System.Collections.Immutable;

namespace WikkenWegen.Domain.Outcomes;

/// <summary>A computed result lay on the table.</summary>
[EventType("outcome_recorded")]
public sealed record OutcomeRecorded : WeighingEvent
{
    /// <summary>Number of the outcome, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The method and its version, so that the result can be computed again.</summary>
    public required OutcomeMethod Method { get; init; }

    /// <summary>SHA-256 of what the computation read: 64 lower-case hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Number of the newest event that the computation read, from 1.</summary>
    public required int ReadVersion { get; init; }

    /// <summary>Seed of the random draws; null where nothing was drawn.</summary>
    public string? Seed { get; init; }

    /// <summary>The unit of the totals, such as punten; null where they have none, or where that was not said.</summary>
    public string? Unit { get; init; }

    /// <summary>The result of each proposal; at least one.</summary>
    public required ImmutableArray<ProposalOutcome> Results { get; init; }

    /// <inheritdoc />
    protected override string Path => $"outcomes/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Op tafel lag uitkomst {Number}, berekend met {Method.Name} {Method.Version} naar de stand bij gebeurtenis {ReadVersion}: {Ranking(Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"On the table lay outcome {Number}, computed by {Method.Name} {Method.Version} as of event {ReadVersion}: {Ranking(Speech.EnglishForms)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new RecordOutcome
    {
        Method = Method,
        Fingerprint = Fingerprint,
        ReadVersion = ReadVersion,
        Seed = Seed,
        Results = Results,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Outcomes = weighing.Outcomes.Add(new RecordedOutcome(Number, Method, Fingerprint, ReadVersion, Seed, Unit, Results, origin)) };

    private string Ranking(CultureInfo forms)
    {
        var results = Results.OrderBy(r => r.Rank).ToList();
        return string.Concat(results.Select((r, i) =>
            $"{(i == 0 ? "" : r.Rank == results[i - 1].Rank ? " = " : " > ")}{r.Proposal.Code} {Speech.Quantity(r.Value.Expected, Unit, forms)}"));
    }
}

/// <summary>Records the computed result that lay on the table.</summary>
public sealed record RecordOutcome : WeighingCommand
{
    /// <summary>Refuses an outcome without a result for any proposal.</summary>
    public static readonly Rule NoResults = new("no-results", RuleKind.Invalid,
        "Een uitkomst heeft een resultaat voor ten minste één voorstel.",
        "An outcome has a result for at least one proposal.");

    /// <summary>Refuses a rank below 1 or above the number of results.</summary>
    public static readonly Rule RankOutOfRange = new("rank-out-of-range", RuleKind.Invalid,
        "Een plaats in de rangorde loopt van 1 tot en met {0:N0}.",
        "A rank goes from 1 to {0:N0}.");

    /// <summary>The method and its version, so that the result can be computed again.</summary>
    public required OutcomeMethod Method { get; init; }

    /// <summary>SHA-256 of what the computation read: 64 lower-case hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Number of the newest event that the computation read: from 1 to the newest event of the weighing, both included.</summary>
    public required int ReadVersion { get; init; }

    /// <summary>Seed of the random draws; null where nothing was drawn.</summary>
    public string? Seed { get; init; }

    /// <summary>The unit of the totals, such as punten; null where they have none.</summary>
    public string? Unit { get; init; }

    /// <summary>The result of each proposal: at least one, and no revision twice.</summary>
    public required ImmutableArray<ProposalOutcome> Results { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Results = [.. Results.Select(r => r with { Proposal = r.Proposal with { Code = weighing.ProposalCode(r.Proposal.Code) } })],
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (ReadVersion < 1 || ReadVersion > weighing.Version) yield return Rules.UnknownEvent.At("/readVersion", ReadVersion, weighing.Version);
        if (Results.IsEmpty) yield return NoResults.At("/results");
        for (var i = 0; i < Results.Length; i++)
        {
            var result = Results[i];
            var pointer = $"/results/{i}";
            foreach (var refusal in new ProposalChoice(result.Proposal.Code, result.Proposal.Revision).Refusals(weighing, pointer + "/proposal"))
                yield return refusal;
            if (result.Rank < 1 || result.Rank > Results.Length) yield return RankOutOfRange.At(pointer + "/rank", Results.Length);
            if (Results.Take(i).Any(r => r.Proposal == result.Proposal)) yield return Rules.CodeTwice.At(pointer + "/proposal", result.Proposal.Code);
            foreach (var refusal in result.Value.Refusals(null)) yield return refusal with { Pointer = pointer + "/value" + refusal.Pointer };
        }
        foreach (var refusal in NotBefore(Results.Select(r => weighing.Revision(r.Proposal)?.Origin))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new OutcomeRecorded
    {
        Number = weighing.Outcomes.Count + 1,
        Method = Method,
        Fingerprint = Fingerprint,
        ReadVersion = ReadVersion,
        Seed = Seed,
        Unit = Unit,
        Results = Results,
    };
}
