using System.Collections.Immutable;
using Marten;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;
using Wolverine;

namespace WikkenWegen.Api.Demo;

/// <summary>A step of a stream of the demo that is no weighing.</summary>
/// <param name="Command">Makes what is to be recorded, of its stream and with its texts sealed.</param>
/// <param name="OccurredAt">When it happened; null for the moment at which it is loaded.</param>
/// <param name="By">Subject id of who did it.</param>
public sealed record DemoStep(Func<Seals, IStreamCommand> Command, DateTimeOffset? OccurredAt = null, string By = "demo");

/// <summary>Records streams of the demo through the gate, where they are not there or not whole; where somebody else recorded something in one, it is left as it is.</summary>
public sealed class DemoStreams(IDocumentStore store, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Records the steps of a stream that are lacking, as far as the clock has come: what is yet to happen is for a later start.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="id">Its identity.</param>
    /// <param name="name">What it is called in the conversation that its steps belong to.</param>
    /// <param name="causation">What causes them; by this the steps of the demo are known.</param>
    /// <param name="steps">Its steps, in order.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="InvalidOperationException">A rule refused a step.</exception>
    public async Task Load(string tenant, Guid id, string name, string causation, ImmutableArray<DemoStep> steps, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        var there = await StreamFold.Read(session, id, cancellation);
        if (there.Events.Any(e => e.Causation != causation)) return;
        for (var version = there.Version; version < steps.Length; version++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (step, seals) = (steps[version], new Seals());
            if (step.OccurredAt > clock.GetUtcNow()) return;
            await using var scope = scopes.CreateAsyncScope();
            var message = new RecordStreamStep(step.Command(seals), step.OccurredAt, seals.Disclosures, [version], new StepEnvelope(Actor.Everything(step.By), name, causation));
            var result = await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(tenant, message, CancellationToken.None);
            if (result is StepResult.Stale) return; // another host does it
            if (result is not StepResult.StreamRecorded)
                throw new InvalidOperationException($"Step {version + 1} of {name} was not recorded: {(result is StepResult.Refused { Refusals: var rules } ? string.Join(", ", rules.Select(r => r.Rule.Code)) : result)}.");
        }
    }
}
