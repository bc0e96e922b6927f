using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Links;

namespace WikkenWegen.Api.Weighings.Links;

/// <summary>Body of POST /v1/weighings/{id}/links/{number}/ending</summary>
public sealed record UnlinkWeighingRequest : StepRequest
{
    /// <summary>Why; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<UnlinkWeighingRequest> Endpoint = new()
    {
        Path = "/links/{number}/ending",
        Revises = true,
        Id = "unlinkWeighing",
        Tag = "Links",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/links/{number}/ending", "getLinkEnding", "Get the end of a link", "Dat een verbinding beëindigd is.", (weighing, at) => weighing.Link(at.Number())?.Ended),
        ],
        Summary = "End a link to another weighing",
        Dutch = "Beëindigt een verbinding, omdat zij een vergissing was of niet meer klopt. Beide afwegingen krijgen de gebeurtenis, in één keer; de reden staat bij deze.",
        English = "Ends a link, because it was a mistake or no longer holds. Both weighings get the event, at once; the reason stands with this one.",
        Command = (request, address, seals) => new UnlinkWeighing { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new UnlinkWeighingRequest { Reason = "De twee vragen raken elkaar toch niet." },
    };
}
