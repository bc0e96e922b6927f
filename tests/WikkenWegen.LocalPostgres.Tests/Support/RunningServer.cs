namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>One server for tests that only look at it; started when the first of them asks.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    /// <summary>In this process's environment before the server starts; the server should not see it.</summary>
    public const string Secret = "WIKKENWEGEN_SECRET_OF_THE_HOST";

    private readonly Lazy<Task<LocalPostgresServer>> server;

    public RunningServer()
    {
        Environment.SetEnvironmentVariable(Secret, "geheim");
        server = new(() => Database.StartAsync());
    }

    internal Database Database { get; } = new();

    /// <summary>The server; skips the test on a machine that has no programs of PostgreSQL.</summary>
    internal async Task<LocalPostgresServer> GetAsync()
    {
        await Requires.ProgramsAsync();
        return await server.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated) await (await server.Value).DisposeAsync();
        await Database.DisposeAsync();
    }
}
