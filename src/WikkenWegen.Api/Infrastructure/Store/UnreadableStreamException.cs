namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>The rows of a stream do not follow from each other, as where somebody changed some or took some away: there is no state that they say.</summary>
/// <param name="stream">The stream.</param>
/// <param name="why">What failed.</param>
public sealed class UnreadableStreamException(Guid stream, Exception why) : Exception($"What the database has of {stream} cannot be read as it was recorded: {why.Message}", why)
{
    /// <summary>Whether something failed for that.</summary>
    public static bool Is(Exception? e) => e is UnreadableStreamException || (e is not null && Is(e.InnerException));
}
