namespace WikkenWegen.Domain.Stakeholders;

/// <summary>A stakeholder was invited.</summary>
[EventType("stakeholder_invited")]
public sealed record StakeholderInvited : WeighingEvent
{
    /// <summary>Code of the stakeholder, such as B3; unique within the weighing.</summary>
    public required string Code { get; init; }

    /// <summary>The organisation or group, such as Gemeente.</summary>
    public required string Party { get; init; }

    /// <summary>The role within the party, such as Wijkregisseur; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>What say the stakeholder has.</summary>
    public required Say Say { get; init; }

    /// <summary>What the stakeholder stands for; null where that was not said.</summary>
    public string? Interest { get; init; }

    /// <summary>Name of the person who fills the role, kept in the vault; null where it was not given.</summary>
    public Sealed? PersonName { get; init; }

    /// <summary>How to reach that person, kept in the vault; null where it was not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Number of the party in the trade register, 8 digits with leading zeros; null where it was not given.</summary>
    public string? KvkNumber { get; init; }

    /// <summary>Pseudonymous subject id under which the stakeholder signs in; null where they do not.</summary>
    public string? Subject { get; init; }

    /// <inheritdoc />
    protected override string Path => $"stakeholders/{Code}";

    /// <inheritdoc />
    protected override string Dutch => $"{RoleAndParty} is uitgenodigd als belanghebbende {Code} ({Words.Dutch(Say)}).";

    /// <inheritdoc />
    protected override string English => $"{RoleAndParty} was invited as stakeholder {Code} ({Words.English(Say)}).";

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new InviteStakeholder
    {
        Code = Code,
        Party = Party,
        Role = Role,
        Say = Say,
        Interest = Interest,
        PersonName = PersonName,
        Contact = Contact,
        KvkNumber = KvkNumber,
        Subject = Subject,
    };

    internal override WeighingEvent WithoutPersons(string reader, Weighing newest) =>
        newest.IsThemselves(Code, Subject, reader) ? this : this with { PersonName = null, Contact = null };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        Stakeholders = weighing.Stakeholders.Add(new Stakeholder(Code, Party, Role, Say, Interest, PersonName, Contact, KvkNumber, Subject, null, origin)),
    };

    /// <summary>The role with the party behind it; only the role where both are the same.</summary>
    private string RoleAndParty => Role == Party ? Role : $"{Role} ({Party})";
}

/// <summary>Invites a stakeholder.</summary>
public sealed record InviteStakeholder : WeighingCommand
{
    /// <summary>Its code, which no other stakeholder may have in either case; null to let the system number it: B1, B2, …</summary>
    public string? Code { get; init; }

    /// <summary>The organisation or group, such as Gemeente.</summary>
    public required string Party { get; init; }

    /// <summary>The role within the party, such as Wijkregisseur; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>What say the stakeholder has.</summary>
    public required Say Say { get; init; }

    /// <summary>What the stakeholder stands for; null where that was not said.</summary>
    public string? Interest { get; init; }

    /// <summary>Name of the person who fills the role, kept in the vault; null where it is not given.</summary>
    public Sealed? PersonName { get; init; }

    /// <summary>How to reach that person, kept in the vault; null where it is not given.</summary>
    public Sealed? Contact { get; init; }

    /// <summary>Number of the party in the trade register, 8 digits with leading zeros; null where it is not given.</summary>
    public string? KvkNumber { get; init; }

    /// <summary>Pseudonymous subject id under which the stakeholder signs in; null where they do not.</summary>
    public string? Subject { get; init; }

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Stakeholder(Code) is { } other) yield return Rules.DuplicateCode.At("/code", other.Code);
    }

    /// <inheritdoc />
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
