using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Testing;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>Looks into the tables whether everything is there once and whole.</summary>
internal static partial class Audit
{
    /// <summary>Everything that was acknowledged is there, once, and nothing is half there.</summary>
    public static async Task IsWhole(string database, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        (await HalfThere(database)).ShouldBeEmpty();
        var texts = await Texts(database);
        foreach (var step in acknowledged)
            texts.GetValueOrDefault(step.Text, []).ShouldBe([(step.Weighing, step.Version)], step.Text);
        texts.Where(text => text.Value.Count > 1).Select(text => text.Key).ShouldBeEmpty("no text is there twice");
    }

    /// <summary>What is there in part: a line for each.</summary>
    public static async Task<List<string>> HalfThere(string database) =>
    [
        // What Marten fills a number with that an append drew and did not use is no event of a weighing.
        .. await Rows(database, """
            select 'a stream whose events do not count up to its version: ' || s.id from wikkenwegen.mt_streams s
            left join wikkenwegen.mt_events e on e.stream_id = s.id and e.tenant_id = s.tenant_id and e.type <> 'tombstone'
            group by s.tenant_id, s.id
            having count(e.id) <> s.version or count(distinct e.version) <> s.version or s.version > 0 and (min(e.version) <> 1 or max(e.version) <> s.version)
            """),
        .. await Rows(database, """
            select 'an event without a stream: ' || e.id from wikkenwegen.mt_events e where not exists (select from wikkenwegen.mt_streams s where s.id = e.stream_id and s.tenant_id = e.tenant_id)
            """),
        .. await Rows(database, """
            select 'a weighing that is in no list: ' || s.id from wikkenwegen.mt_streams s
            where s.type = 'weighing' and s.version > 0 and not exists (select from wikkenwegen.mt_doc_weighing_summary d where d.id = s.id and d.tenant_id = s.tenant_id)
            """),
        .. await Rows(database, """
            with digests as (select distinct stream_id, jsonb_path_query(data, 'lax $.**._sd') #>> '{}' as digest from wikkenwegen.mt_events)
            select 'an event without its text, or a text without its event: ' || coalesce(d.digest, v.digest) from digests d
            full join wikkenwegen.vault v on v.digest = d.digest and v.weighing_id = d.stream_id
            where d.digest is null or v.digest is null
            """),
    ];

    /// <summary>Where the texts of the writers are, by text: in which event of which weighing, be it in the event itself or in the vault.</summary>
    public static async Task<Dictionary<string, List<(Guid Weighing, int Version)>>> Texts(string database)
    {
        var told = await Rows(database, "select concat_ws(' ', stream_id, version, data) from wikkenwegen.mt_events where type <> 'tombstone'");
        var digests = await Rows(database, "select distinct concat_ws(' ', e.stream_id, e.version, d #>> '{}') from wikkenwegen.mt_events e cross join lateral jsonb_path_query(e.data, 'lax $.**._sd') as d");
        var vault = (await Patiently(() => VaultByHand.Open(database, null, TestContext.Current.CancellationToken))).ToDictionary(text => (text.Weighing.ToString(), text.Digest), text => Disclosed(text.Encoded));
        var sealedTexts = digests.Select(row => row.Split(' ')).Where(row => vault.ContainsKey((row[0], row[2]))).Select(row => new[] { row[0], row[1], vault[(row[0], row[2])] });
        var places = told.Select(row => row.Split(' ', 3)).Concat(sealedTexts);
        return places
            .SelectMany(row => Text.Matches(row[2]).Select(text => (text.Value, Place: (Guid.Parse(row[0]), int.Parse(row[1], CultureInfo.InvariantCulture)))))
            .GroupBy(text => text.Value).ToDictionary(text => text.Key, text => text.Select(t => t.Place).Distinct().ToList());
    }

    /// <summary>How many events of weighings there are.</summary>
    public static async Task<int> Events(string database) => (await Rows(database, "select e.id::text from wikkenwegen.mt_events e join wikkenwegen.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id where s.type = 'weighing'")).Count;

    /// <summary>How many seconds a server is given to answer, however busy the machine is.</summary>
    public const int Seconds = 120;

    /// <summary>The same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(Seconds);

    /// <summary>Reads again where the server is not there yet, or goes down just now: one that was killed may still answer once.</summary>
    public static async Task<T> Patiently<T>(Func<Task<T>> read)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            try
            {
                return await read();
            }
            catch (NpgsqlException e) when ((e is not PostgresException { SqlState: var state } || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                // Until it is there.
            }
        }
    }

    /// <summary>First column of all rows.</summary>
    public static Task<List<string>> Rows(string database, string sql) => Patiently(() => RowsAtOnce(database, sql));

    private static async Task<List<string>> RowsAtOnce(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, Timeout = Seconds, CommandTimeout = Seconds }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    private static string Disclosed(string disclosure) => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(disclosure))![2];

    /// <summary>What the writers make their texts look like; no example has such a text.</summary>
    [GeneratedRegex("(?:tekst|geheim)-[0-9]+-einde")]
    public static partial Regex Text { get; }
}
