using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Assessment;

namespace WikkenWegen.Api.Weighings.Assessment;

/// <summary>Body of POST /v1/weighings/{id}/scores/{number}/revisions</summary>
public sealed record ReviseScoreRequest : EstimateRequest
{
    internal static readonly StepEndpoint<ReviseScoreRequest> Endpoint = new()
    {
        Path = "/scores/{number}/revisions",
        Revises = true,
        Id = "reviseScore",
        Tag = "Assessment",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<ScoreRevision>("/scores/{number}/revisions", "listScoreRevisions", "List the revisions of a score", "De versies van een score.", (weighing, at) => weighing.Score(at.Number())?.Revisions),
            Part.At("/scores/{number}/revisions/{revision}", "getScoreRevision", "Get a revision of a score", "Een versie van een score.", (weighing, at) => weighing.Score(at.Number())?.Revisions.FirstOrDefault(r => r.Revision == at.Number("revision"))),
        ],
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
