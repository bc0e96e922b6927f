using System.Collections.Concurrent;
using Npgsql;

namespace WikkenWegen.Testing;

/// <summary>
/// One PostgreSQL server for a run of tests, and an empty database of it for whoever asks. The server is the one that
/// <c>WIKKENWEGEN_TEST_DB</c> names, else a container where an engine answers, else a private server with throw-away data. Test
/// projects that run at the same time do not meet: each has its own server, or its own databases on the named one.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a server, of a role that may create databases.</summary>
    public const string Variable = "WIKKENWEGEN_TEST_DB";

    private readonly ITestServer server;
    private readonly ConcurrentBag<string> databases = [];

    internal TestDatabase(ITestServer server) => this.server = server;

    /// <summary>Which server it is, for the log of a test run.</summary>
    public string Description => server.Description;

    /// <summary>Starts a server, or connects to the named one.</summary>
    /// <param name="durable">
    /// False for a server of our own that does not flush to the disk: faster, and fine for tests that kill nothing. A named server
    /// stays as it is.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<TestDatabase> StartAsync(bool durable = true, CancellationToken cancellation = default)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return new(new NamedServer(named));
        return new(await ContainerTestServer.TryStartAsync(durable, cancellation) ?? await LocalTestServer.StartAsync(durable, cancellation));
    }

    /// <summary>Makes an empty database in UTF-8.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation = default)
    {
        var name = $"wikkenwegen_test_{Guid.NewGuid():N}";
        // From template0, which nobody can be connected to; a template in use cannot be copied.
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", cancellation);
        databases.Add(name);
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes the databases, together with the server when it was started here.</summary>
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
