namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>What the body of every step can say.</summary>
public abstract record StepRequest
{
    /// <summary>When it happened; now where it is left out. Not in the future, and not before what it builds on.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}
