namespace WikkenWegen.Mcda;

/// <summary>
/// A table of the mean consistency index of random comparison matrices, by size. Published tables differ, so the same judgements get another
/// consistency ratio: the table is chosen by name and stays with the result.
/// </summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class RandomIndex
{
    private readonly double[] _fromSizeOne;

    private RandomIndex(string name, double[] fromSizeOne) => (Name, _fromSizeOne) = (name, fromSizeOne);

    /// <summary>Name of the table, for example <c>saaty-1980</c>.</summary>
    public string Name { get; }

    /// <summary>The largest size that the table knows.</summary>
    public int MaxSize => _fromSizeOne.Length;

    /// <summary>Saaty, The Analytic Hierarchy Process (1980), p. 21: 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, … from size 3 to 15.</summary>
    public static RandomIndex Saaty1980 { get; } = new("saaty-1980", [0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]);

    /// <summary>Saaty, Fundamentals of Decision Making and Priority Theory (1994), as used by later editions: 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, … from size 3 to 15.</summary>
    public static RandomIndex Saaty1994 { get; } = new("saaty-1994", [0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.51, 1.54, 1.56, 1.57, 1.58]);

    /// <summary>Aguarón and Moreno-Jiménez, European Journal of Operational Research 147 (2003) 137–145: 0.525, 0.882, 1.115, 1.252, … from size 3 to 16. Used by the R package MCDA.</summary>
    public static RandomIndex AguaronMorenoJimenez2003 { get; } =
        new("aguaron-moreno-jimenez-2003", [0, 0, 0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484, 1.513, 1.535, 1.555, 1.570, 1.583, 1.595]);

    /// <summary>Alonso and Lamata, International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 14 (2006) 445–459: 0.5245, 0.8815, 1.1086, 1.2479, … from size 3 to 15.</summary>
    public static RandomIndex AlonsoLamata2006 { get; } =
        new("alonso-lamata-2006", [0, 0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838]);

    /// <summary>A table of your own.</summary>
    /// <param name="name">Name that stays with the results; not blank.</param>
    /// <param name="fromSizeOne">The index of size 1, 2, 3, …; 0 for 1 and 2 by custom. Finite, 0 or more.</param>
    /// <returns>The table, or <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/>; the error's column is the size.</returns>
    public static Result<RandomIndex> Custom(string name, IReadOnlyList<double> fromSizeOne)
    {
        ArgumentNullException.ThrowIfNull(fromSizeOne);
        var errors = new InputErrors();
        errors.Rows([name], "table");
        if (fromSizeOne.Count == 0) errors.Add(ErrorCode.Empty, null, "the table has no sizes");
        for (var i = 0; i < fromSizeOne.Count; i++)
        {
            var cell = new Cell(null, InputErrors.Position(i));
            if (errors.Finite(fromSizeOne[i], cell, "the index") && fromSizeOne[i] < 0) errors.Add(ErrorCode.OutOfRange, cell, "a negative index");
        }
        return errors.Any ? errors.As<RandomIndex>() : new Result<RandomIndex>(new RandomIndex(name, [.. fromSizeOne]));
    }

    /// <summary>The index of a size.</summary>
    /// <param name="size">Number of criteria compared.</param>
    /// <returns>The mean consistency index; null where the table does not know the size.</returns>
    public double? Of(int size) => size >= 1 && size <= MaxSize ? _fromSizeOne[size - 1] : null;
}
