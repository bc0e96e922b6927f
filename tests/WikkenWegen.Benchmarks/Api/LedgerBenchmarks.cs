using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Testing;

namespace WikkenWegen.Benchmarks;

/// <summary>What the ledger costs those who record, how soon it is done, and how fast it can be.</summary>
public static partial class ApiBenchmarks
{
    private const int Waiting = 100_000;

    /// <summary>Records with the ledger and without, on two databases of one PostgreSQL, by turns; then tells how soon leaves are signed, and how fast they get their places.</summary>
    public static async Task RunLedger(string[] args)
    {
        await using var server = await TestDatabase.StartAsync();
        var (with, without) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        Console.WriteLine($"Database: {server.Description}; {Environment.ProcessorCount} cores");
        foreach (var connection in new[] { with, without })
            using (await Start(connection)) { }
        await Execute(without, "drop trigger ledger_leaf_keep on wikkenwegen.mt_events");

        using var on = await StartBaseline("unguarded-api-with-ledger", with);
        using var off = await StartBaseline("unguarded-api", without);
        var (onPaths, offPaths) = (new List<string>(), new List<string>());
        using (var http = new HttpClient())
        {
            for (var i = 0; i < Weighings; i++)
            {
                onPaths.Add(await Open(http, on.Address) + "/rounds");
                offPaths.Add(await Open(http, off.Address) + "/rounds");
            }
        }
        var recording = 0.0;
        await Compare("recording a round with leaves, sequencer, signer and promises, against the same steps without", 0.85,
            async () => recording = await Wrk(on.Address, onPaths, 16, Step), () => Wrk(off.Address, offPaths, 16, Step));
        await Delays(with, async () => await Wrk(on.Address, onPaths, 16, Step));
        await Sequencing(with, on, recording);
    }

    /// <summary>How long after it is there a leaf has its place, and is in a checkpoint, while others record as fast as they can.</summary>
    private static async Task Delays(string connection, Func<Task> load)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var loading = Task.Run(async () =>
        {
            for (var n = 0; n < 5; n++) await load();
        });
        var (places, checkpoints) = (new List<double>(), new List<double>());
        while (!loading.IsCompleted)
        {
            await using var newest = source.CreateCommand("select entry_id from wikkenwegen.ledger_leaf order by entry_id desc limit 1");
            var entry = (long)(await newest.ExecuteScalarAsync())!;
            var start = Stopwatch.GetTimestamp();
            double? placed = null;
            for (var signed = false; !signed; await Task.Delay(5))
            {
                await using var look = source.CreateCommand("""
                    select i.leaf_index is not null, i.leaf_index < (select max(size) from wikkenwegen.ledger_checkpoint c where c.tenant_id = i.tenant_id) from (select) one left join wikkenwegen.ledger_index i on i.entry_id = $1
                    """);
                look.Parameters.Add(new() { Value = entry });
                await using var reader = await look.ExecuteReaderAsync();
                await reader.ReadAsync();
                if (placed is null && reader.GetBoolean(0)) places.Add((placed = Stopwatch.GetElapsedTime(start).TotalMilliseconds).Value);
                signed = !reader.IsDBNull(1) && reader.GetBoolean(1);
                if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(1)) throw new InvalidOperationException("A leaf was not signed within a minute.");
                if (signed) checkpoints.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        await loading;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"under load, from being seen to having a place: median {Median(places):0} ms, at most {places.Max():0} ms (wanted at most 500); to being in a checkpoint: median {Median(checkpoints):0} ms, at most {checkpoints.Max():0} ms (wanted at most 2000); {places.Count} leaves"));
    }

    /// <summary>How many leaves a second get their places where many wait, against how many a second are recorded.</summary>
    private static async Task Sequencing(string connection, Host host, double recording)
    {
        host.Process.Kill();
        await host.Process.WaitForExitAsync();
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        using var nobody = new CancellationTokenSource();
        var sequencer = new Sequencer(source, new SequencedHeads(), new LedgerState(TimeProvider.System, NullLogger<LedgerState>.Instance), NullLogger<Sequencer>.Instance);
        while (await sequencer.Run(nobody.Token) > 0) { }
        var rates = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            await Execute(connection, $"""
                insert into wikkenwegen.mt_streams (tenant_id, id, type, version) select 'corporatie-' || n % 20, md5('{round}-' || n)::uuid, 'weighing', 100 from generate_series(1, {Waiting / 100}) n;
                insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, user_name)
                select nextval('wikkenwegen.mt_events_sequence'), gen_random_uuid(), md5('{round}-' || n)::uuid, v, e.data, e.type, now(), 'corporatie-' || n % 20, e.user_name
                from generate_series(1, 100) v, generate_series(1, {Waiting / 100}) n, (select data, type, user_name from wikkenwegen.mt_events where type = 'round_opened' limit 1) e;
                """);
            var (start, placed) = (Stopwatch.GetTimestamp(), 0);
            while (await sequencer.Run(nobody.Token) is > 0 and var count) placed += count;
            rates.Add(placed / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"giving leaves their places, against recording: {Median(rates) / recording:0.0} times as fast (wanted at least 10); {Median(rates):0} against {recording:0} a second"));
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
