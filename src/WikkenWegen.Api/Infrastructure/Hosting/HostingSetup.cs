namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>What an operator needs from the host, apart from its log and telemetry.</summary>
public static class HostingSetup
{
    /// <summary>Adds the health checks, and what happens at the start and the end of the host.</summary>
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddHealth();
        builder.Services.AddHostedService<Startup>();
    }
}
