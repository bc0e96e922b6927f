namespace WikkenWegen.Domain.Stakeholders;

/// <summary>A stakeholder was invited.</summary>
[EventType("stakeholder_invited")]
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

    protected override string Dutch => $"{RoleAndParty} is uitgenodigd als belanghebbende {Code} ({Words.Dutch(Say)}).";

    protected override string English => $"{RoleAndParty} was invited as stakeholder {Code} ({Words.English(Say)}).";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Stakeholders = weighing.Stakeholders.Add(new Stakeholder(Code, Party, Role, Say, Interest, PersonName, Contact, KvkNumber, Subject, null, origin)),
    };

    /// <summary>Role and party; said once where both are the same.</summary>
    private string RoleAndParty => Role == Party ? Role : $"{Role} ({Party})";
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

    protected override WeighingEvent EventFor(Weighing weighing) => new StakeholderInvited
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
