using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/proposals/{code}/revisions</summary>
public sealed record ReviseProposalRequest : ProposalRequest
{
    /// <summary>Why it is revised. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<ReviseProposalRequest> Step = new()
    {
        Path = "/proposals/{code}/revisions",
        Revises = true,
        Id = "reviseProposal",
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
