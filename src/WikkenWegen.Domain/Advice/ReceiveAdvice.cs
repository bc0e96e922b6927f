namespace WikkenWegen.Domain;

/// <summary>The advice that was requested was received.</summary>
public sealed record AdviceReceived : WeighingEvent
{
    public required int Number { get; init; }

    public AdviceTenor? Tenor { get; init; }

    public Sealed? Text { get; init; }

    public Evidence? Document { get; init; }

    /// <summary>Last local day to reason a deviation, where the advice is statutory.</summary>
    public DateOnly? ReasonDeviationBy { get; init; }

    protected override string Path => $"advice-requests/{Number}/advice";

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Received = new Advice(Tenor, Text, Document, ReasonDeviationBy, origin) }),
    };
}

/// <summary>Records the advice that was received on a request.</summary>
public sealed record ReceiveAdvice : WeighingCommand
{
    public required int Number { get; init; }

    public AdviceTenor? Tenor { get; init; }

    public Sealed? Text { get; init; }

    public Evidence? Document { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (this is { Tenor: null, Text: null, Document: null }) yield return Rules.EmptyAdvice.Whole();
        if (weighing.AdviceRequest(Number) is not { } request)
        {
            yield return Rules.NoSuchAdviceRequest.Whole(Number);
            yield break;
        }
        if (request.Received is { } received) yield return Rules.AdviceAlreadyReceived.Whole(Number, received.Origin.Event);
        foreach (var refusal in NotBefore(request.Origin)) yield return refusal;
    }

    protected override WeighingEvent Step(Weighing weighing) => new AdviceReceived
    {
        Number = Number,
        Tenor = Tenor,
        Text = Text,
        Document = Document,
        ReasonDeviationBy = weighing.AdviceRequest(Number)!.Statutory ? AdviceClock.ReasonDeviationBy(OccurredAt) : null,
    };
}
