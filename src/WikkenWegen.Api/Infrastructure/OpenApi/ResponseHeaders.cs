using Microsoft.OpenApi;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>
/// The headers that answers can have, beside those of every answer, which the description of the document names. Each is written once, among
/// the components. A component whose name ends in "-optional" is for answers that may lack the header.
/// </summary>
internal static class ResponseHeaders
{
    private const string Optional = "-optional";

    /// <summary>Problems that are answered before requests are counted, so never with the headers of the rate limit.</summary>
    private static readonly ProblemKind[] Uncounted =
        [ProblemKinds.NotAcceptable, ProblemKinds.AddressTooLong, ProblemKinds.HeadersTooLarge];

    /// <summary>The headers of an answer to a request that succeeds, each with the component that describes it.</summary>
    public static IEnumerable<(string Name, string Component)> Of(OperationResponse response)
    {
        foreach (var name in (string[])["API-Version", "RateLimit-Policy", "RateLimit"]) yield return (name, name);
        if (response.Location) yield return ("Location", "Location");
        if (response.ETag) yield return ("ETag", "ETag");
        if (response.Links) yield return ("Link", "Link");
        if (response.Spoken) yield return ("Content-Language", "Content-Language");
        if (response.Spoken || response.Page || response.Dated) yield return ("Vary", "Vary");
    }

    /// <summary>The headers of a problem, each with the component that describes it.</summary>
    public static IEnumerable<(string Name, string Component)> Of(ProblemKind kind)
    {
        foreach (var name in (string[])["API-Version", "Content-Language", "Vary"]) yield return (name, name);
        if (!Uncounted.Contains(kind)) foreach (var name in (string[])["RateLimit-Policy", "RateLimit"]) yield return (name, name + Optional);
        if (kind == ProblemKinds.Unauthorized) yield return ("WWW-Authenticate", "WWW-Authenticate");
        if (kind == ProblemKinds.MethodNotAllowed) yield return ("Allow", "Allow");
        if (kind == ProblemKinds.Conflict) yield return ("Retry-After", "Retry-After" + Optional);
        if (kind == ProblemKinds.StaleVersion) yield return ("ETag", "ETag");
        if (kind == ProblemKinds.UnsupportedMediaType) yield return ("Accept-Post", "Accept-Post");
        if (kind == ProblemKinds.TooManyRequests || kind == ProblemKinds.Unavailable) yield return ("Retry-After", "Retry-After");
    }

    /// <summary>
    /// The headers on answers of an operation that will be removed. Answers that were given before the operation was known do not have
    /// them.
    /// </summary>
    public static IEnumerable<(string Name, IOpenApiHeader Header)> Of(Deprecation deprecation)
    {
        var values = new HeaderDictionary();
        deprecation.Announce(values);
        yield return ("Deprecation", Text("Since when this should not be used any more (RFC 9745).", "Sinds wanneer dit niet meer gebruikt moet worden (RFC 9745).", values["Deprecation"].ToString()));
        if (deprecation.Sunset is not null) yield return ("Sunset", Text("When this goes (RFC 8594).", "Wanneer dit verdwijnt (RFC 8594).", values["Sunset"].ToString()));
        yield return ("Link", Text("The policy, and what takes its place.", "Het beleid, en wat ervoor in de plaats komt.", values["Link"].ToString()));
    }

    /// <summary>All these headers, as components of the document.</summary>
    public static Dictionary<string, IOpenApiHeader> All()
    {
        var headers = new Dictionary<string, IOpenApiHeader>();
        Add("API-Version", "Version of the API.", "Versie van de API.", HttpSetup.ApiVersion);
        Add("ETag", "Version of what was asked for; what If-Match expects.", "Versie van wat gevraagd werd; wat If-Match verwacht.", "\"42\"");
        Add("Location", "Address of what was made.", "Adres van wat gemaakt is.", "/v1/weighings/0199b2f4-7c00-7000-8000-000000000001/proposals/V4");
        Add("Link", "Other pages (RFC 8288).", "Andere pagina's (RFC 8288).", "</v1/weighings?cursor=WyJ3Il0>; rel=\"next\"");
        Add("Content-Language", "Language of the texts.", "Taal van de teksten.", "nl");
        Add("Vary", "The headers of the request that decided on language, form or moment.", "De headers van het verzoek die taal, vorm of moment bepaalden.", "Accept-Language");
        Add("RateLimit-Policy", "How many requests (q) a caller may make in how many seconds (w).", "Hoeveel verzoeken (q) een vrager mag doen in hoeveel seconden (w).", "\"default\";q=3000;w=60");
        Add("RateLimit", "How many requests are left (r) for how many seconds (t).", "Hoeveel verzoeken er over zijn (r) voor hoeveel seconden (t).", "\"default\";r=2999;t=60");
        Add("Retry-After", "Seconds to wait before asking again.", "Aantal seconden te wachten voor een volgend verzoek.", "5");
        Add("WWW-Authenticate", "How to sign in, and what is wrong with the token (RFC 6750).", "Hoe u zich aanmeldt, en wat er met het token mis is (RFC 6750).", "Bearer error=\"invalid_token\"");
        Add("Allow", "The methods that this address knows.", "De methoden die dit adres kent.", "GET, HEAD");
        Add("Accept-Post", "The media type that is read.", "De soort inhoud die gelezen wordt.", "application/json");
        AddOptional("RateLimit-Policy", "RateLimit", "Retry-After");
        return headers;

        void Add(string name, string english, string dutch, string example)
        {
            var header = Text(english, dutch, example);
            header.Required = true;
            headers.Add(name, header);
        }

        void AddOptional(params IEnumerable<string> names)
        {
            foreach (var name in names)
                headers.Add(name + Optional, new OpenApiHeader { Description = headers[name].Description, Schema = headers[name].Schema, Example = headers[name].Example });
        }
    }

    private static OpenApiHeader Text(string english, string dutch, string example) =>
        new() { Description = TwoLanguages.Both(english, dutch), Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
