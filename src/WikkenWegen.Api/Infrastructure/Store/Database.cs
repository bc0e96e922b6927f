using System.Diagnostics;
using Npgsql;
using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>The database of this host: the configured one, or a private PostgreSQL that starts and stops with it.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>How long the host waits at its start for a configured database to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LocalPostgresServer? _local;

    private Database(string connectionString, string description, LocalPostgresServer? local = null) => (ConnectionString, Description, _local) = (connectionString, description, local);

    /// <summary>A stand-in for a command that needs no database; nobody can connect to it.</summary>
    public static Database None => new("Host=none.invalid", "none");

    /// <summary>The Npgsql connection string of the database.</summary>
    public string ConnectionString { get; }

    /// <summary>Which database it is and where its data lie, for the person who starts the host. It holds no password.</summary>
    public string Description { get; }

    /// <summary>Whether it is a private one, which no other host uses.</summary>
    public bool IsPrivate => _local is not null;

    /// <summary>Completes when a private database has ended; never completes for a configured one.</summary>
    public Task Ended => _local?.Exited ?? Task.Delay(Timeout.Infinite);

    /// <summary>Whether <c>ConnectionStrings:WikkenWegen</c> names a database.</summary>
    public static bool IsConfigured(IConfiguration configuration) => configuration.GetConnectionString("WikkenWegen") is { Length: > 0 };

    /// <summary>
    /// Opens the database that <c>ConnectionStrings:WikkenWegen</c> names; where it names none, starts the private one. In Production only
    /// a configured database will do.
    /// </summary>
    /// <exception cref="StartupException">The configured database cannot be used, the private one cannot be started, or none is configured in Production.</exception>
    public static async Task<Database> Open(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetConnectionString("WikkenWegen") is { Length: > 0 } configured)
        {
            var address = Address(configured);
            await Reach(address);
            return new Database(address.ConnectionString, $"database {address.Database ?? address.Username} on {address.Host}:{address.Port}");
        }
        if (environment.IsProduction())
            throw new StartupException("Production needs a database of its own: set ConnectionStrings__WikkenWegen.");
        try
        {
            var options = new LocalPostgresOptions { Folder = configuration["LocalPostgres:Folder"] is { Length: > 0 } folder ? folder : null, Log = line => Console.WriteLine($"PostgreSQL: {line}") };
            var local = await LocalPostgresServer.StartAsync(options);
            return new Database(local.ConnectionString, local.Description, local);
        }
        catch (LocalPostgresException e)
        {
            throw new StartupException(e.Message);
        }
    }

    /// <summary>The oldest PostgreSQL that will do.</summary>
    private const int OldestMajor = 15;

    /// <summary>The configured address, with the details of errors left out: they hold values of rows, which must not get into the log.</summary>
    private static NpgsqlConnectionStringBuilder Address(string connectionString)
    {
        const string form = "It looks like Host=…;Port=5432;Database=…;Username=…;Password=….";
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new StartupException($"ConnectionStrings__WikkenWegen cannot be read. {form}");
        }
        return string.IsNullOrWhiteSpace(address.Host) ? throw new StartupException($"ConnectionStrings__WikkenWegen names no host. {form}") : address;
    }

    /// <summary>Waits for a database that starts at the same time as the host, and checks that it will do.</summary>
    private static async Task Reach(NpgsqlConnectionStringBuilder address)
    {
        var single = new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false };
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(200))
        {
            try
            {
                await using var pool = NpgsqlDataSource.Create(address.ConnectionString); // refuses what cannot be, and connects to nothing
                await using var connection = new NpgsqlConnection(single.ConnectionString);
                await connection.OpenAsync();
                Check(connection);
                return;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or IOException)
            {
                throw new StartupException($"ConnectionStrings__WikkenWegen cannot be used: {e.Message.ReplaceLineEndings(" ")}");
            }
            catch (NpgsqlException e)
            {
                if (!e.IsTransient || Stopwatch.GetElapsedTime(start) > Patience)
                    throw new StartupException($"The database on {address.Host}:{address.Port} cannot be used: {e.Message}.");
            }
        }
    }

    private static void Check(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestMajor)
            throw new StartupException($"The database {connection.Database} is of PostgreSQL {connection.PostgreSqlVersion}; version {OldestMajor} or later is needed.");
        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && encoding != "UTF8")
            throw new StartupException($"The database {connection.Database} keeps texts as {encoding}, which has no room for all of them. Make one in UTF-8: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8';");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _local?.DisposeAsync() ?? ValueTask.CompletedTask;
}
