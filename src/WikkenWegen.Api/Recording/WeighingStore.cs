using System.Collections.Frozen;
using System.Data.Common;
using Marten;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// Reads weighings. Their events and newest states are kept in memory, and each read asks the database which version is the newest and
/// adds the events that are new. So a state in memory can be old, but a reader never gets an old one.
/// </summary>
public sealed class WeighingStore(IDocumentStore store, StreamVersions versions, Vault vault, MemorySettings memory, MemoryGuard guard) : IDisposable
{
    private readonly KeptWeighings _kept = new(memory.KeptBytes);

    /// <summary>So many bytes are a lot for a weighing: what is made of it for a reader takes as many again, or more.</summary>
    private const long Long = 1_000_000;

    private readonly SemaphoreSlim[] _turns = Semaphores();
    private readonly SemaphoreSlim[] _loads = Semaphores();

    /// <summary>The newest state, with every step that any host acknowledged before this call; null where the corporation has no such weighing.</summary>
    /// <exception cref="InsufficientMemoryException">It is long, or may be, and there is too little memory at the moment.</exception>
    /// <exception cref="UnreadableStreamException">What the database has of it is not what was recorded.</exception>
    public async Task<KeptWeighing?> Newest(string corporation, Guid id, CancellationToken cancellation)
    {
        if (Kept(corporation, id) is not { } kept)
        {
            // Many who ask for it at once would each take all of it into memory. One does, and the others find it there.
            using var load = await Held(_loads, id, cancellation);
            if (Kept(corporation, id) is not { } meanwhile)
            {
                guard.Check();
                return await Read(corporation, id, null, cancellation); // the events themselves tell which version is the newest
            }
            kept = meanwhile;
        }
        if (kept.Bytes > Long) guard.Check();
        var newest = await versions.Newest(corporation, id, cancellation);
        return newest == 0 ? null : kept.State.Version >= newest ? kept : await Read(corporation, id, kept, cancellation);
    }

    /// <summary>
    /// The state that follows from the rows of the database up to a number, whatever is in memory: for who compares it with the leaves. Null where there is none that can
    /// be read, as of rows that somebody changed.
    /// </summary>
    public async Task<Weighing?> Stored(string corporation, Guid id, int number, CancellationToken cancellation)
    {
        guard.Check();
        await using var session = store.QuerySession(corporation);
        try
        {
            var events = await session.Events.FetchStreamAsync(id, version: number, token: cancellation);
            return events.Count == 0 ? null : (Weighing.None with { Id = id }).After([.. events.Select(e => HistoricEvent.Of(e).Recorded)]);
        }
        catch (Exception e) when (!IsOfTheMoment(e))
        {
            return null;
        }
    }

    /// <summary>Whether something failed that may go well the next time, and not on what the rows of a weighing say.</summary>
    internal static bool IsOfTheMoment(Exception? e) =>
        e is OperationCanceledException or OutOfMemoryException or DbException or IOException or TimeoutException or ObjectDisposedException || (e is not null && IsOfTheMoment(e.InnerException));

    /// <summary>The state that is in the memory of this host, which may be old; null where there is none.</summary>
    public KeptWeighing? Kept(string corporation, Guid id) => _kept.Find(corporation, id);

    /// <summary>Keeps the state after more events.</summary>
    /// <param name="corporation">Code of the corporation that the weighing belongs to.</param>
    /// <param name="before">What was kept when the events were decided on; null for the first event.</param>
    /// <param name="happened">The events, at least one, each with the state after it.</param>
    public void Keep(string corporation, KeptWeighing? before, IEnumerable<(HistoricEvent Event, Weighing After)> happened)
    {
        var history = before?.History ?? new WeighingHistory();
        var newest = Weighing.None;
        foreach (var (e, after) in happened) history.Add(e, newest = after);
        _kept.Keep(corporation, new KeptWeighing(newest, history));
    }

    /// <summary>Keeps a view of a state in memory, which every reader of its kind may see.</summary>
    /// <param name="corporation">Code of the corporation that the weighing belongs to.</param>
    /// <param name="weighing">The state.</param>
    /// <param name="withPersons">Whether the view is the one with the names and contacts of persons.</param>
    /// <param name="json">The view.</param>
    public void KeepView(string corporation, KeptWeighing weighing, bool withPersons, byte[] json)
    {
        weighing.KeepView(withPersons, json);
        _kept.Weigh(corporation, weighing);
    }

    /// <summary>Removes a state from memory, because it is not the newest or may not be.</summary>
    public void Forget(string corporation, Guid id) => _kept.Forget(corporation, id);

    /// <summary>
    /// The texts of a weighing that are in the vault, without those that the record says are erased, whatever a backup brought back. They are read once for a version of the weighing
    /// and kept with it in memory.
    /// </summary>
    public async Task<Texts> Texts(string corporation, KeptWeighing weighing, CancellationToken cancellation)
    {
        if (weighing.Texts is { } texts) return texts;
        using var load = await Held(_loads, weighing.State.Id, cancellation);
        if (weighing.Texts is { } meanwhile) return meanwhile;
        if (weighing.Bytes > Long) guard.Check();
        await using var session = store.QuerySession(corporation);
        texts = await vault.Texts(session, weighing.State.Id, cancellation);
        var erased = weighing.State.Erasures.SelectMany(e => e.Digests, (erasure, digest) => (erasure, digest)).ToFrozenDictionary(e => e.digest, e => (IErasure)e.erasure);
        weighing.Texts = texts = new Texts(erased.Count == 0 ? texts.ByDigest : texts.ByDigest.Where(text => !erased.ContainsKey(text.Key)).ToDictionary()) { Erased = erased };
        _kept.Weigh(corporation, weighing);
        return texts;
    }

    /// <summary>Texts of several weighings, with what became of them: those that are not in the vault any more say when and on what ground they were erased, those that were corrected say so.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="texts">The texts that were found.</param>
    /// <param name="asked">The digests that were asked for, with the weighing of each; the caller must have seen to it that they may be read.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<Texts> WithFates(string corporation, Texts texts, IEnumerable<(Guid Weighing, string Digest)> asked, CancellationToken cancellation)
    {
        var (erased, corrected) = (new Dictionary<string, IErasure>(), new Dictionary<string, TextCorrection>());
        foreach (var changed in asked.Where(a => !texts.ByDigest.ContainsKey(a.Digest) || texts.CorrectedBy.ContainsKey(a.Digest)).GroupBy(a => a.Weighing, a => a.Digest))
        {
            if (await Newest(corporation, changed.Key, cancellation) is not { } weighing) continue;
            foreach (var digest in changed)
            {
                if (weighing.State.ErasureOf(digest) is { } erasure) erased[digest] = erasure;
                // Of a correction since the texts were read there is no text here: then it is told the next time.
                else if (weighing.State.CorrectionOf(digest) is { } correction && texts.ByDigest.ContainsKey(correction.Text!.Digest)) corrected[digest] = correction;
            }
        }
        return erased.Count + corrected.Count == 0 ? texts : texts with { Erased = erased, Corrected = corrected };
    }

    /// <summary>Queues that texts are stored in the vault, each under the key of whose it is, to be saved with the session.</summary>
    /// <param name="session">The session of the gate.</param>
    /// <param name="id">The weighing.</param>
    /// <param name="after">The weighing after the events.</param>
    /// <param name="events">The events that carry the digests of the texts.</param>
    /// <param name="disclosures">The texts.</param>
    /// <param name="cancellation">Stops reading the keys.</param>
    internal Task Store(IDocumentSession session, Guid id, Weighing after, IReadOnlyList<WeighingEvent> events, IReadOnlyList<Disclosure> disclosures, CancellationToken cancellation)
    {
        if (disclosures.Count == 0) return Task.CompletedTask;
        var holders = events.Count == 1 ? null // most steps: all texts are of the one event
            : events.SelectMany(happened => PersonalTexts.In(happened), (happened, text) => (text.Text.Digest, Holder: after.HolderOf(happened))).ToDictionary(t => t.Digest, t => t.Holder);
        var holder = holders is null ? after.HolderOf(events[0]) : null;
        return vault.Store(session, id, after.Erasures.Count, [.. disclosures.Select(d => new HeldDisclosure(d, (holders is null ? holder : holders.GetValueOrDefault(d.Digest)) ?? ""))], cancellation);
    }

    /// <summary>
    /// Waits until no other writer on this host writes to the weighing, or to another stream; disposing of the result lets the next one go on. Some
    /// share a turn, which does no harm. Between hosts the expected version of the append decides.
    /// </summary>
    public Task<IDisposable> Turn(Guid id, CancellationToken cancellation) => Held(_turns, id, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var turn in _turns.Concat(_loads)) turn.Dispose();
    }

    private static SemaphoreSlim[] Semaphores() => [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    private static async Task<IDisposable> Held(SemaphoreSlim[] semaphores, Guid id, CancellationToken cancellation)
    {
        var turn = semaphores[(uint)id.GetHashCode() % semaphores.Length];
        await turn.WaitAsync(cancellation);
        return new HeldTurn(turn);
    }

    private async Task<KeptWeighing?> Read(string corporation, Guid id, KeptWeighing? kept, CancellationToken cancellation)
    {
        try
        {
            return await Fold(corporation, id, kept, cancellation);
        }
        catch (Exception e) when (!IsOfTheMoment(e) && !LaterRelease.Recorded(e))
        {
            throw new UnreadableStreamException(id, e);
        }
    }

    private async Task<KeptWeighing?> Fold(string corporation, Guid id, KeptWeighing? kept, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(corporation);
        var known = kept?.State.Version ?? 0;
        var events = await session.Events.FetchStreamAsync(id, fromVersion: known == 0 ? 0 : known + 1, token: cancellation);
        if (events.Count == 0 || events[0].Data is not WeighingEvent) return kept; // a corporation has a stream too, which is no weighing
        var (state, history) = (kept?.State ?? Weighing.None with { Id = id }, kept?.History ?? new WeighingHistory());
        foreach (var stretch in events.Select(HistoricEvent.Of).GroupBy(e => WeighingHistory.StretchOf(e.Recorded.Number)))
        {
            cancellation.ThrowIfCancellationRequested();
            state = state.After([.. stretch.Select(e => e.Recorded)]);
            foreach (var happened in stretch) history.Add(happened, state);
        }
        return _kept.Keep(corporation, new KeptWeighing(state, history));
    }

    private sealed class HeldTurn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>A state in memory, with its history, its texts and its JSON.</summary>
/// <param name="state">The state.</param>
/// <param name="history">Its events; it may hold newer ones that others added.</param>
public sealed class KeptWeighing(Weighing state, WeighingHistory history)
{
    private bool _asked;
    private Texts? _texts;
    private long _textBytes;
    private byte[]? _view;
    private byte[]? _viewWithoutPersons;

    /// <summary>The state.</summary>
    public Weighing State => state;

    /// <summary>Its events. Only those up to and including the version of the state belong to it; there may be newer ones behind them.</summary>
    public WeighingHistory History => history;

    /// <summary>Its texts; null until somebody asks for them. An erasure is an event, so that a state after it has texts of its own, without those that were erased.</summary>
    public Texts? Texts
    {
        get => _texts;
        internal set
        {
            _texts = value;
            _textBytes = value!.ByDigest.Sum(text => MemoryWeight.Of(text.Key) + MemoryWeight.Of(text.Value));
        }
    }

    /// <summary>About how many bytes of memory it takes, with its events, its texts and its JSON.</summary>
    public long Bytes => history.Bytes + _textBytes + (_view?.Length ?? 0) + (_viewWithoutPersons?.Length ?? 0);

    /// <summary>Its whole view as JSON, with the texts filled in; null until it is kept.</summary>
    /// <param name="withPersons">Whether it is the one with the names and contacts of persons.</param>
    public byte[]? View(bool withPersons) => withPersons ? _view : _viewWithoutPersons;

    /// <summary>Keeps a view; see <see cref="WeighingStore.KeepView"/>.</summary>
    internal void KeepView(bool withPersons, byte[] json)
    {
        if (withPersons) _view = json;
        else _viewWithoutPersons = json;
    }

    /// <summary>Whether this was called before: whether the view is asked for more than once.</summary>
    public bool IsAskedAgain() => Interlocked.Exchange(ref _asked, true);
}
