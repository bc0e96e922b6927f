namespace WikkenWegen.Domain;

/// <summary>A weighing was opened: the question is framed.</summary>
public sealed record WeighingOpened : WeighingEvent
{
    public required Framing Framing { get; init; }

    protected override string Path => "";

    internal override Weighing Evolve(Weighing weighing, Origin origin) =>
        weighing with { Framings = [new FramingVersion(1, Framing, [], null, origin)] };
}

/// <summary>Opens a weighing.</summary>
public sealed record OpenWeighing : WeighingCommand
{
    public required Framing Framing { get; init; }

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (weighing.Opened is not null) yield return Rules.AlreadyOpened.Whole();
    }

    protected override WeighingEvent Step(Weighing weighing) => new WeighingOpened { Framing = Framing };
}
