using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Reading;

/// <summary>Reads a weighing as one caller may see it, at any moment.</summary>
public sealed class WeighingReader(WeighingStore weighings)
{
    /// <summary>The weighing at a moment; null where it does not exist, or did not exist at that moment.</summary>
    public async Task<ReadWeighing?> Read(Caller caller, Guid id, PointInTime at, CancellationToken cancellation)
    {
        if (await weighings.Newest(caller.Corporation, id, cancellation) is not { } newest) return null;
        var version = newest.State.Version;
        if (at is PointInTime.Newest || at == new PointInTime.AfterEvent(version))
            return new ReadWeighing(weighings, caller, newest, null, Preconditions.ETag(version));
        // What a blind round hides depends on whether it is open now, also in a view of the past. So the tag names the newest version too.
        return State(newest, at) is { } then ? new ReadWeighing(weighings, caller, newest, then, $"\"{then.Version}-{version}\"") : null;
    }

    private static Weighing? State(KeptWeighing newest, PointInTime at)
    {
        var (history, version) = (newest.History, newest.State.Version);
        var state = at switch
        {
            PointInTime.AfterEvent { Version: var number } => number > version ? null : history.After(number),
            PointInTime.RecordedBy { Moment: var moment } => history.After(RecordedBy(history, version, moment)),
            PointInTime.OccurredBy { Moment: var moment } => Weighing.AsOccurred(Events(history, version), moment),
            _ => throw new ArgumentOutOfRangeException(nameof(at), at, "A moment of the past."),
        };
        return state is { Version: > 0 } ? state with { Id = newest.State.Id } : null;
    }

    private static IEnumerable<RecordedEvent> Events(WeighingHistory history, int version) => Enumerable.Range(1, version).Select(number => history[number].Recorded);

    /// <summary>
    /// Number of the last event that was recorded up to and including a moment; 0 where there is none. Within a weighing, moments of
    /// recording never go back.
    /// </summary>
    private static int RecordedBy(WeighingHistory history, int version, DateTimeOffset moment)
    {
        while (version > 0 && history[version].Recorded.RecordedAt > moment) version--;
        return version;
    }
}

/// <summary>A weighing as one caller may see it, at one moment.</summary>
/// <param name="weighings">Gives its texts.</param>
/// <param name="caller">The reader.</param>
/// <param name="newest">The newest state, which says what is still hidden.</param>
/// <param name="then">The state at the moment; null for the newest state.</param>
/// <param name="etag">Its entity tag.</param>
public sealed class ReadWeighing(WeighingStore weighings, Caller caller, KeptWeighing newest, Weighing? then, string etag)
{
    /// <summary>The entity tag of this view, in quotes. If-Match accepts only that of the newest state.</summary>
    public string ETag => etag;

    /// <summary>The state, without what the caller may not read yet.</summary>
    public Weighing State { get; } = (then ?? newest.State).AsReadBy(caller.Subject, newest.State);

    /// <summary>
    /// The JSON of the whole view. That of the newest state is kept in memory from the second time on, where every reader may see the same.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>> View(CancellationToken cancellation)
    {
        if (then is null && newest.View is { } kept) return kept;
        var json = ViewJson.Bytes(new WeighingView(State, (then ?? newest.State).Heard()), await Texts(cancellation));
        // Not the first time: most weighings are read once and then not for a long time, and their JSON would fill the memory.
        if (then is null && !newest.State.Rounds.Any(r => r.Hides) && newest.IsAskedAgain()) newest.View = json;
        return json;
    }

    /// <summary>The JSON of a part of the view.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Part(object part, CancellationToken cancellation) => ViewJson.Bytes(part, await Texts(cancellation));

    private Task<Texts> Texts(CancellationToken cancellation) => weighings.Texts(caller.Corporation, newest, cancellation);
}
