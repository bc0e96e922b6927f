namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>What an operator needs from the host, apart from its log and telemetry.</summary>
public static class HostingSetup
{
    /// <summary>Where the host listens in Development when nothing else is said.</summary>
    public const string DevelopmentAddress = "http://localhost:5080";

    /// <summary>Adds the health checks, and what happens at the start and the end of the host.</summary>
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddHealth();
        builder.ListenWhereTheReadmeSays();
        builder.Services.AddHostedService<Startup>();
    }

    /// <summary>
    /// Sets the address of Development, unless one was given in any of the ways of ASP.NET Core. It is not in launchSettings.json or
    /// appsettings.json, because those win from <c>ASPNETCORE_URLS</c>.
    /// </summary>
    private static void ListenWhereTheReadmeSays(this WebApplicationBuilder builder)
    {
        string[] settings = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        if (builder.Environment.IsDevelopment() && settings.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DevelopmentAddress);
    }
}
