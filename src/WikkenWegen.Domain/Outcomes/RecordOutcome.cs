using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

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

    /// <summary>Where it was computed, where that was elsewhere; null where the system computed it itself, or where that was not said.</summary>
    public string? Source { get; init; }

    /// <summary>How the system itself computed it; null where it was computed elsewhere, as every outcome was before there was this member.</summary>
    public OwnComputation? Computation { get; init; }

    /// <inheritdoc />
    protected override string Path => $"outcomes/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Op tafel lag uitkomst {Number}, {Computed("berekend", "door", "elders berekend (bron niet genoemd)")} met {Method.Name} {Method.Version} naar de stand bij gebeurtenis {ReadVersion}: {Ranking(Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"On the table lay outcome {Number}, {Computed("computed", "at", "computed elsewhere (source not named)")} by {Method.Name} {Method.Version} as of event {ReadVersion}: {Ranking(Speech.EnglishForms)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new RecordOutcome
    {
        Method = Method,
        Fingerprint = Fingerprint,
        ReadVersion = ReadVersion,
        Seed = Seed,
        Unit = Unit,
        Results = Results,
        Source = Source,
        Computation = Computation,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Outcomes = weighing.Outcomes.Add(new RecordedOutcome(Number, Method, Fingerprint, ReadVersion, Seed, Unit, Results, origin, Source, Computation)) };

    /// <summary>That it was computed, and by whom where that was elsewhere: what the system did not compute itself never reads as its own.</summary>
    private string Computed(string computed, string by, string unnamed) => Computation is not null ? computed : Source is null ? unnamed : $"{computed} {by} {Source}";

    private string Ranking(CultureInfo forms)
    {
        var results = Results.OrderBy(r => r.Rank).ToList();
        return string.Concat(results.Select((r, i) =>
            $"{(i == 0 ? "" : r.Rank == results[i - 1].Rank ? " = " : " > ")}{r.Proposal.Code} {Speech.Quantity(r.Value.Expected, Unit, forms)}"));
    }
}

/// <summary>
/// Records the computed result that lay on the table: one that the system itself computes, or one that was computed elsewhere, with its numbers. Where the
/// system is asked, what hands this over fills in what came out (<see cref="Computation"/> and the numbers) before it is decided on.
/// </summary>
public sealed record RecordOutcome : WeighingCommand
{
    /// <summary>Refuses an outcome without a result for any proposal.</summary>
    public static readonly Rule NoResults = new("no-results", RuleKind.Invalid,
        "Een uitkomst heeft een resultaat voor ten minste één voorstel.",
        "An outcome has a result for at least one proposal.");

    /// <summary>Refuses to record what the system computes itself while no proposal has every score.</summary>
    public static readonly Rule NothingComesOut = new("nothing-comes-out", RuleKind.Conflict,
        "Er is nog geen uitkomst om vast te leggen: van elk voorstel ontbreekt een score.",
        "There is no outcome to record yet: of each proposal a score is missing.");

    /// <summary>Refuses numbers from elsewhere that do not say by which method and from what they were computed.</summary>
    public static readonly Rule HowComputedMissing = new("how-computed-missing", RuleKind.Invalid,
        "Noem bij resultaten die elders zijn berekend de methode, de vingerafdruk en de laatst gelezen gebeurtenis.",
        "With results that were computed elsewhere, name the method, the fingerprint and the newest event that was read.");

    /// <summary>Refuses numbers from elsewhere together with a question to the system to compute them.</summary>
    public static readonly Rule EitherComputedOrGiven = new("either-computed-or-given", RuleKind.Invalid,
        "Geef óf resultaten die elders zijn berekend, óf hoe het systeem moet rekenen.",
        "Give either results that were computed elsewhere, or how the system is to compute.");

    /// <summary>Refuses a seed with which the system cannot draw.</summary>
    public static readonly Rule SeedNotAWhole = new("seed-not-a-whole", RuleKind.Invalid,
        "Een zaad is een geheel getal van 0 tot en met 18446744073709551615.",
        "A seed is a whole number from 0 to 18446744073709551615.");

    /// <summary>Refuses a rank below 1 or above the number of results.</summary>
    public static readonly Rule RankOutOfRange = new("rank-out-of-range", RuleKind.Invalid,
        "Een plaats in de rangorde loopt van 1 tot en met {0:N0}.",
        "A rank goes from 1 to {0:N0}.");

    /// <summary>The method and its version, so that the result can be computed again; null until the system has computed it.</summary>
    public OutcomeMethod? Method { get; init; }

    /// <summary>SHA-256 of what the computation read: 64 lower-case hexadecimal digits; null until the system has computed it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Number of the newest event that the computation read: from 1 to the newest event of the weighing, both included; null for the newest, where the system computes.</summary>
    public int? ReadVersion { get; init; }

    /// <summary>Seed of the random draws; null where nothing was drawn, or where the system derives one.</summary>
    public string? Seed { get; init; }

    /// <summary>The unit of the totals, such as punten; null where they have none.</summary>
    public string? Unit { get; init; }

    /// <summary>The result of each proposal: at least one, and no revision twice; empty until the system has computed it.</summary>
    public ImmutableArray<ProposalOutcome> Results { get; init; } = [];

    /// <summary>Where it was computed, where that was elsewhere; null where the system computes it itself, or where that was not said.</summary>
    public string? Source { get; init; }

    /// <summary>Where the system computes: number of the version of the criteria; null for the one in force.</summary>
    public int? CriteriaVersion { get; init; }

    /// <summary>Where the system computes: how often to recompute it; 0 for not at all, null for the usual number.</summary>
    public int? Draws { get; init; }

    /// <summary>Where the system computes: how weights are drawn; null for the usual way.</summary>
    public DrawnWeights? Weights { get; init; }

    /// <summary>How the system itself computed it; null until it has, and where it was computed elsewhere.</summary>
    public OwnComputation? Computation { get; init; }

    /// <summary>Whether the system is asked to compute it, and has not yet: there is nothing of an outcome that was computed elsewhere.</summary>
    [JsonIgnore]
    public bool IsToCompute => Computation is null && Results.IsEmpty && Method is null && Fingerprint is null && Unit is null && Source is null;

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with
    {
        Results = [.. Results.Select(r => r with { Proposal = r.Proposal with { Code = weighing.ProposalCode(r.Proposal.Code) } })],
    };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (ReadVersion < 1 || ReadVersion > weighing.Version) yield return Rules.UnknownEvent.At("/readVersion", ReadVersion!, weighing.Version);
        foreach (var refusal in IsToCompute ? ToCompute(weighing.Version) : Computation is null ? Given() : Computed()) yield return refusal;
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
        foreach (var refusal in NotBefore([.. Results.Select(r => weighing.Revision(r.Proposal)?.Origin), .. Read(weighing)])) yield return refusal;
    }

    /// <summary>The criteria and scores that the system read: what was given after a meeting did not lie on the table there. Of what was computed elsewhere nobody knows.</summary>
    private IEnumerable<Origin?> Read(Weighing weighing)
    {
        if (Computation is null) return [];
        var compared = Results.Select(r => r.Proposal.Code).ToHashSet();
        return weighing.Scores.Where(s => compared.Contains(s.Proposal.Code) && !WasHidden(s))
            .Select(s => s.Revisions.LastOrDefault(r => r.Origin.Event <= ReadVersion)?.Origin)
            .Append(weighing.CriteriaVersions.FirstOrDefault(v => v.Version == Computation.CriteriaVersion)?.Origin);

        bool WasHidden(Score score) => weighing.Round(score.Round) is { Blind: true } round && !(round.Closed?.Event <= ReadVersion);
    }

    private IEnumerable<Refusal> Given()
    {
        if (Method is null) yield return HowComputedMissing.At("/method");
        if (Fingerprint is null) yield return HowComputedMissing.At("/fingerprint");
        if (ReadVersion is null) yield return HowComputedMissing.At("/readVersion");
        if (Results.IsEmpty) yield return NoResults.At("/results");
        if (CriteriaVersion is not null || Draws is not null || Weights is not null) yield return EitherComputedOrGiven.At("/results");
    }

    private IEnumerable<Refusal> Computed()
    {
        if (Results.IsEmpty) yield return NothingComesOut.Whole();
    }

    private IEnumerable<Refusal> ToCompute(int newest)
    {
        if (Seed is not null && !ulong.TryParse(Seed, NumberStyles.None, CultureInfo.InvariantCulture, out _)) yield return SeedNotAWhole.At("/seed");
        else if (!(ReadVersion < 1 || ReadVersion > newest)) yield return NothingComesOut.Whole();
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new OutcomeRecorded
    {
        Number = weighing.Outcomes.Count + 1,
        Method = Method!,
        Fingerprint = Fingerprint!,
        ReadVersion = ReadVersion!.Value,
        Seed = Seed,
        Unit = Unit,
        Results = Results,
        Source = Source,
        Computation = Computation,
    };
}
