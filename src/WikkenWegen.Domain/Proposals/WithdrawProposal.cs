namespace WikkenWegen.Domain;

/// <summary>A proposal was withdrawn.</summary>
public sealed record ProposalWithdrawn : WeighingEvent
{
    public required string Code { get; init; }

    public required Sealed Reason { get; init; }

    protected override string Path => $"proposals/{Code}/withdrawal";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Proposals = weighing.Proposals.Change(p => p.Code == Code, p => p with { Withdrawal = new Withdrawal(Reason, origin) }),
    };
}

/// <summary>Withdraws a proposal.</summary>
public sealed record WithdrawProposal : WeighingCommand
{
    public required string Code { get; init; }

    /// <summary>Why; null is refused.</summary>
    public Sealed? Reason { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Proposal(Code) is not { } proposal)
        {
            yield return Rules.NoSuchProposal.Whole(Code);
            yield break;
        }
        if (proposal.Withdrawal is { } withdrawal) yield return Rules.ProposalWithdrawn.Whole(Code, withdrawal.Origin.Event);
        var choices = weighing.Decisions.Where(d => d.Content.Proposal?.Code == Code).Select(d => d.Origin);
        foreach (var refusal in NotBefore([proposal.Current.Origin, .. choices])) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new ProposalWithdrawn { Code = Code, Reason = Reason! };
}
