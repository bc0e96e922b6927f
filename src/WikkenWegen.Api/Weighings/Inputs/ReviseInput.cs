using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Inputs;

namespace WikkenWegen.Api.Weighings.Inputs;

/// <summary>Body of POST /v1/weighings/{id}/inputs/{number}/revisions</summary>
public sealed record ReviseInputRequest : InputRequest
{
    /// <summary>Why it is revised; left out where that was not said. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<ReviseInputRequest> Endpoint = new()
    {
        Path = "/inputs/{number}/revisions",
        Revises = true,
        Id = "reviseInput",
        Tag = "Input",
        Roles = Access.StrategistOrParty,
        Parts =
        [
            Part.ListAt<InputRevision>("/inputs/{number}/revisions", "listInputRevisions", "List the revisions of an input", "De versies van een inbreng.", (weighing, at) => weighing.Input(at.Number())?.Revisions),
            Part.At("/inputs/{number}/revisions/{revision}", "getInputRevision", "Get a revision of an input", "Een versie van een inbreng.", (weighing, at) => weighing.Input(at.Number())?.Revisions.FirstOrDefault(r => r.Revision == at.Number("revision"))),
        ],
        Summary = "Revise an input",
        Dutch = "Herziet inbreng als geheel, zolang de ronde open is. De eerdere versie blijft in de geschiedenis.",
        English = "Revises an input as a whole, while its round is open. The earlier revision stays in the history.",
        Command = (request, address, seals) => new ReviseInput
        {
            Number = address.Number(),
            Proposal = request.Proposal?.ToChoice(),
            Content = request.ToContent(seals),
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new ReviseInputRequest
        {
            Proposal = new ProposalChoiceRequest { Code = "V2" },
            Position = Domain.Position.InFavour,
            Statement = "De lift blijft rijden: onze voorwaarde is vervuld.",
            Reason = "De planning is aangepast.",
        },
    };
}
