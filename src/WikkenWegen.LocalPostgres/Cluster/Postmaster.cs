using System.Globalization;
using System.Net.Sockets;
using System.Net;
using WikkenWegen.LocalPostgres.Processes;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres.Cluster;

/// <summary>
/// The running server of a private cluster. pg_ctl starts it in a session of its own, so Ctrl-C at the host's terminal does not reach
/// it. It runs until the host stops it.
/// </summary>
internal sealed class Postmaster : IRunningServer
{
    private static readonly TimeSpan ReadyInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan EndInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ImmediateStopTimeout = TimeSpan.FromSeconds(10);
    private const int Attempts = 20; // With RetryInterval between them: about 5 seconds in all.

    private readonly ClusterFolder cluster;
    private readonly ClusterTools tools;
    private readonly ServerOptions options;
    private readonly int processId;

    private Postmaster(ClusterFolder cluster, ClusterTools tools, ServerOptions options, int processId, int port, string password) =>
        (this.cluster, this.tools, this.options, this.processId, Port, Password) = (cluster, tools, options, processId, port, password);

    public int Port { get; }

    public string Password { get; }

    public string Description => $"{tools.Binaries}, data in {cluster.Data}, server process {processId}";

    /// <summary>Cleans up after an earlier run (see <see cref="EndLeftoversAsync"/>), then starts the server on a free port.</summary>
    /// <exception cref="ServerException">The server did not start; the message holds the end of its log.</exception>
    public static async Task<Postmaster> StartAsync(ClusterFolder cluster, ClusterTools tools, ServerOptions options, CancellationToken cancellation)
    {
        var password = cluster.Password;
        await EndLeftoversAsync(cluster, tools, options);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            if (await TryStartAsync(cluster, tools, options, port, cancellation) is { } processId)
            {
                return new(cluster, tools, options, processId, port, password);
            }
            var log = await ReadLogAsync(cluster);
            // Either another program took the port after we found it free, or processes of a killed server still hold its shared memory.
            // Both are worth another attempt.
            var passes = log.Contains("could not bind", StringComparison.Ordinal) || log.Contains("still in use", StringComparison.Ordinal);
            if (!passes || attempt == Attempts) throw new ServerException($"PostgreSQL did not start. The end of {cluster.ServerLog}:\n{log}");
            await Task.Delay(RetryInterval, cancellation);
        }
    }

    /// <summary>
    /// Frees the data folder of what an earlier run left behind: a server that still runs, or the remaining processes and the
    /// <c>postmaster.pid</c> of a server that was killed. Only for the holder of the folder's lock.
    /// </summary>
    public static async Task EndLeftoversAsync(ClusterFolder cluster, ClusterTools tools, ServerOptions options)
    {
        if (RunningOn(cluster) is { } left)
        {
            options.Log($"PostgreSQL still runs since an earlier run that did not stop it (process {left}); stopping it.");
            await StopAsync(cluster, tools, options, left);
            return;
        }
        if (PostmasterPid.Read(cluster.Data) is null) return;
        options.Log("PostgreSQL was not stopped cleanly last time; it recovers all that was committed.");
        // These processes are of no use without their postmaster, but a long query in one of them would delay the start.
        foreach (var process in ProcessTable.PostgresIn(cluster.Data)) ProcessTable.Kill(process);
        // PostgreSQL refuses to start when a process with the number in this file exists. That may be another program by now, or a
        // zombie of the dead server. Deleting the file is safe: PostgreSQL also checks the shared memory that belongs to the folder.
        File.Delete(PostmasterPid.PathIn(cluster.Data));
    }

    public async Task WaitForEndAsync(CancellationToken cancellation)
    {
        while (ProcessTable.IsAlive(processId)) await Task.Delay(EndInterval, cancellation);
    }

    public Task StopAsync() => StopAsync(cluster, tools, options, processId);

    // The process number of the server that is ready; null when it did not start and its log says why.
    private static async Task<int?> TryStartAsync(
        ClusterFolder cluster, ClusterTools tools, ServerOptions options, int port, CancellationToken cancellation)
    {
        if (File.Exists(cluster.ServerLog)) File.Move(cluster.ServerLog, Path.ChangeExtension(cluster.ServerLog, ".previous.log"), overwrite: true);
        var seconds = Math.Ceiling(options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        // pg_ctl hands the paths to a shell between double quotes, in which $, backticks and double quotes mean something. So it runs in the
        // data folder, and the paths are relative to that.
        string[] arguments = ["start", "-D", ".", "-l", Path.GetFileName(cluster.ServerLog), "-s", "-w", "-t", seconds, "-o", Settings(options, port)];
        var starting = tools.RunInAsync(cluster.Data, "pg_ctl", arguments, CancellationToken.None);
        try
        {
            // pg_ctl reports a failed start, but looks only ten times a second whether the start succeeded; we look more often.
            while (true)
            {
                var finished = starting.IsCompleted;
                if (PostmasterPid.Read(cluster.Data) is { IsReady: true } ready) return ready.ProcessId;
                if (finished) return await FailureAsync(starting, cluster, tools, options);
                await Task.Delay(ReadyInterval, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // pg_ctl may start the server at any moment until it ends, so stop the server as often as it appears.
            do
            {
                if (RunningOn(cluster) is { } started) await StopAsync(cluster, tools, options, started);
            }
            while (await Task.WhenAny(starting, Task.Delay(ReadyInterval, CancellationToken.None)) != starting);
            throw;
        }
    }

    private static async Task<int?> FailureAsync(
        Task<CommandResult> starting, ClusterFolder cluster, ClusterTools tools, ServerOptions options)
    {
        var result = await starting;
        // The server is still starting, but the time is over. Stop it, since the host does not know about it.
        if (RunningOn(cluster) is { } slow)
        {
            await StopAsync(cluster, tools, options, slow);
            throw new ServerException($"PostgreSQL was not ready within {options.StartTimeout}. The end of {cluster.ServerLog}:\n{await ReadLogAsync(cluster)}");
        }
        return File.Exists(cluster.ServerLog) ? null : throw new ServerException($"PostgreSQL did not start: {result.Complaint}");
    }

    private static int? RunningOn(ClusterFolder cluster) =>
        PostmasterPid.Read(cluster.Data) is { } pid && ProcessTable.IsPostgresIn(pid.ProcessId, cluster.Data) ? pid.ProcessId : null;

    private static async Task StopAsync(ClusterFolder cluster, ClusterTools tools, ServerOptions options, int processId)
    {
        if (!ProcessTable.IsPostgresIn(processId, cluster.Data)) return; // Already ended; pg_ctl would signal whatever process has its number now.
        await SignalAsync("fast");
        if (await ProcessTable.WaitForEndAsync(processId, options.StopTimeout)) return;
        options.Log($"PostgreSQL did not stop within {options.StopTimeout}; stopping it at once, to recover at the next start.");
        await SignalAsync("immediate");
        if (!await ProcessTable.WaitForEndAsync(processId, ImmediateStopTimeout)) ProcessTable.Kill(processId);

        Task SignalAsync(string mode) => tools.RunAsync("pg_ctl", ["stop", "-D", cluster.Data, "-s", "-W", "-m", mode], CancellationToken.None);
    }

    // These settings must hold, so they are on the command line, where they win from postgresql.conf. pg_ctl passes them to a shell;
    // the allowed characters (LocalPostgresOptions.Settings) need no quotes there.
    private static string Settings(ServerOptions options, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["fsync"] = "on",
            ["full_page_writes"] = "on",
            ["synchronous_commit"] = "on",
            ["lc_messages"] = "C",
        };
        foreach (var (name, value) in options.Settings) settings[name] = value;
        return string.Join(' ', settings.Select(setting => $"-c {setting.Key}={setting.Value}"));
    }

    private static async Task<string> ReadLogAsync(ClusterFolder cluster) =>
        File.Exists(cluster.ServerLog) ? string.Join('\n', (await File.ReadAllLinesAsync(cluster.ServerLog)).TakeLast(8)) : "(no log)";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
