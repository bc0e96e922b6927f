namespace WikkenWegen.Mcda;

/// <summary>The checks that every table has in common.</summary>
internal static class Shape
{
    /// <summary>The greatest number of proposals, criteria or candidates: tables of pairs of them must stay indexable.</summary>
    public const int MaxNames = 10_000;

    /// <summary>The greatest number of cells of a table of ratings or grades, so that positions in it stay within an int.</summary>
    public const int MaxCells = 100_000_000;

    /// <summary>An error where a table would have more than <see cref="MaxCells"/> cells.</summary>
    public static void LimitCells(long rows, long columns, InputErrors errors)
    {
        if (rows * columns > MaxCells) errors.Add(ErrorCode.OutOfRange, null, $"{rows} rows of {columns} cells are more than {MaxCells} cells");
    }

    /// <summary>An error where there are more than <see cref="MaxNames"/>.</summary>
    public static void Limit(int count, string what, InputErrors errors)
    {
        if (count > MaxNames) errors.Add(ErrorCode.OutOfRange, null, $"more than {MaxNames} {what}");
    }

    public static InputErrors Check<T>(IReadOnlyList<string> rows, string rowKind, IReadOnlyList<string> columns, string columnKind, IReadOnlyList<IReadOnlyList<T>?> cells)
    {
        var errors = new InputErrors();
        errors.Rows(rows, rowKind);
        errors.Columns(columns, columnKind);
        if (cells.Count != rows.Count) errors.Add(ErrorCode.Ragged, null, $"{cells.Count} rows for {rows.Count} names");
        for (var r = 0; r < Math.Min(cells.Count, rows.Count); r++)
        {
            var cell = new Cell(rows[r] ?? InputErrors.Position(r), null);
            if (cells[r] is not { } row) errors.Add(ErrorCode.Missing, cell, "the row is null");
            else if (row.Count != columns.Count) errors.Add(ErrorCode.Ragged, cell, $"{row.Count} cells for {columns.Count} columns");
        }
        return errors;
    }

    public static T[][] Rows<TCell, T>(TCell[,] cells, Func<TCell, T> convert)
    {
        var rows = new T[cells.GetLength(0)][];
        for (var r = 0; r < rows.Length; r++)
        {
            rows[r] = new T[cells.GetLength(1)];
            for (var c = 0; c < rows[r].Length; c++) rows[r][c] = convert(cells[r, c]);
        }
        return rows;
    }
}
