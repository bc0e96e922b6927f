using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>A host that has little memory left begins nothing large: who asks is told to come back, and what lies in memory is read on.</summary>
public class ShortOfMemoryTests(SharedApi shared)
{
    /// <summary>An average weighing of so many scores takes far more than what counts as large.</summary>
    private const int Many = 1_000;

    private const int CharactersOfEach = 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Above_60_percent_a_weighing_that_is_not_in_memory_and_a_long_one_that_is_are_answered_503_and_small_ones_as_ever()
    {
        var taken = 0.0;
        var database = await shared.CreateDatabase();
        await using var elsewhere = Support.Api.Start(database);
        await using var api = Support.Api.Start(database, services =>
        {
            Support.Api.OnlyWhatIsAsked(services); // a round of the host's own reads weighings too
            services.Replace(ServiceDescriptor.Singleton(new MemoryGuard(() => Volatile.Read(ref taken))));
        }, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var there = elsewhere.Client();
        using var http = await Contract.AsDocumented.Client(api);
        var (unread, small) = ((await WeighingClient.Open(there)).As(http), await WeighingClient.Open(http));
        var large = await LongWeighing.Open(http, Many, CharactersOfEach);
        foreach (var weighing in new[] { small, large }) (await weighing.StatusOf("")).ShouldBe(HttpStatusCode.OK);

        Volatile.Write(ref taken, 0.61);
        await IsToldToComeBack(await http.GetAsync(unread.Address, Cancellation));
        await IsToldToComeBack(await http.GetAsync(large.Address, Cancellation));
        (await small.StatusOf("")).ShouldBe(HttpStatusCode.OK);
        // A step on what lies in memory takes no more of it than itself, however long the weighing is. One on what does not would load that first.
        foreach (var weighing in new[] { small, large })
            using (var step = await weighing.Send("/proposals", new { name = "Slopen" })) step.StatusCode.ShouldBe(HttpStatusCode.Created);
        await IsToldToComeBack(await unread.Send("/proposals", new { name = "Slopen" }));

        Volatile.Write(ref taken, 0.6);
        foreach (var weighing in new[] { unread, small, large }) (await weighing.StatusOf("")).ShouldBe(HttpStatusCode.OK);
        (await unread.Get()).GetProperty("proposals").GetArrayLength().ShouldBe(0);
    }

    private static async Task IsToldToComeBack(HttpResponseMessage answer, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0)
    {
        using (answer)
        {
            answer.Headers.RetryAfter.ShouldNotBeNull($"{answer.StatusCode} {answer.RequestMessage!.Method}, line {line}").Delta.ShouldBe(TimeSpan.FromSeconds(5));
            (await answer.Problem(HttpStatusCode.ServiceUnavailable)).Detail.ShouldContain("There is too little memory at the moment");
        }
    }
}
