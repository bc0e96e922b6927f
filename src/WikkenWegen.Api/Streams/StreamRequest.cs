using WikkenWegen.Api.Weighings.Steps;

namespace WikkenWegen.Api.Streams;

/// <summary>What the body of everything can have that is recorded of a thing that is no weighing.</summary>
public abstract record StreamRequest : IRecordingRequest
{
    /// <summary>
    /// When it happened, with any offset and any number of decimals of a second; kept in UTC and in milliseconds, the rest is cut off. The moment
    /// of recording where it is left out. Not after the moment of recording, not before 1900, and not before what it builds on.
    /// </summary>
    public DateTimeOffset? OccurredAt { get; init; }
}
