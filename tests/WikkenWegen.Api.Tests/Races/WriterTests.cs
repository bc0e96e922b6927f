using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using Wolverine;

namespace WikkenWegen.Api.Tests.Races;

/// <summary>Many writers at once: nothing that was acknowledged is lost, nothing is there twice, and who loses a race is told.</summary>
public class WriterTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    private const int Writers = 20;

    [Fact]
    public async Task Twenty_writers_without_a_precondition_are_all_recorded_once()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var answers = await Together(Writers, n => weighing.SendRaw("/proposals", $$"""{"name": "Voorstel {{n}}"}"""));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a.Version).Order().ShouldBe(Enumerable.Range(2, Writers));
        await IsWhole(weighing, answers);
    }

    [Fact]
    public async Task Of_twenty_writers_with_the_same_version_one_is_recorded_and_the_others_learn_the_new_version()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var answers = await Together(Writers, n => weighing.SendRaw("/access", $$"""{"subject": "iemand-{{n}}", "role": "Collega", "reason": "Werkt mee"}""", ifMatch: "\"1\""));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed).ShouldBe(Writers - 1);
        answers.ShouldAllBe(a => a.ETag == "\"2\"");
        await IsWhole(weighing, answers);
    }

    [Fact]
    public async Task Writers_on_two_hosts_are_recorded_once_or_told_to_try_again()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var clients = Both(weighing);
        var answers = await Together(Writers, n => clients[n % 2].SendRaw("/proposals", $$"""{"name": "Voorstel {{n}}"}"""));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created || a.Status == HttpStatusCode.Conflict);
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBeGreaterThan(Writers * 3 / 4);
        await IsWhole(weighing, answers);
    }

    [Fact]
    public async Task Of_writers_on_two_hosts_with_the_same_version_one_is_recorded()
    {
        for (var round = 0; round < 10; round++)
        {
            var weighing = await WeighingClient.Open(shared.Api.Client());
            var clients = Both(weighing);
            await clients[1].Get();
            var answers = await Together(6, n => clients[n % 2].SendRaw("/access", $$"""{"subject": "iemand-{{n}}", "role": "Collega", "reason": "Werkt mee"}""", ifMatch: "\"1\""));
            answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
            answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed).ShouldBe(5);
            answers.ShouldAllBe(a => a.ETag == "\"2\"");
            await IsWhole(weighing, answers);
        }
    }

    [Fact]
    public async Task A_host_that_is_behind_records_on_what_another_host_recorded()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        var clients = Both(weighing);
        await clients[1].Record("/proposals", new { name = "Hier gelezen" });
        for (var i = 0; i < 5; i++) await Recorded(clients[0], "/proposals", new { name = "Elders vastgelegd" });

        // The second host still knows version 2.
        await Recorded(clients[1], "/proposals", new { name = "Er bovenop" });
        (await clients[0].Get()).GetProperty("version").GetInt32().ShouldBe(8);

        // And a precondition is judged on the newest version, whatever the host remembers.
        await Recorded(clients[0], "/access", new { subject = "iemand", role = "Collega", reason = "Werkt mee" });
        using var stale = await clients[1].SendRaw("/access", """{"subject": "een-ander", "role": "Collega", "reason": "Ook"}""", ifMatch: "\"8\"");
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.Headers.ETag!.Tag.ShouldBe("\"9\"");
        using var right = await clients[1].SendRaw("/access", """{"subject": "een-ander", "role": "Collega", "reason": "Ook"}""", ifMatch: "\"9\"");
        right.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Weighings_opened_at_once_are_all_there()
    {
        var clients = new[] { shared.Api.Client(), second.Host.Client() };
        var opened = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => WeighingClient.Open(clients[n % 2])));
        opened.Select(w => w.Id).Distinct().Count().ShouldBe(40);
        foreach (var weighing in opened) (await weighing.As(clients[0]).Get()).GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_openings_under_one_id_one_is_recorded()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = Guid.CreateVersion7();
            var results = await Task.WhenAll(new[] { shared.Api, second.Host }.Select(host => Task.Run(() => Open(host, id), TestContext.Current.CancellationToken)));
            results.OfType<StepResult.Recorded>().Count().ShouldBe(1);
            results.OfType<StepResult.Refused>().Single().Refusals.Single().Rule.ShouldBe(OpenWeighing.AlreadyOpened);
            (await Stored.Events(shared.Api.ConnectionString, id)).Count.ShouldBe(1);
        }
    }

    private static async Task<StepResult> Open(Support.Api host, Guid id)
    {
        var opening = (OpenWeighing)ExampleWeighing.All()[0].Steps[0].Command(new Seals());
        opening = opening with { Framing = opening.Framing with { Reference = null } };
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync<StepResult>(
            "een-andere-corporatie", new RecordStep(id, opening, null, [], null, new StepEnvelope(Actor.Everything("loader"), "trace", "request")));
    }

    public static TheoryData<string, string> Conflicts => new()
    {
        { "/decisions", """{"kind": "chosen", "proposal": {"code": "V1"}, "rationale": "Daarom"}""" },
        { "/decisions", """{"kind": "none", "rationale": "Daarom"}""" },
        { "/proposals", """{"code": "V9", "name": "Voorstel"}""" },
        { "/stakeholders", """{"code": "B9", "party": "Gemeente", "role": "Wijkregisseur", "say": "advises"}""" },
        { "/proposals/V1/withdrawal", """{"reason": "Daarom"}""" },
        { "/stakeholders/B1/withdrawal", "{}" },
        { "/rounds/1/closing", "{}" },
        { "/inputs/1/withdrawal", "{}" },
        { "/objections/1/resolution", """{"means": "explained", "resolution": "Toegelicht"}""" },
        { "/advice-requests/1/advice", """{"tenor": "positive"}""" },
        { "/cancellation", """{"reason": "Daarom"}""" },
    };

    [Theory, MemberData(nameof(Conflicts))]
    public async Task Of_two_that_exclude_each_other_one_is_recorded_on_one_host_and_on_two(string path, string body)
    {
        foreach (var hosts in new[] { 1, 2 })
        {
            var weighing = await Prepared();
            var clients = Both(weighing);
            await clients[1].Get();
            var answers = await Together(4, n => clients[n % hosts].SendRaw(path, body, ifMatch: "*"));
            answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1, $"{path} on {hosts}");
            answers.Count(a => a.Status == HttpStatusCode.Conflict).ShouldBe(3, $"{path} on {hosts}");
            await IsWhole(weighing, answers);
        }
    }

    private WeighingClient[] Both(WeighingClient weighing) => [weighing.As(shared.Api.Client()), weighing.As(second.Host.Client())];

    private async Task<WeighingClient> Prepared()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Voorzitter", say = "advises" });
        await weighing.Record("/rounds", new { about = "De richting" });
        await weighing.Record("/inputs", new { stakeholder = "B1", round = 1, position = "inFavour" });
        await weighing.Record("/objections", new { stakeholder = "B1", round = 1, grounds = "Te duur" });
        await weighing.Record("/advice-requests", new { stakeholder = "B1", about = "Het besluit" });
        return weighing;
    }

    private static async Task Recorded(WeighingClient weighing, string path, object body)
    {
        using var response = await weighing.SendRaw(path, JsonSerializer.Serialize(body));
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends requests as close together as they can be.</summary>
    private static async Task<List<Answer>> Together(int count, Func<int, Task<HttpResponseMessage>> send)
    {
        using var start = new SemaphoreSlim(0);
        var sending = Enumerable.Range(0, count).Select(async n =>
        {
            await start.WaitAsync(TestContext.Current.CancellationToken);
            using var response = await send(n);
            var text = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).ShouldBeLessThan(500, text);
            var receipt = JsonDocument.Parse(text).RootElement;
            return new Answer(response.StatusCode, receipt.TryGetProperty("version", out var version) ? version.GetInt32() : 0, response.Headers.ETag?.Tag);
        }).ToList();
        start.Release(count);
        return [.. await Task.WhenAll(sending)];
    }

    /// <summary>The database has exactly what was acknowledged, and both hosts tell the same of it.</summary>
    private async Task IsWhole(WeighingClient weighing, List<Answer> answers)
    {
        var newest = weighing.Version + answers.Count(a => a.Version > 0);
        answers.Where(a => a.Version > 0).Select(a => a.Version).Order().ShouldBe(Enumerable.Range(weighing.Version + 1, newest - weighing.Version));
        (await Stored.Events(shared.Api.ConnectionString, weighing.Id)).Select(e => e.Number).ShouldBe(Enumerable.Range(1, newest));
        (await Stored.Rows(shared.Api.ConnectionString, "select version from wikkenwegen.mt_streams where id = $1", row => row.GetInt64(0), weighing.Id)).ShouldBe([newest]);
        var clients = Both(weighing);
        (await clients[0].Read("")).ShouldBe(await clients[1].Read(""));
    }

    private sealed record Answer(HttpStatusCode Status, int Version, string? ETag);
}
