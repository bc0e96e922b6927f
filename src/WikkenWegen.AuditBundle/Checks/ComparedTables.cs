using Microsoft.Data.Sqlite;
using SQLitePCL;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.AuditBundle.Exports;

namespace WikkenWegen.AuditBundle.Checks;

/// <summary>
/// Compares rows with those of a SQLite file in the bag, table by table in the order in which they were added. The file may be hostile: only tables that are
/// defined as ours are read, no longer values than a leaf can have, and nothing is written.
/// </summary>
internal sealed class ComparedTables : ITables, IDisposable
{
    private const int LimitOfLength = 0; // SQLITE_LIMIT_LENGTH
    private readonly Action _differs;
    private readonly string _path = TemporaryFiles.Create();
    private readonly Dictionary<string, SqliteDataReader> _readers = new(StringComparer.Ordinal);
    private SqliteConnection? _connection;
    private bool _done;

    public ComparedTables(BagFile file, Action differs)
    {
        _differs = differs;
        using (var copy = File.OpenWrite(_path))
        using (var stream = file.OpenRead())
        {
            var buffer = new byte[1 << 17];
            for (int read; (read = stream.Read(buffer)) > 0;) copy.Write(buffer.AsSpan(0, read));
        }
        Try(() =>
        {
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            _connection.Open();
            raw.sqlite3_limit(_connection.Handle, LimitOfLength, 1 << 20);
            using var command = _connection.CreateCommand();
            command.CommandText = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";
            command.ExecuteNonQuery();
            return true;
        });
    }

    public void Table(string name, string sql) => Try(() =>
    {
        using var command = _connection!.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = @name";
        command.Parameters.AddWithValue("@name", name);
        if (command.ExecuteScalar() as string != sql) return false;
        var rows = _connection.CreateCommand();
        rows.CommandText = $"SELECT * FROM {name} ORDER BY rowid";
        _readers.Add(name, rows.ExecuteReader(System.Data.CommandBehavior.Default));
        return true;
    });

    public void Row(string table, params string?[] values) => Try(() =>
    {
        var reader = _readers[table];
        if (!reader.Read() || reader.FieldCount != values.Length) return false;
        for (var i = 0; i < values.Length; i++)
            if ((reader.IsDBNull(i) ? null : reader.GetString(i)) != values[i]) return false;
        return true;
    });

    /// <summary>All rows were compared: there must be no more of them, and no other tables, views or triggers.</summary>
    public void Finish() => Try(() =>
    {
        if (_readers.Values.Any(reader => reader.Read())) return false;
        using var command = _connection!.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE NOT (type = 'index' AND sql IS NULL)";
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == _readers.Count;
    });

    public void Dispose()
    {
        foreach (var reader in _readers.Values) reader.Dispose();
        _connection?.Dispose();
        File.Delete(_path);
    }

    private void Try(Func<bool> same)
    {
        if (_done) return;
        try
        {
            if (same()) return;
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException or InvalidCastException or FormatException)
        {
            // No database, or a damaged one: it differs.
        }
        _done = true;
        _differs();
    }
}
