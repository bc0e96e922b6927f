using System.Text.RegularExpressions;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres;

/// <summary>
/// A private PostgreSQL for this process: on 127.0.0.1, on a free port, with its data in a folder of its own that the next start
/// finds again. One host at a time uses a folder.
/// </summary>
/// <example><code>
/// await using var postgres = await LocalPostgresServer.StartAsync(new() { Log = Console.WriteLine }, stopping);
/// await using var connection = new NpgsqlConnection(postgres.ConnectionString);
/// </code></example>
public sealed partial class LocalPostgresServer : IAsyncDisposable
{
    /// <summary>The superuser that <see cref="ConnectionString"/> logs in as.</summary>
    public const string UserName = IRunningServer.UserName;

    private readonly FolderLock folderLock;
    private readonly IRunningServer server;
    private readonly LocalPostgresOptions options;
    private readonly CancellationTokenSource stopped = new();
    private int disposed;

    private LocalPostgresServer(FolderLock folderLock, IRunningServer server, LocalPostgresOptions options)
    {
        (this.folderLock, this.server, this.options) = (folderLock, server, options);
        ConnectionString = $"Host=127.0.0.1;Port={server.Port};Username={UserName};Password={server.Password};Database=postgres";
        Exited = WatchAsync();
    }

    /// <summary>For Npgsql: the superuser on the database <c>postgres</c>. The port differs from start to start.</summary>
    public string ConnectionString { get; }

    /// <summary>Ends when the server has ended: by <see cref="DisposeAsync"/>, or by itself, which a host should not survive unaware.</summary>
    public Task Exited { get; }

    /// <summary>
    /// Starts PostgreSQL 15 or later. A folder that holds data decides how: the programs of the version that made them, or the
    /// container engine that keeps them. A new one takes the first that there is: programs on PATH, programs in the usual
    /// folders, a container engine (docker, podman), programs fetched once over the network.
    /// </summary>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <param name="cancellation">Gives up starting; nothing stays running.</param>
    /// <exception cref="LocalPostgresException">It cannot be started here; the message is for the person at the console.</exception>
    /// <exception cref="ArgumentException">A name or value in <see cref="LocalPostgresOptions.Settings"/> holds another character than allowed.</exception>
    public static Task<LocalPostgresServer> StartAsync(LocalPostgresOptions? options = null, CancellationToken cancellation = default) =>
        StartAsync(options ?? new(), Machine.Current(), cancellation);

    /// <summary>
    /// Deletes the database in the folder that the options name, for good, and stops what a host that died left running there.
    /// Nothing happens when there is none.
    /// </summary>
    /// <exception cref="LocalPostgresException">A host uses it, or it cannot be stopped.</exception>
    public static Task DeleteAsync(LocalPostgresOptions? options = null, CancellationToken cancellation = default) =>
        DeleteAsync(options ?? new(), Machine.Current(), cancellation);

    /// <summary>Stops the server (in PostgreSQL's fast mode: clients are cut off, nothing committed is lost) and frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        await server.StopAsync();
        await stopped.CancelAsync();
        await Exited;
        stopped.Dispose();
        folderLock.Dispose();
        options.Log("Stopped PostgreSQL.");
    }

    internal static async Task<LocalPostgresServer> StartAsync(LocalPostgresOptions options, Machine machine, CancellationToken cancellation)
    {
        if (options.Settings.FirstOrDefault(setting => !SettingName().IsMatch(setting.Key) || !SettingValue().IsMatch(setting.Value)) is { Key: not null } wrong)
        {
            throw new ArgumentException($"The server setting {wrong.Key}={wrong.Value} holds a character that is not allowed.", nameof(options));
        }
        var folder = DataFolder.Locate(options);
        DataFolder.Make(folder);
        var folderLock = FolderLock.Take(folder);
        try
        {
            var server = await new ServerChoice(folder, options, machine).StartAsync(cancellation);
            options.Log($"Started {server.Description}, on 127.0.0.1:{server.Port}.");
            return new(folderLock, server, options);
        }
        catch (Exception e)
        {
            folderLock.Dispose();
            if (e is ServerException) throw new LocalPostgresException(e.Message, e);
            throw;
        }
    }

    internal static async Task DeleteAsync(LocalPostgresOptions options, Machine machine, CancellationToken cancellation)
    {
        var folder = DataFolder.Locate(options);
        if (!Directory.Exists(folder)) return;
        using (FolderLock.Take(folder))
        {
            try
            {
                await new ServerChoice(folder, options, machine).DeleteAsync(cancellation);
            }
            catch (ServerException e)
            {
                throw new LocalPostgresException(e.Message, e);
            }
        }
        Directory.Delete(folder, recursive: true);
    }

    private async Task WatchAsync()
    {
        try
        {
            await server.WaitForEndAsync(stopped.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped by us, seen sooner than by watching.
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.]+$")]
    private static partial Regex SettingName();

    [GeneratedRegex("^[A-Za-z0-9_.-]*$")]
    private static partial Regex SettingValue();
}
