using System.Collections.Immutable;

namespace WikkenWegen.Domain.Outcome;

/// <summary>The outcome of a variant, compared with the real one. The same draws are used for both, so that what differs comes of the variant alone.</summary>
public sealed record WhatIfOutcome
{
    /// <summary>Number of the variant: its place in the request, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its name, as it was given; absent where it was not.</summary>
    public string? Name { get; init; }

    /// <summary>Whether everything is the same as in the real one, to the bit.</summary>
    public required bool IsReal { get; init; }

    /// <summary>SHA-256 of what the computation read: 64 lower-case hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>SHA-256 of everything that came out: 64 lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>The results, the best first.</summary>
    public required ImmutableArray<ProposalResult> Results { get; init; }

    /// <summary>Codes of the proposals in the first place.</summary>
    public required ImmutableArray<string> First { get; init; }

    /// <summary>Whether others come first than in the real one; absent where one of the two has no outcome.</summary>
    public bool? FirstChanged { get; init; }

    /// <summary>Code of the proposal that is clearly ahead of every other; absent where there is none.</summary>
    public string? ClearWinner { get; init; }

    /// <summary>The difference between the first and the second, in points; absent where fewer than two have a total.</summary>
    public decimal? Margin { get; init; }

    /// <summary>How much more, or below 0 less, that is than in the real one; absent where one of the two has none.</summary>
    public decimal? MarginChange { get; init; }

    /// <summary>The proposals over which the first is not clearly ahead.</summary>
    public required ImmutableArray<DoubtfulRival> Doubts { get; init; }

    /// <summary>The proposals that take another place than in the real one.</summary>
    public required ImmutableArray<RankChange> RankChanges { get; init; }

    /// <summary>The variant recomputed many times; absent where no proposal has a total, or no draws were asked.</summary>
    public RecomputedCases? Recomputed { get; init; }

    /// <summary>What comes out, in one sentence.</summary>
    public required Spoken Summary { get; init; }

    /// <summary>The outcome of a variant.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="name">Its name; null where it has none.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="real">The real outcome.</param>
    /// <param name="drawing">How often to recompute it; the seed is that of the real one.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WhatIfOutcome Of(int number, string? name, OutcomeInputs inputs, WeighingOutcome real, OutcomeDrawing drawing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(real);
        var seed = real.Recomputed is { } cases ? ulong.Parse(cases.Seed, System.Globalization.CultureInfo.InvariantCulture) : drawing.Seed;
        var outcome = WeighingOutcome.Of(inputs, drawing with { Seed = seed }, cancellation);
        return new WhatIfOutcome
        {
            Number = number,
            Name = name,
            IsReal = outcome.Digest == real.Digest,
            Fingerprint = inputs.Fingerprint,
            Digest = outcome.Digest,
            Results = outcome.Results,
            First = outcome.First,
            FirstChanged = outcome.First.IsEmpty || real.First.IsEmpty ? null : !outcome.First.ToHashSet().SetEquals(real.First),
            ClearWinner = outcome.ClearWinner,
            Margin = outcome.Margin,
            MarginChange = outcome.Margin - real.Margin,
            Doubts = outcome.Doubts,
            RankChanges = RankChange.Between(real.Results, outcome.Results),
            Recomputed = outcome.Recomputed,
            Summary = outcome.Summary,
        };
    }
}
