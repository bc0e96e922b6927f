using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Ballots;

namespace WikkenWegen.Api.Weighings.Ballots;

/// <summary>Body of POST /v1/weighings/{id}/ballots/{number}/corrections: the ballot as a whole, as it should have been recorded; what is left out was not said.</summary>
public sealed record CorrectBallotRequest : BallotRequest
{
    /// <summary>Why it is corrected; needed. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Reason { get; init; }

    internal static readonly StepEndpoint<CorrectBallotRequest> Endpoint = new()
    {
        Path = "/ballots/{number}/corrections",
        Revises = true,
        Id = "correctBallot",
        Tag = "Ballots",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<BallotCorrection>("/ballots/{number}/corrections", "listBallotCorrections", "List the corrections of a ballot", "De verbeteringen van een stemming.",
                (weighing, at) => weighing.Ballot(at.Number())?.Corrections),
            Part.At("/ballots/{number}/corrections/{correction}", "getBallotCorrection", "Get a correction of a ballot", "Een verbetering van een stemming.",
                (weighing, at) => weighing.Ballot(at.Number())?.Corrections.FirstOrDefault(c => c.Number == at.Number("correction"))),
        ],
        Summary = "Correct a ballot",
        Dutch = "Verbetert wat van een stemming vastligt: stuur het geheel zoals het had moeten zijn. Wat eerst is vastgelegd blijft staan; de geschiedenis toont beide. Het moment van de stemming wordt verbeterd met een verbetering van het moment.",
        English = "Corrects what was recorded of a ballot: send the whole as it should have been. What was recorded first stays; the history shows both. The moment of the ballot is corrected by a correction of the moment.",
        Command = (request, address, seals) => new CorrectBallot
        {
            Number = address.Number(),
            Proposals = request.Proposals.Mapped(p => p.ToChoice()),
            Content = request.ToContent(),
            Reason = seals.Text("reason", request.Reason),
        },
        Example = new CorrectBallotRequest
        {
            Proposals = [new ProposalChoiceRequest { Code = "V2" }],
            Question = "Gaat u akkoord met het renovatieplan?",
            Entitled = new ElectorateRequest { Number = 96, Description = "de huishoudens van de Merelflat" },
            Stakeholder = "B1",
            Votes =
            [
                new VoteCountRequest { Vote = Domain.Vote.InFavour, Number = 72 },
                new VoteCountRequest { Vote = Domain.Vote.Against, Number = 8 },
                new VoteCountRequest { Vote = Domain.Vote.Abstention, Number = 2 },
            ],
            Method = "Schriftelijk, één stem per huishouden",
            Threshold = new ThresholdRequest { Percent = 70, Of = ThresholdBase.Entitled },
            Reason = "Bij het overnemen van de uitslag is één stem verkeerd geteld.",
        },
    };
}
