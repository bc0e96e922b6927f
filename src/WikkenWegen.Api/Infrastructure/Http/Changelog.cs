using System.Collections.Immutable;
using System.Text.Json;

namespace WikkenWegen.Api.Infrastructure.Http;

/// <summary>A version of the API.</summary>
/// <param name="Version">The version (semantic version), such as 1.2.0.</param>
/// <param name="ReleasedOn">The first day on which this version was served; absent where it is not served yet.</param>
/// <param name="Changes">What is different from the version before.</param>
public sealed record ChangelogEntry(string Version, DateOnly? ReleasedOn, ImmutableArray<Change> Changes);

/// <summary>A change of the contract.</summary>
/// <param name="Kind">What it means for callers.</param>
/// <param name="Text">What has changed, by language.</param>
public sealed record Change(ChangeKind Kind, Bilingual Text);

/// <summary>What a change means for callers.</summary>
public enum ChangeKind
{
    /// <summary>Something is new; existing callers need not do anything.</summary>
    Added,

    /// <summary>Something works differently; existing callers need not do anything.</summary>
    Changed,

    /// <summary>Something will be removed; the answers of the operation say when.</summary>
    Deprecated,

    /// <summary>Something was removed, or existing callers must change something: this makes a new major version.</summary>
    Breaking,

    /// <summary>Something did not do what the contract said, and now does.</summary>
    Fixed,
}

/// <summary>GET /v1/changelog: what changed in the API, version by version (NLGov API Design Rules, changelog).</summary>
public static class Changelog
{
    /// <summary>Address of the changelog.</summary>
    public const string Path = "/v1/changelog";

    /// <summary>All versions, the newest first.</summary>
    public static readonly ImmutableArray<ChangelogEntry> All = Read();

    /// <summary>Maps the changelog, for everybody.</summary>
    public static void MapChangelog(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, Path, new Operation
    {
        Id = "listChanges",
        Tag = "Changelog",
        Summary = "List the changes of the API",
        Dutch = "Wat er aan de API is veranderd, versie voor versie, de nieuwste eerst; ook wat zal verdwijnen.",
        English = "What changed in the API, version by version, the newest first; also what will go.",
        Responses = [new OperationResponse(200, typeof(ImmutableArray<ChangelogEntry>), "The versions.", "De versies.")],
        Anonymous = true,
    }, async http =>
    {
        if (await new Query(http).IsRight()) await http.Write(RenderedResponse.Of(All, StatusCodes.Status200OK, null, null));
    });

    private static ImmutableArray<ChangelogEntry> Read()
    {
        using var stream = typeof(Changelog).Assembly.GetManifestResourceStream("changelog.json")!;
        return JsonSerializer.Deserialize<ImmutableArray<ChangelogEntry>>(stream, ApiJson.Options);
    }
}
