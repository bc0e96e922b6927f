using JasperFx;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Infrastructure.Http;
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
        app.MapPost("/weighings/{id:guid}/inputs", async (Guid id, HttpRequest request, IDocumentSession session) =>
        {
            var input = (await request.ReadFromJsonAsync<GiveInputRequest>(ApiJson.Options))!;
            var step = new InputGiven
            {
                OccurredAt = TimeProvider.System.GetUtcNow(),
                Number = Interlocked.Increment(ref number),
                Stakeholder = input.Stakeholder,
                Content = new InputContent { Position = input.Position, Resistance = input.Resistance, PreferredProposal = input.PreferredProposal },
            };
            session.Events.Append(id, step);
            await session.SaveChangesAsync();
            return Results.Created((string?)null, new { step.Number });
        });
        app.MapGet("/views/{name}", (string name) => View(name));
        await app.RunAsync();

        IResult View(string name) => Results.Bytes(Views.GetOrAdd(name, n => File.ReadAllBytes(Path.Combine(args[2], n))), "application/json");
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> Views = new();
}
