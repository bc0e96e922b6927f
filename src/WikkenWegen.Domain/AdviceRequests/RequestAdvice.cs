using System.Collections.Immutable;

namespace WikkenWegen.Domain.AdviceRequests;

/// <summary>Advice was requested.</summary>
[EventType("advice_requested")]
public sealed record AdviceRequested : WeighingEvent
{
    /// <summary>Number of the request, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>Code of the stakeholder who is asked for advice.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>What advice is asked on, in words.</summary>
    public required string About { get; init; }

    /// <summary>The revision of a proposal on which advice is asked; null where it is about no single proposal.</summary>
    public ProposalRevisionReference? Proposal { get; init; }

    /// <summary>Whether the law gives a right of advice, so that the terms of the law apply.</summary>
    public required bool Statutory { get; init; }

    /// <summary>The law or agreement on which the request rests; null where that was not said.</summary>
    public string? Basis { get; init; }

    /// <summary>Last day (Dutch calendar) on which advice may be given, that day included: the agreed day, else that of the law; null where no term was set.</summary>
    public DateOnly? AdviseBy { get; init; }

    /// <summary>The six weeks that the law gives at least, as they were counted; null where the advice is not statutory.</summary>
    public StatutoryTerm? Term { get; init; }

    /// <summary>The last day that was agreed or set; null where the day is that of the law, or none was set.</summary>
    public DateOnly? AgreedDay { get; init; }

    /// <inheritdoc />
    protected override string Path => $"advice-requests/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"Met adviesaanvraag {Number} is {Stakeholder}{(Statutory ? " op grond van de wet" : "")} om advies gevraagd over: {Speech.Ended(About, Speech.Until(AdviseBy, "; adviseren kan tot en met", Speech.DutchForms) + AdviceTerms.Extended(Shown, "zonder verlenging", Speech.DutchForms))}");

    /// <inheritdoc />
    protected override string English => Invariant($"By advice request {Number}, {Stakeholder} was asked for {(Statutory ? "statutory advice" : "advice")} on: {Speech.Ended(About, Speech.Until(AdviseBy, "; they may advise up to and including", Speech.EnglishForms) + AdviceTerms.Extended(Shown, "without extension", Speech.EnglishForms))}");

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new RequestAdvice
    {
        Stakeholder = Stakeholder,
        About = About,
        Proposal = ProposalChoice.Of(Proposal),
        Statutory = Statutory,
        Basis = Basis,
        AdviseBy = Agreed,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin) => weighing with
    {
        AdviceRequests = weighing.AdviceRequests.Add(
            new AdviceRequest(Number, Stakeholder, About, Proposal, Statutory, Basis, Agreed ?? (origin.CorrectedTerm ?? Term)?.LastDay, origin.CorrectedTerm ?? Term, origin, null, null)),
    };

    internal override StatutoryTerm? TermFrom(DateTimeOffset moment, ImmutableArray<DateOnly> decreed) => Statutory ? AdviceTerms.ToAdvise(moment, decreed) : null;

    /// <summary>The last day that was agreed, or set; null where it is that of the law, or none was set.</summary>
    private DateOnly? Agreed => AgreedDay ?? (AdviseBy == Term?.LastDay ? null : AdviseBy);

    /// <summary>The term of the law, where the day in the sentence is its last day; null where another day was agreed.</summary>
    private StatutoryTerm? Shown => AdviseBy == Term?.LastDay ? Term : null;
}

/// <summary>Requests advice of a stakeholder.</summary>
public sealed record RequestAdvice : TermCommand
{
    /// <summary>
    /// Refuses a last day to advise that lies within the six weeks which the law gives. It may lie between their plain and their extended last
    /// day: the landlord sets the day, and whether the Algemene termijnenwet extends a least time is for a lawyer; the event shows both days.
    /// </summary>
    public static readonly Rule StatutoryTermTooShort = new("statutory-term-too-short", RuleKind.Invalid,
        "De wet geeft ten minste zes weken om te adviseren: tot en met {0}.",
        "The law gives at least six weeks to advise: up to and including {0}.");

    /// <summary>Code of the stakeholder who is asked. Refused where they do not take part in the weighing at that moment.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>What advice is asked on, in words.</summary>
    public required string About { get; init; }

    /// <summary>The proposal on which advice is asked; null where it is about no single proposal.</summary>
    public ProposalChoice? Proposal { get; init; }

    /// <summary>Whether the law gives a right of advice, so that the terms of the law apply.</summary>
    public required bool Statutory { get; init; }

    /// <summary>The law or agreement on which the request rests; null where that was not said.</summary>
    public string? Basis { get; init; }

    /// <summary>
    /// The agreed last day (Dutch calendar) to advise, not before the day of the request. Where the law gives a right of advice: at least
    /// six weeks, and where it is null the last day of those by the Algemene termijnenwet.
    /// </summary>
    public DateOnly? AdviseBy { get; init; }

    /// <inheritdoc />
    public override IEnumerable<string> BuildsOn() => Proposal?.AsNewest ?? [];

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) => this with { Stakeholder = weighing.StakeholderCode(Stakeholder), Proposal = Proposal?.WithCodesOf(weighing) };

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        foreach (var refusal in weighing.TakesPart(Stakeholder, OccurredAt, "/stakeholder")) yield return refusal;
        foreach (var refusal in Proposal?.Refusals(weighing, "/proposal") ?? []) yield return refusal;
        if (AdviseBy < Calendar.DayOf(OccurredAt)) yield return Rules.DayBeforeEvent.At("/adviseBy", AdviseBy.Value);
        else if (Statutory && AdviseBy < AdviceTerms.ToAdvise(OccurredAt, DecreedDays).PlainDay)
            yield return StatutoryTermTooShort.At("/adviseBy", AdviceTerms.ToAdvise(OccurredAt, DecreedDays).PlainDay);
        foreach (var refusal in NotBefore(Proposal?.Origin(weighing))) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing)
    {
        var term = Statutory ? AdviceTerms.ToAdvise(OccurredAt, DecreedDays) : null;
        return new AdviceRequested
        {
            Number = weighing.AdviceRequests.Count + 1,
            Stakeholder = Stakeholder,
            About = About,
            Proposal = Proposal?.Resolve(weighing),
            Statutory = Statutory,
            Basis = Basis,
            AdviseBy = AdviseBy ?? term?.LastDay,
            Term = term,
            AgreedDay = AdviseBy,
        };
    }
}
