using System.Collections.Immutable;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;

namespace WikkenWegen.Api.Weighings.Reading;

/// <summary>GET /v1/weighings/{id} and the parts below it, now or at any moment.</summary>
public static class GetWeighing
{
    /// <summary>So many events take some tens of milliseconds to fold, or to write with all that they made.</summary>
    private const int ManyEvents = 2_000;

    /// <summary>The parameters that choose the moment.</summary>
    internal static readonly ImmutableArray<QueryParameter> Moment =
    [
        new("version", typeof(int), "As it was just after this event.", "Zoals het was vlak na deze gebeurtenis.", 12, Shared: true),
        new("asOf", typeof(DateTimeOffset), "As it was at this moment; with its offset, to the microsecond.", "Zoals het was op dit moment; met tijdzone, tot op de microseconde.", "2026-04-01T12:00:00+02:00", Shared: true),
        new("peilTijdstip", typeof(DateTimeOffset), "Another name for asOf, as in VERA.", "Andere naam voor asOf, zoals in VERA.", Shared: true),
        new("by", typeof(TimeAxis), "Which moment counts for asOf: when it was recorded (the default) or when it occurred. Without asOf it is about now: occurred then gives everything in the order in which it happened.",
            "Welk moment telt voor asOf: dat van vastleggen (standaard) of dat van gebeuren. Zonder asOf gaat het over nu: occurred geeft dan alles in de volgorde waarin het gebeurde.", "occurred", Shared: true),
        new("knownAt", typeof(DateTimeOffset), "With what was recorded up to and including this moment: what was known then about how things stood. Alone, it is asOf by recording.",
            "Met wat tot en met dit moment was vastgelegd: wat men toen wist over hoe het stond. Alleen gegeven is het asOf naar vastlegging.", "2026-05-01T12:00:00+02:00", Shared: true),
    ];

    private static readonly Part Whole = new("", typeof(WeighingView), "getWeighing", "Get a weighing",
        "Alles wat er van een afweging te weten is, nu of op elk moment in het verleden: met per onderdeel de gebeurtenis waar het vandaan komt.", (weighing, _) => weighing);

    /// <summary>Maps the view of a weighing, and every part of it to which a step gives an address of its own.</summary>
    public static void MapViews(this IEndpointRouteBuilder weighing, IEnumerable<StepEndpoint> steps)
    {
        Map(weighing, "Weighings", Whole);
        foreach (var step in steps)
            foreach (var part in step.Parts) Map(weighing, step.Tag, part);
    }

    private static void Map(IEndpointRouteBuilder weighing, string tag, Part part) => weighing.MapOperation(HttpMethods.Get, part.Path, new Operation
    {
        Id = part.Id,
        Tag = tag,
        Summary = part.Summary,
        English = part.Summary + ", now or at any moment in the past. What was given by others in a blind round shows when the round has closed.",
        Dutch = part.Dutch + " Wat anderen in een blinde ronde inbrachten, is te lezen zodra de ronde sluit.",
        Roles = Access.Readers,
        Query = Moment,
        IfNoneMatch = true,
        MomentHeaders = true,
        Responses = [new OperationResponse(200, part.Type, "The view at that moment.", "De stand op dat moment.", ETag: true, Dated: true), OperationResponse.Had with { Dated = true }],
        Problems = [ProblemKinds.NotFound],
    }, http => Handle(http, part));

    /// <summary>Answers 404: the weighing is there, and the version or moment is not.</summary>
    internal static Task NotThere(HttpContext http, int newest, PointInTime at) => at is PointInTime.AfterEvent { Version: var version }
        ? http.Respond(ProblemKinds.NotFound, $"Deze afweging heeft nog geen versie {version}: de nieuwste is {newest}.", $"This weighing has no version {version} yet: the newest is {newest}.")
        : http.Respond(ProblemKinds.NotFound, "Deze afweging was er op dat moment nog niet.", "This weighing was not there yet at that moment.");

    /// <summary>
    /// The weighing of the address as the caller may see it, at a moment; null where there is none, and the request was answered with that.
    /// </summary>
    internal static async Task<ReadWeighing?> Read(HttpContext http, PointInTime at)
    {
        if (await ReadableWeighing.Find(http, new Address(http).Weighing) is not { } weighing)
        {
            await StepRoutes.UnknownWeighing(http);
            return null;
        }
        var version = weighing.Newest.State.Version;
        var (isRead, then) = await HeavyWork.Run(http, version > ManyEvents && at is PointInTime.OccurredBy, cancellation => ReadWeighing.At(weighing, at, cancellation));
        if (isRead && then is null) await NotThere(http, version, at);
        return then;
    }

    private static async Task Handle(HttpContext http, Part part)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await Read(http, at) is not { } read) return;
        var (weighing, address) = (read.Readable, new Address(http));
        var isHeavy = weighing.Newest.State.Version > ManyEvents;
        if (part.Of(read.State, address) is not { } found)
        {
            await http.Respond(ProblemKinds.NotFound, "Dit onderdeel is er (nog) niet.", "This part is not there (yet).");
            return;
        }
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        // Which links the caller may see depends on the other weighings; the other parts do not.
        var withLinks = part == Whole || part.Path.StartsWith("/links", StringComparison.Ordinal);
        if (Preconditions.IsHad(http, read.ETag, !withLinks || read.IsToldByETag)) return;
        if (part == Whole && read.KeptView is { } kept)
        {
            await http.WriteJson(kept);
            return;
        }
        var texts = await weighing.Texts(http.RequestAborted);
        var (isMade, json) = await HeavyWork.Run(http, isHeavy && part == Whole, cancellation => part == Whole ? read.KeptView ?? read.View(texts, isHeavy, cancellation) : ViewJson.Bytes(found, texts.At(read.State)));
        if (isMade) await http.WriteJson(json);
    }
}
