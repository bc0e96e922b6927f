namespace WikkenWegen.LocalPostgres.Servers;

/// <summary>A PostgreSQL server that runs for this host, as a process or in a container.</summary>
internal interface IRunningServer
{
    /// <summary>The name of the superuser of every cluster that this library makes.</summary>
    const string UserName = "wikkenwegen";

    /// <summary>The port on 127.0.0.1 that the server listens on.</summary>
    int Port { get; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    string Password { get; }

    /// <summary>Which PostgreSQL it is and where its data are, for the log.</summary>
    string Description { get; }

    /// <summary>Waits until the server has ended, for whatever reason.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the server may still run.</exception>
    Task WaitForEndAsync(CancellationToken cancellation);

    /// <summary>Stops the server, and cuts off its clients. Nothing committed is lost. Does nothing when the server has already ended.</summary>
    Task StopAsync();
}
