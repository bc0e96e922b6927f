using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Inputs;

namespace WikkenWegen.Api.Weighings.Inputs;

/// <summary>Body of POST /v1/weighings/{id}/objections</summary>
public sealed record RaiseObjectionRequest : StepRequest
{
    /// <summary>Number of the round, which must have been open when the objection was raised; left out where it was raised outside rounds.</summary>
    [Range(1, int.MaxValue)]
    public int? Round { get; init; }

    /// <summary>Why it is recorded only after the blind round had closed: needed then, and refused otherwise. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public string? LateReason { get; init; }

    /// <summary>Code of the stakeholder who objects; they must take part in the weighing at that moment.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Stakeholder { get; init; }

    /// <summary>The proposal that it is against, in one of its revisions; left out where it is about the weighing as a whole.</summary>
    public ProposalChoiceRequest? Proposal { get; init; }

    /// <summary>Number of the input of the same stakeholder in which it was raised; left out where there is none.</summary>
    [Range(1, int.MaxValue)]
    public int? Input { get; init; }

    /// <summary>The reasons of the objection; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Grounds { get; init; }

    internal static readonly StepEndpoint<RaiseObjectionRequest> Endpoint = new()
    {
        Path = "/objections",
        BuildsOn = [],
        Id = "raiseObjection",
        Tag = "Input",
        Roles = Access.StrategistOrParty,
        Parts =
        [
            Part.ListAt<Objection>("/objections", "listObjections", "List the objections that the caller may read", "De bezwaren die de vrager mag lezen.", (weighing, _) => weighing.Objections),
            Part.At("/objections/{number}", "getObjection", "Get an objection", "Een bezwaar.", (weighing, at) => weighing.Objection(at.Number())),
        ],
        Summary = "Record an objection",
        Dutch = "Legt een bezwaar vast, met zijn gronden. Het blijft open tot vastligt hoe het is opgelost.",
        English = "Records an objection, with its grounds. It stays open until it is recorded how it was resolved.",
        Command = (request, _, seals) => new RaiseObjection
        {
            Round = request.Round,
            LateReason = seals.Text("lateReason", request.LateReason),
            Stakeholder = request.Stakeholder,
            Proposal = request.Proposal?.ToChoice(),
            Input = request.Input,
            Grounds = seals.Text("grounds", request.Grounds),
        },
        Example = new RaiseObjectionRequest
        {
            Stakeholder = "B4",
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Grounds = "Zonder prikkelarme ruimte bereiken we juist de mensen niet voor wie we dit doen.",
        },
    };
}
