using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Stakeholders;

namespace WikkenWegen.Api.Weighings.Stakeholders;

/// <summary>Body of POST /v1/weighings/{id}/stakeholders/{code}/corrections: the stakeholder as a whole; what is left out is no longer known.</summary>
public sealed record CorrectStakeholderRequest : StakeholderRequest
{
    /// <summary>Why it is corrected; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<CorrectStakeholderRequest> Endpoint = new()
    {
        Path = "/stakeholders/{code}/corrections",
        Revises = true,
        Id = "correctStakeholder",
        Tag = "Stakeholders",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<StakeholderCorrection>("/stakeholders/{code}/corrections", "listStakeholderCorrections", "List the corrections of a stakeholder", "De verbeteringen van een belanghebbende.",
                (weighing, at) => weighing.Stakeholder(at.Code)?.Corrections),
            Part.At("/stakeholders/{code}/corrections/{number}", "getStakeholderCorrection", "Get a correction of a stakeholder", "Een verbetering van een belanghebbende.",
                (weighing, at) => weighing.Stakeholder(at.Code)?.Corrections.FirstOrDefault(c => c.Number == at.Number())),
        ],
        Summary = "Correct a stakeholder",
        Dutch = "Verbetert partij, rol, bevoegdheid, belang, naam, contact of nummers van een belanghebbende: stuur het geheel. De uitnodiging zelf blijft staan; de geschiedenis toont beide.",
        English = "Corrects party, role, say, interest, name, contact or numbers of a stakeholder: send the whole. The invitation itself stays; the history shows both.",
        Command = (request, address, seals) => new CorrectStakeholder
        {
            Code = address.Code,
            Party = request.Party,
            Role = request.Role,
            Say = request.Say,
            Interest = request.Interest,
            PersonName = seals.Text("personName", request.PersonName),
            Contact = seals.Text("contact", request.Contact),
            KvkNumber = request.KvkNumber,
            Subject = request.Subject,
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new CorrectStakeholderRequest
        {
            Party = "Bewonerscommissie Merelflat",
            Role = "Voorzitter",
            Say = Say.Advises,
            Interest = "Blijven wonen, betaalbaar en zonder vocht.",
            Reason = "De naam van de commissie was onvolledig.",
        },
    };
}
