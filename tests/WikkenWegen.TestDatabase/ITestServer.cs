namespace WikkenWegen.Testing;

/// <summary>A PostgreSQL server that tests may make databases on.</summary>
internal interface ITestServer : IAsyncDisposable
{
    /// <summary>Of a role that may create databases.</summary>
    string ConnectionString { get; }

    string Description { get; }

    /// <summary>The server stays when the tests are over, so they must clean up after themselves.</summary>
    bool OutlivesTests { get; }

    /// <summary>For a server of our own: room for the pools of many test hosts; and without flushing when nothing needs to survive.</summary>
    static IReadOnlyDictionary<string, string> Settings(bool durable)
    {
        var settings = new Dictionary<string, string> { ["max_connections"] = "300" };
        if (!durable) settings["fsync"] = settings["synchronous_commit"] = settings["full_page_writes"] = "off";
        return settings;
    }
}
