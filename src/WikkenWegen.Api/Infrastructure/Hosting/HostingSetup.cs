using WikkenWegen.Api.Infrastructure.Store;

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
        builder.Services.AddSingleton<StartCheck>();
        builder.Services.AddHealthChecks().AddCheck<StartCheck>("start");
        builder.Services.AddHostedService<Startup>();
    }

    /// <summary>Brings the database up to date in place of running the host, or prints the SQL that it lacks: all there is, where no database is configured. Gives an exit code: 0.</summary>
    public static async Task<int> Migrate(this WebApplication app, bool print)
    {
        var schema = app.Services.GetRequiredService<SchemaUpdate>();
        if (print) await Console.Out.WriteAsync(SchemaUpdate.Script(Database.IsConfigured(app.Configuration) ? await schema.Lacking() : schema.Migrations));
        else await schema.Apply(again: true);
        return 0;
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
