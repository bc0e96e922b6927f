namespace WikkenWegen.Domain.AccessGrants;

/// <summary>The access of somebody to the weighing, by name, was ended.</summary>
[EventType("access_ended")]
public sealed record AccessEnded : WeighingEvent
{
    /// <summary>Number of the grant, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Pseudonymous subject id of whose access was ended.</summary>
    public required string Subject { get; init; }

    /// <summary>In which role they had it.</summary>
    public required string Role { get; init; }

    /// <summary>Why; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"access/{Number}/ending";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"De toegang van {Role} tot de afweging is beëindigd (toegang {Number}).");

    /// <inheritdoc />
    protected override string English => Invariant($"The access of {Role} to the weighing was ended (grant {Number}).");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Access = weighing.Access.Change(a => a.Number == Number, a => a with { Ended = new Withdrawal(Reason, origin) }),
    };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new EndAccess { Number = Number, Reason = Reason };
}

/// <summary>Ends the access of somebody to the weighing by name. A stakeholder who takes part keeps theirs until they withdraw.</summary>
public sealed record EndAccess : WeighingCommand
{
    /// <summary>Refuses an address with the number of a grant that does not exist.</summary>
    public static readonly Rule NoSuchAccess = new("no-such-access", RuleKind.Missing,
        "Toegang {0} bestaat niet in deze afweging.",
        "Grant {0} does not exist in this weighing.");

    /// <summary>Refuses to end a grant a second time.</summary>
    public static readonly Rule AccessAlreadyEnded = new("access-already-ended", RuleKind.Conflict,
        "Toegang {0} is al beëindigd (gebeurtenis {1}).",
        "Grant {0} was ended already (event {1}).");

    /// <summary>Refuses to end the last access by name: of a secret weighing, nobody could record anything any more.</summary>
    public static readonly Rule LastAccess = new("last-access", RuleKind.Conflict,
        "Dit is de laatste toegang op naam. Geef eerst een ander toegang.",
        "This is the last access by name. Give somebody else access first.");

    /// <summary>Number of the grant, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.AccessGrant(Number) is not { } grant)
        {
            yield return NoSuchAccess.Whole(Number);
            yield break;
        }
        if (grant.Ended is { } ended) yield return AccessAlreadyEnded.Whole(Number, ended.Origin.Event);
        else if (!weighing.Access.Any(a => a.Number != Number && a.Ended is null && a.Origin.OccurredAt <= OccurredAt)) yield return LastAccess.Whole();
        foreach (var refusal in NotBefore(grant.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new AccessEnded { Number = Number, Subject = weighing.AccessGrant(Number)!.Subject, Role = weighing.AccessGrant(Number)!.Role, Reason = Reason! };
}
