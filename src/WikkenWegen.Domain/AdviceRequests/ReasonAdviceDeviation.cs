using System.Collections.Immutable;

namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>The adviser was told why their advice is not, or not wholly, followed.</summary>
[EventType("advice_deviation_reasoned")]
public sealed record AdviceDeviationReasoned : WeighingEvent
{
    /// <summary>Number of the request for advice, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>The part of the advice that is not followed, kept in the vault; null where it is the whole advice.</summary>
    public Sealed? PartOfAdvice { get; init; }

    /// <summary>The coded ground of the deviation.</summary>
    public required DeviationGround Ground { get; init; }

    /// <summary>Why the advice is not followed; kept in the vault.</summary>
    public required Sealed Reason { get; init; }

    /// <summary>First day (Dutch calendar) on which execution may start; null where the advice is not statutory.</summary>
    public DateOnly? ExecuteFrom { get; init; }

    /// <summary>How that day was counted; null where the advice is not statutory.</summary>
    public StatutoryTerm? Term { get; init; }

    /// <inheritdoc />
    protected override string Path => $"advice-requests/{Number}/answer";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Van {(PartOfAdvice is not null ? "een deel van " : "")}het advies op aanvraag {Number} wordt gemotiveerd afgeweken ({Words.Dutch(Ground)}){Speech.Until(ExecuteFrom, "; uitvoeren kan vanaf", Speech.DutchForms)}{AdviceTerms.Extended(Term, "zonder verlenging", Speech.DutchForms)}.");

    /// <inheritdoc />
    protected override string English => Invariant($"{(PartOfAdvice is not null ? "Part of the" : "The")} advice on request {Number} is not followed, with reasons ({Words.English(Ground)}){Speech.Until(ExecuteFrom, "; execution may start from", Speech.EnglishForms)}{AdviceTerms.Extended(Term, "without extension", Speech.EnglishForms)}.");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new ReasonAdviceDeviation { Number = Number, PartOfAdvice = PartOfAdvice, Ground = Ground, Reason = Reason };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Change(a => a.Number == Number,
            a => a with { Answer = new AdviceAnswer(false, PartOfAdvice, Ground, Reason, origin.CorrectedTerm?.LastDay ?? ExecuteFrom, origin.CorrectedTerm ?? Term, origin) }),
    };

    internal override StatutoryTerm? TermFrom(DateTimeOffset moment, ImmutableArray<DateOnly> decreed) => Term is null ? null : AdviceTerms.BeforeExecution(moment, decreed);
}

/// <summary>Records the reasons for deviating from an advice.</summary>
public sealed record ReasonAdviceDeviation : TermCommand
{
    /// <summary>Number of the request for advice. Refused where there is none, where no advice was received on it, or where that was answered already.</summary>
    public required int Number { get; init; }

    /// <summary>The part of the advice that is not followed, kept in the vault; null for the whole advice.</summary>
    public Sealed? PartOfAdvice { get; init; }

    /// <summary>The coded ground of the deviation.</summary>
    public required DeviationGround Ground { get; init; }

    /// <summary>Why the advice is not followed, kept in the vault; null is refused.</summary>
    public Sealed? Reason { get; init; }

    /// <inheritdoc />
    protected override bool AfterTheEnd => true;

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Reason is null) yield return Rules.ReasonMissing.At("/reason");
        foreach (var refusal in weighing.AnswerRefusals(Number)) yield return refusal;
        foreach (var refusal in NotBefore(weighing.AdviceRequest(Number)?.Received?.Origin)) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var term = weighing.AdviceRequest(Number)!.Statutory ? AdviceTerms.BeforeExecution(OccurredAt, DecreedDays) : null;
        return new AdviceDeviationReasoned
        {
            Number = Number,
            PartOfAdvice = PartOfAdvice,
            Ground = Ground,
            Reason = Reason!,
            ExecuteFrom = term?.LastDay,
            Term = term,
        };
    }
}
