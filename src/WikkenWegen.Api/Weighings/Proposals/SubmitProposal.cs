using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>What a proposal holds.</summary>
public record ProposalRequest : StepRequest
{
    /// <summary>Its name.</summary>
    [StringLength(Limits.Name)]
    public required string Name { get; init; }

    /// <summary>What it comes to.</summary>
    [StringLength(Limits.Text)]
    public string? Description { get; init; }

    /// <summary>One-off costs for the corporation in euro; negative where it yields money.</summary>
    public decimal? Costs { get; init; }

    /// <summary>Whether this is the do-nothing option (nulalternatief).</summary>
    public bool DoNothing { get; init; }

    /// <summary>Who made it.</summary>
    public WhoRequest? Author { get; init; }

    internal ProposalContent ToContent() => new() { Name = Name, Description = Description, Costs = Costs, DoNothing = DoNothing };
}

/// <summary>Body of POST /v1/weighings/{id}/proposals</summary>
public sealed record SubmitProposalRequest : ProposalRequest
{
    /// <summary>Its code; numbered V1, V2, … where it is left out.</summary>
    [StringLength(Limits.Code), RegularExpression(Limits.CodeForm)]
    public string? Code { get; init; }

    internal static readonly Step<SubmitProposalRequest> Step = new()
    {
        Path = "/proposals",
        Id = "submitProposal",
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
