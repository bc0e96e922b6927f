using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>A database with the schema and no host: a test appends to it as anybody could, and says itself when what is done.</summary>
internal sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-ledger-").FullName;

    private LedgerDatabase(string connectionString) => (ConnectionString, Source) = (connectionString, NpgsqlDataSource.Create(connectionString));

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>The file in which a host keeps its last checkpoint of a log.</summary>
    public string FileOf(string origin, string files = "one") => Path.Combine(_folder, files, Witness.OriginHash(origin), "checkpoint");

    /// <summary>The clock of the state, which stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public static async Task<LedgerDatabase> Make(SharedApi shared)
    {
        var database = new LedgerDatabase(await shared.CreateDatabase());
        await Stored.Run(database.ConnectionString, SchemaUpdate.Script(Migration.All));
        return database;
    }

    /// <summary>The SQL that appends events to new streams.</summary>
    public static string Append(string corporation, int events = 1)
    {
        var sql = new StringBuilder();
        for (; events > 0; events -= 100) sql.Append(Append(corporation, Math.Min(events, 100), """{"occurredAt": "2026-11-28T20:00:00Z"}"""));
        return sql.ToString();
    }

    /// <summary>The SQL that appends events with some content to one new stream.</summary>
    public static string Append(string corporation, int events, string data)
    {
        var id = Guid.NewGuid();
        var sql = new StringBuilder().Append(CultureInfo.InvariantCulture, $"insert into wikkenwegen.mt_streams (tenant_id, id, type, version) values ('{corporation}', '{id}', 'weighing', {events});");
        sql.Append(CultureInfo.InvariantCulture, $"""
            insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, user_name, correlation_id, causation_id, headers)
            select nextval('wikkenwegen.mt_events_sequence'), gen_random_uuid(), '{id}', n, '{data}', 'proposal_submitted', now(), '{corporation}', 'iemand', 'gesprek', 'verzoek', null from generate_series(1, {events}) n;
            """);
        return sql.ToString();
    }

    public Task Run(string sql) => Stored.Run($"{ConnectionString};Command Timeout=300", sql);

    /// <summary>A host's part of the ledger. Each has a memory and files of its own.</summary>
    public Party Host(string files = "one", string? key = null, string origin = "wikkenwegen.local", string? previous = null)
    {
        var settings = new LedgerSettings { Origin = origin, Key = key ?? Convert.ToBase64String(new byte[32]), Previous = new PreviousKeySettings { Key = previous }, LastCheckpointsFolder = Path.Combine(_folder, files) };
        var environment = new HostingEnvironment { EnvironmentName = Environments.Production };
        var keys = new LedgerKeys(settings, environment, NullLogger<LedgerKeys>.Instance);
        var state = new LedgerState(Clock, NullLogger<LedgerState>.Instance);
        var heads = new SequencedHeads();
        return new Party(
            new Sequencer(Source, heads, state, NullLogger<Sequencer>.Instance), heads, keys, state,
            new Signer(Source, heads, keys, new LastCheckpoints(settings, environment, Source), state, Clock, NullLogger<Signer>.Instance));
    }

    /// <summary>Where a host keeps the last checkpoint of a log.</summary>
    public string FolderOf(string origin, string files = "one") => Path.Combine(_folder, files, TransparencyLog.Witnessing.Witness.OriginHash(origin));

    /// <summary>The hashes of a log, in its order.</summary>
    public async Task<TreeHash[]> Leaves(string log) =>
        [.. await Stored.Rows(ConnectionString, "select hash from wikkenwegen.ledger_index where tenant_id = $1 order by leaf_index", row => new TreeHash(row.GetFieldValue<byte[]>(0)), log)];

    /// <summary>Checks that each leaf has one place, in logs without gaps, and that tiles and checkpoints are those of its hashes.</summary>
    public static async Task IsWhole(string database)
    {
        (await Stored.Rows(database, """
            select 'an event without a leaf ' || e.id from wikkenwegen.mt_events e where not exists (select from wikkenwegen.ledger_leaf l where l.event_id = e.id)
            union all select 'a leaf without its event ' || l.event_id from wikkenwegen.ledger_leaf l where not exists (
                select from wikkenwegen.mt_events e where (e.id, e.tenant_id, e.stream_id, e.version) = (l.event_id, l.tenant_id, l.stream_id, l.stream_version))
            union all select 'a leaf without its place ' || l.entry_id from wikkenwegen.ledger_leaf l where not exists (
                select from wikkenwegen.ledger_index i where (i.entry_id, i.tenant_id, i.hash) = (l.entry_id, l.tenant_id, l.hash))
            union all select 'a place without its leaf ' || i.entry_id from wikkenwegen.ledger_index i where i.tenant_id <> '*' and not exists (select from wikkenwegen.ledger_leaf l where l.entry_id = i.entry_id)
            union all select 'a gap in ' || tenant_id from wikkenwegen.ledger_index group by tenant_id having min(leaf_index) <> 0 or max(leaf_index) <> count(*) - 1
            union all select 'a hash that is wrong ' || entry_id from wikkenwegen.ledger_leaf where hash <> sha256('\x00'::bytea || bytes)
            """, row => row.GetString(0))).ShouldBeEmpty();
        foreach (var log in await Stored.Rows(database, "select distinct tenant_id from wikkenwegen.ledger_index", row => row.GetString(0)))
        {
            var leaves = await Stored.Rows(database, "select hash from wikkenwegen.ledger_index where tenant_id = $1 order by leaf_index", row => new TreeHash(row.GetFieldValue<byte[]>(0)), log);
            var all = leaves.ToArray();
            var tiles = await Stored.Rows(database, "select level, tile, hashes, root from wikkenwegen.ledger_tile where tenant_id = $1",
                row => (Level: row.GetInt32(0), Tile: row.GetInt64(1), Hashes: row.GetFieldValue<byte[]>(2), Root: row.GetFieldValue<byte[]>(3)), log);
            tiles.Select(t => (t.Level, t.Tile)).Order().ShouldBe(from level in Enumerable.Range(0, 3) from tile in Enumerable.Range(0, all.Length >> (8 * (level + 1))) select (level, (long)tile), log);
            foreach (var (level, tile, hashes, root) in tiles)
            {
                var width = 1 << (8 * level);
                var below = Enumerable.Range(0, 256).SelectMany(n => MerkleTree.Root(all.AsSpan((((int)tile * 256) + n) * width, width)).ToArray()).ToArray();
                hashes.ShouldBe(below);
                root.ShouldBe(MerkleTree.Root(all.AsSpan((int)tile * 256 * width, 256 * width)).ToArray());
            }
            foreach (var (size, root) in await Stored.Rows(database, "select size, root from wikkenwegen.ledger_checkpoint where tenant_id = $1", row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), log))
                MerkleTree.Root(all.AsSpan(0, (int)size)).ToArray().ShouldBe(root, $"the checkpoint of {log} at {size}");
        }
    }

    /// <summary>Waits until every leaf is in a checkpoint.</summary>
    public static async Task Signed(string database)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while ((await Stored.Rows(database, """
            select count(*) from wikkenwegen.ledger_leaf l left join wikkenwegen.ledger_index i using (entry_id)
            where i.leaf_index is null or i.leaf_index >= coalesce((select max(size) from wikkenwegen.ledger_checkpoint c where c.tenant_id = l.tenant_id), 0)
            """, row => row.GetInt64(0))).Single() > 0) await Task.Delay(100, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What a host has of the ledger.</summary>
internal sealed record Party(Sequencer Sequencer, SequencedHeads Heads, LedgerKeys Keys, LedgerState State, Signer Signer)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gives places to so many leaves. That can take a while: a transaction of any other test on the same server holds them back.</summary>
    public async Task Sequence(int leaves)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        var all = 0;
        while (all < leaves)
        {
            all += await Sequencer.Run(Cancellation);
            if (all < leaves) await Task.Delay(10, patience.Token);
        }
        all.ShouldBe(leaves);
    }

    /// <summary>Signs until there is nothing left.</summary>
    public async Task Sign()
    {
        while (await Signer.Run(Cancellation)) { }
    }
}
