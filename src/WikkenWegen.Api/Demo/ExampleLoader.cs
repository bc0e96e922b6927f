using Marten;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Demo;

/// <summary>Loads the examples into the demo corporation where it has no weighing yet, through the gate that every caller uses.</summary>
public sealed class ExampleLoader(IDocumentStore store, IServiceScopeFactory scopes, ILogger<ExampleLoader> log)
{
    /// <summary>Loads them, where there is nothing yet.</summary>
    public async Task Load(CancellationToken cancellation)
    {
        await DemoCorporations.Register(store, cancellation);
        await using var session = store.QuerySession(DemoCorporations.Merenland.Code);
        var there = await session.Query<WeighingSummary>().CountAsync(cancellation);
        if (there > 0)
        {
            log.LogInformation("Found {Weighings} weighings of the demo corporation", there);
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        foreach (var example in ExampleWeighing.All()) await Load(example, bus, cancellation);
    }

    private async Task Load(ExampleWeighing example, IMessageBus bus, CancellationToken cancellation)
    {
        foreach (var step in example.Steps)
        {
            var envelope = new StepEnvelope(new Actor(step.Actor, false), example.Reference, "weighings.nl.json");
            var seals = new Seals();
            var message = new RecordStep(example.Id, step.Command(seals), step.Body.OccurredAt, seals.Disclosures, null, envelope);
            var result = await bus.InvokeForTenantAsync<StepResult>(DemoCorporations.Merenland.Code, message, cancellation);
            if (result is not StepResult.Recorded) throw new InvalidOperationException($"Example {example.Reference} was refused at {step.Path}: {result}.");
        }
        log.LogInformation("Loaded example {Reference}: {Events} events", example.Reference, example.Steps.Count);
    }
}
