using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Decisions;

namespace WikkenWegen.Api.Weighings.Decisions;

/// <summary>A deviation on purpose.</summary>
public sealed record DeviationRequest
{
    /// <summary>What the decision deviates from.</summary>
    public required DeviationFrom From { get; init; }

    /// <summary>Name of the framework; needed for a deviation from a framework, and refused for any other.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Framework { get; init; }

    /// <summary>Number of the advice request; needed for a deviation from an advice, and refused for any other.</summary>
    [Range(1, int.MaxValue)]
    public int? AdviceRequest { get; init; }

    /// <summary>The coded ground.</summary>
    public required DeviationGround Ground { get; init; }

    /// <summary>The reason, in words; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }
}

/// <summary>Body of POST /v1/weighings/{id}/decisions</summary>
public sealed record TakeDecisionRequest : StepRequest
{
    /// <summary>What was decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The one proposal that was chosen, in one of its revisions. A choice needs this or proposals; any other kind of decision has neither.</summary>
    public ProposalChoiceRequest? Proposal { get; init; }

    /// <summary>The proposals that were chosen together, such as two plans that were adopted by one ballot, each in one of its revisions.</summary>
    [MaxLength(FieldLimits.List)]
    public ProposalChoiceRequest[]? Proposals { get; init; }

    /// <summary>The role or table that decided; where it is left out, the decider of the framing of that moment.</summary>
    [StringLength(FieldLimits.Name)]
    public string? DeciderRole { get; init; }

    /// <summary>Why it was decided so; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Rationale { get; init; }

    /// <summary>What the decision deviates from on purpose, each with its reason.</summary>
    [MaxLength(FieldLimits.List)]
    public DeviationRequest[]? Deviations { get; init; }

    /// <summary>The conditions on which it was decided.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Line)]
    public string[]? Conditions { get; init; }

    /// <summary>What the decision assumes; numbered from 1 in this order.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Line)]
    public string[]? Assumptions { get; init; }

    /// <summary>Opinions of those who would have decided otherwise. Kept in the vault.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Text)]
    public string[]? MinorityOpinions { get; init; }

    /// <summary>The day (Dutch calendar) on which the decision will be reviewed; not before the day of the decision.</summary>
    public DateOnly? ReviewDate { get; init; }

    /// <summary>In which cases the question may come back.</summary>
    [MaxLength(FieldLimits.List), StringLength(FieldLimits.Line)]
    public string[]? ReopenWhen { get; init; }

    /// <summary>Id of the phase decision in the project system that it belongs to (VERA projectfasebesluit).</summary>
    [StringLength(FieldLimits.Name)]
    public string? ProjectfasebesluitId { get; init; }

    internal static readonly StepEndpoint<TakeDecisionRequest> Endpoint = new()
    {
        Path = "/decisions",
        Id = "takeDecision",
        Tag = "Decision",
        Roles = Access.Decider,
        Parts =
        [
            Part.ListAt<Decision>("/decisions", "listDecisions", "List the decisions", "De besluiten.", (weighing, _) => weighing.Decisions),
            Part.At("/decisions/{number}", "getDecision", "Get a decision", "Een besluit.", (weighing, at) => weighing.Decision(at.Number())),
        ],
        Summary = "Record a decision",
        Dutch = "Legt een besluit vast: de keuze, de motivering, bewuste afwijkingen, voorwaarden, aannames, minderheidsstandpunten en wanneer de vraag terugkomt.",
        English = "Records a decision: the choice, the rationale, deviations on purpose, conditions, assumptions, minority opinions and when the question comes back.",
        Command = (request, _, seals) => new TakeDecision
        {
            Proposal = request.Proposal?.ToChoice(),
            Proposals = request.Proposals.Mapped(p => p.ToChoice()),
            Content = new DecisionContent
            {
                Kind = request.Kind,
                DeciderRole = request.DeciderRole,
                Rationale = seals.Text("rationale", request.Rationale),
                Deviations = request.Deviations.Mapped(d =>
                    new Deviation(d.From, d.Framework, d.AdviceRequest, d.Ground, seals.Text("reason", d.Reason))),
                Conditions = request.Conditions.Mapped(c => c),
                Assumptions = request.Assumptions.Mapped(a => a),
                MinorityOpinions = request.MinorityOpinions.Mapped(o => seals.Text("minorityOpinions", o)!),
                ReviewDate = request.ReviewDate,
                ReopenWhen = request.ReopenWhen.Mapped(w => w),
                ProjectfasebesluitId = request.ProjectfasebesluitId,
            },
        },
        Example = new TakeDecisionRequest
        {
            Kind = DecisionKind.Chosen,
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Rationale = "Renoveren is op geen enkel criterium de beste en op geen enkel criterium onaanvaardbaar; het vraagt het minst van wie hier al lang woont.",
            Deviations =
            [
                new DeviationRequest
                {
                    From = DeviationFrom.Framework,
                    Framework = "Investeringsstatuut 2025",
                    Ground = DeviationGround.Liveability,
                    Reason = "Het rendement ligt onder de norm; de leefbaarheid weegt hier zwaarder.",
                },
            ],
            Conditions = ["70% van de huurders stemt in"],
            Assumptions = ["Subsidie verduurzaming wordt toegekend"],
            MinorityOpinions = ["De manager vastgoed houdt vast aan sloop."],
            ReviewDate = new DateOnly(2028, 6, 1),
            ReopenWhen = ["bouwkosten meer dan 12% boven raming"],
        },
    };
}
