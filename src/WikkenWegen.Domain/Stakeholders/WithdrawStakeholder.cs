namespace WikkenWegen.Domain.Stakeholders;

/// <summary>A stakeholder withdrew from the weighing.</summary>
[EventType("stakeholder_withdrew")]
public sealed record StakeholderWithdrew : WeighingEvent
{
    /// <summary>Code of the stakeholder, such as B3.</summary>
    public required string Code { get; init; }

    /// <summary>Why they withdrew, kept in the vault; null where they did not say so.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"stakeholders/{Code}/withdrawal";

    /// <inheritdoc />
    protected override string Dutch => $"Belanghebbende {Code} heeft zich teruggetrokken.";

    /// <inheritdoc />
    protected override string English => $"Stakeholder {Code} withdrew.";

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new WithdrawStakeholder { Code = Code, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Stakeholders = weighing.Stakeholders.Change(s => s.Code == Code, s => s with { Withdrawal = new Withdrawal(Reason, origin) }),
    };
}

/// <summary>Records that a stakeholder withdrew.</summary>
public sealed record WithdrawStakeholder : WeighingCommand
{
    /// <summary>Refuses an address with the code of a stakeholder who does not exist.</summary>
    public static readonly Rule NoSuchStakeholder = new("no-such-stakeholder", RuleKind.Missing,
        "Belanghebbende {0} bestaat niet in deze afweging.",
        "Stakeholder {0} does not exist in this weighing.");

    /// <summary>Code of the stakeholder. Refused where they withdrew already, or took part in something after this moment.</summary>
    public required string Code { get; init; }

    /// <summary>Why they withdrew, kept in the vault; null where they did not say so.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Code = weighing.StakeholderCode(Code) };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Stakeholder(Code) is not { } stakeholder)
        {
            yield return NoSuchStakeholder.Whole(Code);
            yield break;
        }
        if (stakeholder.Withdrawal is { } withdrawal) yield return Rules.StakeholderWithdrawn.Whole(Code, withdrawal.Origin.Event);
        foreach (var refusal in NotBefore([stakeholder.Origin, .. weighing.PartTaken(Code)])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new StakeholderWithdrew { Code = Code, Reason = Reason };
}
