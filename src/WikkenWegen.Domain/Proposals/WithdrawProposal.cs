namespace WikkenWegen.Domain.Proposals;

/// <summary>A proposal was withdrawn.</summary>
[EventType("proposal_withdrawn")]
public sealed record ProposalWithdrawn : WeighingEvent
{
    /// <summary>Code of the proposal, such as V1.</summary>
    public required string Code { get; init; }

    /// <summary>Why it was withdrawn; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"proposals/{Code}/withdrawal";

    /// <inheritdoc />
    protected override string Dutch => $"Voorstel {Code} is ingetrokken.";

    /// <inheritdoc />
    protected override string English => $"Proposal {Code} was withdrawn.";

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new WithdrawProposal { Code = Code, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Proposals = weighing.Proposals.Change(p => p.Code == Code, p => p with { Withdrawal = new Withdrawal(Reason, origin) }),
    };
}

/// <summary>Withdraws a proposal.</summary>
public sealed record WithdrawProposal : WeighingCommand
{
    /// <summary>Code of the proposal. Refused where it does not exist or was withdrawn already.</summary>
    public required string Code { get; init; }

    /// <summary>Why it is withdrawn, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Code = weighing.ProposalCode(Code) };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Proposal(Code) is not { } proposal)
        {
            yield return Rules.NoSuchProposal.Whole(Code);
            yield break;
        }
        if (proposal.Withdrawal is { } withdrawal) yield return Rules.ProposalWithdrawn.Whole(Code, withdrawal.Origin.Event);
        var choices = weighing.Decisions.Where(d => d.Content.Proposals.Any(p => p.Code == Code)).Select(d => d.Origin);
        foreach (var refusal in NotBefore([proposal.Current.Origin, .. choices])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new ProposalWithdrawn { Code = Code, Reason = Reason! };
}
