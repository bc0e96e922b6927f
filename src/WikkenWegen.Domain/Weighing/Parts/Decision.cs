using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What was decided.</summary>
public enum DecisionKind
{
    /// <summary>One or more proposals were chosen, none of which is the do-nothing option.</summary>
    Chosen,

    /// <summary>The do-nothing option was chosen: a decision not to do it.</summary>
    DoNothingChosen,

    /// <summary>The decision was put off: the question stays open.</summary>
    Deferred,

    /// <summary>None of the proposals was chosen.</summary>
    None,
}

/// <summary>What a decision deviates from on purpose.</summary>
public enum DeviationFrom
{
    /// <summary>A framework, policy or statute.</summary>
    Framework,

    /// <summary>An advice.</summary>
    Advice,

    /// <summary>The computed ranking.</summary>
    ComputedRanking,
}

/// <summary>The coded ground of a deviation, so that deviations can be counted over the years.</summary>
public enum DeviationGround
{
    /// <summary>Liveability of the neighbourhood.</summary>
    Liveability,

    /// <summary>Interests of the residents.</summary>
    ResidentsInterest,

    /// <summary>Affordability.</summary>
    Affordability,

    /// <summary>Equal treatment of tenants or complexes.</summary>
    EqualTreatment,

    /// <summary>Financial room or risk.</summary>
    Financial,

    /// <summary>The target portfolio (wensportefeuille).</summary>
    TargetPortfolio,

    /// <summary>Agreements with third parties.</summary>
    ThirdPartyAgreement,

    /// <summary>Agreements with the municipality.</summary>
    MunicipalAgreement,

    /// <summary>A trial, to learn from.</summary>
    Experiment,

    /// <summary>Facts that were not known before.</summary>
    NewFacts,

    /// <summary>Something else, which the reason tells.</summary>
    Other,
}

/// <summary>A deviation on purpose, with its reasons.</summary>
/// <param name="From">What the decision deviates from.</param>
/// <param name="Framework">Name of the framework; present for a deviation from a framework only.</param>
/// <param name="AdviceRequest">Number of the request for advice; present for a deviation from an advice only.</param>
/// <param name="Ground">The coded ground.</param>
/// <param name="Reason">The reason in words, kept in the vault; always there in what is recorded.</param>
public sealed record Deviation(DeviationFrom From, string? Framework, int? AdviceRequest, DeviationGround Ground, Sealed? Reason);

/// <summary>What is decided.</summary>
public sealed record DecisionContent
{
    /// <summary>What was decided: a choice, a deferral, or none of the proposals.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The revisions of the proposals that were chosen, in the order in which they were named; empty where none was chosen.</summary>
    public ImmutableArray<ProposalRevisionReference> Proposals { get; init; } = [];

    /// <summary>The role or table that decided; where the request left it out, the decider of the framing of that moment.</summary>
    public string? DeciderRole { get; init; }

    /// <summary>Why it was decided so, kept in the vault; always there in what is recorded.</summary>
    public Sealed? Rationale { get; init; }

    /// <summary>What the decision deviates from on purpose, each with its reasons; empty where it deviates from nothing.</summary>
    public ImmutableArray<Deviation> Deviations { get; init; } = [];

    /// <summary>The conditions on which it was decided; empty where there are none.</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>What the decision assumes; numbered from 1 in this order. Empty where that was not said.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>Opinions of those who would have decided otherwise, kept in the vault; empty where there are none.</summary>
    public ImmutableArray<Sealed> MinorityOpinions { get; init; } = [];

    /// <summary>The day (Dutch calendar) on which the decision will be reviewed, not before the day of the decision; absent where none was set.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>In which cases the question may come back; empty where that was not said.</summary>
    public ImmutableArray<string> ReopenWhen { get; init; } = [];

    /// <summary>Id of the phase decision in the project system that it belongs to (VERA projectfasebesluit); absent where there is none.</summary>
    public string? ProjectfasebesluitId { get; init; }
}

/// <summary>An assumption of a decision that no longer holds.</summary>
/// <param name="Assumption">Number of the assumption: its place in the decision, from 1.</param>
/// <param name="Explanation">What showed that it no longer holds; kept in the vault.</param>
/// <param name="Origin">The event in which this was recorded.</param>
public sealed record AssumptionFall(int Assumption, Sealed Explanation, Origin Origin);

/// <summary>What the approver ruled on a decision.</summary>
/// <param name="Approved">True where the decision was approved, false where it was rejected.</param>
/// <param name="ApproverRole">The role that ruled.</param>
/// <param name="Reason">Why, kept in the vault. Always there for a rejection; for an approval absent where it was not said.</param>
/// <param name="Origin">The event of the ruling.</param>
public sealed record Approval(bool Approved, string ApproverRole, Sealed? Reason, Origin Origin);

/// <summary>The start of the execution of a decision.</summary>
public sealed record Execution : Origin
{
    internal Execution(Origin origin, Sealed? withoutApprovalReason) : base(origin) => WithoutApprovalReason = withoutApprovalReason;

    /// <summary>Why it started without the approval that the framing asked for, kept in the vault; absent where none was missing, or where nobody was asked why.</summary>
    public Sealed? WithoutApprovalReason { get; }
}

/// <summary>A decision (besluit).</summary>
/// <param name="Number">Number of the decision, from 1 within the weighing.</param>
/// <param name="Content">What was decided, with its reasons.</param>
/// <param name="Origin">The event in which it was taken.</param>
public sealed record Decision(int Number, DecisionContent Content, Origin Origin)
{
    /// <summary>What the approver ruled; absent until then.</summary>
    public Approval? Approval { get; init; }

    /// <summary>The withdrawal of the decision; absent while it was not withdrawn.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>The event that took its place: a reopening of the weighing, or after a deferral the next decision; absent while nothing did.</summary>
    public Origin? Superseded { get; init; }

    /// <summary>The event in which its execution started; absent until then.</summary>
    public Execution? ExecutionStarted { get; init; }

    /// <summary>Its assumptions that no longer hold, in the order in which that was recorded.</summary>
    public ImmutableArray<AssumptionFall> FallenAssumptions { get; init; } = [];

    /// <summary>Its reviews, in the order of their numbers.</summary>
    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>What kind of decision it is.</summary>
    [JsonIgnore]
    public DecisionKind Kind => Content.Kind;

    /// <summary>Whether it answers the question. A deferral does not.</summary>
    [JsonIgnore]
    public bool IsFinal => Kind != DecisionKind.Deferred;

    /// <summary>Whether it chooses a proposal; the do-nothing option counts too.</summary>
    [JsonIgnore]
    public bool IsChoice => Kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen;

    /// <summary>The event by which it stopped standing: its withdrawal, its rejection or what took its place; null while it stands.</summary>
    [JsonIgnore]
    public Origin? End => Withdrawal?.Origin ?? Superseded ?? (Approval is { Approved: false } ? Approval.Origin : null);

    /// <summary>Whether it stands: it was not withdrawn, not rejected, and nothing took its place.</summary>
    public bool Standing => End is null;

    /// <summary>The event about it that happened last: its taking, the ruling of the approver or its end. Its execution and its reviews do not count.</summary>
    internal Origin Latest => new[] { Origin, Approval?.Origin, End }.OfType<Origin>().MaxBy(o => o.OccurredAt)!;
}

public sealed partial record Weighing
{
    /// <summary>All decisions, in the order of their numbers.</summary>
    public GrowingList<Decision> Decisions { get; internal init; } = [];

    /// <summary>The decision with this number, or null.</summary>
    public Decision? Decision(int number) => Decisions.FirstOrDefault(d => d.Number == number);

    /// <summary>The decision that stands; a deferral counts too. Null where none stands. There is never more than one.</summary>
    [JsonIgnore]
    public Decision? StandingDecision => Decisions.LastOrDefault(d => d.Standing);

    /// <summary>The weighing in which <paramref name="origin"/> has taken the place of the decision that stood, if there was one.</summary>
    internal Weighing Superseding(Origin origin) =>
        this with { Decisions = Decisions.Change(d => d.Standing, d => d with { Superseded = origin }) };

    internal Weighing Change(int decision, Func<Decision, Decision> change) =>
        this with { Decisions = Decisions.Change(d => d.Number == decision, change) };

    /// <summary>
    /// Refuses a step that should wait for the approval of a decision, where it was not approved by then and nobody says why it did not wait; and
    /// a reason where no approval is missing.
    /// </summary>
    /// <param name="decision">The decision; only a choice needs approval.</param>
    /// <param name="moment">When the step happened.</param>
    /// <param name="reason">Why it did not wait; null where that is not said.</param>
    internal IEnumerable<Refusal> ApprovedOrExplained(Decision decision, DateTimeOffset moment, Sealed? reason)
    {
        // An approver who was named when it was decided, when that was recorded, when it was executed, or later: else a change of the framing, or a moment
        // that is dated back or corrected, would do instead.
        var recorded = Framings.Last(f => f.Origin.Event < decision.Origin.Event).Framing;
        var asked = new[] { FramingAt(decision.Origin.OccurredAt), recorded, FramingAt(moment), Framing }.Any(f => f.ApproverRole is not null);
        var lacks = decision.IsChoice && asked && !(decision.Approval is { Approved: true } approval && approval.Origin.OccurredAt <= moment);
        if (lacks && reason is null) yield return Rules.ApprovalMissing.At("/withoutApprovalReason", decision.Number);
        if (!lacks && reason is not null) yield return Rules.ApprovalNotAwaited.At("/withoutApprovalReason");
    }

    /// <summary>Refuses a step for which the decision must exist and stand. Where <paramref name="moment"/> is given, it must have stood at that moment.</summary>
    internal IEnumerable<Refusal> Stands(int number, DateTimeOffset? moment = null)
    {
        if (Decision(number) is not { } decision) yield return Rules.NoSuchDecision.Whole(number);
        else if (decision.End is { } end && (moment is null || moment >= end.OccurredAt)) yield return Rules.DecisionDoesNotStand.Whole(number, end.Event);
    }
}
