using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>A new folder for a database, and short ways to use the server in it. Disposing stops what runs in the folder and deletes it.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> log = [];

    /// <param name="name">Part of the name of the folder. By default the path has spaces, as that of "Application Support" on macOS.</param>
    public Database(string name = "local postgres")
    {
        Folder = Path.Combine(Path.GetTempPath(), $"wikkenwegen {name} {Guid.NewGuid():N}");
        Options = new() { Folder = Folder, Log = log.Enqueue };
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public LocalPostgresOptions Options { get; init; }

    /// <summary>The lines logged since the last <see cref="TakeLog"/>.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>The number of the server's main process, from <c>postmaster.pid</c>.</summary>
    public int PostmasterId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>This machine without container engines, so that a test does not wait for one to answer.</summary>
    public static Machine ProgramsOnly => Machine.Current() with { ContainerEngines = [] };

    /// <summary>This machine without installed programs of PostgreSQL.</summary>
    public static Machine ContainersOnly => Machine.Current() with { SearchPath = [], UsualFolders = [] };

    /// <summary>A machine with neither.</summary>
    public static Machine Empty => new() { SearchPath = [], UsualFolders = [], ContainerEngines = [] };

    public Task<LocalPostgresServer> StartAsync(Machine? machine = null) =>
        LocalPostgresServer.StartAsync(Options, machine ?? ProgramsOnly, TestContext.Current.CancellationToken);

    /// <summary>Returns <see cref="Log"/> and empties it.</summary>
    public string TakeLog()
    {
        var lines = Log;
        log.Clear();
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await LocalPostgresServer.DeleteAsync(new() { Folder = Folder });
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    public static async Task<NpgsqlConnection> OpenAsync(LocalPostgresServer server)
    {
        var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Runs a command; returns the first value of the first row as text (NULL is an empty text), or null when there is no row.</summary>
    public static async Task<string?> AskAsync(LocalPostgresServer server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }
}
