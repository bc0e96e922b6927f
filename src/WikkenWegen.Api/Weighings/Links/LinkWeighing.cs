using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Links;

namespace WikkenWegen.Api.Weighings.Links;

/// <summary>Body of POST /v1/weighings/{id}/links</summary>
public sealed record LinkWeighingRequest : StepRequest
{
    /// <summary>What this weighing is to the other.</summary>
    public required LinkRelation Relation { get; init; }

    /// <summary>Id of the other weighing, of the same corporation.</summary>
    public required Guid Weighing { get; init; }

    /// <summary>What there is to say about it.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Note { get; init; }

    internal static readonly StepEndpoint<LinkWeighingRequest> Endpoint = new()
    {
        Path = "/links",
        BuildsOn = ["links"],
        Id = "linkWeighing",
        Tag = "Links",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<Link>("/links", "listLinks", "List the links to other weighings", "De verbindingen met andere afwegingen die de vrager mag zien: wat ervoor kwam, ernaast loopt en erna kwam.", (weighing, _) => weighing.Links),
            Part.At("/links/{number}", "getLink", "Get a link to another weighing", "Een verbinding met een andere afweging.", (weighing, at) => weighing.Link(at.Number())),
        ],
        Summary = "Link the weighing to another",
        Dutch = "Verbindt de afweging met een andere: zij volgt daaruit, vervangt die, loopt daarnaast, voert die uit of stelt dezelfde vraag opnieuw. Beide afwegingen krijgen de gebeurtenis, in één keer, en tonen de verbinding aan wie de andere mag zien.",
        English = "Links the weighing to another: it follows from that one, replaces it, runs beside it, carries it out or asks the same question again. Both weighings get the event, at once, and show the link to who may see the other.",
        Command = (request, _, _) => new LinkWeighing { Relation = request.Relation, Weighing = request.Weighing, Note = request.Note },
        Example = new LinkWeighingRequest
        {
            Relation = LinkRelation.RunsBeside,
            Weighing = new Guid("019d6c1a-f800-7000-8000-000002026021"),
            Note = "De buurtkamer ligt naast de flat.",
        },
    };
}
