using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Learning;

/// <summary>An edition was blocked, as in a dispute about it, so that nothing that people wrote in it is erased, also not when its term is over; or it no longer is.</summary>
[EventType("edition_block_set")]
public sealed record EditionBlockSet : EditionEvent
{
    /// <summary>Number of the decision, from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>Whether it is blocked from now on.</summary>
    public required bool Blocked { get; init; }

    /// <summary>Why, kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"blocks/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Blocked ? "De editie is geblokkeerd: zolang dat zo is, wordt er niets van gewist." : "De editie is niet langer geblokkeerd.";

    /// <inheritdoc />
    protected override string English => Blocked ? "The edition was blocked: as long as it is, nothing of it is erased." : "The edition is no longer blocked.";

    private protected override bool ForOrganisersAlone => true;

    private protected override Edition Then(Edition edition, Origin origin) => edition with { Blocks = edition.Blocks.Add(new EditionBlock(Number, Blocked, Reason, origin)) };
}

/// <summary>Decides whether an edition is blocked, so that nothing that people wrote in it is erased. It is decided by who sees to personal data, and ends by the next decision, as for a weighing.</summary>
public sealed record BlockEdition : EditionCommand
{
    /// <summary>Whether it is to be blocked.</summary>
    public required bool Blocked { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Where texts of the edition were erased last, which only the store knows; null where none were.</summary>
    [JsonIgnore]
    public Origin? LastErasure { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <summary>What was erased was not blocked then.</summary>
    protected override IEnumerable<Origin?> BuildsOn(Edition state) => [state.Origin, .. state.Blocks.Select(block => block.Origin), Blocked ? LastErasure : null];

    private protected override IEnumerable<Refusal> Broken(Edition edition, Actor actor)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
    }

    private protected override EditionEvent Event(Edition edition, Actor actor) => new EditionBlockSet { Number = edition.Blocks.Length + 1, Blocked = Blocked, Reason = Reason! };
}
