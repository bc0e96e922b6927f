namespace WikkenWegen.Domain.Cases;

/// <summary>A case was taken back from the network. What others took along of it by then is not undone.</summary>
[EventType("case_taken_back")]
public sealed record CaseTakenBack : WeighingEvent
{
    /// <summary>Number of the case.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the case in the network.</summary>
    public required Guid Case { get; init; }

    /// <summary>Why; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"cases/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Casus {Number} is teruggenomen uit het leernetwerk. Wat anderen er toen al van hadden meegenomen, blijft bij hen.");

    /// <inheritdoc />
    protected override string English => Invariant($"Case {Number} was taken back from the learning network. What others had taken along of it by then stays with them.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.ChangeCase(Number, c => c with { TakenBack = new Withdrawal(Reason, origin) });

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new TakeBackCase { Number = Number, Reason = Reason };
}

/// <summary>Records that a case is taken back from the network.</summary>
public sealed record TakeBackCase : WeighingCommand
{
    /// <summary>Refuses to take back what was not shared.</summary>
    public static readonly Rule CaseNotShared = new("case-not-shared", RuleKind.Conflict,
        "Casus {0} is niet gedeeld.",
        "Case {0} was not shared.");

    /// <summary>Refuses to take a case back twice.</summary>
    public static readonly Rule CaseAlreadyTakenBack = new("case-already-taken-back", RuleKind.Conflict,
        "Casus {0} is al teruggenomen (gebeurtenis {1}).",
        "Case {0} was taken back already (event {1}).");

    /// <summary>Number of the case.</summary>
    public required int Number { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Case(Number) is not { } prepared)
        {
            yield return ShareCase.NoSuchCase.Whole(Number);
            yield break;
        }
        if (prepared.Sharing is null) yield return CaseNotShared.Whole(Number);
        if (prepared.TakenBack is { } back) yield return CaseAlreadyTakenBack.Whole(Number, back.Origin.Event);
        foreach (var refusal in NotBefore(prepared.Sharing?.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new CaseTakenBack { Number = Number, Case = weighing.Case(Number)!.Sharing!.Case, Reason = Reason! };
}
