using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings.Framings;

/// <summary>How the question is framed.</summary>
public record FramingRequest : StepRequest
{
    /// <summary>Short name, by which people know the weighing.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Title { get; init; }

    /// <summary>The question to be answered.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Question { get; init; }

    /// <summary>Why it is asked now.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Occasion { get; init; }

    /// <summary>The corporation's own number for the weighing. No other of its weighings may have it, compared without case and surrounding blanks.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Reference { get; init; }

    /// <summary>The keys by which other systems know the weighing (VERA).</summary>
    public ExternalIdentityRequest? Identity { get; init; }

    /// <summary>The level of policy (niveau).</summary>
    public required Level Level { get; init; }

    /// <summary>How large a piece of the stock or the town it is about (schaal).</summary>
    public required WeighingScale Scale { get; init; }

    /// <summary>The CBS areas (gemeente, wijk, buurt) that it is about, with the year of the code list.</summary>
    [MaxLength(FieldLimits.List)]
    public AreaRequest[]? Areas { get; init; }

    /// <summary>The BAG objects that it is about: 16 digits, of which the fifth and sixth give the kind (01 verblijfsobject, 02 ligplaats, 03 standplaats, 10 pand, 20 nummeraanduiding, 30 openbare ruimte).</summary>
    [MaxLength(FieldLimits.List), StringLength(16), BagForm]
    public string[]? BagIds { get; init; }

    /// <summary>The complexes that it is about, by their URI in the corporation's own registration.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Uri), UriForm]
    public string[]? Complexes { get; init; }

    /// <summary>The clusters (free groupings of dwellings) that it is about, by their URI in the corporation's own registration.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Uri), UriForm]
    public string[]? Clusters { get; init; }

    /// <summary>Whether the corporation weighs alone or together with others (eigen of gezamenlijk).</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Whether few or many interests are weighed (smal of breed).</summary>
    public required Breadth Breadth { get; init; }

    /// <summary>The regime of the Housing Act that it falls under: DAEB, niet-DAEB or both.</summary>
    public required SgeiRegime SgeiRegime { get; init; }

    /// <summary>A remark on the regime, such as what is still to be tested.</summary>
    [StringLength(FieldLimits.Line)]
    public string? SgeiNote { get; init; }

    /// <summary>What the corporation is here for.</summary>
    [StringLength(FieldLimits.Line)]
    public string? HereFor { get; init; }

    /// <summary>What the corporation is not here for.</summary>
    [StringLength(FieldLimits.Line)]
    public string? NotHereFor { get; init; }

    /// <summary>By which process form it is decided (procesvorm).</summary>
    public required ProcessForm ProcessForm { get; init; }

    /// <summary>The role that runs the weighing.</summary>
    [StringLength(FieldLimits.Name)]
    public required string OwnerRole { get; init; }

    /// <summary>The role or table that decides.</summary>
    [StringLength(FieldLimits.Name)]
    public required string DeciderRole { get; init; }

    /// <summary>The role whose approval a choice needs, such as the supervisory board (RvC); left out where none is needed.</summary>
    [StringLength(FieldLimits.Name)]
    public string? ApproverRole { get; init; }

    /// <summary>The mandate or rule under which it is decided.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Mandate { get; init; }

    /// <summary>Who may read it (VERA OPE, INT, VER, GEH).</summary>
    public required Confidentiality Confidentiality { get; init; }

    /// <summary>The last day (Dutch calendar) on which a decision is wanted.</summary>
    public DateOnly? Deadline { get; init; }

    internal Domain.Framing ToFraming() => new()
    {
        Title = Title,
        Question = Question,
        Occasion = Occasion,
        Reference = Reference,
        Identity = Identity?.ToIdentity(),
        Level = Level,
        Scale = Scale,
        Areas = Areas.Mapped(a => new Area(a.Code, a.Year)),
        BagIds = BagIds.Mapped(id => id),
        Complexes = Complexes.Mapped(uri => uri),
        Clusters = Clusters.Mapped(uri => uri),
        Ownership = Ownership,
        Breadth = Breadth,
        SgeiRegime = SgeiRegime,
        SgeiNote = SgeiNote,
        HereFor = HereFor,
        NotHereFor = NotHereFor,
        ProcessForm = ProcessForm,
        OwnerRole = OwnerRole,
        DeciderRole = DeciderRole,
        ApproverRole = ApproverRole,
        Mandate = Mandate,
        Confidentiality = Confidentiality,
        Deadline = Deadline,
    };
}

/// <summary>A CBS area.</summary>
public sealed record AreaRequest
{
    /// <summary>GM, WK or BU code; the last parts may have letters.</summary>
    [StringLength(10), AreaForm]
    public required string Code { get; init; }

    /// <summary>Year of the code list, from 1995 to 2100: codes change when municipalities are merged or divided.</summary>
    [Range(1995, 2100)]
    public required int Year { get; init; }
}

/// <summary>The keys of a weighing in other systems, as VERA has them on every entity.</summary>
public sealed record ExternalIdentityRequest
{
    /// <summary>Key in the system that the weighing came from.</summary>
    [StringLength(FieldLimits.Name)]
    public string? IdExtern { get; init; }

    /// <summary>Key at the party that keeps the authoritative record.</summary>
    [StringLength(FieldLimits.Name)]
    public string? IdGegevensbeheerder { get; init; }

    /// <summary>Key of the organisation.</summary>
    [StringLength(FieldLimits.Name)]
    public string? IdOrganisatie { get; init; }

    /// <summary>Key of the administration.</summary>
    [StringLength(FieldLimits.Name)]
    public string? IdAdministratie { get; init; }

    internal ExternalIdentity ToIdentity() => new()
    {
        IdExtern = IdExtern,
        IdGegevensbeheerder = IdGegevensbeheerder,
        IdOrganisatie = IdOrganisatie,
        IdAdministratie = IdAdministratie,
    };
}
