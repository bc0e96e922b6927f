namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder withdrew their input. It stays in the history; it no longer counts.</summary>
[EventType("input_withdrawn")]
public sealed record InputWithdrawn : WeighingEvent
{
    /// <summary>Number of the input, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Why it was withdrawn, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"inputs/{Number}/withdrawal";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Inbreng {Number} is ingetrokken.");

    /// <inheritdoc />
    protected override string English => Invariant($"Input {Number} was withdrawn.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new WithdrawInput { Number = Number, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Inputs = weighing.Inputs.Change(i => i.Number == Number, i => i with { Withdrawal = new Withdrawal(Reason, origin) }),
    };
}

/// <summary>Records that a stakeholder withdrew their input. That can happen at any time: consent, too, can be withdrawn later.</summary>
public sealed record WithdrawInput : WeighingCommand
{
    /// <summary>Number of the input. Refused where it does not exist or was withdrawn already.</summary>
    public required int Number { get; init; }

    /// <summary>Why it is withdrawn, kept in the vault; null where that was not said.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override string? Speaker(Weighing weighing) => weighing.Input(Number)?.Stakeholder;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Input(Number) is not { } input)
        {
            yield return Rules.NoSuchInput.Whole(Number);
            yield break;
        }
        if (input.Withdrawal is { } withdrawal) yield return Rules.InputWithdrawn.Whole(Number, withdrawal.Origin.Event);
        foreach (var refusal in NotBefore(input.Current.Origin, weighing.BlindClosing(input.Round))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new InputWithdrawn { Number = Number, Reason = Reason };
}
