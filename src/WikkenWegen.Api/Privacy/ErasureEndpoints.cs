using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Marten;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Privacy;

/// <summary>Asking for an erasure, confirming it by somebody else, and reading what was asked for and done.</summary>
public static class ErasureEndpoints
{
    private const string Tag = "Privacy";

    /// <summary>Maps them.</summary>
    public static void MapErasures(this IEndpointRouteBuilder privacy)
    {
        privacy.MapOperation(HttpMethods.Post, "/erasures", new Operation
        {
            Id = "requestErasure",
            Tag = Tag,
            Summary = "Ask to erase what belongs to a person",
            Dutch = "Vraagt om alle teksten van een persoon te wissen, ook in instrumenten, met de grond en de motivering; met een token van het leernetwerk in edities en casussen, met een token van de catalogus (catalogue) in de instrumenten daarin. Er is nog niets gewist: een andere privacyfunctionaris bevestigt het, binnen 90 dagen; daarna vervalt het verzoek. Kijk eerst met het overzicht wat er van de persoon is.",
            English = "Asks to erase all texts of a person, also in instruments, with the ground and the motivation; with a token of the learning network in editions and cases, with a token of the catalogue (catalogue) in the instruments in it. Nothing is erased yet: another privacy officer confirms it, within 90 days; after that the request lapses. See first by the report what there is of the person.",
            Roles = Access.PrivacyOfficer,
            Body = typeof(ErasurePersonRequest),
            Example = new ErasurePersonRequest { Subject = "p.jansen", Ground = ErasureGround.NoLongerNeeded, Motivation = "De projectleider is uit dienst; de motivering van de toegang is niet meer nodig." },
            IdempotencyKey = true,
            Responses = [new OperationResponse(201, typeof(ErasureView), "Asked for.", "Gevraagd.", Location: true)],
            Problems = [ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.KeyReused],
        }, Ask);
        privacy.MapOperation(HttpMethods.Get, "/erasures", new Operation
        {
            Id = "listErasureRequests",
            Tag = Tag,
            Summary = "List what was asked to be erased",
            Dutch = "De gevraagde en uitgevoerde wissingen van de corporatie, oudste eerst.",
            English = "The erasures of the corporation that were asked for and carried out, oldest first.",
            Roles = Access.PrivacyOfficerOrAuditor,
            Query = Paging.Parameters,
            Responses = [new OperationResponse(200, typeof(Page<ErasureView>), "A page of the erasures.", "Een pagina van de wissingen.", Links: true)],
        }, List);
        privacy.MapOperation(HttpMethods.Get, "/erasures/{erasure}", new Operation
        {
            Id = "getErasureRequest",
            Tag = Tag,
            Summary = "Get what was asked to be erased",
            Dutch = "Eén wissing: wie erom vroeg, op welke grond en waarom, wie haar bevestigde, en wat er is gewist.",
            English = "One erasure: who asked for it, on what ground and why, who confirmed it, and what was erased.",
            Roles = Access.PrivacyOfficerOrAuditor,
            Responses = [new OperationResponse(200, typeof(ErasureView), "The erasure.", "De wissing.")],
            Problems = [ProblemKinds.NotFound],
        }, Get);
        privacy.MapOperation(HttpMethods.Post, "/erasures/{erasure}/confirmation", new Operation
        {
            Id = "confirmErasure",
            Tag = Tag,
            Summary = "Confirm an erasure, and carry it out",
            Dutch = "Bevestigt een wissing waar een ander om vroeg, en voert haar uit: elke betrokken afweging, en elk instrument, elke editie en elke casus, krijgt de gebeurtenis, en teksten en sleutels zijn in dezelfde transactie weg. Een casus die met het leernetwerk is gedeeld en zo'n tekst bevat, wordt in dezelfde transactie teruggenomen. Alles of niets: is een afweging geblokkeerd, of mag wie bevestigt een afweging niet zien waarin de persoon bij het verzoek is gevonden, dan wordt er niets gewist. Nog eens bevestigen doet niets meer.",
            English = "Confirms an erasure that somebody else asked for, and carries it out: each weighing concerned, and each instrument, edition and case, gets the event, and texts and keys are gone in the same transaction. A case that was shared with the learning network and holds such a text is taken back in the same transaction. All or nothing: where a weighing is blocked, or whoever confirms may not see one in which the person was found with the request, nothing is erased. To confirm once more does nothing more.",
            Roles = Access.PrivacyOfficer,
            IdempotencyKey = true,
            Responses = [new OperationResponse(200, typeof(ErasureView), "Carried out.", "Uitgevoerd.")],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.KeyReused],
        }, Confirm);
    }

    private static async Task Ask(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<ErasurePersonRequest>(http) is not { } request) return;
        await IdempotencyKeys.Run(http, request, retriable => Ask(http, request, retriable));
    }

    private static async Task<RenderedResponse?> Ask(HttpContext http, ErasurePersonRequest request, RetriableRequest? retriable)
    {
        var (services, caller) = (http.RequestServices, Caller.Of(http));
        var found = await services.GetRequiredService<FindPerson>().In(caller.Corporation, ReportPersonalData.Officer(http), request.ToPerson(), http.RequestAborted);
        if (!found.Refusals.IsEmpty) return Problems.Render(http, found.Refusals) with { MayChange = true };
        if (found.Texts == 0) return Problems.Render(http, [ErasePersonalData.NothingToErase.Whole()]) with { MayChange = true };
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().InMilliseconds();
        var asked = new ErasureView
        {
            Id = Guid.CreateVersion7(now),
            Subject = "person-" + RandomNumberGenerator.GetHexString(12, lowercase: true),
            Ground = request.Ground,
            RequestedBy = caller.Subject,
            RequestedAt = now,
            Person = request.ToPerson(),
            Weighings = [],
            Previewed = [.. found.Weighings.Where(person => !person.Digests.IsEmpty).Select(person => person.Weighing.State.Id)],
        };
        // Stored answers hold no texts, so this one does not say the motivation; nor who it is about, which nothing is to tell after the erasure.
        var answer = RenderedResponse.Of(asked with { Person = null }, StatusCodes.Status201Created, null, $"/v1/privacy/erasures/{asked.Id}");
        await using var session = services.GetRequiredService<IDocumentStore>().LightweightSession(caller.Corporation);
        services.GetRequiredService<ErasureRows>().Insert(session, asked, request.Motivation);
        if (retriable is not null) services.GetRequiredService<StoredResponses>().Store(session, retriable, answer);
        try
        {
            await session.SaveChangesAsync(http.RequestAborted);
        }
        catch (Exception e) when (StoredResponses.IsTaken(e))
        {
            return null;
        }
        return answer;
    }

    private static async Task List(HttpContext http)
    {
        var (query, corporation) = (new Query(http), Caller.Of(http).Corporation);
        var limit = query.Limit(http);
        var list = $"erasures {corporation}";
        var start = query.Cursor(list, 1);
        var last = query.Number(start);
        if (!await query.IsRight()) return;
        var all = (await http.RequestServices.GetRequiredService<ErasureRows>().All(corporation, http.RequestAborted)).Select((erasure, i) => (Number: i + 1, Erasure: erasure));
        var found = start?.Back == true ? all.Where(e => e.Number < last).Reverse() : all.Where(e => e.Number > last);
        var (page, previous) = Paging.Of(found.Take(limit + 1).ToList(), limit, start, (e, back) => Paging.Cursor(list, back, e.Number.ToString(CultureInfo.InvariantCulture)));
        await http.Respond(new Page<ErasureView>([.. page.Items.Select(e => e.Erasure)], page.NextCursor), previous, ApiJson.Responses);
    }

    private static async Task Get(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Find(http) is { } erasure) await http.WriteJson(erasure, ApiJson.Responses);
        else await Unknown(http);
    }

    private static async Task Confirm(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Find(http) is not { } erasure)
        {
            await Unknown(http);
            return;
        }
        await IdempotencyKeys.Run(http, erasure.Id, retriable => Confirm(http, erasure.Id, retriable), complete: answer => Promised(http, answer));
    }

    /// <summary>The answer with the promise of the leaves of the erasure, which is not kept with it: that of a retry is the same.</summary>
    private static async Task<RenderedResponse> Promised(HttpContext http, RenderedResponse answer)
    {
        if (answer.Status != StatusCodes.Status200OK) return answer;
        var (done, corporation) = (JsonSerializer.Deserialize<ErasureView>(answer.Body, ApiJson.Responses)!, Caller.Of(http).Corporation);
        var events = new PromisedEvents([.. done.Weighings.Select(w => w.Id), .. done.Streams.Select(s => s.Id), CorporationStreams.IdOf(corporation)], EventContract.Names[typeof(PersonalDataErased)], EventContract.Names[typeof(TextsErased)], EventContract.Names[typeof(ErasureCarriedOut)]) { Where = ("erasureId", done.Id.ToString()) };
        return InclusionPromises.With(answer, await http.RequestServices.GetRequiredService<InclusionPromises>().Of(corporation, events, http.RequestAborted));
    }

    private static async Task<RenderedResponse?> Confirm(HttpContext http, Guid id, RetriableRequest? retriable)
    {
        var (services, corporation, reader) = (http.RequestServices, Caller.Of(http).Corporation, ReportPersonalData.Officer(http));
        var asked = (await services.GetRequiredService<ErasureRows>().Find(corporation, id, http.RequestAborted))! with { Motivation = null };
        if (asked.RequestedBy == reader.Subject) return Problems.Render(http, [ErasePersonalData.ConfirmedBySamePerson.Whole()]) with { MayChange = true };
        if (asked.ConfirmedAt is not null)
        {
            services.GetRequiredService<Erasing>().Mark(id, ListedState.Done); // who confirmed it first may have been told that it failed
            return RenderedResponse.Of(asked, StatusCodes.Status200OK, null, null);
        }

        var (responses, answer) = (services.GetRequiredService<StoredResponses>(), (RenderedResponse?)null);
        var by = new StepEnvelope(new Actor(reader, OwnPartyOnly: false, ReadingRights.UpTo(http.User, Access.PrivacyOfficer)), Caller.Conversation(http), http.TraceIdentifier)
        {
            Roles = Roles.Acting(http.User, Access.PrivacyOfficer),
        };
        var result = await services.GetRequiredService<Erasing>().Erase(asked, Found, by, corporation, (session, done) =>
        {
            answer = RenderedResponse.Of(asked with { ConfirmedBy = done.ConfirmedBy, ConfirmedAt = done.ConfirmedAt, Person = null, Weighings = done.Weighings, Streams = done.Streams }, StatusCodes.Status200OK, null, null);
            ErasureRows.Confirm(session, done);
            if (retriable is not null) responses.Store(session, retriable, answer);
        }, StoredResponses.IsTaken, http.RequestAborted);
        return result switch
        {
            StepResult.Erased => answer,
            StepResult.Refused refused => Problems.Render(http, refused.Refusals) with { MayChange = true },
            StepResult.Repeated => retriable is not null && await responses.Find(retriable, http.RequestAborted) is not null ? null : await Done(),
            _ => NotThere(http),
        };

        // Somebody else confirmed it at the same time.
        async Task<RenderedResponse> Done() =>
            RenderedResponse.Of((await services.GetRequiredService<ErasureRows>().Find(corporation, id, http.RequestAborted))! with { Motivation = null }, StatusCodes.Status200OK, null, null);

        // All that was found when it was asked for, or nothing: afterwards nobody knows any more who the person was.
        async Task<FoundEverywhere> Found()
        {
            var find = services.GetRequiredService<FindPerson>();
            if ((await find.Unseen(corporation, reader, asked.Previewed, http.RequestAborted)).Count is > 0 and var unseen) return FoundEverywhere.Refused(ErasePersonalData.ErasesUnseen.Whole(unseen));
            return await find.In(corporation, reader, asked.Person!, http.RequestAborted);
        }
    }

    private static async Task<ErasureView?> Find(HttpContext http) => Guid.TryParseExact(http.Request.RouteValues["erasure"] as string, "D", out var id)
        ? await http.RequestServices.GetRequiredService<ErasureRows>().Find(Caller.Of(http).Corporation, id, http.RequestAborted) : null;

    private static Task Unknown(HttpContext http) => http.Write(NotThere(http));

    private static RenderedResponse NotThere(HttpContext http) => Problems.Render(http, ProblemKinds.NotFound, "Er is geen wissing met dit nummer.", "There is no erasure with this id.") with { MayChange = true };
}
