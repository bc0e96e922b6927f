using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>A folder for a database, deleted with all that is in it or runs in it, and short ways to use the server.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> log = [];

    // With spaces in it, as "Application Support" has on macOS.
    public Database()
    {
        Folder = Path.Combine(Path.GetTempPath(), $"wikkenwegen local postgres {Guid.NewGuid():N}");
        Options = new() { Folder = Folder, Log = log.Enqueue };
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public LocalPostgresOptions Options { get; init; }

    /// <summary>Lines logged since the last <see cref="TakeLog"/>.</summary>
    public string Log => string.Join('\n', log);

    public int PostmasterId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A machine with programs of PostgreSQL alone, so that a test does not wait for a container engine.</summary>
    public static Machine ProgramsOnly => Machine.Current() with { ContainerEngines = [] };

    /// <summary>A machine with a container engine alone.</summary>
    public static Machine ContainersOnly => Machine.Current() with { SearchPath = [], UsualFolders = [] };

    public static Machine Empty => new() { SearchPath = [], UsualFolders = [], ContainerEngines = [] };

    public Task<LocalPostgresServer> StartAsync(Machine? machine = null) =>
        LocalPostgresServer.StartAsync(Options, machine ?? ProgramsOnly, TestContext.Current.CancellationToken);

    /// <summary>The lines logged so far, which are then forgotten.</summary>
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

    /// <summary>The first value of the first row, as text.</summary>
    public static async Task<string?> AskAsync(LocalPostgresServer server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }
}
