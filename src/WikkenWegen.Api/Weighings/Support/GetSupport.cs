using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Weighings.Reading;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain.Support;

namespace WikkenWegen.Api.Weighings.Support;

/// <summary>GET /v1/weighings/{id}/support</summary>
public static class GetSupport
{
    /// <summary>So many inputs, objections and scores take some tens of milliseconds to count.</summary>
    private const int Many = 1_000;

    /// <summary>Maps the agreement and support of a weighing.</summary>
    public static void MapSupport(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/support", new Operation
    {
        Id = "getSupport",
        Tag = "Support",
        Summary = "Get the agreement and support",
        Dutch = "Instemming en draagvlak, los van de score: wie welk standpunt innam en hoe dat per ronde verschoof, weerstand, bezwaren die staan, stemmingen tegen hun drempel, of de overeenstemming er is die de procesvorm vraagt, wie niet is gehoord, hoe de beoordelaars de voorstellen ordenen en waar zij het meest verschillen, en welk criterium zelf draagvlak is. Nu of op elk moment in het verleden. Wat in een blinde ronde nog niet te lezen is, telt niet mee.",
        English = "Agreement and support, apart from the score: who took which position and how that moved from round to round, resistance, objections that stand, ballots against their thresholds, whether the agreement is there that the process form asks for, who was not heard, how the assessors rank the proposals and where they differ most, and which criterion is support itself. Now or at any moment in the past. What cannot be read yet in a blind round does not count.",
        Roles = Access.Readers,
        Query = GetWeighing.Moment,
        IfNoneMatch = true,
        MomentHeaders = true,
        Responses = [new OperationResponse(200, typeof(SupportReport), "The agreement and support.", "De instemming en het draagvlak.", ETag: true, Dated: true), OperationResponse.Had with { Dated = true }],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        var query = new Query(http);
        var at = PointInTime.Of(query);
        if (!await query.IsRight()) return;
        if (await GetWeighing.Read(http, at) is not { } read) return;
        http.Response.Headers.Vary = $"{VeraHeaders.Happened}, {VeraHeaders.Recorded}";
        // Its own tag, which names all that decides on the bytes, and is none for If-Match.
        if (Preconditions.IsHad(http, string.Create(CultureInfo.InvariantCulture, $"\"{read.ETag.Trim('"')}-support-{SupportReport.Edition}\""))) return;
        var (isDone, report) = await HeavyWork.Run(http, read.State.Inputs.Count + read.State.Objections.Count + read.State.Scores.Count > Many, cancellation => SupportCount.Of(read.State, read.Heard, cancellation));
        if (isDone) await http.WriteJson(report, ApiJson.Responses);
    }
}
