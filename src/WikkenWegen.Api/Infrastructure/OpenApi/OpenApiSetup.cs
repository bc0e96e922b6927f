using System.Text;
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

    /// <summary>Adds the generation of the document.</summary>
    public static void AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(ApiJson.Options));
        services.TryAddSingleton<IOperationExamples, NoOperationExamples>();
        services.AddSingleton(new AddressParameter("slug", AddressForm.Text, "Last part of the type of the problem.", "Laatste deel van het type van het probleem.", ProblemKinds.StaleVersion.Slug));
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            // OperationsFilter writes every operation from its own description. What ApiExplorer finds by itself is left out.
            options.DocInclusionPredicate((_, _) => false);
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "WikkenWegen",
                Version = HttpSetup.ApiVersion,
                Description = """
                    Het register van afwegingen van een woningcorporatie: elke stap van de eerste vraag tot de evaluatie wordt vastgelegd als gebeurtenis, en de afweging is te lezen zoals zij op elk moment was.

                    *The record of the weighings of a housing corporation: every step from the first question to the review is recorded as an event, and the weighing can be read as it was at any moment.*

                    **Versies.** Binnen een hoofdversie komen er alleen dingen bij; lees een antwoord zo dat onbekende velden en keuzes geen kwaad doen. Wat er verandert staat in `/v1/changelog`. Wat verdwijnt, zegt dat ten minste zes maanden vooruit: `deprecated` in dit document en de headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) en `Link` in elk antwoord. Er zijn nooit meer dan twee hoofdversies tegelijk.

                    *Within a major version things are only added; read answers such that unknown fields and choices do no harm. What changes is in `/v1/changelog`. What will go says so at least six months before: `deprecated` in this document and the headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` in each answer. There are never more than two major versions at once.*

                    **Getallen** van ten hoogste 28 cijfers, voor en achter de komma samen, komen cijfer voor cijfer terug; met meer cijfers worden ze geweigerd, nooit afgerond. **Momenten** mogen elke tijdzone en elk aantal decimalen hebben (RFC 3339); wat wordt vastgelegd, blijft bewaard in UTC en in milliseconden. **Codes** bestaan uit letters, cijfers en `.`, `-` en `_`; hoofdletters maken geen verschil, en een code blijft zoals zij het eerst geschreven werd.

                    *Numbers of at most 28 digits, before and behind the decimal point together, come back digit for digit; with more digits they are refused, never rounded. Moments may have any offset and any number of decimals (RFC 3339); what is recorded is kept in UTC and in milliseconds. Codes consist of letters, digits and `.`, `-` and `_`; they are compared without case, and a code stays as it was first written.*

                    **Headers van elk antwoord** *(of every answer)*: `API-Version`, `Cache-Control: no-store`, `Content-Security-Policy`, `Referrer-Policy`, `Strict-Transport-Security`, `X-Content-Type-Options: nosniff`, `X-Frame-Options: DENY`; en `X-Stuurgegevens-Referentienummer` waar het verzoek die had: het nummer waaronder de geschiedenis een stap terugvindt *(and this number where the request had it: the history keeps it with the step)*.
                    """,
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

    /// <summary>Maps the document, for everybody and for pages of every origin, and Swagger UI.</summary>
    public static void MapOpenApiDocument(this WebApplication app)
    {
        var document = new Lazy<byte[]>(() => Write(app.Services.GetRequiredService<ISwaggerProvider>()));
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            http.Response.ContentType = "application/json";
            return http.Response.Body.WriteAsync(document.Value, http.RequestAborted).AsTask();
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapSwaggerUI("swagger", ui =>
        {
            ui.SwaggerEndpoint(Path, "WikkenWegen v1");
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
            ui.DocExpansion(Swashbuckle.AspNetCore.SwaggerUI.DocExpansion.List);
        }).AllowAnonymous();
    }

    private static byte[] Write(ISwaggerProvider provider)
    {
        var text = new StringWriter();
        provider.GetSwagger("v1").SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\n"));
    }

    private static string SchemaId(Type type) => type switch
    {
        _ when type == typeof(Sealed) => "SealedText",
        { IsConstructedGenericType: true } => string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name.Split('`')[0],
        _ => type.Name,
    };
}
