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
    /// <summary>The status after <paramref name="step"/>.</summary>
    /// <param name="status">The status before it.</param>
    /// <param name="step">The event.</param>
    /// <param name="approverNamed">Whether the framing names an approver, whose ruling a choice then awaits.</param>
    /// <param name="standing">Number of the decision that stood before it; null where none did. What is told of another moves nothing.</param>
    public static WeighingStatus After(this WeighingStatus status, WeighingEvent step, bool approverNamed, int? standing) => step switch
    {
        WeighingReopened => WeighingStatus.Open,
        _ when status is WeighingStatus.Closed or WeighingStatus.Cancelled => status, // whenever it happened: the end stands until a reopening
        DecisionTaken { Content.Kind: DecisionKind.Deferred } => WeighingStatus.Deferred,
        DecisionTaken { Content.Kind: DecisionKind.Chosen or DecisionKind.DoNothingChosen } when approverNamed => WeighingStatus.AwaitingApproval,
        DecisionTaken => WeighingStatus.Decided,
        DecisionApproved e when e.Number == standing && status == WeighingStatus.AwaitingApproval => WeighingStatus.Decided,
        DecisionRejected or DecisionWithdrawn => WeighingStatus.Open,
        ExecutionStarted e when e.Decision == standing => WeighingStatus.InExecution,
        WeighingClosed => WeighingStatus.Closed,
        WeighingCancelled => WeighingStatus.Cancelled,
        _ => status,
    };
}
