using System.Globalization;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine.Marten;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Audit;

/// <summary>Body of POST /v1/audit/exports</summary>
public sealed record RequestExportRequest
{
    /// <summary>The only weighing that is exported; absent for the whole corporation.</summary>
    public Guid? Weighing { get; init; }

    /// <summary>From when on what was recorded is in it, this moment included; absent for the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when what was recorded is in it, this moment not included; absent for the end.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Exports for auditors.</summary>
internal static class ExportEndpoints
{
    private const string Base = "/v1/audit/exports";
    private const string Zip = "application/zip";

    /// <summary>Most exports of a corporation that wait or are made at the same time.</summary>
    private const int MostUnfinished = 5;

    /// <summary>Maps them.</summary>
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Post, Base, new Operation
        {
            Id = "requestExport",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Ask for an export",
            Dutch = "Vraagt om een export van een afweging, een periode of de hele corporatie: één bestand (BagIt) met bladeren, checkpoints, bewijzen, teksten en geschiedenis, dat zonder deze installatie na te rekenen is. Het wordt op de achtergrond gemaakt; dat het gemaakt is, wordt vastgelegd. Er staan alleen teksten in die de aanvrager mag lezen; wat in een blinde ronde is gegeven die nog open is, komt er niet in.",
            English = "Asks for an export of a weighing, a period or the whole corporation: one file (BagIt) with leaves, checkpoints, proofs, texts and history, that can be checked without this installation. It is made in the background; that it was made is recorded. It has only texts that who asks may read; what was given in a blind round that is still open is left out.",
            Body = typeof(RequestExportRequest),
            Example = new RequestExportRequest { Weighing = Guid.Parse("019c2283-f800-7000-8000-000002026014") },
            IdempotencyKey = true,
            Responses = [new OperationResponse(201, typeof(Export), "It will be made.", "Hij wordt gemaakt.", Location: true)],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.KeyReused],
        }, Ask);
        routes.MapOperation(HttpMethods.Get, Base, new Operation
        {
            Id = "listExports",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "List the exports",
            Dutch = "De exports van de corporatie, nieuwste eerst.",
            English = "The exports of the corporation, newest first.",
            Query = Paging.Parameters,
            Responses = [new OperationResponse(200, typeof(Page<Export>), "A page of exports.", "Een pagina met exports.", Links: true)],
        }, List);
        routes.MapOperation(HttpMethods.Get, Base + "/{export}", new Operation
        {
            Id = "getExport",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get an export",
            Dutch = "Hoe ver een export is.",
            English = "How far an export is.",
            Responses = [new OperationResponse(200, typeof(Export), "The export.", "De export.")],
            Problems = [ProblemKinds.NotFound],
        }, Get);
        routes.MapOperation(HttpMethods.Get, Base + "/{export}/content", new Operation
        {
            Id = "getExportContent",
            Tag = AuditSetup.Tag,
            Roles = Access.Auditor,
            Summary = "Get the file of an export",
            Dutch = "Het bestand, voor wie erom vroeg: er staat in wat die persoon mag lezen, en een ander vraagt een eigen export. Het is er zolang de export zegt, en niet meer als er sindsdien persoonsgegevens zijn gewist of de vrager niet meer alles mag lezen wat erin staat: vraag dan een nieuwe export.",
            English = "The file, for who asked for it: it has what that person may read, and somebody else asks for an export of their own. It is there as long as the export says, and no longer where personal data was erased since or who asked may not read all that is in it any more: then ask for another export.",
            Responses = [new OperationResponse(200, typeof(Stream), "The file.", "Het bestand.", MediaType: Zip)],
            Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict],
        }, Content).DisableRequestTimeout(); // a slow caller is let go of for their speed
    }

    private static async Task Ask(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<RequestExportRequest>(http) is not { } request) return;
        if (request.From > request.Until)
        {
            await http.Respond([InputRules.FromAfterTo.At("/until")]);
            return;
        }
        await IdempotencyKeys.Run(http, request, retriable => Ask(http, request, retriable), complete: answer =>
        {
            // Of the answer that is given in the end: another may be stored under the key.
            if (answer.Status == StatusCodes.Status409Conflict) http.Response.Headers.RetryAfter = "30";
            return Task.FromResult(answer);
        });
    }

    /// <summary>Keeps that it is asked for, with the message by which it is made, and the answer.</summary>
    private static async Task<RenderedResponse?> Ask(HttpContext http, RequestExportRequest request, RetriableRequest? retriable)
    {
        var (caller, services, cancellation) = (Caller.Of(http), http.RequestServices, http.RequestAborted);
        if (request.Weighing is { } weighing && !await MayBeRead(http, weighing))
            return Problems.Render(http, ProblemKinds.NotFound, "Deze afweging bestaat niet.", "There is no such weighing.") with { MayChange = true };
        await using var session = services.GetRequiredService<IDocumentStore>().LightweightSession(caller.Corporation);
        if (await ExportRows.Unfinished(session, cancellation) >= MostUnfinished)
            return Problems.Render(http, ProblemKinds.Conflict, $"Er zijn al {MostUnfinished} exports niet klaar. Wacht tot er een klaar is.", $"{MostUnfinished} exports are not done yet. Wait until one is.") with { MayChange = true };
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var export = new Export
        {
            Id = Guid.CreateVersion7(now),
            Scope = new ExportScope(request.Weighing, request.From?.ToUniversalTime(), request.Until?.ToUniversalTime()),
            State = ExportState.Queued,
            RequestedAt = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero),
            RequestedBy = caller.Subject,
            LeavesRead = 0,
            Reader = ReadingRights.Reader(http),
            AskedIn = (Caller.Conversation(http), http.TraceIdentifier, Roles.Acting(http.User, Access.Auditor)),
        };
        var answer = RenderedResponse.Of(export, StatusCodes.Status201Created, null, $"{Base}/{export.Id}");
        ExportRows.Ask(session, export);
        var outbox = new MartenOutbox(services.GetRequiredService<IWolverineRuntime>(), session) { TenantId = caller.Corporation };
        await outbox.PublishAsync(new MakeBag(caller.Corporation, export.Id));
        if (retriable is not null) services.GetRequiredService<StoredResponses>().Store(session, retriable, answer);
        try
        {
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (StoredResponses.IsTaken(e))
        {
            return null;
        }
        return answer;
    }

    /// <summary>Whether there is such a weighing, and who asks may read it. One that cannot be read any more, since somebody changed its rows, an auditor gets: its leaves tell what it was.</summary>
    private static async Task<bool> MayBeRead(HttpContext http, Guid weighing)
    {
        try
        {
            return (await http.RequestServices.GetRequiredService<WeighingStore>().Newest(Caller.Of(http).Corporation, weighing, http.RequestAborted))?.State.MayBeReadBy(ReadingRights.Reader(http)) == true;
        }
        catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
        {
            return true;
        }
    }

    private static async Task List(HttpContext http)
    {
        var (query, corporation) = (new Query(http), Caller.Of(http).Corporation);
        var limit = query.Limit(http);
        var list = $"exports {corporation}";
        var start = query.Cursor(list, 2);
        (DateTimeOffset At, Guid Id)? place = null;
        if (start is { Values: [var moment, var id] })
        {
            if (DateTimeOffset.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && Guid.TryParseExact(id, "D", out var export)) place = (at, export);
            else query.Refuse("cursor", InputRules.CursorInvalid);
        }
        if (!await query.IsRight()) return;
        var found = await ExportRows.Near(Source(http), corporation, place, start?.Back == true, limit + 1, http.RequestAborted);
        var (page, previous) = Paging.Of(found, limit, start, (e, back) => Paging.Cursor(list, back, e.RequestedAt.ToString("O", CultureInfo.InvariantCulture), e.Id.ToString()));
        await http.Respond(page, previous, ApiJson.Responses);
    }

    private static async Task Get(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Find(http) is not { } export) return;
        var corporation = Caller.Of(http).Corporation;
        var events = new PromisedEvents([CorporationStreams.IdOf(corporation)], EventContract.Names[typeof(AuditExportMade)]) { Where = ("export", export.Id.ToString()) };
        var promise = export.Sha256 is null ? null : await http.RequestServices.GetRequiredService<InclusionPromises>().Of(corporation, events, http.RequestAborted);
        await http.WriteJson(export with { Promise = promise }, ApiJson.Responses);
    }

    private static async Task Content(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Find(http) is not { } export) return;
        if (!IsFor(ReadingRights.Reader(http), export))
        {
            await http.Respond(ProblemKinds.NotFound, "Dit bestand is er alleen voor wie om de export vroeg, zolang die mag lezen wat erin staat. Vraag zelf een export.",
                "This file is there only for who asked for the export, as long as they may read what is in it. Ask for an export yourself.");
            return;
        }
        var (source, corporation, cancellation) = (Source(http), Caller.Of(http).Corporation, http.RequestAborted);
        if (export.State is ExportState.Queued or ExportState.Running)
        {
            http.Response.Headers.RetryAfter = "5";
            await http.Respond(ProblemKinds.Conflict, "De export is nog niet klaar.", "The export is not done yet.");
            return;
        }
        if (export.State == ExportState.Done && await Erasures.Since(source, corporation, export.Size!.Value, cancellation)) await ExportKeeping.Expire(source, corporation, export.Id, cancellation);
        else if (export.State == ExportState.Done)
        {
            await Send(http, source, corporation, export);
            return;
        }
        await http.Respond(ProblemKinds.NotFound, "Dit bestand is er niet: de export is mislukt of te lang geleden, of er zijn sindsdien persoonsgegevens gewist. Vraag een nieuwe export.",
            "This file is not there: the export failed or was too long ago, or personal data was erased since. Ask for another export.");
    }

    /// <summary>
    /// Whether the file may be given to a caller: what is in it was chosen for who asked for it, by what they might read then. Another auditor may read
    /// less, such as no names, and nothing of what the one who asked gave in a blind round.
    /// </summary>
    private static bool IsFor(Reader caller, Export export) =>
        caller.Subject == export.RequestedBy && caller.UpTo >= export.Reader.UpTo && (caller.SeesPersons || !export.Reader.SeesPersons);

    /// <summary>Sends the file, a piece at a time.</summary>
    private static async Task Send(HttpContext http, NpgsqlDataSource source, string corporation, Export export)
    {
        var cancellation = http.RequestAborted;
        var secrets = await http.RequestServices.GetRequiredService<UnnamedSecrets>().In(corporation, export.RequestedBy, export.Scope, cancellation);
        http.Response.ContentType = Zip;
        http.Response.ContentLength = export.Bytes;
        await http.Response.StartAsync(cancellation);
        if (HttpMethods.IsHead(http.Request.Method)) return;
        foreach (var secret in secrets) SecretReadings.Log(http, secret, export.RequestedBy);
        var sent = 0L;
        for (var part = 0; sent < export.Bytes; part++)
        {
            await using var command = ExportRows.Command(source, $"select bytes from {ExportRows.Parts} where tenant_id = $1 and export_id = $2 and part = $3", corporation, export.Id, part);
            // It may have expired while it was sent; half a file must not pass for a whole one.
            if (await command.ExecuteScalarAsync(cancellation) is not byte[] bytes) throw new InvalidDataException($"Piece {part} of export {export.Id} is gone.");
            await http.Response.Body.WriteAsync(bytes, cancellation);
            sent += bytes.Length;
        }
    }

    private static async Task<Export?> Find(HttpContext http)
    {
        var export = Guid.TryParseExact(http.Request.RouteValues["export"] as string, "D", out var id) ? await ExportRows.Find(Source(http), Caller.Of(http).Corporation, id, http.RequestAborted) : null;
        if (export is null) await http.Respond(ProblemKinds.NotFound, "Deze export bestaat niet.", "There is no such export.");
        return export;
    }

    private static NpgsqlDataSource Source(HttpContext http) => http.RequestServices.GetRequiredService<NpgsqlDataSource>();
}
