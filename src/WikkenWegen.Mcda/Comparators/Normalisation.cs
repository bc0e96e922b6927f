namespace WikkenWegen.Mcda;

/// <summary>Named ways to make the numbers of one criterion comparable with those of another. All look at the proposals present: adding one changes the numbers of the others.</summary>
public enum Normalisation
{
    /// <summary>x / √Σx²: the vector has length 1.</summary>
    Vector,

    /// <summary>(x − min) / (max − min): from 0 to 1.</summary>
    MinMax,

    /// <summary>x / Σx: shares. Numbers of 0 or more only.</summary>
    Sum,

    /// <summary>x / max: at most 1. Numbers of 0 or more only.</summary>
    Max,
}

/// <summary>How a criterion on which less is better is turned round. Which way changes the answer for sums and maxima.</summary>
public enum CostTreatment
{
    /// <summary>1 − the normalised number.</summary>
    Complement,

    /// <summary>1/x is normalised. Numbers above 0 only.</summary>
    Reciprocal,
}

/// <summary>A table normalised over the proposals present, so that more is better on every criterion. For comparison only: prefer scales with agreed ends (<see cref="ValueFunction"/>).</summary>
/// <remarks>Source: Hwang and Yoon, Multiple Attribute Decision Making (1981), ch. 2. Immutable and safe for use by several threads.</remarks>
public sealed class NormalisedTable : IComputed
{
    private readonly double[] _cells;

    private NormalisedTable(ScoreTable scores, double[] cells, Normalisation normalisation, CostTreatment cost)
    {
        (Scores, _cells, Normalisation, Cost) = (scores, cells, normalisation, cost);
        Values = new NamedTable<double>(scores.ProposalNames, scores.CriterionNames, cells);
    }

    /// <inheritdoc/>
    public Algorithm Algorithm { get; } = new("local-normalisation", "1.0.1");

    /// <summary>The scores that went in.</summary>
    public ScoreTable Scores { get; }

    /// <summary>The method.</summary>
    public Normalisation Normalisation { get; }

    /// <summary>How costs were turned round.</summary>
    public CostTreatment Cost { get; }

    /// <summary>The normalised numbers.</summary>
    public NamedTable<double> Values { get; }

    internal double At(int proposal, int criterion) => _cells[proposal * Scores.CriterionNames.Count + criterion];

    /// <summary>Normalises the expected scores.</summary>
    /// <param name="scores">Numbers, no words.</param>
    /// <param name="directions">Benefit or cost for each criterion.</param>
    /// <param name="normalisation">The method.</param>
    /// <param name="cost">How costs are turned round.</param>
    /// <returns>
    /// The table, or <see cref="ErrorCode.Missing"/>, <see cref="ErrorCode.UnknownName"/> (directions and criteria differ), <see cref="ErrorCode.WrongKind"/> (words; a direction that is neither benefit nor cost),
    /// <see cref="ErrorCode.OutOfRange"/> (a number that the method cannot take), <see cref="ErrorCode.ZeroRange"/> (all numbers of the criterion equal under min–max, or 0 under the others).
    /// </returns>
    public static Result<NormalisedTable> Of(ScoreTable scores, IReadOnlyDictionary<string, PreferenceDirection> directions, Normalisation normalisation, CostTreatment cost = CostTreatment.Complement)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(directions);
        var errors = new InputErrors();
        if (!Enum.IsDefined(normalisation) || !Enum.IsDefined(cost)) errors.Add(ErrorCode.OutOfRange, null, "no such normalisation");
        var isCost = Directions.Costs(scores, directions, errors);
        if (errors.Any) return errors.As<NormalisedTable>();

        var (m, n) = (scores.Proposals.Count, scores.Criteria.Count);
        var cells = new double[m * n];
        for (var c = 0; c < n; c++)
        {
            var column = Enumerable.Range(0, m).Select(p => scores.At(p, c).Expected).ToArray();
            Column(scores, c, column, normalisation, isCost[c], cost, errors);
            for (var p = 0; p < m; p++) cells[p * n + c] = column[p];
        }
        return errors.Any ? errors.As<NormalisedTable>() : new Result<NormalisedTable>(new NormalisedTable(scores, cells, normalisation, cost));
    }

    private static void Column(ScoreTable scores, int c, double[] column, Normalisation normalisation, bool isCost, CostTreatment cost, InputErrors errors)
    {
        var reciprocal = isCost && cost == CostTreatment.Reciprocal;
        var valid = true;
        for (var p = 0; p < column.Length; p++)
        {
            if (reciprocal && column[p] <= 0) valid = Refuse(ErrorCode.OutOfRange, scores.CellAt(p, c), "only a number above 0 has a reciprocal to normalise");
            else if (normalisation is Normalisation.Sum or Normalisation.Max && column[p] < 0) valid = Refuse(ErrorCode.OutOfRange, scores.CellAt(p, c), "shares need numbers of 0 or more");
        }
        if (!valid) return;
        // A power of two brings the column near 1: no digit changes, and neither squares nor sums leave the range of a double.
        var greatest = column.Max(Math.Abs);
        if (greatest == 0 || (normalisation == Normalisation.MinMax && column.Min() == column.Max()))
        {
            Refuse(ErrorCode.ZeroRange, new Cell(null, scores.Criteria[c]), "all numbers are equal or 0: there is nothing to normalise");
            return;
        }
        if (reciprocal)
        {
            var least = column.Min();
            for (var p = 0; p < column.Length; p++) column[p] = least / column[p]; // 1/x in units of the greatest 1/x: at most 1
        }
        else
        {
            var exponent = Math.ILogB(greatest) + 1;
            for (var p = 0; p < column.Length; p++) column[p] = Math.ScaleB(column[p], -exponent);
        }
        Normalise(column, normalisation);
        for (var p = 0; p < column.Length; p++)
        {
            if (isCost && !reciprocal) column[p] = 1 - column[p];
        }

        bool Refuse(ErrorCode code, Cell cell, string message)
        {
            errors.Add(code, cell, message);
            return false;
        }
    }

    private static void Normalise(double[] column, Normalisation normalisation)
    {
        var (offset, divisor) = normalisation switch
        {
            Normalisation.Vector => (0, Math.Sqrt(FixedOrder.Sum(column.Select(x => x * x)))),
            Normalisation.MinMax => (column.Min(), column.Max() - column.Min()),
            Normalisation.Sum => (0, FixedOrder.Sum(column)),
            _ => (0, column.Max()),
        };
        for (var p = 0; p < column.Length; p++) column[p] = (column[p] - offset) / divisor;
    }
}

/// <summary>Reads the directions of criteria.</summary>
internal static class Directions
{
    /// <summary>For each criterion of a table of numbers: is less better?</summary>
    public static bool[] Costs(ScoreTable scores, IReadOnlyDictionary<string, PreferenceDirection> directions, InputErrors errors)
    {
        foreach (var name in scores.Criteria)
        {
            if (!directions.TryGetValue(name, out var direction)) errors.Add(ErrorCode.Missing, new Cell(null, name), "no direction for this criterion");
            else if (direction is not (PreferenceDirection.Benefit or PreferenceDirection.Cost)) errors.Add(ErrorCode.WrongKind, new Cell(null, name), "the direction must be benefit or cost");
        }
        foreach (var name in directions.Keys.Where(name => !scores.CriterionNames.Index.ContainsKey(name))) errors.Add(ErrorCode.UnknownName, new Cell(null, name), "a direction for a criterion that has no scores");
        for (var p = 0; p < scores.Proposals.Count; p++)
        {
            for (var c = 0; c < scores.Criteria.Count; c++)
            {
                if (scores.At(p, c).IsInWords) errors.Add(ErrorCode.WrongKind, scores.CellAt(p, c), "a word where a number is needed");
            }
        }
        return errors.Any ? [] : [.. scores.Criteria.Select(name => directions[name] == PreferenceDirection.Cost)];
    }
}
