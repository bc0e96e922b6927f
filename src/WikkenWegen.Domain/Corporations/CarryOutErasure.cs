using System.Collections.Immutable;

namespace WikkenWegen.Domain.Corporations;

/// <summary>
/// An erasure of what belongs to a person was carried out, over all weighings at once. What was erased of each stands there; this says of the corporation that it happened, how much it was and
/// who decided it, for who may not read those weighings.
/// </summary>
[EventType("erasure_carried_out")]
public sealed record ErasureCarriedOut : CorporationEvent
{
    /// <summary>Identity of the erasure, which the events in the weighings have too.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>The pseudonym of the person that was made for this erasure.</summary>
    public required string Subject { get; init; }

    /// <summary>On what ground.</summary>
    public required ErasureGround Ground { get; init; }

    /// <summary>The weighings of which texts were erased.</summary>
    public required ImmutableArray<Guid> Weighings { get; init; }

    /// <summary>How many texts were.</summary>
    public required int Texts { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Pseudonymous subject id of the other person, who confirmed it.</summary>
    public required string ConfirmedBy { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Van één persoon {(Texts == 1 ? "is 1 tekst" : Invariant($"zijn {Texts} teksten"))} gewist in {(Weighings.Length == 1 ? "1 afweging" : Invariant($"{Weighings.Length} afwegingen"))}, op grond van: {Words.Dutch(Ground)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Of one person {(Texts == 1 ? "1 text was" : Invariant($"{Texts} texts were"))} erased in {(Weighings.Length == 1 ? "1 weighing" : Invariant($"{Weighings.Length} weighings"))}, on the ground of: {Words.English(Ground)}.");

    private protected override bool ForOthers => true;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => corporation!; // it changes nothing of what is registered
}

/// <summary>Records of a corporation that an erasure was carried out. What it is decided by stands in the weighings: it is recorded together with those, or not at all.</summary>
public sealed record CarryOutErasure : CorporationCommand
{
    /// <summary>Code of the corporation.</summary>
    public required string Code { get; init; }

    /// <summary>What was carried out, without its moment.</summary>
    public required ErasureCarriedOut Done { get; init; }

    /// <inheritdoc />
    public override string Corporation => Code;

    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation) => Done;
}
