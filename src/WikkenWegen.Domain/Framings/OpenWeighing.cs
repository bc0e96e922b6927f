using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Framings;

/// <summary>A weighing was opened: the question is framed.</summary>
[EventType("weighing_opened")]
public sealed record WeighingOpened : WeighingEvent
{
    /// <summary>The first version of the framing.</summary>
    public required Framing Framing { get; init; }

    /// <inheritdoc />
    protected override string Path => "";

    /// <inheritdoc />
    protected override string Dutch => $"De afweging '{Framing.Title}' is geopend. De vraag: {Speech.Ended(Framing.Question)}";

    /// <inheritdoc />
    protected override string English => $"The weighing '{Framing.Title}' was opened. The question: {Speech.Ended(Framing.Question)}";

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new OpenWeighing { Framing = Framing };

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with
        {
            Framings = [new FramingVersion(1, Framing, [], null, origin)],
            Access = [new AccessGrant(1, origin.Actor, Framing.OwnerRole, null, origin, null)],
        };
}

/// <summary>Opens a weighing.</summary>
public sealed record OpenWeighing : WeighingCommand
{
    /// <summary>Refuses to open a weighing that exists already.</summary>
    public static readonly Rule AlreadyOpened = new("already-opened", RuleKind.Conflict,
        "Deze afweging is al geopend.",
        "This weighing was opened already.");

    /// <summary>The first version of the framing.</summary>
    public required Framing Framing { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override bool Opens => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Opened is not null) yield return AlreadyOpened.Whole();
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new WeighingOpened { Framing = Framing };
}
