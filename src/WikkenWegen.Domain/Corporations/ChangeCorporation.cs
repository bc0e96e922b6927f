using System.Collections.Immutable;

namespace WikkenWegen.Domain.Corporations;

/// <summary>What is registered of a corporation was changed, or confirmed as it was.</summary>
[EventType("corporation_changed")]
public sealed record CorporationChanged : CorporationEvent
{
    /// <summary>Names of the fields in Dutch and English, by their names in JSON. The code never changes.</summary>
    private static readonly Dictionary<string, (string Dutch, string English)> Fields = new()
    {
        ["name"] = ("naam", "name"),
        ["kvkNumber"] = ("KvK-nummer", "trade register number"),
        ["corporationNumber"] = ("corporatienummer", "corporation number"),
        ["oin"] = ("OIN", "OIN"),
    };

    /// <summary>Number of this version, from 2.</summary>
    public required int Version { get; init; }

    /// <summary>The whole registration, as it is from now on.</summary>
    public required Registration Registration { get; init; }

    /// <summary>Names of the fields that changed, as in the JSON of the registration; none where it was confirmed as it was.</summary>
    public required ImmutableArray<string> Changed { get; init; }

    /// <inheritdoc />
    protected override string Dutch => Changed.IsEmpty
        ? Invariant($"De registratie van '{Registration.Name}' is bevestigd zoals zij was (versie {Version}).")
        : Invariant($"De registratie van '{Registration.Name}' is gewijzigd (versie {Version}): {Speech.Listed(Changed.Select(name => Words(name).Dutch))}.");

    /// <inheritdoc />
    protected override string English => Changed.IsEmpty
        ? Invariant($"The registration of '{Registration.Name}' was confirmed as it was (version {Version}).")
        : Invariant($"The registration of '{Registration.Name}' was changed (version {Version}): {Speech.Listed(Changed.Select(name => Words(name).English))}.");

    private protected override bool ForOthers => true;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) =>
        Corporation.With(Registration, Version, corporation?.RegisteredAt ?? origin.OccurredAt, origin);

    /// <summary>A name that an older program knew stays as it is.</summary>
    private static (string Dutch, string English) Words(string name) => Fields.GetValueOrDefault(name, (name, name));
}

/// <summary>Changes what is registered of a corporation. To send what is registered already is to confirm it: that is recorded too.</summary>
public sealed record ChangeCorporation : RegistrationCommand
{
    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation) => new CorporationChanged
    {
        Version = corporation!.Version + 1,
        Registration = Registration,
        Changed = EventContract.Changed(corporation.Registration, Registration),
    };
}
