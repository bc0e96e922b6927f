using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Framings;

namespace WikkenWegen.Api.Weighings.Framings;

/// <summary>Body of PUT /v1/weighings/{id}/framing</summary>
public sealed record ReframeWeighingRequest : FramingRequest
{
    /// <summary>Why the question is framed anew; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<ReframeWeighingRequest> Endpoint = new()
    {
        Path = "/framing",
        Method = HttpMethods.Put,
        Revises = true,
        BuildsOn = ["framings"],
        Id = "reframeWeighing",
        Tag = "Framing",
        Roles = Access.Strategist,
        Summary = "Frame the question anew",
        Dutch = "Herziet de vraagstelling als geheel, met de reden. Het systeem noemt zelf welke velden veranderden; veranderde er niets, dan is de vraagstelling bevestigd zoals zij was.",
        English = "Revises the framing as a whole, with the reason. The system itself names the fields that changed; where nothing did, the framing was confirmed as it was.",
        Command = (request, _, seals) => new ReframeWeighing { Framing = request.ToFraming(), Reason = seals.Text("reason", request.Reason) },
        Example = new ReframeWeighingRequest
        {
            Title = "Toekomst Merelflat (complex 1043)",
            Question = "Wat doen we met de Merelflat, nu de subsidieregeling een jaar eerder sluit?",
            Level = Level.Tactical,
            Scale = WeighingScale.Complex,
            Ownership = Ownership.Own,
            Breadth = Breadth.Narrow,
            SgeiRegime = SgeiRegime.Sgei,
            ProcessForm = ProcessForm.Advice,
            OwnerRole = "Strateeg wonen",
            DeciderRole = "Bestuurder",
            ApproverRole = "Raad van commissarissen",
            Confidentiality = Confidentiality.Internal,
            Reason = "De subsidieregeling sluit een jaar eerder, waardoor de vraag ook over de planning gaat.",
        },
    };
}
