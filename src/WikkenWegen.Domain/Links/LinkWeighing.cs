namespace WikkenWegen.Domain.Links;

/// <summary>The weighing was linked to another. The other weighing gets the counterpart of this event at the same time.</summary>
[EventType("weighing_linked")]
public sealed record WeighingLinked : WeighingEvent
{
    /// <summary>Number of the link, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What this weighing is to the other.</summary>
    public required LinkRelation Relation { get; init; }

    /// <summary>Id of the other weighing (UUIDv7), of the same corporation.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>What there is to say about it; null where nothing was said.</summary>
    public string? Note { get; init; }

    /// <inheritdoc />
    protected override string Path => $"links/{Number}";

    /// <inheritdoc />
    protected override string Dutch => $"De afweging is verbonden met afweging {Weighing}: zij {Words.Dutch(Relation)}.";

    /// <inheritdoc />
    protected override string English => $"The weighing was linked to weighing {Weighing}: it {Words.English(Relation)}.";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Links = weighing.Links.Add(new Link(Number, Relation, Weighing, Note, origin, null)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new LinkWeighing { Relation = Relation, Weighing = Weighing, Note = Note };
}

/// <summary>Links the weighing to another, from both sides.</summary>
public sealed record LinkWeighing : WeighingCommand
{
    /// <summary>Refuses a link of a weighing to itself.</summary>
    public static readonly Rule LinkedToItself = new("linked-to-itself", RuleKind.Invalid,
        "Een afweging kan niet met zichzelf verbonden worden.",
        "A weighing cannot be linked to itself.");

    /// <summary>Refuses a link that stands already.</summary>
    public static readonly Rule AlreadyLinked = new("already-linked", RuleKind.Conflict,
        "Deze afwegingen zijn al zo verbonden (verbinding {0}).",
        "These weighings are linked like that already (link {0}).");

    /// <summary>Refuses a link that is the opposite of one that stands: of two weighings, one comes before the other.</summary>
    public static readonly Rule LinkedTheOtherWay = new("linked-the-other-way", RuleKind.Conflict,
        "Deze afwegingen zijn al andersom verbonden (verbinding {0}). Beëindig die verbinding eerst, als zij niet klopt.",
        "These weighings are linked the other way round already (link {0}). End that link first, where it is not right.");

    /// <summary>Refuses a link to a weighing that the corporation does not have, or that the caller may not see.</summary>
    public static readonly Rule UnknownWeighing = new("unknown-weighing", RuleKind.Invalid,
        "Er is geen afweging met dit nummer.",
        "There is no weighing with this id.");

    /// <summary>What this weighing is to the other.</summary>
    public required LinkRelation Relation { get; init; }

    /// <summary>Id of the other weighing, which must be one of the same corporation.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>What there is to say about it; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    public override Counterpart? Counterpart(Weighing weighing) =>
        new(Weighing, _ => this with { Relation = Relation.Counterpart(), Weighing = weighing.Id }, UnknownWeighing.At("/weighing"));

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Weighing == weighing.Id) yield return LinkedToItself.At("/weighing");
        if (Standing(Relation) is { } link) yield return AlreadyLinked.Whole(link.Number);
        else if (Standing(Relation.Counterpart()) is { } opposite) yield return LinkedTheOtherWay.Whole(opposite.Number);

        Link? Standing(LinkRelation relation) =>
            weighing.Links.FirstOrDefault(l => l.Relation == relation && l.Weighing == Weighing && (l.Ended is null || OccurredAt < l.Ended.Origin.OccurredAt));
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new WeighingLinked { Number = weighing.Links.Count + 1, Relation = Relation, Weighing = Weighing, Note = Note };
}
