namespace WikkenWegen.LocalPostgres.Servers;

/// <summary>A PostgreSQL that runs for this host, however it is run.</summary>
internal interface IRunningServer
{
    /// <summary>The superuser that every cluster has.</summary>
    const string UserName = "wikkenwegen";

    /// <summary>The port on 127.0.0.1.</summary>
    int Port { get; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    string Password { get; }

    /// <summary>What runs, for a log line.</summary>
    string Description { get; }

    /// <summary>Waits until the server has ended, for whatever reason.</summary>
    Task WaitForEndAsync(CancellationToken cancellation);

    /// <summary>Stops the server without waiting for its clients; nothing committed is lost. Nothing happens when it has ended already.</summary>
    Task StopAsync();
}
