using System.Globalization;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>Something that goes wrong, and is put right again.</summary>
/// <param name="Name">Its name, for the report.</param>
/// <param name="Play">Makes it go wrong, waits, and puts it right; gives what there is to tell about it.</param>
internal sealed record Fault(string Name, Func<Field, Random, Task<string>> Play)
{
    /// <summary>Whether it can be played on this machine; always, where this is not said.</summary>
    public Func<Field, bool> IsPossible { get; init; } = static _ => true;
}

/// <summary>All the faults that are played.</summary>
internal static class AllFaults
{
    public static readonly Fault KilledHost = new("kill -9 of a host", async (field, random) =>
    {
        var host = random.Host(field);
        await host.Kill();
        await random.Moment();
        await host.Start();
        return $"host {host.Number}";
    });

    public static readonly Fault KilledPostmaster = new("kill -9 of PostgreSQL", async (field, random) =>
    {
        await field.Server.Kill();
        await random.Moment();
        await field.Server.StartAgain();
        return "";
    });

    public static readonly Fault KilledAll = new("kill -9 of everything", async (field, random) =>
    {
        Func<Task>[] kills = [field.Server.Kill, .. field.Hosts.Select(host => (Func<Task>)host.Kill)];
        random.Shuffle(kills);
        await Task.WhenAll(kills.Select(kill => kill()));
        await random.Moment();
        await field.Server.StartAgain();
        await Task.WhenAll(field.Hosts.Select(host => host.Start()));
        return "";
    });

    public static readonly Fault TerminatedBackends = new("pg_terminate_backend", async (field, random) =>
    {
        var ended = 0;
        for (var n = 0; n < 10; n++)
        {
            foreach (var backend in (await field.Server.Backends()).Take(1 + random.Next(4)))
            {
                await field.Server.Run($"select pg_terminate_backend({backend})");
                ended++;
            }
            await Task.Delay(random.Next(200));
        }
        return $"{ended} backends";
    });

    public static readonly Fault KilledBackend = new("kill -9 of a backend", async (field, random) =>
    {
        await random.Moment();
        await field.Server.KillBackend();
        return "";
    });

    public static readonly Fault StoppedHost = new("SIGSTOP of a host", async (field, random) =>
    {
        var host = random.Host(field);
        await host.Host.Pause();
        await Task.Delay(field.Scale.Pause);
        await host.Host.Resume();
        return $"host {host.Number}, {Seconds(field.Scale.Pause)}";
    });

    public static readonly Fault StoppedBackend = new("SIGSTOP of a backend", async (field, random) =>
    {
        var backend = await field.Server.Backend();
        await Signals.Send("STOP", backend);
        try
        {
            await Task.Delay(field.Scale.Pause);
        }
        finally
        {
            await Signals.Send("CONT", backend);
        }
        return $"process {backend}, {Seconds(field.Scale.Pause)}";
    });

    public static readonly Fault SwallowedCommits = new("the answer to COMMIT does not arrive", async (field, random) =>
    {
        var before = field.Hosts.Sum(host => host.Proxy.Swallowed);
        await On(field.Hosts, Passing.WithoutAnswerToCommit, TimeSpan.FromSeconds(3));
        return $"{field.Hosts.Sum(host => host.Proxy.Swallowed) - before} times";
    });

    public static readonly Fault LostCommits = new("connections to PostgreSQL fall silent before a COMMIT", async (field, random) =>
    {
        var before = field.Hosts.Sum(host => host.Proxy.Swallowed);
        await On(field.Hosts, Passing.SilentBeforeCommit, TimeSpan.FromSeconds(2));
        return $"{field.Hosts.Sum(host => host.Proxy.Swallowed) - before} times";
    });

    public static readonly Fault CutLines = new("connections to PostgreSQL are cut in the middle of a message", async (field, random) =>
    {
        var before = field.Hosts.Sum(host => host.Proxy.CutOff);
        await On(field.Hosts, Passing.Cut, TimeSpan.FromSeconds(3));
        return $"{field.Hosts.Sum(host => host.Proxy.CutOff) - before} times";
    });

    public static readonly Fault LateLines = new("the line to PostgreSQL is slow", async (field, random) =>
    {
        await On([random.Host(field)], Passing.Late, field.Scale.Pause);
        return Seconds(field.Scale.Pause);
    });

    public static readonly Fault SilentLines = new("connections to PostgreSQL fall silent without being closed", async (field, random) =>
    {
        var host = random.Host(field);
        await On([host], Passing.Silent, field.Scale.Pause);
        return $"host {host.Number}, {Seconds(field.Scale.Pause)}";
    });

    public static readonly Fault IdleTransaction = new("a long idle transaction", async (field, random) =>
    {
        await using var connection = await field.Server.Connect();
        await using var transaction = await Hold(connection);
        await Task.Delay(field.Scale.Pause);
        await transaction.RollbackAsync();
        return Seconds(field.Scale.Pause);

        // Its snapshot keeps back what vacuum may remove, and what it locked waits for it: the weighing that was written to last. Where a host
        // wrote to it between the snapshot and the lock, PostgreSQL refuses the lock, and another snapshot is taken.
        static async Task<Npgsql.NpgsqlTransaction> Hold(Npgsql.NpgsqlConnection connection)
        {
            while (true)
            {
                var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
                try
                {
                    await using var hold = new Npgsql.NpgsqlCommand("select pg_current_xact_id(), id from wikkenwegen.mt_streams where type = 'weighing' order by timestamp desc limit 1 for update", connection, transaction);
                    await hold.ExecuteNonQueryAsync();
                    return transaction;
                }
                catch (Npgsql.PostgresException e) when (e.SqlState == Npgsql.PostgresErrorCodes.SerializationFailure)
                {
                    await transaction.DisposeAsync();
                }
            }
        }
    });

    /// <summary>
    /// The hosts are started again one after the other, under load: the first on a database as builds of before there were migrations left it, the second
    /// on one to which a later release has come in the meantime, whose additions it must leave alone.
    /// </summary>
    public static readonly Fault Rolling = new("a rolling upgrade, and back", async (field, _) =>
    {
        await field.Server.Run("drop table if exists wikkenwegen.schema_migration, wikkenwegen.schema_step");
        await Again(field.Hosts[0]);
        await LaterRelease.Comes(field.Server.ConnectionString);
        await Again(field.Hosts[1]);
        var there = await Audit.Rows(field.Server.ConnectionString, """
            select table_name || '.' || column_name from information_schema.columns where table_schema = 'wikkenwegen' and (table_name, column_name) in (('mt_events', 'origin'), ('vault', 'note'))
            """);
        return there.Count == 2 ? "" : throw new InvalidOperationException($"Of what a later release had added, a host left only: {string.Join(", ", there)}");

        static async Task Again(Field.Slot host)
        {
            await host.Stop();
            await host.Start();
        }
    });

    public static readonly Fault ReadOnly = new("a read-only database", async (field, _) =>
    {
        try
        {
            await field.Server.Run("alter system set default_transaction_read_only = on");
            await field.Server.Run("select pg_reload_conf()");
            await Task.Delay(field.Scale.Pause);
        }
        finally
        {
            await field.Server.Run("alter system reset default_transaction_read_only");
            await field.Server.Run("select pg_reload_conf()");
        }
        return Seconds(field.Scale.Pause);
    });

    public static readonly Fault FullDisk = new("a full disk", async (field, random) =>
    {
        var left = random.Next(300_000);
        field.Disk!.Fill(left);
        await Task.Delay(field.Scale.Pause);
        // Where the log of PostgreSQL itself finds no place, the server ends. It is started again once there is place.
        field.Disk.Free();
        var ended = !await field.Server.IsBack();
        if (ended) await field.Server.StartAgain();
        return string.Create(CultureInfo.InvariantCulture, $"{left} bytes were left, {Seconds(field.Scale.Pause)}{(ended ? "; PostgreSQL ended" : "")}");
    })
    { IsPossible = static field => field.Disk is not null };

    public static readonly Fault ClockThreeHoursAhead = Ahead("3 hours", TimeSpan.FromHours(3));

    /// <summary>More than answers are kept: to that host every key has expired.</summary>
    public static readonly Fault ClockEightDaysAhead = Ahead("8 days", TimeSpan.FromDays(8));

    /// <summary>All of them, as every build plays them.</summary>
    public static readonly IReadOnlyList<Fault> All =
    [
        KilledHost, KilledPostmaster, KilledAll, TerminatedBackends, KilledBackend, StoppedHost, StoppedBackend, SwallowedCommits, LostCommits, CutLines, LateLines, SilentLines,
        IdleTransaction, Rolling, ReadOnly, FullDisk, ClockThreeHoursAhead, ClockEightDaysAhead,
    ];

    private static Fault Ahead(string words, TimeSpan ahead) => new($"the clock of a host is {words} ahead", async (field, random) =>
    {
        var host = random.Host(field);
        await host.Stop();
        try
        {
            await host.Start(ahead);
        }
        catch (InvalidOperationException e)
        {
            await host.Start();
            return $"host {host.Number} did not start so: {e.Message}";
        }
        await Task.Delay(2 * field.Scale.Pause); // the first requests of a host take longer
        await host.Stop();
        await host.Start();
        return $"host {host.Number}, {Seconds(2 * field.Scale.Pause)}";
    });

    private static async Task On(IReadOnlyList<Field.Slot> hosts, Passing passing, TimeSpan time)
    {
        foreach (var host in hosts) host.Proxy.Passing = passing;
        await Task.Delay(time);
        foreach (var host in hosts) host.Proxy.Passing = Passing.Through;
    }

    private static Field.Slot Host(this Random random, Field field) => field.Hosts[random.Next(field.Hosts.Count)];

    /// <summary>Waits for a moment that nothing else depends on.</summary>
    private static Task Moment(this Random random) => Task.Delay(random.Next(1_000));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
