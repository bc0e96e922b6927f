using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Learning.Cases;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>POST /v1/weighings/{id}/cases/preview</summary>
public static class PreviewCase
{
    /// <summary>Maps the preview of a case.</summary>
    public static void MapCasePreview(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Post, "/cases/preview", new Operation
    {
        Id = "previewCase",
        Tag = "Cases",
        Summary = "See which case would be made of a weighing",
        Dutch = "Laat zien welke casus er van de afweging zou worden gemaakt, en legt niets vast. De casus is een kopie in algemene woorden: het soort plaats, bedragen in klassen, kwartalen, soorten partijen, en geen tekst dan die u ervoor schrijft of stuk voor stuk vrijgeeft. Met een verslag van wat eruit is gehaald en waaraan de afweging nog te herkennen kan zijn; wie de zaak kent, kan de casus herkennen. Van een geheime afweging, en zolang een blinde ronde open is, wordt geen casus gemaakt.",
        English = "Shows which case would be made of the weighing, and records nothing. The case is a copy in general words: the kind of place, amounts in bands, quarters, kinds of parties, and no text but what you write for it or release one by one. With a report of what was taken out and by what the weighing may still be recognised; whoever knows the matter may recognise the case. No case is made of a secret weighing, nor while a blind round is open.",
        Roles = Access.Strategist,
        Body = typeof(PreviewCaseRequest),
        Example = new PreviewCaseRequest
        {
            Question = "Een oud gebouw met klachten: opknappen, vervangen of nog even mee?",
            Criteria = [new CaseTextRequest { Code = "BET", Text = "Wat het kost voor wie er woont" }],
            Proposals = [new CaseTextRequest { Code = "V2", Text = "Opknappen terwijl mensen er wonen" }],
        },
        Responses = [new OperationResponse(200, typeof(CasePreview), "The case as it would be.", "De casus zoals die zou worden.")],
        Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await ReadableWeighing.Find(http, new Address(http).Weighing) is not { } weighing)
        {
            await StepRoutes.UnknownWeighing(http);
            return;
        }
        if (await RequestBody.Read<PreviewCaseRequest>(http) is not { } request) return;
        var (state, texts) = (weighing.Newest.State, await weighing.Texts(http.RequestAborted));
        var name = await CaseCopies.Name(http);
        var (isDone, prepared) = await HeavyWork.Run(http, CaseCopies.IsLong(state), cancellation => CasePreparation.Of(state, request.ToRequest(), texts.ByDigest, name, weighing.IsReadable, cancellation));
        if (!isDone) return;
        await (prepared.Copy is { } copy ? http.WriteJson(new CasePreview(copy, null, prepared.Report!), ApiJson.Responses) : http.Respond(prepared.Refusals));
    }
}
