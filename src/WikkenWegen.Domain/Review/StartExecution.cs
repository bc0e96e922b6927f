namespace WikkenWegen.Domain;

/// <summary>The execution of a decision started.</summary>
public sealed record ExecutionStarted : WeighingEvent
{
    public required int Decision { get; init; }

    protected override string Path => $"decisions/{Decision}/execution";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.Change(Decision, d => d with { ExecutionStarted = origin });
}

/// <summary>Records that the execution of a choice started, be it one that does not stand: that should not happen, but it can.</summary>
public sealed record StartExecution : WeighingCommand
{
    public required int Decision { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Decision(Decision) is not { } decision)
        {
            yield return Rules.NoSuchDecision.Whole(Decision);
            yield break;
        }
        if (!decision.IsChoice) yield return Rules.NothingToExecute.Whole(Decision);
        if (decision.ExecutionStarted is { } started) yield return Rules.ExecutionAlreadyStarted.Whole(Decision, started.Event);
        foreach (var refusal in NotBefore(decision.Origin)) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new ExecutionStarted { Decision = Decision };
}
