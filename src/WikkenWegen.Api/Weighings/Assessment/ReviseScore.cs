using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/scores/{number}/revisions</summary>
public sealed record ReviseScoreRequest : EstimateRequest
{
    internal static readonly Step<ReviseScoreRequest> Step = new()
    {
        Path = "/scores/{number}/revisions",
        Revises = true,
        Id = "reviseScore",
        Summary = "Revise a score",
        Dutch = "Herziet een score. Een nieuwe versie van het voorstel of van de criteria krijgt een nieuwe score.",
        English = "Revises a score. A new revision of the proposal or a new version of the criteria gets a new score.",
        Command = (request, address, seals) => new ReviseScore
        {
            Number = address.Number(),
            Estimate = request.ToEstimate(),
            Ground = seals.Text("ground", request.Ground),
            Evidence = request.Evidence.Mapped(e => e.ToEvidence()),
        },
        Example = new ReviseScoreRequest { Low = 5, Expected = 6, High = 8, Ground = "Het binnenklimaatonderzoek viel tegen." },
    };
}
