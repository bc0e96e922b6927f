using Marten;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Streams;

/// <summary>Reads streams that are no weighings, now or at any moment.</summary>
public static class StreamReading
{
    /// <summary>The stream with an identity, with all its events.</summary>
    /// <typeparam name="TState">The state of the stream.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="tenant">The tenant that it lies in.</param>
    /// <param name="id">Its identity.</param>
    public static async Task<StreamFold> Stream<TState>(this HttpContext http, string tenant, Guid id) where TState : class
    {
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession(tenant);
        return await StreamFold.Read(session, id, typeof(TState), http.RequestAborted);
    }

    /// <summary>The stream as it was at a moment; without events where it was not begun then, or has no such version.</summary>
    public static StreamFold At(this StreamFold stream, PointInTime at) => at switch
    {
        PointInTime.AfterEvent { Version: var version } => version > stream.Version ? stream with { Events = [] } : stream.Where(e => e.Origin.Event <= version),
        PointInTime.RecordedBy { Moment: var moment } => stream.Where(e => e.Origin.RecordedAt <= moment),
        PointInTime.OccurredBy by => stream.Where(e => e.Origin.OccurredAt <= (by.Moment ?? DateTimeOffset.MaxValue) && e.Origin.RecordedAt <= (by.KnownAt ?? DateTimeOffset.MaxValue)),
        _ => stream,
    };

    /// <summary>
    /// The entity tag of a stream as it was at a moment: the version for the newest, which is what If-Match asks for; another form for a view of the past.
    /// </summary>
    public static string ETag(this StreamFold then, StreamFold newest) =>
        then.Version == newest.Version ? Preconditions.ETag(newest.Version) : $"\"{then.Version}-{newest.Version}\"";

    /// <summary>The texts of a stream that are in the vault, without those that were erased, whatever a backup brought back; with when and on what ground those of persons were.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenant">The tenant that the stream lies in.</param>
    /// <param name="newest">The stream with all its events.</param>
    public static async Task<Texts> Texts(this HttpContext http, string tenant, StreamFold newest)
    {
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>().QuerySession(tenant);
        var texts = await http.RequestServices.GetRequiredService<Vault>().Texts(session, newest.Id, http.RequestAborted);
        var erased = newest.Erased.ToHashSet();
        return erased.Count == 0 ? texts : new Texts(texts.ByDigest.Where(text => !erased.Contains(text.Key)).ToDictionary()) { Erased = newest.Erasures };
    }
}
