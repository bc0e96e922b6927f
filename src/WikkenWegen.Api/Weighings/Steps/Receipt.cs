using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>The receipt of a step: it was recorded on disk, for ever.</summary>
public sealed record Receipt
{
    /// <summary>Id of the weighing (UUIDv7).</summary>
    public required Guid WeighingId { get; init; }

    /// <summary>Number of the event, from 1; it is the version of the weighing from now on.</summary>
    public required int Version { get; init; }

    /// <summary>Type of the event, such as proposal_submitted.</summary>
    public required string Type { get; init; }

    /// <summary>The part that it made or touched, as a path below the weighing; empty for the whole.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened, in UTC and in milliseconds.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Where the weighing stands after this step.</summary>
    public required WeighingStatus Status { get; init; }

    /// <summary>
    /// The promise that this event is in the log of the corporation from a moment on, with the hash of its leaf: a note signed by the key of the log
    /// (c2sp.org/signed-note). Whoever keeps it can prove that the event was withheld, where it is not there. In the answer to many steps it stands once, for all of them.
    /// </summary>
    public string? Promise { get; init; }

    /// <summary>The response to a step that was recorded: 201 with the address of the part that it made, or 200 where a new version replaced another.</summary>
    public static RenderedResponse Render(StepResult.Recorded recorded)
    {
        var (happened, part) = (recorded.Event, recorded.Event.Event.Part);
        var receipt = Of(recorded.Weighing, happened);
        return happened.Event.Replaces
            ? RenderedResponse.Of(receipt, StatusCodes.Status200OK, Preconditions.ETag(happened.Number), null)
            : RenderedResponse.Of(receipt, StatusCodes.Status201Created, Preconditions.ETag(happened.Number),
                $"/v1/weighings/{receipt.WeighingId}{(part.Length > 0 ? "/" : "")}{part}");
    }

    /// <summary>The receipt of one event.</summary>
    /// <param name="weighing">The state after the last event of the request.</param>
    /// <param name="happened">The event.</param>
    public static Receipt Of(Weighing weighing, RecordedEvent happened) => new()
    {
        WeighingId = weighing.Id,
        Version = happened.Number,
        Type = EventContract.Names[happened.Event.GetType()],
        Part = happened.Event.Part,
        OccurredAt = happened.Event.OccurredAt,
        RecordedAt = happened.RecordedAt,
        Status = weighing.Status,
    };
}

/// <summary>The receipt of many steps at once: all were recorded on disk, for ever.</summary>
public sealed record BatchReceipt
{
    /// <summary>Id of the weighing (UUIDv7).</summary>
    public required Guid WeighingId { get; init; }

    /// <summary>Number of the last event; it is the version of the weighing from now on.</summary>
    public required int Version { get; init; }

    /// <summary>The receipts of the steps, in the order in which they were sent.</summary>
    public required ImmutableArray<Receipt> Items { get; init; }

    /// <summary>The promise that these events are in the log of the corporation from a moment on, with the hashes of their leaves, as in the receipt of one step.</summary>
    public string? Promise { get; init; }

    /// <summary>The response to steps that were recorded together: 201 with the address of the list that they are in.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="path">Path of the list below the weighing, such as /scores.</param>
    public static RenderedResponse Render(StepResult.Recorded recorded, string path)
    {
        var receipt = new BatchReceipt
        {
            WeighingId = recorded.Weighing.Id,
            Version = recorded.Event.Number,
            Items = [.. recorded.Events.Select(e => Receipt.Of(recorded.Weighing, e))],
        };
        return RenderedResponse.Of(receipt, StatusCodes.Status201Created, Preconditions.ETag(receipt.Version), $"/v1/weighings/{receipt.WeighingId}{path}");
    }
}
