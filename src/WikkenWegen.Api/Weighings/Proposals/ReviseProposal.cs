using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Proposals;

namespace WikkenWegen.Api.Weighings.Proposals;

/// <summary>Body of POST /v1/weighings/{id}/proposals/{code}/revisions</summary>
public sealed record ReviseProposalRequest : ProposalRequest
{
    /// <summary>Why it is revised; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<ReviseProposalRequest> Endpoint = new()
    {
        Path = "/proposals/{code}/revisions",
        Revises = true,
        Id = "reviseProposal",
        Tag = "Proposals",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<ProposalRevision>("/proposals/{code}/revisions", "listProposalRevisions", "List the revisions of a proposal", "De versies van een voorstel.", (weighing, at) => weighing.Proposal(at.Code)?.Revisions),
            Part.At("/proposals/{code}/revisions/{number}", "getProposalRevision", "Get a revision of a proposal", "Een versie van een voorstel.", (weighing, at) => weighing.Proposal(at.Code)?.Revisions.FirstOrDefault(r => r.Revision == at.Number())),
        ],
        Summary = "Revise a proposal",
        Dutch = "Herziet een voorstel als geheel, met de reden. Scores en inbreng bij de vorige versie blijven daarbij horen.",
        English = "Revises a proposal as a whole, with the reason. Scores and input on the revision before stay with that one.",
        Command = (request, address, seals) => new ReviseProposal
        {
            Code = address.Code,
            Content = request.ToContent(),
            Author = request.Author?.ToWho(),
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new ReviseProposalRequest
        {
            Name = "Renoveren in bewoonde staat",
            Description = "Naar label A, nieuwe gevel en kozijnen, individuele ventilatie; per portiek gepland, met rustwoningen.",
            Costs = 10_650_000m,
            Author = new WhoRequest { Role = "Manager vastgoed" },
            Reason = "Op verzoek van de bewonerscommissie worden de werkzaamheden per portiek gepland.",
        },
    };
}
