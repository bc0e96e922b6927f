using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/inputs/{number}/revisions</summary>
public sealed record ReviseInputRequest : InputRequest
{
    /// <summary>Why it is revised, where it was said. Kept in the vault.</summary>
    [StringLength(Limits.Text)]
    public string? Reason { get; init; }

    internal static readonly Step<ReviseInputRequest> Step = new()
    {
        Path = "/inputs/{number}/revisions",
        Revises = true,
        Id = "reviseInput",
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
