using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Assessment;

namespace WikkenWegen.Api.Weighings.Assessment;

/// <summary>A judgement with its uncertainty: three values on the scale of the criterion, low ≤ expected ≤ high.</summary>
public record EstimateRequest : StepRequest
{
    /// <summary>The lowest realistic value, at most the expected value.</summary>
    public required decimal Low { get; init; }

    /// <summary>The expected value.</summary>
    public required decimal Expected { get; init; }

    /// <summary>The highest realistic value, at least the expected value.</summary>
    public required decimal High { get; init; }

    /// <summary>What the judgement rests on, in words. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Ground { get; init; }

    /// <summary>The documents that the judgement rests on; none where it is left out.</summary>
    [MaxLength(FieldLimits.List)]
    public EvidenceRequest[]? Evidence { get; init; }

    internal Estimate ToEstimate() => new(Low, Expected, High);
}

/// <summary>Body of POST /v1/weighings/{id}/scores</summary>
public sealed record GiveScoreRequest : EstimateRequest
{
    /// <summary>The proposal that is judged, in one of its revisions.</summary>
    public required ProposalChoiceRequest Proposal { get; init; }

    /// <summary>Code of the criterion.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Criterion { get; init; }

    /// <summary>Number of the version of the criteria, from 1; the version in force where it is left out.</summary>
    [Range(1, int.MaxValue)]
    public int? CriteriaVersion { get; init; }

    /// <summary>Who judges. The same judge scores the same revision, criterion, criteria version and round only once; that score can be revised.</summary>
    public required WhoRequest By { get; init; }

    /// <summary>Number of the round, which must have been open when the score was given; left out where it was given outside rounds.</summary>
    [Range(1, int.MaxValue)]
    public int? Round { get; init; }

    /// <summary>Why it is recorded only after the blind round had closed: needed then, and refused otherwise. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public string? LateReason { get; init; }

    internal static readonly StepEndpoint<GiveScoreRequest> Endpoint = new()
    {
        Path = "/scores",
        Id = "giveScore",
        BuildsOn = [],
        InBatches = true,
        Tag = "Assessment",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<Score>("/scores", "listScores", "List the scores that the caller may read", "De scores die de vrager mag lezen.", (weighing, _) => weighing.Scores),
            Part.At("/scores/{number}", "getScore", "Get a score", "Een score.", (weighing, at) => weighing.Score(at.Number())),
        ],
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
            LateReason = seals.Text("lateReason", request.LateReason),
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
