using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AdviceRequests;

namespace WikkenWegen.Api.Weighings.AdviceRequests;

/// <summary>Body of POST /v1/weighings/{id}/advice-requests</summary>
public sealed record RequestAdviceRequest : StepRequest
{
    /// <summary>Code of the stakeholder who is asked; they must take part in the weighing at that moment.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public required string Stakeholder { get; init; }

    /// <summary>What advice is asked on, in words.</summary>
    [StringLength(FieldLimits.Line)]
    public required string About { get; init; }

    /// <summary>The proposal on which advice is asked; left out where it is about no single proposal.</summary>
    public ProposalChoiceRequest? Proposal { get; init; }

    /// <summary>Whether the law gives a right of advice on it, with six weeks to advise and fourteen days to reason a deviation, extended as the Algemene termijnenwet says; false where it is left out.</summary>
    public bool Statutory { get; init; }

    /// <summary>The law or agreement on which the request rests.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Basis { get; init; }

    /// <summary>The last day (Dutch calendar) to advise, itself included; not before the day of the request. Where the advice is statutory: at least six weeks; where it is left out, the last day of those, or the first working day after it. Else there is no term where it is left out.</summary>
    public DateOnly? AdviseBy { get; init; }

    internal static readonly StepEndpoint<RequestAdviceRequest> Endpoint = new()
    {
        Path = "/advice-requests",
        BuildsOn = [],
        Id = "requestAdvice",
        Tag = "Advice",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<AdviceRequest>("/advice-requests", "listAdviceRequests", "List the requests for advice", "De adviesaanvragen met hun klok.", (weighing, _) => weighing.AdviceRequests),
            Part.At("/advice-requests/{number}", "getAdviceRequest", "Get a request for advice", "Een adviesaanvraag.", (weighing, at) => weighing.AdviceRequest(at.Number())),
        ],
        Summary = "Record that advice was requested",
        Dutch = "Legt een adviesaanvraag vast. Bij een wettelijk adviesrecht loopt de klok van de Wet op het overleg huurders verhuurder; een termijn die op een zaterdag, zondag of feestdag eindigt, wordt verlengd (Algemene termijnenwet). De adviesaanvraag toont beide dagen.",
        English = "Records a request for advice. With a statutory right of advice the clock of the law on tenants' consultation runs; a term that ends on a Saturday, Sunday or holiday is extended (Algemene termijnenwet). The request for advice shows both days.",
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
