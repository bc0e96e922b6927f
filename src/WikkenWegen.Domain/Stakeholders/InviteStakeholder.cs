namespace WikkenWegen.Domain;

/// <summary>A stakeholder was invited.</summary>
public sealed record StakeholderInvited : WeighingEvent
{
    public required string Code { get; init; }

    public required string Party { get; init; }

    public required string Role { get; init; }

    public required Say Say { get; init; }

    public string? Interest { get; init; }

    public Sealed? PersonName { get; init; }

    public Sealed? Contact { get; init; }

    public string? KvkNumber { get; init; }

    public string? Subject { get; init; }

    protected override string Path => $"stakeholders/{Code}";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Stakeholders = weighing.Stakeholders.Add(new Stakeholder(Code, Party, Role, Say, Interest, PersonName, Contact, KvkNumber, Subject, null, origin)),
    };
}

/// <summary>Invites a stakeholder.</summary>
public sealed record InviteStakeholder : WeighingCommand
{
    /// <summary>Its code; null to have it numbered: B1, B2, …</summary>
    public string? Code { get; init; }

    public required string Party { get; init; }

    public required string Role { get; init; }

    public required Say Say { get; init; }

    public string? Interest { get; init; }

    public Sealed? PersonName { get; init; }

    public Sealed? Contact { get; init; }

    public string? KvkNumber { get; init; }

    public string? Subject { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Stakeholder(Code) is not null) yield return Rules.DuplicateCode.At("/code", Code!);
    }

    protected override WeighingEvent Step(Weighing weighing) => new StakeholderInvited
    {
        Code = Code ?? Codes.Next("B", weighing.Stakeholders, s => s.Code),
        Party = Party,
        Role = Role,
        Say = Say,
        Interest = Interest,
        PersonName = PersonName,
        Contact = Contact,
        KvkNumber = KvkNumber,
        Subject = Subject,
    };
}
