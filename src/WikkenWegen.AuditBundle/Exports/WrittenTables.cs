using Microsoft.Data.Sqlite;
using WikkenWegen.AuditBundle.Containers;

namespace WikkenWegen.AuditBundle.Exports;

/// <summary>A SQLite file that is written. It lies in a temporary file, since SQLite needs one with a name, until it is copied into the bag.</summary>
internal sealed class WrittenTables : ITables, IDisposable
{
    private readonly string _path = TemporaryFiles.Create();
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<string, SqliteCommand> _inserts = new(StringComparer.Ordinal);

    public WrittenTables()
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        _connection.Open();
        // Nobody reads it before it is whole, so no journal is needed.
        Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA locking_mode = EXCLUSIVE");
        _transaction = _connection.BeginTransaction();
    }

    public void Table(string name, string sql) => Run(sql);

    public void Row(string table, params string?[] values)
    {
        if (!_inserts.TryGetValue(table, out var insert))
        {
            insert = _connection.CreateCommand();
            insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(',', values.Select((_, i) => $"@{i}"))})";
            for (var i = 0; i < values.Length; i++) insert.Parameters.Add($"@{i}", SqliteType.Text);
            insert.Prepare();
            _inserts.Add(table, insert);
        }
        for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = (object?)values[i] ?? DBNull.Value;
        insert.ExecuteNonQuery();
    }

    /// <summary>Copies the whole file; no row may be added after it.</summary>
    public void CopyTo(Stream to)
    {
        _transaction.Commit();
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
        _transaction.Dispose();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
