using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Consultation;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Consultation;
using WikkenWegen.Testing;

namespace WikkenWegen.Benchmarks;

/// <summary>
/// A minimal API on our own events with Marten alone: it loads a stream and folds it, by the plain stream or by FetchLatest, and records
/// with FetchForWriting. What reading without memory costs, and what our own memory is compared with.
/// </summary>
public static class MartenApi
{
    /// <summary>Runs it on a database that a host has used before: connection string and port.</summary>
    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{args[1]}");
        builder.Configuration["ConnectionStrings:WikkenWegen"] = args[0];
        builder.Configuration["Vault:Key"] = VaultByHand.Key;
        await using var database = await Database.Open(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddHttpConventions();
        builder.AddStore(database);
        builder.AddPrivacyVault(serves: true);
        builder.AddRecording();
        builder.Services.ConfigureMarten(options => options.Projections.Add<LiveWeighing>(ProjectionLifecycle.Live));
        var app = builder.Build();
        var store = app.Services.GetRequiredService<IDocumentStore>();

        app.MapGet("/stream/{id:guid}", async (Guid id) =>
        {
            await using var session = store.QuerySession(DemoCorporations.Merenland.Code);
            var events = await session.Events.FetchStreamAsync(id);
            return View(Weighing.Fold(events.Select(e => HistoricEvent.Of(e).Recorded)) with { Id = id });
        });
        app.MapGet("/latest/{id:guid}", async (Guid id) =>
        {
            await using var session = store.LightweightSession(DemoCorporations.Merenland.Code);
            return View((await session.Events.FetchLatest<Weighing>(id))!);
        });
        app.MapPost("/weighings/{id:guid}/rounds", async (Guid id, HttpRequest request) =>
        {
            var round = (await request.ReadFromJsonAsync<OpenRoundRequest>(ApiJson.Options))!;
            await using var session = store.LightweightSession(DemoCorporations.Merenland.Code);
            var stream = await session.Events.FetchForWriting<Weighing>(id);
            var now = TimeProvider.System.GetUtcNow();
            var ruling = new OpenRound { OccurredAt = now, About = round.About, Blind = round.Blind }.Decide(stream.Aggregate!, now);
            if (ruling.Event is null) return Results.BadRequest();
            stream.AppendOne(ruling.Event);
            await session.SaveChangesAsync();
            return Results.Created((string?)null, new { stream.CurrentVersion });
        });
        await app.RunAsync();

        static IResult View(Weighing weighing) => Results.Bytes(ViewJson.Bytes(new WeighingView(weighing, weighing.Heard()), Texts.None), "application/json");
    }
}

/// <summary>The weighing as a live projection of its stream.</summary>
public sealed partial class LiveWeighing : SingleStreamProjection<Weighing, Guid>
{
    /// <inheritdoc />
    public override Weighing Evolve(Weighing? snapshot, Guid id, IEvent e) =>
        ((snapshot ?? Weighing.None) with { Id = e.StreamId }).After(HistoricEvent.Of(e).Recorded);
}
