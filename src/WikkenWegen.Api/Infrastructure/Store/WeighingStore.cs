using Marten;
using Microsoft.Extensions.Caching.Memory;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Reads weighings. The newest state is kept in memory and brought up to date with the events that are new; the database always
/// says which version is the newest, so that what is kept can be old but never wrong.
/// </summary>
public sealed class WeighingStore(IDocumentStore store, StreamVersions versions) : IDisposable
{
    // Counted in events: a weighing takes about as much memory as it has events.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 500_000 });
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The newest state, with every step that was acknowledged before this call; null where there is no such weighing.</summary>
    public async Task<KeptWeighing?> Newest(string corporation, Guid id, CancellationToken cancellation)
    {
        var newest = await versions.Newest(corporation, id, cancellation);
        if (newest == 0) return null;
        var kept = Kept(corporation, id);
        if (kept is not null && kept.State.Version >= newest) return kept;
        await using var session = store.QuerySession(corporation);
        var state = await session.Events.AggregateStreamAsync(id, state: kept?.State, fromVersion: (kept?.State.Version ?? 0) + 1, token: cancellation);
        return Keep(corporation, state!);
    }

    /// <summary>The state as this host last knew it; null where it knows none.</summary>
    public KeptWeighing? Kept(string corporation, Guid id) => _kept.Get<KeptWeighing>((corporation, id));

    /// <summary>Keeps a state, unless a newer one is kept already.</summary>
    public KeptWeighing Keep(string corporation, Weighing state)
    {
        if (Kept(corporation, state.Id) is { } kept && kept.State.Version >= state.Version) return kept;
        return _kept.Set((corporation, state.Id), new KeptWeighing(state), new MemoryCacheEntryOptions { Size = state.Version });
    }

    /// <summary>Forgets a state of which is found that it is not the newest, or may not be.</summary>
    public void Forget(string corporation, Guid id) => _kept.Remove((corporation, id));

    /// <summary>All events of a weighing up to and including a version; null where there is no such weighing or version.</summary>
    public async Task<IReadOnlyList<JasperFx.Events.IEvent>> Events(string corporation, Guid id, int upTo, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(corporation);
        return await session.Events.FetchStreamAsync(id, version: upTo, token: cancellation);
    }

    /// <summary>The texts of a weighing.</summary>
    public async Task<Texts> Texts(string corporation, Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(corporation);
        return await Vault.Texts(session, id, cancellation);
    }

    /// <summary>
    /// The right to write to a weighing, one writer at a time on this host, given back on disposal. Writers of one host then never
    /// race; those of other hosts are told apart by the expected version.
    /// </summary>
    public async Task<IDisposable> Turn(Guid id, CancellationToken cancellation)
    {
        var turn = _turns[(uint)id.GetHashCode() % _turns.Length];
        await turn.WaitAsync(cancellation);
        return new HeldTurn(turn);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _kept.Dispose();
        foreach (var turn in _turns) turn.Dispose();
    }

    private sealed class HeldTurn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>A state in memory, with the answer that was made of it.</summary>
public sealed class KeptWeighing(Weighing state)
{
    /// <summary>The state.</summary>
    public Weighing State => state;

    /// <summary>Its view as JSON, once somebody asked for it; only where it is the same for every reader.</summary>
    public byte[]? View { get; set; }
}
