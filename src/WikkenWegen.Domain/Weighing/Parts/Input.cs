using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>Where a stakeholder stands on a proposal (standpunt).</summary>
public enum Position
{
    /// <summary>In favour.</summary>
    InFavour,

    /// <summary>In favour, on conditions.</summary>
    InFavourWithConditions,

    /// <summary>Consent: no reasoned, overriding objection; not the same as being in favour.</summary>
    Consent,

    /// <summary>Neutral.</summary>
    Neutral,

    /// <summary>Against.</summary>
    Against,

    /// <summary>A reasoned, overriding objection (overwegend bezwaar).</summary>
    OverridingObjection,

    /// <summary>Takes no position on purpose (onthouding): neither for nor against, and not counted as either.</summary>
    Abstains,
}

/// <summary>What a stakeholder brought in: at least one of position, statement, resistance and preferred proposal.</summary>
public sealed record InputContent
{
    /// <summary>The revision of a proposal that it is about; absent where it is about the question as a whole.</summary>
    public ProposalRevisionReference? Proposal { get; init; }

    /// <summary>Where the stakeholder stands on the proposal (standpunt); absent where that was not said.</summary>
    public Position? Position { get; init; }

    /// <summary>What they said, kept in the vault; absent where they said nothing, which an overriding objection may not.</summary>
    public Sealed? Statement { get; init; }

    /// <summary>The conditions that the stakeholder sets, kept in the vault; empty where there are none.</summary>
    public ImmutableArray<Sealed> Conditions { get; init; } = [];

    /// <summary>Resistance against the proposal, from 0 (none) to 10 (unacceptable), both included; absent where that was not said.</summary>
    public int? Resistance { get; init; }

    /// <summary>Code of the proposal that the stakeholder prefers over the others; absent where that was not said.</summary>
    public string? PreferredProposal { get; init; }
}

/// <summary>A revision of an input.</summary>
/// <param name="Revision">Number of the revision, from 1.</param>
/// <param name="Content">The whole input in this revision.</param>
/// <param name="Reason">Why it was revised, kept in the vault; absent for the first revision, and where it was not said.</param>
/// <param name="Origin">The event in which it was given so.</param>
public sealed record InputRevision(int Revision, InputContent Content, Sealed? Reason, Origin Origin);

/// <summary>An input (inbreng) of a stakeholder.</summary>
/// <param name="Number">Number of the input, from 1 within the weighing.</param>
/// <param name="Round">Number of the round in which it was given; absent outside rounds.</param>
/// <param name="Stakeholder">Code of the stakeholder who gave it.</param>
/// <param name="Revisions">All its revisions, oldest first; at least one.</param>
/// <param name="Withdrawal">Its withdrawal; absent while it stands.</param>
/// <param name="LateReason">Why it was recorded only after the blind round had closed, kept in the vault; absent where it was recorded in time.</param>
public sealed record Input(
    int Number, int? Round, string Stakeholder, ImmutableArray<InputRevision> Revisions, Withdrawal? Withdrawal, Sealed? LateReason = null)
{
    /// <summary>Whether it was recorded after the blind round in which it was given had closed, when everybody could read what others gave.</summary>
    public bool RecordedAfterClosing => LateReason is not null;

    /// <summary>The revision in force.</summary>
    [JsonIgnore]
    public InputRevision Current => Revisions[^1];
}

public sealed partial record Weighing
{
    /// <summary>All inputs, in the order of their numbers.</summary>
    public GrowingList<Input> Inputs { get; internal init; } = [];

    /// <summary>The input with this number, or null.</summary>
    public Input? Input(int? number) => Inputs.FirstOrDefault(i => i.Number == number);
}
