using System.Text.RegularExpressions;
using WikkenWegen.LocalPostgres.Servers;

namespace WikkenWegen.LocalPostgres;

/// <summary>
/// A private PostgreSQL server for this process. It listens on a free port of 127.0.0.1. Its data are in a folder, and the next start
/// with the same folder finds them again. Only one server at a time can use a folder.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <example><code>
/// await using var postgres = await LocalPostgresServer.StartAsync(new() { Log = Console.WriteLine }, stopping);
/// await using var connection = new NpgsqlConnection(postgres.ConnectionString);
/// </code></example>
public sealed partial class LocalPostgresServer : IAsyncDisposable
{
    /// <summary>The name of the superuser that <see cref="ConnectionString"/> connects as.</summary>
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

    /// <summary>A connection string for Npgsql, as the superuser, to the database <c>postgres</c>. It holds the password. Each start has another port.</summary>
    public string ConnectionString { get; }

    /// <summary>Which PostgreSQL runs and where its data lie, in a few words of English for the person at the console.</summary>
    public string Description => server.Description;

    /// <summary>
    /// Completes, always with success, when the server has ended: after <see cref="DisposeAsync"/>, or when the server stopped or was
    /// killed from outside. A host should watch it, since it has no database any more. May be a few tenths of a second late.
    /// </summary>
    public Task Exited { get; }

    /// <summary>
    /// Starts PostgreSQL 15 or later, and waits until it accepts connections. A folder that holds data is run by the programs of the
    /// major version that made the data, or by the container engine that keeps them. For a new folder the first of these that is
    /// found is used: programs on PATH, programs in the usual folders, a container engine (docker, podman), programs fetched over the
    /// network.
    /// </summary>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <param name="cancellation">Stops the start. No server stays running.</param>
    /// <exception cref="LocalPostgresException">PostgreSQL cannot be started here, or another server uses the folder.</exception>
    /// <exception cref="ArgumentException">A name or value in <see cref="LocalPostgresOptions.Settings"/> holds a character that is not allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task<LocalPostgresServer> StartAsync(LocalPostgresOptions? options = null, CancellationToken cancellation = default) =>
        StartAsync(options ?? new(), Machine.Current(), cancellation);

    /// <summary>
    /// Deletes the folder that the options name, with the database in it and everything else. First stops a server that a dead host
    /// left running there. Does nothing when there is no such folder.
    /// </summary>
    /// <param name="options">Names the folder; null for the default one.</param>
    /// <param name="cancellation">Stops the work. Part of the database may be gone already.</param>
    /// <exception cref="LocalPostgresException">Another server uses the folder, or what runs there cannot be stopped.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task DeleteAsync(LocalPostgresOptions? options = null, CancellationToken cancellation = default) =>
        DeleteAsync(options ?? new(), Machine.Current(), cancellation);

    /// <summary>
    /// Stops the server and releases the folder. Clients are cut off (PostgreSQL's fast shutdown); nothing committed is lost. A second
    /// call does nothing.
    /// </summary>
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
            // DisposeAsync stopped the server, and there is nothing left to wait for.
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.]+$")]
    private static partial Regex SettingName();

    [GeneratedRegex("^[A-Za-z0-9_.-]*$")]
    private static partial Regex SettingValue();
}
