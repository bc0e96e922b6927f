using System.Numerics;

namespace WikkenWegen.Mcda;

/// <summary>Between which weights of one criterion the winner stays first, all other weights keeping their proportions.</summary>
/// <param name="Criterion">The criterion whose weight varies.</param>
/// <param name="Weight">Its weight now.</param>
/// <param name="Low">Least weight, 0 or more, at which the winner is still first, possibly together with others. Included.</param>
/// <param name="High">Greatest weight, at most 1, at which the winner is still first, possibly together with others. Included.</param>
public sealed record StabilityInterval(string Criterion, Fraction Weight, Fraction Low, Fraction High);

/// <summary>A change of one weight that brings another proposal to the first place.</summary>
/// <param name="Criterion">The criterion whose weight changes.</param>
/// <param name="Weight">Its weight now.</param>
/// <param name="At">The weight at which the winner is no longer alone in front; beyond it the new first is strictly ahead of the winner.</param>
/// <param name="Change"><paramref name="At"/> − <paramref name="Weight"/>: 0 where the first place is shared now.</param>
/// <param name="Up">True where the weight must go up, false where it must go down.</param>
/// <param name="NewFirst">Who is first just beyond: usually one; several where they are equal on every weight of this criterion.</param>
/// <remarks>Equal where everything is, the names in <paramref name="NewFirst"/> compared one by one.</remarks>
public sealed record WeightFlip(string Criterion, Fraction Weight, Fraction At, Fraction Change, bool Up, IReadOnlyList<string> NewFirst)
{
    /// <inheritdoc/>
    public bool Equals(WeightFlip? other) =>
        other is not null && (Criterion, Weight, At, Change, Up) == (other.Criterion, other.Weight, other.At, other.Change, other.Up) && NewFirst.SequenceEqual(other.NewFirst);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Criterion, Weight, At, Change, Up, NewFirst.Count);

    /// <summary>For example <c>rent from 1/2 down to 7/24 (-5/24): beyond it rebuild first</c>.</summary>
    public override string ToString() => $"{Criterion} from {Weight} {(Up ? "up" : "down")} to {At} ({Change}): beyond it {string.Join(", ", NewFirst)} first";
}

/// <summary>A change of one weight in whole steps, after which another proposal is strictly first.</summary>
/// <param name="Criterion">The criterion whose weight changes.</param>
/// <param name="Steps">Number of steps, negative for less weight; never 0.</param>
/// <param name="Weight">The weight after the change.</param>
/// <param name="NewFirst">Who is first then; several where they tie.</param>
/// <remarks>Equal where everything is, the names in <paramref name="NewFirst"/> compared one by one.</remarks>
public sealed record SteppedFlip(string Criterion, BigInteger Steps, Fraction Weight, IReadOnlyList<string> NewFirst)
{
    /// <inheritdoc/>
    public bool Equals(SteppedFlip? other) => other is not null && (Criterion, Steps, Weight) == (other.Criterion, other.Steps, other.Weight) && NewFirst.SequenceEqual(other.NewFirst);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Criterion, Steps, Weight, NewFirst.Count);

    /// <summary>For example <c>rent -21 steps to 29/100: rebuild first</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Criterion} {Steps} steps to {Weight}: {string.Join(", ", NewFirst)} first");
}

/// <summary>
/// How far the weight of each criterion can change before the winner changes, in closed form, and the smallest such change. One weight
/// moves to t, the others are multiplied by (1 − t) / (1 − w).
/// </summary>
/// <remarks>
/// V_x(t) = t v_xk + (1 − t) R_x with R_x = Σ_{j≠k} w_j v_xj / (1 − w_k), a straight line in t: the bounds are where lines cross. Exact.
/// Source: Rios Insua and French, European Journal of Operational Research 54 (1991) 176–190; Mareschal, the same journal 33 (1988) 54–64.
/// A criterion with weight 1 has no answer: there is no proportion of the others to keep. Immutable and safe for use by several threads.
/// </remarks>
public sealed class WeightStability : IComputed
{
    private readonly AdditiveValue _outcome;
    private readonly int _winner;

    private WeightStability(AdditiveValue outcome, int winner)
    {
        _outcome = outcome;
        _winner = winner;
        var criteria = outcome.Values.CriterionNames;
        var analysed = Enumerable.Range(0, criteria.Count).Select(Analyse).ToList();
        Intervals = new NamedValues<StabilityInterval?>(criteria, [.. analysed.Select(a => a?.Interval)]);
        Flips = [.. analysed.SelectMany(a => a?.Flips ?? []).OrderBy(flip => flip.Change.Abs())]; // stable: equal changes stay in the order of the criteria
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("weight-stability", "1.0.0");

    /// <summary>The proposal that is first now; of several that tie, the first in the order of the inputs.</summary>
    public string Winner => _outcome.Values.Proposals[_winner];

    /// <summary>The interval of each criterion; null for a criterion with weight 1.</summary>
    public NamedValues<StabilityInterval?> Intervals { get; }

    /// <summary>Every bound beyond which another proposal is strictly ahead, two a criterion at most, the smallest change first.</summary>
    public IReadOnlyList<WeightFlip> Flips { get; }

    /// <summary>The smallest change of one weight that brings another to the front; null where no single weight can.</summary>
    public WeightFlip? SmallestFlip => Flips.Count > 0 ? Flips[0] : null;

    /// <summary>The smallest change of the weight of one criterion that brings another to the front.</summary>
    /// <param name="criterion">A criterion.</param>
    /// <returns>The flip; null where this weight cannot bring another to the front, and for a weight of 1.</returns>
    /// <exception cref="KeyNotFoundException">No such criterion: a bug of the caller.</exception>
    public WeightFlip? SmallestFlipOf(string criterion)
    {
        var name = _outcome.Values.Criteria[_outcome.Values.CriterionNames.Index[criterion]];
        return Flips.FirstOrDefault(flip => flip.Criterion == name);
    }

    /// <summary>Analyses an outcome.</summary>
    /// <param name="outcome">Totals with weights that sum to 1.</param>
    /// <returns>The analysis, or <see cref="ErrorCode.WeightsNotNormalised"/>.</returns>
    public static Result<WeightStability> Of(AdditiveValue outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Weights.IsNormalised
            ? new Result<WeightStability>(new WeightStability(outcome, outcome.Values.ProposalNames.Index[outcome.Ranking[0].Name]))
            : InputErrors.One<WeightStability>(ErrorCode.WeightsNotNormalised, null, "the weights do not sum to 1");
    }

    /// <summary>The total of a proposal with one weight changed, the others in proportion.</summary>
    /// <param name="proposal">A proposal.</param>
    /// <param name="criterion">The criterion whose weight changes.</param>
    /// <param name="weight">Its new weight, in 0..1.</param>
    /// <returns>The exact total; null where the weight is 1 now, or outside 0..1.</returns>
    /// <exception cref="KeyNotFoundException">No such proposal or criterion: a bug of the caller.</exception>
    public Fraction? TotalAt(string proposal, string criterion, Fraction weight)
    {
        var (p, k) = (_outcome.Values.ProposalNames.Index[proposal], _outcome.Values.CriterionNames.Index[criterion]);
        return weight < 0 || weight > 1 || _outcome.WeightsInOrder[k] == 1 ? null : LineOf(p, k).At(weight);
    }

    /// <summary>The smallest change in whole steps after which another proposal is strictly first: what people do who hand out points.</summary>
    /// <param name="step">Size of a step as a share of all weight: 1/100 for points out of 100. Above 0.</param>
    /// <returns>The flip with the least number of steps (ties: the order of <see cref="Flips"/>), or null where no whole number of steps brings another strictly to the front.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is 0 or negative: a bug of the caller.</exception>
    public SteppedFlip? SmallestFlipInSteps(Fraction step)
    {
        if (step.Sign <= 0) throw new ArgumentOutOfRangeException(nameof(step), step, "must be above 0");
        SteppedFlip? smallest = null;
        foreach (var flip in Flips)
        {
            var count = BigInteger.Divide((flip.Change.Abs() / step).Numerator, (flip.Change.Abs() / step).Denominator) + 1; // strictly beyond
            var weight = flip.Up ? flip.Weight + step * count : flip.Weight - step * count;
            if (weight < 0 || weight > 1 || (smallest is not null && count >= BigInteger.Abs(smallest.Steps))) continue;
            smallest = new SteppedFlip(flip.Criterion, flip.Up ? count : -count, weight, FirstAt(_outcome.Values.CriterionNames.Index[flip.Criterion], weight));
        }
        return smallest;
    }

    private (StabilityInterval Interval, List<WeightFlip> Flips)? Analyse(int k)
    {
        var weight = _outcome.WeightsInOrder[k];
        if (weight == 1) return null;
        var lines = Enumerable.Range(0, _outcome.Values.Proposals.Count).Select(p => LineOf(p, k)).ToArray();
        Fraction low = 0, high = 1;
        foreach (var line in lines)
        {
            // The winner is ahead while t × gain ≥ deficit.
            var (gain, deficit) = (lines[_winner].Slope - line.Slope, line.AtZero - lines[_winner].AtZero);
            if (gain.Sign > 0) low = Fraction.Max(low, deficit / gain);
            else if (gain.Sign < 0) high = Fraction.Min(high, deficit / gain);
        }
        var criterion = _outcome.Values.Criteria[k];
        var flips = new List<WeightFlip>();
        if (low > 0) flips.Add(new WeightFlip(criterion, weight, low, low - weight, false, FirstBeyond(lines, low, up: false)));
        if (high < 1) flips.Add(new WeightFlip(criterion, weight, high, high - weight, true, FirstBeyond(lines, high, up: true)));
        return (new StabilityInterval(criterion, weight, low, high), flips);
    }

    // R_x is the total without criterion k, had the others all the weight.
    private Line LineOf(int proposal, int k)
    {
        var (weight, value) = (_outcome.WeightsInOrder[k], _outcome.Values.At(proposal, k).Expected);
        var rest = (_outcome.Total(proposal) - weight * value) / (1 - weight);
        return new Line(rest, value - rest);
    }

    private IReadOnlyList<string> FirstAt(int k, Fraction weight)
    {
        var totals = Enumerable.Range(0, _outcome.Values.Proposals.Count).Select(p => LineOf(p, k).At(weight)).ToList();
        var best = totals.Max();
        return [.. totals.Index().Where(t => t.Item == best).Select(t => _outcome.Values.Proposals[t.Index])];
    }

    // Of all that share the first place at the bound, those with the steepest line are ahead just beyond it.
    private IReadOnlyList<string> FirstBeyond(Line[] lines, Fraction bound, bool up)
    {
        var best = lines.Max(line => line.At(bound));
        var shared = lines.Index().Where(l => l.Item.At(bound) == best).Select(l => (Name: _outcome.Values.Proposals[l.Index], Pull: up ? l.Item.Slope : -l.Item.Slope)).ToList();
        var steepest = shared.Max(s => s.Pull);
        return [.. shared.Where(s => s.Pull == steepest).Select(s => s.Name)];
    }

    /// <summary>The total of one proposal as a function of one weight: V(t) = R + t (v − R).</summary>
    private readonly record struct Line(Fraction AtZero, Fraction Slope)
    {
        public Fraction At(Fraction weight) => AtZero + weight * Slope;
    }
}
