namespace WikkenWegen.Mcda;

/// <summary>
/// Weights from pairwise comparison (AHP): the principal eigenvector of the matrix of judgements, with its consistency ratio.
/// Serves as well for priorities of proposals on one criterion.
/// </summary>
/// <remarks>
/// Source: Saaty, Journal of Mathematical Psychology 15 (1977) 234–281. The eigenvector is computed by
/// repeated squaring of the matrix, and accepted when the Collatz–Wielandt bounds on the eigenvalue meet within 1e-12 of it. Only + − × ÷.
/// Immutable and safe for use by several threads.
/// </remarks>
public sealed class PairwiseComparison : IComputed
{
    private const int MaxSquarings = 64; // matrix to the power 2^64: more cannot change a double

    private PairwiseComparison(Weights weights, double eigenvalue, RandomIndex table)
    {
        Weights = weights;
        PrincipalEigenvalue = eigenvalue;
        RandomIndex = table;
        var n = weights.Criteria.Count;
        // A consistent matrix has eigenvalue n exactly; rounding can leave it a hair below, and no matrix is more consistent than that.
        ConsistencyIndex = n > 1 ? Math.Max(0, (eigenvalue - n) / (n - 1)) : null;
        ConsistencyRatio = table.Of(n) is > 0 and { } index ? ConsistencyIndex / index : null;
    }

    /// <inheritdoc/>
    public Algorithm Algorithm => Weights.Algorithm;

    /// <summary>The weights: the eigenvector, divided by its sum.</summary>
    public Weights Weights { get; }

    /// <summary>λ max, the principal eigenvalue; n for consistent judgements of n criteria, above n for others.</summary>
    public double PrincipalEigenvalue { get; }

    /// <summary>CI = (λ max − n) / (n − 1), 0 for consistent judgements; null for one criterion, where nothing is compared.</summary>
    public double? ConsistencyIndex { get; }

    /// <summary>CR = CI / RI(n). By custom above 0.10 the judgements should be looked at again. Null for one or two criteria (nothing can be inconsistent, RI is 0) and where the table does not know the size.</summary>
    public double? ConsistencyRatio { get; }

    /// <summary>The table that the ratio was computed with.</summary>
    public RandomIndex RandomIndex { get; }

    /// <summary>Weights from a full matrix.</summary>
    /// <param name="criteria">Names of the rows and columns.</param>
    /// <param name="judgements">Cell (i, j): how many times as important i is as j. Finite, above 0, 1 on the diagonal; (j, i) is the reciprocal of (i, j).</param>
    /// <param name="randomIndex">The table for the consistency ratio.</param>
    /// <param name="reciprocityTolerance">How far (i, j) × (j, i) may be from 1: 0 or more, below 1. The default accepts reciprocals rounded to two decimals (0.13 for 1/8), and refuses judgements that contradict each other.</param>
    /// <returns>
    /// The weights, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.Ragged"/> (not square),
    /// <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/> (0, negative, diagonal not 1, a tolerance below 0 or of 1 and more, more than 10,000 criteria), <see cref="ErrorCode.NotReciprocal"/>,
    /// <see cref="ErrorCode.NotConverged"/> (judgements so extreme that doubles cannot hold the eigenvector), <see cref="ErrorCode.Overflow"/> (a random index so small that they cannot hold the consistency ratio).
    /// </returns>
    public static Result<PairwiseComparison> Of(IReadOnlyList<string> criteria, double[,] judgements, RandomIndex randomIndex, double reciprocityTolerance = 0.05)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(judgements);
        ArgumentNullException.ThrowIfNull(randomIndex);
        var errors = Shape.Check(criteria, "criterion", criteria, "criterion", Shape.Rows(judgements, value => value));
        Shape.Limit(criteria.Count, "criteria", errors);
        if (!(reciprocityTolerance is >= 0 and < 1)) errors.Add(ErrorCode.OutOfRange, null, "the tolerance must be 0 or more and below 1");
        if (errors.Any) return errors.As<PairwiseComparison>();

        var n = criteria.Count;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var cell = new Cell(criteria[i], criteria[j]);
                if (errors.Finite(judgements[i, j], cell, "the judgement") && judgements[i, j] <= 0) errors.Add(ErrorCode.OutOfRange, cell, "a judgement must be above 0");
                else if (i == j && judgements[i, i] != 1) errors.Add(ErrorCode.OutOfRange, cell, "a criterion compared with itself must be 1");
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                if (judgements[i, j] > 0 && judgements[j, i] > 0 && !(Math.Abs(judgements[i, j] * judgements[j, i] - 1) <= reciprocityTolerance))
                {
                    errors.Add(ErrorCode.NotReciprocal, new Cell(criteria[i], criteria[j]), "this judgement and its mirror image are not each other's reciprocal");
                }
            }
        }
        return errors.Any ? errors.As<PairwiseComparison>() : Solve(criteria, judgements, randomIndex);
    }

    /// <summary>Weights from the judgements above the diagonal alone.</summary>
    /// <param name="criteria">Names, n of them.</param>
    /// <param name="aboveDiagonal">Row by row: (1,2), (1,3), …, (1,n), (2,3), …; n(n − 1)/2 judgements, each finite and above 0.</param>
    /// <param name="randomIndex">The table for the consistency ratio.</param>
    /// <returns>The weights, or the errors of <see cref="Of"/>; <see cref="ErrorCode.Ragged"/> for another number of judgements.</returns>
    public static Result<PairwiseComparison> FromUpperTriangle(IReadOnlyList<string> criteria, IReadOnlyList<double> aboveDiagonal, RandomIndex randomIndex)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(aboveDiagonal);
        var errors = new InputErrors();
        errors.Columns(criteria, "criterion");
        Shape.Limit(criteria.Count, "criteria", errors);
        if (errors.Any) return errors.As<PairwiseComparison>();
        var n = criteria.Count;
        if (aboveDiagonal.Count != (long)n * (n - 1) / 2) return InputErrors.One<PairwiseComparison>(ErrorCode.Ragged, null, $"{aboveDiagonal.Count} judgements for {n} criteria");
        var matrix = new double[n, n];
        var next = 0;
        for (var i = 0; i < n; i++)
        {
            matrix[i, i] = 1;
            for (var j = i + 1; j < n; j++)
            {
                matrix[i, j] = aboveDiagonal[next++];
                matrix[j, i] = 1 / matrix[i, j];
                // Checked here, so that an error names the judgement that was given and not its mirror image.
                var cell = new Cell(criteria[i], criteria[j]);
                if (errors.Finite(matrix[i, j], cell, "the judgement") && !(matrix[i, j] > 0 && double.IsFinite(matrix[j, i]))) errors.Add(ErrorCode.OutOfRange, cell, "a judgement must be above 0, and its reciprocal a double");
            }
        }
        return errors.Any ? errors.As<PairwiseComparison>() : Of(criteria, matrix, randomIndex);
    }

    private static Result<PairwiseComparison> Solve(IReadOnlyList<string> criteria, double[,] judgements, RandomIndex randomIndex)
    {
        var n = criteria.Count;
        var order = new Names(criteria).Canonical(); // the order of the inputs changes no bit
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) matrix[i, j] = judgements[order[i], order[j]];
        }
        var power = matrix;
        for (var squaring = 0; squaring <= MaxSquarings; squaring++)
        {
            var vector = RowSums(power, n);
            if (vector is null) break;
            var (lower, upper, mean) = EigenvalueBounds(matrix, vector, n);
            if (upper - lower <= 1e-12 * lower && double.IsFinite(mean))
            {
                var weights = Weights.Normalise(new Algorithm("weights-ahp-eigenvector", "1.0.0"), criteria, [.. Enumerable.Range(0, n).Select(i => Fraction.FromDouble(vector[Array.IndexOf(order, i)]))]);
                return weights.Then(w => new PairwiseComparison(w, mean, randomIndex) is { ConsistencyRatio: null or < double.PositiveInfinity } comparison
                    ? new Result<PairwiseComparison>(comparison)
                    : InputErrors.One<PairwiseComparison>(ErrorCode.Overflow, null, "the random index is so small that the consistency ratio is beyond the range of a double"));
            }
            power = Square(power, n);
        }
        return InputErrors.One<PairwiseComparison>(ErrorCode.NotConverged, null, "the judgements are too extreme to find the principal eigenvector in doubles");
    }

    private static double[]? RowSums(double[,] matrix, int n)
    {
        var sums = new double[n];
        double total = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) sums[i] += matrix[i, j];
            total += sums[i];
        }
        if (!double.IsFinite(total)) return null;
        for (var i = 0; i < n; i++)
        {
            sums[i] /= total;
            if (!(sums[i] > 0)) return null;
        }
        return sums;
    }

    // For any positive vector v the eigenvalue lies between the least and the greatest (Av)i / vi (Collatz 1942, Wielandt 1950).
    private static (double Lower, double Upper, double Mean) EigenvalueBounds(double[,] matrix, double[] vector, int n)
    {
        var (lower, upper, sum) = (double.PositiveInfinity, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            double product = 0;
            for (var j = 0; j < n; j++) product += matrix[i, j] * vector[j];
            var quotient = product / vector[i];
            (lower, upper, sum) = (Math.Min(lower, quotient), Math.Max(upper, quotient), sum + quotient);
        }
        return (lower, upper, sum / n);
    }

    // Divided by the largest cell, so that powers neither overflow nor vanish.
    private static double[,] Square(double[,] matrix, int n)
    {
        double largest = 0;
        foreach (var cell in matrix) largest = Math.Max(largest, cell);
        var scaled = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) scaled[i, j] = matrix[i, j] / largest;
        }
        var square = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                double sum = 0;
                for (var k = 0; k < n; k++) sum += scaled[i, k] * scaled[k, j];
                square[i, j] = sum;
            }
        }
        return square;
    }
}
