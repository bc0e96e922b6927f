using System.Collections.Immutable;
using Weasel.Storage;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Recording;

/// <summary>Asks to record a step of a weighing, or several at once. The only message that leads to an event of one.</summary>
/// <param name="Weighing">Identity of the weighing.</param>
/// <param name="Steps">What to record, at least one step: all of them, or none. They are decided on in this order.</param>
/// <param name="Disclosures">The texts whose digests the commands hold; they are stored in the vault together with the events.</param>
/// <param name="Versions">The versions of the weighing on which the caller accepts to build; null for any.</param>
/// <param name="Envelope">Who asks, and in which conversation.</param>
/// <param name="Alongside">What else is written in the transaction of the events; null for nothing.</param>
public sealed record RecordStep(
    Guid Weighing, ImmutableArray<StepToRecord> Steps, IReadOnlyList<Disclosure> Disclosures, ImmutableArray<int>? Versions, StepEnvelope Envelope,
    IAlongside<StepResult.Recorded>? Alongside = null)
{
    /// <summary>Asks to record one step. For the parameters see the record and <see cref="StepToRecord"/>.</summary>
    public RecordStep(
        Guid weighing, WeighingCommand command, DateTimeOffset? occurredAt, IReadOnlyList<Disclosure> disclosures, ImmutableArray<int>? versions, StepEnvelope envelope,
        IAlongside<StepResult.Recorded>? alongside = null)
        : this(weighing, [new StepToRecord(command, occurredAt)], disclosures, versions, envelope, alongside)
    {
    }

    /// <summary>Whether the steps came as a list, so that a refusal says which of them it is about.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Makes, of the identities of the events, what the database is asked behind them in the same round trip; null for nothing. The gate does not know what it is.</summary>
    public Func<IReadOnlyList<Guid>, IStorageOperation>? Behind { get; init; }

    /// <summary>
    /// Paths of the parts that the step builds on, such as proposals/V2, beside those that its command names: a version of the caller is too old
    /// only where one of them changed since. Null where it builds on all of the weighing.
    /// </summary>
    public ImmutableArray<string>? BuildsOn { get; init; }

    /// <summary>A description for the log, without anything that a person wrote.</summary>
    public override string ToString() => $"{Steps[0].Command.GetType().Name} in {Weighing}";
}

/// <summary>A step to be recorded.</summary>
/// <param name="Command">What to record.</param>
/// <param name="OccurredAt">When it happened, with any offset; null for the moment of recording. It is cut to milliseconds.</param>
public sealed record StepToRecord(WeighingCommand Command, DateTimeOffset? OccurredAt);

/// <summary>Asks to record something of a corporation as a whole, such as its registration. The only message that leads to an event of one.</summary>
/// <param name="Command">What to record, and of which corporation.</param>
/// <param name="Versions">The versions that the caller accepts to build on; null for any.</param>
/// <param name="Envelope">Who asks, and in which conversation.</param>
/// <param name="Alongside">What else is written in the transaction of the event; null for nothing.</param>
public sealed record RecordCorporationStep(
    CorporationCommand Command, ImmutableArray<int>? Versions, StepEnvelope Envelope, IAlongside<StepResult.CorporationRecorded>? Alongside = null)
{
    /// <summary>A description for the log, without anything that a person wrote.</summary>
    public override string ToString() => $"{Command.GetType().Name} of {Command.Corporation}";
}

/// <summary>Asks to record something in a stream that is neither a weighing nor a corporation, such as an instrument. The only message that leads to an event of one.</summary>
/// <param name="Command">What to record, and in which stream.</param>
/// <param name="OccurredAt">When it happened, with any offset; null for the moment of recording. It is cut to milliseconds.</param>
/// <param name="Disclosures">The texts whose digests the command holds; they are stored in the vault together with the event.</param>
/// <param name="Versions">The versions of the stream that the caller accepts to build on; null for any.</param>
/// <param name="Envelope">Who asks, and in which conversation.</param>
/// <param name="Alongside">What else is written in the transaction of the event; null for nothing.</param>
public sealed record RecordStreamStep(
    IStreamCommand Command, DateTimeOffset? OccurredAt, IReadOnlyList<Disclosure> Disclosures, ImmutableArray<int>? Versions, StepEnvelope Envelope,
    IAlongside<StepResult.StreamRecorded>? Alongside = null)
{
    /// <summary>Makes, of the identity of the event, what the database is asked behind it in the same round trip; null for nothing. The gate does not know what it is.</summary>
    public Func<IReadOnlyList<Guid>, IStorageOperation>? Behind { get; init; }

    /// <summary>A description for the log, without anything that a person wrote.</summary>
    public override string ToString() => $"{Command.GetType().Name} in {Command.Stream}";
}

/// <summary>Metadata of a step.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Correlation">The conversation that it belongs to: the caller's own reference number where they sent one (VERA), else the W3C trace id.</param>
/// <param name="Causation">Id of the request that caused it.</param>
public sealed record StepEnvelope(Actor Actor, string Correlation, string Causation)
{
    /// <summary>The roles in which they ask, as tokens name them, in the order of their list and with a blank between; null where that is not known.</summary>
    public string? Roles { get; init; }
}

/// <summary>What became of a request to record a step.</summary>
public abstract record StepResult
{
    private StepResult()
    {
    }

    /// <summary>It was recorded: on disk, for ever.</summary>
    /// <param name="Weighing">The state after the last event.</param>
    /// <param name="Events">The events as they were recorded, at least one.</param>
    public sealed record Recorded(Weighing Weighing, ImmutableArray<RecordedEvent> Events) : StepResult
    {
        /// <summary>The last event, which is the only one where one step was asked for.</summary>
        public RecordedEvent Event => Events[^1];

        /// <summary>What was asked behind the events, with its answer; null where nothing was, or the events were recorded earlier.</summary>
        public IStorageOperation? Behind { get; init; }
    }

    /// <summary>It was recorded of a corporation: on disk, for ever.</summary>
    /// <param name="Corporation">The state after the event.</param>
    public sealed record CorporationRecorded(Corporation Corporation) : StepResult;

    /// <summary>It was recorded in a stream that is neither a weighing nor a corporation: on disk, for ever.</summary>
    /// <param name="State">The state after the event.</param>
    /// <param name="Event">The event as it was recorded.</param>
    public sealed record StreamRecorded(object State, RecordedStreamEvent Event) : StepResult
    {
        /// <summary>Identity of the stream.</summary>
        public required Guid Stream { get; init; }

        /// <summary>What was asked behind the event, with its answer; null where nothing was, or the event was recorded earlier.</summary>
        public IStorageOperation? Behind { get; init; }
    }

    /// <summary>Texts were erased, of whatever weighings and other streams: on disk, for ever.</summary>
    public sealed record Erased : StepResult;

    /// <summary>It was refused by rules of the process; nothing was recorded.</summary>
    /// <param name="Refusals">Every broken rule; at least one.</param>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : StepResult
    {
        /// <summary>Whether another weighing was a reason, so that the same request may be answered otherwise later; false by default.</summary>
        public bool RestsOnAnother { get; init; }
    }

    /// <summary>The weighing, corporation or other stream is at another version than the caller accepts to build on; nothing was recorded.</summary>
    /// <param name="Version">The version that it is at.</param>
    public sealed record Stale(int Version) : StepResult;

    /// <summary>The same request was recorded before: what was to be written alongside is stored already. Nothing was recorded again.</summary>
    public sealed record Repeated : StepResult;

    /// <summary>There is no such weighing, corporation or other stream.</summary>
    public sealed record Unknown : StepResult;
}
