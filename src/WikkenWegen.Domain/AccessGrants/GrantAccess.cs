namespace WikkenWegen.Domain.AccessGrants;

/// <summary>Somebody was given access to the weighing by name.</summary>
[EventType("access_granted")]
public sealed record AccessGranted : WeighingEvent
{
    /// <summary>Number of the grant, from 2 within the weighing: who opened it has the first.</summary>
    public required int Number { get; init; }

    /// <summary>Pseudonymous subject id of who may read it.</summary>
    public required string Subject { get; init; }

    /// <summary>In which role; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>Why; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <inheritdoc />
    protected override string Path => $"access/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Role} heeft toegang gekregen tot de afweging (toegang {Number}).");

    /// <inheritdoc />
    protected override string English => Invariant($"{Role} was given access to the weighing (grant {Number}).");

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Access = weighing.Access.Add(new AccessGrant(Number, Subject, Role, Reason, origin, null)) };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new GrantAccess { Subject = Subject, Role = Role, Reason = Reason };
}

/// <summary>Gives somebody access to the weighing by name.</summary>
public sealed record GrantAccess : WeighingCommand
{
    /// <summary>Refuses to give access to who has it by name already.</summary>
    public static readonly Rule HasAccessAlready = new("has-access-already", RuleKind.Conflict,
        "Deze persoon heeft al toegang op naam.",
        "This person has access by name already.");

    /// <summary>Pseudonymous subject id of who may read it.</summary>
    public required string Subject { get; init; }

    /// <summary>In which role; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>Why, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        if (weighing.Access.Any(a => a.Subject == Subject && (a.Ended is null || OccurredAt < a.Ended.Origin.OccurredAt))) yield return HasAccessAlready.At("/subject");
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) =>
        new AccessGranted { Number = weighing.Access.Count + 1, Subject = Subject, Role = Role, Reason = Reason! };
}
