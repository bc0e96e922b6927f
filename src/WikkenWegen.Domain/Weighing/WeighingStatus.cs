namespace WikkenWegen.Domain;

/// <summary>Where a weighing stands.</summary>
public enum WeighingStatus
{
    /// <summary>Being weighed: no decision stands.</summary>
    Open,

    /// <summary>It was decided to decide later.</summary>
    Deferred,

    /// <summary>A choice was made and the approver of the framing has not ruled on it yet.</summary>
    AwaitingApproval,

    /// <summary>A decision stands.</summary>
    Decided,

    /// <summary>The decision is being executed.</summary>
    InExecution,

    /// <summary>Completed.</summary>
    Closed,

    /// <summary>Given up without a decision.</summary>
    Cancelled,
}

/// <summary>How events move a weighing from one status to the next.</summary>
public static class WeighingStatuses
{
    /// <summary>The status after <paramref name="happened"/>.</summary>
    /// <param name="status">The status before it. An end stays whatever happens, until a reopening lifts it.</param>
    /// <param name="happened">The event.</param>
    /// <param name="approverNamed">Whether the framing in force names an approver, whose ruling a choice then awaits.</param>
    /// <param name="standing">Number of the decision that stood before it; null where none did. What is told of another decision moves nothing.</param>
    public static WeighingStatus After(this WeighingStatus status, WeighingEvent happened, bool approverNamed, int? standing) =>
        status is WeighingStatus.Closed or WeighingStatus.Cancelled && !happened.LiftsTheEnd ? status : happened.StatusAfter(status, approverNamed, standing);
}
