using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Outcomes;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Outcome;

/// <summary>GET /v1/weighings/{id}/outcome, and /outcome/criteria-versions</summary>
public static class GetOutcome
{
    /// <summary>Maps the outcome, and what comes out under every version of the criteria.</summary>
    public static void MapOutcome(this IEndpointRouteBuilder weighing)
    {
        weighing.MapOperation(HttpMethods.Get, "/outcome", new Operation
        {
            Id = "getComputedOutcome",
            Tag = "Outcome",
            Summary = "Compute the outcome of a weighing",
            Dutch = "De berekende uitkomst, nu of op elk moment in het verleden: welke scores tellen, wat elk voorstel krijgt en waardoor, of de volgorde duidelijk is, en hoe zeker dat is. Punten lopen van 0 (alles op zijn slechtst) tot 100 (alles op zijn best). Dezelfde invoer geeft tot op de bit dezelfde uitkomst. Wat in een blinde ronde nog niet te lezen is, telt niet mee.",
            English = "The computed outcome, now or at any moment in the past: which scores count, what each proposal gets and why, whether the order is clear, and how sure that is. Points go from 0 (everything at its worst) to 100 (everything at its best). The same inputs give the same outcome to the bit. What cannot be read yet in a blind round does not count.",
            Roles = Access.Readers,
            Query = [.. OutcomeQuestion.HowComputed, .. OutcomeQuestion.WhichScores, .. GetWeighing.Moment],
            IfNoneMatch = true,
            MomentHeaders = true,
            Responses = [new OperationResponse(200, typeof(WeighingOutcome), "The outcome.", "De uitkomst.", ETag: true, Dated: true), OperationResponse.Had with { Dated = true }],
            Problems = [ProblemKinds.NotFound],
        }, http => Handle(http, underOneVersion: true));

        weighing.MapOperation(HttpMethods.Get, "/outcome/criteria-versions", new Operation
        {
            Id = "getOutcomeUnderCriteriaVersions",
            Tag = "Outcome",
            Summary = "Compute the outcome under every version of the criteria",
            Dutch = "Wat er onder elke versie van de criteria uitkomt, met dezelfde scores voor zover zij blijven gelden: veranderde een wijziging van de gewichten de winnaar? Met het antwoord in één zin.",
            English = "What comes out under every version of the criteria, with the same scores as far as they hold on: did a change of the weights change the winner? With the answer in one sentence.",
            Roles = Access.Readers,
            Query = [.. OutcomeQuestion.WhichScores, .. GetWeighing.Moment],
            IfNoneMatch = true,
            MomentHeaders = true,
            Responses = [new OperationResponse(200, typeof(OutcomeUnderVersions), "What comes out under each version.", "Wat er onder elke versie uitkomt.", ETag: true, Dated: true), OperationResponse.Had with { Dated = true }],
            Problems = [ProblemKinds.NotFound],
        }, http => Handle(http, underOneVersion: false));
    }

    private static async Task Handle(HttpContext http, bool underOneVersion)
    {
        var query = new Query(http);
        var question = OutcomeQuestion.Of(query, underOneVersion);
        if (!await query.IsRight()) return;
        if (await question.Read(http) is not { } read) return;
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        // The tag names all that decides on the bytes: the version of the method too, the edition of what is said of it, and of what is said of all versions its own. It is no tag for If-Match.
        var edition = string.Create(CultureInfo.InvariantCulture, $"{WeighingOutcome.Edition}{(underOneVersion ? "" : $"-{OutcomeUnderVersions.Edition}")}");
        if (Preconditions.IsHad(http, $"\"{read.ETag.Trim('"')}-{WeighingOutcome.CurrentMethod.Version}-{edition}\"")) return;

        // Of what a reader may read, only what is hidden in an open blind round makes a difference to an outcome.
        var hidden = string.Join(' ', read.State.Hidden.Select(h => h.Part));
        var (kept, key) = (http.RequestServices.GetRequiredService<KeptOutcomes>(), $"{underOneVersion} {Caller.Of(http).Corporation} {read.State.Id} {read.ETag} {question.Key} {hidden}");
        if (kept.Answer(key) is { } before)
        {
            await http.WriteJson(before);
            return;
        }
        var isHeavy = OutcomeWork.IsHeavy(read.State, question.Drawing, underOneVersion ? 1 : Math.Max(1, read.State.CriteriaVersions.Count));
        var (isDone, answer) = await HeavyWork.Run(http, isHeavy, cancellation => underOneVersion
            ? Outcome(kept, read.State, question, isHeavy, cancellation) : UnderVersions(read.State, question, cancellation));
        if (!isDone) return;
        if (answer.Json is null)
        {
            await http.Respond(answer.Refusals, r => r.Pointer);
            return;
        }
        kept.KeepAnswer(key, answer.Json);
        await http.WriteJson(answer.Json);
    }

    private static (byte[]? Json, ImmutableArray<Refusal> Refusals) Outcome(KeptOutcomes kept, Weighing state, OutcomeQuestion question, bool isHeavy, CancellationToken cancellation)
    {
        var inputs = OutcomeInputs.Of(state, question.Selection, cancellation);
        var drawing = question.DrawingOf(inputs);
        ImmutableArray<Refusal> refusals = [.. OutcomeWork.Refusals(inputs, drawing)];
        if (!refusals.IsEmpty) return (null, refusals);
        var outcome = kept.Of(inputs, drawing with { Threads = OwnOutcomes.Threads(isHeavy) }, cancellation);
        return (JsonSerializer.SerializeToUtf8Bytes(outcome, ApiJson.Responses), []);
    }

    private static (byte[]? Json, ImmutableArray<Refusal> Refusals) UnderVersions(Weighing state, OutcomeQuestion question, CancellationToken cancellation)
    {
        ImmutableArray<Refusal> refusals = [.. OutcomeWork.RefusalsUnderVersions(state, question.Selection)];
        return refusals.IsEmpty ? (JsonSerializer.SerializeToUtf8Bytes(OutcomeUnderVersions.Of(state, question.Selection, cancellation), ApiJson.Responses), []) : (null, refusals);
    }
}
