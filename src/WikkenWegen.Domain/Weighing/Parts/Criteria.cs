using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>Which way a criterion is better.</summary>
public enum Direction
{
    /// <summary>More is better: the best value is the highest.</summary>
    HigherIsBetter,

    /// <summary>Less is better: the best value is the lowest.</summary>
    LowerIsBetter,
}

/// <summary>How the weights of a criteria version were found.</summary>
public enum WeightMethod
{
    /// <summary>The step from worst to best that matters most gets the most points; the other criteria get points in proportion.</summary>
    Swing,

    /// <summary>Points given directly.</summary>
    Direct,

    /// <summary>Derived from the order of importance.</summary>
    RankOrder,

    /// <summary>Derived from how many times as important one criterion is as another, for each pair.</summary>
    PairwiseComparison,

    /// <summary>Derived from cards laid in order of importance, with blank cards between those that lie further apart (procedure of Simos, the original or the revised one).</summary>
    Cards,
}

/// <summary>The formula by which weights follow from an order of importance.</summary>
public enum RankFormula
{
    /// <summary>The mean of all weights that agree with the order (ROC, SMARTER).</summary>
    Centroid,

    /// <summary>In proportion to the number of places from the end: of three criteria 3, 2 and 1.</summary>
    Sum,

    /// <summary>In proportion to one divided by the place: of three criteria 1, 1/2 and 1/3.</summary>
    Reciprocal,
}

/// <summary>Points that a criterion got.</summary>
/// <param name="Criterion">Code of the criterion.</param>
/// <param name="Points">Its points: 0 or more; with swing 100 for the step that matters most, and at most 100 for the others.</param>
public sealed record CriterionPoints(string Criterion, decimal Points);

/// <summary>Criteria that are equally important: a place in an order of importance, or a pile of cards.</summary>
/// <param name="Criteria">Their codes; at least one.</param>
/// <param name="BlankCardsBelow">Blank cards between this pile and the next less important one, 0 or more; absent where there are none.</param>
public sealed record EquallyImportant(ImmutableArray<string> Criteria, int? BlankCardsBelow);

/// <summary>How much more important one criterion is than another.</summary>
/// <param name="Criterion">Code of the one criterion.</param>
/// <param name="Over">Code of the other.</param>
/// <param name="Times">How many times as important the one is as the other, more than 0: 3 for three times, 0.5 for half.</param>
public sealed record CriteriaComparison(string Criterion, string Over, decimal Times);

/// <summary>
/// What people answered when the weights were found, as they answered it. Which members are there depends on the method: points for direct and
/// swing; order and formula for rank order; order for cards, and ratio for the revised procedure; comparisons for pairwise comparison.
/// </summary>
public sealed record WeightAnswers
{
    /// <summary>The points of each criterion; empty for other methods.</summary>
    public ImmutableArray<CriterionPoints> Points { get; init; } = [];

    /// <summary>The criteria in order of importance, the most important first; empty for other methods.</summary>
    public ImmutableArray<EquallyImportant> Order { get; init; } = [];

    /// <summary>The formula for the order; absent for other methods than rank order.</summary>
    public RankFormula? Formula { get; init; }

    /// <summary>How many times as important the first pile of cards is as the last, 1 or more; absent for other methods than cards, and for the original procedure, in which the weights follow from the places of the cards alone.</summary>
    public decimal? Ratio { get; init; }

    /// <summary>Each pair of criteria once, in any order; empty for other methods.</summary>
    public ImmutableArray<CriteriaComparison> Comparisons { get; init; } = [];
}

/// <summary>A level of a scale, in words.</summary>
/// <param name="Value">Where it lies on the scale, in the numbers of the scale.</param>
/// <param name="Words">What that value means.</param>
public sealed record ScaleLevel(decimal Value, string Words);

/// <summary>
/// The yardstick (meetlat) of a criterion, from the worst to the best realistic value. It is agreed beforehand and does not depend on
/// the proposals that are there; a weight means nothing without it.
/// </summary>
public sealed record Scale
{
    /// <summary>The worst realistic value, which is itself on the scale; it differs from the best.</summary>
    public required decimal Worst { get; init; }

    /// <summary>The best realistic value, which is itself on the scale. It is below the worst where less is better.</summary>
    public required decimal Best { get; init; }

    /// <summary>The unit of the values, such as "euro per woning"; absent where the scale is in words.</summary>
    public string? Unit { get; init; }

    /// <summary>The levels of a scale in words, from the worst to the best value, both included; empty for a scale in a unit.</summary>
    public ImmutableArray<ScaleLevel> Levels { get; init; } = [];

    /// <summary>The value that a known reference has, and which it is, such as a neighbourhood that scores 6; it is on the scale. Absent where there is none.</summary>
    public ScaleLevel? Reference { get; init; }

    /// <summary>Whether a value lies on the scale: between its ends or on one of them, and exactly on a level where the scale has levels.</summary>
    public bool Holds(decimal value) =>
        value >= Math.Min(Worst, Best) && value <= Math.Max(Worst, Best) && (Levels.IsEmpty || Levels.Any(level => level.Value == value));
}

/// <summary>What is looked at in a proposal, on its own yardstick and with its weight.</summary>
public sealed record Criterion
{
    /// <summary>Its code in this weighing, such as BET, as it was first written; unique within a version of the criteria.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The goal that it serves; absent where that was not said.</summary>
    public string? Goal { get; init; }

    /// <summary>Which way is better: more or less.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The yardstick on which proposals are scored.</summary>
    public required Scale Scale { get; init; }

    /// <summary>Weight relative to the other criteria of the same version, 0 or more, not all of them 0. The weights need not add up to anything.</summary>
    public required decimal Weight { get; init; }

    /// <summary>The insight of the learning network that it was made of; absent where that was not said.</summary>
    public InsightReference? Insight { get; init; }
}

/// <summary>The instrument or framework that criteria came from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; absent where that was not said. Of an instrument that is published here, the number of its version.</param>
/// <param name="Uri">Where it is described: an absolute URI; absent where that was not said.</param>
/// <param name="Code">Its code, where it is published here and the criteria were compared with it; else absent.</param>
/// <param name="Id">Its id, where it is published here and the criteria were compared with it; else absent.</param>
/// <param name="PublishedAt">When that version was published, where the criteria were compared with it; else absent. No criteria can have been taken from it before.</param>
/// <param name="EndedAt">Since when it was retired or another was in its place, as far as that was known when the criteria were recorded; absent where it was in use still.</param>
public sealed record Instrument(string Name, string? Version, string? Uri, string? Code = null, Guid? Id = null, DateTimeOffset? PublishedAt = null, DateTimeOffset? EndedAt = null);

/// <summary>A whole set of criteria.</summary>
public sealed record CriteriaSet
{
    /// <summary>The criteria, in the order in which they were given; at least one, here or in beside, and no code twice.</summary>
    public required ImmutableArray<Criterion> Criteria { get; init; }

    /// <summary>How the weights were found.</summary>
    public required WeightMethod WeightMethod { get; init; }

    /// <summary>The answers that the weights follow from; absent where only the weights were given.</summary>
    public WeightAnswers? WeightAnswers { get; init; }

    /// <summary>The instrument or framework that the criteria came from; absent where that was not said.</summary>
    public Instrument? Instrument { get; init; }

    /// <summary>
    /// The least difference between the totals of two proposals that counts, in points from 0 (every score at its worst) to 100 (at its best): below
    /// it the order is not clear. Absent where none was agreed; then every difference counts.
    /// </summary>
    public decimal? ClearMargin { get; init; }

    /// <summary>
    /// The criteria that cannot be added up, in the order in which they were given; empty where there are none. They are in no computed number, and no
    /// code of theirs is that of another criterion.
    /// </summary>
    [AbsentWhereEmpty]
    public ImmutableArray<CriterionBeside> Beside { get; init; } = [];

    /// <summary>All criteria, those beside included: those that are added up come first.</summary>
    public IEnumerable<(string Code, string Name, string? Goal)> All() =>
        Criteria.Select(c => (c.Code, c.Name, c.Goal)).Concat(Beside.Select(c => (c.Code, c.Name, c.Goal)));

    /// <summary>The criterion with this code, in either case, or null; none of those beside.</summary>
    public Criterion? Criterion(string code) => Criteria.FirstOrDefault(c => Codes.Same(c.Code, code));

    /// <summary>The criterion beside the others with this code, in either case, or null.</summary>
    public CriterionBeside? BesideCriterion(string code) => Beside.FirstOrDefault(c => Codes.Same(c.Code, code));

    /// <summary>The insights that criteria were made of, those beside included, each with the code of its criterion and where it stands in the set.</summary>
    public IEnumerable<(string Code, string Pointer, InsightReference Insight)> FromInsights() =>
        Criteria.Index().Where(c => c.Item.Insight is not null).Select(c => (c.Item.Code, Invariant($"/criteria/{c.Index}/insight"), c.Item.Insight!))
            .Concat(Beside.Index().Where(c => c.Item.Insight is not null).Select(c => (c.Item.Code, Invariant($"/beside/{c.Index}/insight"), c.Item.Insight!)));
}

/// <summary>A version of the criteria.</summary>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Set">The whole set of criteria, with scales and weights.</param>
/// <param name="Reason">Why these criteria, kept in the vault. Always there for a change; for the first version absent where it was not said.</param>
/// <param name="RequestedBy">Who asked for them. Always there for a change; for the first version absent where it was not said.</param>
/// <param name="Origin">The event in which they were adopted or changed.</param>
public sealed record CriteriaVersion(int Version, CriteriaSet Set, Sealed? Reason, Who? RequestedBy, Origin Origin)
{
    /// <summary>In what the criteria depart from the instrument that they were taken from, each with its reason; empty where there is nothing, or they were compared with none.</summary>
    public ImmutableArray<Departure> Departures { get; init; } = [];
}

public sealed partial record Weighing
{
    /// <summary>All versions of the criteria, oldest first; empty until they are adopted.</summary>
    public GrowingList<CriteriaVersion> CriteriaVersions { get; internal init; } = [];

    /// <summary>The criteria in force; null until they are adopted.</summary>
    [JsonIgnore]
    public CriteriaVersion? Criteria => CriteriaVersions.Count == 0 ? null : CriteriaVersions[^1];
}
