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

    /// <summary>
    /// Runs the host until it is told to stop. Where its start fails, what had started is stopped before it is thrown away: else Wolverine goes on writing to a
    /// database that is gone, and says so between the lines that tell the operator what is wrong.
    /// </summary>
    public static async Task RunInOrder(this WebApplication app)
    {
        await using var host = app;
        try
        {
            await app.StartAsync();
        }
        catch (Exception)
        {
            await app.StopAfterFailedStart();
            throw;
        }
        await app.WaitForShutdownAsync();
    }

    private static async Task StopAfterFailedStart(this WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception e)
        {
            // Why it did not start is what the operator must read; this comes of it.
            app.Logger.LogDebug(e, "What had started did not stop in order");
        }
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
