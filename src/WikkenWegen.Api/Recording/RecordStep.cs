using System.Collections.Immutable;
using Marten;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;

namespace WikkenWegen.Api.Recording;

/// <summary>Asks to record one step of a weighing. The only message that leads to an event of one.</summary>
/// <param name="Weighing">Identity of the weighing.</param>
/// <param name="Command">What to record.</param>
/// <param name="OccurredAt">When it happened; null for now.</param>
/// <param name="Disclosures">The texts that the command sealed.</param>
/// <param name="Versions">The versions that the caller accepts to build on; null for any.</param>
/// <param name="Envelope">Who asks, and in which conversation.</param>
/// <param name="Alongside">What else is written in the transaction of the event; null for nothing.</param>
public sealed record RecordStep(
    Guid Weighing, WeighingCommand Command, DateTimeOffset? OccurredAt, IReadOnlyList<Disclosure> Disclosures,
    ImmutableArray<int>? Versions, StepEnvelope Envelope, IAlongside<StepResult.Recorded>? Alongside = null)
{
    /// <summary>What a log may say of it: nothing that a person wrote.</summary>
    public override string ToString() => $"{Command.GetType().Name} in {Weighing}";
}

/// <summary>Asks to record that a corporation was registered, or that its registration was changed. The only message that leads to an event of one.</summary>
/// <param name="Command">What to record; the code in it says of which corporation.</param>
/// <param name="Versions">The versions that the caller accepts to build on; null for any.</param>
/// <param name="Envelope">Who asks, and in which conversation.</param>
/// <param name="Alongside">What else is written in the transaction of the event; null for nothing.</param>
public sealed record RecordCorporationStep(
    CorporationCommand Command, ImmutableArray<int>? Versions, StepEnvelope Envelope, IAlongside<StepResult.CorporationRecorded>? Alongside = null)
{
    /// <summary>What a log may say of it: nothing that a person wrote.</summary>
    public override string ToString() => $"{Command.GetType().Name} of {Command.Registration.Code}";
}

/// <summary>Writes something in the transaction of a step: it is there if and only if the event is.</summary>
/// <typeparam name="TRecorded">What became of the step.</typeparam>
public interface IAlongside<in TRecorded> where TRecorded : StepResult
{
    /// <summary>Queues what is to be written; the gate saves it together with the event.</summary>
    void Write(IDocumentSession session, TRecorded recorded);

    /// <summary>Whether saving failed because this had been written before, by an earlier attempt at the same request.</summary>
    bool WasThereBefore(Exception failure);
}

/// <summary>Metadata of a step.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Correlation">The conversation that it belongs to: the caller's own reference number where they sent one (VERA), else the W3C trace id.</param>
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

    /// <summary>It was recorded of a corporation: on disk, for ever.</summary>
    public sealed record CorporationRecorded(Corporation Corporation) : StepResult;

    /// <summary>It was refused by rules of the process; nothing was recorded.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : StepResult;

    /// <summary>The weighing, or corporation, has moved on from the version that the caller built on; nothing was recorded.</summary>
    public sealed record Stale(int Version) : StepResult;

    /// <summary>What was to be written alongside was there already: the same request was recorded before, and nothing was recorded again.</summary>
    public sealed record Repeated : StepResult;

    /// <summary>There is no such weighing, or corporation.</summary>
    public sealed record Unknown : StepResult;
}
