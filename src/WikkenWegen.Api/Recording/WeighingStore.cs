using Marten;
using Microsoft.Extensions.Caching.Memory;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// Reads weighings. Their events and newest states are kept in memory and brought up to date with the events that are new; the database
/// says at each read which version is the newest, so that what is kept can be old but never wrong.
/// </summary>
public sealed class WeighingStore(IDocumentStore store, StreamVersions versions) : IDisposable
{
    // Counted in events: a weighing takes about as much memory as it has events.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 500_000 });
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The newest state, with every step that was acknowledged before this call; null where there is no such weighing.</summary>
    public async Task<KeptWeighing?> Newest(string corporation, Guid id, CancellationToken cancellation)
    {
        // Where nothing is kept, the events themselves tell which version is the newest.
        if (Kept(corporation, id) is not { } kept) return await Read(corporation, id, null, cancellation);
        var newest = await versions.Newest(corporation, id, cancellation);
        return newest == 0 ? null : kept.State.Version >= newest ? kept : await Read(corporation, id, kept, cancellation);
    }

    /// <summary>The state as this host last knew it; null where it knows none.</summary>
    public KeptWeighing? Kept(string corporation, Guid id) => _kept.Get<KeptWeighing>((corporation, id));

    /// <summary>Keeps the state after one more event.</summary>
    /// <param name="corporation">Whose weighing it is.</param>
    /// <param name="before">What was kept when the event was decided on; null for the first event.</param>
    /// <param name="happened">The event.</param>
    /// <param name="after">The state after it.</param>
    public void Keep(string corporation, KeptWeighing? before, HistoricEvent happened, Weighing after)
    {
        var history = before?.History ?? new WeighingHistory();
        history.Add(happened, after);
        Keep(corporation, new KeptWeighing(after, history));
    }

    /// <summary>Forgets a state of which is found that it is not the newest, or may not be.</summary>
    public void Forget(string corporation, Guid id) => _kept.Remove((corporation, id));

    /// <summary>The texts of a weighing that are still in the vault. Read once for a version, and kept with it.</summary>
    public async Task<Texts> Texts(string corporation, KeptWeighing weighing, CancellationToken cancellation)
    {
        if (weighing.Texts is { } texts) return texts;
        await using var session = store.QuerySession(corporation);
        return weighing.Texts = await Vault.Texts(session, weighing.State.Id, cancellation);
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

    private async Task<KeptWeighing?> Read(string corporation, Guid id, KeptWeighing? kept, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(corporation);
        var known = kept?.State.Version ?? 0;
        var events = await session.Events.FetchStreamAsync(id, fromVersion: known == 0 ? 0 : known + 1, token: cancellation);
        if (events.Count == 0 || events[0].Data is not WeighingEvent) return kept; // a corporation has a stream too, which is no weighing
        var (state, history) = (kept?.State ?? Weighing.None with { Id = id }, kept?.History ?? new WeighingHistory());
        foreach (var happened in events.Select(HistoricEvent.Of))
        {
            state = state.After(happened.Recorded);
            history.Add(happened, state);
        }
        return Keep(corporation, new KeptWeighing(state, history));
    }

    private KeptWeighing Keep(string corporation, KeptWeighing weighing)
    {
        if (Kept(corporation, weighing.State.Id) is { } kept && kept.State.Version >= weighing.State.Version) return kept;
        return _kept.Set((corporation, weighing.State.Id), weighing, new MemoryCacheEntryOptions { Size = weighing.State.Version });
    }

    private sealed class HeldTurn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>A state in memory, with its history and with what was made of it for readers.</summary>
/// <param name="state">The state.</param>
/// <param name="history">Its events. Others may have added newer ones.</param>
public sealed class KeptWeighing(Weighing state, WeighingHistory history)
{
    /// <summary>The state.</summary>
    public Weighing State => state;

    /// <summary>Its events up to and including <see cref="Weighing.Version"/> of the state; those behind it are not looked at.</summary>
    public WeighingHistory History => history;

    /// <summary>Its texts, once somebody asked for them. What is deleted from the vault stays here until the next event or restart.</summary>
    public Texts? Texts { get; set; }

    /// <summary>Its view as JSON, once somebody asked for it; only where it is the same for every reader. Its texts are those of <see cref="Texts"/>.</summary>
    public byte[]? View { get; set; }
}
