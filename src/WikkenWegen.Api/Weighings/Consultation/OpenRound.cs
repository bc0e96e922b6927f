using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Consultation;

namespace WikkenWegen.Api.Weighings.Consultation;

/// <summary>Body of POST /v1/weighings/{id}/rounds</summary>
public sealed record OpenRoundRequest : StepRequest
{
    /// <summary>What the round is about, in words.</summary>
    [StringLength(FieldLimits.Line)]
    public required string About { get; init; }

    /// <summary>Whether nobody reads the input, objections and scores of another before the round closes; false where it is left out.</summary>
    public bool Blind { get; init; }

    internal static readonly StepEndpoint<OpenRoundRequest> Endpoint = new()
    {
        Path = "/rounds",
        BuildsOn = [],
        Id = "openRound",
        Tag = "Consultation",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<Round>("/rounds", "listRounds", "List the rounds", "De rondes.", (weighing, _) => weighing.Rounds),
            Part.At("/rounds/{number}", "getRound", "Get a round", "Een ronde.", (weighing, at) => weighing.Round(at.Number())),
        ],
        Summary = "Open a round of consultation",
        Dutch = "Opent een ronde. In een blinde ronde leest niemand de inbreng of de scores van een ander voordat de ronde sluit.",
        English = "Opens a round. In a blind round nobody reads another's input or scores before the round closes.",
        Command = (request, _, _) => new OpenRound { About = request.About, Blind = request.Blind },
        Example = new OpenRoundRequest { About = "De uitwerking van het gekozen voorstel", Blind = true },
    };
}
