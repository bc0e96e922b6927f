using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AdviceRequests;

namespace WikkenWegen.Api.Weighings.AdviceRequests;

/// <summary>Body of POST /v1/weighings/{id}/advice-requests</summary>
public sealed record RequestAdviceRequest : StepRequest
{
    /// <summary>Code of the stakeholder who is asked.</summary>
    [StringLength(FieldLimits.Code), RegularExpression(FieldLimits.CodeForm)]
    public required string Stakeholder { get; init; }

    /// <summary>On what advice is asked.</summary>
    [StringLength(FieldLimits.Line)]
    public required string About { get; init; }

    /// <summary>The proposal on which it is asked.</summary>
    public ProposalChoiceRequest? Proposal { get; init; }

    /// <summary>Whether the law gives a right of advice on it: six weeks to advise, fourteen days to reason a deviation.</summary>
    public bool Statutory { get; init; }

    /// <summary>The legal or agreed basis.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Basis { get; init; }

    /// <summary>The last day to advise; by law six weeks where statutory and left out, and never less.</summary>
    public DateOnly? AdviseBy { get; init; }

    internal static readonly StepEndpoint<RequestAdviceRequest> Endpoint = new()
    {
        Path = "/advice-requests",
        Id = "requestAdvice",
        Tag = "Advice",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<AdviceRequest>("/advice-requests", "listAdviceRequests", "List the requests for advice", "De adviesaanvragen met hun klok.", (weighing, _) => weighing.AdviceRequests),
            Part.At("/advice-requests/{number}", "getAdviceRequest", "Get a request for advice", "Een adviesaanvraag.", (weighing, at) => weighing.AdviceRequest(at.Number())),
        ],
        Summary = "Record that advice was requested",
        Dutch = "Legt een adviesaanvraag vast. Bij een wettelijk adviesrecht loopt de klok van de Wet op het overleg huurders verhuurder.",
        English = "Records a request for advice. With a statutory right of advice the clock of the law on tenants' consultation runs.",
        Command = (request, _, _) => new RequestAdvice
        {
            Stakeholder = request.Stakeholder,
            About = request.About,
            Proposal = request.Proposal?.ToChoice(),
            Statutory = request.Statutory,
            Basis = request.Basis,
            AdviseBy = request.AdviseBy,
        },
        Example = new RequestAdviceRequest
        {
            Stakeholder = "B2",
            About = "Het voorgenomen besluit over de toekomst van het complex",
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Statutory = true,
            Basis = "Wet op het overleg huurders verhuurder art. 5",
        },
    };
}
