using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Weighings.Privacy;

/// <summary>Body of POST /v1/weighings/{id}/retentions: the decision as a whole; what is left out is not said.</summary>
public sealed record SetRetentionRequest : StepRequest
{
    /// <summary>What becomes of it in the archive. As long as it is blocked, nothing of it is erased.</summary>
    public required ArchiveStatus Status { get; init; }

    /// <summary>What is to become of it once the term is over.</summary>
    public ArchiveNomination? Nomination { get; init; }

    /// <summary>The day on which the term is over.</summary>
    public DateOnly? ActionDay { get; init; }

    /// <summary>Why; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<SetRetentionRequest> Endpoint = new()
    {
        Path = "/retentions",
        BuildsOn = ["retentions"],
        Id = "setRetention",
        Tag = "Privacy",
        Roles = Access.PrivacyOfficer,
        Parts =
        [
            Part.ListAt<Retention>("/retentions", "listRetentions", "List the decisions on keeping", "De besluiten over bewaren en blokkeren; het laatste geldt.", (weighing, _) => weighing.Retentions),
            Part.At("/retentions/{number}", "getRetention", "Get a decision on keeping", "Een besluit over bewaren.", (weighing, at) => weighing.Retentions.FirstOrDefault(r => r.Number == at.Number())),
            Part.ListAt<Erasure>("/erasures", "listErasures", "List the erasures", "De wissingen van persoonsgegevens in deze afweging: wanneer, op welke grond, en welke teksten.", (weighing, _) => weighing.Erasures),
        ],
        Summary = "Decide how long a weighing is kept, or hold it",
        Dutch = "Bepaalt hoe lang de afweging wordt bewaard en wat er daarna mee gebeurt, in de codes van VERA. Zolang de status geblokkeerd is (GEB), wordt er niets van gewist; het volgende besluit heft dat op.",
        English = "Decides how long the weighing is kept and what happens to it then, in VERA's codes. As long as its status is blocked (GEB), nothing of it is erased; the next decision lifts that.",
        Command = (request, _, seals) => new SetRetention
        {
            Status = request.Status,
            Nomination = request.Nomination,
            ActionDay = request.ActionDay,
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new SetRetentionRequest
        {
            Status = ArchiveStatus.ToBeKept,
            Nomination = ArchiveNomination.Destroy,
            ActionDay = new DateOnly(2036, 12, 31),
            Reason = "Tien jaar na het besluit, volgens de selectielijst.",
        },
    };
}
