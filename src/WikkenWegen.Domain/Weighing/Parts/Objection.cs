using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>How an objection came to its end.</summary>
public enum ResolutionMeans
{
    /// <summary>The proposal was changed.</summary>
    ProposalChanged,

    /// <summary>A condition was added.</summary>
    ConditionAdded,

    /// <summary>It was explained to the satisfaction of who objected.</summary>
    Explained,

    /// <summary>Who objected took it back.</summary>
    TakenBack,

    /// <summary>It was weighed and set aside, with reasons.</summary>
    SetAside,
}

/// <summary>How an objection was resolved.</summary>
/// <param name="Means">In short.</param>
/// <param name="Text">In words.</param>
/// <param name="Proposal">The revision that resolves it, where one does.</param>
/// <param name="Origin">Its event.</param>
public sealed record Resolution(ResolutionMeans Means, Sealed Text, ProposalRevisionReference? Proposal, Origin Origin);

/// <summary>An objection (bezwaar) of a stakeholder.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Round">The round in which it was raised; null outside rounds.</param>
/// <param name="Stakeholder">Code of who raised it.</param>
/// <param name="Proposal">The revision it is about; null where it is about the weighing as a whole.</param>
/// <param name="Input">Number of the input in which it was raised, where there is one.</param>
/// <param name="Grounds">Its reasons.</param>
/// <param name="Resolution">How it was resolved; null while it stands.</param>
/// <param name="Origin">Its event.</param>
public sealed record Objection(
    int Number, int? Round, string Stakeholder, ProposalRevisionReference? Proposal, int? Input, Sealed Grounds, Resolution? Resolution, Origin Origin);

public sealed partial record Weighing
{
    /// <summary>All objections, by number.</summary>
    public ImmutableArray<Objection> Objections { get; internal init; } = [];

    /// <summary>The objection with this number, or null.</summary>
    public Objection? Objection(int number) => Objections.FirstOrDefault(o => o.Number == number);
}
