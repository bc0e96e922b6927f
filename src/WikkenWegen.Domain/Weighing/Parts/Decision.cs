using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>What was decided.</summary>
public enum DecisionKind
{
    /// <summary>A proposal was chosen that does something.</summary>
    Chosen,

    /// <summary>The do-nothing option was chosen: a decision not to do it.</summary>
    DoNothingChosen,

    /// <summary>To decide later.</summary>
    Deferred,

    /// <summary>None of the proposals.</summary>
    None,
}

/// <summary>From what a decision deviates on purpose.</summary>
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
/// <param name="From">From what.</param>
/// <param name="Framework">Name of the framework; for a framework only.</param>
/// <param name="AdviceRequest">Number of the request for advice; for an advice only.</param>
/// <param name="Ground">The coded ground.</param>
/// <param name="Reason">The reason, in words.</param>
public sealed record Deviation(DeviationFrom From, string? Framework, int? AdviceRequest, DeviationGround Ground, Sealed? Reason);

/// <summary>What is decided.</summary>
public sealed record DecisionContent
{
    /// <summary>What was decided: a choice, a deferral, or none of the proposals.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The revision that was chosen; for a choice only.</summary>
    public ProposalRevisionReference? Proposal { get; init; }

    /// <summary>The role or table that decided; that of the framing where it was left out.</summary>
    public string? DeciderRole { get; init; }

    /// <summary>Why; null is refused.</summary>
    public Sealed? Rationale { get; init; }

    /// <summary>What the decision deviates from on purpose, each with its reasons; empty where it deviates from nothing.</summary>
    public ImmutableArray<Deviation> Deviations { get; init; } = [];

    /// <summary>On which conditions.</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>What it assumes; numbered from 1 in this order.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>Opinions of those who would have decided otherwise, kept in the vault; empty where there are none.</summary>
    public ImmutableArray<Sealed> MinorityOpinions { get; init; } = [];

    /// <summary>The local day on which it will be reviewed.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>When the question may come back.</summary>
    public ImmutableArray<string> ReopenWhen { get; init; } = [];

    /// <summary>The phase decision in the project system that it belongs to (VERA projectfasebesluit).</summary>
    public string? ProjectfasebesluitId { get; init; }
}

/// <summary>That an assumption of a decision fell.</summary>
/// <param name="Assumption">Number of the assumption: its place, from 1.</param>
/// <param name="Explanation">What showed it.</param>
/// <param name="Origin">Its event.</param>
public sealed record AssumptionFall(int Assumption, Sealed Explanation, Origin Origin);

/// <summary>What the approver ruled.</summary>
/// <param name="Approved">Whether it was approved.</param>
/// <param name="ApproverRole">The role that ruled.</param>
/// <param name="Reason">Why; always there for a rejection.</param>
/// <param name="Origin">Its event.</param>
public sealed record Approval(bool Approved, string ApproverRole, Sealed? Reason, Origin Origin);

/// <summary>A decision (besluit).</summary>
/// <param name="Number">From 1.</param>
/// <param name="Content">What was decided.</param>
/// <param name="Origin">Its event.</param>
public sealed record Decision(int Number, DecisionContent Content, Origin Origin)
{
    /// <summary>What the approver ruled; null until then.</summary>
    public Approval? Approval { get; init; }

    /// <summary>That it was withdrawn; null while it was not.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>What took its place: a reopening of the weighing, or after a deferral the next decision; null while nothing did.</summary>
    public Origin? Superseded { get; init; }

    /// <summary>The start of its execution; null until then.</summary>
    public Origin? ExecutionStarted { get; init; }

    /// <summary>Its assumptions that fell.</summary>
    public ImmutableArray<AssumptionFall> FallenAssumptions { get; init; } = [];

    /// <summary>Its reviews, by number.</summary>
    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>What kind of decision it is.</summary>
    [JsonIgnore]
    public DecisionKind Kind => Content.Kind;

    /// <summary>Whether it answers the question; a deferral leaves it open.</summary>
    [JsonIgnore]
    public bool IsFinal => Kind != DecisionKind.Deferred;

    /// <summary>Whether it chooses a proposal.</summary>
    [JsonIgnore]
    public bool IsChoice => Kind is DecisionKind.Chosen or DecisionKind.DoNothingChosen;

    /// <summary>Its end: the withdrawal, the rejection or what superseded it; null while it stands.</summary>
    [JsonIgnore]
    public Origin? End => Withdrawal?.Origin ?? Superseded ?? (Approval is { Approved: false } ? Approval.Origin : null);

    /// <summary>Whether it stands: not withdrawn, not rejected, and not superseded.</summary>
    public bool Standing => End is null;

    /// <summary>The newest of the events that made it stand or fall.</summary>
    internal Origin Latest => new[] { Origin, Approval?.Origin, End }.OfType<Origin>().MaxBy(o => o.OccurredAt)!;
}

public sealed partial record Weighing
{
    /// <summary>All decisions, by number.</summary>
    public ImmutableArray<Decision> Decisions { get; internal init; } = [];

    /// <summary>The decision with this number, or null.</summary>
    public Decision? Decision(int number) => Decisions.FirstOrDefault(d => d.Number == number);

    /// <summary>The decision that stands, a deferral included; null where none does. There is never more than one.</summary>
    [JsonIgnore]
    public Decision? StandingDecision => Decisions.LastOrDefault(d => d.Standing);

    /// <summary>The weighing with the decision that stands, if any, superseded by <paramref name="origin"/>.</summary>
    internal Weighing Superseding(Origin origin) =>
        this with { Decisions = Decisions.Change(d => d.Standing, d => d with { Superseded = origin }) };

    internal Weighing Change(int decision, Func<Decision, Decision> change) =>
        this with { Decisions = Decisions.Change(d => d.Number == decision, change) };

    /// <summary>Refuses what needs a decision that exists and stands, or that stood at <paramref name="moment"/> where one is given.</summary>
    internal IEnumerable<Refusal> Stands(int number, DateTimeOffset? moment = null)
    {
        if (Decision(number) is not { } decision) yield return Rules.NoSuchDecision.Whole(number);
        else if (decision.End is { } end && (moment is null || moment >= end.OccurredAt)) yield return Rules.DecisionDoesNotStand.Whole(number, end.Event);
    }
}
