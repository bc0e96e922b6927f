using System.Collections.Immutable;
using Marten;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// Deletes texts again of which the record says that they were erased, and that came back where the vault alone was put back from a backup, and not the events. It needs no new event:
/// what happened stands there.
/// </summary>
public sealed class DeletedAgain(IDocumentStore store, WeighingStore weighings, ILogger<DeletedAgain> log)
{
    /// <summary>Deletes those of these texts of which the record says that they are erased.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="there">Digests of texts in the vault, by the weighing or other stream that they are of.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The others: to erase them takes an event.</returns>
    public async Task<ILookup<Guid, string>> NotErased(string corporation, ILookup<Guid, string> there, CancellationToken cancellation)
    {
        var (left, deleted) = (new List<(Guid Stream, string Digest)>(), 0);
        await using var session = store.LightweightSession(corporation);
        foreach (var stream in there)
        {
            var gone = await weighings.Newest(corporation, stream.Key, cancellation) is { State: var state } ? state.Erasures.SelectMany(e => e.Digests) : (await StreamFold.Read(session, stream.Key, cancellation)).Erased;
            var erased = stream.Intersect(gone).ToList();
            left.AddRange(stream.Except(erased).Select(digest => (stream.Key, digest)));
            if (erased.Count > 0) Vault.Erase(session, stream.Key, erased);
            deleted += erased.Count;
        }
        if (deleted > 0)
        {
            await session.SaveChangesAsync(cancellation);
            log.LogWarning("{Texts} texts of {Corporation} that were erased had come back into the vault; they are deleted again", deleted, corporation);
        }
        return left.ToLookup(text => text.Stream, text => text.Digest);
    }

    /// <summary>The same in the network, of cases that were taken back with an erasure: nobody is given their texts, and they are in the vault once more.</summary>
    /// <param name="corporation">Code of the corporation that shared them.</param>
    /// <param name="takenBack">Numbers of the cases, by the weighing of which they are.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task OfCases(string corporation, IEnumerable<(Guid Weighing, ImmutableArray<int> Cases)> takenBack, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(Access.Network);
        foreach (var (weighing, cases) in takenBack.Where(taken => !taken.Cases.IsEmpty))
        {
            var state = (await weighings.Newest(corporation, weighing, cancellation))?.State;
            foreach (var shared in cases.Select(number => state?.Case(number)?.Sharing?.Case).OfType<Guid>())
                Vault.Erase(session, shared, (await StreamFold.Read(session, shared, cancellation)).Erased);
        }
        await session.SaveChangesAsync(cancellation);
    }
}
