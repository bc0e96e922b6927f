namespace WikkenWegen.Testing;

/// <summary>A PostgreSQL server on which tests make databases.</summary>
internal interface ITestServer : IAsyncDisposable
{
    /// <summary>Connects to an existing database, as a role that may create databases.</summary>
    string ConnectionString { get; }

    /// <summary>Which server it is, for the log of a test run.</summary>
    string Description { get; }

    /// <summary>Whether the server stays after the tests, so that their databases must be removed one by one.</summary>
    bool OutlivesTests { get; }

    /// <summary>
    /// The settings of a server that we start: enough connections for many test hosts, and whether it flushes to the disk. That is
    /// always set, since Testcontainers turns flushing off by default.
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
