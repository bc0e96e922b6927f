using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Testing;

namespace WikkenWegen.Api.Tests.Replay;

/// <summary>Reads what is stored without the help of Marten or the vault's own code: rows, as an auditor finds them.</summary>
internal static class Stored
{
    private static readonly FrozenDictionary<string, Type> Types = EventContract.Names.ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>The events of a weighing, by number.</summary>
    public static Task<List<RecordedEvent>> Events(string database, Guid weighing) => Rows(database,
        "select type, data::text, version, timestamp, user_name from wikkenwegen.mt_events where stream_id = $1 order by version",
        row => new RecordedEvent(
            (WeighingEvent)JsonSerializer.Deserialize(row.GetString(1), Types[row.GetString(0)], EventContract.Json)!,
            checked((int)row.GetInt64(2)), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4)),
        weighing);

    /// <summary>The texts of a weighing by digest.</summary>
    public static async Task<Texts> Texts(string database, Guid weighing)
    {
        var rows = await VaultByHand.Open(database, weighing, TestContext.Current.CancellationToken);
        return new Texts(rows.ToFrozenDictionary(r => r.Digest, r => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(r.Encoded))![2]));
    }

    /// <summary>The rows of a query.</summary>
    public static async Task<List<T>> Rows<T>(string database, string sql, Func<NpgsqlDataReader, T> read, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs a command.</summary>
    public static async Task Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < 5)
            {
                // Nothing was done. A host at work, which looks at its tables all the time, held one and wanted another.
            }
        }
    }
}
