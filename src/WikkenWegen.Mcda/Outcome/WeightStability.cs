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
    private readonly Fraction[] _leads; // total of the winner − that of each proposal, 0 or more
    private readonly double[] _nearLeads; // the same as the nearest doubles

    private WeightStability(AdditiveValue outcome, int winner)
    {
        _outcome = outcome;
        _winner = winner;
        _leads = [.. Enumerable.Range(0, outcome.Values.Proposals.Count).Select(p => outcome.Total(winner) - outcome.Total(p))];
        _nearLeads = [.. _leads.Select(lead => lead.ToDouble())];
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
        var near = new NearLines(this, k);
        Fraction low = 0, high = 1;
        foreach (var p in near.Nearest())
        {
            // With the weight at t the lead over p is (t × gain − deficit) / (1 − weight), in which the lead of now is d and that on this criterion alone is δ.
            var alone = Alone(p, k);
            var (gain, deficit) = (alone - _leads[p], weight * alone - _leads[p]);
            if (gain.Sign > 0) low = Fraction.Max(low, deficit / gain);
            else if (gain.Sign < 0) high = Fraction.Min(high, deficit / gain);
        }
        var criterion = _outcome.Values.Criteria[k];
        var flips = new List<WeightFlip>();
        if (low > 0) flips.Add(new WeightFlip(criterion, weight, low, low - weight, false, FirstBeyond(near, k, low, up: false)));
        if (high < 1) flips.Add(new WeightFlip(criterion, weight, high, high - weight, true, FirstBeyond(near, k, high, up: true)));
        return (new StabilityInterval(criterion, weight, low, high), flips);
    }

    private Fraction Alone(int proposal, int k) => _outcome.Values.At(_winner, k).Expected - _outcome.Values.At(proposal, k).Expected;

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

    // Of all that share the first place at the bound, those with the steepest line are ahead just beyond it. The slope is (value − total) / (1 − weight).
    private IReadOnlyList<string> FirstBeyond(NearLines near, int k, Fraction bound, bool up)
    {
        var weight = _outcome.WeightsInOrder[k];
        var shared = near.Near(bound.ToDouble())
            .Where(p => Alone(p, k) is var alone && bound * (alone - _leads[p]) == weight * alone - _leads[p])
            .Select(p => (Name: _outcome.Values.Proposals[p], Slope: _outcome.Values.At(p, k).Expected - _outcome.Total(p)))
            .Select(p => (p.Name, Pull: up ? p.Slope : -p.Slope)).ToList();
        var steepest = shared.Max(s => s.Pull);
        return [.. shared.Where(s => s.Pull == steepest).Select(s => s.Name)];
    }

    /// <summary>
    /// The leads of the winner as lines in doubles, each with a bound on what rounding can have done to it: they say which few proposals can set a bound, and
    /// for these alone it is computed exactly.
    /// </summary>
    /// <remarks>
    /// Gain and deficit come of a lead and two values by a few sums and products, each rounded by 2^-53 of numbers that are together at most the size: 8 units
    /// of that, of which twice are allowed. Numbers so small or great that they are rounded otherwise count as near everything.
    /// </remarks>
    private sealed class NearLines
    {
        private const double Rounding = 1.0 / (1L << 49), Slack = 1e-12, Least = 1e-250, Greatest = 1e250;

        private readonly double[] _gains, _deficits, _errors;
        private readonly int _winner;

        public NearLines(WeightStability stability, int k)
        {
            var values = stability._outcome.Values;
            var weight = stability._outcome.WeightsInOrder[k].ToDouble();
            var m = values.Proposals.Count;
            _winner = stability._winner;
            (_gains, _deficits, _errors) = (new double[m], new double[m], new double[m]);
            var first = values.At(_winner, k).Expected.ToDouble();
            for (var p = 0; p < m; p++)
            {
                var (value, lead) = (values.At(p, k).Expected.ToDouble(), stability._nearLeads[p]);
                var size = Math.Abs(first) + Math.Abs(value) + lead;
                (_gains[p], _deficits[p]) = (first - value - lead, weight * (first - value) - lead);
                _errors[p] = size is > Least and < Greatest ? size * Rounding : double.PositiveInfinity;
            }
        }

        /// <summary>Those of which one can set the low or the high bound.</summary>
        public IEnumerable<int> Nearest()
        {
            var m = _gains.Length;
            var (lows, highs) = (new (double Least, double Most)[m], new (double Least, double Most)[m]);
            var (low, high) = (0.0, 1.0); // no bound lies beyond these
            for (var p = 0; p < m; p++)
            {
                var between = Crossing(p);
                (lows[p], highs[p]) = (_gains[p] < -_errors[p] ? (-1, -1) : between, _gains[p] > _errors[p] ? (2, 2) : between);
                if (_gains[p] > _errors[p]) low = Math.Max(low, between.Least);
                else if (_gains[p] < -_errors[p]) high = Math.Min(high, between.Most);
            }
            return Enumerable.Range(0, m).Where(p => p != _winner && (lows[p].Most >= low - Slack || highs[p].Least <= high + Slack));

            // Between which weights the lead is 0: anywhere where it is not sure whether the line rises.
            (double Least, double Most) Crossing(int p)
            {
                if (!(Math.Abs(_gains[p]) > _errors[p])) return (double.NegativeInfinity, double.PositiveInfinity);
                var (gain, deficit, error) = (Math.Abs(_gains[p]), Math.CopySign(1, _gains[p]) * _deficits[p], _errors[p]);
                var (least, most) = (deficit - error, deficit + error);
                return (least / (least < 0 ? gain - error : gain + error), most / (most < 0 ? gain + error : gain - error));
            }
        }

        /// <summary>Those whose lead can be 0 at a weight, the winner among them.</summary>
        public IEnumerable<int> Near(double weight) =>
            Enumerable.Range(0, _gains.Length).Where(p => p == _winner || !(Math.Abs(weight * _gains[p] - _deficits[p]) > 3 * _errors[p]));
    }

    /// <summary>The total of one proposal as a function of one weight: V(t) = R + t (v − R).</summary>
    private readonly record struct Line(Fraction AtZero, Fraction Slope)
    {
        public Fraction At(Fraction weight) => AtZero + weight * Slope;
    }
}
