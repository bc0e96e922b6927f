using System.Collections.Immutable;

namespace WikkenWegen.Domain.Learning;

/// <summary>A case was shared in the network, under an identity of its own.</summary>
[EventType("case_received")]
public sealed record CaseReceived : CaseEvent
{
    /// <summary>What is shared.</summary>
    public required ReceivedContent Content { get; init; }

    /// <summary>Pseudonymous subject id of who answers for it in the network; null where that is who organises.</summary>
    public string? Owner { get; init; }

    /// <inheritdoc />
    protected override string Dutch => "De casus is gedeeld in het netwerk.";

    /// <inheritdoc />
    protected override string English => "The case was shared in the network.";

    private protected override Case Then(Case shared, Origin origin) => new() { Content = Content, Owner = Owner, Origin = origin };
}

/// <summary>A case was taken back: its texts, and all that its owner said of it, are deleted from the vault in the transaction of this event. What others took along cannot be.</summary>
[EventType("case_withdrawn")]
public sealed record CaseWithdrawn : CaseEvent
{
    /// <summary>Digests of the texts that are erased: what was shared, what the owner said when it was worked on, and what was done with it.</summary>
    public required ImmutableArray<string> Digests { get; init; }

    /// <summary>Why, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override ImmutableArray<string> Erased => Digests;

    /// <inheritdoc />
    protected override string Dutch => "De casus is teruggenomen: wat erin stond, en wat de inbrenger erover zei, is gewist. Wat anderen ervan meenamen, kan niet worden teruggenomen.";

    /// <inheritdoc />
    protected override string English => "The case was taken back: what it held, and what its owner said of it, is erased. What others took along from it cannot be taken back.";

    private protected override Case Then(Case shared, Origin origin) => shared with { Withdrawal = new Withdrawal(Reason, origin) };
}

/// <summary>Shares a case in the network.</summary>
public sealed record ReceiveCase : CaseCommand
{
    /// <summary>Refuses a case without any section.</summary>
    public static readonly Rule CaseWithoutContent = new("case-without-content", RuleKind.Invalid,
        "De casus is leeg: deel ten minste één onderdeel.",
        "The case is empty: share at least one section.");

    /// <summary>Refuses to share under an identity that is taken.</summary>
    public static readonly Rule CaseReceivedAlready = new("case-received-already", RuleKind.Conflict,
        "Onder dit nummer is al een casus gedeeld.",
        "A case was shared under this id already.");

    /// <summary>What is shared.</summary>
    public required ReceivedContent Content { get; init; }

    /// <summary>Pseudonymous subject id of who answers for it in the network; null where that is who organises.</summary>
    public string? Owner { get; init; }

    /// <inheritdoc />
    public override bool Begins => true;

    private protected override IEnumerable<Refusal> Broken(Case shared, Actor actor)
    {
        if (shared is not null) yield return CaseReceivedAlready.Whole();
        if (Content.Sections.IsEmpty) yield return CaseWithoutContent.At("/sections");
    }

    private protected override CaseEvent Event(Case shared, Actor actor) => new CaseReceived { Content = Content, Owner = Owner };
}

/// <summary>Takes a case back.</summary>
public sealed record WithdrawCase : CaseCommand
{
    /// <summary>Why, kept in the vault; null where that is not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    public override bool FitsAlways => true;

    /// <inheritdoc />
    protected override Refusal? Forbidden(Case state, Actor actor) => UnlessOwn(state, actor);

    private protected override IEnumerable<Refusal> Broken(Case shared, Actor actor) => [];

    private protected override CaseEvent Event(Case shared, Actor actor) =>
        new CaseWithdrawn { Digests = [.. shared.OwnersTexts.Select(text => text.Digest)], Reason = Reason };
}
