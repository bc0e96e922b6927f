using System.Collections.Concurrent;
using Npgsql;

namespace WikkenWegen.Testing;

/// <summary>
/// One PostgreSQL server for a test run, and any number of empty databases on it. The server is the one that
/// <c>WIKKENWEGEN_TEST_DB</c> names; else one in a container, when a container engine answers; else a private server in a temporary
/// folder. Test projects that run at the same time do not disturb each other: each has a server of its own, or databases of its own
/// on the named server.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a server to use. Its role must be allowed to create databases.</summary>
    public const string Variable = "WIKKENWEGEN_TEST_DB";

    private readonly ITestServer server;
    private readonly ConcurrentBag<string> databases = [];

    internal TestDatabase(ITestServer server) => this.server = server;

    /// <summary>Which server it is, for the log of a test run.</summary>
    public string Description => server.Description;

    /// <summary>Starts a server. A named server is only remembered: the first use connects to it.</summary>
    /// <param name="durable">
    /// Whether a server that is started here flushes to the disk. False is faster, and right for tests that kill no server. Ignored for
    /// a named server, which keeps its own settings.
    /// </param>
    /// <param name="cancellation">Stops the start.</param>
    public static async Task<TestDatabase> StartAsync(bool durable = true, CancellationToken cancellation = default)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return new(new NamedServer(named));
        return new(await ContainerTestServer.TryStartAsync(durable, cancellation) ?? await LocalTestServer.StartAsync(durable, cancellation));
    }

    /// <summary>Makes an empty database in UTF-8.</summary>
    /// <returns>The connection string of the database, as the role that owns it.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation = default)
    {
        var name = $"wikkenwegen_test_{Guid.NewGuid():N}";
        // PostgreSQL cannot copy a template while somebody is connected to it; nobody can connect to template0.
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", cancellation);
        databases.Add(name);
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes the databases. A server that was started here is removed with them; a named server stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (server.OutlivesTests)
        {
            foreach (var name in databases) await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
        }
        await server.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        var administration = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(administration.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
