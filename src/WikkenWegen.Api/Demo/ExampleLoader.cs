using JasperFx.Events;
using Marten;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Cases;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Cases;
using Wolverine;

namespace WikkenWegen.Api.Demo;

/// <summary>
/// Loads the examples into the demo corporation, through the same gate as every caller, where that corporation has no weighings yet. Where
/// an earlier start was stopped half-way, it goes on from there. Each step expects the version just before it, so that hosts which start at
/// the same time load the examples only once; all of them are ready when all examples are there.
/// </summary>
public sealed class ExampleLoader(IDocumentStore store, IServiceScopeFactory scopes, Statistics statistics, TimeProvider clock, ILogger<ExampleLoader> log) : IAfterStart
{
    private const string Causation = "weighings.nl.json";

    /// <summary>How long another host may take for a step of an example before it is taken to have stopped. Where it has not, both go on, and no harm is done.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

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
        if (there == 0) await DemoCorporations.AdoptRule(bus, Causation);
        var examples = new List<(ExampleWeighing Example, IReadOnlyList<IEvent> Events)>();
        foreach (var example in ExampleWeighing.Loaded()) examples.Add((example, await session.Events.FetchStreamAsync(example.Id, token: cancellation)));

        // Where the corporation has weighings, but none of the examples, it gets no examples.
        if (there == 0 || examples.Any(e => e.Events.Count > 0))
        {
            var lacking = examples.Where(e => IsLacking(e.Example, e.Events)).ToList();
            foreach (var (example, events) in lacking) await Load(example, events, session, bus, cancellation);
            if (lacking.Count > 0) await statistics.Gather();
        }
        if (there > 0) log.LogInformation("Found {Weighings} weighings of the demo corporation", there);
    }

    /// <summary>Whether steps of an example are lacking. One in which somebody else recorded a step is left as it is, also where it is not complete.</summary>
    private static bool IsLacking(ExampleWeighing example, IReadOnlyList<IEvent> events) =>
        events.Count < example.Steps.Count && events.All(recorded => recorded.CausationId == Causation);

    /// <summary>Loads an example, or the rest of it. Where another host does, this one waits until all of it is there, and goes on where the other no longer does.</summary>
    private async Task Load(ExampleWeighing example, IReadOnlyList<IEvent> events, IQuerySession session, IMessageBus bus, CancellationToken cancellation)
    {
        while (IsLacking(example, events) && !await Add(example, events.Count, bus, cancellation))
            for (var seen = -1; events.Count > seen; events = await session.Events.FetchStreamAsync(example.Id, token: cancellation))
            {
                seen = events.Count;
                await Task.Delay(Pause, cancellation);
            }
    }

    /// <summary>Adds steps to an example; gives whether there is nothing more to add: false where another host does it at the same time.</summary>
    private async Task<bool> Add(ExampleWeighing example, int recorded, IMessageBus bus, CancellationToken cancellation)
    {
        for (var version = recorded; version < example.Steps.Count; version++)
        {
            cancellation.ThrowIfCancellationRequested(); // only here, between two steps: a step that has begun is finished
            var (step, seals) = (example.Steps[version], new Seals());
            var envelope = new StepEnvelope(Actor.Everything(step.Actor), example.Reference, Causation);
            var message = new RecordStep(example.Id, await Completed(example, step.Command(seals), seals, cancellation), step.Body.OccurredAt, seals.Disclosures, [version], envelope);
            var result = await bus.InvokeForTenantAsync<StepResult>(DemoCorporations.Merenland.Code, message, CancellationToken.None);
            if (result is StepResult.Stale)
            {
                log.LogInformation("Another host loads example {Reference}", example.Reference);
                return false;
            }
            if (result is not StepResult.Recorded && recorded > 0)
            {
                // An earlier build loaded it, and the example had other steps then.
                log.LogWarning("Left example {Reference} as an earlier build loaded it: {Path} does not fit", example.Reference, step.Path);
                return true;
            }
            if (result is not StepResult.Recorded) throw new InvalidOperationException($"Example {example.Reference} was refused at {step.Path}: {(result is StepResult.Refused { Refusals: var rules } ? string.Join(", ", rules.Select(r => r.Rule.Code)) : result)}.");
        }
        log.LogInformation("Loaded example {Reference}: {Events} events", example.Reference, example.Steps.Count);
        return true;
    }

    /// <summary>Where the system itself computes what is recorded, it does so before, as for any caller. What computes is made no earlier, so that its settings are checked with all others.</summary>
    private async Task<WeighingCommand> Completed(ExampleWeighing example, WeighingCommand command, Seals seals, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (weighings, outcomes) = (scope.ServiceProvider.GetRequiredService<WeighingStore>(), scope.ServiceProvider.GetRequiredService<KeptOutcomes>());
        var newest = await weighings.Newest(DemoCorporations.Merenland.Code, example.Id, cancellation);
        return newest is not null && command is PrepareCase or ShareCase
            ? CaseCopies.Complete(command, seals, newest.State, await weighings.Texts(DemoCorporations.Merenland.Code, newest, cancellation), DemoCorporations.Merenland.Name, clock.GetUtcNow(), cancellation: cancellation)
            : OwnOutcomes.Complete(outcomes, command, newest, cancellation);
    }
}
