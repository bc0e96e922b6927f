using System.Collections.Immutable;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>What was taken out of a weighing for a case, and what could still tell which weighing it is. It is for the owner alone, and no part of the case.</summary>
public sealed record CaseReport
{
    /// <summary>What is said with every case. Nothing more is promised anywhere.</summary>
    public static readonly Spoken NoPromise = new(
        "Wie de zaak of de corporatie kent, kan dit geval herkennen. Dat niemand dat kan, is niet te beloven.",
        "Whoever knows the matter or the corporation may recognise this case. That nobody can, cannot be promised.");

    /// <summary>What was taken out, by kind; a kind of which there was nothing is not there.</summary>
    public required ImmutableArray<RemovedPart> Removed { get; init; }

    /// <summary>What could still tell which weighing it is; empty where nothing was found, which proves nothing.</summary>
    public required ImmutableArray<CaseHint> Hints { get; init; }

    /// <summary>What is said with every case.</summary>
    public Spoken Notice { get; init; } = NoPromise;
}

/// <summary>What was taken out of one kind.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Count">How many times something of that kind was recorded.</param>
/// <param name="Events">Numbers of the events that it stands in, rising.</param>
public sealed record RemovedPart(RemovedKind Kind, int Count, ImmutableArray<int> Events);

/// <summary>What could still tell which weighing a case was made of.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many there are: parties, features, quotes, words or texts.</param>
/// <param name="Words">The words or numbers, where it is about those; else empty.</param>
/// <param name="Features">The features, where it is about those; else empty.</param>
public sealed record CaseHint(CaseTelltale Kind, int Count, ImmutableArray<string> Words, ImmutableArray<UnusualFeature> Features);

/// <summary>What was made of a weighing for a case: the copy with its report, or why there is none.</summary>
/// <param name="Copy">The copy; null if and only if there are refusals.</param>
/// <param name="Digest">SHA-256 of the copy with each text as its own digest; null where the texts are not sealed, and where there are refusals.</param>
/// <param name="Report">The report; null if and only if there are refusals.</param>
/// <param name="Refusals">Every rule that is broken; empty where a copy was made.</param>
public sealed record PreparedCase(CaseCopy? Copy, string? Digest, CaseReport? Report, ImmutableArray<Refusal> Refusals);
