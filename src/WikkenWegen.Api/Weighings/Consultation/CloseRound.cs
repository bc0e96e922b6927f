using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Consultation;

namespace WikkenWegen.Api.Weighings.Consultation;

/// <summary>Body of POST /v1/weighings/{id}/rounds/{number}/closing</summary>
public sealed record CloseRoundRequest : StepRequest
{
    internal static readonly StepEndpoint<CloseRoundRequest> Endpoint = new()
    {
        Path = "/rounds/{number}/closing",
        Revises = true,
        Id = "closeRound",
        Tag = "Consultation",
        Roles = Access.Strategist,
        Parts =
        [
            Part.At("/rounds/{number}/closing", "getRoundClosing", "Get the closing of a round", "De sluiting van een ronde.", (weighing, at) => weighing.Round(at.Number())?.Closed),
        ],
        Summary = "Close a round of consultation",
        Dutch = "Sluit een ronde. Wat in een blinde ronde is gegeven, is vanaf dan te lezen.",
        English = "Closes a round. What was given in it blindly can be read from now on.",
        Command = (_, address, _) => new CloseRound { Number = address.Number() },
        Example = new CloseRoundRequest(),
    };
}
