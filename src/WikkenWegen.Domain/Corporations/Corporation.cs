using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Corporations;

/// <summary>A housing corporation (toegelaten instelling) that keeps its weighings in this installation: a tenant.</summary>
public sealed record Corporation
{
    /// <summary>Its code here: what a token names in its claim <c>corporation</c>. Never changes.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Number in the trade register: 8 digits, zeros in front included.</summary>
    public required string KvkNumber { get; init; }

    /// <summary>Number as a registered social landlord: L and 4 digits.</summary>
    public string? CorporationNumber { get; init; }

    /// <summary>Organisation identification number (OIN) of the government: 20 digits.</summary>
    public string? Oin { get; init; }

    /// <summary>Number of times that it was registered or changed, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Pseudonymous subject id of who registered or changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>The rules of its own by which findings are made, in the order in which they were adopted, those that ended included. They are no part of its registration, and not kept with that.</summary>
    [JsonIgnore]
    public ImmutableArray<OwnRuleVersion> FindingRules { get; init; } = [];

    /// <summary>The newest version of the rule of its own with this code, in either case; null where there is none.</summary>
    public OwnRuleVersion? FindingRule(string code) => FindingRules.LastOrDefault(r => Codes.Same(r.Rule.Code, code));

    /// <summary>What is registered of it.</summary>
    internal Registration Registration => new() { Code = Code, Name = Name, KvkNumber = KvkNumber, CorporationNumber = CorporationNumber, Oin = Oin };

    /// <summary>The corporation after one more event.</summary>
    /// <param name="before">The corporation before; null where it was not registered yet.</param>
    /// <param name="happened">The event.</param>
    /// <param name="origin">Where the event stands in its stream, and who recorded it when.</param>
    public static Corporation After(Corporation? before, CorporationEvent happened, Origin origin) =>
        happened.Evolve(before, origin) is { } after ? after with { FindingRules = RulesAfter(before?.FindingRules ?? [], happened, origin) } : null!;

    /// <summary>The rules of a corporation's own after one more event, which most events leave as they were.</summary>
    /// <param name="before">The rules before.</param>
    /// <param name="happened">The event.</param>
    /// <param name="origin">Where the event stands in its stream, and who recorded it when.</param>
    public static ImmutableArray<OwnRuleVersion> RulesAfter(ImmutableArray<OwnRuleVersion> before, CorporationEvent happened, Origin origin) => happened.RulesAfter(before, origin);

    /// <summary>The corporation with another registration in force.</summary>
    internal static Corporation With(Registration registration, int version, DateTimeOffset registeredAt, Origin origin) => new()
    {
        Code = registration.Code,
        Name = registration.Name,
        KvkNumber = registration.KvkNumber,
        CorporationNumber = registration.CorporationNumber,
        Oin = registration.Oin,
        Version = version,
        RegisteredAt = registeredAt,
        ChangedAt = origin.OccurredAt,
        ChangedBy = origin.Actor,
    };
}

/// <summary>What is registered of a corporation.</summary>
public sealed record Registration
{
    /// <summary>Its code here; never changes.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Number in the trade register: 8 digits, zeros in front included.</summary>
    public required string KvkNumber { get; init; }

    /// <summary>Number as a registered social landlord: L and 4 digits; absent where it has none.</summary>
    public string? CorporationNumber { get; init; }

    /// <summary>Organisation identification number (OIN) of the government: 20 digits; absent where it has none.</summary>
    public string? Oin { get; init; }
}

/// <summary>Something that happened to a corporation as a whole: a step in its registration, or another act that belongs to none of its weighings.</summary>
public abstract record CorporationEvent : DomainEvent
{
    /// <summary>Whether it is also for who reads of any corporation, such as an administrator; else it is for people of the corporation alone.</summary>
    [JsonIgnore]
    public bool IsForOthers => ForOthers;

    /// <summary>The same, said by each event. It is not public, so that it is never written into the JSON of the event.</summary>
    private protected abstract bool ForOthers { get; }

    /// <summary>The state after this event. Total: it never refuses, whatever the state, because the event has already happened.</summary>
    internal abstract Corporation Evolve(Corporation? corporation, Origin origin);

    /// <summary>The rules of the corporation's own after this event. Total, as <see cref="Evolve"/> is.</summary>
    internal virtual ImmutableArray<OwnRuleVersion> RulesAfter(ImmutableArray<OwnRuleVersion> before, Origin origin) => before;
}

/// <summary>Something to be recorded of a corporation as a whole. Pure: it knows no clock, no store and no HTTP.</summary>
public abstract record CorporationCommand
{
    /// <summary>Refuses what is to be recorded of a corporation that is not registered.</summary>
    public static readonly Rule NoSuchCorporation = new("no-such-corporation", RuleKind.Missing,
        "Er is geen corporatie met deze code.",
        "There is no corporation with this code.");

    /// <summary>When it happened, in UTC with millisecond precision.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Code of the corporation.</summary>
    public abstract string Corporation { get; }

    /// <summary>Whether it registers a corporation that is not there yet. Every other command needs one that was registered.</summary>
    public virtual bool Registers => false;

    /// <summary>The version of what it changes that a caller has read: that of the registration, unless a command says otherwise; null where there is nothing to change.</summary>
    /// <param name="corporation">The state now; null where it is not registered.</param>
    public virtual int? VersionBefore(Corporation? corporation) => corporation?.Version ?? 0;

    /// <summary>Decides on the state: the event to record, or every rule that the command breaks.</summary>
    /// <param name="corporation">The state now; null where it is not registered.</param>
    /// <param name="now">The moment of recording.</param>
    public Ruling<CorporationEvent> Decide(Corporation? corporation, DateTimeOffset now)
    {
        if (corporation is null && !Registers) return new Ruling<CorporationEvent>(null, [NoSuchCorporation.Whole()]);
        Refusal[] refusals = [.. Untimely(corporation, now), .. Refusals(corporation)];
        return refusals.Length == 0 ? new Ruling<CorporationEvent>(EventFor(corporation) with { OccurredAt = OccurredAt }, []) : new Ruling<CorporationEvent>(null, [.. refusals]);
    }

    /// <summary>Every rule that the command breaks on this state.</summary>
    protected virtual IEnumerable<Refusal> Refusals(Corporation? corporation) => [];

    /// <summary>The event to record. Called only where nothing is refused.</summary>
    protected abstract CorporationEvent EventFor(Corporation? corporation);

    private IEnumerable<Refusal> Untimely(Corporation? corporation, DateTimeOffset now)
    {
        if (OccurredAt > now) yield return Rules.OccurredInTheFuture.At("/occurredAt", now);
        if (!Registers && OccurredAt < corporation!.ChangedAt) yield return Rules.OccurredBeforeItsGround.At("/occurredAt", corporation.Version, corporation.ChangedAt);
    }
}

/// <summary>Something that an administrator asks to record of the registration of a corporation.</summary>
public abstract record RegistrationCommand : CorporationCommand
{
    /// <summary>What is registered from then on; its code says of which corporation.</summary>
    public required Registration Registration { get; init; }

    /// <inheritdoc />
    public sealed override string Corporation => Registration.Code;
}
