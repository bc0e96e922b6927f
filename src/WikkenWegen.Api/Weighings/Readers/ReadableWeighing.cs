using System.Collections.Frozen;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Readers;

/// <summary>A weighing that a caller may see, and what of it they may read.</summary>
public sealed class ReadableWeighing
{
    private readonly WeighingStore _weighings;
    private readonly string _corporation;
    private readonly FrozenSet<Guid> _unseen;

    private ReadableWeighing(WeighingStore weighings, string corporation, KeptWeighing newest, Reader reader, FrozenSet<Guid> unseen) =>
        (_weighings, _corporation, Newest, Reader, _unseen) = (weighings, corporation, newest, reader, unseen);

    /// <summary>The newest state, whole.</summary>
    public KeptWeighing Newest { get; }

    /// <summary>The reader.</summary>
    public Reader Reader { get; }

    /// <summary>
    /// Which of two views of the newest state this reader gets, so that what was rendered for one reader may be given to another: with the
    /// names and contacts of persons, or without. Null where it is a view of their own: something is hidden from somebody, the links depend on
    /// what they may see of other weighings, or they are one of the persons.
    /// </summary>
    public bool? WithPersons
    {
        get
        {
            var persons = Newest.State.Stakeholders.Where(s => s.HasPerson);
            if (DependsOnOthers || Newest.State.Rounds.Any(r => r.Hides)) return null;
            if (Reader.SeesPersons || !persons.Any()) return true;
            return persons.Any(s => s.Subject == Reader.Subject) ? null : false;
        }
    }

    /// <summary>Whether what the reader sees depends on other weighings too, whose class of confidentiality may change: this one has links.</summary>
    public bool DependsOnOthers => Newest.State.Links.Count > 0;

    /// <summary>The weighing with this id, as the caller may see it; null where the corporation has none, or it is not for them.</summary>
    public static Task<ReadableWeighing?> Find(HttpContext http, Guid? id) => Find(http, id, ReadingRights.Reader(http));

    /// <summary>The same as a reader with fewer rights may see it: see <see cref="ReadingRights.Acting"/>.</summary>
    public static async Task<ReadableWeighing?> Find(HttpContext http, Guid? id, Reader reader)
    {
        if (id is null) return null;
        var (weighings, corporation) = (http.RequestServices.GetRequiredService<WeighingStore>(), Caller.Of(http).Corporation);
        if (await weighings.Newest(corporation, id.Value, http.RequestAborted) is not { } newest || !newest.State.MayBeReadBy(reader)) return null;
        if (newest.State.Framing.Confidentiality == Confidentiality.Secret && !newest.State.IsNamed(reader.Subject)) SecretReadings.Log(http, id.Value, reader.Subject);

        var unseen = new HashSet<Guid>();
        foreach (var other in newest.State.Links.Select(l => l.Weighing).Distinct())
            if (await weighings.Newest(corporation, other, http.RequestAborted) is not { } linked || !linked.State.MayBeReadBy(reader)) unseen.Add(other);
        return new ReadableWeighing(weighings, corporation, newest, reader, unseen.ToFrozenSet());
    }

    /// <summary>One of many: where a later release recorded what this host cannot read, or somebody changed the rows, that keeps nobody from the others.</summary>
    /// <returns>The weighing, null as above; and whether it is left out because it cannot be read, which is logged.</returns>
    public static async Task<(ReadableWeighing? Weighing, bool IsLeftOut)> FindAmong(HttpContext http, Guid id)
    {
        try
        {
            return (await Find(http, id), false);
        }
        catch (Exception e) when (LaterRelease.Recorded(e) || UnreadableStreamException.Is(e))
        {
            http.RequestServices.GetRequiredService<ILogger<ReadableWeighing>>().LogWarning("Weighing {Weighing} was left out of an answer over many, since this host cannot read it: {Error}", id, e.Message);
            return (null, true);
        }
    }

    /// <summary>A state of the weighing, without what the reader may not read, or not yet.</summary>
    public Weighing AsRead(Weighing state) => state.AsReadBy(Reader, Newest.State).WithoutLinksTo(_unseen);

    /// <summary>An event as the reader may see it; null where it is hidden from them.</summary>
    public WeighingEvent? AsRead(RecordedEvent recorded) =>
        Newest.State.Hides(recorded, Reader.Subject) || Newest.State.IsAboutLinkTo(_unseen, recorded.Event) ? null : recorded.Event.AsReadBy(Reader, Newest.State);

    /// <summary>Whether the reader may see an event.</summary>
    public bool IsReadable(RecordedEvent recorded) => AsRead(recorded) is not null;

    /// <summary>Keeps a view of the newest state in memory.</summary>
    /// <param name="withPersons">Which of the two views it is; see <see cref="WithPersons"/>.</param>
    /// <param name="json">The view.</param>
    public void KeepView(bool withPersons, byte[] json) => _weighings.KeepView(_corporation, Newest, withPersons, json);

    /// <summary>The texts of the vault.</summary>
    public Task<Texts> Texts(CancellationToken cancellation) => _weighings.Texts(_corporation, Newest, cancellation);
}
