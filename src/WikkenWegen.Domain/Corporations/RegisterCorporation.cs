namespace WikkenWegen.Domain.Corporations;

/// <summary>A corporation was registered: from now on its people and systems can record weighings.</summary>
[EventType("corporation_registered")]
public sealed record CorporationRegistered : CorporationEvent
{
    /// <summary>What is registered of it.</summary>
    public required Registration Registration { get; init; }

    /// <inheritdoc />
    protected override string Dutch => $"De corporatie '{Registration.Name}' is geregistreerd met code {Registration.Code} en KvK-nummer {Registration.KvkNumber}.";

    /// <inheritdoc />
    protected override string English => $"The corporation '{Registration.Name}' was registered with code {Registration.Code} and trade register number {Registration.KvkNumber}.";

    private protected override bool ForOthers => true;

    /// <inheritdoc />
    internal override Corporation Evolve(Corporation? corporation, Origin origin) => Corporation.With(Registration, 1, origin.OccurredAt, origin);
}

/// <summary>Registers a corporation.</summary>
public sealed record RegisterCorporation : RegistrationCommand
{
    /// <summary>The code of the catalogue of the installation, which has its place beside the corporations; no corporation gets it.</summary>
    public const string Catalogue = "catalogue";

    /// <summary>Whether the installation does it by itself, which alone registers its catalogue: as a tenant with a record of its own, that has a log as a corporation has.</summary>
    public bool IsOfInstallation { get; init; }

    /// <inheritdoc />
    public override bool Registers => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Corporation? corporation)
    {
        if (corporation is not null || (Registration.Code == Catalogue && !IsOfInstallation)) yield return Rules.DuplicateCode.At("/code", Registration.Code);
    }

    /// <inheritdoc />
    protected override CorporationEvent EventFor(Corporation? corporation) => new CorporationRegistered { Registration = Registration };
}
