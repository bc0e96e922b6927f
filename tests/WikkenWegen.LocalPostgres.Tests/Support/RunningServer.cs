namespace WikkenWegen.LocalPostgres.Tests.Support;

/// <summary>One server, shared by tests that do not change it. It starts when the first test asks for it.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    /// <summary>The name of an environment variable of this process, set before the server starts. The server must not have it.</summary>
    public const string Secret = "WIKKENWEGEN_SECRET_OF_THE_HOST";

    private readonly Lazy<Task<LocalPostgresServer>> server;

    public RunningServer()
    {
        Environment.SetEnvironmentVariable(Secret, "geheim");
        server = new(() => Database.StartAsync());
    }

    internal Database Database { get; } = new();

    /// <summary>The running server. Skips the test on a machine that has no programs of PostgreSQL.</summary>
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
