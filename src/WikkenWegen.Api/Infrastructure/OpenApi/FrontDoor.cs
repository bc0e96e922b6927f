using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.OpenApi;

/// <summary>What stands at the root of the host.</summary>
/// <param name="Name">Name of the system.</param>
/// <param name="Description">What it is, by language.</param>
/// <param name="ApiVersion">Version of the API.</param>
/// <param name="Links">Where to go from here: addresses by what they lead to.</param>
public sealed record Welcome(string Name, Bilingual Description, string ApiVersion, IReadOnlyDictionary<string, string> Links);

/// <summary>GET /: for who comes without knowing where to go.</summary>
public static class FrontDoor
{
    private static readonly Welcome Here = new(
        "WikkenWegen",
        new Bilingual("Het register van afwegingen van woningcorporaties.", "The record of the weighings of Dutch housing corporations."),
        HttpSetup.ApiVersion,
        new Dictionary<string, string>
        {
            ["documentation"] = OpenApiSetup.Pages,
            ["openapi"] = OpenApiSetup.Path,
            ["changelog"] = Changelog.Path,
            ["referenceData"] = "/v1/reference-data",
            ["health"] = "/health/ready",
        });

    /// <summary>In Development it leads to Swagger UI; elsewhere it says what this is, and where the rest is.</summary>
    public static void MapFrontDoor(this WebApplication app) => app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], http =>
    {
        if (!app.Environment.IsDevelopment()) return http.Write(RenderedResponse.Of(Here, StatusCodes.Status200OK, null, null));
        http.Response.Redirect(OpenApiSetup.Pages);
        return Task.CompletedTask;
    }).AllowAnonymous().ExcludeFromDescription();
}
