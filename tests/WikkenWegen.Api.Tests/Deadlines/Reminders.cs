using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WikkenWegen.Api.Deadlines;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Deadlines;

/// <summary>What tests of reminders do and see. That one was reached is counted by the database itself, whatever wrote it and in whichever host.</summary>
internal static class Reminders
{
    /// <summary>Makes a database count from now on.</summary>
    public static Task Watch(string database) => Stored.Run(database, """
        create table public.reached (weighing_id uuid, told text);
        create function public.reached_keep() returns trigger language plpgsql as $$ begin
            insert into public.reached values (new.weighing_id, new.kind || ' ' || new.about);
            return null;
        end $$;
        create trigger reached_keep after update of fired_at on wikkenwegen.deadline for each row
            when (new.fired_at is not null and new.fired_at is distinct from old.fired_at) execute function public.reached_keep();
        """);

    /// <summary>What was reached of a weighing so far, one line each time.</summary>
    public static Task<List<string>> Reached(string database, Guid weighing) =>
        Stored.Rows(database, "select told from public.reached where weighing_id = $1 order by 1", row => row.GetString(0), weighing);

    /// <summary>Waits until a deadline of each of these weighings was reached.</summary>
    public static async Task Wait(string database, params Guid[] weighings)
    {
        const string sql = "select count(distinct weighing_id) from public.reached where weighing_id = any($1)";
        for (var patience = 0; patience < 2400 && await Found() < weighings.Length; patience++) await Task.Delay(50, TestContext.Current.CancellationToken);
        (await Found()).ShouldBe(weighings.Length);

        async Task<long> Found() => (await Stored.Rows(database, sql, row => row.GetInt64(0), weighings)).Single();
    }

    /// <summary>Waits until no message can be handled any more: none is in the hands of a host.</summary>
    public static async Task Quiet(string database)
    {
        const string sql = "select count(*) from wikkenwegen_messaging.wolverine_incoming_envelopes where status = 'Incoming' or status = 'Scheduled' and execution_time <= now()";
        for (var patience = 0; patience < 2400 && (await Stored.Rows(database, sql, row => row.GetInt64(0)))[0] > 0; patience++) await Task.Delay(50, TestContext.Current.CancellationToken);
        (await Stored.Rows(database, sql, row => row.GetInt64(0))).ShouldBe([0]);
    }

    /// <summary>When messages about a weighing will come that are not handled yet, by their own time.</summary>
    public static Task<List<DateTimeOffset>> Scheduled(string database, Guid weighing) => Stored.Rows(database, """
        select execution_time from wikkenwegen_messaging.wolverine_incoming_envelopes where status = 'Scheduled' and position($1 in encode(body, 'escape')) > 0 order by 1
        """, row => row.GetFieldValue<DateTimeOffset>(0), weighing.ToString());

    /// <summary>Makes the time come of all messages, whatever the clocks say.</summary>
    public static Task Deliver(string database) => Stored.Run(database, "update wikkenwegen_messaging.wolverine_incoming_envelopes set execution_time = now() where status = 'Scheduled'");

    /// <summary>Runs the sweep of a host, beside that which runs by itself.</summary>
    public static Task Sweep(this Support.Api host) => host.Services.GetServices<IHostedService>().OfType<DeadlineSweep>().Single().Sweep(TestContext.Current.CancellationToken);

    /// <summary>The rows of weighings as they stand, but for what was reached.</summary>
    public static Task<List<string>> Rows(string database, params Guid[] weighings) =>
        Stored.Rows(database, "select (to_jsonb(d) - 'fired_at')::text from wikkenwegen.deadline d where weighing_id = any($1) order by 1", row => row.GetString(0), weighings);

    /// <summary>Opens a weighing in which a statutory advice is asked. It was asked on 14 March 2026, and had to be given by 28 April, unless a test says otherwise.</summary>
    public static async Task<WeighingClient> Asked(HttpClient http, string at = "2026-03-14T09:00:00+01:00", string party = "Bewoners")
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-02-01T09:00:00+01:00";
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/stakeholders", new { party, role = "Bewonerscommissie", say = "advises", occurredAt = "2026-02-02T09:00:00+01:00" });
        await weighing.Record("/advice-requests", new { stakeholder = "B1", about = "De keuze", statutory = true, occurredAt = at });
        return weighing;
    }
}
