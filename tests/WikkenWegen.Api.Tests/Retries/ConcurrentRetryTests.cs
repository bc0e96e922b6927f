using System.Net;
using System.Text.Json;
using Npgsql;
using WikkenWegen.Api.Tests.Races;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>The same request more than once at the same time: on one host, and on two.</summary>
public class ConcurrentRetryTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    [Fact]
    public async Task While_a_request_runs_the_same_one_is_told_to_wait_and_then_gets_its_answer()
    {
        using var http = shared.Api.Client();
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        Task<KeptAnswer> running;
        await using (var holding = new NpgsqlConnection(shared.Api.ConnectionString))
        {
            await holding.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await holding.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new NpgsqlCommand($"select from wikkenwegen.mt_streams where id = '{weighing.Id}' for update", holding, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            running = Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("Ja"), key);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            running.IsCompleted.ShouldBeFalse();

            using var again = await Keyed.Send(http, $"{weighing.Address}/inputs", Keyed.Input("Ja"), key);
            (await again.Problem(HttpStatusCode.Conflict)).Detail.ShouldContain("still running");
            again.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }
        var first = await running;
        first.Status.ShouldBe(201);
        (await Keyed.Ask(http, $"{weighing.Address}/inputs", Keyed.Input("Ja"), key)).ShouldBe(first);
        (await weighing.Get()).GetProperty("inputs").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task On_two_hosts_at_once_a_request_has_one_effect_and_one_answer()
    {
        using var here = shared.Api.Client();
        using var there = second.Host.Client();
        var weighing = await Keyed.Weighing(here);
        for (var n = 0; n < 40 * Size.Factor; n++)
        {
            var input = await Twice(here, there, $"{weighing.Address}/objections", Keyed.Objection($"Tekst {n}"));
            input.Status.ShouldBe(201, input.Body);
            // Of a code that the caller gives, the second is refused by the rules: the answer is still that of the first.
            var proposal = await Twice(here, there, $"{weighing.Address}/proposals", $$"""{"code":"X{{n}}","name":"Plan {{n}}"}""");
            proposal.Status.ShouldBe(201, proposal.Body);
        }
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(2 + 80 * Size.Factor);

        // Nor is the second in the way of the first because both ask for the same number.
        var framing = WeighingClient.Framing;
        var title = Guid.NewGuid().ToString("N");
        framing["title"] = title;
        for (var n = 0; n < 20; n++)
        {
            framing["reference"] = $"{title}-{n}";
            (await Twice(here, there, "/v1/weighings", framing.ToJsonString())).Status.ShouldBe(201);
        }
        JsonDocument.Parse(await here.GetStringAsync($"/v1/weighings?q={title}", TestContext.Current.CancellationToken)).RootElement.GetProperty("items").GetArrayLength().ShouldBe(20);
    }

    [Fact]
    public async Task Of_two_that_register_a_corporation_at_once_one_does_with_or_without_a_key()
    {
        using var here = shared.Api.Client();
        using var there = second.Host.Client();
        for (var n = 0; n < 20; n++)
        {
            var body = $$"""{"code":"k{{Guid.NewGuid():N}}","name":"Wonen","kvkNumber":"00000043"}""";
            (await Twice(here, there, "/v1/corporations", body)).Status.ShouldBe(201);
            body = body.Replace("\"code\":\"k", "\"code\":\"l", StringComparison.Ordinal);
            var answers = await Task.WhenAll(new[] { here, there }.Select(http => Keyed.Ask(http, "/v1/corporations", body, Keyed.NewKey())));
            answers.Select(a => a.Status).Order().ToArray().ShouldBe([201, 409], string.Join('\n', answers.Select(a => a.Body)));
        }
    }

    private static async Task<KeptAnswer> Twice(HttpClient here, HttpClient there, string address, string body)
    {
        var key = Keyed.NewKey();
        var answers = await Task.WhenAll(new[] { here, there, here, there }.Select(http => Keyed.Ask(http, address, body, key)));
        answers.Distinct().ShouldHaveSingleItem();
        return answers[0];
    }
}
