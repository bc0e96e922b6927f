namespace WikkenWegen.Domain.Inputs;

/// <summary>A stakeholder withdrew their input. It stays in the history; it no longer counts.</summary>
[EventType("input_withdrawn")]
public sealed record InputWithdrawn : WeighingEvent
{
    public required int Number { get; init; }

    public Sealed? Reason { get; init; }

    protected override string Path => $"inputs/{Number}/withdrawal";

    protected override string Dutch => Invariant($"Inbreng {Number} is ingetrokken.");

    protected override string English => Invariant($"Input {Number} was withdrawn.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Inputs = weighing.Inputs.Change(i => i.Number == Number, i => i with { Withdrawal = new Withdrawal(Reason, origin) }),
    };
}

/// <summary>Records that a stakeholder withdrew their input: at any time, for consent too can be withdrawn later.</summary>
public sealed record WithdrawInput : WeighingCommand
{
    public required int Number { get; init; }

    /// <summary>Why, where it was said.</summary>
    public Sealed? Reason { get; init; }

    protected override bool AfterTheEnd => true;

    protected override string? Speaker(Weighing weighing) => weighing.Input(Number)?.Stakeholder;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Input(Number) is not { } input)
        {
            yield return Rules.NoSuchInput.Whole(Number);
            yield break;
        }
        if (input.Withdrawal is { } withdrawal) yield return Rules.InputWithdrawn.Whole(Number, withdrawal.Origin.Event);
        foreach (var refusal in NotBefore(input.Current.Origin)) yield return refusal;
    }

    protected override WeighingEvent EventFor(Weighing weighing) => new InputWithdrawn { Number = Number, Reason = Reason };
}
