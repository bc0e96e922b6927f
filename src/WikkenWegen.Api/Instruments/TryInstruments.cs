using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>
/// What an instrument would have said of past weighings. Trying a draft is part of how it was built, and is recorded with it. Trying a published version is a question, also of one
/// in the catalogue: it is answered, and nothing of a corporation's weighings is written where others read.
/// </summary>
internal static class TryInstruments
{
    private static readonly TriedWeighingRequest[] Example =
    [
        new TriedWeighingRequest { Weighing = new Guid("019c2283-f800-7000-8000-000002026014"), Criteria = [new MatchedCriterionRequest { Criterion = "LEEF", WeighingCriterion = "KWA" }] },
    ];

    /// <summary>Maps the trials.</summary>
    public static void MapTrials(this IEndpointRouteBuilder routes)
    {
        routes.MapStream(WriteInstruments.Endpoint(new StreamEndpoint<TryDraftRequest>
        {
            Path = "/v1/instruments/{code}/draft/trials",
            Id = "tryInstrumentDraft",
            Tag = InstrumentsSetup.Tag,
            Summary = "Try the draft on past weighings",
            Dutch = $"Rekent uit wat het concept van tot {TryDraftRequest.MostWeighings} eerdere afwegingen van de eigen corporatie zou hebben gezegd, op wat er van elke lag toen zij besloten werd of op een moment dat u kiest, naast wat toen uitkwam en wat is besloten. Het wordt bij het instrument vastgelegd, in codes en getallen. Wat niet in een afweging ligt wordt gezegd en niet verzonnen. Van een geheime afweging, en van een moment waarop een blinde ronde open was, wordt niets vastgelegd.",
            English = $"Computes what the draft would have said of up to {TryDraftRequest.MostWeighings} past weighings of one's own corporation, from what lay there of each when it was decided or at a moment of your choice, beside what came out then and what was decided. It is recorded with the instrument, in codes and numbers. What is not in a weighing is said, and not made up. Nothing is recorded of a secret weighing, nor of a moment at which a blind round was open.",
            Roles = Access.Strategist,
            Example = new TryDraftRequest { Weighings = Example },
            Command = (request, http, _) => new TryInstrument { Stream = WriteInstruments.Id(http), Wanted = request.Weighings.Mapped(w => w.ToWanted()) },
            Completed = async (http, command) =>
            {
                var trying = (TryInstrument)command;
                var own = await http.RequestServices.GetRequiredService<InstrumentStore>().Of(Caller.Of(http).Corporation, trying.Stream, http.RequestAborted);
                // Where there is no draft, that is what is said.
                if (own.State is not WeighingInstrument { Draft: { } draft }) return trying;
                return await Trying.Run(http, draft.Content, trying.Wanted, isRecorded: true) is var (trials, refusals) ? trying with { Draft = draft.Number, Trials = trials, NotTried = refusals } : null;
            },
            Address = WriteInstruments.Readable,
            NoSuchThing = WriteInstruments.NoSuchInstrument,
        }));
        routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}/trials/{number}", new Operation
        {
            Id = "getInstrumentTrial",
            Tag = InstrumentsSetup.Tag,
            Summary = "Get a trial of a draft on past weighings",
            Dutch = "Wat een concept van eerdere afwegingen zou hebben gezegd, zoals het is vastgelegd, van de afwegingen die u mag lezen; en of er nu hetzelfde uitkomt.",
            English = "What a draft would have said of past weighings, as it was recorded, of the weighings that you may read; and whether the same comes out now.",
            Roles = Access.Readers,
            Responses = [new OperationResponse(200, typeof(InstrumentTrialView), "The trial.", "De proef.")],
            Problems = [ProblemKinds.NotFound],
        }, Get);
        routes.MapOperation(HttpMethods.Post, "/v1/instruments/{code}/versions/{number}/trials", new Operation
        {
            Id = "tryInstrumentVersion",
            Tag = InstrumentsSetup.Tag,
            Summary = "Try a published version on past weighings",
            Dutch = $"Rekent uit wat een gepubliceerde versie van tot {TryDraftRequest.MostWeighings} eerdere afwegingen van de eigen corporatie zou hebben gezegd, ook van een instrument uit de catalogus. Er wordt niets vastgelegd.",
            English = $"Computes what a published version would have said of up to {TryDraftRequest.MostWeighings} past weighings of one's own corporation, also of an instrument in the catalogue. Nothing is recorded.",
            Roles = Access.Strategist,
            Body = typeof(TryVersionRequest),
            Example = new TryVersionRequest { Weighings = Example },
            Responses = [new OperationResponse(200, typeof(VersionTrial), "What it would have said.", "Wat zij zou hebben gezegd.")],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType],
        }, TryVersion);
    }

    private static async Task Get(HttpContext http)
    {
        if (await ReadInstruments.Asked(http) is not var (found, state)) return;
        if (state.Trial(new Address(http).Number()) is not { } trial)
        {
            await http.Respond(ProblemKinds.NotFound, "Dit instrument heeft deze proef niet.", "This instrument has no such trial.");
            return;
        }
        var content = ((WeighingInstrument)found.Stream.Where(e => e.Origin.Event <= trial.Origin.Event).State!).Draft!.Content;
        if (await Trying.Again(http, content, trial.Weighings) is { } weighings)
            await http.WriteJson(new InstrumentTrialView(trial.Number, trial.Draft, weighings, trial.Weighings.Length - weighings.Length, trial.Origin), ApiJson.Responses);
    }

    private static async Task TryVersion(HttpContext http)
    {
        if (await ReadInstruments.AskedVersion(http) is not var (found, state, version)) return;
        if (await RequestBody.Read<TryVersionRequest>(http) is not { } request) return;
        if (await Trying.Run(http, version.Content, request.Weighings.Mapped(w => w.ToWanted()), isRecorded: false) is not var (trials, refusals)) return;
        await (refusals.IsEmpty ? http.WriteJson(new VersionTrial(state.Code, version.Number, found.IsShared, IsRecorded: false, trials), ApiJson.Responses) : http.Respond(refusals));
    }
}
