using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Inputs;

namespace WikkenWegen.Api.Weighings.Inputs;

/// <summary>Body of POST /v1/weighings/{id}/objections/{number}/resolution</summary>
public sealed record ResolveObjectionRequest : StepRequest
{
    /// <summary>How it was resolved, as a code.</summary>
    public required ResolutionMeans Means { get; init; }

    /// <summary>How it was resolved, in words; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Resolution { get; init; }

    /// <summary>The proposal that resolves it, in one of its revisions; left out where none does.</summary>
    public ProposalChoiceRequest? Proposal { get; init; }

    internal static readonly StepEndpoint<ResolveObjectionRequest> Endpoint = new()
    {
        Path = "/objections/{number}/resolution",
        Revises = true,
        Id = "resolveObjection",
        Tag = "Input",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/objections/{number}/resolution", "getObjectionResolution", "Get the resolution of an objection", "Hoe een bezwaar is opgelost.", (weighing, at) => weighing.Objection(at.Number())?.Resolution),
        ],
        Summary = "Record how an objection was resolved",
        Dutch = "Legt vast hoe een bezwaar is opgelost.",
        English = "Records how an objection was resolved.",
        Command = (request, address, seals) => new ResolveObjection
        {
            Number = address.Number(),
            Means = request.Means,
            Resolution = seals.Text("resolution", request.Resolution),
            Proposal = request.Proposal?.ToChoice(),
        },
        Example = new ResolveObjectionRequest
        {
            Means = ResolutionMeans.ProposalChanged,
            Resolution = "De achterkamer wordt prikkelarm; de zorgorganisatie richt die in.",
            Proposal = new ProposalChoiceRequest { Code = "V2" },
        },
    };
}
