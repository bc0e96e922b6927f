using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Cases;

/// <summary>The decider approved a case, as its copy was then.</summary>
[EventType("case_approved")]
public sealed record CaseApproved : WeighingEvent
{
    /// <summary>Number of the case.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the copy that was approved, with each text as its own digest.</summary>
    public required string Digest { get; init; }

    /// <inheritdoc />
    protected override string Path => Invariant($"cases/{Number}");

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Casus {Number} is goedgekeurd om te delen.");

    /// <inheritdoc />
    protected override string English => Invariant($"Case {Number} was approved for sharing.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing.ChangeCase(Number, c => c with { Approval = origin });

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ApproveCase { Number = Number, Digest = Digest };
}

/// <summary>Records that the decider approves a case.</summary>
public sealed record ApproveCase : WeighingCommand
{
    /// <summary>Refuses to approve another copy than the one that was prepared.</summary>
    public static readonly Rule OtherCasePrepared = new("other-case-prepared", RuleKind.Conflict,
        "Casus {0} is een andere dan u voor u had. Lees haar opnieuw.",
        "Case {0} is another one than you had before you. Read it again.");

    /// <summary>Refuses a second approval.</summary>
    public static readonly Rule CaseAlreadyApproved = new("case-already-approved", RuleKind.Conflict,
        "Casus {0} is al goedgekeurd (gebeurtenis {1}).",
        "Case {0} was approved already (event {1}).");

    /// <summary>Number of the case.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the copy that the decider saw; null for that of the case with this number, which never changes.</summary>
    public string? Digest { get; init; }

    /// <summary>Whether its copy does not come out any more as it was prepared, which who has the texts finds out. It is no part of what is asked.</summary>
    [JsonIgnore]
    public bool Changed { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Case(Number) is not { } prepared)
        {
            yield return ShareCase.NoSuchCase.Whole(Number);
            yield break;
        }
        foreach (var refusal in PrepareCase.NotForCases(weighing)) yield return refusal;
        if (prepared.Approval is { } approval) yield return CaseAlreadyApproved.Whole(Number, approval.Event);
        else if (Changed || weighing.HasLostTexts(prepared)) yield return ShareCase.CaseChanged.Whole(Number);
        if (Digest is not null && prepared.Digest != Digest) yield return OtherCasePrepared.At("/digest", Number);
        foreach (var refusal in NotBefore(prepared.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new CaseApproved { Number = Number, Digest = weighing.Case(Number)!.Digest };
}
