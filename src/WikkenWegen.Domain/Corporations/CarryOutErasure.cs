using System.Collections.Immutable;

namespace WikkenWegen.Domain.Corporations;

/// <summary>
/// An erasure of what belongs to a person was carried out, over all weighings and instruments at once. What was erased of each stands there; this says of the corporation that it happened, how
/// many texts were erased and who decided it, for who may not read those weighings.
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

    /// <summary>The weighings of which texts were erased; empty where there were none.</summary>
    public required ImmutableArray<Guid> Weighings { get; init; }

    /// <summary>The instruments of which texts were erased. Left out where there were none.</summary>
    [AbsentWhereEmpty]
    public ImmutableArray<Guid> Instruments { get; init; } = [];

    /// <summary>How many texts were erased, of weighings and instruments together.</summary>
    public required int Texts { get; init; }

    /// <summary>Pseudonymous subject id of who asked for it.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Pseudonymous subject id of the other person, who confirmed it.</summary>
    public required string ConfirmedBy { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Van één persoon {(Texts == 1 ? "is 1 tekst" : Invariant($"zijn {Texts} teksten"))} gewist in {Where("en", ("afweging", "afwegingen"), ("instrument", "instrumenten"))}, op grond van: {Words.Dutch(Ground)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Of one person {(Texts == 1 ? "1 text was" : Invariant($"{Texts} texts were"))} erased in {Where("and", ("weighing", "weighings"), ("instrument", "instruments"))}, on the ground of: {Words.English(Ground)}.");

    /// <summary>In how many weighings and instruments; what there was none of is not told.</summary>
    private string Where(string and, (string One, string More) weighings, (string One, string More) instruments)
    {
        string[] parts = [Counted(Weighings.Length, weighings), Counted(Instruments.Length, instruments)];
        return string.Join($" {and} ", parts.Where(part => part.Length > 0));
    }

    private static string Counted(int count, (string One, string More) name) => count == 0 ? "" : Invariant($"{count} {(count == 1 ? name.One : name.More)}");

    private protected override bool ForOthers => true;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => corporation!; // it changes nothing of what is registered
}

/// <summary>Records of a corporation that an erasure was carried out. What it is decided by stands in the weighings and instruments: it is recorded together with those, or not at all.</summary>
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
