using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>The answer is stored with the event or not at all, and for as long as the installation says.</summary>
public class StorageTests(SharedApi shared)
{
    [Fact]
    public async Task Where_the_answer_cannot_be_stored_nothing_is_recorded_and_where_the_event_cannot_no_answer_is()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        var weighing = await Keyed.Weighing(http);
        await Stored.Run(database, "create function wikkenwegen.fails() returns trigger language plpgsql as $$ begin raise exception 'broken disk'; end $$");
        foreach (var table in (string[])["idempotency", "mt_events"])
        {
            var key = Keyed.NewKey();
            var before = await Counts();
            await Stored.Run(database, $"create trigger fails before insert on wikkenwegen.{table} for each row execute function wikkenwegen.fails()");
            using (var response = await Keyed.Send(http, $"{weighing.Address}/objections", Keyed.Objection("Ja"), key))
                await response.Problem(HttpStatusCode.InternalServerError);
            (await Counts()).ShouldBe(before, $"with {table} broken");
            await Stored.Run(database, $"drop trigger fails on wikkenwegen.{table}");
            (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Ja"), key)).Status.ShouldBe(201, "the key is as if it was never used");
            (await Counts()).ShouldBe((before.Events + 1, before.Texts + 1, before.Answers + 1));
        }

        async Task<(long Events, long Texts, long Answers)> Counts() =>
            (await Count(database, "mt_events where type <> 'tombstone'"), await Count(database, "vault"), await Count(database, "idempotency"));
    }

    [Fact]
    public async Task An_expired_key_is_free_again_and_what_expired_is_removed()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Idempotency:Retention", "00:00:01"));
        using var http = api.Client();
        var weighing = await Keyed.Weighing(http);
        var key = Keyed.NewKey();
        (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Eerst"), key)).Status.ShouldBe(201);
        (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Dan"), key)).Status.ShouldBe(422);
        await Task.Delay(1_050, TestContext.Current.CancellationToken);
        (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Dan"), key)).Status.ShouldBe(201);
        (await weighing.Get()).GetProperty("objections").GetArrayLength().ShouldBe(2);

        // The hour that the purge waits for passes on a clock of the test.
        var clock = new FakeTimeProvider();
        await Task.Delay(1_050, TestContext.Current.CancellationToken);
        (await Keyed.Ask(http, $"{weighing.Address}/objections", Keyed.Objection("Vers"), Keyed.NewKey())).Status.ShouldBe(201);
        (await Count(database, "idempotency")).ShouldBe(2);
        using var purge = new StoredResponsesPurge(api.Services.GetRequiredService<StoredResponses>(), clock, NullLogger<StoredResponsesPurge>.Instance);
        await purge.StartAsync(TestContext.Current.CancellationToken);
        while (await Count(database, "idempotency") > 1)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await purge.StopAsync(TestContext.Current.CancellationToken);
        (await Stored.Rows(database, "select convert_from(body, 'UTF8') from wikkenwegen.idempotency", r => r.GetString(0))).ShouldHaveSingleItem().ShouldContain("objections/3");
    }

    [Fact]
    public async Task Answers_are_kept_for_a_week_where_nothing_else_is_said()
    {
        var key = Guid.NewGuid().ToString();
        var before = TimeProvider.System.GetUtcNow();
        (await Keyed.Ask(shared.Api.Client(), "/v1/weighings", WeighingClient.Framing.ToJsonString(), $"\"{key}\"")).Status.ShouldBe(201);
        var expires = (await Stored.Rows(shared.Api.ConnectionString, "select expires_at from wikkenwegen.idempotency where key = $1", r => r.GetFieldValue<DateTimeOffset>(0), key)).ShouldHaveSingleItem();
        expires.ShouldBeInRange(before.AddDays(7).AddSeconds(-1), TimeProvider.System.GetUtcNow().AddDays(7));
    }

    [Theory, InlineData("100000"), InlineData("3653.00:00:01"), InlineData("10675199.02:48:05.4775807"), InlineData("99999999999"), InlineData("00:00:00"), InlineData("-1"), InlineData("for ever")]
    public async Task How_long_answers_are_kept_has_bounds_that_the_start_tells_in_one_line(string retention)
    {
        var (exitCode, output, errors) = await Operations.ApiProcess.Run([], null, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("Idempotency__Retention", retention));
        exitCode.ShouldBe(1, output + errors);
        errors.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("Retention");
    }

    [Fact]
    public async Task Answers_can_be_kept_for_ten_years()
    {
        var database = await shared.CreateDatabase();
        await using var api = Support.Api.Start(database, null, ("Idempotency:Retention", "3653.00:00:00"));
        var key = Keyed.NewKey();
        var first = await Keyed.Ask(api.Client(), "/v1/weighings", WeighingClient.Framing.ToJsonString(), key);
        first.Status.ShouldBe(201);
        (await Keyed.Ask(api.Client(), "/v1/weighings", WeighingClient.Framing.ToJsonString(), key)).ShouldBe(first);
    }

    private static async Task<long> Count(string database, string table) =>
        (await Stored.Rows(database, string.Create(CultureInfo.InvariantCulture, $"select count(*) from wikkenwegen.{table}"), r => r.GetInt64(0)))[0];
}
