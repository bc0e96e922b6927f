using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Proposals;

namespace WikkenWegen.Api.Weighings.Proposals;

/// <summary>What a proposal holds.</summary>
public record ProposalRequest : StepRequest
{
    /// <summary>Short name, by which people know the proposal.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Name { get; init; }

    /// <summary>What the proposal comes to, in words.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Description { get; init; }

    /// <summary>One-off costs for the corporation in euro; negative where the proposal yields money, left out where they are not known.</summary>
    public decimal? Costs { get; init; }

    /// <summary>Whether this is the do-nothing option (nulalternatief); false where it is left out.</summary>
    public bool DoNothing { get; init; }

    /// <summary>Who made this revision of the proposal.</summary>
    public WhoRequest? Author { get; init; }

    internal ProposalContent ToContent() => new() { Name = Name, Description = Description, Costs = Costs, DoNothing = DoNothing };
}

/// <summary>Body of POST /v1/weighings/{id}/proposals</summary>
public sealed record SubmitProposalRequest : ProposalRequest
{
    /// <summary>Its code, which no other proposal may have; s1 is the same code as S1. Where it is left out the system numbers it: V1, V2, …</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Code { get; init; }

    internal static readonly StepEndpoint<SubmitProposalRequest> Endpoint = new()
    {
        Path = "/proposals",
        BuildsOn = ["framings"],
        Id = "submitProposal",
        Tag = "Proposals",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<Proposal>("/proposals", "listProposals", "List the proposals", "De voorstellen met al hun versies.", (weighing, _) => weighing.Proposals),
            Part.At("/proposals/{code}", "getProposal", "Get a proposal", "Een voorstel met al zijn versies.", (weighing, at) => weighing.Proposal(at.Code)),
        ],
        Summary = "Submit a proposal",
        Dutch = "Dient een voorstel in: een van de dingen die gekozen kunnen worden. Geef ook het nulalternatief, als niets doen een keuze is.",
        English = "Submits a proposal: one of the things that can be chosen. Give the do-nothing option too, where doing nothing is a choice.",
        Command = (request, _, _) => new SubmitProposal { Code = request.Code, Content = request.ToContent(), Author = request.Author?.ToWho() },
        Example = new SubmitProposalRequest
        {
            Name = "Renoveren in twee fasen",
            Description = "Eerst de gevel en de installaties, na evaluatie de plattegronden van de begane grond.",
            Costs = 8_750_000m,
            Author = new WhoRequest { Role = "Manager vastgoed" },
        },
    };
}
