using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Durability.Tests.Faults;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>
/// A database on a server of its own that logs every statement. Hosts come to it by a proxy, which sees each statement too and can have a host killed before one passes. Which statements there
/// are is taken from the log of the server, so that one that comes is killed at too.
/// </summary>
internal sealed partial class WatchedDatabase : IAsyncDisposable
{
    private readonly PrivateServer _server;
    private readonly Proxy _proxy;

    private WatchedDatabase(PrivateServer server)
    {
        _server = server;
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "watched" }.ConnectionString;
        _proxy = new Proxy(new NpgsqlConnectionStringBuilder(ConnectionString).Port, seed: 1);
        ForHosts = new NpgsqlConnectionStringBuilder(ConnectionString) { Port = _proxy.Port, ApplicationName = "host" }.ConnectionString;
        Watch = new StatementWatch(_proxy);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How the test comes to it: past the proxy, and told in the log from hosts.</summary>
    public string ConnectionString { get; }

    /// <summary>How hosts come to it.</summary>
    public string ForHosts { get; }

    /// <summary>What sees the statements of hosts.</summary>
    public StatementWatch Watch { get; }

    /// <summary>Starts one; skips the test where the machine has no programs of PostgreSQL.</summary>
    public static async Task<WatchedDatabase> Start()
    {
        var server = await PrivateServer.Start(null, ("log_statement", "all"), ("logging_collector", "on"), ("log_destination", "stderr"), ("log_rotation_age", "0"), ("log_rotation_size", "0"));
        await server.Run("alter system set log_line_prefix = '%p|%a|'");
        await server.Run("select pg_reload_conf()");
        await server.Run("create database watched");
        return new WatchedDatabase(server);
    }

    /// <summary>How long the log of the server is now.</summary>
    public async Task<int> LogLength() => (await Log()).Length;

    /// <summary>The statements of hosts since the log was so long, in the order in which the server logged them.</summary>
    public async Task<List<Statement>> Logged(int since)
    {
        // Read from its beginning, since a transaction may have begun before.
        var (statements, within, last, first) = (new List<Statement>(), new HashSet<string>(), new Dictionary<string, int>(), 0);
        foreach (Match line in Line().Matches(await Log()))
        {
            var (process, text) = (line.Groups[1].Value, Statement.InOneLine(line.Groups[3].Value));
            if (line.Groups[2].Value == "DETAIL")
            {
                // The parameters of the statement before it, of which a lock is one.
                if (!last.TryGetValue(process, out var of) || !statements[of].Sql.Contains("pg_try_advisory_xact_lock", StringComparison.Ordinal)) continue;
                if (!Statement.LedgerLocks.Any(taken => text.Contains($"'{taken}'", StringComparison.Ordinal))) continue;
                within.Add(process);
                statements[of] = statements[of] with { OfLedger = true };
                continue;
            }
            var statement = new Statement(text, within.Contains(process), last.TryGetValue(process, out var before) ? statements[before].Sql : "");
            if (statement.Ends) within.Remove(process);
            last[process] = statements.Count;
            statements.Add(statement);
            if (line.Index < since) first = statements.Count;
        }
        return statements[first..];
    }

    /// <summary>The names of the statements of a host that does nothing but start, and what it does by itself all the time.</summary>
    /// <param name="start">Starts the host.</param>
    /// <param name="stretch">How long it is looked at once it has started.</param>
    public async Task<(HostProcess Host, HashSet<string> Names)> Idle(Func<Task<HostProcess>> start, TimeSpan stretch)
    {
        var before = await LogLength();
        var host = await start();
        await Task.Delay(stretch, Cancellation);
        return (host, [.. (await Logged(before)).Select(statement => statement.Name)]);
    }

    /// <summary>
    /// The statements that are sent while something is done, by name and for the how manieth time, in the order of the log, without those of an idle host and those of sequencer and signer,
    /// which have a test of their own. What only reads is there the first time. The beginning of a transaction is left out too: where the host is gone there or at the statement after it, is one.
    /// </summary>
    public async Task<List<(string Name, int Time)>> StatementsOf(IReadOnlySet<string> idle, Func<Task> act)
    {
        var before = await LogLength();
        Watch.Begin();
        await act();
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation); // what the host does behind it, and the log of the server
        var seen = Watch.End();
        var logged = (await Logged(before)).Where(statement => !statement.OfLedger && !statement.Sql.StartsWith("BEGIN", StringComparison.Ordinal) && !idle.Contains(statement.Name)).ToList();
        logged.Select(statement => statement.Name).Except(seen.Select(statement => statement.Name)).ShouldBeEmpty("the proxy sees what the server logs");
        var times = new Dictionary<string, int>();
        return [.. logged.Select(statement => (statement, Time: times[statement.Name] = times.GetValueOrDefault(statement.Name) + 1)).Where(one => one.Time == 1 || !one.statement.Reads).Select(one => (one.statement.Name, one.Time))];
    }

    /// <summary>Kills a host at each of these statements while something is done; the next host goes on from what that one has left.</summary>
    /// <param name="statements">The statements, as they came while it was done once.</param>
    /// <param name="start">Starts a host.</param>
    /// <param name="act">Does it, for the so manieth time, until it is done with all that comes behind it, or the host is gone.</param>
    /// <param name="gone">Looks at what the host has left, once the server has noticed too that it is gone.</param>
    /// <param name="next">Looks at what the next host makes of it.</param>
    public async Task KillAtEach(IEnumerable<(string Name, int Time)> statements, Func<Task<HostProcess>> start, Func<HostProcess, int, Task> act, Func<int, Task> gone, Func<HostProcess, int, Task> next)
    {
        var (host, round) = (await start(), 0);
        try
        {
            foreach (var (name, time) in statements)
            {
                TestContext.Current.SendDiagnosticMessage($"Kills at {name} ({time})");
                if (!await Killed(name, time))
                {
                    // Some statements a host sends only the first time that it does this, which may be behind it; and how often one comes may depend on how long something takes.
                    await next(host, round++);
                    if (time > 1) continue;
                    await Anew();
                    (await Killed(name, time)).ShouldBeTrue($"the host must come to {name}");
                }
                await NoticedThatItIsGone();
                await gone(round);
                await Anew();
                await next(host, round++);
            }
        }
        finally
        {
            await host.DisposeAsync();
        }

        async Task<bool> Killed(string name, int time)
        {
            var killed = Watch.Begin(statement => !statement.OfLedger && statement.Name == name, time, host.Kill);
            await act(host, round);
            for (var patience = 0; patience < 20 && !Watch.HasCome; patience++) await Task.Delay(100, Cancellation); // what the host does behind it
            Watch.End();
            if (!Watch.HasCome) return false;
            await killed.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
            return true;
        }

        async Task NoticedThatItIsGone()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            while ((await Audit.Rows(ConnectionString, "select pid::text from pg_stat_activity where application_name = 'host'")).Count > 0) await Task.Delay(20, patience.Token);
        }

        async Task Anew()
        {
            await host.DisposeAsync();
            host = await start();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>What the server has logged so far.</summary>
    private async Task<string> Log() => string.Concat(await Audit.Rows(_server.ConnectionString, "select pg_read_file(pg_current_logfile())"));

    [GeneratedRegex(@"^(\d+)\|host\|(LOG|DETAIL):  (?:execute [^:]+: |statement: |parameters: |Parameters: )(.*(?:\n\t.*)*)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
