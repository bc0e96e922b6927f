using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Ballots;

namespace WikkenWegen.Api.Weighings.Ballots;

/// <summary>Who was entitled to vote.</summary>
public sealed record ElectorateRequest
{
    /// <summary>How many: persons or households, as the description says.</summary>
    [Range(1, int.MaxValue)]
    public required int Number { get; init; }

    /// <summary>Who they were, such as the households of complex 507.</summary>
    [StringLength(FieldLimits.Name)]
    public required string Description { get; init; }
}

/// <summary>The votes of one kind.</summary>
public sealed record VoteCountRequest
{
    /// <summary>What was voted.</summary>
    public required Vote Vote { get; init; }

    /// <summary>Code of the proposal; needed for a preference, and refused for any other vote.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Proposal { get; init; }

    /// <summary>How many voted so.</summary>
    [Range(0, int.MaxValue)]
    public required int Number { get; init; }
}

/// <summary>What had to be reached.</summary>
public sealed record ThresholdRequest
{
    /// <summary>The least part, in per cent: above 0, at most 100.</summary>
    [Range(typeof(decimal), "0", "100", MinimumIsExclusive = true)]
    public required decimal Percent { get; init; }

    /// <summary>Of what it is a part.</summary>
    public required ThresholdBase Of { get; init; }
}

/// <summary>What was asked in a ballot, and what came of it.</summary>
public abstract record BallotRequest : StepRequest
{
    /// <summary>The proposals that it was about, each in one of its revisions; at least one. Two plans that were put to one vote stand here together.</summary>
    [MaxLength(FieldLimits.List)]
    public required ProposalChoiceRequest[] Proposals { get; init; }

    /// <summary>What was asked.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Question { get; init; }

    /// <summary>Who was entitled to vote.</summary>
    public required ElectorateRequest Entitled { get; init; }

    /// <summary>Code of the stakeholder among whose people it was held; left out where it was held among others.</summary>
    [StringLength(FieldLimits.Code), CodeForm]
    public string? Stakeholder { get; init; }

    /// <summary>The complex whose residents voted, by its URI in the corporation's own registration. A vote in each of several complexes is several ballots.</summary>
    [StringLength(FieldLimits.Uri), UriForm]
    public string? Complex { get; init; }

    /// <summary>The votes: one row for each kind, abstentions, blank and invalid ones too. No more than were entitled.</summary>
    [MaxLength(FieldLimits.List)]
    public required VoteCountRequest[] Votes { get; init; }

    /// <summary>How it was held, such as by letter, one vote a household.</summary>
    [StringLength(FieldLimits.Line)]
    public string? Method { get; init; }

    /// <summary>First day (Dutch calendar) on which votes could be given.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day (Dutch calendar) on which votes could be given, that day included; not after the day of the result: that of the occurredAt of the ballot.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What had to be reached; left out where there was no threshold.</summary>
    public ThresholdRequest? Threshold { get; init; }

    /// <summary>The documents with the result.</summary>
    [MaxLength(FieldLimits.List)]
    public EvidenceRequest[]? Evidence { get; init; }

    internal BallotContent ToContent() => new()
    {
        Proposals = [], // filled in from the choices of the command
        Question = Question,
        Entitled = new Electorate(Entitled.Number, Entitled.Description),
        Stakeholder = Stakeholder,
        Complex = Complex,
        Votes = Votes.Mapped(v => new VoteCount(v.Vote, v.Proposal, v.Number)),
        Method = Method,
        From = From,
        Until = Until,
        Threshold = Threshold is { } threshold ? new Threshold(threshold.Percent, threshold.Of) : null,
        Evidence = Evidence.Mapped(e => e.ToEvidence()),
    };
}

/// <summary>Body of POST /v1/weighings/{id}/ballots</summary>
public sealed record HoldBallotRequest : BallotRequest
{
    internal static readonly StepEndpoint<HoldBallotRequest> Endpoint = new()
    {
        Path = "/ballots",
        BuildsOn = [],
        Id = "holdBallot",
        Tag = "Ballots",
        Roles = Access.Strategist,
        InPractice = true,
        Parts =
        [
            Part.ListAt<Ballot>("/ballots", "listBallots", "List the ballots", "De stemmingen.", (weighing, _) => weighing.Ballots),
            Part.At("/ballots/{number}", "getBallot", "Get a ballot", "Een stemming, met per keuze het aandeel en of de drempel gehaald is.", (weighing, at) => weighing.Ballot(at.Number())),
        ],
        Summary = "Record the result of a ballot",
        Dutch = "Legt de uitslag van een stemming of draagvlakmeting vast: over welke voorstellen, hoeveel stemgerechtigden, de stemmen per keuze en de drempel. Wat gehaald is, wordt exact uit de aantallen berekend.",
        English = "Records the result of a ballot: about which proposals, how many were entitled, the votes for each choice and the threshold. What was reached is computed exactly from the numbers.",
        Command = (request, _, _) => new HoldBallot
        {
            Proposals = request.Proposals.Mapped(p => p.ToChoice()),
            Content = request.ToContent(),
        },
        Example = new HoldBallotRequest
        {
            Proposals = [new ProposalChoiceRequest { Code = "V2" }],
            Question = "Gaat u akkoord met het renovatieplan?",
            Entitled = new ElectorateRequest { Number = 96, Description = "de huishoudens van de Merelflat" },
            Stakeholder = "B1",
            Votes =
            [
                new VoteCountRequest { Vote = Domain.Vote.InFavour, Number = 71 },
                new VoteCountRequest { Vote = Domain.Vote.Against, Number = 9 },
                new VoteCountRequest { Vote = Domain.Vote.Abstention, Number = 2 },
            ],
            Method = "Schriftelijk, één stem per huishouden",
            Threshold = new ThresholdRequest { Percent = 70, Of = ThresholdBase.Entitled },
        },
    };
}
