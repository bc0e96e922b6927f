using Marten;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>What a read comes to.</summary>
/// <param name="Json">The view.</param>
/// <param name="ETag">Its entity tag.</param>
public sealed record ReadWeighing(ReadOnlyMemory<byte> Json, string ETag);

/// <summary>Reads a weighing as one caller may see it, at any moment.</summary>
public sealed class WeighingReader(WeighingStore weighings, IDocumentStore store)
{
    /// <summary>The view; null where the weighing does not exist, or did not at that moment.</summary>
    public async Task<ReadWeighing?> Read(Caller caller, Guid id, PointInTime at, CancellationToken cancellation)
    {
        if (await weighings.Newest(caller.Corporation, id, cancellation) is not { } newest) return null;
        if (at is PointInTime.AfterEvent { Version: var version } && version == newest.State.Version) at = new PointInTime.Newest();
        if (at is PointInTime.Newest) return new ReadWeighing(newest.View ?? await Newest(caller, newest, cancellation), Preconditions.ETag(newest.State.Version));

        if (await State(caller, id, at, newest.State.Version, cancellation) is not { } then) return null;
        var texts = await weighings.Texts(caller.Corporation, id, cancellation);
        // Whether a round still hides what was given in it is a matter of today, whichever moment is looked at.
        return new ReadWeighing(Json(then, newest.State, caller, texts), $"\"{then.Version}-{newest.State.Version}\"");
    }

    /// <summary>The JSON of a state as <paramref name="caller"/> may see it.</summary>
    private static byte[] Json(Weighing state, Weighing newest, Caller caller, Texts texts) =>
        ViewJson.Bytes(WeighingView.Of(state.AsReadBy(caller.Subject, newest), state.Heard()), texts);

    private async Task<byte[]> Newest(Caller caller, KeptWeighing newest, CancellationToken cancellation)
    {
        var texts = await weighings.Texts(caller.Corporation, newest.State.Id, cancellation);
        var json = Json(newest.State, newest.State, caller, texts);
        if (!newest.State.Rounds.Any(r => r.Hides)) newest.View = json;
        return json;
    }

    private async Task<Weighing?> State(Caller caller, Guid id, PointInTime at, int newest, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Corporation);
        return at switch
        {
            PointInTime.AfterEvent { Version: var version } => version > newest ? null
                : await session.Events.AggregateStreamAsync<Weighing>(id, version: version, token: cancellation),
            PointInTime.RecordedBy { Moment: var moment } =>
                await session.Events.AggregateStreamAsync<Weighing>(id, timestamp: moment, token: cancellation),
            PointInTime.OccurredBy { Moment: var moment } =>
                Weighing.AsOccurred((await weighings.Events(caller.Corporation, id, newest, cancellation)).Select(e => e.ToRecorded()), moment) is { Version: > 0 } then
                    ? then with { Id = id } : null,
            _ => throw new ArgumentOutOfRangeException(nameof(at), at, "A moment of the past."),
        };
    }
}
