using System.Collections.Immutable;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Domain.InstrumentUse;

/// <summary>A criterion of an instrument, with the criterion of a weighing that is taken for it.</summary>
/// <param name="Criterion">The criterion of the instrument.</param>
/// <param name="Scored">The criterion of the weighing, where it is scored on; null for others.</param>
/// <param name="Stated">The criterion of the weighing, where it stands beside those; null for others.</param>
internal sealed record TriedPair(InstrumentCriterion Criterion, Criterion? Scored, CriterionBeside? Stated)
{
    /// <summary>How the two fit.</summary>
    public TrialFit Fit { get; } = Scored is not null ? FitOf(Criterion.Scale, Scored.Scale) : Stated is not null ? FitOf(Criterion.Scale, Stated.Scale) : TrialFit.NotThere;

    /// <summary>Whether what was scored counts in the totals of the instrument.</summary>
    public bool Counts => Fit is TrialFit.Same or TrialFit.Reanchored;

    /// <summary>Code of the criterion of the weighing; null where there is none.</summary>
    public string? Code => Scored?.Code ?? Stated?.Code;

    /// <summary>
    /// The criteria of an instrument, each with its own of a weighing: the one that was said to belong to it, else the one with its code where that was not
    /// said to belong to another.
    /// </summary>
    public static ImmutableArray<TriedPair> Of(InstrumentContent instrument, CriteriaSet? set, IReadOnlyCollection<MatchedCriterion> matches)
    {
        return [.. instrument.Criteria.Select(c => Code(c.Code) is { } code ? new TriedPair(c, set?.Criterion(code), set?.BesideCriterion(code)) : new TriedPair(c, null, null))];

        string? Code(string criterion) => matches.FirstOrDefault(m => Codes.Same(m.Criterion, criterion)) is { } match ? match.WeighingCriterion
            : matches.Any(m => Codes.Same(m.WeighingCriterion, criterion)) ? null : criterion;
    }

    /// <summary>The criterion of the weighing, on the scale of the instrument.</summary>
    public Criterion Placed() => Fit == TrialFit.Same ? Scored! : Scored! with
    {
        Direction = Criterion.Scale.Best > Criterion.Scale.Worst ? Direction.HigherIsBetter : Direction.LowerIsBetter,
        Scale = new Scale { Worst = Criterion.Scale.Worst!.Value, Best = Criterion.Scale.Best!.Value, Unit = Criterion.Scale.Unit },
    };

    /// <summary>A score on the scale of the instrument: what lies beyond its anchors counts as the nearest of them.</summary>
    public CountedScore Placed(CountedScore score) => Fit == TrialFit.Same ? score
        : score with { Estimate = new Estimate(Within(score.Estimate.Low), Within(score.Estimate.Expected), Within(score.Estimate.High)) };

    private decimal Within(decimal value)
    {
        var (one, other) = (Criterion.Scale.Worst!.Value, Criterion.Scale.Best!.Value);
        return Math.Clamp(value, Math.Min(one, other), Math.Max(one, other));
    }

    /// <summary>In a unit, a number says the same on whatever scale; without one, it means what its scale makes of it. A unit that one of both does not name is no other unit.</summary>
    private static TrialFit FitOf(InstrumentScale scale, Scale then)
    {
        if (!scale.AddsUp) return TrialFit.OtherKind;
        if (scale.Unit is not null && then.Unit is not null && !Names.Same(scale.Unit, then.Unit)) return TrialFit.OtherUnit;
        if (TailoredCriterion.AreSame(Tailoring.AsUsed(scale) with { Unit = null }, Tailoring.AsInInstruments(then) with { Unit = null })) return TrialFit.Same;
        if (scale.Unit is null || then.Unit is null) return TrialFit.OtherScale;
        return scale.Worst == then.Worst && scale.Best == then.Best ? TrialFit.Same : TrialFit.Reanchored;
    }

    private static TrialFit FitOf(InstrumentScale scale, BesideScale then)
    {
        var other = Tailoring.AsInInstruments(then);
        return scale.Kind != other.Kind ? TrialFit.OtherKind : TailoredCriterion.AreSame(scale, other) ? TrialFit.Beside : Names.Same(scale.Unit, other.Unit) ? TrialFit.OtherScale : TrialFit.OtherUnit;
    }
}
