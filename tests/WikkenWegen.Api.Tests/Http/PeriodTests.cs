using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A period that starts after its end holds nothing: that is a mistake of the caller, and is said so wherever a period is asked for.</summary>
public class PeriodTests(SharedApi shared)
{
    [Theory]
    [InlineData("/v1/weighings?openedFrom=2026-09-01T00:00:00Z&openedTo=2026-04-01T00:00:00Z", "openedTo")]
    [InlineData("{weighing}/events?from=2026-09-01T00:00:00Z&to=2026-04-01T00:00:00Z", "to")]
    [InlineData("{weighing}/events?from=2026-09-01T00:00:00Z&to=2026-04-01T00:00:00Z&by=occurred", "to")]
    public async Task A_start_behind_the_end_is_refused(string address, string parameter)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await http.GetAsync(address.Replace("{weighing}", weighing.Address.ToString(), StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        problem.Errors.Select(e => (e.Code, e.Parameter)).ShouldBe([("from-after-to", (string?)parameter)]);
    }

    [Fact]
    public async Task The_catalogue_of_problems_shows_texts_as_people_read_them()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var catalogue = await http.GetStringAsync("/v1/problem-types", TestContext.Current.CancellationToken);
        catalogue.ShouldContain("({…})");
        catalogue.ShouldNotContain("{{");
        catalogue.ShouldNotContain(":N0");
    }
}
