using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Marten;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine;

namespace WikkenWegen.Api.Corporations;

/// <summary>What a corporation is known by.</summary>
public record CorporationRequest
{
    /// <summary>Its name.</summary>
    [StringLength(200)]
    public required string Name { get; init; }

    /// <summary>Number in the trade register: 8 digits, zeros in front included.</summary>
    [StringLength(8), Digits(8)]
    public required string KvkNumber { get; init; }

    /// <summary>Number as a registered social landlord: L and 4 digits.</summary>
    [StringLength(5), LandlordForm]
    public string? CorporationNumber { get; init; }

    /// <summary>Organisation identification number (OIN): 20 digits.</summary>
    [StringLength(20), Digits(20)]
    public string? Oin { get; init; }

    /// <summary>What is to be registered of the corporation with this code.</summary>
    public Registration As(string code) => new() { Code = code, Name = Name, KvkNumber = KvkNumber, CorporationNumber = CorporationNumber, Oin = Oin };
}

/// <summary>Body of POST /v1/corporations</summary>
public sealed record RegisterCorporationRequest : CorporationRequest
{
    /// <summary>Most characters of a code.</summary>
    internal const int CodeMost = 40;

    /// <summary>The form of a code, as a regular expression for the whole text.</summary>
    internal const string CodeForm = "[a-z][a-z0-9-]*[a-z0-9]";

    /// <summary>The code that tokens name it by; it never changes.</summary>
    [StringLength(CodeMost), CorporationCodeForm]
    public required string Code { get; init; }
}

/// <summary>Body of PUT /v1/corporations/{code}</summary>
public sealed record ChangeCorporationRequest : CorporationRequest;

/// <summary>That something was recorded of a corporation, with what is registered of it from then on.</summary>
public sealed record CorporationReceipt
{
    /// <summary>Its code here: what a token names in its claim <c>corporation</c>. Never changes.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Number in the trade register: 8 digits, zeros in front included.</summary>
    public required string KvkNumber { get; init; }

    /// <summary>Number as a registered social landlord: L and 4 digits.</summary>
    public string? CorporationNumber { get; init; }

    /// <summary>Organisation identification number (OIN) of the government: 20 digits.</summary>
    public string? Oin { get; init; }

    /// <summary>Number of times that it was registered or changed, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Pseudonymous subject id of who registered or changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>
    /// The promise that this is in the log of the corporation from a moment on, with the hash of each leaf: a note signed by the key of the log
    /// (c2sp.org/signed-note). Whoever keeps it can prove that it was withheld, where it is not there.
    /// </summary>
    public string? Promise { get; init; }

    /// <summary>The receipt of what a corporation is now, without its promise.</summary>
    internal static CorporationReceipt Of(Corporation corporation) => new()
    {
        Code = corporation.Code,
        Name = corporation.Name,
        KvkNumber = corporation.KvkNumber,
        CorporationNumber = corporation.CorporationNumber,
        Oin = corporation.Oin,
        Version = corporation.Version,
        RegisteredAt = corporation.RegisteredAt,
        ChangedAt = corporation.ChangedAt,
        ChangedBy = corporation.ChangedBy,
    };
}

/// <summary>The number of a registered social landlord.</summary>
internal sealed class LandlordFormAttribute() : TextFormAttribute("L[0-9]{4}", "een L met 4 cijfers erachter, zoals L1234", "an L with 4 digits behind it, like L1234");

/// <summary>The code of a corporation.</summary>
internal sealed class CorporationCodeFormAttribute() : TextFormAttribute(RegisterCorporationRequest.CodeForm,
    "een code van kleine letters, cijfers en koppeltekens, die begint met een letter en niet eindigt met een koppelteken, zoals waterland-wonen",
    "a code of lower-case letters, digits and hyphens that begins with a letter and does not end with a hyphen, like waterland-wonen");

/// <summary>Registering corporations.</summary>
public static class CorporationEndpoints
{
    internal const string Tag = "Corporations";

    private static readonly (string Dutch, string English) NoSuchCorporation = (CorporationCommand.NoSuchCorporation.Dutch, CorporationCommand.NoSuchCorporation.English);

    private static readonly RegisterCorporationRequest Example = new()
    {
        Code = "waterland-wonen",
        Name = "Stichting Waterland Wonen",
        KvkNumber = "00000027",
        CorporationNumber = "L9998",
    };

    /// <summary>Maps them.</summary>
    public static void MapCorporations(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, "/v1/corporations", new Operation
        {
            Id = "listCorporations",
            Roles = Access.Administrator,
            Tag = Tag,
            Summary = "List the corporations",
            Dutch = "De corporaties in deze installatie.",
            English = "The corporations in this installation.",
            Responses = [new OperationResponse(200, typeof(ImmutableArray<Corporation>), "The corporations.", "De corporaties.")],
        }, List);
        routes.MapOperation(HttpMethods.Get, "/v1/corporations/{corporation}", new Operation
        {
            Id = "getCorporation",
            Roles = Access.Everybody,
            Tag = Tag,
            Summary = "Get a corporation",
            Dutch = "Eén corporatie: de eigen, of voor een beheerder welke dan ook.",
            English = "One corporation: one's own, or for an administrator any.",
            Responses = [new OperationResponse(200, typeof(Corporation), "The corporation.", "De corporatie.", ETag: true)],
            Problems = [ProblemKinds.NotFound],
        }, Get);
        routes.MapOperation(HttpMethods.Post, "/v1/corporations", new Operation
        {
            Id = "registerCorporation",
            Roles = Access.Administrator,
            Tag = Tag,
            Summary = "Register a corporation",
            Dutch = "Registreert een corporatie, zodat haar medewerkers en systemen afwegingen kunnen vastleggen.",
            English = "Registers a corporation, so that its people and systems can record weighings.",
            Body = typeof(RegisterCorporationRequest),
            Example = Example,
            IdempotencyKey = true,
            Responses = [new OperationResponse(201, typeof(CorporationReceipt), "Registered.", "Geregistreerd.", Location: true, ETag: true)],
            Problems = [ProblemKinds.Conflict, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.KeyReused],
        }, Register);
        routes.MapOperation(HttpMethods.Put, "/v1/corporations/{corporation}", new Operation
        {
            Id = "changeCorporation",
            Roles = Access.Administrator,
            Tag = Tag,
            Summary = "Change what is registered of a corporation",
            Dutch = "Wijzigt naam of nummers van een corporatie.",
            English = "Changes name or numbers of a corporation.",
            Body = typeof(ChangeCorporationRequest),
            Example = new ChangeCorporationRequest { Name = "Stichting Woonwijzer Merenland (fictief)", KvkNumber = "00000019", CorporationNumber = "L9999" },
            IfMatch = true,
            Responses = [new OperationResponse(200, typeof(CorporationReceipt), "Changed.", "Gewijzigd.", ETag: true)],
            Problems = [ProblemKinds.NotFound, ProblemKinds.StaleVersion, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.VersionRequired],
        }, Change);
        routes.MapOperation(HttpMethods.Get, "/v1/corporations/{corporation}/events", new Operation
        {
            Id = "listCorporationEvents",
            Roles = Access.AdministratorOrAuditor,
            Tag = Tag,
            Summary = "List the history of a corporation",
            Dutch = "De geschiedenis van een corporatie, oudste eerst: haar registratie, en wat er van haar als geheel is vastgelegd, zoals exports, verwijderingen en haar eigen regels voor bevindingen. Van elke gebeurtenis het nummer, beide momenten, wie haar vastlegde, een zin die zegt wat er gebeurde en de gebeurtenis zelf. Voor een auditor die van de eigen corporatie, voor een beheerder van welke dan ook; wie niet van de corporatie is, ziet haar eigen regels er niet in, en dan ontbreken hun nummers.",
            English = "The history of a corporation, oldest first: its registration, and what was recorded of it as a whole, such as exports, erasures and its own rules for findings. Of each event its number, both moments, who recorded it, a sentence that says what happened and the event itself. For an auditor that of their own corporation, for an administrator of any; who is not of the corporation does not see its own rules in it, and then their numbers are missing.",
            Query = Paging.Parameters,
            Responses = [new OperationResponse(200, typeof(Page<CorporationHistoryEntry>), "A page of the history.", "Een pagina van de geschiedenis.", Links: true, Spoken: true)],
            Problems = [ProblemKinds.NotFound],
        }, CorporationHistory.List);
        routes.MapFindingRules();
    }

    private static async Task List(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        await using var session = http.Store().QuerySession();
        var all = await session.Query<Corporation>().OrderBy(c => c.Code).ToListAsync(http.RequestAborted);
        await Respond(http, all);
    }

    private static async Task Get(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        await using var session = http.Store().QuerySession();
        if (!MayRead(http) || await session.LoadAsync<Corporation>(Code(http), http.RequestAborted) is not { } corporation) await Unknown(http);
        else await Respond(http, corporation, StatusCodes.Status200OK);
    }

    private static async Task Register(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<RegisterCorporationRequest>(http) is not { } request) return;
        var command = new RegisterCorporation { Registration = request.As(request.Code) };
        await IdempotencyKeys.Run(http, request, retriable => Record(http, command, null, retriable), complete: answer => Promised(http, answer));
    }

    private static async Task Change(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Preconditions.IfMatch(http, required: true) is not { } match) return;
        if (await RequestBody.Read<ChangeCorporationRequest>(http) is not { } request) return;
        await http.Write(await Promised(http, (await Record(http, new ChangeCorporation { Registration = request.As(Code(http)) }, match.Versions, null))!));
    }

    /// <summary>The answer with the promise of the leaf, which is not kept with it: that of a retry is the same.</summary>
    private static async Task<RenderedResponse> Promised(HttpContext http, RenderedResponse answer)
    {
        if (answer.Status is not (StatusCodes.Status200OK or StatusCodes.Status201Created)) return answer;
        var receipt = JsonSerializer.Deserialize<CorporationReceipt>(answer.Body, ApiJson.Responses)!;
        var events = new PromisedEvents([CorporationStreams.IdOf(receipt.Code)], Recorded) { Number = receipt.Version };
        return InclusionPromises.With(answer, await http.RequestServices.GetRequiredService<InclusionPromises>().Of(receipt.Code, events, http.RequestAborted));
    }

    /// <summary>The types of events that the version of a corporation counts.</summary>
    private static readonly string[] Recorded = [EventContract.Names[typeof(CorporationRegistered)], EventContract.Names[typeof(CorporationChanged)]];

    /// <summary>Records the step and renders the response; null where the key of the request was used before.</summary>
    private static async Task<RenderedResponse?> Record(HttpContext http, CorporationCommand command, ImmutableArray<int>? versions, RetriableRequest? retriable)
    {
        var kept = retriable is null ? null : new KeptResponse<StepResult.CorporationRecorded>(http.RequestServices.GetRequiredService<StoredResponses>(), retriable, Render);
        var envelope = new StepEnvelope(Actor.Everything(Caller.SubjectOf(http.User)), Caller.Conversation(http), http.TraceIdentifier) { Roles = Roles.Acting(http.User, Access.Administrator) };
        var bus = http.RequestServices.GetRequiredService<IMessageBus>();
        var message = new RecordCorporationStep(command, versions, envelope, kept);
        return await bus.InvokeForTenantAsync<StepResult>(command.Corporation, message, http.RequestAborted) switch
        {
            StepResult.CorporationRecorded recorded => kept?.Response ?? Render(recorded),
            StepResult.Refused refused => Problems.Render(http, refused.Refusals),
            StepResult.Stale stale => Stale(http, stale.Version),
            StepResult.Repeated => null,
            _ => Problems.Render(http, ProblemKinds.NotFound, NoSuchCorporation.Dutch, NoSuchCorporation.English),
        };
    }

    private static RenderedResponse Render(StepResult.CorporationRecorded recorded) => recorded.Corporation is { Version: 1 } registered
        ? RenderedResponse.Of(CorporationReceipt.Of(registered), StatusCodes.Status201Created, Preconditions.ETag(1), $"/v1/corporations/{registered.Code}")
        : RenderedResponse.Of(CorporationReceipt.Of(recorded.Corporation), StatusCodes.Status200OK, Preconditions.ETag(recorded.Corporation.Version), null);

    private static RenderedResponse Stale(HttpContext http, int version) => Preconditions.Stale(http,
        "De registratie is intussen gewijzigd. Lees haar opnieuw.", "The registration has changed meanwhile. Read it again.", version);

    private static Task Respond(HttpContext http, Corporation corporation, int status) =>
        http.Write(RenderedResponse.Of(corporation, status, Preconditions.ETag(corporation.Version), null));

    private static Task Respond(HttpContext http, object body) => http.WriteJson(body, ApiJson.Responses);

    /// <summary>Whether the caller may know of the corporation in the address: their own, or for an administrator any.</summary>
    internal static bool MayRead(HttpContext http) => http.User.IsInRole(Roles.Administrator) || Caller.CorporationOf(http.User) == Code(http);

    internal static Task Unknown(HttpContext http) => http.Respond(ProblemKinds.NotFound, NoSuchCorporation.Dutch, NoSuchCorporation.English);

    internal static string Code(HttpContext http) => (string)http.Request.RouteValues["corporation"]!;

    internal static IDocumentStore Store(this HttpContext http) => http.RequestServices.GetRequiredService<IDocumentStore>();
}
