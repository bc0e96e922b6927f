using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Weighings.Readers;
using WikkenWegen.Api.Weighings.Steps;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Cases;
using WikkenWegen.Domain.Learning.Cases;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Cases;

/// <summary>Makes the copy that a case is: when it is prepared, and again whenever somebody reads or shares it. It is kept nowhere but in the network, once it is shared.</summary>
public static class CaseCopies
{
    /// <summary>So many events take some tens of milliseconds to go through.</summary>
    private const int Many = 1_000;

    /// <summary>Whether it takes long to make a case of a weighing.</summary>
    public static bool IsLong(Weighing weighing) => weighing.Version > Many || OutcomeWork.IsHeavy(weighing, new OutcomeDrawing { Draws = 0 });

    /// <summary>Maps the reading of a copy.</summary>
    public static void MapCaseCopies(this IEndpointRouteBuilder weighing) => weighing.MapOperation(HttpMethods.Get, "/cases/{number}/copy", new Operation
    {
        Id = "getCaseCopy",
        Tag = "Cases",
        Summary = "Get the copy that a case is, with its report",
        Dutch = "De kopie die de casus is, opnieuw gemaakt van wat er bij het voorbereiden was vastgelegd, met het verslag. Zijn er sindsdien teksten gewist of verbeterd, dan is zij niet meer te maken, en ook niet meer te delen.",
        English = "The copy that the case is, made again of what was recorded when it was prepared, with the report. Where texts were erased or corrected since, it can no longer be made, nor be shared.",
        Roles = Access.StrategistDeciderOrAuditor,
        Responses = [new OperationResponse(200, typeof(CasePreview), "The copy with its report.", "De kopie met haar verslag.")],
        Problems = [ProblemKinds.NotFound, ProblemKinds.Conflict],
    }, Read);

    private static async Task Read(HttpContext http)
    {
        if (!await new Query(http).IsRight()) return;
        var address = new Address(http);
        if (await ReadableWeighing.Find(http, address.Weighing) is not { } weighing)
        {
            await StepRoutes.UnknownWeighing(http);
            return;
        }
        var state = weighing.Newest.State;
        if (state.Case(address.Number()) is not { } prepared)
        {
            await http.Respond([ShareCase.NoSuchCase.Whole(address.Number())]);
            return;
        }
        var (texts, name) = (await weighing.Texts(http.RequestAborted), await Name(http));
        var (isDone, again) = await HeavyWork.Run(http, IsLong(state), cancellation => CasePreparation.Again(state, prepared, texts.ByDigest, name, weighing.IsReadable, cancellation));
        if (!isDone) return;
        await (again is { Copy: { } copy, Report: { } report }
            ? http.WriteJson(new CasePreview(copy, prepared.Digest, report), ApiJson.Responses) : http.Respond([ShareCase.CaseChanged.Whole(prepared.Number)]));
    }

    /// <summary>The command with what the system makes for it; null where the request was answered. Where it cannot be made, the command says so, and the gate refuses it.</summary>
    internal static async Task<WeighingCommand?> Completed(HttpContext http, Address address, WeighingCommand command, Seals seals)
    {
        // Of a weighing that is not there for them, the gate says so.
        if (await ReadableWeighing.Find(http, address.Weighing) is not { } weighing) return command;
        var (state, texts, now) = (weighing.Newest.State, await weighing.Texts(http.RequestAborted), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var name = await Name(http);
        var (isDone, completed) = await HeavyWork.Run(http, IsLong(state), cancellation => Complete(command, seals, state, texts, name, now, weighing.IsReadable, cancellation));
        return isDone ? completed : null;
    }

    /// <summary>Registered name of the caller's corporation, which no text of a case may hold.</summary>
    internal static Task<string?> Name(HttpContext http) => http.RequestServices.GetRequiredService<ICorporationRegistry>().NameOf(Caller.Of(http).Corporation, http.RequestAborted);

    /// <summary>The same for a caller inside the host.</summary>
    /// <param name="command">The command.</param>
    /// <param name="seals">The texts that it brings.</param>
    /// <param name="weighing">The newest state, whole.</param>
    /// <param name="texts">The texts of the weighing.</param>
    /// <param name="corporation">Registered name of the corporation; null where it has none.</param>
    /// <param name="now">The moment.</param>
    /// <param name="isReadable">Which events the caller may read; null where that is all of them.</param>
    /// <param name="cancellation">Stops making it.</param>
    public static WeighingCommand Complete(
        WeighingCommand command, Seals seals, Weighing weighing, Texts texts, string? corporation, DateTimeOffset now, Func<RecordedEvent, bool>? isReadable = null, CancellationToken cancellation = default) => command switch
    {
        PrepareCase asked => Prepared(asked, seals, weighing, texts, corporation, isReadable, cancellation),
        ApproveCase asked when weighing.Case(asked.Number) is { } prepared => asked with { Changed = CasePreparation.Again(weighing, prepared, texts.ByDigest, cancellation: cancellation) is null },
        // Only a copy that comes out as it was approved gets an identity. It is made at random, so that nothing leads from it to the weighing.
        ShareCase asked when weighing.Case(asked.Number) is { } prepared && CasePreparation.Again(weighing, prepared, texts.ByDigest, cancellation: cancellation) is not null => asked with { Case = Guid.CreateVersion7(now) },
        _ => command,
    };

    private static PrepareCase Prepared(PrepareCase asked, Seals seals, Weighing weighing, Texts texts, string? corporation, Func<RecordedEvent, bool>? isReadable, CancellationToken cancellation)
    {
        var all = new Dictionary<string, string>(texts.ByDigest);
        foreach (var given in seals.Disclosures) all[given.Digest] = Disclosure.ValueOf(given.Encoded);
        var made = CasePreparation.Of(weighing, asked.Content, all, corporation, isReadable, cancellation)!;
        return made is not { Copy: { } copy, Digest: { } digest, Report: { } report } ? asked with { Unmade = made.Refusals } : asked with
        {
            Rules = copy.Rules,
            ReadVersion = weighing.Version,
            Digest = digest,
            Removed = [.. report.Removed.Select(part => new RemovedCount(part.Kind, part.Count))],
            Telltales = [.. report.Hints.Select(hint => new TelltaleCount(hint.Kind, hint.Count))],
        };
    }
}
