using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Assessment;

namespace WikkenWegen.Api.Weighings.Assessment;

/// <summary>What a proposal brings one party, or costs it: more than 0 is a gain, less than 0 a payment; low ≤ expected ≤ high.</summary>
public sealed record PartyAmountRequest
{
    /// <summary>The party: one of the scale where that names them; an organisation or group, never a person's name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Party { get; init; }

    /// <summary>The lowest realistic amount, at most the expected amount.</summary>
    public required decimal Low { get; init; }

    /// <summary>The expected amount.</summary>
    public required decimal Expected { get; init; }

    /// <summary>The highest realistic amount, at least the expected amount.</summary>
    public required decimal High { get; init; }
}

/// <summary>What is said of a consequence. Which fields there must be depends on the kind of the scale; the others are left out.</summary>
public abstract record ConsequenceRequest : StepRequest
{
    /// <summary>For ordinal: one of the words of the scale.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Word { get; init; }

    /// <summary>For positiveNegative: whether there is something positive.</summary>
    public bool? Positive { get; init; }

    /// <summary>For positiveNegative: whether there is something negative. It may be both, or none of them.</summary>
    public bool? Negative { get; init; }

    /// <summary>For moneyPerParty: what each party gains or pays, in the unit of the scale; each party once.</summary>
    [MaxLength(FieldLimits.List), MinLength(1)]
    public PartyAmountRequest[]? Amounts { get; init; }

    /// <summary>What it rests on, in words. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Ground { get; init; }

    /// <summary>The documents that it rests on; none where it is left out.</summary>
    [MaxLength(FieldLimits.List)]
    public EvidenceRequest[]? Evidence { get; init; }

    internal ConsequenceContent ToContent() => new()
    {
        Word = Word,
        Positive = Positive,
        Negative = Negative,
        Amounts = Amounts.Mapped(a => new PartyAmount(a.Party, a.Low, a.Expected, a.High)),
    };
}

/// <summary>Body of POST /v1/weighings/{id}/consequences</summary>
public sealed record StateConsequenceRequest : ConsequenceRequest
{
    /// <summary>The proposal that is judged, in one of its revisions.</summary>
    public required ProposalChoiceRequest Proposal { get; init; }

    /// <summary>Code of a criterion beside the others.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Number of the version of the criteria, from 1; the version in force where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? CriteriaVersion { get; init; }

    /// <summary>Who judges. The same judge states a consequence of the same revision, criterion, criteria version and round only once; that one can be revised.</summary>
    public required WhoRequest By { get; init; }

    /// <summary>Number of the round, which must have been open when the consequence was stated; left out where it was stated outside rounds.</summary>
    [Range(1, int.MaxValue)]
    public int? Round { get; init; }

    /// <summary>Why it is recorded only after the blind round had closed: needed then, and refused otherwise. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public string? LateReason { get; init; }

    internal static readonly StepEndpoint<StateConsequenceRequest> Endpoint = new()
    {
        Path = "/consequences",
        Id = "stateConsequence",
        BuildsOn = [],
        InBatches = true,
        Tag = "Assessment",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<Consequence>("/consequences", "listConsequences", "List the consequences that the caller may read", "De gevolgen die de vrager mag lezen.", (weighing, _) => weighing.Consequences),
            Part.At("/consequences/{number}", "getConsequence", "Get a consequence", "Een gevolg.", (weighing, at) => weighing.Consequence(at.Number())),
        ],
        Summary = "Record a consequence",
        Dutch = "Legt een gevolg vast: wat één beoordelaar zegt van één versie van een voorstel op een criterium dat niet op te tellen is. Het telt in geen enkel getal mee, en staat in de uitkomst ernaast.",
        English = "Records a consequence: what one assessor says of one revision of a proposal on a criterion that cannot be added up. It counts in no number, and stands beside them in the outcome.",
        Command = (request, _, seals) => new StateConsequence
        {
            Proposal = request.Proposal.ToChoice(),
            Criterion = request.Criterion,
            CriteriaVersion = request.CriteriaVersion,
            By = request.By.ToWho(),
            Round = request.Round,
            LateReason = seals.Text("lateReason", request.LateReason),
            Content = request.ToContent(),
            Ground = seals.Text("ground", request.Ground),
            Evidence = request.Evidence.Mapped(e => e.ToEvidence()),
        },
        Example = new StateConsequenceRequest
        {
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Criterion = "WIE",
            By = new WhoRequest { Stakeholder = "B3" },
            Positive = true,
            Negative = true,
            Ground = "Wie blijft woont beter; wie weg moet raakt de buren kwijt.",
        },
    };
}
