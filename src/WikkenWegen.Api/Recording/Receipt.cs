using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>That a step was recorded: on disk, for ever.</summary>
public sealed record Receipt
{
    /// <summary>Identity of the weighing.</summary>
    public required Guid WeighingId { get; init; }

    /// <summary>Number of the event, and so the version of the weighing from now on.</summary>
    public required int Version { get; init; }

    /// <summary>Type of the event.</summary>
    public required string Type { get; init; }

    /// <summary>The part that it made or touched, as a path below the weighing; empty for the whole.</summary>
    public required string Part { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Where the weighing stands now.</summary>
    public required WeighingStatus Status { get; init; }
}

/// <summary>Receipts as answers.</summary>
public static class Receipts
{
    /// <summary>The answer that a step was recorded: 201 with its address, or 200 for a version that replaces another.</summary>
    public static Rendered Render(StepResult.Recorded recorded)
    {
        var (step, part) = (recorded.Event, recorded.Event.Event.Part);
        var replaced = step.Event is WeighingReframed or CriteriaChanged;
        var receipt = new Receipt
        {
            WeighingId = recorded.Weighing.Id,
            Version = step.Number,
            Type = EventContract.Names[step.Event.GetType()],
            Part = part,
            OccurredAt = step.Event.OccurredAt,
            RecordedAt = step.RecordedAt,
            Status = recorded.Weighing.Status,
        };
        return Rendered.Of(receipt, replaced ? StatusCodes.Status200OK : StatusCodes.Status201Created, Preconditions.ETag(step.Number),
            replaced ? null : $"/v1/weighings/{receipt.WeighingId}{(part.Length > 0 ? "/" : "")}{part}");
    }
}
