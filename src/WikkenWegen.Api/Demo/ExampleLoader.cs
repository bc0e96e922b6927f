using Marten;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// Loads the examples into the demo corporation, through the same gate as every caller, where that corporation has no weighings yet. Where
/// an earlier start was stopped half-way, it goes on from there. Each step expects the version just before it, so that hosts which start at
/// the same time load the examples only once.
/// </summary>
public sealed class ExampleLoader(IDocumentStore store, IServiceScopeFactory scopes, Statistics statistics, WeighingStore weighings, KeptOutcomes outcomes, ILogger<ExampleLoader> log) : IAfterStart
{
    private const string Causation = "weighings.nl.json";

    /// <summary>Loads the examples, or the rest of them. Does nothing where the corporation has weighings of its own only.</summary>
    /// <exception cref="InvalidOperationException">A rule refused a step of an example of which nothing was loaded before.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            await LoadAll(cancellation);
        }
        catch (ClockOffException e)
        {
            log.LogError("The examples were not loaded; the next start does it. {Why}", e.Message);
        }
    }

    private async Task LoadAll(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        await DemoCorporations.Register(bus, Causation);
        await using var session = store.QuerySession(DemoCorporations.Merenland.Code);
        var there = await session.Query<WeighingSummary>().CountAsync(cancellation);
        var examples = new List<(ExampleWeighing Example, IReadOnlyList<JasperFx.Events.IEvent> Events)>();
        foreach (var example in ExampleWeighing.Loaded()) examples.Add((example, await session.Events.FetchStreamAsync(example.Id, token: cancellation)));

        // Where the corporation has weighings, but none of the examples, it gets no examples.
        if (there == 0 || examples.Any(e => e.Events.Count > 0))
        {
            // An example in which somebody else recorded a step is left as it is, also where it is not complete.
            var lacking = examples.Where(e => e.Events.Count < e.Example.Steps.Count && e.Events.All(recorded => recorded.CausationId == Causation)).ToList();
            foreach (var (example, events) in lacking) await Load(example, events.Count, bus, cancellation);
            if (lacking.Count > 0) await statistics.Gather();
        }
        if (there > 0) log.LogInformation("Found {Weighings} weighings of the demo corporation", there);
    }

    private async Task Load(ExampleWeighing example, int recorded, IMessageBus bus, CancellationToken cancellation)
    {
        for (var version = recorded; version < example.Steps.Count; version++)
        {
            cancellation.ThrowIfCancellationRequested(); // only here, between two steps: a step that has begun is finished
            var (step, seals) = (example.Steps[version], new Seals());
            var envelope = new StepEnvelope(Actor.Everything(step.Actor), example.Reference, Causation);
            // Where the system itself computes what is recorded, it does so before, as for any caller.
            var command = OwnOutcomes.Complete(outcomes, step.Command(seals), await weighings.Newest(DemoCorporations.Merenland.Code, example.Id, cancellation), cancellation);
            var message = new RecordStep(example.Id, command, step.Body.OccurredAt, seals.Disclosures, [version], envelope);
            var result = await bus.InvokeForTenantAsync<StepResult>(DemoCorporations.Merenland.Code, message, CancellationToken.None);
            if (result is StepResult.Stale)
            {
                log.LogInformation("Another host loads example {Reference}", example.Reference);
                return;
            }
            if (result is not StepResult.Recorded && recorded > 0)
            {
                // An earlier build loaded it, and the example had other steps then.
                log.LogWarning("Left example {Reference} as an earlier build loaded it: {Path} does not fit", example.Reference, step.Path);
                return;
            }
            if (result is not StepResult.Recorded) throw new InvalidOperationException($"Example {example.Reference} was refused at {step.Path}: {(result is StepResult.Refused { Refusals: var rules } ? string.Join(", ", rules.Select(r => r.Rule.Code)) : result)}.");
        }
        log.LogInformation("Loaded example {Reference}: {Events} events", example.Reference, example.Steps.Count);
    }
}
