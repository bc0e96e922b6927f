using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>Asks to record one step of a weighing. The only message that leads to an event.</summary>
/// <param name="Weighing">Identity of the weighing.</param>
/// <param name="Command">What to record.</param>
/// <param name="OccurredAt">When it happened; null for now.</param>
/// <param name="Disclosures">The texts that the command sealed.</param>
/// <param name="Versions">The versions that the caller accepts to build on; null for any.</param>
/// <param name="Envelope">Who asks, and in which conversation.</param>
/// <param name="Request">Under what to keep the answer, so that the caller may ask again; null where they named nothing.</param>
public sealed record RecordStep(
    Guid Weighing, WeighingCommand Command, DateTimeOffset? OccurredAt, IReadOnlyList<Disclosure> Disclosures,
    ImmutableArray<int>? Versions, StepEnvelope Envelope, RetriableRequest? Request = null)
{
    /// <summary>What a log may say of it: nothing that a person wrote.</summary>
    public override string ToString() => $"{Command.GetType().Name} in {Weighing}";
}

/// <summary>Metadata of a step.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Correlation">The conversation that it belongs to: the W3C trace id.</param>
/// <param name="Causation">The request that caused it.</param>
public sealed record StepEnvelope(Actor Actor, string Correlation, string Causation);

/// <summary>What became of a request to record a step.</summary>
public abstract record StepResult
{
    private StepResult()
    {
    }

    /// <summary>It was recorded: on disk, for ever.</summary>
    public sealed record Recorded(Weighing Weighing, RecordedEvent Event) : StepResult;

    /// <summary>It was refused by rules of the process; nothing was recorded.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : StepResult;

    /// <summary>The weighing has moved on from the version that the caller built on; nothing was recorded.</summary>
    public sealed record Stale(int Version) : StepResult;

    /// <summary>A request with this key was answered before; nothing was recorded again.</summary>
    public sealed record Repeated : StepResult;

    /// <summary>There is no such weighing.</summary>
    public sealed record Unknown : StepResult;
}
