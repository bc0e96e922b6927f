using Marten;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// How much one stream that is no weighing may hold. It is read and folded whole each time, so without a limit anybody who may add to one could make it
/// so long that nobody can read it any more. The limit is far above what people come to: so much talked about one draft, case or edition would be read by nobody.
/// </summary>
internal static class StreamRoom
{
    /// <summary>Most events.</summary>
    public const int MostEvents = 5_000;

    private const int MostMegabytes = 16;

    private const long Megabyte = 1_000_000;

    /// <summary>Why there is no room for one more event and its texts; null where there is.</summary>
    /// <param name="session">The session of the gate.</param>
    /// <param name="before">The stream until now.</param>
    /// <param name="command">What is to be recorded.</param>
    /// <param name="happened">The event that it becomes.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="disclosures">Its texts.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<Refusal?> Lacks(
        IDocumentSession session, StreamFold before, IStreamCommand command, DomainEvent happened, Actor actor, IReadOnlyList<Disclosure> disclosures, CancellationToken cancellation)
    {
        if (command.FitsAlways || before.Version == 0) return null;
        // What many bring in leaves a quarter for what those record who lead it, such as publishing.
        var (events, megabytes) = command.MostOfOnePerson is null ? (MostEvents, MostMegabytes) : (MostEvents * 3 / 4, MostMegabytes * 3 / 4);
        var isFull = before.Version >= events
            || before.Events.Sum(e => MemoryWeight.Of(e.Event)) + MemoryWeight.Of(happened) > megabytes * Megabyte
            || (disclosures.Count > 0 && await Vault.Bytes(session, before.Id, cancellation) + disclosures.Sum(d => (long)d.Encoded.Length) > megabytes * Megabyte);
        if (isFull) return Rules.NoRoomLeft.Whole(events, megabytes);
        return command.MostOfOnePerson is { } most && before.Events.Count(e => e.Event.GetType() == happened.GetType() && e.Origin.Actor == actor.Subject) >= most ? Rules.TooMuchOfOnePerson.Whole(most) : null;
    }
}
