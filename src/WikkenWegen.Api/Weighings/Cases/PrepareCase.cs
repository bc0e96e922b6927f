using System.ComponentModel.DataAnnotations;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>Body of POST /v1/weighings/{id}/cases. Texts are written for the case, in general words: what identifies the weighing in them is refused.</summary>
public sealed record PrepareCaseRequest : StepRequest
{
    /// <summary>Short name of the case. Kept in the vault.</summary>
    [StringLength(FieldLimits.Name)]
    public string? Title { get; init; }

    /// <summary>The question in general words. Kept in the vault.</summary>
    [StringLength(FieldLimits.Line)]
    public required string Question { get; init; }

    /// <summary>What led to it and what makes it hard, in general words. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? Background { get; init; }

    /// <summary>What came of it and what was learnt, in general words. Kept in the vault.</summary>
    [StringLength(FieldLimits.Text)]
    public string? CameOfIt { get; init; }

    /// <summary>Names of criteria in general words; a criterion without one has a number alone.</summary>
    [MaxLength(FieldLimits.Criteria)]
    public CaseTextRequest[]? Criteria { get; init; }

    /// <summary>Descriptions of proposals in general words; a proposal without one has a letter alone.</summary>
    [MaxLength(FieldLimits.Proposals)]
    public CaseTextRequest[]? Proposals { get; init; }

    /// <summary>Kinds of parties, where the kind that their name tells is not the right one.</summary>
    [MaxLength(FieldLimits.Proposals)]
    public CasePartyKindRequest[]? Parties { get; init; }

    /// <summary>The texts of people that are released, one by one; none where it is left out.</summary>
    [MaxLength(FieldLimits.List)]
    public CaseReleaseRequest[]? Quotes { get; init; }

    internal static readonly StepEndpoint<PrepareCaseRequest> Endpoint = new()
    {
        Path = "/cases",
        Id = "prepareCase",
        Tag = "Cases",
        Roles = Access.Strategist,
        Parts =
        [
            Part.ListAt<WeighingCase>("/cases", "listPreparedCases", "List the cases that were made of a weighing", "De casussen die van een afweging zijn gemaakt.", (weighing, _) => weighing.Cases),
            Part.At("/cases/{number}", "getPreparedCase", "Get a case that was made of a weighing, with what became of it", "Een casus die van een afweging is gemaakt, met wat ervan werd.", (weighing, at) => weighing.Case(at.Number())),
        ],
        Summary = "Prepare a case of a weighing for others to learn from",
        Dutch = "Maakt een casus van de afweging: de kopie in algemene woorden die de preview laat zien, met het verslag van wat eruit is gehaald en waaraan de afweging nog te herkennen kan zijn. Er wordt nog niets gedeeld. Van een geheime afweging, en zolang een blinde ronde open is, wordt geen casus gemaakt. Wat er onder een nummer is gemaakt verandert niet meer: een andere kopie is een nieuwe casus.",
        English = "Makes a case of the weighing: the copy in general words that the preview shows, with the report of what was taken out and by what the weighing may still be recognised. Nothing is shared yet. No case is made of a secret weighing, nor while a blind round is open. What was made under a number does not change any more: another copy is a new case.",
        Command = (request, _, seals) => new PrepareCase
        {
            Content = new CaseContent
            {
                Title = seals.Text("title", request.Title),
                Question = seals.Text("question", request.Question)!,
                Background = seals.Text("background", request.Background),
                CameOfIt = seals.Text("cameOfIt", request.CameOfIt),
                Criteria = request.Criteria.Mapped(c => new SealedCaseText(c.Code, seals.Text("text", c.Text)!)),
                Proposals = request.Proposals.Mapped(p => new SealedCaseText(p.Code, seals.Text("text", p.Text)!)),
                Parties = request.Parties.Mapped(p => new CasePartyKind(p.Code, p.Kind)),
                Quotes = request.Quotes.Mapped(q => new CaseRelease(q.Event, q.Field, q.Item ?? 1)),
            },
        },
        Completed = CaseCopies.Completed,
        Example = new PrepareCaseRequest
        {
            Title = "Een oud gebouw met klachten",
            Question = "Een oud gebouw met klachten: opknappen, vervangen of nog even mee?",
            Criteria = [new CaseTextRequest { Code = "BET", Text = "Wat het kost voor wie er woont" }],
            Proposals = [new CaseTextRequest { Code = "V2", Text = "Opknappen terwijl mensen er wonen" }],
        },
    };
}
