using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Reading;

/// <summary>A weighing as one caller may see it, at one moment.</summary>
public sealed class ReadWeighing
{
    private readonly ReadableWeighing _weighing;
    private readonly Weighing? _then; // null for the newest state
    private readonly bool _asOccurred;

    private ReadWeighing(ReadableWeighing weighing, Weighing? then, bool asOccurred, string etag)
    {
        (_weighing, _then, _asOccurred, ETag) = (weighing, then, asOccurred, etag);
        State = weighing.AsRead(then ?? weighing.Newest.State);
    }

    /// <summary>The entity tag of this view, in quotes. If-Match accepts only that of the newest state.</summary>
    public string ETag { get; }

    /// <summary>The state, without what the caller may not read, or not yet.</summary>
    public Weighing State { get; }

    /// <summary>The weighing, as the caller may see it at any moment.</summary>
    internal ReadableWeighing Readable => _weighing;

    /// <summary>The caller.</summary>
    internal Reader Reader => _weighing.Reader;

    /// <summary>Who was heard in the whole state, also in open blind rounds: that a party gave something is no secret.</summary>
    internal ImmutableArray<Heard> Heard => (_then ?? _weighing.Newest.State).Heard();

    /// <summary>Whether it is of a moment of happening, so that it has no version.</summary>
    internal bool IsAsOccurred => _asOccurred;

    /// <summary>Whether the tag says all: the view changes only with the weighing itself.</summary>
    public bool IsToldByETag => !_weighing.DependsOnOthers;

    /// <summary>The weighing at a moment; null where it did not exist at that moment.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ReadWeighing? At(ReadableWeighing weighing, PointInTime at, CancellationToken cancellation)
    {
        var version = weighing.Newest.State.Version;
        if (at is PointInTime.Newest || at == new PointInTime.AfterEvent(version)) return new ReadWeighing(weighing, null, false, Preconditions.ETag(version));
        if (Then(weighing.Newest, at, cancellation) is not { } then) return null;
        // What a blind round hides depends on whether it is open now, also in a view of the past. So the tag names the newest version too.
        // A view as of a moment of happening has no version, and headers may ask for it, so that the address does not say which it is: it is
        // that of so many events, in the order in which they happened, among so many that are known.
        return at is PointInTime.OccurredBy by
            ? new ReadWeighing(weighing, then, true, $"\"occurred-{then.EventNumbers.Length}-{Known(weighing.Newest, by)}-{version}\"")
            : new ReadWeighing(weighing, then, false, $"\"{then.Version}-{version}\"");
    }

    /// <summary>The JSON of the whole view as it is kept in memory; null where it is not.</summary>
    public byte[]? KeptView => _then is null && _weighing.WithPersons is { } variant ? _weighing.Newest.View(variant) : null;

    /// <summary>
    /// Makes the JSON of the whole view. That of the newest state is kept in memory from the second time on, where every reader may see the same.
    /// </summary>
    /// <param name="texts">To fill in.</param>
    /// <param name="isLong">Whether it may take long, so that it must stop when it is cancelled.</param>
    /// <param name="cancellation">Stops making it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public byte[] View(Texts texts, bool isLong, CancellationToken cancellation)
    {
        var newest = _weighing.Newest;
        var view = new WeighingView(State, (_then ?? newest.State).Heard(), _asOccurred);
        var json = isLong ? ViewJson.LongBytes(view, texts.At(State), cancellation) : ViewJson.Bytes(view, texts.At(State));
        // Not the first time: most weighings are read once and then not for a long time, and their JSON would fill the memory.
        if (_then is null && _weighing.WithPersons is { } shared && newest.IsAskedAgain()) _weighing.KeepView(shared, json);
        return json;
    }

    /// <summary>How many events are known at the moment of recording that is asked about.</summary>
    private static int Known(KeptWeighing newest, PointInTime.OccurredBy by) =>
        by.KnownAt is { } moment ? newest.History.CountRecordedBy(newest.State.Version, moment) : newest.State.Version;

    private static Weighing? Then(KeptWeighing newest, PointInTime at, CancellationToken cancellation)
    {
        var (history, version) = (newest.History, newest.State.Version);
        var state = at switch
        {
            PointInTime.AfterEvent { Version: var number } => number > version ? null : history.After(number),
            PointInTime.RecordedBy { Moment: var moment } => history.After(history.CountRecordedBy(version, moment)),
            PointInTime.OccurredBy by => Weighing.Folded(Weighing.InOrderOfHappening(history.Recorded(Known(newest, by))).Where(e => e.Origin.OccurredAt <= (by.Moment ?? DateTimeOffset.MaxValue)).Heeding(cancellation)),
            _ => throw new ArgumentOutOfRangeException(nameof(at), at, "A moment of the past."),
        };
        return state is { Version: > 0 } ? state with { Id = newest.State.Id } : null;
    }
}
