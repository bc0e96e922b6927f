using System.Collections;

namespace WikkenWegen.Mcda;

/// <summary>Values by name, in the order of the inputs.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
/// <typeparam name="T">Kind of value.</typeparam>
public sealed class NamedValues<T> : IEnumerable<KeyValuePair<string, T>>
{
    private readonly Func<int, T> _at;
    private readonly Dictionary<string, int> _index;

    internal NamedValues(Names names, IReadOnlyList<T> values)
        : this(names, i => values[i])
    {
    }

    internal NamedValues(Names names, Func<int, T> at) => (Names, _index, _at) = (names.List, names.Index, at);

    /// <summary>The names, in the order of the inputs.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of names.</summary>
    public int Count => Names.Count;

    /// <summary>The value of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>, compared by ordinal.</param>
    /// <exception cref="KeyNotFoundException">No such name: a bug of the caller.</exception>
    public T this[string name] => _at(_index[name]);

    /// <summary>The value at a position.</summary>
    /// <param name="index">Position in <see cref="Names"/>, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a position.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _at(index);
        }
    }

    /// <summary>The values without their names, in the order of the inputs.</summary>
    public IReadOnlyList<T> ToList() => [.. Enumerable.Range(0, Count).Select(_at)];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        Enumerable.Range(0, Count).Select(i => KeyValuePair.Create(Names[i], _at(i))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A table with named rows and columns, in the order of the inputs.</summary>
/// <remarks>Immutable and safe for use by several threads.</remarks>
/// <typeparam name="T">Kind of cell.</typeparam>
public sealed class NamedTable<T>
{
    private readonly Names _rows, _columns;
    private readonly Func<int, int, T> _at;

    internal NamedTable(Names rows, Names columns, T[] cells)
        : this(rows, columns, (row, column) => cells[row * columns.Count + column])
    {
    }

    internal NamedTable(Names rows, Names columns, Func<int, int, T> at) => (_rows, _columns, _at) = (rows, columns, at);

    /// <summary>Names of the rows.</summary>
    public IReadOnlyList<string> Rows => _rows.List;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns.List;

    /// <summary>A cell by the names of its row and column.</summary>
    /// <param name="row">One of <see cref="Rows"/>.</param>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    /// <exception cref="KeyNotFoundException">No such name: a bug of the caller.</exception>
    public T this[string row, string column] => _at(_rows.Index[row], _columns.Index[column]);

    /// <summary>A cell by its position.</summary>
    /// <param name="row">Position in <see cref="Rows"/>, from 0.</param>
    /// <param name="column">Position in <see cref="Columns"/>, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a position.</exception>
    public T this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _rows.Count);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Count);
            return _at(row, column);
        }
    }

    /// <summary>One row.</summary>
    /// <param name="row">One of <see cref="Rows"/>.</param>
    /// <exception cref="KeyNotFoundException">No such name: a bug of the caller.</exception>
    public NamedValues<T> Row(string row)
    {
        var index = _rows.Index[row];
        return new NamedValues<T>(_columns, column => _at(index, column));
    }
}

/// <summary>A validated list of distinct names with its index.</summary>
internal sealed class Names
{
    public Names(IEnumerable<string> names)
    {
        List = [.. names];
        Index = new Dictionary<string, int>(List.Count, StringComparer.Ordinal);
        for (var i = 0; i < List.Count; i++) Index.Add(List[i], i);
    }

    public IReadOnlyList<string> List { get; }

    public Dictionary<string, int> Index { get; }

    public int Count => List.Count;

    public string this[int index] => List[index];

    /// <summary>Positions in the ordinal order of the names: the fixed order of every sum, whatever the order of the inputs.</summary>
    public int[] Canonical()
    {
        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(List[a], List[b]));
        return order;
    }

    public static Names Numbered(int count) => new(Enumerable.Range(1, count).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
