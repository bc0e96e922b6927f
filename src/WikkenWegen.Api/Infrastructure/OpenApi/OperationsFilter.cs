using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>Writes every route that has an <see cref="Operation"/> into the document.</summary>
public sealed partial class OperationsFilter(
    EndpointDataSource endpoints, IEnumerable<AddressParameter> addressParameters, IEnumerable<TagDescription> tags, IOperationExamples examples, IdempotencySettings idempotency,
    IHostEnvironment environment, IConfiguration configuration, RequestLimits limits) : IDocumentFilter
{
    private const string Base = "/v1";

    private static readonly JsonSerializerOptions ExampleJson = new(ApiJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = ApiJson.Options.TypeInfoResolver,
    };

    /// <summary>Problems that every operation can answer with.</summary>
    private static readonly ImmutableArray<ProblemKind> AlwaysPossible =
        [
            ProblemKinds.InvalidInput, ProblemKinds.MethodNotAllowed, ProblemKinds.NotAcceptable, ProblemKinds.AddressTooLong, ProblemKinds.TooManyRequests, ProblemKinds.HeadersTooLarge,
            ProblemKinds.InternalError, ProblemKinds.Unavailable, ProblemKinds.Timeout,
        ];

    /// <summary>Problems that operations with a body can answer with too.</summary>
    private static readonly ImmutableArray<ProblemKind> WithBody = [ProblemKinds.TooSlow, ProblemKinds.ContentTooLarge, ProblemKinds.UnsupportedMediaType];

    /// <summary>Problems that operations which need a token can answer with too.</summary>
    private static readonly ImmutableArray<ProblemKind> WithToken = [ProblemKinds.Unauthorized, ProblemKinds.Forbidden];

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [new OpenApiServer { Url = Base, Description = "This installation." }];
        swaggerDoc.Components ??= new OpenApiComponents();
        swaggerDoc.Components.Headers = ResponseHeaders.All();
        swaggerDoc.Components.Responses = ProblemKinds.All.DistinctBy(kind => kind.Status).ToDictionary(
            kind => ResponseName(kind), kind => (IOpenApiResponse)ProblemResponse(kind, swaggerDoc, context));
        swaggerDoc.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [SecurityScheme] = Scheme() };
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<Operation>() is { } operation)
                Add(swaggerDoc, context, endpoint, operation, idempotency.Required);
    }

    private const string SecurityScheme = "token";

    /// <summary>Where tokens come from: the identity provider, or this host itself where it gives tokens (in Development).</summary>
    private OpenApiSecurityScheme Scheme() => DevelopmentTokens.AreGiven(environment, configuration)
        ? new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Development: pick roles, as whoever you like (client_id). The secret is not looked at.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri(DevelopmentTokens.Path, UriKind.Relative),
                    Scopes = Roles.All.ToDictionary(role => role.Key, role => $"{role.Value.Dutch} / {role.Value.English}"),
                },
            },
        }
        : new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OpenIdConnect,
            OpenIdConnectUrl = new Uri(configuration[Tokens.AuthoritySetting]!.TrimEnd('/') + "/.well-known/openid-configuration"),
        };

    /// <summary>The roles and the scope that an operation needs, as sentences for its description; and where a participant must take part in the learning network.</summary>
    private static string Who(string word, string part, Operation operation, HttpMethod method) =>
        operation.Anonymous ? ""
        : $" {word}: {string.Join(", ", operation.Roles)}. Scope: {(method == HttpMethod.Get ? Scopes.Read : Scopes.Write)}.{(NetworkPart.IsNeeded(operation) ? part : "")}";

    private const string Part = " A participant needs a sign-up, in any edition, that was confirmed and not withdrawn.";

    private const string PartInDutch = " Een deelnemer heeft een aanmelding nodig, voor welke editie dan ook, die is bevestigd en niet ingetrokken.";

    /// <summary>
    /// The scopes that Swagger UI asks for with a token. Where this host gives tokens, roles are asked for as scopes, and one of them is
    /// enough. Elsewhere it is the scope of the application; the roles belong to the person and are no scopes.
    /// </summary>
    private IList<OpenApiSecurityRequirement> Needs(OpenApiDocument document, Operation operation, HttpMethod method)
    {
        if (operation.Anonymous) return [];
        var reads = method == HttpMethod.Get;
        IEnumerable<string> alternatives = DevelopmentTokens.AreGiven(environment, configuration) ? operation.Roles : [reads ? Scopes.Read : Scopes.Write];
        return [.. alternatives.Select(scope => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, document)] = [scope] })];
    }

    private void Add(OpenApiDocument document, DocumentFilterContext context, RouteEndpoint endpoint, Operation operation, bool keyRequired)
    {
        // The route of a group itself ends in a slash, which its address does not; and that a parameter takes all the rest its description says.
        var path = endpoint.RoutePattern.RawText![Base.Length..].Replace("{**", "{", StringComparison.Ordinal).TrimEnd('/');
        if (!document.Paths.TryGetValue(path, out var item)) document.Paths.Add(path, item = new OpenApiPathItem());
        var method = new HttpMethod(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]);
        document.Tags ??= new HashSet<OpenApiTag>();
        if (document.Tags.All(t => t.Name != operation.Tag)) document.Tags.Add(Described(operation.Tag));
        ((OpenApiPathItem)item).AddOperation(method, new OpenApiOperation
        {
            OperationId = operation.Id,
            Summary = operation.Summary,
            Description = TwoLanguages.Both(operation.English + Who("Roles", Part, operation, method), operation.Dutch + Who("Rollen", PartInDutch, operation, method)),
            Deprecated = operation.Deprecation is not null,
            Security = Needs(document, operation, method),
            Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, document) },
            Parameters = [.. Parameters(document, context, path, operation, reads: method == HttpMethod.Get, keyRequired)],
            RequestBody = operation.Body is null ? null : Body(operation, context),
            Responses = Responses(document, context, operation),
        });
    }

    private OpenApiTag Described(string name) => tags.SingleOrDefault(t => t.Name == name) is { } tag
        ? new OpenApiTag { Name = name, Description = TwoLanguages.Both(tag.English, tag.Dutch) }
        : throw new InvalidOperationException($"The tag {name} is described by no feature.");

    /// <summary>The parameters of an operation. Shared ones are written once, among the components, and referred to.</summary>
    private IEnumerable<IOpenApiParameter> Parameters(
        OpenApiDocument document, DocumentFilterContext context, string path, Operation operation, bool reads, bool keyRequired)
    {
        var tried = examples.For(operation, path, reads);
        foreach (Match part in ParameterInPath.Matches(path))
        {
            var parameter = AddressParameter.Of(addressParameters, part.Groups[1].Value, path);
            yield return parameter.Example is { } example ? Shared(document, parameter.Component, InAddress(parameter, example))
                : Shared(document, tried.Name is null ? parameter.Component : $"{parameter.Component}-{tried.Name}", InAddress(parameter, tried.Id));
        }
        if (operation.IfMatch is { } required)
            // The star, since an example with a version would work only once.
            yield return Shared(document, required ? "If-Match" : "If-Match-optional", Header("If-Match", required, required ? "*" : null,
                "ETag of what was read. If it has changed since, nothing is recorded (412). `*` is any version: good for trying, but then nobody is warned.",
                "ETag van wat gelezen is. Is het sindsdien veranderd, dan wordt niets vastgelegd (412). `*` is elke versie: handig om te proberen, maar dan wordt niemand gewaarschuwd."));
        if (operation.IdempotencyKey)
            yield return Shared(document, IdempotencyKeys.Header, Header(IdempotencyKeys.Header, keyRequired, keyRequired ? "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"" : null,
                "A key of your own in quotes, so that the request can be sent again: it has one effect and one answer (e.g. `\"8e03978e-40d5-43dd-bc93-6894a57f9324\"`). An installation can require it. The answer is kept for a week where the installation says nothing else, and belongs to who asked. A refusal is an answer too and is given again: what was mended is a new request, with a new key. Not kept, so that the same key may be sent again: what is wrong with the form of the request (400, 413, 415), 401, 404 of the weighing, 429, 409 with Retry-After or because a reference is taken, and 5xx.",
                "Een eigen sleutel tussen aanhalingstekens, zodat het verzoek herhaald kan worden: het heeft één gevolg en één antwoord (bijv. `\"8e03978e-40d5-43dd-bc93-6894a57f9324\"`). Een installatie kan hem verplichten. Het antwoord blijft een week bewaard als de installatie niets anders zegt, en is van wie het vroeg. Ook een weigering is een antwoord en wordt herhaald: wat verbeterd is, is een nieuw verzoek met een nieuwe sleutel. Niet bewaard wordt, zodat dezelfde sleutel opnieuw mag: wat er aan de vorm van het verzoek schort (400, 413, 415), 401, 404 van de afweging, 429, 409 met Retry-After of omdat een kenmerk bezet is, en 5xx.",
                IdempotencyKeys.MostCharacters + 2));
        if (operation.IfNoneMatch)
            yield return Shared(document, "If-None-Match", Header("If-None-Match", false, null,
                "ETag of what the caller has already; the answer is then 304.", "ETag van wat de vrager al heeft; dan is het antwoord 304."));
        if (operation.MomentHeaders)
        {
            yield return Shared(document, VeraHeaders.Happened, Header(VeraHeaders.Happened, false, null,
                "VERA's name for asOf with by=occurred: as things were at this moment. Empty means now.", "Naam in VERA voor asOf met by=occurred: zoals het op dit moment was. Leeg betekent nu."));
            yield return Shared(document, VeraHeaders.Recorded, Header(VeraHeaders.Recorded, false, null,
                "VERA's name for knownAt: with what was recorded up to and including this moment. Empty means now.", "Naam in VERA voor knownAt: met wat tot en met dit moment was vastgelegd. Leeg betekent nu."));
        }
        foreach (var query in operation.Query)
            yield return query.Shared ? Shared(document, query.Name, QueryParameter(query, context)) : QueryParameter(query, context);
        yield return Shared(document, "Accept-Language", Header("Accept-Language", false, null,
            "Language of texts for people: nl (the default) or en.", "Taal van teksten voor mensen: nl (standaard) of en."));
    }

    private static OpenApiParameterReference Shared(OpenApiDocument document, string name, OpenApiParameter parameter)
    {
        document.Components!.Parameters ??= new Dictionary<string, IOpenApiParameter>();
        document.Components.Parameters.TryAdd(name, parameter);
        return new OpenApiParameterReference(name, document);
    }

    private static OpenApiParameter InAddress(AddressParameter parameter, JsonNode example) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Path,
        Required = true,
        Description = TwoLanguages.Both(parameter.English, parameter.Dutch),
        Schema = parameter.Form switch
        {
            AddressForm.Identity => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            AddressForm.Text => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = parameter.MostCharacters, Pattern = Schemas.Anchored(parameter.Pattern) },
            _ => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" },
        },
        Example = example.DeepClone(),
    };

    private static OpenApiParameter Header(string name, bool required, string? example, string english, string dutch, int? mostCharacters = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = TwoLanguages.Both(english, dutch),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = mostCharacters },
        Example = example,
    };

    private OpenApiParameter QueryParameter(QueryParameter parameter, DocumentFilterContext context) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Required = parameter.Required,
        Example = parameter.Required ? JsonSerializer.SerializeToNode(parameter.Example) : null,
        Description = TwoLanguages.Both(Exemplified(parameter.English, "e.g.", parameter.Example), Exemplified(parameter.Dutch, "bijv.", parameter.Example)),
        Schema = Limited(context.SchemaGenerator.GenerateSchema(parameter.Type, context.SchemaRepository), parameter),
    };

    private IOpenApiSchema Limited(IOpenApiSchema schema, QueryParameter parameter)
    {
        if (schema is not OpenApiSchema own) return schema;
        if (parameter.Type == typeof(string)) (own.MinLength, own.MaxLength, own.Pattern) = (1, parameter.MostCharacters, Schemas.Anchored(parameter.Pattern));
        if (parameter.Type == typeof(int)) (own.Minimum, own.Maximum) = ("1", parameter.Most?.Invoke(limits).ToString(CultureInfo.InvariantCulture));
        if (!parameter.Choices.IsDefaultOrEmpty) own.Enum = [.. parameter.Choices.Select(choice => (JsonNode)choice)];
        return own;
    }

    private static OpenApiRequestBody Body(Operation operation, DocumentFilterContext context)
    {
        var example = JsonSerializer.SerializeToNode(operation.Example, operation.Body!, ExampleJson)!.AsObject();
        return new OpenApiRequestBody
        {
            // Where no field is required, the body may be left out. An example without members would not be written.
            Required = example.Count > 0 && !operation.BodyMayBeLeftOut,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(operation.Body!, context.SchemaRepository),
                    Example = example,
                },
            },
        };
    }

    private static OpenApiResponses Responses(OpenApiDocument document, DocumentFilterContext context, Operation operation)
    {
        var responses = new OpenApiResponses();
        foreach (var response in operation.Responses) responses.Add(Status(response.Status), Good(document, context, response, operation));
        var possible = AlwaysPossible.Concat(operation.Problems).Concat(operation.Body is null ? [] : WithBody).Concat(operation.Anonymous ? [] : WithToken);
        foreach (var kind in possible.DistinctBy(k => k.Status).OrderBy(k => k.Status))
            responses.Add(Status(kind.Status), operation.Deprecation is null
                ? new OpenApiResponseReference(ResponseName(kind), document)
                : ProblemResponse(kind, document, context, operation.Deprecation));
        return responses;
    }

    private static OpenApiResponse Good(OpenApiDocument document, DocumentFilterContext context, OperationResponse response, Operation operation) => new()
    {
        Description = TwoLanguages.Both(response.English, response.Dutch),
        Headers = Headers(ResponseHeaders.Of(response), document, operation.Deprecation),
        Content = response.Type is null ? null : Contents(response, context, operation),
    };

    private static Dictionary<string, IOpenApiMediaType> Contents(OperationResponse response, DocumentFilterContext context, Operation operation)
    {
        var contents = new Dictionary<string, IOpenApiMediaType>
        {
            [response.MediaType] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(response.Type!, context.SchemaRepository),
                Example = ResponseExamples.Of(operation.Id, response),
            },
        };
        foreach (var text in response.Texts.IsDefault ? [] : response.Texts)
            contents[text.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = text.Example };
        if (response.Page) contents["text/html"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        return contents;
    }

    private static OpenApiResponse ProblemResponse(ProblemKind kind, OpenApiDocument document, DocumentFilterContext context, Deprecation? deprecation = null) => new()
    {
        Description = TwoLanguages.Both(kind.English + ".", kind.Dutch + "."),
        Headers = Headers(ResponseHeaders.Of(kind), document, deprecation),
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
                Example = ResponseExamples.Of(kind),
            },
        },
    };

    private static Dictionary<string, IOpenApiHeader> Headers(IEnumerable<(string Name, string Component)> headers, OpenApiDocument document, Deprecation? deprecation)
    {
        var described = headers.ToDictionary(h => h.Name, h => (IOpenApiHeader)new OpenApiHeaderReference(h.Component, document));
        if (deprecation is not null) foreach (var (name, header) in ResponseHeaders.Of(deprecation)) described.TryAdd(name, header);
        return described;
    }

    private static string ResponseName(ProblemKind kind) => string.Concat(kind.Slug.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Adds an example to the description. In <c>example</c>, Swagger UI would send it with the request, and all filters together find
    /// nothing.
    /// </summary>
    private static string Exemplified(string text, string such, object? example) => example is null ? text : $"{text} ({such} `{example}`)";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex ParameterInPath { get; }
}
