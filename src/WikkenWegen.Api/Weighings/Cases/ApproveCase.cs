using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>Body of POST /v1/weighings/{id}/cases/{number}/approval</summary>
public sealed record ApproveCaseRequest : StepRequest
{
    /// <summary>SHA-256 of the copy that was looked at, 64 lower-case hexadecimal digits; that of the case where it is left out. Another one is refused.</summary>
    [StringLength(64), Sha256Form]
    public string? Digest { get; init; }

    internal static readonly StepEndpoint<ApproveCaseRequest> Endpoint = new()
    {
        Path = "/cases/{number}/approval",
        Revises = true,
        Id = "approveCase",
        Tag = "Cases",
        Roles = Access.Decider,
        Summary = "Approve a case for sharing",
        Dutch = "Keurt een casus goed om te delen, zoals de kopie is. Dat doet wie beslist; zonder dat wordt er niets gedeeld. Is de kopie niet meer te maken zoals zij was, is de afweging geheim geworden of is er een blinde ronde open, dan wordt dat geweigerd.",
        English = "Approves a case for sharing, as its copy is. The decider does that; without it nothing is shared. Where the copy can no longer be made as it was, the weighing became secret or a blind round is open, that is refused.",
        Command = (request, address, _) => new ApproveCase { Number = address.Number(), Digest = request.Digest },
        Completed = CaseCopies.Completed,
        Example = new ApproveCaseRequest(),
    };
}
