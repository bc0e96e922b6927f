using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>A PostgreSQL of our own that may be killed, and that comes back on the same port, as a server does.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private readonly LocalPostgresOptions _options;
    private readonly int _port = FreePort();
    private LocalPostgresServer? _server;

    private PrivateServer(string folder, IEnumerable<(string Name, string Value)> settings) => _options = new LocalPostgresOptions
    {
        Folder = folder,
        Settings = settings.Append(("port", _port.ToString(CultureInfo.InvariantCulture))).Append(("max_connections", "200")).ToDictionary(s => s.Item1, s => s.Item2),
    };

    /// <summary>How to reach it, before and after it was killed.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server!.ConnectionString) { Port = _port }.ConnectionString;

    /// <summary>Its main process.</summary>
    public int Postmaster => PostmasterIn(_options.Folder!);

    /// <summary>Whether it has ended, by itself or because it was killed.</summary>
    public bool HasEnded => _server!.Exited.IsCompleted;

    /// <summary>Starts one; skips the test where the machine has no programs of PostgreSQL.</summary>
    /// <param name="folder">Where its data are; null for a folder of its own. It is deleted in the end.</param>
    /// <param name="settings">Settings of the server.</param>
    public static async Task<PrivateServer> Start(string? folder = null, params (string Name, string Value)[] settings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes are killed with Unix signals here.");
        var server = new PrivateServer(folder ?? TemporaryFolder(), settings);
        await server.StartAgain();
        if (!File.Exists(PidFile(server._options.Folder!)))
        {
            await server.DisposeAsync();
            Assert.Skip("This machine has no programs of PostgreSQL; its server runs in a container.");
        }
        return server;
    }

    /// <summary>A folder that the server's user may enter.</summary>
    public static string TemporaryFolder() => Path.Combine(Path.GetTempPath(), $"wikkenwegen-durability-{Guid.NewGuid():N}");

    /// <summary>The main process of the server in a folder.</summary>
    public static int PostmasterIn(string folder) => int.Parse(File.ReadLines(PidFile(folder)).First(), CultureInfo.InvariantCulture);

    /// <summary>The file that is there as long as a server runs in a folder, or was killed.</summary>
    public static string PidFile(string folder) => Path.Combine(folder, "data", "postmaster.pid");

    /// <summary>Kills a process the hard way; false where it had ended by itself.</summary>
    public static bool Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Kills the postmaster; its children follow as they notice.</summary>
    public async Task Kill()
    {
        Kill(Postmaster);
        await _server!.Exited.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await _server.DisposeAsync();
    }

    /// <summary>Kills one process that serves a connection: the postmaster then stops all the others, and recovers. Just after it has there may be none, until a host connects again.</summary>
    public async Task KillBackend()
    {
        // A host may close a connection by itself between the look and the kill: then another is killed.
        while (!Kill(await Backend())) await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>A process that serves a connection, one at work if there is one; waited for where there is none.</summary>
    public async Task<int> Backend()
    {
        List<int> backends;
        while ((backends = await Backends()).Count == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        return backends[0];
    }

    /// <summary>Waits until it answers and takes what is written; false where it has ended instead.</summary>
    public async Task<bool> IsBack()
    {
        for (var start = Stopwatch.GetTimestamp(); !HasEnded; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            try
            {
                await Run("checkpoint");
                return true;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(start) < Audit.Patience)
            {
                // It recovers, or is about to end.
            }
        }
        return false;
    }

    /// <summary>The processes that serve the connections of others; those that are at work come first.</summary>
    public async Task<List<int>> Backends() => [.. (await Audit.Rows(ConnectionString,
        "select pid::text from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by state = 'idle'")).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];

    /// <summary>Runs a command that gives nothing, on a connection of its own.</summary>
    public async Task Run(string sql)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await Connect();
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < 10)
            {
                // Nothing was done: a host at work held what this wanted, and wanted what this held.
            }
        }
    }

    /// <summary>A connection of its own, which may also write while the others may not.</summary>
    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = Audit.Seconds, CommandTimeout = Audit.Seconds, Options = "-c default_transaction_read_only=off" }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Starts it again on the data that are there.</summary>
    public async Task StartAgain() => _server = await LocalPostgresServer.StartAsync(_options, TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await LocalPostgresServer.DeleteAsync(_options);
    }

    /// <summary>A free port below those that the system gives to connections: while the server is not there, one of those who try to reach it could be given its port, and keep it from coming back.</summary>
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Another program has it.
            }
        }
    }
}
