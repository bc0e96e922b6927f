using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AccessGrants;

namespace WikkenWegen.Api.Weighings.AccessGrants;

/// <summary>Body of POST /v1/weighings/{id}/access</summary>
public sealed record GrantAccessRequest : StepRequest
{
    /// <summary>Pseudonymous subject id of who may read it.</summary>
    [StringLength(FieldLimits.Name), SubjectForm]
    public required string Subject { get; init; }

    /// <summary>In which role; never a person's name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Role { get; init; }

    /// <summary>Why; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<GrantAccessRequest> Endpoint = new()
    {
        Path = "/access",
        BuildsOn = ["access"],
        Id = "grantAccess",
        Tag = "Access",
        Roles = Access.Strategist,
        InPractice = true,
        Parts =
        [
            Part.ListAt<AccessGrant>("/access", "listAccess", "List who has access by name", "Wie op naam toegang heeft of had; de eerste is wie de afweging opende.", (weighing, _) => weighing.Access),
            Part.At("/access/{number}", "getAccess", "Get an access by name", "Een toegang op naam.", (weighing, at) => weighing.AccessGrant(at.Number())),
        ],
        Summary = "Give somebody access by name",
        Dutch = "Geeft iemand op naam toegang tot de afweging. Een vertrouwelijke afweging ziet een lezer, en een geheime ieder, alleen zo of als uitgenodigde belanghebbende.",
        English = "Gives somebody access to the weighing by name. Only so, or as an invited stakeholder, does a reader see a confidential weighing, and anybody a secret one.",
        Command = (request, _, seals) => new GrantAccess { Subject = request.Subject, Role = request.Role, Reason = seals.Text("reason", request.Reason) },
        Example = new GrantAccessRequest { Subject = "7d0f4c7a-manager-vastgoed", Role = "Manager vastgoed", Reason = "Werkt het voorstel uit." },
    };
}
