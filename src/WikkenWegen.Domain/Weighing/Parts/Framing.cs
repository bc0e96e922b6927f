using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>At which level of policy the weighing sits (niveau).</summary>
public enum Level
{
    /// <summary>Strategisch.</summary>
    Strategic,

    /// <summary>Tactisch.</summary>
    Tactical,

    /// <summary>Operationeel.</summary>
    Operational,
}

/// <summary>How large a piece of the stock or the town it is about (schaal).</summary>
public enum WeighingScale
{
    /// <summary>Portefeuille.</summary>
    Portfolio,

    /// <summary>Wijk.</summary>
    District,

    /// <summary>Buurt.</summary>
    Neighbourhood,

    /// <summary>Complex: the legal group of dwellings.</summary>
    Complex,

    /// <summary>Project.</summary>
    Project,
}

/// <summary>Whose weighing it is (eigen of gezamenlijke afweging).</summary>
public enum Ownership
{
    /// <summary>The corporation's own.</summary>
    Own,

    /// <summary>Made together with other parties.</summary>
    Joint,
}

/// <summary>How many interests are weighed (smalle of brede afweging).</summary>
public enum Breadth
{
    /// <summary>Smal: the interests of those who decide.</summary>
    Narrow,

    /// <summary>Breed: the interests of everybody whom it touches.</summary>
    Broad,
}

/// <summary>Under which regime of the Housing Act it falls: services of general economic interest (DAEB) or not.</summary>
public enum SgeiRegime
{
    /// <summary>DAEB.</summary>
    Sgei,

    /// <summary>Niet-DAEB.</summary>
    NonSgei,

    /// <summary>Both, or a transition from one to the other.</summary>
    Both,
}

/// <summary>By which process form it is decided (procesvorm).</summary>
public enum ProcessForm
{
    /// <summary>One person or table decides, after advice.</summary>
    Advice,

    /// <summary>Nobody has a reasoned, overriding objection.</summary>
    Consent,

    /// <summary>All are in favour.</summary>
    Consensus,

    /// <summary>Most are in favour.</summary>
    Majority,

    /// <summary>It is decided within the limits of an earlier policy decision.</summary>
    Delegated,

    /// <summary>One person or table decides alone.</summary>
    SingleDecider,
}

/// <summary>Who may read it, in the classes of VERA (vertrouwelijkheid OPE, INT, VER, GEH).</summary>
public enum Confidentiality
{
    /// <summary>Openbaar (OPE).</summary>
    Public,

    /// <summary>Intern (INT).</summary>
    Internal,

    /// <summary>Vertrouwelijk (VER).</summary>
    Confidential,

    /// <summary>Geheim (GEH).</summary>
    Secret,
}

/// <summary>A CBS area (gemeente, wijk or buurt).</summary>
/// <param name="Code">GM, WK or BU code of Statistics Netherlands (CBS).</param>
/// <param name="Year">Year of the code list: codes change when municipalities are merged or divided.</param>
public sealed record Area(string Code, int Year);

/// <summary>The keys of a thing in other systems, as VERA has them on every entity; each is absent where it is not known.</summary>
public sealed record ExternalIdentity
{
    /// <summary>Key in the system that the thing came from (VERA idExtern).</summary>
    public string? IdExtern { get; init; }

    /// <summary>Key at the party that keeps the authoritative record (VERA idGegevensbeheerder).</summary>
    public string? IdGegevensbeheerder { get; init; }

    /// <summary>Key of the organisation (VERA idOrganisatie).</summary>
    public string? IdOrganisatie { get; init; }

    /// <summary>Key of the administration (VERA idAdministratie).</summary>
    public string? IdAdministratie { get; init; }
}

/// <summary>How the question is framed: what is asked, at which level, who decides by which process, and what the corporation is here for.</summary>
public sealed record Framing
{
    /// <summary>Short name, by which people know the weighing.</summary>
    public required string Title { get; init; }

    /// <summary>The question to be answered.</summary>
    public required string Question { get; init; }

    /// <summary>Why it is asked now; absent where that was not said.</summary>
    public string? Occasion { get; init; }

    /// <summary>The corporation's own number for the weighing; absent where it has none.</summary>
    public string? Reference { get; init; }

    /// <summary>The keys by which other systems know the weighing (VERA); absent where there are none.</summary>
    public ExternalIdentity? Identity { get; init; }

    /// <summary>The level of policy (niveau).</summary>
    public required Level Level { get; init; }

    /// <summary>How large a piece of the stock or the town it is about (schaal).</summary>
    public required WeighingScale Scale { get; init; }

    /// <summary>The CBS areas that it is about; empty where none were given.</summary>
    public ImmutableArray<Area> Areas { get; init; } = [];

    /// <summary>The BAG objects that it is about: 16 digits, of which the fifth and sixth give the kind. Empty where none were given.</summary>
    public ImmutableArray<string> BagIds { get; init; } = [];

    /// <summary>The complexes that it is about, by their URI in the corporation's own registration; empty where none were given.</summary>
    public ImmutableArray<string> Complexes { get; init; } = [];

    /// <summary>The clusters (free groupings of dwellings) that it is about, by their URI in the corporation's own registration; empty where none were given.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Whether the corporation weighs alone or together with others (eigen of gezamenlijk).</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Whether few or many interests are weighed (smal of breed).</summary>
    public required Breadth Breadth { get; init; }

    /// <summary>The regime of the Housing Act that it falls under: DAEB, niet-DAEB, or both.</summary>
    public required SgeiRegime SgeiRegime { get; init; }

    /// <summary>A remark on the regime, such as what is still to be tested; absent where there is none.</summary>
    public string? SgeiNote { get; init; }

    /// <summary>What the corporation is here for; absent where that was not said.</summary>
    public string? HereFor { get; init; }

    /// <summary>What the corporation is not here for; absent where that was not said.</summary>
    public string? NotHereFor { get; init; }

    /// <summary>By which process form it is decided (procesvorm).</summary>
    public required ProcessForm ProcessForm { get; init; }

    /// <summary>The role that runs the weighing.</summary>
    public required string OwnerRole { get; init; }

    /// <summary>The role or table that decides.</summary>
    public required string DeciderRole { get; init; }

    /// <summary>The role whose approval a choice needs, such as the supervisory board (RvC); absent where none is needed.</summary>
    public string? ApproverRole { get; init; }

    /// <summary>The mandate or rule under which it is decided; absent where that was not said.</summary>
    public string? Mandate { get; init; }

    /// <summary>Who may read it (VERA OPE, INT, VER, GEH).</summary>
    public required Confidentiality Confidentiality { get; init; }

    /// <summary>The last day (Dutch calendar) on which a decision is wanted; absent where there is none.</summary>
    public DateOnly? Deadline { get; init; }
}

/// <summary>A version of the framing.</summary>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Framing">The whole framing in this version.</param>
/// <param name="Changed">Names of the fields that differ from the version before; empty for the first version, and where it was confirmed as it was.</param>
/// <param name="Reason">Why it was changed, kept in the vault; absent for the first version.</param>
/// <param name="Origin">The event in which it was framed so.</param>
public sealed record FramingVersion(int Version, Framing Framing, ImmutableArray<string> Changed, Sealed? Reason, Origin Origin)
{
    /// <summary>Whether it names another approving role than the version before, or none any more.</summary>
    internal bool ChangesApprover => Changed.Contains("approverRole");
}

public sealed partial record Weighing
{
    /// <summary>All versions of the framing, oldest first.</summary>
    public GrowingList<FramingVersion> Framings { get; internal init; } = [];

    /// <summary>The framing in force.</summary>
    /// <exception cref="IndexOutOfRangeException">The weighing was not opened yet.</exception>
    [JsonIgnore]
    public Framing Framing => Framings[^1].Framing;

    /// <summary>The framing that was in force at <paramref name="moment"/>; for a moment before the opening, the first one.</summary>
    internal Framing FramingAt(DateTimeOffset moment)
    {
        for (var i = Framings.Count - 1; i > 0; i--)
            if (Framings[i].Origin.OccurredAt <= moment) return Framings[i].Framing;
        return Framings[0].Framing;
    }
}
