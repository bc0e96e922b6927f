using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Weighings;

/// <summary>GET /v1/weighings/{id} and the parts below it, now or at any moment.</summary>
public static class GetWeighing
{
    /// <summary>The parameters that choose the moment.</summary>
    internal static readonly ImmutableArray<QueryParameter> Moment =
    [
        new("version", typeof(int), "As it was just after this event.", "Zoals het was vlak na deze gebeurtenis.", 12),
        new("asOf", typeof(DateTimeOffset), "As it was at this moment; any offset.", "Zoals het was op dit moment; met tijdzone.", "2026-04-01T12:00:00+02:00"),
        new("peilTijdstip", typeof(DateTimeOffset), "Another name for asOf, as in VERA; the header X-Parameters-PeiltijdstipMaterieel is understood too.",
            "Andere naam voor asOf, zoals in VERA; ook de header X-Parameters-PeiltijdstipMaterieel wordt begrepen."),
        new("by", typeof(Clock), "Which moment counts for asOf: when it was recorded (the default) or when it occurred.",
            "Welk moment telt voor asOf: dat van vastleggen (standaard) of dat van gebeuren.", "occurred"),
    ];

    /// <summary>Every part that has an address of its own.</summary>
    private static readonly ImmutableArray<Part> Parts =
    [
        new("/framing", "framing", typeof(FramingVersion), "Framing", "getFraming", "Get the framing in force", "De geldende vraagstelling."),
        new("/framings", "framings", typeof(FramingVersion[]), "Framing", "listFramings", "List all versions of the framing", "Alle versies van de vraagstelling."),
        new("/framings/{number}", "framings/{number}", typeof(FramingVersion), "Framing", "getFramingVersion", "Get a version of the framing", "Een versie van de vraagstelling."),
        new("/proposals", "proposals", typeof(Proposal[]), "Proposals", "listProposals", "List the proposals", "De voorstellen met al hun versies."),
        new("/proposals/{code}", "proposals/{code}", typeof(Proposal), "Proposals", "getProposal", "Get a proposal", "Een voorstel met al zijn versies."),
        new("/proposals/{code}/revisions", "proposals/{code}/revisions", typeof(ProposalRevision[]), "Proposals", "listProposalRevisions", "List the revisions of a proposal", "De versies van een voorstel."),
        new("/proposals/{code}/revisions/{number}", "proposals/{code}/revisions/{number}", typeof(ProposalRevision), "Proposals", "getProposalRevision", "Get a revision of a proposal", "Een versie van een voorstel."),
        new("/proposals/{code}/withdrawal", "proposals/{code}/withdrawal", typeof(Withdrawal), "Proposals", "getProposalWithdrawal", "Get the withdrawal of a proposal", "De intrekking van een voorstel."),
        new("/criteria", "criteria", typeof(CriteriaVersion), "Criteria", "getCriteria", "Get the criteria in force", "De geldende criteria."),
        new("/criteria/versions", "criteriaVersions", typeof(CriteriaVersion[]), "Criteria", "listCriteriaVersions", "List all versions of the criteria", "Alle versies van de criteria, met de reden van elke wijziging."),
        new("/criteria/versions/{number}", "criteriaVersions/{number}", typeof(CriteriaVersion), "Criteria", "getCriteriaVersion", "Get a version of the criteria", "Een versie van de criteria."),
        new("/stakeholders", "stakeholders", typeof(Stakeholder[]), "Stakeholders", "listStakeholders", "List the stakeholders", "De belanghebbenden."),
        new("/stakeholders/{code}", "stakeholders/{code}", typeof(Stakeholder), "Stakeholders", "getStakeholder", "Get a stakeholder", "Een belanghebbende."),
        new("/stakeholders/{code}/withdrawal", "stakeholders/{code}/withdrawal", typeof(Withdrawal), "Stakeholders", "getStakeholderWithdrawal", "Get the withdrawal of a stakeholder", "Dat een belanghebbende zich terugtrok."),
        new("/rounds", "rounds", typeof(Round[]), "Consultation", "listRounds", "List the rounds", "De rondes."),
        new("/rounds/{number}", "rounds/{number}", typeof(Round), "Consultation", "getRound", "Get a round", "Een ronde."),
        new("/rounds/{number}/closing", "rounds/{number}/closed", typeof(Origin), "Consultation", "getRoundClosing", "Get the closing of a round", "De sluiting van een ronde."),
        new("/inputs", "inputs", typeof(Domain.Input[]), "Input", "listInputs", "List the inputs that the caller may read", "De inbreng die de vrager mag lezen."),
        new("/inputs/{number}", "inputs/{number}", typeof(Domain.Input), "Input", "getInput", "Get an input", "Een inbreng."),
        new("/inputs/{number}/revisions", "inputs/{number}/revisions", typeof(InputRevision[]), "Input", "listInputRevisions", "List the revisions of an input", "De versies van een inbreng."),
        new("/inputs/{number}/revisions/{revision}", "inputs/{number}/revisions/{revision}", typeof(InputRevision), "Input", "getInputRevision", "Get a revision of an input", "Een versie van een inbreng."),
        new("/inputs/{number}/withdrawal", "inputs/{number}/withdrawal", typeof(Withdrawal), "Input", "getInputWithdrawal", "Get the withdrawal of an input", "De intrekking van een inbreng."),
        new("/objections", "objections", typeof(Objection[]), "Input", "listObjections", "List the objections that the caller may read", "De bezwaren die de vrager mag lezen."),
        new("/objections/{number}", "objections/{number}", typeof(Objection), "Input", "getObjection", "Get an objection", "Een bezwaar."),
        new("/objections/{number}/resolution", "objections/{number}/resolution", typeof(Resolution), "Input", "getObjectionResolution", "Get the resolution of an objection", "Hoe een bezwaar is opgelost."),
        new("/advice-requests", "adviceRequests", typeof(AdviceRequest[]), "Advice", "listAdviceRequests", "List the requests for advice", "De adviesaanvragen met hun klok."),
        new("/advice-requests/{number}", "adviceRequests/{number}", typeof(AdviceRequest), "Advice", "getAdviceRequest", "Get a request for advice", "Een adviesaanvraag."),
        new("/advice-requests/{number}/advice", "adviceRequests/{number}/received", typeof(Domain.Advice), "Advice", "getAdvice", "Get the advice that was received", "Het ontvangen advies."),
        new("/advice-requests/{number}/answer", "adviceRequests/{number}/answer", typeof(AdviceAnswer), "Advice", "getAdviceAnswer", "Get what was done with an advice", "Wat met een advies is gedaan."),
        new("/scores", "scores", typeof(Score[]), "Assessment", "listScores", "List the scores that the caller may read", "De scores die de vrager mag lezen."),
        new("/scores/{number}", "scores/{number}", typeof(Score), "Assessment", "getScore", "Get a score", "Een score."),
        new("/scores/{number}/revisions", "scores/{number}/revisions", typeof(ScoreRevision[]), "Assessment", "listScoreRevisions", "List the revisions of a score", "De versies van een score."),
        new("/scores/{number}/revisions/{revision}", "scores/{number}/revisions/{revision}", typeof(ScoreRevision), "Assessment", "getScoreRevision", "Get a revision of a score", "Een versie van een score."),
        new("/outcomes", "outcomes", typeof(Domain.Outcome[]), "Outcome", "listOutcomes", "List the computed results that lay on the table", "De berekende uitkomsten die op tafel lagen."),
        new("/outcomes/{number}", "outcomes/{number}", typeof(Domain.Outcome), "Outcome", "getOutcome", "Get a computed result that lay on the table", "Een berekende uitkomst die op tafel lag."),
        new("/decisions", "decisions", typeof(Domain.Decision[]), "Decision", "listDecisions", "List the decisions", "De besluiten."),
        new("/decisions/{number}", "decisions/{number}", typeof(Domain.Decision), "Decision", "getDecision", "Get a decision", "Een besluit."),
        new("/decisions/{number}/approval", "decisions/{number}/approval", typeof(Approval), "Decision", "getDecisionApproval", "Get what the approver ruled", "Het oordeel van de goedkeurende rol."),
        new("/decisions/{number}/withdrawal", "decisions/{number}/withdrawal", typeof(Withdrawal), "Decision", "getDecisionWithdrawal", "Get the withdrawal of a decision", "De intrekking van een besluit."),
        new("/decisions/{number}/execution", "decisions/{number}/executionStarted", typeof(Origin), "Review", "getExecution", "Get the start of the execution", "De start van de uitvoering."),
        new("/decisions/{number}/fallen-assumptions", "decisions/{number}/fallenAssumptions", typeof(AssumptionFall[]), "Review", "listFallenAssumptions", "List the assumptions that fell", "De vervallen aannames."),
        new("/decisions/{number}/fallen-assumptions/{assumption}", "decisions/{number}/fallenAssumptions/{assumption}", typeof(AssumptionFall), "Review", "getFallenAssumption", "Get an assumption that fell", "Een vervallen aanname."),
        new("/decisions/{number}/reviews", "decisions/{number}/reviews", typeof(Domain.Review[]), "Review", "listReviews", "List the reviews of a decision", "De evaluaties van een besluit."),
        new("/decisions/{number}/reviews/{review}", "decisions/{number}/reviews/{review}", typeof(Domain.Review), "Review", "getReview", "Get a review", "Een evaluatie."),
        new("/reopenings", "reopenings", typeof(Reopening[]), "Decision", "listReopenings", "List the reopenings", "De heropeningen."),
        new("/reopenings/{number}", "reopenings/{number}", typeof(Reopening), "Decision", "getReopening", "Get a reopening", "Een heropening."),
        new("/ending", "ending", typeof(Ending), "Review", "getEnding", "Get how the weighing ended", "Hoe de afweging eindigde."),
    ];

    /// <summary>Maps the view and its parts.</summary>
    public static void MapViews(this IEndpointRouteBuilder weighing)
    {
        Map(weighing, new Part("", "", typeof(WeighingView), "Weighings", "getWeighing", "Get a weighing",
            "Alles wat er van een afweging te weten is, nu of op elk moment in het verleden: met per onderdeel de gebeurtenis waar het vandaan komt."));
        foreach (var part in Parts) Map(weighing, part);
    }

    private static void Map(IEndpointRouteBuilder weighing, Part part) => weighing.MapOperation(HttpMethods.Get, part.Path, new Operation
    {
        Id = part.Id,
        Tag = part.Tag,
        Summary = part.Summary,
        English = part.Summary + ", now or at any moment in the past. What was given by others in a blind round shows when the round has closed.",
        Dutch = part.Dutch + " Wat anderen in een blinde ronde inbrachten, is te lezen zodra de ronde sluit.",
        Query = Moment,
        IfNoneMatch = true,
        Answers = [new Answer(200, part.Type, "The view at that moment.", "De stand op dat moment.", ETag: true), Answer.Had],
        Problems = [ProblemKinds.NotFound],
    }, http => Handle(http, part));

    private static async Task Handle(HttpContext http, Part part)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        var reader = http.RequestServices.GetRequiredService<WeighingReader>();
        var read = new Address(http).Weighing is { } id ? await reader.Read(Caller.Of(http), id, at, http.RequestAborted) : null;
        if (read is null)
        {
            await (at is PointInTime.Newest ? Steps.UnknownWeighing(http) : http.Answer(ProblemKinds.NotFound,
                "Er is geen afweging met dit nummer, of zij bestond toen nog niet.", "There is no weighing with this id, or not yet at that moment."));
            return;
        }
        if (await Json(part, read, http) is not { } json) return;
        if (Preconditions.IsHad(http, read.ETag)) return;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    private static async Task<ReadOnlyMemory<byte>?> Json(Part part, ReadWeighing read, HttpContext http)
    {
        if (part.ViewPath.Length == 0) return read.Json;
        using var view = JsonDocument.Parse(read.Json);
        var path = part.ViewPath.Split('/').Select(step => step[0] == '{' ? (string)http.Request.RouteValues[step[1..^1]]! : step);
        if (ViewPaths.At(view.RootElement, path) is { } found) return JsonSerializer.SerializeToUtf8Bytes(found, ApiJson.Options);
        await http.Answer(ProblemKinds.NotFound, "Dit onderdeel is er (nog) niet.", "This part is not there (yet).");
        return null;
    }

    /// <summary>A part with an address of its own.</summary>
    private sealed record Part(string Path, string ViewPath, Type Type, string Tag, string Id, string Summary, string Dutch);
}
