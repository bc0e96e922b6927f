using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.AdviceRequests;

namespace WikkenWegen.Api.Weighings.AdviceRequests;

/// <summary>Body of POST /v1/weighings/{id}/advice-requests/{number}/advice</summary>
public sealed record ReceiveAdviceRequest : StepRequest
{
    /// <summary>What the advice comes to. At least one of tenor, text and document is needed.</summary>
    public AdviceTenor? Tenor { get; init; }

    /// <summary>The advice in words. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Text { get; init; }

    /// <summary>The document with the advice.</summary>
    public EvidenceRequest? Document { get; init; }

    internal static readonly StepEndpoint<ReceiveAdviceRequest> Endpoint = new()
    {
        Path = "/advice-requests/{number}/advice",
        Revises = true,
        Id = "receiveAdvice",
        Tag = "Advice",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/advice-requests/{number}/advice", "getAdvice", "Get the advice that was received", "Het ontvangen advies.", (weighing, at) => weighing.AdviceRequest(at.Number())?.Received),
        ],
        Summary = "Record the advice that was received",
        Dutch = "Legt het ontvangen advies vast: strekking, tekst of document. Bij een wettelijk advies volgt daaruit tot wanneer een afwijking kan worden gemotiveerd: veertien dagen, verlengd waar de Algemene termijnenwet dat zegt.",
        English = "Records the advice that was received: its tenor, text or document. From a statutory advice follows until when a deviation may be reasoned: fourteen days, extended where the Algemene termijnenwet says so.",
        Command = (request, address, seals) => new ReceiveAdvice
        {
            Number = address.Number(),
            Tenor = request.Tenor,
            Text = seals.Text("text", request.Text),
            Document = request.Document?.ToEvidence(),
        },
        Example = new ReceiveAdviceRequest
        {
            Tenor = AdviceTenor.PositiveWithConditions,
            Text = "Wij adviseren te renoveren, zonder huurverhoging voor huurders die hun woonlasten niet zien dalen.",
        },
    };
}
