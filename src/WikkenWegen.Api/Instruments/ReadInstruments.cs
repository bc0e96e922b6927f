using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Streams;
using WikkenWegen.Api.Weighings.History;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;

namespace WikkenWegen.Api.Instruments;

/// <summary>Reading instruments: those of the corporation, and what was published in the catalogue.</summary>
internal static class ReadInstruments
{
    private static readonly ImmutableArray<OperationResponse> Responses = [new(200, typeof(InstrumentView), "The view at that moment.", "De stand op dat moment.", ETag: true, Dated: true), OperationResponse.Had with { Dated = true }];

    /// <summary>Maps the list, the exchange schema, and the view of one instrument.</summary>
    public static void MapReading(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, "/v1/instruments", new Operation
        {
            Id = "listInstruments",
            Tag = InstrumentsSetup.Tag,
            Summary = "List the instruments",
            Dutch = "De instrumenten van de corporatie en die uit de catalogus van de installatie, op code.",
            English = "The instruments of the corporation and those in the catalogue of the installation, by code.",
            Roles = Access.Everybody,
            Query =
            [
                new("status", typeof(InstrumentStatus), "Only those that stand here.", "Alleen die in deze stand.", "published"),
                new("q", typeof(string), "Only those with this text in code, name or description, in capitals or not.", "Alleen die met deze tekst in code, naam of omschrijving; hoofdletters maken niet uit."),
                .. Paging.Parameters,
            ],
            Responses = [new OperationResponse(200, typeof(Page<InstrumentSummary>), "A page of instruments.", "Een pagina instrumenten.", Links: true)],
        }, List);
        routes.MapOperation(HttpMethods.Get, InstrumentSchema.Address, new Operation
        {
            Id = "getInstrumentSchema",
            Tag = InstrumentsSetup.Tag,
            Summary = "Get the JSON Schema of an instrument",
            Dutch = "Het JSON Schema van de vorm waarin instrumenten worden uitgewisseld: het antwoord van een gepubliceerde versie, en content bij een nieuw instrument.",
            English = "The JSON Schema of the form in which instruments are exchanged: the answer of a published version, and content of a new instrument.",
            Roles = Access.Everybody,
            Responses = [new OperationResponse(200, typeof(object), "The schema.", "Het schema.")],
        }, async http =>
        {
            if (await new Query(http).IsRight()) await http.WriteJson(InstrumentSchema.Json, ApiJson.Responses);
        });
        routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}", new Operation
        {
            Id = "getInstrument",
            Tag = InstrumentsSetup.Tag,
            Summary = "Get an instrument",
            Dutch = "Alles wat er van een instrument te weten is, nu of op elk moment in het verleden; van een instrument uit de catalogus wat gepubliceerd is, met de oordelen van de eigen corporatie.",
            English = "Everything there is to know of an instrument, now or at any moment in the past; of one in the catalogue what was published, with the judgements of one's own corporation.",
            Roles = Access.Everybody,
            Query = GetWeighing.Moment,
            IfNoneMatch = true,
            MomentHeaders = true,
            Responses = Responses,
            Problems = [ProblemKinds.NotFound],
        }, Get);
    }

    /// <summary>Maps the published versions and the history.</summary>
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}/versions", new Operation
        {
            Id = "listInstrumentVersions",
            Tag = InstrumentsSetup.Tag,
            Summary = "List the published versions of an instrument",
            Dutch = "De gepubliceerde versies van een instrument, oudste eerst.",
            English = "The published versions of an instrument, oldest first.",
            Roles = Access.Everybody,
            Responses = [new OperationResponse(200, typeof(InstrumentVersionView[]), "The versions.", "De versies.")],
            Problems = [ProblemKinds.NotFound],
        }, Versions);
        routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}/versions/{number}", new Operation
        {
            Id = "getInstrumentVersion",
            Tag = InstrumentsSetup.Tag,
            Summary = "Get a published version of an instrument",
            Dutch = "De inhoud van een gepubliceerde versie, in de vorm waarin instrumenten worden uitgewisseld. Zij verandert nooit.",
            English = "The content of a published version, in the form in which instruments are exchanged. It never changes.",
            Roles = Access.Everybody,
            Responses = [new OperationResponse(200, typeof(InstrumentContent), "The content.", "De inhoud.")],
            Problems = [ProblemKinds.NotFound],
        }, Version);
        routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}/versions/{number}/comparison", new Operation
        {
            Id = "compareInstrumentVersions",
            Tag = InstrumentsSetup.Tag,
            Summary = "Compare two published versions of an instrument",
            Dutch = "Wat er in de inhoud van een gepubliceerde versie is bijgekomen, veranderd en verdwenen ten opzichte van een andere.",
            English = "What came, changed and went in the content of a published version compared with another.",
            Roles = Access.Everybody,
            Query = [new("from", typeof(int), "The version that it is compared with; the one before it where it is left out.", "De versie waarmee vergeleken wordt; de vorige als het ontbreekt.", 1)],
            Responses = [new OperationResponse(200, typeof(InstrumentVersionComparison), "The differences.", "De verschillen.")],
            Problems = [ProblemKinds.NotFound],
        }, CompareVersions);
        routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}/events", new Operation
        {
            Id = "listInstrumentEvents",
            Tag = InstrumentsSetup.Tag,
            Summary = "List the history of an instrument",
            Dutch = "De geschiedenis van een instrument, oudste eerst; van een instrument uit de catalogus wat er gepubliceerd is en wat ervan werd. Een oordeel over een afweging, en een proef op afwegingen, is er alleen voor wie die mag lezen; de oordelen van de eigen corporatie over een instrument uit de catalogus staan in dat instrument, elk met zijn gebeurtenis.",
            English = "The history of an instrument, oldest first; of one in the catalogue what was published and what became of it. A judgement over a weighing, and a trial on weighings, is there only for who may read those; the judgements of one's own corporation over an instrument in the catalogue stand in that instrument, each with its event.",
            Roles = Access.Everybody,
            Query = Paging.Parameters,
            Responses = [StreamHistory.Response],
            Problems = [ProblemKinds.NotFound],
        }, Events);
        routes.MapComparison("/v1/instruments/{code}", "compareInstrument", InstrumentsSetup.Tag, "an instrument",
            ("Van een instrument uit de catalogus wat er gepubliceerd is en wat ervan werd, zonder de oordelen van de eigen corporatie.", "Of one in the catalogue what was published and what became of it, without the judgements of one's own corporation."),
            Access.Everybody, Seen);
    }

    /// <summary>The corporation of which the caller may read instruments beside those of the catalogue; null for none, also where they take no part in the learning network that their token names.</summary>
    private static async Task<string?> Corporation(HttpContext http) => await NetworkPart.IsLacking(http) ? null : Caller.CorporationOf(http.User);

    /// <summary>The instrument in the address, as the caller may see it now; null where there is none.</summary>
    internal static async Task<(FoundInstrument Found, WeighingInstrument State)?> Find(HttpContext http)
    {
        var found = await http.RequestServices.GetRequiredService<InstrumentStore>().Find(await Corporation(http), new Address(http).Code, http.RequestAborted);
        return found is not null && AsRead(http, found, found.State) is { } state ? (found, state) : null;
    }

    /// <summary>The same for a request without parameters; null where it was answered, because there is none, or it has parameters.</summary>
    internal static async Task<(FoundInstrument Found, WeighingInstrument State)?> Asked(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return null;
        var asked = await Find(http);
        if (asked is null) await Unknown(http);
        return asked;
    }

    /// <summary>The same, with its published version in the address.</summary>
    internal static async Task<(FoundInstrument Found, WeighingInstrument State, InstrumentVersion Version)?> AskedVersion(HttpContext http)
    {
        if (await Asked(http) is not var (found, state)) return null;
        if (state.Version(new Address(http).Number()) is { } version) return (found, state, version);
        await UnknownVersion(http);
        return null;
    }

    /// <summary>The judgements of the corporation, of all versions and whoever may read them.</summary>
    internal static ImmutableArray<InstrumentJudgement> Judgements(FoundInstrument found) => (found.Own?.State as WeighingInstrument ?? found.State).Judgements;

    /// <summary>Ids of the weighings that the corporation's judgements are over and that the caller may not read: these judgements are not there for them.</summary>
    internal static Task<FrozenSet<Guid>> Unread(HttpContext http, FoundInstrument found) => ReadableRows.Unread(http, Judged(found));

    private static IEnumerable<Guid> Judged(FoundInstrument found) => Judgements(found).Select(j => j.Weighing).OfType<Guid>();

    /// <summary>Ids of the weighings of a trial.</summary>
    private static IEnumerable<Guid> Tried(DomainEvent happened) => happened is InstrumentTried tried ? tried.Weighings.Select(w => w.Weighing) : [];

    /// <summary>Answers 404: there is no such instrument for this caller.</summary>
    private static Task Unknown(HttpContext http) => http.Respond(ProblemKinds.NotFound, InstrumentCommand.NoSuchInstrument.Dutch, InstrumentCommand.NoSuchInstrument.English);

    /// <summary>Answers 404: the instrument has no such published version.</summary>
    private static Task UnknownVersion(HttpContext http) => http.Respond(ProblemKinds.NotFound, "Dit instrument heeft deze versie niet.", "This instrument has no such version.");

    /// <summary>A state as the caller may see it; null where it is not there for them. Who sees to the catalogue sees all of it.</summary>
    private static WeighingInstrument? AsRead(HttpContext http, FoundInstrument found, WeighingInstrument state) =>
        found.IsShared && !http.User.IsInRole(Roles.Administrator) ? state.AsPublished() : state.AsReadBy(Caller.SubjectOf(http.User), found.State);

    private static async Task Get(HttpContext http)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await Find(http) is not { Found: var found })
        {
            await Unknown(http);
            return;
        }
        var then = found.Stream.At(at);
        if (then.State is not WeighingInstrument known || AsRead(http, found, known) is not { } state)
        {
            await http.Respond(ProblemKinds.NotFound, "Dit instrument was er op dat moment nog niet, of heeft deze versie niet.", "This instrument was not there yet at that moment, or has no such version.");
            return;
        }
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        var own = at is PointInTime.AfterEvent ? null : found.Own?.At(at);
        // What an open blind round hides depends on the newest state too, so the tag of a view of the past names that; and the judgements of the corporation come beside.
        var etag = found.Own is null ? then.ETag(found.Stream) : $"\"{then.Version}-{found.Stream.Version}-{own?.Version}-{found.Own.Version}\"";
        // Who may read a weighing changes without any event here.
        if (Preconditions.IsHad(http, etag, !Judgements(found).Any(j => j.Weighing is not null))) return;
        var judgements = (own?.State as WeighingInstrument ?? state).WithoutJudgementsOver(await Unread(http, found)).Judgements;
        await http.WriteJson(ViewJson.Bytes(InstrumentView.Of(state, then.Version, found.IsShared, judgements), await Texts(http, found)));
    }

    private static async Task Versions(HttpContext http)
    {
        if (await Asked(http) is var (found, state)) await http.WriteJson(ViewJson.Bytes(state.Versions.Select(InstrumentVersionView.Of).ToArray(), await Texts(http, found)));
    }

    private static async Task Version(HttpContext http)
    {
        if (await AskedVersion(http) is var (_, _, version)) await http.WriteJson(version.Content, ApiJson.Responses);
    }

    private static async Task CompareVersions(HttpContext http)
    {
        var query = new Query(http);
        var from = query.Whole("from", 1, int.MaxValue);
        if (!await query.IsRight()) return;
        if (await Find(http) is not var (_, state))
        {
            await Unknown(http);
            return;
        }
        var to = new Address(http).Number();
        // Before the first there was nothing, so that all of it came.
        var earlier = from ?? to - 1;
        if (state.Version(to) is not { } version || (state.Version(earlier) is null && earlier != 0)) await UnknownVersion(http);
        else await http.WriteJson(new InstrumentVersionComparison(earlier, to, Differences.OfViews(Json(state.Version(earlier)), Json(version), http.RequestAborted)), ApiJson.Responses);

        static JsonElement? Json(InstrumentVersion? version) => version is null ? null : JsonSerializer.SerializeToElement(version.Content, ApiJson.Responses);
    }

    private static Task Events(HttpContext http) =>
        StreamHistory.List(http, $"instrument-events {new Address(http).Code.ToUpperInvariant()} {Caller.CorporationOf(http.User)}", () => Seen(http));

    /// <summary>The instrument in the address with its history, as the caller may see them; null where there is none: the request was then answered with 404.</summary>
    private static async Task<StreamAsSeen?> Seen(HttpContext http)
    {
        if (await Find(http) is not { Found: var found })
        {
            await Unknown(http);
            return null;
        }
        var (all, subject) = (!found.IsShared || http.User.IsInRole(Roles.Administrator), Caller.SubjectOf(http.User));
        var unread = await ReadableRows.Unread(http, Judged(found).Concat(found.Stream.Events.SelectMany(e => Tried(e.Event))));
        var events = found.Stream.Where(e => all
            ? !found.State.Hides(e.Event, e.Origin, subject) && !WeighingInstrument.IsJudgementOver(unread, e.Event) && !Tried(e.Event).Any(unread.Contains) : WeighingInstrument.IsPublic(e.Event)).Events;
        var readable = events.Select(e => e.Origin.Event).ToHashSet();
        // What becomes of an event that cannot be read cannot be seen either. Of one in the catalogue the state tells what everybody reads, whatever they read of its events.
        return new StreamAsSeen(found.Stream, events, await Texts(http, found), then => (all ? then.Where(e => readable.Contains(e.Origin.Event)) : then).State is WeighingInstrument known
            && AsRead(http, found, known)?.WithoutJudgementsOver(unread) is { } state ? InstrumentView.Of(state, then.Version, found.IsShared, state.Judgements) : null)
        {
            // Who may read a weighing changes without any event here.
            DependsOnOthers = found.Stream.Events.Any(e => e.Event is InstrumentTried or InstrumentJudged { Weighing: not null }),
        };
    }

    private static async Task List(HttpContext http)
    {
        var query = new Query(http);
        var (status, q, limit, corporation) = (query.Choice<InstrumentStatus>("status"), query.Text("q"), query.Limit(http), await Corporation(http));
        var list = $"instruments {corporation}";
        var start = query.Cursor(list, 1);
        if (!await query.IsRight()) return;
        var all = (await http.RequestServices.GetRequiredService<InstrumentStore>().All(corporation, http.User.IsInRole(Roles.Administrator), http.RequestAborted)).Heeding(http.RequestAborted)
            .Where(i => (status is null || i.Status == status) && (q is null || Has(i, Names.Key(q))));
        var wanted = start is null ? all : start.Back ? all.Where(i => Before(i.Code, start.Values[0])).Reverse() : all.Where(i => Before(start.Values[0], i.Code));
        var (page, previous) = Paging.Of(wanted.Take(limit + 1).ToList(), limit, start, (i, back) => Paging.Cursor(list, back, i.Code));
        await http.Respond(page, previous, ApiJson.Responses);

        static bool Has(InstrumentSummary summary, string key) => new[] { summary.Code, summary.Name, summary.Description ?? "" }.Any(text => Names.Key(text).Contains(key, StringComparison.Ordinal));

        static bool Before(string one, string other) => StringComparer.OrdinalIgnoreCase.Compare(one, other) < 0;
    }

    private static async Task<Texts> Texts(HttpContext http, FoundInstrument found)
    {
        var texts = await http.Texts(found.Tenant, found.Stream);
        if (found.Own is null) return texts;
        var own = await http.Texts(Caller.Of(http).Corporation, found.Own);
        return new Texts(texts.ByDigest.Concat(own.ByDigest).ToDictionary()) { Erased = texts.Erased.Concat(own.Erased).ToDictionary() };
    }
}
