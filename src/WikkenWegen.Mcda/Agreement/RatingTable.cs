namespace WikkenWegen.Mcda;

/// <summary>What raters (judges, stakeholders, voters) said of units (proposals, cases): numbers or words, possibly with gaps.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
public sealed class RatingTable
{
    private readonly double?[] _cells;

    private RatingTable(Names raters, Names units, double?[] cells, IReadOnlyList<string>? words) => (RaterNames, UnitNames, _cells, Words) = (raters, units, cells, words);

    /// <summary>The raters: the rows.</summary>
    public IReadOnlyList<string> Raters => RaterNames.List;

    /// <summary>The units: the columns.</summary>
    public IReadOnlyList<string> Units => UnitNames.List;

    /// <summary>For ratings in words, all words used, in ordinal order; null for numbers.</summary>
    public IReadOnlyList<string>? Words { get; }

    internal Names RaterNames { get; }

    internal Names UnitNames { get; }

    /// <summary>The number, or the position in <see cref="Words"/>; null for a gap.</summary>
    internal double? At(int rater, int unit) => _cells[rater * UnitNames.Count + unit];

    internal Cell CellAt(int rater, int unit) => new(RaterNames[rater], UnitNames[unit]);

    /// <summary>Takes numbers.</summary>
    /// <param name="raters">Names of the rows; distinct, not blank.</param>
    /// <param name="units">Names of the columns; distinct, not blank.</param>
    /// <param name="ratings">A row a rater, a cell a unit; null for a gap.</param>
    /// <returns>The table, or every error: <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.Ragged"/>, <see cref="ErrorCode.NotANumber"/>, <see cref="ErrorCode.Infinite"/>, <see cref="ErrorCode.OutOfRange"/> (more than a hundred million cells).</returns>
    public static Result<RatingTable> Create(IReadOnlyList<string> raters, IReadOnlyList<string> units, IReadOnlyList<IReadOnlyList<double?>> ratings)
    {
        ArgumentNullException.ThrowIfNull(raters);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(ratings);
        var errors = Shape.Check(raters, "rater", units, "unit", ratings);
        Shape.LimitCells(raters.Count, units.Count, errors);
        if (errors.Any) return errors.As<RatingTable>();
        var cells = new double?[raters.Count * units.Count];
        for (var r = 0; r < raters.Count; r++)
        {
            for (var u = 0; u < units.Count; u++)
            {
                if (ratings[r][u] is { } rating && errors.Finite(rating, new Cell(raters[r], units[u]), "the rating")) cells[r * units.Count + u] = rating;
            }
        }
        return errors.Any ? errors.As<RatingTable>() : new Result<RatingTable>(new RatingTable(new Names(raters), new Names(units), cells, null));
    }

    /// <summary>Takes numbers without names: raters and units are called "1", "2", ….</summary>
    /// <param name="ratings">A row a rater, a cell a unit; null for a gap. The first row says how many units there are.</param>
    /// <returns>The table, or the errors of the other overload.</returns>
    public static Result<RatingTable> Create(IReadOnlyList<IReadOnlyList<double?>> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return Create(Names.Numbered(ratings.Count).List, Names.Numbered(ratings.Count == 0 ? 0 : ratings[0]?.Count ?? 0).List, ratings);
    }

    /// <summary>Takes words (grades, categories).</summary>
    /// <param name="raters">Names of the rows; distinct, not blank.</param>
    /// <param name="units">Names of the columns; distinct, not blank.</param>
    /// <param name="ratings">A row a rater, a cell a unit; null for a gap.</param>
    /// <returns>The table, or <see cref="ErrorCode.Empty"/>, <see cref="ErrorCode.InvalidName"/>, <see cref="ErrorCode.Duplicate"/>, <see cref="ErrorCode.Ragged"/>, <see cref="ErrorCode.OutOfRange"/> (more than a hundred million cells).</returns>
    public static Result<RatingTable> InWords(IReadOnlyList<string> raters, IReadOnlyList<string> units, IReadOnlyList<IReadOnlyList<string?>> ratings)
    {
        ArgumentNullException.ThrowIfNull(raters);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(ratings);
        var errors = Shape.Check(raters, "rater", units, "unit", ratings);
        Shape.LimitCells(raters.Count, units.Count, errors);
        if (errors.Any) return errors.As<RatingTable>();
        var words = ratings.SelectMany(row => row).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var code = words.Index().ToDictionary(w => w.Item, w => (double?)w.Index, StringComparer.Ordinal);
        return new Result<RatingTable>(new RatingTable(new Names(raters), new Names(units), [.. ratings.SelectMany(row => row).Select(word => word is null ? null : code[word])], words));
    }

    /// <summary>Adds an error for each gap.</summary>
    internal void RefuseGaps(InputErrors errors)
    {
        for (var r = 0; r < RaterNames.Count; r++)
        {
            for (var u = 0; u < UnitNames.Count; u++)
            {
                if (At(r, u) is null) errors.Add(ErrorCode.Missing, CellAt(r, u), "no rating");
            }
        }
    }

    internal void RefuseWords(InputErrors errors)
    {
        if (Words is not null) errors.Add(ErrorCode.WrongKind, null, "ratings in words where numbers are needed");
    }
}
