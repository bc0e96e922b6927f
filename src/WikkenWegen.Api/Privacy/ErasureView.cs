using System.Collections.Immutable;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Privacy;

/// <summary>An erasure of what belongs to a person: asked for by one privacy officer, and carried out once another has confirmed it.</summary>
public sealed record ErasureView
{
    /// <summary>Its identity, which the events of the erasure name.</summary>
    public required Guid Id { get; init; }

    /// <summary>A pseudonym of the person that was made for this erasure; sign-ups where it is of everybody who signed up for an edition, since their term was over.</summary>
    public required string Subject { get; init; }

    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>Why, in words; absent in the answer to the request itself, and once it was carried out, since it may tell who the pseudonym was.</summary>
    public string? Motivation { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Pseudonymous subject id of who confirmed it; absent until then.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>When it was confirmed and carried out, in UTC; absent until then.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Who the person is; absent in the answer to the request itself, and once it was carried out, so that nothing tells who the pseudonym was.</summary>
    public Person? Person { get; init; }

    /// <summary>The weighings in which the person was found when it was asked for; not told, and not known any more once it was carried out.</summary>
    internal ImmutableArray<Guid> Previewed { get; init; } = [];

    /// <summary>What was erased of weighings; empty until it was carried out.</summary>
    public required ImmutableArray<ErasedOfWeighing> Weighings { get; init; }

    /// <summary>What was erased of instruments, and of editions and cases of the learning network; empty until it was carried out.</summary>
    public ImmutableArray<StreamErasure> Streams { get; init; } = [];

    /// <summary>
    /// The promise that this is in the log of the corporation from a moment on, with the hash of each leaf: a note signed by the key of the log
    /// (c2sp.org/signed-note). Whoever keeps it can prove that it was withheld, where it is not there.
    /// It stands in the answer to the confirmation, which is recorded of each weighing and of the corporation.
    /// </summary>
    public string? Promise { get; init; }
}

/// <summary>What was erased of a weighing.</summary>
/// <param name="Id">Id of the weighing.</param>
/// <param name="Digests">The digests of the texts.</param>
public sealed record ErasedOfWeighing(Guid Id, ImmutableArray<string> Digests)
{
    /// <summary>Numbers of the cases of the weighing that held one of the texts, and were therefore taken back from the learning network.</summary>
    public ImmutableArray<int> CasesTakenBack { get; init; } = [];
}

/// <summary>What was erased of an instrument, or of an edition or a case of the learning network.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Digests">The digests of the texts.</param>
public sealed record StreamErasure(Guid Id, StreamKind Kind, ImmutableArray<string> Digests);

/// <summary>What has texts of persons beside weighings.</summary>
public enum StreamKind
{
    /// <summary>An instrument for weighing.</summary>
    Instrument,

    /// <summary>An edition of the learning network.</summary>
    Edition,

    /// <summary>A case in the learning network.</summary>
    Case,
}
