using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Streams;

/// <summary>The receipt of something that was recorded of a thing that is no weighing, such as an instrument: it is on disk, for ever.</summary>
public sealed record StreamReceipt
{
    /// <summary>Identity of the thing.</summary>
    public required Guid StreamId { get; init; }

    /// <summary>Number of the event, from 1; it is the version of the thing from now on, as in its ETag.</summary>
    public required int Version { get; init; }

    /// <summary>Type of the event, such as instrument_published.</summary>
    public required string Type { get; init; }

    /// <summary>The part that it made or touched, as a path below the address of the thing; empty for the whole.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened, in UTC and in milliseconds.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>
    /// The promise that this event is in the log from a moment on, with the hash of its leaf: a note signed by the key of the log
    /// (c2sp.org/signed-note). Whoever keeps it can prove that the event was withheld, where it is not there.
    /// </summary>
    public string? Promise { get; init; }

    /// <summary>The response to what was recorded: 201 with the address where it can be read, or 200 where it replaced another.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="address">Where what was recorded can be read, such as /v1/instruments/LEEF/versions/2.</param>
    internal static RenderedResponse Render(StepResult.StreamRecorded recorded, string address)
    {
        var (happened, origin) = ((IStreamEvent)recorded.Event.Event, recorded.Event.Origin);
        var receipt = new StreamReceipt
        {
            StreamId = recorded.Stream,
            Version = origin.Event,
            Type = EventContract.Names[recorded.Event.Event.GetType()],
            Part = happened.Part,
            OccurredAt = origin.OccurredAt,
            RecordedAt = origin.RecordedAt,
        };
        return happened.Replaces
            ? RenderedResponse.Of(receipt, StatusCodes.Status200OK, Preconditions.ETag(origin.Event), null)
            : RenderedResponse.Of(receipt, StatusCodes.Status201Created, Preconditions.ETag(origin.Event), address);
    }
}
