using System.Buffers.Text;
using System.Text.Json;
using Npgsql;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>Looks into the tables whether everything is there once and whole.</summary>
internal static class Audit
{
    /// <summary>Everything that was acknowledged is there, once, and nothing is half there.</summary>
    public static async Task IsWhole(string database, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        // What Marten fills a number with that an append drew and did not use is no event of a weighing.
        (await Rows(database, """
            select s.id::text from wikkenwegen.mt_streams s
            left join wikkenwegen.mt_events e on e.stream_id = s.id and e.tenant_id = s.tenant_id and e.type <> 'tombstone'
            group by s.tenant_id, s.id
            having count(e.id) <> s.version or count(distinct e.version) <> s.version or s.version > 0 and (min(e.version) <> 1 or max(e.version) <> s.version)
            """)).ShouldBeEmpty("streams whose events do not count up to their version");
        (await Rows(database, """
            select e.id::text from wikkenwegen.mt_events e where not exists (select from wikkenwegen.mt_streams s where s.id = e.stream_id and s.tenant_id = e.tenant_id)
            """)).ShouldBeEmpty("events without a stream");
        (await Rows(database, """
            select s.id::text from wikkenwegen.mt_streams s
            where s.type = 'weighing' and s.version > 0 and not exists (select from wikkenwegen.mt_doc_weighing_summary d where d.id = s.id and d.tenant_id = s.tenant_id)
            """)).ShouldBeEmpty("weighings that are in no list");
        (await Rows(database, """
            with digests as (select distinct stream_id, jsonb_path_query(data, 'lax $.**._sd') #>> '{}' as digest from wikkenwegen.mt_events)
            select coalesce(d.digest, v.digest) from digests d full join wikkenwegen.vault v on v.digest = d.digest and v.weighing_id = d.stream_id
            where d.digest is null or v.digest is null
            """)).ShouldBeEmpty("events without their texts, or texts without their event");

        var grounds = await Grounds(database);
        foreach (var step in acknowledged)
            grounds.GetValueOrDefault((step.Weighing, step.Version)).ShouldBe(step.Text, $"event {step.Version} of {step.Weighing}");
        grounds.Select(g => (g.Key.Weighing, g.Value)).Distinct().Count().ShouldBe(grounds.Count, "no text is there twice in a weighing");
        var told = grounds.Values.Where(text => text.StartsWith("tekst-", StringComparison.Ordinal)).ToList(); // not those of the examples
        told.Distinct().Count().ShouldBe(told.Count, "no text is there twice");
    }

    /// <summary>How many events of weighings there are.</summary>
    public static async Task<int> Events(string database) => (await Rows(database, "select e.id::text from wikkenwegen.mt_events e join wikkenwegen.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id where s.type = 'weighing'")).Count;

    /// <summary>First column of all rows.</summary>
    public static async Task<List<string>> Rows(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>The grounds of objections, by weighing and event number.</summary>
    private static async Task<Dictionary<(Guid Weighing, int Version), string>> Grounds(string database)
    {
        var rows = await Rows(database, """
            select concat_ws(' ', e.stream_id, e.version, v.disclosure) from wikkenwegen.mt_events e
            join wikkenwegen.vault v on v.digest = e.data #>> '{grounds,_sd}' where e.type = 'objection_raised'
            """);
        return rows.Select(row => row.Split(' ')).ToDictionary(
            row => (Guid.Parse(row[0]), int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture)),
            row => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(row[2]))![2]);
    }
}
