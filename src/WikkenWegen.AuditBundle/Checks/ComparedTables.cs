using SQLitePCL;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// Compares rows with those of a SQLite file in the bag, table by table in the order in which they were added. The file may be hostile: only tables that are
/// defined as ours are read, no longer values than a leaf can have, and nothing is written. SQLite follows the pages of a file wherever they point, round and round too: so it is stopped when it
/// has done more than a file of this length can ask of it, and when the check is cancelled.
/// </summary>
internal sealed class ComparedTables : ITables, IDisposable
{
    private const int LimitOfLength = 0; // SQLITE_LIMIT_LENGTH

    /// <summary>After so many of its steps SQLite asks whether to go on.</summary>
    private const int StepsBetween = 1000;

    /// <summary>The steps of SQLite (each about the work of one value) that a file may take beside one for each of its bytes: a row of ours takes one for each column and some, and has dozens of bytes.</summary>
    private const long FreeSteps = 200_000;

    private readonly Action _differs;
    private readonly CancellationToken _cancellation;
    private readonly string _path = TemporaryFiles.Create();
    private readonly Dictionary<string, sqlite3_stmt> _rows = new(StringComparer.Ordinal);
    private readonly byte[] _expected = new byte[4 << 16];
    private sqlite3? _database;
    private long _steps;
    private bool _done;

    static ComparedTables() => Batteries_V2.Init();

    public ComparedTables(BagFile file, Action differs, CancellationToken cancellation)
    {
        (_differs, _cancellation, _steps) = (differs, cancellation, FreeSteps + file.Length);
        using (var copy = File.OpenWrite(_path))
        using (var stream = file.OpenRead())
        {
            var buffer = new byte[1 << 17];
            for (int read; (read = stream.Read(buffer)) > 0;) copy.Write(buffer.AsSpan(0, read));
        }
        var opened = raw.sqlite3_open_v2(_path, out _database, raw.SQLITE_OPEN_READONLY, null) == raw.SQLITE_OK;
        if (opened) raw.sqlite3_progress_handler(_database, StepsBetween, _ => (_steps -= StepsBetween) < 0 || cancellation.IsCancellationRequested ? 1 : 0, null);
        Judge(opened
            && raw.sqlite3_limit(_database, LimitOfLength, 1 << 20) > 0
            && raw.sqlite3_exec(_database, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON") == raw.SQLITE_OK);
    }

    public void Table(string name, string sql)
    {
        if (_done) return;
        Judge(One($"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '{name}'") == sql && Open(name));
    }

    public void Row(string table, params ReadOnlySpan<string?> values)
    {
        if (_done) return;
        Judge(IsSame(_rows[table], values));
    }

    /// <summary>All rows were compared: there must be no more of them, and no other tables, views or triggers.</summary>
    public void Finish()
    {
        if (_done) return;
        Judge(_rows.Values.All(rows => raw.sqlite3_step(rows) == raw.SQLITE_DONE)
            && One("SELECT count(*) FROM sqlite_schema") == _rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        foreach (var rows in _rows.Values) rows.Dispose();
        _database?.Dispose();
        File.Delete(_path);
    }

    private bool Open(string name)
    {
        if (raw.sqlite3_prepare_v2(_database, $"SELECT * FROM {name} ORDER BY rowid", out var rows) != raw.SQLITE_OK) return false;
        _rows.Add(name, rows);
        return true;
    }

    private bool IsSame(sqlite3_stmt rows, ReadOnlySpan<string?> values)
    {
        if (raw.sqlite3_step(rows) != raw.SQLITE_ROW || raw.sqlite3_column_count(rows) != values.Length) return false;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
            {
                if (raw.sqlite3_column_type(rows, i) != raw.SQLITE_NULL) return false;
                continue;
            }
            // As text, whatever it is stored as; a blob is none.
            if (raw.sqlite3_column_type(rows, i) is raw.SQLITE_NULL or raw.SQLITE_BLOB) return false;
            if (!System.Text.Encoding.UTF8.TryGetBytes(value, _expected, out var length)) return false;
            _ = raw.sqlite3_column_text(rows, i);
            if (!raw.sqlite3_column_blob(rows, i).SequenceEqual(_expected.AsSpan(0, length))) return false;
        }
        return true;
    }

    /// <summary>The one value that a query gives, as text; null where it gives none.</summary>
    private string? One(string sql)
    {
        if (raw.sqlite3_prepare_v2(_database, sql, out var query) != raw.SQLITE_OK) return null;
        using (query) return raw.sqlite3_step(query) == raw.SQLITE_ROW ? raw.sqlite3_column_text(query, 0).utf8_to_string() : null;
    }

    private void Judge(bool same)
    {
        if (same || _done) return;
        _cancellation.ThrowIfCancellationRequested(); // else a check that was cancelled would tell of a difference
        _done = true; // no database, a damaged one, or another than ours
        _differs();
    }
}
