using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>A judgement with its uncertainty, on the scale of the criterion; low ≤ expected ≤ high.</summary>
public record EstimateRequest : StepRequest
{
    /// <summary>The lowest realistic value.</summary>
    public required decimal Low { get; init; }

    /// <summary>The expected value.</summary>
    public required decimal Expected { get; init; }

    /// <summary>The highest realistic value.</summary>
    public required decimal High { get; init; }

    /// <summary>What it rests on, in words. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Ground { get; init; }

    /// <summary>What it rests on, in documents.</summary>
    [MaxLength(Limits.List)]
    public EvidenceRequest[]? Evidence { get; init; }

    internal Estimate ToEstimate() => new(Low, Expected, High);
}

/// <summary>Body of POST /v1/weighings/{id}/scores</summary>
public sealed record GiveScoreRequest : EstimateRequest
{
    /// <summary>The proposal that is judged, in one of its revisions.</summary>
    public required ProposalChoiceRequest Proposal { get; init; }

    /// <summary>Code of the criterion.</summary>
    [StringLength(Limits.Code), RegularExpression(Limits.CodeForm)]
    public required string Criterion { get; init; }

    /// <summary>The version of the criteria; the one in force where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? CriteriaVersion { get; init; }

    /// <summary>Who judges.</summary>
    public required WhoRequest By { get; init; }

    /// <summary>Number of the round; left out for what comes outside a round.</summary>
    [Range(1, int.MaxValue)]
    public int? Round { get; init; }

    internal static readonly Step<GiveScoreRequest> Step = new()
    {
        Path = "/scores",
        Id = "giveScore",
        Summary = "Record a score",
        Dutch = "Legt een score vast: wat één beoordelaar verwacht van één versie van een voorstel op één criterium, met de bandbreedte.",
        English = "Records a score: what one assessor expects of one revision of a proposal on one criterion, with its band.",
        Command = (request, _, seals) => new GiveScore
        {
            Proposal = request.Proposal.ToChoice(),
            Criterion = request.Criterion,
            CriteriaVersion = request.CriteriaVersion,
            By = request.By.ToWho(),
            Round = request.Round,
            Estimate = request.ToEstimate(),
            Ground = seals.Text("ground", request.Ground),
            Evidence = request.Evidence.Mapped(e => e.ToEvidence()),
        },
        Example = new GiveScoreRequest
        {
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Criterion = "KWA",
            By = new WhoRequest { Stakeholder = "B3" },
            Low = 6,
            Expected = 7.5m,
            High = 8,
            Ground = "Vergelijkbare renovatie in complex 0987, meting na twee jaar.",
        },
    };
}
