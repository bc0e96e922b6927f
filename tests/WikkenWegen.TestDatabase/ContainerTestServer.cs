using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.PostgreSql;

namespace WikkenWegen.Testing;

/// <summary>A server in a container. Testcontainers removes the container, even after a test run that was killed.</summary>
internal sealed class ContainerTestServer(PostgreSqlContainer container) : ITestServer
{
    private const string Image = "postgres:17-alpine";

    public string ConnectionString => container.GetConnectionString();

    public string Description => $"Testcontainers with {Image}";

    public bool OutlivesTests => false;

    /// <summary>Starts a server; null when no container engine answers.</summary>
    public static async Task<ITestServer?> TryStartAsync(bool durable, CancellationToken cancellation)
    {
        try
        {
            var settings = ITestServer.Settings(durable).SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"]);
            var container = new PostgreSqlBuilder(Image).WithLogger(NullLogger.Instance).WithCommand([.. settings]).Build();
            await container.StartAsync(cancellation);
            return new ContainerTestServer(container);
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => container.DisposeAsync();
}
