using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Deadlines;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings;
using Wolverine;
using WikkenWegen.Testing;

namespace WikkenWegen.Benchmarks;

/// <summary>
/// The API's own steps and store, but everybody is let in as the same strategist and nobody is counted: what guarding it is compared with. It is
/// run without durable messages too, as a mediator alone that keeps no deadlines: what those are compared with.
/// </summary>
public static class UnguardedApi
{
    /// <summary>The key by which the hosts of a run sign.</summary>
    internal static readonly string LedgerKey = Convert.ToBase64String(new byte[32]);

    /// <summary>Runs it on a database that a host has used before: connection string and port.</summary>
    public static Task Run(string[] args) => Run(args, durable: true, ledger: false);

    /// <summary>The same without durable messages.</summary>
    public static Task RunWithoutMessages(string[] args) => Run(args, durable: false, ledger: false);

    /// <summary>The same with the ledger: with its sequencer and signer, and with promises in the receipts.</summary>
    public static Task RunWithLedger(string[] args) => Run(args, durable: true, ledger: true);

    private static async Task Run(string[] args, bool durable, bool ledger)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{args[1]}");
        builder.Configuration["ConnectionStrings:WikkenWegen"] = args[0];
        builder.Configuration["Vault:Key"] = VaultByHand.Key;
        await using var database = await Database.Open(builder.Configuration, builder.Environment);
        builder.AddHttpConventions();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStore(database);
        builder.AddRetries();
        builder.AddPrivacyVault(serves: true);
        builder.AddRecording();
        if (ledger)
        {
            builder.Configuration["Ledger:Key"] = LedgerKey;
            builder.Configuration["Ledger:LastCheckpointsFolder"] = Path.Combine(args[2], "checkpoints");
            builder.AddLedger();
        }
        if (durable) builder.AddDeadlines();
        else builder.Services.ConfigureWolverine(options => (options.Durability.Mode, options.Durability.DurabilityAgentEnabled) = (DurabilityMode.MediatorOnly, false));
        builder.AddWeighings();
        builder.Services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true);

        var app = builder.Build();
        app.UseHttpConventions();
        var everybody = new ClaimsPrincipal(new ClaimsIdentity(
            [new("sub", "everybody"), new(Caller.CorporationClaim, DemoCorporations.Merenland.Code), new("roles", Roles.Strategist)], "nobody asked", "sub", "roles"));
        app.Use((http, next) =>
        {
            http.User = everybody;
            return next(http);
        });
        app.MapWeighings();
        await app.RunAsync();
    }
}
