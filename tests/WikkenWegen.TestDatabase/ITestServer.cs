namespace WikkenWegen.Testing;

/// <summary>A PostgreSQL server that tests may make databases on.</summary>
internal interface ITestServer : IAsyncDisposable
{
    /// <summary>Of a role that may create databases.</summary>
    string ConnectionString { get; }

    string Description { get; }

    /// <summary>The server stays when the tests are over, so they must clean up after themselves.</summary>
    bool OutlivesTests { get; }

    /// <summary>
    /// For a server of our own: room for the pools of many test hosts, and flushing said out loud, since Testcontainers turns it off
    /// by default.
    /// </summary>
    static IReadOnlyDictionary<string, string> Settings(bool durable)
    {
        var flushing = durable ? "on" : "off";
        return new Dictionary<string, string>
        {
            ["max_connections"] = "300",
            ["fsync"] = flushing,
            ["full_page_writes"] = flushing,
            ["synchronous_commit"] = flushing,
        };
    }
}
