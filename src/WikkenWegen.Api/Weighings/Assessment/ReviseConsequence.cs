using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Assessment;

namespace WikkenWegen.Api.Weighings.Assessment;

/// <summary>Body of POST /v1/weighings/{id}/consequences/{number}/revisions</summary>
public sealed record ReviseConsequenceRequest : ConsequenceRequest
{
    internal static readonly StepEndpoint<ReviseConsequenceRequest> Endpoint = new()
    {
        Path = "/consequences/{number}/revisions",
        Revises = true,
        Id = "reviseConsequence",
        Tag = "Assessment",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<ConsequenceRevision>("/consequences/{number}/revisions", "listConsequenceRevisions", "List the revisions of a consequence", "De versies van een gevolg.", (weighing, at) => weighing.Consequence(at.Number())?.Revisions),
            Part.At("/consequences/{number}/revisions/{revision}", "getConsequenceRevision", "Get a revision of a consequence", "Een versie van een gevolg.", (weighing, at) => weighing.Consequence(at.Number())?.Revisions.FirstOrDefault(r => r.Revision == at.Number("revision"))),
        ],
        Summary = "Revise a consequence",
        Dutch = "Herziet een gevolg. Een nieuwe versie van het voorstel of van de criteria krijgt een nieuw gevolg.",
        English = "Revises a consequence. A new revision of the proposal or a new version of the criteria gets a new consequence.",
        Command = (request, address, seals) => new ReviseConsequence
        {
            Number = address.Number(),
            Content = request.ToContent(),
            Ground = seals.Text("ground", request.Ground),
            Evidence = request.Evidence.Mapped(e => e.ToEvidence()),
        },
        Example = new ReviseConsequenceRequest { Positive = true, Negative = false, Ground = "Iedereen kan in de wijk blijven." },
    };
}
