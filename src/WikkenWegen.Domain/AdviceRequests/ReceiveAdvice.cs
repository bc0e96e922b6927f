namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>The advice that was requested was received.</summary>
[EventType("advice_received")]
public sealed record AdviceReceived : WeighingEvent
{
    public required int Number { get; init; }

    public AdviceTenor? Tenor { get; init; }

    public Sealed? Text { get; init; }

    public Evidence? Document { get; init; }

    /// <summary>Last local day to reason a deviation, where the advice is statutory.</summary>
    public DateOnly? ReasonDeviationBy { get; init; }

    protected override string Path => $"advice-requests/{Number}/advice";

    protected override string Dutch => Invariant($"Op adviesaanvraag {Number} is advies ontvangen{(Tenor is { } t ? $": {Words.Dutch(t)}" : "")}{Speech.Until(ReasonDeviationBy, "; een afwijking motiveren kan tot en met", Speech.DutchForms)}.");

    protected override string English => Invariant($"Advice was received on advice request {Number}{(Tenor is { } t ? $": {Words.English(t)}" : "")}{Speech.Until(ReasonDeviationBy, "; a deviation may be reasoned up to and including", Speech.EnglishForms)}.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Received = new Advice(Tenor, Text, Document, ReasonDeviationBy, origin) }),
    };
}

/// <summary>Records the advice that was received on a request.</summary>
public sealed record ReceiveAdvice : WeighingCommand
{
    public static readonly Rule EmptyAdvice = new("empty-advice", RuleKind.Invalid,
        "Het advies is leeg: geef een strekking, een tekst of een document.",
        "The advice is empty: give a tenor, a text or a document.");

    public static readonly Rule AdviceAlreadyReceived = new("advice-already-received", RuleKind.Conflict,
        "Op adviesaanvraag {0} is al advies ontvangen (gebeurtenis {1}).",
        "Advice on advice request {0} was received already (event {1}).");

    public required int Number { get; init; }

    public AdviceTenor? Tenor { get; init; }

    public Sealed? Text { get; init; }

    public Evidence? Document { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (this is { Tenor: null, Text: null, Document: null }) yield return EmptyAdvice.Whole();
        if (weighing.AdviceRequest(Number) is not { } request)
        {
            yield return Rules.NoSuchAdviceRequest.Whole(Number);
            yield break;
        }
        if (request.Received is { } received) yield return AdviceAlreadyReceived.Whole(Number, received.Origin.Event);
        foreach (var refusal in NotBefore(request.Origin)) yield return refusal;
    }

    protected override WeighingEvent EventFor(Weighing weighing) => new AdviceReceived
    {
        Number = Number,
        Tenor = Tenor,
        Text = Text,
        Document = Document,
        ReasonDeviationBy = weighing.AdviceRequest(Number)!.Statutory ? AdviceTerms.ReasonDeviationBy(OccurredAt) : null,
    };
}
