using System.Collections.Immutable;

namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>The advice that was requested was received.</summary>
[EventType("advice_received")]
public sealed record AdviceReceived : WeighingEvent
{
    /// <summary>Number of the request for advice, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What the advice comes to; null where that was not said.</summary>
    public AdviceTenor? Tenor { get; init; }

    /// <summary>The advice in words, kept in the vault; null where only a tenor or a document was given.</summary>
    public Sealed? Text { get; init; }

    /// <summary>The document with the advice; null where there is none.</summary>
    public Evidence? Document { get; init; }

    /// <summary>Last day (Dutch calendar) on which a deviation may be reasoned, that day included; null where the advice is not statutory.</summary>
    public DateOnly? ReasonDeviationBy { get; init; }

    /// <summary>How that day was counted; null where the advice is not statutory.</summary>
    public StatutoryTerm? Term { get; init; }

    /// <inheritdoc />
    protected override string Path => $"advice-requests/{Number}/advice";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Op adviesaanvraag {Number} is advies ontvangen{(Tenor is { } t ? $": {Words.Dutch(t)}" : "")}{Speech.Until(ReasonDeviationBy, "; een afwijking motiveren kan tot en met", Speech.DutchForms)}{AdviceTerms.Extended(Term, "zonder verlenging", Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"Advice was received on advice request {Number}{(Tenor is { } t ? $": {Words.English(t)}" : "")}{Speech.Until(ReasonDeviationBy, "; a deviation may be reasoned up to and including", Speech.EnglishForms)}{AdviceTerms.Extended(Term, "without extension", Speech.EnglishForms)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReceiveAdvice { Number = Number, Tenor = Tenor, Text = Text, Document = Document };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Received = new Advice(Tenor, Text, Document, origin.CorrectedTerm?.LastDay ?? ReasonDeviationBy, origin.CorrectedTerm ?? Term, origin) }),
    };

    internal override StatutoryTerm? TermFrom(DateTimeOffset moment, ImmutableArray<DateOnly> decreed) => Term is null ? null : AdviceTerms.ToReasonDeviation(moment, decreed);
}

/// <summary>Records the advice that was received on a request.</summary>
public sealed record ReceiveAdvice : TermCommand
{
    /// <summary>Refuses an advice without tenor, text and document.</summary>
    public static readonly Rule EmptyAdvice = new("empty-advice", RuleKind.Invalid,
        "Het advies is leeg: geef een strekking, een tekst of een document.",
        "The advice is empty: give a tenor, a text or a document.");

    /// <summary>Refuses an advice on a request on which advice was received before.</summary>
    public static readonly Rule AdviceAlreadyReceived = new("advice-already-received", RuleKind.Conflict,
        "Op adviesaanvraag {0} is al advies ontvangen (gebeurtenis {1}).",
        "Advice on advice request {0} was received already (event {1}).");

    /// <summary>Number of the request for advice. Refused where there is none.</summary>
    public required int Number { get; init; }

    /// <summary>What the advice comes to; null where that was not said.</summary>
    public AdviceTenor? Tenor { get; init; }

    /// <summary>The advice in words, kept in the vault; null where only a tenor or a document is given.</summary>
    public Sealed? Text { get; init; }

    /// <summary>The document with the advice; null where there is none.</summary>
    public Evidence? Document { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
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

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var term = weighing.AdviceRequest(Number)!.Statutory ? AdviceTerms.ToReasonDeviation(OccurredAt, DecreedDays) : null;
        return new AdviceReceived
        {
            Number = Number,
            Tenor = Tenor,
            Text = Text,
            Document = Document,
            ReasonDeviationBy = term?.LastDay,
            Term = term,
        };
    }
}
