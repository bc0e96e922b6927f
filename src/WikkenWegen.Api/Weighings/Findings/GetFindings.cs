using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>The findings in a weighing at one moment.</summary>
/// <param name="Version">Number of the newest event that was looked at, from 1; absent as of a moment of happening.</param>
/// <param name="Day">The day (Dutch calendar) by which days have passed or not: that of the moment asked about, or today.</param>
/// <param name="Findings">The findings, the most serious first; empty where there are none.</param>
public sealed record WeighingFindings(int? Version, DateOnly Day, ImmutableArray<FindingEntry> Findings);

/// <summary>GET /v1/weighings/{id}/findings</summary>
public static class GetFindings
{
    /// <summary>So many events take some tens of milliseconds to fold or to go through.</summary>
    private const int ManyEvents = 2_000;

    /// <summary>Maps the findings of a weighing.</summary>
    public static void MapFindings(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/findings", new Operation
    {
        Id = "getFindings",
        Tag = "Findings",
        Summary = "List what an auditor would ask about a weighing",
        Dutch = "Wat een auditor over deze afweging zou vragen, berekend uit haar gebeurtenissen: per bevinding de regel, het gewicht, de gebeurtenissen die haar laten zien, en wat haar zou wegnemen. Nu of op elk moment in het verleden; of een dag voorbij is, wordt dan bezien op dat moment. Wat in een blinde ronde nog niet te lezen is, telt niet mee.",
        English = "What an auditor would ask about this weighing, computed from its events: for each finding the rule, its weight, the events that show it, and what would settle it. Now or at any moment in the past; whether a day has passed is then judged at that moment. What cannot be read yet in a blind round does not count.",
        Roles = Access.Readers,
        Query = GetWeighing.Moment,
        IfNoneMatch = true,
        MomentHeaders = true,
        Responses = [new OperationResponse(200, typeof(WeighingFindings), "The findings.", "De bevindingen.", ETag: true, Spoken: true, Dated: true), OperationResponse.Had with { Spoken = true, Dated = true }],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await ReadableWeighing.Find(http, new Address(http).Weighing) is not { } weighing)
        {
            await StepRoutes.UnknownWeighing(http);
            return;
        }
        var isHeavy = weighing.Newest.State.Version > ManyEvents;
        var (isRead, then) = await HeavyWork.Run(http, isHeavy && at is PointInTime.OccurredBy, cancellation => ReadWeighing.At(weighing, at, cancellation));
        if (!isRead) return;
        if (then is not { } read)
        {
            await GetWeighing.NotThere(http, weighing.Newest.State.Version, at);
            return;
        }
        var (language, moment) = (http.Request.Language(), Moment(at, read.State, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()));
        var own = await OwnRules.At(http.RequestServices.GetRequiredService<NpgsqlDataSource>(), Caller.Of(http).Corporation, Known(at, moment), http.RequestAborted);
        var context = new FindingContext(read.State, moment, new HeedingOrders(http.RequestAborted)) { OwnRules = own.InForce };
        http.Response.Headers.ContentLanguage = language.Tag();
        http.Response.Headers.Vary = $"Accept-Language, {VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        // Without any event there can be other findings tomorrow, by a later edition of the rules or by rules of the corporation's own, so the tag names these; and the language, because the sentences are in it.
        if (Preconditions.IsHad(http, string.Create(CultureInfo.InvariantCulture, $"\"{read.ETag.Trim('"')}-{context.Today:yyyy-MM-dd}-r{FindingRules.Edition}-{(own.Number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"c{own.Number}-"))}{language.Tag()}\""))) return;
        var (isDone, findings) = await HeavyWork.Run(http, isHeavy, cancellation => FindingRules.Of(context, cancellation));
        if (!isDone) return;
        await http.WriteJson(new WeighingFindings(at is PointInTime.OccurredBy ? null : read.State.Version, context.Today, [.. findings.Select(f => FindingEntry.Of(f, language))]), ApiJson.Responses);
    }

    /// <summary>
    /// The moment by which days have passed: the one that is asked about, or that of recording of the event that is, and never later than now. So the
    /// findings of a version or moment of the past stay as they were.
    /// </summary>
    private static DateTimeOffset Moment(PointInTime at, Weighing state, DateTimeOffset now)
    {
        var asked = at switch
        {
            PointInTime.AfterEvent => state.LatestRecordedAt,
            PointInTime.RecordedBy by => by.Moment,
            PointInTime.OccurredBy by => by.Moment ?? by.KnownAt ?? now,
            _ => now,
        };
        return asked < now ? asked : now;
    }

    /// <summary>The moment by whose record the corporation's own rules count: that of the view, or what was known then where that is earlier; null for now.</summary>
    private static DateTimeOffset? Known(PointInTime at, DateTimeOffset moment) => at switch
    {
        PointInTime.Newest => null,
        PointInTime.OccurredBy { KnownAt: { } known } when known < moment => known,
        _ => moment,
    };
}
