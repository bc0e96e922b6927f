using System.Collections.Immutable;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Instruments;

/// <summary>
/// How the criteria of a weighing were made of those of an instrument. Names and words are compared as <see cref="Names"/> says, and weights by
/// their shares, exactly. Goals, guidance and the order of the criteria are not compared: they change nothing in what is weighed.
/// </summary>
public static class Tailoring
{
    /// <summary>In what a set of criteria differs from an instrument, and whether that allows it.</summary>
    public static ComparedInstrument Compare(InstrumentContent instrument, CriteriaSet set) => new(instrument.Name, instrument.Source,
        [.. Between(instrument, set).Select(change => new InstrumentDifference(change.Kind, change.Criterion.Code, instrument.Tailoring.Allows(change)))]);

    /// <summary>The changes that make the criteria of a set of those of an instrument, in the order of the instrument, and then of what was added.</summary>
    public static ImmutableArray<TailoringChange> Between(InstrumentContent instrument, CriteriaSet set)
    {
        var (before, now) = (Of(instrument, set), Of(set, instrument));
        return
        [
            .. before.SelectMany(b => now.Find(b.Code) is { } n ? b.ChangesTo(n) : [new TailoringChange(DepartureKind.LeftOut, b)]),
            .. now.Where(n => before.Find(n.Code) is null).Select(n => new TailoringChange(DepartureKind.Added, n)),
        ];
    }

    /// <summary>The criteria that come of others by changes: the inverse of <see cref="Between"/>, but for their order.</summary>
    public static ImmutableArray<TailoredCriterion> Apply(ImmutableArray<TailoredCriterion> criteria, IReadOnlyCollection<TailoringChange> changes)
    {
        var of = changes.ToLookup(change => change.Criterion.Code, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. criteria.Where(c => of[c.Code].All(change => change.Kind != DepartureKind.LeftOut)).Select(c => of[c.Code].Aggregate(c, (changed, change) => changed.After(change))),
            .. changes.Where(change => change.Kind == DepartureKind.Added).Select(change => change.Criterion),
        ];
    }

    /// <summary>The criteria of an instrument, as far as they are compared with those of a set.</summary>
    public static ImmutableArray<TailoredCriterion> Of(InstrumentContent instrument, CriteriaSet set)
    {
        var share = Shares(instrument, instrument.Criteria.Where(c => c.Scale.AddsUp && set.Criterion(c.Code) is not null).Select(c => c.Weight ?? 0));
        return [.. instrument.Criteria.Select(c => new TailoredCriterion(c.Code, c.Name, AsUsed(c.Scale), c.Scale.AddsUp ? share(c.Weight ?? 0) : null))];
    }

    /// <summary>The criteria of a set, those beside the others last, as far as they are compared with those of an instrument.</summary>
    public static ImmutableArray<TailoredCriterion> Of(CriteriaSet set, InstrumentContent instrument)
    {
        var share = Shares(instrument, set.Criteria.Where(c => instrument.Criteria.Any(i => i.Scale.AddsUp && Codes.Same(i.Code, c.Code))).Select(c => c.Weight));
        return
        [
            .. set.Criteria.Select(c => new TailoredCriterion(c.Code, c.Name, AsInInstruments(c.Scale), share(c.Weight))),
            .. set.Beside.Select(c => new TailoredCriterion(c.Code, c.Name, AsInInstruments(c.Scale), null)),
        ];
    }

    /// <summary>
    /// From weights to shares in those of the criteria that both have: leaving one out or adding one changes the shares in all weights, but not how
    /// the others count among themselves. Null where the instrument prescribes none.
    /// </summary>
    private static Func<decimal, Fraction?> Shares(InstrumentContent instrument, IEnumerable<decimal> common)
    {
        if (instrument.Weights != InstrumentWeights.Prescribed) return _ => null;
        var sum = Fraction.Sum(common.Select(weight => (Fraction)weight));
        return weight => sum.IsZero ? weight : weight / sum;
    }

    /// <summary>
    /// The scale of an instrument as a weighing has it. Values against a reference are numbers like others; and levels that do not go from anchor to
    /// anchor are guidance, since on a scale with levels only those can be scored.
    /// </summary>
    internal static InstrumentScale AsUsed(InstrumentScale scale) => !scale.AddsUp ? scale : scale with
    {
        Kind = InstrumentScaleKind.Numeric,
        Levels = scale.Levels is [var first, .., var last] && first.Value == scale.Worst && last.Value == scale.Best ? scale.Levels : [],
    };

    /// <summary>The scale of a criterion of a weighing as an instrument would have it.</summary>
    internal static InstrumentScale AsInInstruments(Scale scale) =>
        new() { Kind = InstrumentScaleKind.Numeric, Worst = scale.Worst, Best = scale.Best, Unit = scale.Unit, Levels = scale.Levels, Reference = scale.Reference };

    /// <summary>The same of a scale that cannot be added up.</summary>
    internal static InstrumentScale AsInInstruments(BesideScale scale) => new()
    {
        Kind = scale.Kind switch
        {
            BesideScaleKind.Ordinal => InstrumentScaleKind.Ordinal,
            BesideScaleKind.PositiveNegative => InstrumentScaleKind.PositiveNegative,
            _ => InstrumentScaleKind.MoneyPerParty,
        },
        Words = scale.Words,
        Unit = scale.Unit,
        Parties = scale.Parties,
    };

    private static bool Allows(this TailoringRules rules, TailoringChange change) => change.Kind switch
    {
        DepartureKind.LeftOut => rules.MayLeaveOut && !rules.Fixed.Any(code => Codes.Same(code, change.Criterion.Code)),
        DepartureKind.Added => rules.MayAdd,
        DepartureKind.OtherScale => rules.MayRescale,
        DepartureKind.OtherWeight => rules.MayReweigh,
        _ => true,
    };

    private static TailoredCriterion? Find(this ImmutableArray<TailoredCriterion> criteria, string code) => criteria.FirstOrDefault(c => Codes.Same(c.Code, code));
}

/// <summary>A criterion of an instrument or of a weighing, as far as the two are compared in it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scale">Its scale.</param>
/// <param name="Share">Its weight as a share in those of the criteria that both have; null where it has none, or none is prescribed.</param>
public sealed record TailoredCriterion(string Code, string Name, InstrumentScale Scale, Fraction? Share)
{
    /// <summary>The changes that make the other of this one.</summary>
    public IEnumerable<TailoringChange> ChangesTo(TailoredCriterion other)
    {
        if (!HasScaleOf(other)) yield return new TailoringChange(DepartureKind.OtherScale, other);
        if (Share is { } before && other.Share is { } now && before != now) yield return new TailoringChange(DepartureKind.OtherWeight, other);
        if (!Names.Same(Name, other.Name)) yield return new TailoringChange(DepartureKind.OtherName, other);
    }

    /// <summary>This one after a change. Whether it has a weight at all comes with its scale.</summary>
    public TailoredCriterion After(TailoringChange change) => change.Kind switch
    {
        DepartureKind.OtherScale => this with { Scale = change.Criterion.Scale, Share = Share is null || change.Criterion.Share is null ? change.Criterion.Share : Share },
        DepartureKind.OtherWeight => this with { Share = change.Criterion.Share },
        DepartureKind.OtherName => this with { Name = change.Criterion.Name },
        _ => this,
    };

    /// <summary>Whether the other has the scale of this one.</summary>
    public bool HasScaleOf(TailoredCriterion other) => AreSame(Scale, other.Scale);

    /// <summary>Whether two scales are the same. Which parties pay and gain is open where the first names none.</summary>
    internal static bool AreSame(InstrumentScale one, InstrumentScale two) =>
        one.Kind == two.Kind && one.Worst == two.Worst && one.Best == two.Best && Names.Same(one.Unit, two.Unit)
        && AreSame(one.Levels, two.Levels) && AreSame(Listed(one.Reference), Listed(two.Reference))
        && one.Words.Select(Names.Key).SequenceEqual(two.Words.Select(Names.Key))
        && (one.Parties.IsEmpty || one.Parties.Select(Names.Key).ToHashSet().SetEquals(two.Parties.Select(Names.Key)));

    private static ImmutableArray<ScaleLevel> Listed(ScaleLevel? level) => level is null ? [] : [level];

    private static bool AreSame(ImmutableArray<ScaleLevel> one, ImmutableArray<ScaleLevel> two) =>
        one.Length == two.Length && one.Zip(two).All(pair => pair.First.Value == pair.Second.Value && Names.Same(pair.First.Words, pair.Second.Words));
}

/// <summary>A change of the criteria of an instrument.</summary>
/// <param name="Kind">What is different.</param>
/// <param name="Criterion">The criterion as it is after the change; the one of the instrument where it was left out.</param>
public sealed record TailoringChange(DepartureKind Kind, TailoredCriterion Criterion);
