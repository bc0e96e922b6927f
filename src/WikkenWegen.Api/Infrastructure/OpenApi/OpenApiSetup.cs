using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>The OpenAPI document (Swashbuckle) and Swagger UI.</summary>
public static class OpenApiSetup
{
    /// <summary>Address of the document (NLGov API Design Rules, publish-openapi).</summary>
    public const string Path = "/v1/openapi.json";

    /// <summary>Address of Swagger UI.</summary>
    public const string Pages = "/swagger";

    /// <summary>Adds the generation of the document.</summary>
    public static void AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(ApiJson.Options));
        services.TryAddSingleton<IOperationExamples, NoOperationExamples>();
        services.AddSingleton(new AddressParameter("slug", AddressForm.Text, "Last part of the type of the problem.", "Laatste deel van het type van het probleem.", ProblemKinds.StaleVersion.Slug, Pattern: "[a-z]+(-[a-z]+)*", MostCharacters: 100));
        services.AddSingleton(new TagDescription("Problems", "What the types of problems mean, and what can be done.", "Wat de typen problemen betekenen, en wat u kunt doen."));
        services.AddSingleton(new TagDescription("Changelog", "What changed in the API, and what will go.", "Wat er aan de API veranderd is, en wat zal verdwijnen."));
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            // OperationsFilter writes every operation from its own description. What ApiExplorer finds by itself is left out.
            options.DocInclusionPredicate((_, _) => false);
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "WikkenWegen",
                Version = HttpSetup.ApiVersion,
                Description = string.Join("\n\n",
                    TwoLanguages.Both(
                        "The record of the weighings of a housing corporation: every step from the first question to the review is recorded as an event, and the weighing can be read as it was at any moment.",
                        "Het register van afwegingen van een woningcorporatie: elke stap van de eerste vraag tot de evaluatie wordt vastgelegd als gebeurtenis, en de afweging is te lezen zoals zij op elk moment was."),
                    TwoLanguages.Both(
                        "**Versions.** Within a major version things are only added; read answers such that unknown fields and choices do no harm. What changes is in `/v1/changelog`. What will go says so at least six months before: `deprecated` in this document and the headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` in each answer. There are never more than two major versions at once.",
                        "**Versies.** Binnen een hoofdversie komen er alleen dingen bij; lees een antwoord zo dat onbekende velden en keuzes geen kwaad doen. Wat er verandert staat in `/v1/changelog`. Wat verdwijnt, zegt dat ten minste zes maanden vooruit: `deprecated` in dit document en de headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) en `Link` in elk antwoord. Er zijn nooit meer dan twee hoofdversies tegelijk."),
                    TwoLanguages.Both(
                        "**Numbers** of at most 28 digits, before and behind the decimal point together, come back digit for digit; with more digits they are refused, never rounded (`$comment` in their schema). **Moments** may have any offset and any number of decimals (RFC 3339); what is recorded is kept in UTC and in milliseconds. **Codes** consist of letters, digits and `.`, `-` and `_`; they are compared without case, and a code stays as it was first written.",
                        "**Getallen** van ten hoogste 28 cijfers, voor en achter de komma samen, komen cijfer voor cijfer terug; met meer cijfers worden ze geweigerd, nooit afgerond (`$comment` in hun schema). **Momenten** mogen elke tijdzone en elk aantal decimalen hebben (RFC 3339); wat wordt vastgelegd, blijft bewaard in UTC en in milliseconden. **Codes** bestaan uit letters, cijfers en `.`, `-` en `_`; hoofdletters maken geen verschil, en een code blijft zoals zij het eerst geschreven werd."),
                    TwoLanguages.Both(
                        "**Headers of every answer:** `API-Version`, `Cache-Control: no-store`, `Content-Security-Policy`, `Referrer-Policy`, `Strict-Transport-Security`, `X-Content-Type-Options: nosniff`, `X-Frame-Options: DENY`; and `X-Stuurgegevens-Referentienummer` where the request had it: the history keeps that number with the step. To who accepts it, an answer comes compressed (`br`, `gzip`); its `ETag` then ends in the coding, and serves as well.",
                        "**Headers van elk antwoord:** `API-Version`, `Cache-Control: no-store`, `Content-Security-Policy`, `Referrer-Policy`, `Strict-Transport-Security`, `X-Content-Type-Options: nosniff`, `X-Frame-Options: DENY`; en `X-Stuurgegevens-Referentienummer` waar het verzoek die had: het nummer waaronder de geschiedenis een stap terugvindt. Wie dat aanneemt, krijgt een antwoord gecomprimeerd (`br`, `gzip`); de `ETag` eindigt dan op de codering, en werkt even goed."),
                    TwoLanguages.Both(
                        "**Languages.** `/v1/openapi.json` is the contract, with the texts in both languages; `/v1/openapi.json?language=nl` and `?language=en` have them in one.",
                        "**Talen.** `/v1/openapi.json` is het contract, met de teksten in beide talen; `/v1/openapi.json?language=nl` en `?language=en` hebben ze in één taal.")),
                Contact = new OpenApiContact { Name = "WikkenWegen", Email = "api@wikkenwegen.example", Url = new Uri("https://wikkenwegen.example") },
            });
            options.UseAllOfToExtendReferenceSchemas();
            options.CustomSchemaIds(SchemaId);
            foreach (var documentation in new[] { typeof(OpenApiSetup).Assembly, typeof(Weighing).Assembly })
                options.IncludeXmlComments(System.IO.Path.ChangeExtension(documentation.Location, "xml"));
            options.SchemaFilter<Schemas>();
            options.DocumentFilter<OperationsFilter>();
        });
    }

    /// <summary>
    /// Maps the document, for everybody and for pages of every origin, and Swagger UI. The document has its texts in both languages; with the
    /// parameter <c>language</c> (nl or en) in one.
    /// </summary>
    public static void MapOpenApiDocument(this WebApplication app)
    {
        var document = new Lazy<string>(() => Written(app.Services.GetRequiredService<ISwaggerProvider>()));
        var (both, dutch, english) = (Rendered(null), Rendered(Language.Dutch), Rendered(Language.English));
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], async (HttpContext http) =>
        {
            var query = new Query(http);
            var language = query.Text("language");
            if (language is not (null or "nl" or "en")) query.Refuse("language", InputRules.NotAChoice, "nl, en");
            if (!await query.IsRight()) return;
            http.Response.Headers.AccessControlAllowOrigin = "*";
            await http.WriteJson((language switch { "nl" => dutch, "en" => english, _ => both }).Value);
        }).AllowAnonymous().ExcludeFromDescription();

        Lazy<byte[]> Rendered(Language? language) => new(() => Encoding.UTF8.GetBytes(TwoLanguages.In(language, document.Value)));

        app.MapSwaggerUI(Pages[1..], ui =>
        {
            ui.SwaggerEndpoint(Path + "?language=nl", "Nederlands");
            ui.SwaggerEndpoint(Path + "?language=en", "English");
            ui.DocumentTitle = "WikkenWegen";
            if (DevelopmentTokens.AreGiven(app.Environment, app.Configuration))
            {
                ui.OAuthClientId("demo");
                ui.OAuthClientSecret("demo");
                ui.OAuthScopes(Roles.Strategist, Roles.Decider, Roles.Approver);
            }
            ui.ConfigObject.TryItOutEnabled = true;
            ui.ConfigObject.DisplayRequestDuration = true;
            ui.ConfigObject.DefaultModelsExpandDepth = 0;
            ui.DocExpansion(Swashbuckle.AspNetCore.SwaggerUI.DocExpansion.None);
        }).AllowAnonymous();
    }

    /// <summary>The document as JSON, with its texts in two languages between their marks.</summary>
    private static string Written(ISwaggerProvider provider)
    {
        var text = new StringWriter();
        provider.GetSwagger("v1").SerializeAsV31(new OpenApiJsonWriter(text));
        var document = JsonNode.Parse(text.ToString())!;
        // 3.1.2 only words 3.1.1 better, and there are generators of clients that know no later one.
        document["openapi"] = "3.1.1";
        DutchTexts.AddTo(document);
        return document.ToJsonString(AsWritten).ReplaceLineEndings("\n");
    }

    private static readonly JsonSerializerOptions AsWritten = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string SchemaId(Type type) => type switch
    {
        _ when type == typeof(Sealed) => "SealedText",
        { IsConstructedGenericType: true } => string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name.Split('`')[0],
        _ => type.Name,
    };
}
