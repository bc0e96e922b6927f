using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>fsck finds nothing in a store as the host makes it, and names each thing that somebody with all rights did to it.</summary>
public class FsckTests(SharedApi shared)
{
    private const string Some = "(select id from wikkenwegen.mt_events where type = 'score_given' order by seq_id limit 1)";

    /// <summary>What is done, the exit code, and what is said of it.</summary>
    public static TheoryData<string, int, string> Acts => new()
    {
        { $"update wikkenwegen.mt_events set data = jsonb_set(data, '{{occurredAt}}', '\"2020-01-01T00:00:00Z\"') where id = {Some}", 1, "data of the event is not that of its leaf" },
        { $"update wikkenwegen.mt_events set timestamp = timestamp - interval '1 microsecond' where id = {Some}", 1, "recordedAt of the event is not that of its leaf" },
        { $"update wikkenwegen.mt_events set user_name = 'iemand anders' where id = {Some}", 1, "actor of the event is not that of its leaf" },
        { $"update wikkenwegen.mt_events set version = 9999 where id = {Some}", 1, "version of the event is not that of its leaf" },
        { $"update wikkenwegen.mt_events set type = 'proposal_withdrawn' where id = {Some}", 1, "type of the event is not that of its leaf" },
        { $"update wikkenwegen.mt_events set correlation_id = 'elders' where id = {Some}", 1, "correlation of the event is not that of its leaf" },
        { $"delete from wikkenwegen.mt_events where id = {Some}", 2, "there is a leaf, and no event" },
        { $"update wikkenwegen.ledger_leaf set bytes = bytes || '\\x20' where event_id = {Some}", 1, "the leaf does not hash to the hash beside it" },
        { $"update wikkenwegen.ledger_leaf set bytes = bytes || '\\x20', hash = sha256('\\x00' || bytes || '\\x20') where event_id = {Some}", 1, "has another hash than its leaf, of event" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to('geen json', 'UTF8'), hash = sha256('\\x00'::bytea || convert_to('geen json', 'UTF8')) where event_id = {Some}", 1, "everything (the leaf is no JSON)" },
        { $"delete from wikkenwegen.ledger_leaf where event_id = {Some}", 2, "there is an event, and no leaf" },
        { $"delete from wikkenwegen.ledger_index where entry_id = (select entry_id from wikkenwegen.ledger_leaf where event_id = {Some})", 2, "no leaf at place" },
        { "update wikkenwegen.ledger_tile set hashes = sha256('elders') || substr(hashes, 33) where level = 0 and tile = 0 and tenant_id = 'woonwijzer-merenland'", 1, "tile tile/0/000 is not that of the leaves" },
        { "delete from wikkenwegen.ledger_tile where level = 0 and tile = 0 and tenant_id = 'woonwijzer-merenland'", 2, "tile tile/0/000 is not there" },
        { "update wikkenwegen.ledger_checkpoint set root = sha256('elders') where (tenant_id, size) = (select tenant_id, max(size) from wikkenwegen.ledger_checkpoint where tenant_id = 'woonwijzer-merenland' group by 1)", 1, "has another root than these leaves" },
        { "update wikkenwegen.ledger_checkpoint set note = replace(note, 'merenland', 'elders') where (tenant_id, size) = (select tenant_id, max(size) from wikkenwegen.ledger_checkpoint where tenant_id = 'woonwijzer-merenland' group by 1)", 1, "log of woonwijzer-merenland: the checkpoint of" },
        { "delete from wikkenwegen.vault where digest = (select min(digest) from wikkenwegen.vault)", 2, "it was not erased, and is not in the vault" },
        { "alter table wikkenwegen.mt_events disable trigger user; insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 999999, 'id', gen_random_uuid(), 'version', 999))).* from wikkenwegen.mt_events e order by seq_id limit 1; alter table wikkenwegen.mt_events enable trigger user", 2, "there is an event, and no leaf" },
        { $"alter table wikkenwegen.mt_events disable trigger user; insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 999999, 'version', 999))).* from wikkenwegen.mt_events e where id = {Some}; alter table wikkenwegen.mt_events enable trigger user", 2, "(number 999 of " },
        { "alter table wikkenwegen.mt_events disable trigger user; insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 999999, 'id', (select id from wikkenwegen.mt_events other where other.tenant_id <> e.tenant_id limit 1), 'version', 999))).* from wikkenwegen.mt_events e where tenant_id = 'woonwijzer-merenland' order by seq_id limit 1; alter table wikkenwegen.mt_events enable trigger user", 2, "there is an event, and no leaf" },
        { $"update wikkenwegen.mt_events set stream_id = null where id = {Some}", 1, "stream of the event is not that of its leaf" },
        { $"update wikkenwegen.mt_events set timestamp = 'infinity' where id = {Some}", 1, "recordedAt of the event is not that of its leaf" },
        { $"update wikkenwegen.ledger_index set hash = '\\x00' where entry_id = (select entry_id from wikkenwegen.ledger_leaf where event_id = {Some})", 1, "has another hash than its leaf, of event" },
        { "update wikkenwegen.ledger_checkpoint set root = '\\x00' where (tenant_id, size) = (select tenant_id, max(size) from wikkenwegen.ledger_checkpoint where tenant_id = 'woonwijzer-merenland' group by 1)", 1, "has another root than these leaves" },
        { "update wikkenwegen.vault set holder = null where digest = (select min(digest) from wikkenwegen.vault)", 1, "texts of weighing" },
    };

    [Fact]
    public async Task Nothing_differs_in_what_the_host_made_and_each_act_is_found_and_named()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        await Audited.Weighing(http, 300);
        await (await WeighingClient.Open(http)).Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "advises", personName = "A. de Vries" });
        await Quiet(api.ConnectionString);
        (await Run(api)).ShouldBe((0, "Nothing differs.\n"));
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task What_somebody_did_is_found_and_named(string act, int code, string said)
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = api.Client();
        await Audited.Weighing(http, 300);
        await Quiet(api.ConnectionString);
        await Stored.Run(api.ConnectionString, act);
        var (found, text) = await Run(api);
        text.ShouldContain(said);
        found.ShouldBe(code, text);
    }

    [Fact]
    public async Task A_step_that_is_recorded_while_it_looks_at_texts_is_no_difference()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"));
        await Quiet(api.ConnectionString);

        // It has read the digests of the first weighing, and waits for the keys of its texts.
        await using var holding = new NpgsqlConnection(api.ConnectionString);
        await holding.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = await holding.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var take = new NpgsqlCommand("lock table wikkenwegen.vault_key in access exclusive mode", holding, hold)) await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var running = Run(api);
        while ((await Stored.Rows(api.ConnectionString, "select count(*) from pg_locks where relation = 'wikkenwegen.vault_key'::regclass and not granted", row => row.GetInt64(0)))[0] == 0)
        {
            running.IsCompleted.ShouldBeFalse("it must be held");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        var text = PrivacyVault.Disclosure.Of("personName", "B. Jansen", new byte[PrivacyVault.Disclosure.SaltLength]);
        await Stored.Run(api.ConnectionString, $$"""
            begin;
            create temporary table first on commit drop as select tenant_id, id from wikkenwegen.mt_streams where type = 'weighing' order by 1, 2 limit 1;
            insert into wikkenwegen.vault (tenant_id, digest, weighing_id, disclosure) select tenant_id, '{{text.Digest}}', id, '{{text.Encoded}}' from first;
            insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', nextval('wikkenwegen.mt_events_sequence'), 'id', gen_random_uuid(), 'version', 9999, 'data', e.data || '{"late": {"_sd": "{{text.Digest}}"} }'))).*
            from wikkenwegen.mt_events e join first f on f.tenant_id = e.tenant_id and f.id = e.stream_id where e.version = 1;
            commit;
            """);
        await hold.RollbackAsync(TestContext.Current.CancellationToken);
        (await running).ShouldBe((0, "Nothing differs.\n"));
        (await Run(api)).ShouldBe((0, "Nothing differs.\n"));
    }

    [Fact]
    public async Task An_operator_runs_it_as_a_command()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, ("Serilog:MinimumLevel:Default", "Fatal"), ("Ledger:Key", Key));
        await Quiet(api.ConnectionString);
        (string, string)[] settings = [("ConnectionStrings__WikkenWegen", api.ConnectionString), ("Ledger__Key", Key)];
        (await ApiProcess.Run(["fsck"], null, settings)).ShouldBe((0, $"Nothing differs.{Environment.NewLine}", ""));
        await Stored.Run(api.ConnectionString, $"delete from wikkenwegen.ledger_leaf where entry_id = (select min(entry_id) from wikkenwegen.ledger_leaf)");
        var (code, output, _) = await ApiProcess.Run(["fsck"], null, settings);
        output.ShouldContain("there is an event, and no leaf");
        code.ShouldBe(2);
        (await ApiProcess.Run(["fsck"], null, ("ConnectionStrings__WikkenWegen", await shared.CreateDatabase()), settings[1])).ShouldBe((3, $"The store cannot be read: The database has not every migration of this release: run migrate first.{Environment.NewLine}", ""));
        (await ApiProcess.Run(["fsck", "--mend"], null, settings)).ShouldBe((1, "", $"The command is fsck.{Environment.NewLine}"));
    }

    private static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);

    /// <summary>Waits until every leaf has its place, and every log is signed as it is.</summary>
    internal static async Task Quiet(string database)
    {
        const string sql = """
            select (select count(*) from wikkenwegen.ledger_leaf l where not exists (select from wikkenwegen.ledger_index i where i.entry_id = l.entry_id))
                + (select count(*) from (select tenant_id, max(leaf_index) + 1 as size from wikkenwegen.ledger_index where tenant_id <> '*' group by 1) i
                    where not exists (select from wikkenwegen.ledger_checkpoint c where c.tenant_id = i.tenant_id and c.size = i.size))
            """;
        for (var patience = 0; patience < 2400 && (await Stored.Rows(database, sql, row => row.GetInt64(0)))[0] > 0; patience++) await Task.Delay(50, TestContext.Current.CancellationToken);
        (await Stored.Rows(database, sql, row => row.GetInt64(0))).ShouldBe([0]);
    }

    /// <summary>What it finds, with its exit code.</summary>
    internal static async Task<(int Code, string Text)> Run(Support.Api api)
    {
        await using var text = new StringWriter { NewLine = "\n" };
        return (await api.Services.GetRequiredService<Fsck>().Run(text, TextWriter.Null, overwrites: false, TestContext.Current.CancellationToken), text.ToString());
    }
}
