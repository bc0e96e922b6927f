using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Instruments;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Registers;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Instruments;
using WikkenWegen.Domain.InstrumentUse;
using WikkenWegen.Domain.Outcome;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.InstrumentUse;

/// <summary>GET /v1/instruments/{code}/versions/{number}/use</summary>
public static class GetInstrumentUse
{
    /// <summary>Most weighings that are gone through.</summary>
    public const int Most = 500;

    /// <summary>So many weighings take some tens of milliseconds.</summary>
    private const int Many = 50;

    private static readonly OutcomeDrawing NoDraws = new() { Draws = 0 };

    /// <summary>Maps the operation that tells how a version of an instrument is used.</summary>
    public static void MapInstrumentUse(this IEndpointRouteBuilder routes) => routes.MapOperation(HttpMethods.Get, "/v1/instruments/{code}/versions/{number}/use", new Operation
    {
        Id = "getInstrumentUse",
        Tag = InstrumentsSetup.Tag,
        Summary = "Get how a version of an instrument did",
        Dutch = $"Of dit instrument nog voldoet: in welke afwegingen deze versie wordt of werd gebruikt, hoe aangepast en in hoeveel zij later voor andere criteria plaatsmaakte, hoe vaak een ander voorstel werd gekozen dan het eerste en op welke gronden, bij welke criteria beoordelaars het meest verschilden, wat evaluaties vonden en hoeveel oordelen er zijn. Zoals het nu is, over de afwegingen van de eigen corporatie die u mag lezen; als dat er meer dan {Most} zijn, over de nieuwste daarvan.",
        English = $"Whether this instrument still holds: which weighings use or used this version, how tailored and how many took other criteria later, how often another proposal was chosen than the first and on which grounds, on which criteria assessors differed most, what reviews found, and how many judgements there are. As it is now, over the weighings of one's own corporation that you may read; where these are more than {Most}, over the newest of them.",
        Roles = Access.Readers,
        Responses = [new OperationResponse(200, typeof(VersionUse), "How it did.", "Hoe het voldeed.")],
        Problems = [ProblemKinds.NotFound],
    }, Handle);

    private static async Task Handle(HttpContext http)
    {
        if (await ReadInstruments.AskedVersion(http) is not var (found, state, version)) return;
        var ids = await Using(http, state.Code, version.Number);
        var (weighings, isComplete) = (new List<Weighing>(), ids.Count <= Most);
        foreach (var id in ids.Take(Most))
        {
            var (weighing, isLeftOut) = await ReadableWeighing.FindAmong(http, id);
            if (weighing is not null) weighings.Add(weighing.AsRead(weighing.Newest.State));
            isComplete = isComplete && !isLeftOut;
        }
        var judgements = (found.Own?.State as WeighingInstrument ?? state).WithoutJudgementsOver(await ReadInstruments.Unread(http, found)).Judgements.Where(j => j.InCatalogue == found.IsShared);
        var (isDone, use) = await HeavyWork.Run(http, weighings.Count >= Many || weighings.Any(w => OutcomeWork.IsHeavy(w, NoDraws, w.Decisions.Count + 1)), Counted);
        if (isDone) await http.WriteJson(use, ApiJson.Responses);

        VersionUse Counted(CancellationToken cancellation)
        {
            try
            {
                return Of(weighings, isComplete);
            }
            catch (Exception e) when (IsOfTheRows(e))
            {
                // One of which somebody changed the rows, so that no counting is possible, is left out too.
                return Of(weighings.Where(IsSound), false);
            }

            VersionUse Of(IEnumerable<Weighing> some, bool areAll) => VersionUses.Of(state.Code, version.Number, some.Heeding(cancellation), areAll, judgements, cancellation);

            bool IsSound(Weighing weighing)
            {
                try
                {
                    return Of([weighing], true) is not null;
                }
                catch (Exception e) when (IsOfTheRows(e))
                {
                    http.RequestServices.GetRequiredService<ILogger<VersionUse>>().LogError(e, "Weighing {Weighing} was left out of how an instrument did, since what the database has of it is not what was recorded; run fsck", weighing.Id);
                    return false;
                }
            }

            bool IsOfTheRows(Exception e) => !cancellation.IsCancellationRequested && !WeighingStore.IsOfTheMoment(e);
        }
    }

    /// <summary>The weighings that the caller may read and that took a version at some time, the newest first, and one more than are gone through.</summary>
    private static async Task<List<Guid>> Using(HttpContext http, string code, int version)
    {
        await using var connection = await http.RequestServices.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(http.RequestAborted);
        await using var rows = await ListPage.Read(connection, Commands(Caller.Of(http).Corporation, ReadingRights.Reader(http), code, version), http.RequestAborted);
        var found = new List<Guid>();
        while (await rows.ReadAsync(http.RequestAborted)) found.Add(rows.GetGuid(0));
        return found;
    }

    /// <summary>The commands for the weighings that took a version at some time, the first of which is about settings.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="code">Code of the instrument.</param>
    /// <param name="version">Number of the version.</param>
    public static NpgsqlBatchCommand[] Commands(string corporation, Reader reader, string code, int version)
    {
        var page = new RegisterPage();
        var filter = new RegisterFilter { Register = Register.Instruments, Reader = reader, Keys = [RegisterEntries.InstrumentKey(code, version)] };
        return page.Batch($"""
            select e.weighing_id from {RegisterTable.Rows} e join {WeighingList.Rows} l on l.tenant_id = e.tenant_id and l.id = e.weighing_id
            where {string.Join(" and ", page.Conditions(corporation, filter))} order by e.happened_at desc, e.weighing_id desc limit {Most + 1}
            """);
    }
}
