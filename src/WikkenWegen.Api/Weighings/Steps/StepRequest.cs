namespace WikkenWegen.Api.Weighings.Steps;

/// <summary>What the body of everything that is recorded can have, of a weighing or of anything else.</summary>
public interface IRecordingRequest
{
    /// <summary>When it happened, with any offset; the moment of recording where it is left out.</summary>
    DateTimeOffset? OccurredAt { get; }
}

/// <summary>What the body of every step can have.</summary>
public abstract record StepRequest : IRecordingRequest
{
    /// <summary>
    /// When it happened, with any offset and any number of decimals of a second; kept in UTC and in milliseconds, the rest is cut off. The moment
    /// of recording where it is left out. Not after the moment of recording, not before 1900, and not before what it builds on.
    /// </summary>
    public DateTimeOffset? OccurredAt { get; init; }
}
