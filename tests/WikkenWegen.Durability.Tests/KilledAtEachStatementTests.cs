using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Durability.Tests.Faults;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests;

/// <summary>
/// A host that is killed at any statement of sequencing and signing leaves no gap, nothing twice, no checkpoint of another tree, and no promise that is not kept. Which statements there are is
/// taken from the log of the server, so that one that comes is killed at too.
/// </summary>
public partial class KilledAtEachStatementTests
{
    /// <summary>The advisory locks of the sequencer and of the signer, by which their transactions are known.</summary>
    private static readonly long[] Locks = [0x57696B6B656E31, 0x57696B6B656E32];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_at_each_statement_of_sequencing_and_signing_the_logs_are_whole_and_every_promise_is_kept()
    {
        await using var server = await PrivateServer.Start(null, ("log_statement", "all"), ("logging_collector", "on"), ("log_destination", "stderr"), ("log_rotation_age", "0"), ("log_rotation_size", "0"));
        await server.Run("alter system set log_line_prefix = '%p|%d|'");
        await server.Run("select pg_reload_conf()");
        await server.Run("create database ledger");
        var database = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "ledger" }.ConnectionString;
        await using var proxy = new Proxy(new NpgsqlConnectionStringBuilder(database).Port, seed: 1);
        var folder = Directory.CreateTempSubdirectory("wikkenwegen-statements-").FullName;
        var killing = new Killing(proxy);
        try
        {
            var (host, promises) = (await Start(), new List<string>());
            Guid weighing;
            using (var http = await host.Client()) weighing = await Open(http);
            await KilledLedgerTests.Settled(database);

            // Once through, with nobody killed: the proxy sees what the server logs.
            var before = (await Log(server)).Length;
            killing.Begin("", 0, null);
            promises.AddRange(await Grow(host, database, weighing));
            await KilledLedgerTests.Settled(database);
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation); // the log over all is signed last
            var seen = killing.End();
            var logged = Statements((await Log(server))[before..]);
            seen.Order().ShouldBe(logged.Order(), "the proxy sees what the server logs");
            foreach (var table in (string[])["ledger_index", "ledger_tile", "ledger_progress", "ledger_checkpoint"]) logged.ShouldContain(statement => statement.Contains($"insert into wikkenwegen.{table}", StringComparison.Ordinal), table);
            logged.Count(statement => statement == "COMMIT").ShouldBeGreaterThanOrEqualTo(3, "of the sequencer, and of the signer for logs and for the log over all");

            // How many rounds there are differs with the moment at which one begins. So each statement is met the first time; and COMMIT three times, of which the last is after a signing.
            foreach (var (statement, time) in logged.Distinct().Select(statement => (statement, 1)).Concat([("COMMIT", 2), ("COMMIT", 3)]))
            {
                TestContext.Current.SendDiagnosticMessage($"Kills at {statement} ({time})");
                var killed = new TaskCompletionSource();
                var victim = host;
                killing.Begin(statement, time, async () =>
                {
                    await victim.Kill();
                    killed.SetResult();
                });
                promises.AddRange(await Grow(host, database, weighing));
                await killed.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
                killing.End();
                await host.DisposeAsync();
                host = await Start();
                await KilledLedgerTests.Settled(database);
                await KilledLedgerTests.IsWhole(database);
                await KilledLedgerTests.Kept(database, folder);
            }
            using (var http = await host.Client()) (await http.GetStringAsync("/health/ready", Cancellation)).ShouldContain("\"ledger\":\"Healthy\"");
            await host.DisposeAsync();
            await AreKept(database, promises);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Task<HostProcess> Start() => HostProcess.OnDatabase(new NpgsqlConnectionStringBuilder(database) { Port = proxy.Port }.ConnectionString,
            ("Messaging__Hosts", "many"), ("Ledger__Key", Convert.ToBase64String(new byte[32])), ("Ledger__LastCheckpointsFolder", Path.Combine(folder, "one")));
    }

    /// <summary>Fills tiles by events that are appended in the database, and records a step over HTTP; gives its promise.</summary>
    private static async Task<List<string>> Grow(HostProcess host, string database, Guid weighing)
    {
        var (id, corporation) = (Guid.NewGuid(), (await Audit.Rows(database, $"select tenant_id from wikkenwegen.mt_streams where id = '{weighing}'")).Single());
        var promises = new List<string>();
        try
        {
            using var http = await host.Client();
            using var response = await http.PostAsJsonAsync($"/v1/weighings/{weighing}/objections", new { stakeholder = "B1", grounds = "Een bezwaar." }, Cancellation);
            response.EnsureSuccessStatusCode();
            promises.Add((await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("promise").GetString()!);
        }
        catch (HttpRequestException)
        {
            // It was killed before it answered: nothing was promised.
        }
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var append = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $$"""
            insert into wikkenwegen.mt_streams (tenant_id, id, type, version) values ('{{corporation}}', '{{id}}', 'other', 300);
            insert into wikkenwegen.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, user_name, correlation_id, causation_id, headers)
            select nextval('wikkenwegen.mt_events_sequence'), gen_random_uuid(), '{{id}}', n, '{"occurredAt": "2026-11-28T20:00:00Z"}', 'other', now(), '{{corporation}}', 'iemand', 'gesprek', 'verzoek', null from generate_series(1, 300) n;
            """), connection);
        await append.ExecuteNonQueryAsync(Cancellation);
        return promises;
    }

    private static async Task<Guid> Open(HttpClient http)
    {
        using var opened = await http.PostAsJsonAsync("/v1/weighings", new
        {
            title = "Bij elke opdracht",
            question = "Blijft alles staan?",
            level = "tactical",
            scale = "complex",
            ownership = "own",
            breadth = "narrow",
            sgeiRegime = "sgei",
            processForm = "advice",
            ownerRole = "Strateeg",
            deciderRole = "Bestuurder",
            confidentiality = "internal",
        }, Cancellation);
        opened.EnsureSuccessStatusCode();
        using var invited = await http.PostAsJsonAsync(opened.Headers.Location + "/stakeholders", new { code = "B1", party = "Bewoners", role = "Voorzitter", say = "advises" }, Cancellation);
        invited.EnsureSuccessStatusCode();
        return Guid.Parse(opened.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    /// <summary>Each leaf that was promised is in its log, below a checkpoint.</summary>
    private static async Task AreKept(string database, List<string> promises)
    {
        promises.Count.ShouldBeGreaterThan(5);
        var hashes = promises.SelectMany(promise => promise.Split('\n').Where(line => line.StartsWith("leaf ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])).ToHashSet();
        hashes.Count.ShouldBe(promises.Count);
        (await Audit.Rows(database, """
            select encode(i.hash, 'base64') from wikkenwegen.ledger_index i where i.tenant_id <> '*' and i.leaf_index < (select max(size) from wikkenwegen.ledger_checkpoint c where c.tenant_id = i.tenant_id)
            """)).ToHashSet().IsSupersetOf(hashes).ShouldBeTrue();
    }

    /// <summary>What the server has logged so far.</summary>
    private static async Task<string> Log(PrivateServer server) => string.Concat(await Audit.Rows(server.ConnectionString, "select pg_read_file(pg_current_logfile())"));

    /// <summary>The statements of the transactions of the ledger, in the order in which the server logged them: from the one that takes its lock to the end of each.</summary>
    private static List<string> Statements(string log)
    {
        var (statements, within, before) = (new List<string>(), new Dictionary<string, bool>(), new Dictionary<string, string>());
        foreach (Match line in Line().Matches(log))
        {
            var (process, statement) = (line.Groups[1].Value, InOneLine(line.Groups[3].Value));
            if (line.Groups[2].Value == "DETAIL")
            {
                if (before.GetValueOrDefault(process)?.Contains("pg_try_advisory_xact_lock", StringComparison.Ordinal) != true || !Locks.Any(taken => statement.Contains($"'{taken}'", StringComparison.Ordinal))) continue;
                within[process] = true;
                statements.Add(before[process]);
                continue;
            }
            before[process] = statement;
            if (!within.GetValueOrDefault(process)) continue;
            statements.Add(statement);
            if (statement is "COMMIT" or "ROLLBACK") within[process] = false;
        }
        return statements;
    }

    private static string InOneLine(string statement) => Blanks().Replace(statement, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(\d+)\|ledger\|(LOG|DETAIL):  (?:execute [^:]+: |statement: |parameters: |Parameters: )(.*(?:\n\t.*)*)", RegexOptions.Multiline)]
    private static partial Regex Line();

    /// <summary>Counts the statements of the ledger that pass, and kills at one of them, before it passes.</summary>
    private sealed class Killing
    {
        private readonly Lock _counting = new();
        private readonly Dictionary<int, (bool Within, string Sql)> _connections = [];
        private readonly Dictionary<(int Connection, string Name), string> _statements = [];
        private List<string>? _seen;
        private (string Statement, int Time) _at;
        private Func<Task>? _kill;

        public Killing(Proxy proxy) => proxy.Looks = Look;

        public void Begin(string statement, int time, Func<Task>? kill)
        {
            lock (_counting) (_seen, _at, _kill) = ([], (statement, time), kill);
        }

        public List<string> End()
        {
            lock (_counting)
            {
                var seen = _seen ?? [];
                (_seen, _kill) = (null, null);
                return seen;
            }
        }

        private async Task Look(int connection, ReadOnlyMemory<byte> message)
        {
            if (Count(connection, message.Span) is not { } kill) return;
            await kill();
            throw new IOException("The host is gone, and its connection with it."); // this statement does not pass any more
        }

        private Func<Task>? Count(int connection, ReadOnlySpan<byte> message)
        {
            lock (_counting)
            {
                var (within, sql) = _connections.GetValueOrDefault(connection, (false, ""));
                var isStatement = false;
                switch ((char)message[0])
                {
                    case 'P': // Parse: the name of the statement, by which it is used again, and its text
                        var text = message[5..];
                        var name = Text(ref text);
                        _statements[(connection, name)] = Text(ref text);
                        break;
                    case 'B': // Bind: the portal, the name of the statement, and the parameters, of which the lock is one
                        var bound = message[5..];
                        Text(ref bound);
                        sql = _statements.GetValueOrDefault((connection, Text(ref bound)), "");
                        within |= Holds(message);
                        break;
                    case 'E':
                        isStatement = within;
                        break;
                    case 'Q':
                        sql = Encoding.UTF8.GetString(message[5..^1]);
                        isStatement = within;
                        if (within && (sql.StartsWith("COMMIT", StringComparison.Ordinal) || sql.StartsWith("ROLLBACK", StringComparison.Ordinal))) within = false;
                        break;
                }
                _connections[connection] = (within, sql);
                if (!isStatement || _seen is null) return null;
                _seen.Add(InOneLine(sql));
                return _seen[^1] == _at.Statement && _seen.Count(other => other == _at.Statement) == _at.Time ? _kill : null;
            }
        }

        /// <summary>The text that stands first, up to its zero; what comes after it is left.</summary>
        private static string Text(ref ReadOnlySpan<byte> message)
        {
            var length = message.IndexOf((byte)0);
            var text = Encoding.UTF8.GetString(message[..length]);
            message = message[(length + 1)..];
            return text;
        }

        private static bool Holds(ReadOnlySpan<byte> message)
        {
            Span<byte> taken = stackalloc byte[8];
            foreach (var number in Locks)
            {
                BinaryPrimitives.WriteInt64BigEndian(taken, number);
                if (message.IndexOf(taken) >= 0) return true;
            }
            return false;
        }
    }
}
