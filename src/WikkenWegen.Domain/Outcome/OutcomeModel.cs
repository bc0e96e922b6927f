using System.Numerics;
using WikkenWegen.Mcda;

namespace WikkenWegen.Domain.Outcome;

/// <summary>
/// Scores as the additive model takes them. A score counts by how far it lies from the worst end of its scale; that of several assessors by the sum of
/// what each gives, on a scale as many times as long, which is their mean without a division. Where cells of one criterion have different numbers of
/// assessors, all are brought to the least common multiple of these.
/// </summary>
internal sealed class OutcomeModel
{
    // Beyond it a mean is taken that is rounded to the nearest double.
    private const long MostTimes = 1_000_000;

    // Numbers of this size and so many decimals are subtracted and added exactly as decimals.
    private const decimal Small = 1e10m;
    private const int SmallScale = 10;

    private readonly OutcomeInputs _inputs;
    private readonly List<CountedScore>?[] _cells;
    private readonly long[] _times;
    private readonly ValueFunction[] _functions;
    private readonly int[] _columns;
    private readonly Fraction[] _shares;

    /// <param name="inputs">The proposals and criteria.</param>
    /// <param name="scores">The scores that count here: of all, or of one assessor.</param>
    /// <param name="cancellation">Ends it.</param>
    public OutcomeModel(OutcomeInputs inputs, IEnumerable<CountedScore> scores, CancellationToken cancellation)
    {
        _inputs = inputs;
        var (rows, columns) = (Index(inputs.Proposals.Select(p => p.Proposal.Code)), Index(inputs.Criteria.Select(c => c.Code)));
        var (m, n) = (rows.Count, columns.Count);
        _cells = new List<CountedScore>?[m * n];
        foreach (var score in scores) (_cells[rows[score.Proposal] * n + columns[score.Criterion]] ??= []).Add(score);
        var weights = inputs.Criteria.Select(c => Fraction.FromDecimal(c.Weight)).ToList();
        var sum = Fraction.Sum(weights);
        _shares = [.. weights.Select(weight => weight / sum)];
        _times = [.. Enumerable.Range(0, n).Select(Times)];
        _functions = [.. Enumerable.Range(0, n).Select(c => ValueFunction.Linear(0, Range(c).ToDouble(), OutsideScale.Clip).Value)];
        Complete = [.. Enumerable.Range(0, m).Where(p => Enumerable.Range(0, n).All(c => inputs.Criteria[c].Weight == 0 || Cell(p, c) is not null))];
        _columns = [.. Enumerable.Range(0, n).Where(c => inputs.Criteria[c].Weight > 0 || Complete.All(p => Cell(p, c) is not null))];
        if (Complete.Length == 0 || n == 0) return;
        Additive = AdditiveValue.Of(Values(_columns, cancellation), Weights(_columns)).Value;
    }

    /// <summary>Positions of the proposals for which no score is missing.</summary>
    public int[] Complete { get; }

    /// <summary>The totals of those; null where there are none.</summary>
    public AdditiveValue? Additive { get; }

    /// <summary>The values on the criteria that have a weight, with these weights.</summary>
    public (ValueTable Values, Weights Weights) Weighted(CancellationToken cancellation)
    {
        int[] weighted = [.. _columns.Where(c => _inputs.Criteria[c].Weight > 0)];
        return weighted.Length == _columns.Length ? (Additive!.Values, Additive.Weights) : (Values(weighted, cancellation), Weights(weighted));
    }

    /// <summary>The scores for a proposal on a criterion, by their positions; null where there are none.</summary>
    public IReadOnlyList<CountedScore>? Cell(int proposal, int criterion) => _cells[proposal * _times.Length + criterion];

    /// <summary>The share of a criterion in all weights.</summary>
    public Fraction Share(int criterion) => _shares[criterion];

    /// <summary>The least and the greatest total of a proposal, whatever scores it still gets where some are missing.</summary>
    public Band Possible(int proposal)
    {
        Fraction low = 0, high = 0;
        for (var c = 0; c < _times.Length; c++)
        {
            var value = Cell(proposal, c) is null ? new ValueBand(0, 0, 1) : _functions[c].Of(Score(proposal, c)).Value;
            (low, high) = (low + Share(c) * value.Low, high + Share(c) * value.High);
        }
        return new Band(low, high);
    }

    /// <summary>The greatest expected total of a proposal: that with the best of all scores where these are missing.</summary>
    public Fraction Greatest(int proposal) =>
        Fraction.Sum(Enumerable.Range(0, _times.Length).Select(c => Cell(proposal, c) is null ? Share(c) : Share(c) * _functions[c].Of(Score(proposal, c)).Value.Expected));

    /// <summary>What a score is worth, from 0 at the worst to 1 at the best.</summary>
    public Fraction Value(int criterion, decimal score) => Offset(criterion, score) / (Range(criterion) / _times[criterion]);

    /// <summary>The number on the scale of a criterion of a score of the model.</summary>
    public Fraction OnScale(int criterion, Fraction score)
    {
        var scale = _inputs.Criteria[criterion].Scale;
        var offset = score / _times[criterion];
        return Fraction.FromDecimal(scale.Worst) + (scale.Best > scale.Worst ? offset : -offset);
    }

    /// <summary>The score of the model for a proposal on a criterion; there must be one.</summary>
    public Mcda.Score Score(int proposal, int criterion)
    {
        var (cell, scale) = (Cell(proposal, criterion)!, _inputs.Criteria[criterion].Scale);
        var (low, expected, high) = (Sum(s => s.Low), Sum(s => s.Expected), Sum(s => s.High));
        return scale.Best > scale.Worst ? Mcda.Score.Between(low, expected, high) : Mcda.Score.Between(high, expected, low);

        double Sum(Func<Estimate, decimal> end)
        {
            if (cell.Count == 1 && _times[criterion] == 1 && IsSmall(end(cell[0].Estimate)) && IsSmall(scale.Worst)) return (double)Math.Abs(end(cell[0].Estimate) - scale.Worst);
            var sum = cell.All(s => IsSmall(end(s.Estimate)))
                ? Fraction.FromDecimal(cell.Sum(s => end(s.Estimate)))
                : Fraction.Sum(cell.Select(s => Fraction.FromDecimal(end(s.Estimate))));
            var offset = (sum - cell.Count * Fraction.FromDecimal(scale.Worst)).Abs();
            return (offset * Fraction.Of(_times[criterion], cell.Count)).ToDouble();
        }
    }

    private static Dictionary<string, int> Index(IEnumerable<string> codes) => codes.Select((code, place) => (code, place)).ToDictionary(c => c.code, c => c.place, StringComparer.Ordinal);

    private static bool IsSmall(decimal number) => Math.Abs(number) <= Small && number.Scale <= SmallScale;

    private Fraction Range(int criterion)
    {
        var scale = _inputs.Criteria[criterion].Scale;
        return (Fraction.FromDecimal(scale.Best) - Fraction.FromDecimal(scale.Worst)).Abs() * _times[criterion];
    }

    private Fraction Offset(int criterion, decimal score) => (Fraction.FromDecimal(score) - Fraction.FromDecimal(_inputs.Criteria[criterion].Scale.Worst)).Abs();

    private long Times(int criterion)
    {
        long times = 1;
        for (var p = 0; p < _inputs.Proposals.Length; p++)
        {
            if (_cells[p * _inputs.Criteria.Length + criterion] is not { } cell) continue;
            times = times / (long)BigInteger.GreatestCommonDivisor(times, cell.Count) * cell.Count;
            if (times > MostTimes) return 1;
        }
        return times;
    }

    private ValueTable Values(int[] columns, CancellationToken cancellation)
    {
        var rows = new IReadOnlyList<Mcda.Score?>[Complete.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            rows[row] = [.. columns.Select(c => (Mcda.Score?)Score(Complete[row], c))];
        }
        var table = ScoreTable.Create([.. Complete.Select(p => _inputs.Proposals[p].Proposal.Code)], [.. columns.Select(c => _inputs.Criteria[c].Code)], rows).Value;
        return ValueTable.Of(table, columns.ToDictionary(c => _inputs.Criteria[c].Code, c => _functions[c])).Value;
    }

    private Weights Weights(int[] columns) => DirectPoints.Of(columns.Select(c => (_inputs.Criteria[c].Code, (double)_inputs.Criteria[c].Weight))).Value;
}
