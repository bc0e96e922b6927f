using SQLitePCL;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>
/// A SQLite file that is written, by SQLite's own functions: there are some five rows to an event. It lies in a temporary file, since SQLite needs one with a
/// name, until it is copied into the bag.
/// </summary>
internal sealed class WrittenTables : ITables, IDisposable
{
    private readonly string _path = TemporaryFiles.Create();
    private readonly sqlite3 _database;
    private readonly Dictionary<string, sqlite3_stmt> _inserts = new(StringComparer.Ordinal);

    static WrittenTables() => Batteries_V2.Init();

    public WrittenTables()
    {
        Check(raw.sqlite3_open_v2(_path, out _database, raw.SQLITE_OPEN_READWRITE, null));
        // Nobody reads it before it is whole, so no journal is needed.
        Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA locking_mode = EXCLUSIVE; BEGIN");
    }

    public void Table(string name, string sql) => Run(sql);

    public void Row(string table, params ReadOnlySpan<string?> values)
    {
        if (!_inserts.TryGetValue(table, out var insert))
        {
            Check(raw.sqlite3_prepare_v2(_database, $"INSERT INTO {table} VALUES ({string.Join(',', Enumerable.Repeat('?', values.Length))})", out insert));
            _inserts.Add(table, insert);
        }
        for (var i = 0; i < values.Length; i++) Check(values[i] is { } value ? raw.sqlite3_bind_text(insert, i + 1, value) : raw.sqlite3_bind_null(insert, i + 1));
        Check(raw.sqlite3_step(insert), raw.SQLITE_DONE);
        Check(raw.sqlite3_reset(insert));
    }

    /// <summary>Copies the whole file; no row may be added after it.</summary>
    public void CopyTo(Stream to)
    {
        Run("COMMIT");
        Close();
        using var file = File.OpenRead(_path);
        var buffer = new byte[1 << 17];
        for (int read; (read = file.Read(buffer)) > 0;) to.Write(buffer.AsSpan(0, read));
    }

    public void Dispose()
    {
        Close();
        File.Delete(_path);
    }

    private void Close()
    {
        foreach (var insert in _inserts.Values) insert.Dispose();
        _inserts.Clear();
        _database.Dispose();
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private static void Check(int result, int wanted = raw.SQLITE_OK)
    {
        if (result != wanted) throw new IOException($"SQLite cannot write the tables: {raw.sqlite3_errstr(result).utf8_to_string()}.");
    }
}
