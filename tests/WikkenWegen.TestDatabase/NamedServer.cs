namespace WikkenWegen.Testing;

/// <summary>The server that somebody named; it is not ours to stop.</summary>
internal sealed class NamedServer(string connectionString) : ITestServer
{
    public string ConnectionString => connectionString;

    public string Description => $"the server that {TestDatabase.Variable} names";

    public bool OutlivesTests => true;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
