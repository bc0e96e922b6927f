using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Serilog.Events;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Deadlines;

/// <summary>A deadline that is reached while it stands is written down and told in the log once, whatever happens to hosts, messages and clocks.</summary>
public class ReminderTests(SharedApi shared)
{
    private const string Advice = "advice advice-requests/1";

    [Fact]
    public async Task One_that_had_passed_when_it_was_recorded_is_reached_at_once()
    {
        var log = new CapturedLog();
        await using var host = await Start(settings: log.Settings(LogEventLevel.Information));
        var weighing = await Reminders.Asked(host.Client());
        await Reminders.Wait(host.ConnectionString, weighing.Id);
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBe([Advice]);

        var told = log.Events.Where(e => e.Properties.TryGetValue("EventId", out var id) && id.ToString().Contains("DeadlineReached", StringComparison.Ordinal)).Select(e => e.RenderMessage(CultureInfo.InvariantCulture));
        told.Where(line => line.Contains(weighing.Id.ToString(), StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("advice-requests/1");
    }

    [Fact]
    public async Task One_that_is_settled_before_is_not_reached_and_its_message_is_about_nothing()
    {
        await using var host = await Start();
        var weighing = await Reminders.Asked(host.Client(), "2026-11-26T09:00:00+01:00");
        await weighing.Record("/advice-requests/1/advice", new { tenor = "negative", occurredAt = "2026-11-27T10:00:00+01:00" });
        await weighing.Record("/advice-requests/1/following", new { occurredAt = "2026-11-27T11:00:00+01:00" }); // the reasons need not be given either
        (await Reminders.Scheduled(host.ConnectionString, weighing.Id)).Count.ShouldBe(2);
        await Reminders.Deliver(host.ConnectionString);
        await Reminders.Quiet(host.ConnectionString);
        await host.Sweep();
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_clock_moves_on_it_is_reached_once_and_a_message_that_comes_too_early_does_nothing()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await Start(Clocked(clock));
        var weighing = await Reminders.Asked(host.Client(), clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        var due = await Due(host, weighing);
        (await Reminders.Scheduled(host.ConnectionString, weighing.Id)).ShouldBe([due]);

        await Reminders.Deliver(host.ConnectionString);
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBeEmpty("its day is not over");

        clock.Advance(due - clock.GetUtcNow()); // the sweep finds it, whose message is gone
        await Reminders.Wait(host.ConnectionString, weighing.Id);
        for (var hour = 0; hour < 3; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await host.Sweep();
        }
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBe([Advice]);
    }

    [Fact]
    public async Task The_message_alone_tells_it_too()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await Start(Clocked(clock));
        var weighing = await Reminders.Asked(host.Client(), clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        clock.AdjustTime(clock.GetUtcNow().AddDays(60)); // which wakes no sweep
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBeEmpty();
        await Reminders.Deliver(host.ConnectionString);
        await Reminders.Wait(host.ConnectionString, weighing.Id);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBe([Advice]);
    }

    [Fact]
    public async Task One_that_is_moved_is_reached_at_its_new_moment()
    {
        await using var host = await Start();
        var weighing = await Reminders.Asked(host.Client(), "2026-11-27T09:00:00+01:00");
        var wrong = (await Reminders.Scheduled(host.ConnectionString, weighing.Id)).ShouldHaveSingleItem();
        await weighing.Record("/moment-corrections", new { @event = 3, moment = "2026-03-14T09:00:00+01:00", reason = "Een ander jaar" });
        (await Due(host, weighing)).ShouldBe(new DateTimeOffset(2026, 4, 28, 22, 0, 0, TimeSpan.Zero));
        await Reminders.Wait(host.ConnectionString, weighing.Id);

        // What told of the moment that was wrong does nothing.
        (await Reminders.Scheduled(host.ConnectionString, weighing.Id)).ShouldBe([wrong]);
        await Reminders.Deliver(host.ConnectionString);
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBe([Advice]);
    }

    [Fact]
    public async Task Of_two_hosts_that_are_told_the_same_at_the_same_time_one_does_it()
    {
        await using var first = await Start(settings: ("Messaging:Hosts", "many"));
        await using var second = Support.Api.Start(first.ConnectionString, null, ("Messaging:Hosts", "many"), ("Serilog:MinimumLevel:Default", "Warning"));
        var weighings = (await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Reminders.Asked((n % 2 == 0 ? first : second).Client())))).Select(w => w.Id).ToArray();
        for (var time = 0; time < 5; time++) await Task.WhenAll(first.Sweep(), second.Sweep());
        await Reminders.Wait(first.ConnectionString, weighings);
        await Reminders.Quiet(first.ConnectionString);
        foreach (var weighing in weighings) (await Reminders.Reached(first.ConnectionString, weighing)).ShouldBe([Advice]);
    }

    [Fact]
    public async Task The_sweep_makes_what_a_host_recorded_that_kept_no_deadlines()
    {
        await using var host = await Start();
        var (ahead, passed) = (await Reminders.Asked(host.Client(), "2026-11-27T09:00:00+01:00"), await Reminders.Asked(host.Client()));
        Guid[] both = [ahead.Id, passed.Id];
        await Reminders.Wait(host.ConnectionString, passed.Id);
        await host.Sweep();
        var (rows, scheduled) = (await Reminders.Rows(host.ConnectionString, both), await Reminders.Scheduled(host.ConnectionString, ahead.Id));
        (rows.Count, scheduled.Count).ShouldBe((2, 1));

        // As the database is left by a release that knows no deadlines; also where it wrote beside a newer one, so that the sweep had been there before.
        foreach (var forgotten in new[] { "", "truncate wikkenwegen.deadline_sweep;" })
        {
            await Stored.Run(host.ConnectionString, $"truncate wikkenwegen.deadline, wikkenwegen_messaging.wolverine_incoming_envelopes, public.reached; {forgotten}");
            await Task.WhenAll(host.Sweep(), host.Sweep());
            await Reminders.Wait(host.ConnectionString, passed.Id);
            (await Reminders.Rows(host.ConnectionString, both)).ShouldBe(rows);
            (await Reminders.Scheduled(host.ConnectionString, ahead.Id)).Distinct().ShouldBe(scheduled);
            await Reminders.Quiet(host.ConnectionString);
            (await Reminders.Reached(host.ConnectionString, passed.Id)).ShouldBe([Advice]);
        }

        // And what it did not keep up to date, or what does not belong there.
        await Stored.Run(host.ConnectionString, """
            update wikkenwegen.deadline set party = 'Iemand';
            insert into wikkenwegen.deadline select (jsonb_populate_record(d, '{"from_event": 99}')).* from wikkenwegen.deadline d
            """);
        await host.Sweep();
        (await Reminders.Rows(host.ConnectionString, both)).ShouldBe(rows);
    }

    [Fact]
    public async Task A_weighing_that_cannot_be_read_keeps_the_sweep_from_no_other()
    {
        var database = await shared.CreateDatabase();
        var weighings = new List<WeighingClient>();
        await using (var first = await Start(database: database))
        {
            for (var n = 0; n < 4; n++) weighings.Add(await Reminders.Asked(first.Client()));
            await Reminders.Wait(database, [.. weighings.Select(w => w.Id)]);
        }
        // One that a later release wrote to, and deadlines that an earlier one did not keep.
        await Stored.Run(database, $"update wikkenwegen.mt_events set type = 'of_a_later_release', mt_dotnet_type = null where stream_id = '{weighings[0].Id}' and version = 3");
        await Stored.Run(database, "truncate wikkenwegen.deadline, wikkenwegen.deadline_sweep, wikkenwegen_messaging.wolverine_incoming_envelopes, public.reached");
        var log = new CapturedLog();
        await using var host = Support.Api.Start(database, null, log.Settings(LogEventLevel.Warning));
        await host.Sweep();
        await Reminders.Wait(database, [.. weighings.Skip(1).Select(w => w.Id)]);
        var said = log.Take();
        said.ShouldContain($"Deadlines of weighing {weighings[0].Id}");
        said.ShouldNotContain($"Deadlines of weighing {weighings[1].Id}");
        (await Reminders.Rows(database, [.. weighings.Select(w => w.Id)])).Count.ShouldBe(3);
        (await Stored.Rows(database, "select one from wikkenwegen.deadline_sweep", row => row.GetBoolean(0))).ShouldBeEmpty("the next one looks at it again");
    }

    [Fact]
    public async Task One_whose_message_cannot_be_handled_is_told_to_the_operator_and_tried_again_until_it_can()
    {
        await using var host = await Start(settings: ("Serilog:MinimumLevel:Default", "Fatal"));
        await Reminders.Quiet(host.ConnectionString); // those of the examples are handled
        await Stored.Run(host.ConnectionString, """
            create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
            create trigger fail before update of fired_at on wikkenwegen.deadline for each row when (new.fired_at is not null) execute function public.fail();
            """);
        var weighing = await Reminders.Asked(host.Client());
        const string dead = "select count(*) from wikkenwegen_messaging.wolverine_dead_letters";
        for (var patience = 0; patience < 2400 && await Dead() == 0; patience++) await Task.Delay(50, TestContext.Current.CancellationToken);
        (await Dead()).ShouldBeGreaterThan(0);
        (await Ready()).ShouldStartWith("1 deadlines were reached and that is not written down");

        await Stored.Run(host.ConnectionString, "drop function public.fail cascade; update wikkenwegen_messaging.wolverine_dead_letters set sent_at = now() - interval '8 days', failed_at = now() - interval '8 days'");
        await host.Sweep();
        await Reminders.Wait(host.ConnectionString, weighing.Id);
        await Reminders.Quiet(host.ConnectionString);
        (await Reminders.Reached(host.ConnectionString, weighing.Id)).ShouldBe([Advice]);
        (await Dead()).ShouldBe(0);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken); // what was answered before is too old then to be given again
        (await Ready()).ShouldBe("Healthy");

        async Task<long> Dead() => (await Stored.Rows(host.ConnectionString, dead, row => row.GetInt64(0))).Single();

        async Task<string?> Ready()
        {
            using var http = host.Client();
            return (await http.GetFromJsonAsync<JsonElement>("/health/ready", TestContext.Current.CancellationToken)).GetProperty("checks").GetProperty("reminders").GetString();
        }
    }

    [Fact]
    public async Task After_a_restore_what_passed_since_the_backup_is_reached_once_and_what_was_reached_before_is_not_again()
    {
        var database = await shared.CreateDatabase();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        WeighingClient before, since;
        await using (var host = await Start(Clocked(clock), database))
        {
            before = await Reminders.Asked(host.Client());
            since = await Reminders.Asked(host.Client(), clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            await Reminders.Wait(database, before.Id);
        }
        var backup = await Copy(database);

        // It passed on the system that was lost, and was reached there; and so it is on the one that was put back, later still.
        foreach (var each in new[] { database, backup })
        {
            clock.Advance(TimeSpan.FromDays(60));
            await using var host = Support.Api.Start(each, Clocked(clock), ("Serilog:MinimumLevel:Default", "Warning"));
            await Reminders.Deliver(each);
            await Task.WhenAll(host.Sweep(), host.Sweep());
            await Reminders.Wait(each, before.Id, since.Id);
            await Reminders.Quiet(each);
            (await Reminders.Reached(each, before.Id)).ShouldBe([Advice]);
            (await Reminders.Reached(each, since.Id)).ShouldBe([Advice]);
        }
    }

    [Fact]
    public async Task A_step_its_deadline_and_its_message_are_recorded_together_or_not_at_all()
    {
        await using var host = await Start(settings: ("Serilog:MinimumLevel:Default", "Fatal"));
        var weighing = await WeighingClient.Open(host.Client());
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "advises" });
        var request = new { stakeholder = "B1", about = "De keuze", statutory = true };
        await Stored.Run(host.ConnectionString, """
            create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
            create trigger refuse before insert on wikkenwegen_messaging.wolverine_incoming_envelopes for each row execute function public.refuse();
            """);
        using (var failed = await weighing.Send("/advice-requests", request)) ((int)failed.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
        (await Stored.Events(host.ConnectionString, weighing.Id)).Count.ShouldBe(2);
        (await Reminders.Rows(host.ConnectionString, weighing.Id)).ShouldBeEmpty();

        await Stored.Run(host.ConnectionString, "drop trigger refuse on wikkenwegen_messaging.wolverine_incoming_envelopes");
        await weighing.Record("/advice-requests", request);
        (await Reminders.Rows(host.ConnectionString, weighing.Id)).ShouldHaveSingleItem();
        (await Reminders.Scheduled(host.ConnectionString, weighing.Id)).ShouldHaveSingleItem();
    }

    private static Action<IServiceCollection> Clocked(FakeTimeProvider clock) =>
        services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new ClockTolerance(TimeSpan.MaxValue));

    private static async Task<DateTimeOffset> Due(Support.Api host, WeighingClient weighing) =>
        (await Stored.Rows(host.ConnectionString, "select due_at from wikkenwegen.deadline where weighing_id = $1", row => row.GetFieldValue<DateTimeOffset>(0), weighing.Id)).Single();

    private async Task<Support.Api> Start(Action<IServiceCollection>? services = null, string? database = null, params (string Key, string Value)[] settings)
    {
        var host = Support.Api.Start(database ?? await shared.CreateDatabase(), services, settings.Length > 0 ? settings : [("Serilog:MinimumLevel:Default", "Warning")]);
        await Reminders.Watch(host.ConnectionString);
        return host;
    }

    /// <summary>A copy of a database that no host uses.</summary>
    private async Task<string> Copy(string database)
    {
        var (of, to) = (new NpgsqlConnectionStringBuilder(database).Database!, $"wikkenwegen_copy_{Guid.NewGuid():N}");
        var other = await shared.CreateDatabase();
        await Stored.Run(other, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{of}'");
        await Stored.Run(other, $"create database {to} template {of}");
        await using (var broken = new NpgsqlConnection(database)) NpgsqlConnection.ClearPool(broken);
        return new NpgsqlConnectionStringBuilder(database) { Database = to }.ConnectionString;
    }
}
