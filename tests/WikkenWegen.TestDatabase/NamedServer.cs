namespace WikkenWegen.Testing;

/// <summary>A server that the environment variable <see cref="TestDatabase.Variable"/> names. It runs already, and disposing does not stop it.</summary>
internal sealed class NamedServer(string connectionString) : ITestServer
{
    public string ConnectionString => connectionString;

    public string Description => $"the server that {TestDatabase.Variable} names";

    public bool OutlivesTests => true;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
