namespace WikkenWegen.Domain.Proposals;

/// <summary>A proposal was revised.</summary>
[EventType("proposal_revised")]
public sealed record ProposalRevised : WeighingEvent
{
    /// <summary>Code of the proposal, such as V1.</summary>
    public required string Code { get; init; }

    /// <summary>Number of this revision, from 2.</summary>
    public required int Revision { get; init; }

    /// <summary>The whole proposal, as it is from now on.</summary>
    public required ProposalContent Content { get; init; }

    /// <summary>Who made this revision; null where that was not said.</summary>
    public Who? Author { get; init; }

    /// <summary>Why it was revised; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"proposals/{Code}/revisions/{Revision}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Voorstel {Code} '{Content.Name}' is herzien (versie {Revision}).");

    /// <inheritdoc />
    protected override string English => Invariant($"Proposal {Code} '{Content.Name}' was revised (revision {Revision}).");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReviseProposal { Code = Code, Content = Content, Author = Author, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Proposals = weighing.Proposals.Change(p => p.Code == Code,
            p => p with { Revisions = p.Revisions.Add(new ProposalRevision(Revision, Content, Author, Reason, origin)) }),
    };
}

/// <summary>Revises a proposal.</summary>
public sealed record ReviseProposal : WeighingCommand
{
    /// <summary>Code of the proposal. Refused where it does not exist or was withdrawn.</summary>
    public required string Code { get; init; }

    /// <summary>The whole proposal, as it is from now on.</summary>
    public required ProposalContent Content { get; init; }

    /// <summary>Who made this revision; null where that was not said.</summary>
    public Who? Author { get; init; }

    /// <summary>Why it is revised, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Code = weighing.ProposalCode(Code), Author = Author?.WithCodesOf(weighing) };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        foreach (var refusal in Author.Refusals(weighing, "/author")) yield return refusal;
        if (weighing.Proposal(Code) is not { } proposal)
        {
            yield return Rules.NoSuchProposal.Whole(Code);
            yield break;
        }
        if (proposal.Withdrawal is { } withdrawal && OccurredAt >= withdrawal.Origin.OccurredAt)
            yield return Rules.ProposalWithdrawn.Whole(Code, withdrawal.Origin.Event);
        foreach (var refusal in NotBefore(proposal.Current.Origin, Author.Invitation(weighing))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ProposalRevised
    {
        Code = Code,
        Revision = weighing.Proposal(Code)!.Revisions.Length + 1,
        Content = Content,
        Author = Author,
        Reason = Reason!,
    };
}
