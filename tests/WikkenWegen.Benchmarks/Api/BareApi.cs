using JasperFx;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Weighings.Consultation;
using WikkenWegen.Api.Weighings.Inputs;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Consultation;
using WikkenWegen.Domain.Inputs;

namespace WikkenWegen.Benchmarks;

/// <summary>
/// What the API is compared with: a minimal API that appends the same event with Marten alone, without rules, expected version,
/// projection, vault or problem details, and one that returns the same bytes from memory.
/// </summary>
public static class BareApi
{
    /// <summary>Runs it: connection string, port, and a folder with the views to serve.</summary>
    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{args[1]}");
        builder.Services.AddMarten(options =>
        {
            options.Connection(args[0] + ";Max Auto Prepare=100"); // as ours
            options.DatabaseSchemaName = "bare";
            options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
            options.UseSystemTextJsonForSerialization(EventContract.Json);
            options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        }).UseLightweightSessions();
        var app = builder.Build();

        var number = 0;
        app.MapPost("/weighings", async (IDocumentSession session) =>
        {
            var id = Guid.CreateVersion7();
            session.Events.StartStream(id, new RoundClosed { Number = 1 });
            await session.SaveChangesAsync();
            return Results.Text(id.ToString());
        });
        app.MapPost("/weighings/{id:guid}/rounds", async (Guid id, HttpRequest request, IDocumentSession session) =>
        {
            var round = (await request.ReadFromJsonAsync<OpenRoundRequest>(ApiJson.Options))!;
            return await Append(session, id, n => new RoundOpened { OccurredAt = TimeProvider.System.GetUtcNow(), Number = n, About = round.About, Blind = round.Blind });
        });
        app.MapPost("/weighings/{id:guid}/objections", async (Guid id, HttpRequest request, IDocumentSession session) =>
        {
            var objection = (await request.ReadFromJsonAsync<RaiseObjectionRequest>(ApiJson.Options))!;
            return await Append(session, id, n => new ObjectionRaised { OccurredAt = TimeProvider.System.GetUtcNow(), Number = n, Stakeholder = objection.Stakeholder, Grounds = new Sealed(new string('A', 43)) });
        });
        app.MapGet("/views/{name}", (string name) => View(name));
        await app.RunAsync();

        async Task<IResult> Append(IDocumentSession session, Guid id, Func<int, WeighingEvent> made)
        {
            var step = Interlocked.Increment(ref number);
            session.Events.Append(id, made(step));
            await session.SaveChangesAsync();
            return Results.Created((string?)null, new { Number = step });
        }

        IResult View(string name) => Results.Bytes(Views.GetOrAdd(name, n => File.ReadAllBytes(Path.Combine(args[2], n))), "application/json");
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> Views = new();
}
