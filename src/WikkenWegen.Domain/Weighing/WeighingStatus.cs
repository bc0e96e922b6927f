namespace WikkenWegen.Domain;

/// <summary>Where a weighing stands.</summary>
public enum WeighingStatus
{
    /// <summary>Being weighed: no decision stands.</summary>
    Open,

    /// <summary>The decision was put off, and that deferral stands.</summary>
    Deferred,

    /// <summary>A choice was made and the approver of the framing has not ruled on it yet.</summary>
    AwaitingApproval,

    /// <summary>A decision stands and, where it needs approval, was approved.</summary>
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
    /// <param name="status">The status before it. A closed or cancelled weighing keeps that status until it is reopened.</param>
    /// <param name="happened">The event.</param>
    /// <param name="approverNamed">Whether the framing in force names an approver; a choice then waits for their ruling.</param>
    /// <param name="standing">Number of the decision that stood before it; null where none did. An event about the course of another decision changes nothing.</param>
    public static WeighingStatus After(this WeighingStatus status, WeighingEvent happened, bool approverNamed, int? standing) =>
        status is WeighingStatus.Closed or WeighingStatus.Cancelled && !happened.LiftsTheEnd ? status : happened.StatusAfter(status, approverNamed, standing);
}
