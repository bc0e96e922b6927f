namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>It was reasoned, to who gave it, why an advice is not or not wholly followed.</summary>
[EventType("advice_deviation_reasoned")]
public sealed record AdviceDeviationReasoned : WeighingEvent
{
    public required int Number { get; init; }

    public Sealed? PartOfAdvice { get; init; }

    public required DeviationGround Ground { get; init; }

    public required Sealed Reason { get; init; }

    /// <summary>First local day on which execution may start, where the advice is statutory.</summary>
    public DateOnly? ExecuteFrom { get; init; }

    protected override string Path => $"advice-requests/{Number}/answer";

    protected override string Dutch => Invariant($"Van {(PartOfAdvice is not null ? "een deel van " : "")}het advies op aanvraag {Number} wordt gemotiveerd afgeweken ({Words.Dutch(Ground)}){Speech.Until(ExecuteFrom, "; uitvoeren kan vanaf", Speech.DutchForms)}.");

    protected override string English => Invariant($"{(PartOfAdvice is not null ? "Part of the" : "The")} advice on request {Number} is not followed, with reasons ({Words.English(Ground)}){Speech.Until(ExecuteFrom, "; execution may start from", Speech.EnglishForms)}.");

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Answer = new AdviceAnswer(false, PartOfAdvice, Ground, Reason, ExecuteFrom, origin) }),
    };
}

/// <summary>Records the reasons for deviating from an advice.</summary>
public sealed record ReasonAdviceDeviation : WeighingCommand
{
    public required int Number { get; init; }

    /// <summary>The part that is deviated from; null for the whole.</summary>
    public Sealed? PartOfAdvice { get; init; }

    public required DeviationGround Ground { get; init; }

    /// <summary>Why; null is refused.</summary>
    public Sealed? Reason { get; init; }

    protected override bool AfterTheEnd => true;

    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        foreach (var refusal in weighing.AnswerRefusals(Number)) yield return refusal;
        foreach (var refusal in NotBefore(weighing.AdviceRequest(Number)?.Received?.Origin)) yield return refusal;
    }

    protected override WeighingEvent EventFor(Weighing weighing) => new AdviceDeviationReasoned
    {
        Number = Number,
        PartOfAdvice = PartOfAdvice,
        Ground = Ground,
        Reason = Reason!,
        ExecuteFrom = weighing.AdviceRequest(Number)!.Statutory ? AdviceTerms.ExecuteFrom(OccurredAt) : null,
    };
}
