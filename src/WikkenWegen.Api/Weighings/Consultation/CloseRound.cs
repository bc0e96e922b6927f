using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>Body of POST /v1/weighings/{id}/rounds/{number}/closing</summary>
public sealed record CloseRoundRequest : StepRequest
{
    internal static readonly Step<CloseRoundRequest> Step = new()
    {
        Path = "/rounds/{number}/closing",
        Revises = true,
        Id = "closeRound",
        Summary = "Close a round of consultation",
        Dutch = "Sluit een ronde. Wat in een blinde ronde is gegeven, is vanaf dan te lezen.",
        English = "Closes a round. What was given in it blindly can be read from now on.",
        Command = (_, address, _) => new CloseRound { Number = address.Number() },
        Example = new CloseRoundRequest(),
    };
}
