using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.Net.Http.Headers;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>The explanation of a kind of problem; the type of a problem is its address.</summary>
/// <param name="Type">The type, a URI reference.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem in a few words, by language.</param>
/// <param name="Meaning">What is wrong, by language.</param>
/// <param name="Remedy">What the caller can do, by language.</param>
/// <param name="Errors">The errors that such a problem can list, by code; empty where it lists none.</param>
public sealed record ProblemType(string Type, int Status, Bilingual Title, Bilingual Meaning, Bilingual Remedy, ImmutableArray<ProblemTypeError> Errors);

/// <summary>An error that a problem can list.</summary>
/// <param name="Code">Code of the broken rule; it never changes.</param>
/// <param name="Text">What the error says, by language, with {0}, {1} in the places of values.</param>
public sealed record ProblemTypeError(string Code, Bilingual Text);

/// <summary>A text in both languages.</summary>
/// <param name="Nl">The text in Dutch.</param>
/// <param name="En">The text in English.</param>
public sealed record Bilingual(string Nl, string En);

/// <summary>GET /v1/problem-types: the catalogue of problems.</summary>
public static class ProblemTypes
{
    private static readonly Dictionary<ProblemKind, (Bilingual Meaning, Bilingual Remedy)> Explained = new()
    {
        [ProblemKinds.InvalidInput] = (new("Het verzoek kan zo niet kloppen, hoe de afweging er ook voor staat.", "The request cannot be right as it is, whatever the state."),
            new("Verbeter de velden die in errors genoemd worden; pointer wijst het veld aan.", "Mend the fields that errors names; pointer tells the field.")),
        [ProblemKinds.Unauthorized] = (new("Er is geen geldig token meegestuurd.", "No valid token was sent."),
            new("Vraag een token aan bij de identityprovider en stuur het mee als Authorization: Bearer.", "Get a token of the identity provider and send it as Authorization: Bearer.")),
        [ProblemKinds.Forbidden] = (new("Uw rol, uw toepassing of de functiescheiding staat dit niet toe.", "Your role, your application or the separation of duties does not allow this."),
            new("Laat het doen door wie het mag; het antwoord noemt de rollen, en de beschrijving van elke operatie ook.", "Have it done by who may; the answer names the roles, and so does the description of each operation.")),
        [ProblemKinds.NotFound] = (new("Dit bestaat niet, of niet voor u, of toen nog niet.", "This does not exist, or not for you, or not yet at that moment."),
            new("Controleer het adres; lijsten geven de adressen die er zijn.", "Check the address; lists give those that there are.")),
        [ProblemKinds.MethodNotAllowed] = (new("Dit adres kent deze methode niet.", "This address does not know this method."),
            new("Gebruik een van de methoden in de header Allow.", "Use one of the methods in the header Allow.")),
        [ProblemKinds.NotAcceptable] = (new("De gevraagde vorm kan niet geleverd worden.", "The form that was asked for cannot be given."),
            new("Vraag in de header Accept om application/json.", "Ask for application/json in the header Accept.")),
        [ProblemKinds.TooSlow] = (new("De inhoud kwam zo langzaam binnen dat er niet op gewacht is.", "The body came in so slowly that it was not waited for."),
            new("Stuur het verzoek opnieuw, met dezelfde Idempotency-Key.", "Send the request again, with the same Idempotency-Key.")),
        [ProblemKinds.Conflict] = (new("Het verzoek kan kloppen, maar past niet bij hoe het er nu voor staat.", "The request could be right, but does not fit how things stand now."),
            new("Staat er Retry-After bij, herhaal het verzoek dan met dezelfde Idempotency-Key. Lees anders opnieuw hoe het ervoor staat: errors zegt welke regel het is en wat er eerst moet gebeuren; het nieuwe verzoek krijgt een nieuwe sleutel.",
                "Where Retry-After is given, repeat the request with the same Idempotency-Key. Else read again how things stand: errors tells the rule and what has to happen first; the new request gets a new key.")),
        [ProblemKinds.StaleVersion] = (new("Wat u wilt wijzigen is veranderd sinds u het las; er is niets vastgelegd.", "What you want to change has changed since you read it; nothing was recorded."),
            new("Lees het opnieuw, kijk of uw wijziging nog klopt, en stuur de nieuwe ETag mee als If-Match, met een nieuwe Idempotency-Key als u die gebruikte.", "Read it again, see whether your change still holds, and send the new ETag as If-Match, with a new Idempotency-Key where you used one.")),
        [ProblemKinds.ContentTooLarge] = (new("De inhoud is groter dan toegestaan.", "The body is larger than allowed."),
            new("Kort de teksten in, of verwijs naar een document.", "Shorten the texts, or refer to a document.")),
        [ProblemKinds.AddressTooLong] = (new("Het adres met zijn parameters is te lang.", "The address with its parameters is too long."),
            new("Vraag minder tegelijk.", "Ask for less at once.")),
        [ProblemKinds.UnsupportedMediaType] = (new("De inhoud is van een soort die hier niet gelezen wordt.", "The body is of a kind that is not read here."),
            new("Stuur application/json in UTF-8.", "Send application/json in UTF-8.")),
        [ProblemKinds.KeyReused] = (new("Deze Idempotency-Key is eerder gebruikt voor een ander verzoek.", "This Idempotency-Key was used before for another request."),
            new("Geef elk nieuw verzoek een eigen sleutel; herhaal een verzoek alleen ongewijzigd.", "Give each new request a key of its own; repeat a request only unchanged.")),
        [ProblemKinds.VersionRequired] = (new("Dit herziet iets, en dan moet duidelijk zijn op welke versie.", "This revises something, and then it must be clear on which version."),
            new("Stuur If-Match met de ETag van wat u las.", "Send If-Match with the ETag of what you read.")),
        [ProblemKinds.TooManyRequests] = (new("U stuurt meer verzoeken dan deze installatie per aanvrager toestaat.", "You send more requests than this installation allows a caller."),
            new("Wacht zo lang als Retry-After zegt; RateLimit zegt hoeveel er nog over zijn.", "Wait as long as Retry-After says; RateLimit tells how many are left.")),
        [ProblemKinds.HeadersTooLarge] = (new("Er zijn te veel headers, of ze zijn te groot.", "There are too many headers, or they are too large."),
            new("Stuur alleen de headers die nodig zijn.", "Send only the headers that are needed.")),
        [ProblemKinds.InternalError] = (new("Er ging hier iets mis; het staat in het logboek.", "Something went wrong here; it is in the log."),
            new("Probeer het later opnieuw; noem bij vragen de waarde van instance.", "Try again later; name the value of instance when you ask about it.")),
        [ProblemKinds.Unavailable] = (new("De database of de identityprovider antwoordt niet, de database kan op dit moment niets vastleggen, er wordt te veel gevraagd, of deze host is ouder dan wat er is vastgelegd.", "The database or the identity provider does not answer, the database can record nothing at this moment, too much is asked, or this host is older than what was recorded."),
            new("Probeer het na Retry-After opnieuw, met dezelfde Idempotency-Key.", "Try again after Retry-After, with the same Idempotency-Key.")),
        [ProblemKinds.ClockOff] = (new("De klok van deze host wijkt meer dan vijf seconden af van die van de database; er is niets vastgelegd.", "The clock of this host is more than five seconds off from that of the database; nothing was recorded."),
            new("Probeer het na Retry-After opnieuw, met dezelfde Idempotency-Key; lezen kan intussen gewoon.", "Try again after Retry-After, with the same Idempotency-Key; reading goes on meanwhile.")),
        [ProblemKinds.Timeout] = (new("Het verzoek duurde langer dan toegestaan.", "The request took longer than allowed."),
            new("Probeer het opnieuw, met dezelfde Idempotency-Key.", "Try again, with the same Idempotency-Key.")),
    };

    /// <summary>Address of the catalogue.</summary>
    public const string Address = "/v1/problem-types";

    /// <summary>The whole catalogue, by status.</summary>
    public static readonly ImmutableArray<ProblemType> All = [.. ProblemKinds.All.Select(Of)];

    /// <summary>Maps the catalogue, for everybody. One kind of problem is JSON, or an HTML page for a browser.</summary>
    public static void MapProblemTypes(this IEndpointRouteBuilder routes)
    {
        routes.MapOperation(HttpMethods.Get, Address, new Operation
        {
            Id = "listProblemTypes",
            Tag = "Problems",
            Summary = "List the kinds of problems",
            Dutch = "Alle soorten problemen waarmee de API antwoordt, met wat ze betekenen en wat u kunt doen.",
            English = "All kinds of problems that the API answers with, what they mean and what you can do.",
            Responses = [new OperationResponse(200, typeof(ImmutableArray<ProblemType>), "The catalogue.", "De catalogus.")],
            Anonymous = true,
        }, async http =>
        {
            if (await new Query(http).IsRight()) await http.Write(RenderedResponse.Of(All, StatusCodes.Status200OK, null, null));
        });
        routes.MapOperation(HttpMethods.Get, Address + "/{slug}", new Operation
        {
            Id = "getProblemType",
            Tag = "Problems",
            Summary = "Get a kind of problem",
            Dutch = "Eén soort probleem: waar het type van een probleem naar verwijst. Een browser krijgt een pagina.",
            English = "One kind of problem: what the type of a problem refers to. A browser gets a page.",
            Responses = [new OperationResponse(200, typeof(ProblemType), "The kind of problem.", "De soort probleem.", Page: true)],
            Problems = [ProblemKinds.NotFound],
            Anonymous = true,
        }, Get);
    }

    private static async Task Get(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var type = All.FirstOrDefault(t => t.Type == $"{Address}/{http.Request.RouteValues["slug"]}");
        if (type is null)
        {
            await http.Respond(ProblemKinds.NotFound, "Deze soort probleem bestaat niet.", "There is no such kind of problem.");
            return;
        }
        http.Response.Headers.Vary = "Accept";
        await http.Write(IsPage(http.Request)
            ? new RenderedResponse(StatusCodes.Status200OK, "text/html; charset=utf-8", null, null, null, Encoding.UTF8.GetBytes(Page(type)))
            : RenderedResponse.Of(type, StatusCodes.Status200OK, null, null));
    }

    /// <summary>Whether a request asks for a kind of problem as an HTML page: it accepts HTML and does not prefer JSON to it.</summary>
    public static bool IsPage(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments(Address, StringComparison.Ordinal, out var rest) || !rest.HasValue) return false;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)) return false;
        var html = Quality("text/html");
        return html > 0 && html >= Quality("application/json");

        double Quality(string type) => ranges.Where(range => range.MediaType == type).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    private static ProblemType Of(ProblemKind kind) => new(kind.Type, kind.Status, new Bilingual(kind.Dutch, kind.English), Explained[kind].Meaning, Explained[kind].Remedy,
        [.. Rules().Where(rule => Problems.KindOf(rule.Kind) == kind).OrderBy(rule => rule.Code).Select(rule => new ProblemTypeError(rule.Code, new Bilingual(Shown(rule.Dutch), Shown(rule.English))))]);

    /// <summary>The text of a rule as callers see it: with {0}, {1}, and with a single brace where a format needs two.</summary>
    private static string Shown(string text) => text.Replace(":N0}", "}", StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    private static IEnumerable<Rule> Rules() => Domain.Rules.All.Values.Concat(InputRules.All);

    private static string Page(ProblemType type)
    {
        var errors = string.Concat(type.Errors.Select(e => $"<dt><code>{e.Code}</code></dt><dd>{Html(e.Text.Nl)}</dd><dd lang=\"en\">{Html(e.Text.En)}</dd>"));
        return $"""
            <!doctype html>
            <html lang="nl"><head><meta charset="utf-8"><title>{type.Status} {Html(type.Title.Nl)}</title></head>
            <body>
            <h1>{type.Status} {Html(type.Title.Nl)}</h1><p>{Html(type.Meaning.Nl)}</p><p>{Html(type.Remedy.Nl)}</p>
            <div lang="en"><h2>{Html(type.Title.En)}</h2><p>{Html(type.Meaning.En)}</p><p>{Html(type.Remedy.En)}</p></div>
            {(errors.Length > 0 ? $"<dl>{errors}</dl>" : "")}
            </body></html>
            """;
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
