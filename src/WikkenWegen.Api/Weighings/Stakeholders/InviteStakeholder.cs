using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Stakeholders;

namespace WikkenWegen.Api.Weighings.Stakeholders;

/// <summary>What is recorded of a stakeholder.</summary>
public abstract record StakeholderRequest : StepRequest
{
    /// <summary>The organisation or group, such as Gemeente.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Party { get; init; }

    /// <summary>The role within the party, such as Wijkregisseur; never a person's name.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Role { get; init; }

    /// <summary>What say the stakeholder has (bevoegdheid).</summary>
    public required Say Say { get; init; }

    /// <summary>What the stakeholder stands for.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Interest { get; init; }

    /// <summary>Name of the person who fills the role. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public string? PersonName { get; init; }

    /// <summary>How to reach that person. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Contact { get; init; }

    /// <summary>Number of the party in the trade register (KvK): 8 digits, with leading zeros.</summary>
    [StringLength(8), Digits(8)]
    public string? KvkNumber { get; init; }

    /// <summary>Pseudonymous subject id under which the stakeholder signs in. With it they can record their own input, and read it in a blind round.</summary>
    [StringLength(FieldLimits.Name), SubjectForm]
    public string? Subject { get; init; }
}

/// <summary>Body of POST /v1/weighings/{id}/stakeholders</summary>
public sealed record InviteStakeholderRequest : StakeholderRequest
{
    /// <summary>Its code, which no other stakeholder may have; b1 is the same code as B1. Where it is left out the system numbers it: B1, B2, …</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Code { get; init; }

    internal static readonly StepEndpoint<InviteStakeholderRequest> Endpoint = new()
    {
        Path = "/stakeholders",
        BuildsOn = [],
        Id = "inviteStakeholder",
        Tag = "Stakeholders",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<Stakeholder>("/stakeholders", "listStakeholders", "List the stakeholders", "De belanghebbenden.", (weighing, _) => weighing.Stakeholders),
            Part.At("/stakeholders/{code}", "getStakeholder", "Get a stakeholder", "Een belanghebbende.", (weighing, at) => weighing.Stakeholder(at.Code)),
        ],
        Summary = "Invite a stakeholder",
        Dutch = "Nodigt een belanghebbende uit: partij, rol en bevoegdheid. Naam en contact van de persoon gaan naar de kluis en kunnen daar gewist worden.",
        English = "Invites a stakeholder: party, role and say. The person's name and contact go to the vault and can be erased there.",
        Command = (request, _, seals) => new InviteStakeholder
        {
            Code = request.Code,
            Party = request.Party,
            Role = request.Role,
            Say = request.Say,
            Interest = request.Interest,
            PersonName = seals.Text("personName", request.PersonName),
            Contact = seals.Text("contact", request.Contact),
            KvkNumber = request.KvkNumber,
            Subject = request.Subject,
        },
        Example = new InviteStakeholderRequest
        {
            Party = "Zorgorganisatie",
            Role = "Wijkverpleegkundige",
            Say = Say.GivesInput,
            Interest = "Ouderen die in de buurt willen blijven wonen.",
        },
    };
}
