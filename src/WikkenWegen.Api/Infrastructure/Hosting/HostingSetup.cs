namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>What an operator needs of the host beside its log and telemetry.</summary>
public static class HostingSetup
{
    /// <summary>Adds health and what happens around start and end.</summary>
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddHealth();
        builder.Services.AddHostedService<Startup>();
    }
}
