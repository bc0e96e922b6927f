using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.AccessGrants;

namespace WikkenWegen.Api.Weighings.AccessGrants;

/// <summary>Body of POST /v1/weighings/{id}/access/{number}/ending</summary>
public sealed record EndAccessRequest : StepRequest
{
    /// <summary>Why; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<EndAccessRequest> Endpoint = new()
    {
        Path = "/access/{number}/ending",
        Revises = true,
        Id = "endAccess",
        Tag = "Access",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/access/{number}/ending", "getAccessEnding", "Get the end of an access by name", "Dat een toegang op naam beëindigd is.", (weighing, at) => weighing.AccessGrant(at.Number())?.Ended),
        ],
        Summary = "End the access of somebody by name",
        Dutch = "Beëindigt een toegang op naam, met ingang van het volgende verzoek. De laatste kan niet beëindigd worden.",
        English = "Ends an access by name, from the next request on. The last one cannot be ended.",
        Command = (request, address, seals) => new EndAccess { Number = address.Number(), Reason = seals.Text("reason", request.Reason) },
        Example = new EndAccessRequest { Reason = "Werkt niet meer aan dit voorstel." },
    };
}
