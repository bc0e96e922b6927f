namespace WikkenWegen.Domain.Cases;

/// <summary>A case was shared with the network, under an identity of its own. Only this weighing knows that it is the same case.</summary>
[EventType("case_shared")]
public sealed record CaseShared : WeighingEvent
{
    /// <summary>Number of the case.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the case in the network (UUIDv7).</summary>
    public required Guid Case { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"cases/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Casus {Number} is gedeeld met het leernetwerk.");

    /// <inheritdoc />
    protected override string English => Invariant($"Case {Number} was shared with the learning network.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.ChangeCase(Number, c => c with { Sharing = new CaseSharing(Case, origin) });

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ShareCase { Number = Number, Case = Case };
}

/// <summary>Records that a case is shared with the network.</summary>
public sealed record ShareCase : WeighingCommand
{
    /// <summary>Refuses an address with the number of a case that does not exist.</summary>
    public static readonly Rule NoSuchCase = new("no-such-case", RuleKind.Missing,
        "Casus {0} bestaat niet in deze afweging.",
        "Case {0} does not exist in this weighing.");

    /// <summary>Refuses to share what was not approved.</summary>
    public static readonly Rule CaseNotApproved = new("case-not-approved", RuleKind.Conflict,
        "Casus {0} is nog niet goedgekeurd. Dat doet wie beslist.",
        "Case {0} was not approved yet. The decider does that.");

    /// <summary>Refuses to share a case twice.</summary>
    public static readonly Rule CaseAlreadyShared = new("case-already-shared", RuleKind.Conflict,
        "Casus {0} is al gedeeld (gebeurtenis {1}).",
        "Case {0} was shared already (event {1}).");

    /// <summary>Refuses to approve or share what is not what was prepared, since texts of it are gone or were wrong.</summary>
    public static readonly Rule CaseChanged = new("case-changed", RuleKind.Conflict,
        "Casus {0} is niet meer te maken zoals zij was: een tekst erin is gewist of verbeterd. Maak een nieuwe casus.",
        "Case {0} can no longer be made as it was: a text in it was erased or corrected. Make a new case.");

    /// <summary>Number of the case.</summary>
    public required int Number { get; init; }

    /// <summary>Identity of the case in the network (UUIDv7), made for it and used nowhere else; null where its copy can no longer be made as it was.</summary>
    public Guid? Case { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Case(Number) is not { } prepared)
        {
            yield return NoSuchCase.Whole(Number);
            yield break;
        }
        foreach (var refusal in PrepareCase.NotForCases(weighing)) yield return refusal;
        if (prepared.Approval is null) yield return CaseNotApproved.Whole(Number);
        else if (prepared.Sharing is { } sharing) yield return CaseAlreadyShared.Whole(Number, sharing.Origin.Event);
        else if (Case is null || weighing.HasLostTexts(prepared)) yield return CaseChanged.Whole(Number);
        foreach (var refusal in NotBefore(prepared.Origin, prepared.Approval)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new CaseShared { Number = Number, Case = Case!.Value };
}
