using System.Globalization;
using System.Text;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Outcome;

/// <summary>GET /v1/weighings/{id}/xmcda</summary>
public static class GetXmcda
{
    private const string Xml = "application/xml";

    /// <summary>Number of the form of the document: it gets another whenever the same inputs could give other bytes.</summary>
    private const int Edition = 2;

    /// <summary>Maps the document for the tools of Decision Deck.</summary>
    public static void MapXmcda(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/xmcda", new Operation
    {
        Id = "getXmcda",
        Tag = "Outcome",
        Summary = "Get criteria, weights and scores as XMCDA",
        Dutch = "De voorstellen, criteria, meetlatten, gewichten en scores als XMCDA 3.1.1, voor de gereedschappen van Decision Deck: nu of op elk moment in het verleden. De scores zijn die waarmee de uitkomst rekent, als gemiddelde over de beoordelaars: wat zij verwachten, en hun laagste en hoogste waarden, elk in een eigen tabel. Criteria die ernaast staan omdat ze niet optellen, staan er niet in: daar is geen gewicht en geen score. Wat in een blinde ronde nog niet te lezen is, staat er niet in.",
        English = "The proposals, criteria, scales, weights and scores as XMCDA 3.1.1, for the tools of Decision Deck: now or at any moment in the past. The scores are those that the outcome is computed from, as means over the assessors: what they expect, and their lowest and highest values, each in a table of its own. Criteria that stand beside, because they cannot be added up, are not in it: they have no weight and no score. What cannot be read yet in a blind round is not in it.",
        Roles = Access.Readers,
        Query = [OutcomeQuestion.HowComputed[0], .. OutcomeQuestion.WhichScores, .. GetWeighing.Moment],
        IfNoneMatch = true,
        MomentHeaders = true,
        Responses = [new OperationResponse(200, typeof(string), "The document.", "Het document.", ETag: true, Dated: true, MediaType: Xml), OperationResponse.Had with { Dated = true }],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var question = OutcomeQuestion.OfScores(query);
        if (!await query.IsRight()) return;
        if (await question.Read(http) is not { } read) return;
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        if (Preconditions.IsHad(http, string.Create(CultureInfo.InvariantCulture, $"\"{read.ETag.Trim('"')}-xmcda-{Edition}\""))) return;
        var inputs = OutcomeInputs.Of(read.State, question.Selection, http.RequestAborted);
        if (OutcomeWork.Refusals(inputs, question.Drawing).ToList() is { Count: > 0 } refusals)
        {
            await http.Respond(refusals, r => r.Pointer);
            return;
        }
        var (isDone, document) = await HeavyWork.Run(http, OutcomeWork.IsHeavy(read.State, question.Drawing), cancellation => XmcdaDocument.Of(inputs, cancellation));
        if (isDone) await http.WriteText(Encoding.UTF8.GetString(document), Xml);
    }
}
