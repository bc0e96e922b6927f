using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Explanation;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Explanation;

/// <summary>GET /v1/weighings/{id}/explanation</summary>
public static class GetExplanation
{
    private const string Markdown = "text/markdown";

    private const string PlainText = "text/plain";

    private static readonly ImmutableArray<TextForm> Texts =
    [
        new(Markdown, "# Toekomst Merelflat (complex 1043)\n\n## Wat komt eruit\n\nEr zijn 3 voorstellen vergeleken.\n"),
        new(PlainText, "Toekomst Merelflat (complex 1043)\n\nWAT KOMT ERUIT\n\nEr zijn 3 voorstellen vergeleken.\n"),
    ];

    private static readonly Operation Operation = new()
    {
        Id = "getExplanation",
        Tag = "Explanation",
        Summary = "Get the explanation of a weighing",
        Dutch = "De afweging in woorden, alleen uit gebeurtenissen en wat daaruit is berekend: wat eruit komt of dat er geen duidelijke volgorde is, waarom, wat dat zou omdraaien, wat er onderweg veranderde, wie ertegen was en wat daarmee is gedaan, wat er is aangenomen, wat er ontbreekt, en wat er is besloten. Voor een bewoner in gewone woorden, voor een bestuur op één bladzijde, voor een auditor volledig en met de nummers van de gebeurtenissen. Als JSON, Markdown of gewone tekst (Accept), in het Nederlands of Engels (Accept-Language). Wat in een blinde ronde nog niet te lezen is, telt niet mee.",
        English = "The weighing in words, made only of events and what was computed from them: what comes out or that there is no clear order, why, what would turn it, what changed on the way, who was against and what was done with it, what is assumed, what is missing, and what was decided. For a resident in plain words, for a board on one page, for an auditor complete and with the numbers of the events. As JSON, Markdown or plain text (Accept), in Dutch or English (Accept-Language). What cannot be read yet in a blind round does not count.",
        Roles = Access.Readers,
        Query =
        [
            new("reader", typeof(ExplanationReader), "For whom: a resident (the default), a board or an auditor.", "Voor wie: een bewoner (standaard), een bestuur of een auditor.", "resident"),
            .. GetWeighing.Moment,
        ],
        IfNoneMatch = true,
        MomentHeaders = true,
        Responses =
        [
            new OperationResponse(200, typeof(Explained), "The explanation.", "De uitleg.", ETag: true, Spoken: true, Dated: true, Texts: Texts),
            OperationResponse.Had with { Spoken = true, Dated = true },
        ],
        Problems = [ProblemKinds.NotFound],
    };

    /// <summary>Maps the explanation of a weighing.</summary>
    public static void MapExplanation(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/explanation", Operation, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var reader = query.Choice<ExplanationReader>("reader") ?? ExplanationReader.Resident;
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await GetWeighing.Read(http, at) is not { } read) return;
        var (language, form) = (http.Request.Language(), MediaTypes.Preferred(http.Request, MediaTypes.Of(Operation))!);
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = $"Accept, Accept-Language, {VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        if (Preconditions.IsHad(http, ETag(read, reader, language, form))) return;

        var inputs = OutcomeInputs.Of(read.State, OutcomeSelection.Everything, http.RequestAborted);
        // Of very many proposals no cases are drawn; very many scores are not combined at all.
        var drawing = OutcomeWork.Refusals(inputs, OutcomeDrawing.Usual).Any() ? OutcomeDrawing.Usual with { Draws = 0 } : OutcomeDrawing.Usual;
        if (OutcomeWork.Refusals(inputs, drawing).ToList() is { Count: > 0 } refusals)
        {
            await http.Respond(refusals, _ => null);
            return;
        }
        var texts = reader == ExplanationReader.Auditor ? (await read.Readable.Texts(http.RequestAborted)).At(read.State) : PrivacyVault.Texts.None;
        var kept = http.RequestServices.GetRequiredService<KeptOutcomes>();
        var (isDone, explained) = await HeavyWork.Run(http, IsHeavy(read.State, inputs, drawing), cancellation =>
        {
            var outcome = kept.Of(inputs, drawing, cancellation);
            return Explaining.Explain(ExplanationGround.Of(read.State, outcome, read.Heard, cancellation), reader, language, text => texts.Of(text.Digest));
        });
        if (!isDone) return;
        await (form switch
        {
            Markdown => http.WriteText(explained.Markdown(language), Markdown),
            PlainText => http.WriteText(explained.PlainText(language), PlainText),
            _ => http.WriteJson(explained, ApiJson.Responses),
        });
    }

    /// <summary>Whether the outcome, that under each version of the criteria and the support take more than some tens of milliseconds to compute.</summary>
    private static bool IsHeavy(Weighing weighing, OutcomeInputs inputs, OutcomeDrawing drawing) =>
        (long)inputs.Scores.Length * weighing.CriteriaVersions.Count > 1_000 || weighing.Inputs.Count + weighing.Objections.Count > 1_000 || (long)inputs.Proposals.Length * inputs.Criteria.Length * drawing.Draws > 5_000_000;

    /// <summary>The entity tag of an explanation: it names all that decides on its bytes, the versions of the texts and of the method too. It is no tag for If-Match.</summary>
    private static string ETag(ReadWeighing read, ExplanationReader reader, Language language, string form) =>
        $"\"{read.ETag.Trim('"')}-{Explained.CurrentVersion}-{WeighingOutcome.CurrentMethod.Version}-{reader.ToString().ToLowerInvariant()}-{language.Tag()}-{form.Split('/')[1]}\"";
}
