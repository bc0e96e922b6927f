namespace WikkenWegen.Domain.Corporations;

/// <summary>A corporation was registered: from now on its people and systems can record weighings.</summary>
[EventType("corporation_registered")]
public sealed record CorporationRegistered : CorporationEvent
{
    public required Registration Registration { get; init; }

    protected override string Dutch => $"De corporatie '{Registration.Name}' is geregistreerd met code {Registration.Code} en KvK-nummer {Registration.KvkNumber}.";

    protected override string English => $"The corporation '{Registration.Name}' was registered with code {Registration.Code} and trade register number {Registration.KvkNumber}.";

    internal override Corporation Evolve(Corporation? corporation, Origin origin) => Corporation.With(Registration, 1, origin.OccurredAt, origin);
}

/// <summary>Registers a corporation.</summary>
public sealed record RegisterCorporation : CorporationCommand
{
    /// <inheritdoc />
    public override bool Registers => true;

    protected override IEnumerable<Refusal> Refusals(Corporation? corporation)
    {
        if (corporation is not null) yield return Rules.DuplicateCode.At("/code", Registration.Code);
    }

    protected override CorporationEvent EventFor(Corporation? corporation) => new CorporationRegistered { Registration = Registration };
}
