using System.Collections.Immutable;
using System.Globalization;
using WikkenWegen.Domain.Outcomes;

namespace WikkenWegen.Domain.Outcome;

/// <summary>What computing a recorded outcome once more shows.</summary>
/// <param name="Number">Number of the recorded outcome, from 1 within the weighing.</param>
/// <param name="Verdict">What it shows.</param>
/// <param name="InWords">The same in one sentence.</param>
/// <param name="Recorded">Fingerprint and digest as they were recorded.</param>
/// <param name="Computed">Fingerprint and digest as they come out now; absent where it cannot be computed again here.</param>
/// <param name="Differences">Where something else came out: fingerprint, digest, or the result of a proposal with its rank and total; empty where all is the same.</param>
public sealed record OutcomeVerification(
    int Number, OutcomeVerdict Verdict, Spoken InWords, OutcomeMarks Recorded, OutcomeMarks? Computed, ImmutableArray<OutcomeDifference> Differences)
{
    /// <summary>Computes a recorded outcome once more, from the events that it read.</summary>
    /// <param name="recorded">The outcome.</param>
    /// <param name="read">The whole state just after the newest event that it read; its id must be filled in.</param>
    /// <param name="threads">Threads to use, 1 or more; changes no bit.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static OutcomeVerification Of(RecordedOutcome recorded, Weighing read, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var marks = new OutcomeMarks(recorded.Fingerprint, recorded.Computation?.Digest);
        if (recorded.Computation is not { } computation)
            return new(recorded.Number, OutcomeVerdict.ComputedElsewhere, new Spoken(
                Invariant($"Uitkomst {recorded.Number} is elders berekend; zij is hier niet na te rekenen."), Invariant($"Outcome {recorded.Number} was computed elsewhere; it cannot be computed again here.")), marks, null, []);
        if (!WeighingOutcome.Methods.Contains(recorded.Method))
            return new(recorded.Number, OutcomeVerdict.OtherMethod, new Spoken(
                Invariant($"Uitkomst {recorded.Number} is berekend met {recorded.Method.Name} {recorded.Method.Version}; deze installatie rekent met {WeighingOutcome.CurrentMethod.Name} {WeighingOutcome.CurrentMethod.Version}."),
                Invariant($"Outcome {recorded.Number} was computed by {recorded.Method.Name} {recorded.Method.Version}; this installation computes by {WeighingOutcome.CurrentMethod.Name} {WeighingOutcome.CurrentMethod.Version}.")), marks, null, []);

        var drawing = Drawing(recorded, computation) with { Threads = threads };
        var outcome = WeighingOutcome.Of(OutcomeInputs.ForEverybody(read, new OutcomeSelection { CriteriaVersion = computation.CriteriaVersion }), drawing, recorded.Method, cancellation);
        var again = outcome.ToRecord(recorded.ReadVersion, drawing);
        var found = Compare(recorded, again).ToImmutableArray();
        return new(recorded.Number, found.IsEmpty ? OutcomeVerdict.Same : OutcomeVerdict.Different, found.IsEmpty
            ? new Spoken(Invariant($"Uitkomst {recorded.Number} is nagerekend: er komt tot op de bit hetzelfde uit."), Invariant($"Outcome {recorded.Number} was computed again: the same comes out, to the bit."))
            : new Spoken(Invariant($"Uitkomst {recorded.Number} is nagerekend: er komt iets anders uit."), Invariant($"Outcome {recorded.Number} was computed again: something else comes out.")),
            marks, new OutcomeMarks(again.Fingerprint!, again.Computation!.Digest), found);
    }

    private static OutcomeDrawing Drawing(RecordedOutcome recorded, OwnComputation computation) => new()
    {
        Draws = computation.Draws,
        Seed = ulong.TryParse(recorded.Seed, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null,
        Weights = computation.Weights,
    };

    private static IEnumerable<OutcomeDifference> Compare(RecordedOutcome recorded, RecordOutcome again)
    {
        if (recorded.Fingerprint != again.Fingerprint) yield return new("fingerprint", recorded.Fingerprint, again.Fingerprint);
        if (recorded.Computation!.Digest != again.Computation!.Digest) yield return new("digest", recorded.Computation.Digest, again.Computation.Digest);
        if (recorded.Seed != again.Seed) yield return new("seed", recorded.Seed, again.Seed);
        foreach (var code in recorded.Results.Concat(again.Results).Select(r => r.Proposal.Code).Distinct())
        {
            var (before, now) = (Said(recorded.Results, code), Said(again.Results, code));
            if (before != now) yield return new($"results/{code}", before, now);
        }

        static string? Said(ImmutableArray<ProposalOutcome> results, string code) => results.FirstOrDefault(r => r.Proposal.Code == code) is { } r
            ? Invariant($"{r.Proposal.Revision}: {r.Rank}, {OutcomeFingerprint.Number(r.Value.Low)} {OutcomeFingerprint.Number(r.Value.Expected)} {OutcomeFingerprint.Number(r.Value.High)}") : null;
    }
}

/// <summary>What identifies an outcome.</summary>
/// <param name="Fingerprint">SHA-256 of what the computation read: 64 lower-case hexadecimal digits.</param>
/// <param name="Digest">SHA-256 of everything that came out: 64 lower-case hexadecimal digits; absent where it was computed elsewhere.</param>
public sealed record OutcomeMarks(string Fingerprint, string? Digest);

/// <summary>Where something else came out.</summary>
/// <param name="Part">What differs: fingerprint, digest, seed, or results/ with the code of a proposal.</param>
/// <param name="Recorded">As it was recorded; absent where it was not there.</param>
/// <param name="Computed">As it comes out now; absent where it does not.</param>
public sealed record OutcomeDifference(string Part, string? Recorded, string? Computed);

/// <summary>From a computed outcome to the record of it.</summary>
public static class OutcomeRecording
{
    /// <summary>The command that records an outcome that the system itself computed.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="readVersion">Number of the newest event that it read.</param>
    /// <param name="drawing">How often it was recomputed, and how.</param>
    public static RecordOutcome ToRecord(this WeighingOutcome outcome, int readVersion, OutcomeDrawing drawing)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(drawing);
        return new RecordOutcome
        {
            Method = outcome.Method,
            Fingerprint = outcome.Inputs.Fingerprint,
            ReadVersion = readVersion,
            Seed = outcome.Recomputed?.Seed,
            Unit = "punten",
            Results = [.. outcome.Results.Where(r => r.Total is not null).Select(r => new ProposalOutcome(r.Proposal, r.Rank!.Value, r.Total!))],
            Computation = new OwnComputation(outcome.Inputs.CriteriaVersion ?? 0, drawing.Draws, drawing.Weights, outcome.Digest),
        };
    }
}
