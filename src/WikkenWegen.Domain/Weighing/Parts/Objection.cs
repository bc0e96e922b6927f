namespace WikkenWegen.Domain;

/// <summary>How an objection came to its end.</summary>
public enum ResolutionMeans
{
    /// <summary>The proposal was changed.</summary>
    ProposalChanged,

    /// <summary>A condition was added.</summary>
    ConditionAdded,

    /// <summary>An explanation took the objection away.</summary>
    Explained,

    /// <summary>The stakeholder who objected took it back.</summary>
    TakenBack,

    /// <summary>It was weighed and set aside, with reasons.</summary>
    SetAside,
}

/// <summary>How an objection was resolved.</summary>
/// <param name="Means">How, as a code.</param>
/// <param name="Text">How, in words; kept in the vault.</param>
/// <param name="Proposal">The revision of a proposal that resolves it; absent where none does.</param>
/// <param name="Origin">The event in which it was resolved.</param>
public sealed record Resolution(ResolutionMeans Means, Sealed Text, ProposalRevisionReference? Proposal, Origin Origin);

/// <summary>An objection (bezwaar) of a stakeholder.</summary>
/// <param name="Number">Number of the objection, from 1 within the weighing.</param>
/// <param name="Round">Number of the round in which it was raised; absent outside rounds.</param>
/// <param name="Stakeholder">Code of the stakeholder who raised it.</param>
/// <param name="Proposal">The revision of a proposal that it is against; absent where it is about the weighing as a whole.</param>
/// <param name="Input">Number of the input in which it was raised; absent where there is none.</param>
/// <param name="Grounds">Its reasons; kept in the vault.</param>
/// <param name="Resolution">How it was resolved; absent while it stands.</param>
/// <param name="Origin">The event in which it was raised.</param>
/// <param name="LateReason">Why it was recorded only after the blind round had closed, kept in the vault; absent where it was recorded in time.</param>
public sealed record Objection(
    int Number, int? Round, string Stakeholder, ProposalRevisionReference? Proposal, int? Input, Sealed Grounds, Resolution? Resolution, Origin Origin,
    Sealed? LateReason = null)
{
    /// <summary>Whether it was recorded after the blind round in which it was given had closed, when everybody could read what others gave.</summary>
    public bool RecordedAfterClosing => LateReason is not null;
}

public sealed partial record Weighing
{
    /// <summary>All objections, in the order of their numbers.</summary>
    public GrowingList<Objection> Objections { get; internal init; } = [];

    /// <summary>The objection with this number, or null.</summary>
    public Objection? Objection(int number) => Objections.FirstOrDefault(o => o.Number == number);
}
