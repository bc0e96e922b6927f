using System.Collections.Immutable;

namespace WikkenWegen.Domain.Decisions;

/// <summary>A decision was taken.</summary>
[EventType("decision_taken")]
public sealed record DecisionTaken : WeighingEvent
{
    /// <summary>Number of the decision, from 1 within the weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What was decided, with its reasons.</summary>
    public required DecisionContent Content { get; init; }

    /// <inheritdoc />
    protected override string Path => $"decisions/{Number}";

    /// <inheritdoc />
    protected override string Dutch => Invariant($"{Content.DeciderRole} nam besluit {Number}: {DutchChoice()}{Deviations("bewuste afwijking", "bewuste afwijkingen", "met")}.");

    /// <inheritdoc />
    protected override string English => Invariant($"{Content.DeciderRole} took decision {Number}: {EnglishChoice()}{Deviations("deliberate deviation", "deliberate deviations", "with")}.");

    internal override WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => Content.Kind switch
    {
        DecisionKind.Deferred => WeighingStatus.Deferred,
        DecisionKind.Chosen or DecisionKind.DoNothingChosen when approverNamed => WeighingStatus.AwaitingApproval,
        _ => WeighingStatus.Decided,
    };

    /// <inheritdoc />
    public override WeighingCommand AsCommand() => new TakeDecision
    {
        Proposals = [.. Content.Proposals.Select(p => new ProposalChoice(p.Code, p.Revision))],
        Content = Content,
    };

    internal override Weighing Evolve(Weighing weighing, Origin origin)
    {
        var before = weighing.Superseding(origin);
        return before with { Decisions = before.Decisions.Add(new Decision(Number, Content, origin)) };
    }

    private string DutchChoice() => Content.Kind switch
    {
        DecisionKind.Chosen => "gekozen is voor " + Speech.Listed(Content.Proposals, "voorstel", "versie", "en"),
        DecisionKind.DoNothingChosen => "gekozen is voor het nulalternatief, " + Speech.Listed(Content.Proposals, "voorstel", "versie", "en"),
        DecisionKind.Deferred => "de keuze is uitgesteld",
        _ => "geen van de voorstellen is gekozen",
    };

    private string EnglishChoice() => Content.Kind switch
    {
        DecisionKind.Chosen => "the choice is for " + Speech.Listed(Content.Proposals, "proposal", "revision", "and"),
        DecisionKind.DoNothingChosen => "the choice is for the do-nothing option, " + Speech.Listed(Content.Proposals, "proposal", "revision", "and"),
        DecisionKind.Deferred => "the choice is deferred",
        _ => "none of the proposals is chosen",
    };

    private string Deviations(string one, string more, string with) => Content.Deviations.Length switch
    {
        0 => "",
        1 => $", {with} 1 {one}",
        var n => Invariant($", {with} {n} {more}"),
    };
}

/// <summary>Takes a decision.</summary>
public sealed record TakeDecision : WeighingCommand
{
    /// <summary>Refuses a deviation from an advice with the number of a request that does not exist.</summary>
    public static readonly Rule UnknownAdviceRequest = new("unknown-advice-request", RuleKind.Invalid,
        "Adviesaanvraag {0} bestaat niet in deze afweging.",
        "Advice request {0} does not exist in this weighing.");

    /// <summary>Refuses a choice that does not name the proposal that was chosen.</summary>
    public static readonly Rule ProposalMissing = new("proposal-missing", RuleKind.Invalid,
        "Noem bij deze soort besluit het voorstel dat gekozen is.",
        "Name, for this kind of decision, the proposal that is chosen.");

    /// <summary>Refuses a proposal in a decision that chooses none.</summary>
    public static readonly Rule ProposalNotChosen = new("proposal-not-chosen", RuleKind.Invalid,
        "Bij deze soort besluit wordt geen voorstel gekozen: laat dit veld weg.",
        "This kind of decision chooses no proposal: leave this field out.");

    /// <summary>Refuses a kind that does not fit the proposal: doNothingChosen goes with the do-nothing option, chosen with any other.</summary>
    public static readonly Rule KindAgainstProposal = new("kind-against-proposal", RuleKind.Invalid,
        "De soort besluit past niet bij voorstel {0}: bij het nulalternatief hoort doNothingChosen, bij een ander voorstel chosen.",
        "The kind of decision does not fit proposal {0}: the do-nothing option takes doNothingChosen, any other proposal chosen.");

    /// <summary>Refuses the do-nothing option together with another proposal.</summary>
    public static readonly Rule DoNothingAlone = new("do-nothing-alone", RuleKind.Invalid,
        "Wie het nulalternatief kiest, kiest niets anders: noem één voorstel.",
        "Whoever chooses the do-nothing option chooses nothing else: name one proposal.");

    /// <summary>Refuses a deviation that does not name what its kind asks for: a framework, an advice request, or neither.</summary>
    public static readonly Rule DeviationUnclear = new("deviation-unclear", RuleKind.Invalid,
        "Noem bij een afwijking van een kader het kader, bij een afwijking van een advies de adviesaanvraag, en anders geen van beide.",
        "Name the framework for a deviation from a framework, the advice request for one from an advice, and neither otherwise.");

    /// <summary>Refuses a person who approved or rejected a decision in the weighing: they take none in it.</summary>
    public static readonly Rule DeciderIsApprover = new("decider-is-approver", RuleKind.Forbidden,
        "Wie in deze afweging een besluit goed- of afkeurde (besluit {0}), besluit er niet. Dat doet een andere beslisser.",
        "Whoever approved or rejected a decision in this weighing (decision {0}) does not decide in it. Another decider does that.");

    /// <summary>Refuses a person who changed which role approves, or when that was, after there was a proposal: else they could decide without approval.</summary>
    public static readonly Rule DeciderChangedApprover = new("decider-changed-approver", RuleKind.Forbidden,
        "Wie veranderde wie goedkeurt toen er al een voorstel lag (vraagstelling, versie {0}), besluit niet in deze afweging. Dat doet een andere beslisser.",
        "Whoever changed who approves when there was a proposal already (framing, version {0}) does not decide in this weighing. Another decider does that.");

    /// <summary>The one proposal that is chosen, in one of its revisions; null where none is, or where several are named below.</summary>
    public ProposalChoice? Proposal { get; init; }

    /// <summary>The proposals that are chosen together, each in one of its revisions. A choice needs one here or above; every other kind of decision has none.</summary>
    public ImmutableArray<ProposalChoice> Proposals { get; init; } = [];

    /// <summary>What is decided. Its proposals are filled in from the choices above; its decider from the framing, where it is left out.</summary>
    public required DecisionContent Content { get; init; }

    private bool IsChoice => Content.Kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen;

    /// <inheritdoc />
    protected override WeighingCommand WithCodesOf(Weighing weighing) =>
        this with { Proposal = Proposal?.WithCodesOf(weighing), Proposals = [.. Proposals.Select(p => p.WithCodesOf(weighing))] };

    /// <summary>Separation of duties: who approves, or said who approves, does not decide.</summary>
    protected override Refusal? Forbidden(Weighing weighing, Actor actor)
    {
        if (base.Forbidden(weighing, actor) is { } forbidden) return forbidden;
        if (weighing.RulingOf(actor) is { } ruled) return DeciderIsApprover.Whole(ruled.Number);
        return weighing.ApproverChangeOf(actor) is { } framing ? DeciderChangedApprover.Whole(framing.Version) : null;
    }

    /// <inheritdoc />
    protected override IEnumerable<Refusal> Refusals(Weighing weighing)
    {
        if (Content.Rationale is null) yield return Rules.ReasonMissing.At("/rationale");
        foreach (var refusal in Chosen(weighing)) yield return refusal;
        for (var i = 0; i < Content.Deviations.Length; i++)
            foreach (var refusal in Deviates(weighing, Content.Deviations[i], $"/deviations/{i}")) yield return refusal;
        if (Content.ReviewDate < Calendar.DayOf(OccurredAt)) yield return Rules.DayBeforeEvent.At("/reviewDate", Content.ReviewDate.Value);
        if (weighing.StandingDecision is { IsFinal: true } standing) yield return Rules.DecisionStands.Whole(standing.Number, standing.Origin.Event);
        foreach (var refusal in NotBefore([.. Choices.Select(c => c.Choice.Origin(weighing)), .. Advices(weighing), .. Before(weighing)])) yield return refusal;
    }

    /// <inheritdoc />
    protected override WeighingEvent EventFor(Weighing weighing) => new DecisionTaken
    {
        Number = weighing.Decisions.Count + 1,
        Content = Content with { Proposals = [.. Choices.Select(c => c.Choice.Resolve(weighing))], DeciderRole = Content.DeciderRole ?? weighing.FramingAt(OccurredAt).DeciderRole },
    };

    /// <summary>The proposals that are chosen, each with where it stands in the request.</summary>
    private IEnumerable<(ProposalChoice Choice, string Pointer)> Choices =>
        Proposals.Select((choice, i) => (choice, $"/proposals/{i}")).Prepend((Proposal!, "/proposal")).Where(c => c.Item1 is not null);

    private IEnumerable<Refusal> Chosen(Weighing weighing)
    {
        if (IsChoice && !Choices.Any()) yield return ProposalMissing.At("/proposal");
        if (Content.Kind == DecisionKind.DoNothingChosen && Choices.Skip(1).FirstOrDefault() is { Choice: not null } second) yield return DoNothingAlone.At(second.Pointer);
        var named = new HashSet<string>();
        foreach (var (choice, pointer) in Choices)
        {
            if (!IsChoice) yield return ProposalNotChosen.At(pointer);
            if (!named.Add(choice.Code)) yield return Rules.CodeTwice.At(pointer + "/code", choice.Code);
            foreach (var refusal in Chosen(weighing, choice, pointer)) yield return refusal;
        }
    }

    private IEnumerable<Refusal> Chosen(Weighing weighing, ProposalChoice choice, string pointer)
    {
        var refusals = choice.Refusals(weighing, pointer).ToImmutableArray();
        foreach (var refusal in refusals) yield return refusal;
        if (!IsChoice || !refusals.IsEmpty) yield break;
        var proposal = weighing.Proposal(choice.Code)!;
        if (proposal.Withdrawal is { } withdrawal && OccurredAt >= withdrawal.Origin.OccurredAt)
            yield return Rules.ProposalWithdrawn.At(pointer + "/code", choice.Code, withdrawal.Origin.Event);
        var doNothing = weighing.Revision(choice.Resolve(weighing))!.Content.DoNothing;
        if (doNothing != (Content.Kind == DecisionKind.DoNothingChosen)) yield return KindAgainstProposal.At("/kind", choice.Code);
    }

    private static IEnumerable<Refusal> Deviates(Weighing weighing, Deviation deviation, string pointer)
    {
        if (deviation.Reason is null) yield return Rules.ReasonMissing.At(pointer + "/reason");
        if (deviation.From == DeviationFrom.Framework == deviation.Framework is null) yield return DeviationUnclear.At(pointer + "/framework");
        if (deviation.From == DeviationFrom.Advice == deviation.AdviceRequest is null) yield return DeviationUnclear.At(pointer + "/adviceRequest");
        if (deviation.AdviceRequest is not { } number) yield break;
        if (weighing.AdviceRequest(number) is not { } request) yield return UnknownAdviceRequest.At(pointer + "/adviceRequest", number);
        else if (request.Received is null) yield return Rules.AdviceNotReceived.At(pointer + "/adviceRequest", number);
    }

    // A new decision comes after the course of the earlier ones and after every reopening: a reopening would have ended it.
    private static IEnumerable<Origin?> Before(Weighing weighing) =>
        weighing.Decisions.Select(d => d.Latest).Concat(weighing.Reopenings.Select(r => r.Origin));

    private IEnumerable<Origin?> Advices(Weighing weighing) => Content.Deviations.Select(d => weighing.AdviceRequest(d.AdviceRequest)?.Received?.Origin);
}
