using JasperFx.Events.Daemon;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>While hosts of two releases work beside each other, the newer one may record what the older one does not know.</summary>
internal static class LaterRelease
{
    /// <summary>Whether an event could not be read: it is of a kind, or has a value, that this release does not know.</summary>
    public static bool Recorded(Exception? e) =>
        e is not null && (e is UnknownToThisReleaseException or IEventFailureContext { Category: ShardFailureCategory.UnknownEventType or ShardFailureCategory.EventSerialization } || Recorded(e.InnerException));
}

/// <summary>An event that was read without the event store is of a kind, or has a value, that this release does not know.</summary>
internal sealed class UnknownToThisReleaseException(string type, Exception why) : Exception($"An event {type} cannot be read: {why.Message}", why);
