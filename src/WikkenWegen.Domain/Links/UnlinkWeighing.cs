namespace WikkenWegen.Domain.Links;

/// <summary>A link to another weighing was ended. The other weighing gets the counterpart of this event at the same time.</summary>
[EventType("weighing_unlinked")]
public sealed record WeighingUnlinked : WeighingEvent
{
    /// <summary>Number of the link, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Why, kept in the vault; null in the other weighing, where the reason stands with this one.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"links/{Number}/ending";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Verbinding {Number} met een andere afweging is beëindigd.");

    /// <inheritdoc />
    protected override string English => Invariant($"Link {Number} to another weighing was ended.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Links = weighing.Links.Change(l => l.Number == Number, l => l with { Ended = new Withdrawal(Reason, origin) }),
    };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new UnlinkWeighing { Number = Number, Reason = Reason, IsCounterpart = Reason is null };
}

/// <summary>Ends a link to another weighing, from both sides.</summary>
public sealed record UnlinkWeighing : WeighingCommand
{
    /// <summary>Refuses an address with the number of a link that does not exist.</summary>
    public static readonly Rule NoSuchLink = new("no-such-link", RuleKind.Missing,
        "Verbinding {0} bestaat niet in deze afweging.",
        "Link {0} does not exist in this weighing.");

    /// <summary>Refuses to end a link a second time.</summary>
    public static readonly Rule AlreadyUnlinked = new("already-unlinked", RuleKind.Conflict,
        "Verbinding {0} is al beëindigd (gebeurtenis {1}).",
        "Link {0} was ended already (event {1}).");

    /// <summary>Number of the link.</summary>
    public required int Number { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>Whether this is what the other weighing gets: it has no reason of its own, and no counterpart again.</summary>
    internal bool IsCounterpart { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    public override Counterpart? Counterpart(Weighing weighing) => weighing.Link(Number) is not { } link ? null
        : new(link.Weighing, other => other.Link(link.Relation.Counterpart(), weighing.Id) is { } counterpart
            ? new UnlinkWeighing { OccurredAt = OccurredAt, Number = counterpart.Number, IsCounterpart = true } : null, NoSuchLink.Whole(Number));

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null && !IsCounterpart) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Link(Number) is not { } link)
        {
            yield return NoSuchLink.Whole(Number);
            yield break;
        }
        if (link.Ended is { } ended) yield return AlreadyUnlinked.Whole(Number, ended.Origin.Event);
        foreach (var refusal in NotBefore(link.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new WeighingUnlinked { Number = Number, Reason = Reason };
}
