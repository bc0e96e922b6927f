using System.Collections.Immutable;

namespace WikkenWegen.Domain.Instruments;

/// <summary>
/// What an instrument would have said of a past weighing, side by side with what the weighing computed then and what was decided. It follows from the
/// instrument and the events of the weighing up to one of them alone, so that it can be computed again at any time. It holds codes and numbers, and no texts.
/// </summary>
public sealed record WeighingTrial
{
    /// <summary>Id of the weighing.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>Number of the newest event of the weighing that was looked at: the record as it was then.</summary>
    public required int Version { get; init; }

    /// <summary>Number of the version of the criteria that was in force then; absent where none was.</summary>
    public int? CriteriaVersion { get; init; }

    /// <summary>The method by which it was computed.</summary>
    public required OutcomeMethod Method { get; init; }

    /// <summary>The criteria of the instrument, in its order, and what the record of the weighing has on each.</summary>
    public required ImmutableArray<TriedCriterion> Criteria { get; init; }

    /// <summary>Codes of the criteria of the weighing that the instrument does not look at; empty where it looks at all.</summary>
    public ImmutableArray<string> NotLookedAt { get; init; } = [];

    /// <summary>Which weights count; absent where nothing can be added up.</summary>
    public TrialWeights? Weights { get; init; }

    /// <summary>How much of the prescribed weights the criteria have that are compared, in percent: below 100, the instrument looks at more than what was scored, and its totals tell nothing of that. Absent where the instrument prescribes no weights.</summary>
    public decimal? Covered { get; init; }

    /// <summary>The proposals, the best by the instrument first, and then those to which it gives no total.</summary>
    public ImmutableArray<TriedProposal> Proposals { get; init; } = [];

    /// <summary>Codes of the proposals that come first by the instrument; several where they tie, none where it gives no total.</summary>
    public ImmutableArray<string> First { get; init; } = [];

    /// <summary>Codes of the proposals that came first by the criteria of the weighing itself; several where they tied, none where there was no total.</summary>
    public ImmutableArray<string> FirstThen { get; init; } = [];

    /// <summary>Number of the decision that had been taken; absent where none had.</summary>
    public int? Decision { get; init; }

    /// <summary>What kind of decision that was; absent where none had been taken.</summary>
    public DecisionKind? Decided { get; init; }

    /// <summary>Codes of the proposals that were chosen; empty where none was.</summary>
    public ImmutableArray<string> Chosen { get; init; } = [];

    /// <summary>Whether a proposal that comes first by the instrument is what was chosen; absent where none comes first, or none was chosen.</summary>
    public bool? FirstIsChosen { get; init; }
}

/// <summary>What the record of a weighing has on a criterion of an instrument.</summary>
/// <param name="Criterion">Code of the criterion in the instrument.</param>
/// <param name="WeighingCriterion">Code of the criterion of the weighing that was taken for it; absent where none was.</param>
/// <param name="Fit">How the two fit.</param>
/// <param name="Share">Its share in all weights that count, in percent; absent where it is in no total.</param>
/// <param name="Said">Of how many proposals the record says something on it that counts.</param>
/// <param name="Beyond">How many scores lie beyond the anchors of the instrument, and count as the end that they are nearest to.</param>
public sealed record TriedCriterion(string Criterion, string? WeighingCriterion, TrialFit Fit, decimal? Share, int Said, int Beyond);

/// <summary>What an instrument says of a proposal, beside what the weighing computed then. Totals are in points from 0 to 100.</summary>
public sealed record TriedProposal
{
    /// <summary>Code of the proposal.</summary>
    public required string Proposal { get; init; }

    /// <summary>Its place by the instrument, from 1; absent where it has no total.</summary>
    public int? Rank { get; init; }

    /// <summary>Its total by the instrument; absent where it has none.</summary>
    public decimal? Total { get; init; }

    /// <summary>Its place by the criteria of the weighing itself; absent where it had no total.</summary>
    public int? RankThen { get; init; }

    /// <summary>Its total by these; absent where it had none.</summary>
    public decimal? TotalThen { get; init; }

    /// <summary>Codes of the criteria of the instrument that count, and on which the record has no score of it; empty where it has a total.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];
}

/// <summary>A weighing to try an instrument on.</summary>
/// <param name="Weighing">Id of the weighing.</param>
/// <param name="Version">As it was just after this event; null where a moment is named, or it is as it was when it was decided.</param>
/// <param name="AsOf">As it was recorded at this moment; null where an event is named, or it is as it was when it was decided.</param>
/// <param name="Criteria">Which criteria belong together, where their codes do not say so.</param>
public sealed record WantedTrial(Guid Weighing, int? Version, DateTimeOffset? AsOf, ImmutableArray<MatchedCriterion> Criteria);

/// <summary>Which criterion of a weighing is taken for one of an instrument.</summary>
/// <param name="Criterion">Code of the criterion in the instrument, in either case.</param>
/// <param name="WeighingCriterion">Code of the criterion of the weighing, in either case; null where none of them is, whatever the codes say.</param>
public sealed record MatchedCriterion(string Criterion, string? WeighingCriterion);
