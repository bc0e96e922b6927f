using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using JasperFx;
using Marten;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Corporations;

/// <summary>What a corporation is known by.</summary>
public record CorporationRequest
{
    /// <summary>Its name.</summary>
    [StringLength(200)]
    public required string Name { get; init; }

    /// <summary>Number in the trade register: 8 digits, zeros in front included.</summary>
    [StringLength(8), RegularExpression("[0-9]{8}")]
    public required string KvkNumber { get; init; }

    /// <summary>Number as a registered social landlord: L and 4 digits.</summary>
    [StringLength(5), RegularExpression("L[0-9]{4}")]
    public string? CorporationNumber { get; init; }

    /// <summary>Organisation identification number (OIN): 20 digits.</summary>
    [StringLength(20), RegularExpression("[0-9]{20}")]
    public string? Oin { get; init; }
}

/// <summary>Body of POST /v1/corporations</summary>
public sealed record RegisterCorporationRequest : CorporationRequest
{
    /// <summary>The code that tokens name it by; it never changes.</summary>
    [StringLength(40), RegularExpression("[a-z][a-z0-9-]*[a-z0-9]")]
    public required string Code { get; init; }
}

/// <summary>Body of PUT /v1/corporations/{code}</summary>
public sealed record ChangeCorporationRequest : CorporationRequest;

/// <summary>Registering corporations.</summary>
public static class CorporationEndpoints
{
    private const string Tag = "Corporations";

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
            Responses = [new OperationResponse(201, typeof(Corporation), "Registered.", "Geregistreerd.", Location: true, ETag: true)],
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
            Responses = [new OperationResponse(200, typeof(Corporation), "Changed.", "Gewijzigd.", ETag: true)],
            Problems = [ProblemKinds.NotFound, ProblemKinds.StaleVersion, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.VersionRequired],
        }, Change);
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
        var mayRead = http.User.IsInRole(Roles.Administrator) || Caller.CorporationOf(http.User) == Code(http);
        if (!mayRead || await session.LoadAsync<Corporation>(Code(http), http.RequestAborted) is not { } corporation) await Unknown(http);
        else await Respond(http, corporation, StatusCodes.Status200OK);
    }

    private static async Task Register(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await RequestBody.Read<RegisterCorporationRequest>(http) is not { } request) return;
        try
        {
            await http.Once(request, session => Register(http, request, session));
        }
        catch (DocumentAlreadyExistsException)
        {
            // Somebody else registered it between our look and our writing.
            await http.Write(Registered(http, request));
        }
    }

    private static async Task<RenderedResponse> Register(HttpContext http, RegisterCorporationRequest request, IDocumentSession session)
    {
        if (await session.LoadAsync<Corporation>(request.Code, http.RequestAborted) is not null) return Registered(http, request);
        var now = http.Now();
        var corporation = new Corporation
        {
            Code = request.Code,
            Name = request.Name,
            KvkNumber = request.KvkNumber,
            CorporationNumber = request.CorporationNumber,
            Oin = request.Oin,
            Version = 1,
            RegisteredAt = now,
            ChangedAt = now,
            ChangedBy = Caller.SubjectOf(http.User),
        };
        session.Insert(corporation);
        return RenderedResponse.Of(corporation, StatusCodes.Status201Created, Preconditions.ETag(1), $"/v1/corporations/{corporation.Code}");
    }

    private static RenderedResponse Registered(HttpContext http, RegisterCorporationRequest request) => RenderedResponse.Of(http, [Domain.Rules.DuplicateCode.At("/code", request.Code)]);

    private static async Task Change(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        if (await Preconditions.IfMatch(http, required: true) is not { } match) return;
        if (await RequestBody.Read<ChangeCorporationRequest>(http) is not { } request) return;
        await using var session = http.Store().LightweightSession();
        if (await session.LoadAsync<Corporation>(Code(http), http.RequestAborted) is not { } corporation)
        {
            await Unknown(http);
            return;
        }
        if (match.Versions is { } versions && !versions.Contains(corporation.Version))
        {
            http.Response.Headers.ETag = Preconditions.ETag(corporation.Version);
            await Stale(http);
            return;
        }
        var changed = corporation with
        {
            Name = request.Name,
            KvkNumber = request.KvkNumber,
            CorporationNumber = request.CorporationNumber,
            Oin = request.Oin,
            Version = corporation.Version + 1,
            ChangedAt = http.Now(),
            ChangedBy = Caller.SubjectOf(http.User),
        };
        session.UpdateRevision(changed, changed.Version);
        try
        {
            await session.SaveChangesAsync(http.RequestAborted);
        }
        catch (ConcurrencyException)
        {
            await Stale(http);
            return;
        }
        await Respond(http, changed, StatusCodes.Status200OK);
    }

    private static Task Stale(HttpContext http) =>
        http.Respond(ProblemKinds.StaleVersion, "De registratie is intussen gewijzigd. Lees haar opnieuw.", "The registration has changed meanwhile. Read it again.");

    private static Task Respond(HttpContext http, Corporation corporation, int status) =>
        http.Write(RenderedResponse.Of(corporation, status, Preconditions.ETag(corporation.Version), null));

    private static Task Respond(HttpContext http, object body) => http.Response.WriteAsJsonAsync(body, ApiJson.Responses, "application/json", http.RequestAborted);

    private static Task Unknown(HttpContext http) => http.Respond(ProblemKinds.NotFound, "Er is geen corporatie met deze code.", "There is no corporation with this code.");

    private static string Code(HttpContext http) => (string)http.Request.RouteValues["corporation"]!;

    private static IDocumentStore Store(this HttpContext http) => http.RequestServices.GetRequiredService<IDocumentStore>();

    private static DateTimeOffset Now(this HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
