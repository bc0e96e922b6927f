using System.Collections.Immutable;

namespace WikkenWegen.Domain.Registers;

/// <summary>A proposal that was chosen.</summary>
/// <param name="Code">Code of the proposal, such as V1.</param>
/// <param name="Revision">Number of the revision that was chosen, from 1.</param>
/// <param name="Name">Its name in that revision.</param>
/// <param name="DoNothing">Whether it is the do-nothing option.</param>
public sealed record ChosenProposal(string Code, int Revision, string Name, bool DoNothing);

/// <summary>A decision, and what came of it.</summary>
public sealed record DecisionCourse
{
    /// <summary>Number of the decision within its weighing.</summary>
    public required int Number { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The role or table that decided.</summary>
    public string? DeciderRole { get; init; }

    /// <summary>The event in which it was taken.</summary>
    public required Origin Origin { get; init; }

    /// <summary>What the approver ruled; absent until then.</summary>
    public Approval? Approval { get; init; }

    /// <summary>The event by which it stopped standing: its withdrawal, its rejection or what took its place; absent while it stands.</summary>
    public Origin? Ended { get; init; }

    /// <summary>The event in which its execution started; absent until then.</summary>
    public Origin? ExecutionStarted { get; init; }

    /// <summary>Its reviews, in the order of their numbers.</summary>
    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>Numbers of its assumptions that no longer hold, rising.</summary>
    public ImmutableArray<int> FallenAssumptions { get; init; } = [];

    /// <summary>Whether it stands.</summary>
    public bool Standing => Ended is null;

    /// <summary>The course of a decision.</summary>
    public static DecisionCourse Of(Decision decision) => new()
    {
        Number = decision.Number,
        Kind = decision.Kind,
        DeciderRole = decision.Content.DeciderRole,
        Origin = decision.Origin,
        Approval = decision.Approval,
        Ended = decision.End,
        ExecutionStarted = decision.ExecutionStarted,
        Reviews = decision.Reviews,
        FallenAssumptions = [.. decision.FallenAssumptions.Select(f => f.Assumption).Order()],
    };
}

/// <summary>A decision in the register of decisions.</summary>
public sealed record DecisionEntry
{
    /// <summary>The decision, and what came of it.</summary>
    public required DecisionCourse Decision { get; init; }

    /// <summary>The proposals that were chosen; empty where none was.</summary>
    public ImmutableArray<ChosenProposal> Proposals { get; init; } = [];

    /// <summary>Why it was decided so, from the vault.</summary>
    public Sealed? Rationale { get; init; }

    /// <summary>What it deviates from on purpose, each with its reasons; empty where it deviates from nothing.</summary>
    public ImmutableArray<Deviation> Deviations { get; init; } = [];

    /// <summary>The conditions on which it was decided.</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>What it assumes, numbered from 1 in this order.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>In which cases the question may come back.</summary>
    public ImmutableArray<string> ReopenWhen { get; init; } = [];

    /// <summary>The day (Dutch calendar) on which it will be reviewed; absent where none was set.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>Id of the phase decision in the project system that it belongs to (VERA projectfasebesluit); absent where there is none.</summary>
    public string? ProjectfasebesluitId { get; init; }
}

/// <summary>A deviation in the register of deviations.</summary>
public sealed record DeviationEntry
{
    /// <summary>What is deviated from.</summary>
    public required DeviationFrom From { get; init; }

    /// <summary>The coded ground.</summary>
    public required DeviationGround Ground { get; init; }

    /// <summary>Name of the framework; present for a deviation from a framework only.</summary>
    public string? Framework { get; init; }

    /// <summary>Number of the request for advice; present for a deviation from an advice only.</summary>
    public int? AdviceRequest { get; init; }

    /// <summary>The party that gave the advice; present for a deviation from an advice only.</summary>
    public string? AdviceOf { get; init; }

    /// <summary>The part of the advice that is not followed, from the vault; absent where it is the whole advice, or no advice.</summary>
    public Sealed? PartOfAdvice { get; init; }

    /// <summary>The reason in words, from the vault.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The decision that deviates, and what came of it; absent where the deviation was reasoned in the answer to an advice.</summary>
    public DecisionCourse? Decision { get; init; }
}

/// <summary>An assumption in the register of assumptions.</summary>
public sealed record AssumptionEntry
{
    /// <summary>Number of the assumption within its decision, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What is assumed.</summary>
    public required string Text { get; init; }

    /// <summary>That it no longer holds, with what showed it; absent while that was not recorded.</summary>
    public AssumptionFall? Fall { get; init; }

    /// <summary>The decision that rests on it, and what came of that.</summary>
    public required DecisionCourse Decision { get; init; }
}

/// <summary>A condition in the register of conditions.</summary>
public sealed record ConditionEntry
{
    /// <summary>Number of the condition within its decision, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The condition.</summary>
    public required string Text { get; init; }

    /// <summary>The decision that was taken on it, and what came of that.</summary>
    public required DecisionCourse Decision { get; init; }
}

/// <summary>A decision not to do it, in the register of those.</summary>
public sealed record NotToDoEntry
{
    /// <summary>The decision, and what came of it.</summary>
    public required DecisionCourse Decision { get; init; }

    /// <summary>The do-nothing option that was chosen; empty where none of the proposals was chosen.</summary>
    public ImmutableArray<ChosenProposal> Proposals { get; init; } = [];

    /// <summary>Why it was decided so, from the vault.</summary>
    public Sealed? Rationale { get; init; }

    /// <summary>In which cases the question may come back, numbered from 1 in this order; empty where that was not said.</summary>
    public ImmutableArray<string> ReopenWhen { get; init; } = [];

    /// <summary>The reopening of the weighing after it, with its reason; absent where it was not reopened.</summary>
    public Reopening? Reopened { get; init; }
}

/// <summary>The weight that a criterion had in a version of the criteria.</summary>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Event">Number of the event in which it was adopted.</param>
/// <param name="Weight">The weight as it was given, relative to the others of that version.</param>
/// <param name="Share">Its share of all weights of that version, from 0 to 1, to six decimals.</param>
public sealed record CriterionWeight(int Version, int Event, decimal Weight, decimal Share);

/// <summary>A criterion of a weighing, in the register of criteria.</summary>
public sealed record CriterionEntry
{
    /// <summary>Its code in the weighing, such as BET.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, in the newest version that has it.</summary>
    public required string Name { get; init; }

    /// <summary>The goal that it serves; absent where that was not said.</summary>
    public string? Goal { get; init; }

    /// <summary>Which way is better.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The yardstick on which proposals are scored.</summary>
    public required Scale Scale { get; init; }

    /// <summary>Whether it is among the criteria in force.</summary>
    public required bool InForce { get; init; }

    /// <summary>The weight in the newest version that has it.</summary>
    public required CriterionWeight Newest { get; init; }

    /// <summary>The lowest share that it had in any version, the oldest of equals.</summary>
    public required CriterionWeight Lowest { get; init; }

    /// <summary>The highest share that it had in any version, the oldest of equals.</summary>
    public required CriterionWeight Highest { get; init; }

    /// <summary>How the weights of the newest version that has it were found.</summary>
    public required WeightMethod WeightMethod { get; init; }

    /// <summary>Why these criteria, from the vault: the reason that was given with the newest version that has it; absent where none was given.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The instrument or framework that the criteria came from; absent where that was not said.</summary>
    public Instrument? Instrument { get; init; }
}

/// <summary>A criterion of a weighing that stands beside the others, in the register of those. It has no weight.</summary>
public sealed record CriterionBesideEntry
{
    /// <summary>Its code in the weighing, such as WIE.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, in the newest version in which it stands beside the others.</summary>
    public required string Name { get; init; }

    /// <summary>The goal that it serves; absent where that was not said.</summary>
    public string? Goal { get; init; }

    /// <summary>The yardstick on which consequences of proposals are stated.</summary>
    public required BesideScale Scale { get; init; }

    /// <summary>Whether it stands beside the criteria in force.</summary>
    public required bool InForce { get; init; }

    /// <summary>Number of the newest version of the criteria in which it stands beside the others, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Why these criteria, from the vault: the reason that was given with that version; absent where none was given.</summary>
    public Sealed? Reason { get; init; }

    /// <summary>The instrument or framework that the criteria came from; absent where that was not said.</summary>
    public Instrument? Instrument { get; init; }
}

/// <summary>What a weighing is about, in the register of property.</summary>
/// <param name="Ids">Its complexes, clusters and BAG objects, in that order; empty where it names none any more.</param>
public sealed record PropertyEntry(ImmutableArray<string> Ids);

/// <summary>The published instrument that the criteria of a weighing come from.</summary>
/// <param name="Instrument">The instrument; null where the criteria in force come from none.</param>
public sealed record InstrumentEntry(Instrument? Instrument);

/// <summary>A stakeholder of a weighing, in the register of parties.</summary>
public sealed record PartyEntry
{
    /// <summary>Code of the stakeholder in the weighing, such as B3.</summary>
    public required string Code { get; init; }

    /// <summary>The organisation or group.</summary>
    public required string Party { get; init; }

    /// <summary>The role within the party; never a person's name.</summary>
    public required string Role { get; init; }

    /// <summary>What say it has.</summary>
    public required Say Say { get; init; }

    /// <summary>What it stands for; absent where that was not said.</summary>
    public string? Interest { get; init; }

    /// <summary>Number of the party in the trade register (KvK); absent where it was not given.</summary>
    public string? KvkNumber { get; init; }

    /// <summary>The event in which it was invited.</summary>
    public required Origin Invited { get; init; }

    /// <summary>The event in which it withdrew; absent while it takes part.</summary>
    public Origin? Withdrew { get; init; }

    /// <summary>Whether it was heard: it gave input that stands, objected, advised, scored, stated a consequence or voted. Input that it withdrew in a blind round counts until that closes.</summary>
    public bool Heard => HeardFirst is not null;

    /// <summary>Number of the first event that shows that it was heard; absent where it was not.</summary>
    public int? HeardFirst { get; init; }
}
