using System.Collections.Immutable;

namespace WikkenWegen.Domain.InstrumentUse;

/// <summary>How a version of an instrument did in the weighings that used it: what tells whether it still holds.</summary>
public sealed record VersionUse
{
    /// <summary>Code of the instrument, as it was first written.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the version.</summary>
    public required int Version { get; init; }

    /// <summary>The weighings that took criteria from this version, in the order in which they did so last; also those that took others later.</summary>
    public required ImmutableArray<UsedIn> Weighings { get; init; }

    /// <summary>How many of these took other criteria later, also those of another version, and so use this one no longer.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Whether these are all weighings that the reader may read; false where there were more, of which the newest are told.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>In what the criteria of these weighings depart from the version, most often first.</summary>
    public required ImmutableArray<DepartureCount> Departures { get; init; }

    /// <summary>What was decided by criteria that were taken from this version.</summary>
    public required DecidedByIt Decided { get; init; }

    /// <summary>How far assessors were apart, for each criterion of the instrument that more than one of them judged a proposal on; the furthest first. Criteria that a weighing added, or put on another scale, are left out.</summary>
    public required ImmutableArray<CriterionSpread> Spreads { get; init; }

    /// <summary>What reviews of these decisions found.</summary>
    public required FoundByReviews Reviews { get; init; }

    /// <summary>The judgements over the version.</summary>
    public required JudgementCount Judgements { get; init; }
}

/// <summary>A weighing that uses a version of an instrument, or used it.</summary>
/// <param name="Weighing">Id of the weighing.</param>
/// <param name="Event">Number of the event in which the newest criteria were recorded that were taken from the version.</param>
/// <param name="Departures">In how many things those criteria depart from the version.</param>
/// <param name="InForce">Whether those are the criteria in force.</param>
/// <param name="AbandonedIn">Number of the event in which other criteria came in their place, where the reason can be read; absent while they are in force.</param>
public sealed record UsedIn(Guid Weighing, int Event, int Departures, bool InForce, int? AbandonedIn);

/// <summary>How many weighings depart from an instrument in one thing.</summary>
/// <param name="Kind">What is different.</param>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Weighings">In how many weighings.</param>
public sealed record DepartureCount(DepartureKind Kind, string Criterion, int Weighings);

/// <summary>What was decided by criteria that were taken from a version of an instrument.</summary>
public sealed record DecidedByIt
{
    /// <summary>How many decisions chose a proposal; those that were withdrawn or rejected before anything was done with them do not count.</summary>
    public required int Choices { get; init; }

    /// <summary>Of how many of these the scores gave an order of the proposals, as they were when it was decided.</summary>
    public required int WithOrder { get; init; }

    /// <summary>The decisions among these that chose another proposal than the first in that order.</summary>
    public required ImmutableArray<FirstPassedOver> PassedOver { get; init; }

    /// <summary>The grounds of the deviations that the decisions which passed over the first name, most often first.</summary>
    public required ImmutableArray<GroundCount> Grounds { get; init; }
}

/// <summary>A decision that chose another proposal than the first.</summary>
/// <param name="Weighing">Id of the weighing.</param>
/// <param name="Decision">Number of the decision.</param>
/// <param name="Event">Number of the event in which it was taken.</param>
/// <param name="First">Codes of the proposals that came first; more than one where they tie.</param>
/// <param name="Chosen">Codes of the proposals that were chosen.</param>
/// <param name="Grounds">The grounds of the deviations that it names, each once; empty where it names none.</param>
public sealed record FirstPassedOver(Guid Weighing, int Decision, int Event, ImmutableArray<string> First, ImmutableArray<string> Chosen, ImmutableArray<NamedGround> Grounds);

/// <summary>The ground of a deviation.</summary>
/// <param name="From">What the decision deviates from.</param>
/// <param name="Ground">The coded ground.</param>
public sealed record NamedGround(DeviationFrom From, DeviationGround Ground);

/// <summary>How many decisions name a ground.</summary>
/// <param name="From">What they deviate from.</param>
/// <param name="Ground">The coded ground.</param>
/// <param name="Decisions">How many decisions.</param>
public sealed record GroundCount(DeviationFrom From, DeviationGround Ground, int Decisions);

/// <summary>How far assessors were apart on a criterion.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Spread">The mean distance between those who were furthest apart, from 0 (all the same) to 1 (the whole scale): of values, of places of words, half for each of two signs, and of amounts to a party against the furthest of them or nothing.</param>
/// <param name="Compared">Over how many proposals, each judged by at least two assessors.</param>
/// <param name="Weighings">In how many weighings.</param>
/// <param name="Beside">The kind of its scale, where it stands beside since it cannot be added up; absent where it is scored.</param>
public sealed record CriterionSpread(string Criterion, decimal Spread, int Compared, int Weighings, BesideScaleKind? Beside = null);

/// <summary>What reviews found.</summary>
public sealed record FoundByReviews
{
    /// <summary>How many reviews were held.</summary>
    public required int Held { get; init; }

    /// <summary>How many of them concluded what; what none concluded is left out.</summary>
    public required ImmutableArray<ConclusionCount> Conclusions { get; init; }

    /// <summary>How many assumptions the decisions made.</summary>
    public required int Assumptions { get; init; }

    /// <summary>How many of these no longer hold.</summary>
    public required int AssumptionsFallen { get; init; }
}

/// <summary>How many reviews came to a conclusion.</summary>
/// <param name="Conclusion">The conclusion.</param>
/// <param name="Reviews">How many reviews.</param>
public sealed record ConclusionCount(ReviewConclusion Conclusion, int Reviews);

/// <summary>How many judgements there are over a version.</summary>
/// <param name="Count">How many.</param>
/// <param name="DidWell">How many say what it did well.</param>
/// <param name="NotAgreed">How many say where its outcome was not agreed with.</param>
public sealed record JudgementCount(int Count, int DidWell, int NotAgreed);
