using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>Every event has one leaf, of exactly these bytes, whatever code appended it.</summary>
public partial class LeafTests(SharedApi shared)
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "WikkenWegen.Api.Tests", "Ledger", "leaves.txt");

    [Fact]
    public async Task What_is_recorded_over_HTTP_has_its_leaf_with_who_did_it_and_in_which_role()
    {
        using var http = shared.Api.Client(new Identity("wie-vastlegt", DemoCorporations.Merenland.Code, "strategist", "reader"));
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        var leaves = await Stored.Rows(shared.Api.ConnectionString,
            "select l.bytes, l.hash, e.data::text, e.id, e.causation_id, e.correlation_id from wikkenwegen.ledger_leaf l join wikkenwegen.mt_events e on e.id = l.event_id where l.stream_id = $1 order by l.stream_version",
            row => (Bytes: row.GetFieldValue<byte[]>(0), Hash: row.GetFieldValue<byte[]>(1), Data: row.GetString(2), Id: row.GetGuid(3), Causation: row.GetString(4), Correlation: row.GetString(5)), weighing.Id);
        leaves.Count.ShouldBe(2);
        foreach (var (leaf, version) in leaves.Zip([1, 2]))
        {
            leaf.Hash.ShouldBe(SHA256.HashData([0, .. leaf.Bytes]));
            var text = Encoding.UTF8.GetString(leaf.Bytes);
            text.ShouldEndWith($",\"data\":{leaf.Data}}}");
            var said = JsonDocument.Parse(text).RootElement;
            said.GetProperty("actor").GetString().ShouldBe("wie-vastlegt");
            said.GetProperty("roles").GetString().ShouldBe("strategist", "a reader records nothing");
            said.GetProperty("version").GetInt32().ShouldBe(version);
            said.GetProperty("eventId").GetGuid().ShouldBe(leaf.Id);
            (said.GetProperty("causation").GetString(), said.GetProperty("correlation").GetString()).ShouldBe((leaf.Causation, leaf.Correlation));
            said.GetProperty("occurredAt").GetRawText().ShouldBe(JsonDocument.Parse(leaf.Data).RootElement.GetProperty("occurredAt").GetRawText());
            said.TryGetProperty("late", out _).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Every_event_has_one_whoever_appended_it()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 3) + LedgerDatabase.Append("twee", 2));
        (await Stored.Rows(database.ConnectionString, "select e.id = l.event_id and l.hash = sha256('\\x00'::bytea || l.bytes) from wikkenwegen.mt_events e full join wikkenwegen.ledger_leaf l on l.event_id = e.id",
            row => !row.IsDBNull(0) && row.GetBoolean(0))).ShouldBe([true, true, true, true, true]);
        (await Stored.Rows(database.ConnectionString, "select count(distinct substring(convert_from(bytes, 'UTF8') from '\"nonce\":\"([0-9a-f]{32})\"')) from wikkenwegen.ledger_leaf", row => row.GetInt64(0))).ShouldBe([5]);
    }

    /// <summary>An event of which there could be no leaf cannot be stored.</summary>
    [Fact]
    public async Task Where_there_can_be_no_leaf_there_is_no_event()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await Should.ThrowAsync<PostgresException>(database.Run(LedgerDatabase.Append("*")));
        await database.Run(LedgerDatabase.Append("een"));
        await Should.ThrowAsync<PostgresException>(database.Run("""
            insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, bdata, type, tenant_id)
            select nextval('wikkenwegen.mt_events_sequence'), gen_random_uuid(), stream_id, 2, '{}', '\x01', 'proposal_submitted', tenant_id from wikkenwegen.mt_events
            """));
        (await Stored.Rows(database.ConnectionString, "select count(*) from wikkenwegen.mt_events", row => row.GetInt64(0))).ShouldBe([1]);
    }

    /// <summary>
    /// Each type of event with each field, and with as few as can be, as a leaf; what is random is masked. A line that differs breaks the proof of nothing that is
    /// stored, and tells every reader of leaves that they are written otherwise from now on: that takes another version of the leaf.
    /// </summary>
    [Fact]
    public async Task A_leaf_is_written_in_exactly_these_bytes()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var stream = Guid.Parse("0199a0b0-0000-7000-8000-000000000001");
        await database.Run($"insert into wikkenwegen.mt_streams (tenant_id, id, type, version) values ('merenland', '{stream}', 'weighing', 0)");
        var samples = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "WikkenWegen.Domain.Tests", "EventContracts"), "*.json")
            .Where(file => Path.GetFileName(file) != "enums.json").Order(StringComparer.Ordinal).ToList();
        foreach (var file in samples)
        {
            // By its name, so that a type of event that comes later changes none of the leaves that are here.
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            var n = (hash[0] << 16) | (hash[1] << 8) | hash[2];
            await using var append = database.Source.CreateCommand("""
                insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, user_name, correlation_id, causation_id, headers)
                values ($1, $2, $3, $1, $4::jsonb, $5, '2026-11-28 21:00:00.123+01', 'merenland', $6, $7, $8, $9::jsonb)
                """);
            var bare = n % 2 == 1;
            object[] values =
            [
                (long)n + 1, new Guid(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0), stream, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), Path.GetFileName(file).Split('.')[0],
                bare ? DBNull.Value : "iemand \"é\" \\ \u0001", bare ? DBNull.Value : "gesprek", bare ? DBNull.Value : "verzoek",
                bare ? DBNull.Value : """{"recorder":"WikkenWegen/1.0.0","roles":"strategist decider"}""",
            ];
            foreach (var value in values) append.Parameters.Add(value is DBNull ? new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } : new() { Value = value });
            await append.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var leaves = await Stored.Rows(database.ConnectionString, "select convert_from(bytes, 'UTF8') from wikkenwegen.ledger_leaf order by entry_id", row => row.GetString(0));
        leaves.Count.ShouldBe(samples.Count);
        leaves.ShouldAllBe(leaf => Nonce().IsMatch(leaf));
        var text = string.Concat(leaves.Select(leaf => Nonce().Replace(leaf, "\"nonce\":\"…\"", 1) + "\n"));
        if (Environment.GetEnvironmentVariable("WIKKENWEGEN_WRITE_GOLDEN") == "1" && !File.Exists(Golden)) await File.WriteAllTextAsync(Golden, text, TestContext.Current.CancellationToken);
        text.Split('\n').ShouldBe((await File.ReadAllTextAsync(Golden, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [InlineData(60_000, false)]
    [InlineData(62_000, true)]
    [InlineData(900_000, true)]
    public async Task A_large_body_is_in_its_leaf_by_length_and_digest(int characters, bool apart)
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 1, $$"""{"tekst": "{{new string('x', characters)}}é", "occurredAt": null}"""));
        var (bytes, hash, body, data) = (await Stored.Rows(database.ConnectionString,
            "select l.bytes, l.hash, l.body, e.data::text from wikkenwegen.ledger_leaf l join wikkenwegen.mt_events e on e.id = l.event_id",
            row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), row.GetString(3)))).ShouldHaveSingleItem();
        bytes.Length.ShouldBeLessThan(LedgerSchema.MostBytes);
        hash.ShouldBe(SHA256.HashData([0, .. bytes]));
        var said = JsonDocument.Parse(bytes).RootElement;
        said.TryGetProperty("data", out _).ShouldBe(!apart);
        (body is not null).ShouldBe(apart);
        if (!apart) return;
        body.ShouldBe(Encoding.UTF8.GetBytes(data));
        said.GetProperty("dataLength").GetInt32().ShouldBe(body!.Length);
        said.GetProperty("dataSha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    [Fact]
    public async Task Events_of_before_get_their_leaves_with_the_migration_in_their_order_and_marked()
    {
        var database = await shared.CreateDatabase();
        var ledger = Migration.All.Single(m => m.Name == "ledger");
        await Stored.Run(database, SchemaUpdate.Script([.. Migration.All.Where(m => m.Number < ledger.Number)]));
        await Stored.Run(database, LedgerDatabase.Append("een", 3) + LedgerDatabase.Append("twee", 2));
        await Stored.Run(database, SchemaUpdate.Script([.. Migration.All.Where(m => m.Number >= ledger.Number)]));
        await Stored.Run(database, LedgerDatabase.Append("een"));
        var leaves = await Stored.Rows(database, "select e.seq_id, convert_from(l.bytes, 'UTF8') like '%,\"late\":true,%' from wikkenwegen.ledger_leaf l join wikkenwegen.mt_events e on e.id = l.event_id order by l.entry_id",
            row => (row.GetInt64(0), row.GetBoolean(1)));
        leaves.ShouldBe([(1, true), (2, true), (3, true), (4, true), (5, true), (6, false)]);

        await Stored.Run(database, ledger.Sql); // by hand, again
        (await Stored.Rows(database, "select count(*) from wikkenwegen.ledger_leaf", row => row.GetInt64(0))).ShouldBe([6]);
    }

    [GeneratedRegex("\"nonce\":\"[0-9a-f]{32}\"")]
    private static partial Regex Nonce();
}
