using System.Globalization;
using Npgsql;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.AuditBundle.Checks;
using static WikkenWegen.Api.Tests.Audit.Exported;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>A database as a host made it, which nobody is connected to: each test does something to a copy of it.</summary>
public sealed class AttackedStore(SharedApi shared) : IAsyncLifetime
{
    private string _original = "";

    /// <summary>The corporation that is audited.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The weighing that most is done to: of 34 events, the last of which holds a text; its leaves follow the registration of the corporation.</summary>
    public Guid Weighing { get; private set; }

    /// <summary>The checkpoint that the auditor kept.</summary>
    public string Kept { get; private set; } = "";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _original = await shared.CreateDatabase();
        await using var api = Support.Api.Start(_original, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        var weighing = await audited.Weighing(32);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput" });
        await weighing.Record("/inputs", new { stakeholder = "B1", position = "against", statement = "Wij willen hier blijven wonen." });
        await audited.Weighing(2);
        (Code, Weighing, Kept) = (audited.Code, weighing.Id, await audited.Signed(37));
        await FsckTests.Quiet(_original);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A copy.</summary>
    public async Task<string> Copy()
    {
        var address = new NpgsqlConnectionStringBuilder(_original);
        var (copy, server) = ($"{address.Database}_{Guid.NewGuid():N}"[..60], new NpgsqlConnectionStringBuilder(_original) { Database = "postgres", Pooling = false }.ConnectionString);
        NpgsqlConnection.ClearAllPools();
        await Stored.Run(server, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{address.Database}'");
        await Stored.Run(server, $"create database {copy} template {address.Database}");
        return new NpgsqlConnectionStringBuilder(_original) { Database = copy }.ConnectionString;
    }
}

/// <summary>
/// What somebody with all rights did to a real database is found in the export that the API makes of it, with the right exit code and the event named; and nothing that they
/// can do keeps the auditor from the export.
/// </summary>
public class AttackedStoreTests(AttackedStore store) : IClassFixture<AttackedStore>
{
    private const string Event = "stream_id = '{weighing}' and version = 10";
    private const string Leaf = "stream_id = '{weighing}' and stream_version = 10";
    private const string Entry = $"(select entry_id from wikkenwegen.ledger_leaf where {Leaf})";

    /// <summary>What is done, the exit code, the number in the weighing of the event that is named (0 for none), and the kind of what is found of it.</summary>
    public static TheoryData<string, Verdict, int, string> Acts => new()
    {
        // Events, the leaves untouched: what the installation shows is not what was recorded.
        { $"update wikkenwegen.mt_events set data = jsonb_set(data, '{{occurredAt}}', '\"2020-01-01T00:00:00Z\"') where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set timestamp = timestamp - interval '1 day' where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set user_name = 'iemand anders' where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set version = 9999 where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set type = 'onbekend' where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set data = '[1]' where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set headers = jsonb_set(headers, '{{roles}}', '\"decider\"') where {Event}", Verdict.Altered, 10, "event-differs" },
        { "update wikkenwegen.mt_events set version = version + 1000 where stream_id = '{weighing}' and version in (10, 11); update wikkenwegen.mt_events set version = 11 where stream_id = '{weighing}' and version = 1010; update wikkenwegen.mt_events set version = 10 where stream_id = '{weighing}' and version = 1011", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set stream_id = (select id from wikkenwegen.mt_streams where tenant_id = '{{code}}' and id <> '{{weighing}}' and type = 'weighing') , version = 77 where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"insert into wikkenwegen.mt_streams select (jsonb_populate_record(s, '{{\"tenant_id\": \"woonwijzer-merenland\"}}')).* from wikkenwegen.mt_streams s where id = '{{weighing}}'; update wikkenwegen.mt_events set tenant_id = 'woonwijzer-merenland', version = 78 where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"delete from wikkenwegen.mt_events where {Event}", Verdict.Altered, 10, "event-differs" },
        { "delete from wikkenwegen.mt_events where stream_id = '{weighing}' and version = 34", Verdict.Altered, 34, "event-differs" },
        { "delete from wikkenwegen.mt_events where stream_id = '{weighing}'", Verdict.Altered, 1, "event-differs" },
        { "alter table wikkenwegen.mt_events disable trigger user; insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 999999, 'id', gen_random_uuid(), 'version', 35))).* from wikkenwegen.mt_events e where stream_id = '{weighing}' and version = 33; alter table wikkenwegen.mt_events enable trigger user", Verdict.Altered, 34, "export-differs" },
        { Append("(select event_id from wikkenwegen.ledger_leaf where tenant_id <> '{code}' limit 1)"), Verdict.Altered, 34, "export-differs" }, // with the id of an event of another corporation
        { Append("(select event_id from wikkenwegen.ledger_leaf where tenant_id <> '{code}' limit 1)"), Verdict.Altered, 0, "events-without-leaf" },
        { Append("(select event_id from wikkenwegen.ledger_leaf where stream_id = '{weighing}' and stream_version = 33)"), Verdict.Altered, 34, "export-differs" }, // of another event here
        { Append("(select event_id from wikkenwegen.ledger_leaf where stream_id = '{weighing}' and stream_version = 33)"), Verdict.Altered, 0, "events-without-leaf" },
        { $"update wikkenwegen.mt_events set stream_id = null where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set tenant_id = null where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set timestamp = 'infinity' where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set timestamp = '0044-03-15 12:00:00 BC' where {Event}", Verdict.Altered, 10, "event-differs" },
        { $"update wikkenwegen.mt_events set type = 'personal_data_erased', id = gen_random_uuid() where {Event}", Verdict.Altered, 10, "event-differs" }, // an erasure that is never in the log
        { "update wikkenwegen.mt_events set data = '[1]' where tenant_id = '{code}' and version = 1 and type not like 'weighing%'", Verdict.Altered, 0, "event-differs" }, // the registration of the corporation
        { "update wikkenwegen.mt_events set data = '{\"framing\": {\"confidentiality\": \"secret\"}}' where stream_id = '{weighing}' and version = 1", Verdict.Altered, 1, "event-differs" }, // whom it names, nobody can tell any more

        // Leaves.
        { $"update wikkenwegen.ledger_leaf set bytes = bytes || '\\x20' where {Leaf}", Verdict.Altered, 10, "leaf-altered" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"expected\": 4', '\"expected\": 5'), 'UTF8') where {Leaf}", Verdict.Altered, 10, "leaf-altered" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"recordedAt\":\"20', '\"recordedAt\":\"19'), 'UTF8') where {Leaf}", Verdict.Altered, 10, "leaf-altered" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"actor\":\"strateeg\"', '\"actor\":\"een-ander\"'), 'UTF8') where {Leaf}", Verdict.Altered, 10, "leaf-altered" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"version\":10,', '\"version\":99,'), 'UTF8') where {Leaf}", Verdict.Altered, 10, "leaf-altered" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"corporation\":\"{{code}}\"', '\"corporation\":\"elders\"'), 'UTF8') where {Leaf}", Verdict.Altered, 10, "other-corporation" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), ',\"data\":', E',\\n\"data\":'), 'UTF8') where {Leaf}", Verdict.Altered, 10, "leaf-unreadable" },
        { $"update wikkenwegen.ledger_leaf set bytes = convert_to('geen json', 'UTF8') where {Leaf}", Verdict.Altered, 10, "leaf-unreadable" },
        { "update wikkenwegen.ledger_leaf set bytes = convert_to(regexp_replace(convert_from(bytes, 'UTF8'), '\"_sd\": \"[^\"]*\"', '\"_sd\": \"\\\\ud800\"'), 'UTF8') where stream_id = '{weighing}' and stream_version = 34", Verdict.Altered, 34, "digest-unreadable" },
        { "update wikkenwegen.ledger_leaf set stream_id = gen_random_uuid() where stream_id = '{weighing}' and stream_version = 34", Verdict.Altered, 34, "event-differs" },
        { $"delete from wikkenwegen.ledger_leaf where {Leaf}", Verdict.Altered, 10, "leaf-missing" },
        { $"delete from wikkenwegen.ledger_leaf where {Leaf}; delete from wikkenwegen.mt_events where {Event}", Verdict.Incomplete, 10, "leaf-missing" },
        { $"delete from wikkenwegen.ledger_index where entry_id = {Entry}", Verdict.Incomplete, 11, "leaf-missing" },
        { "update wikkenwegen.ledger_index i set entry_id = -1000 - i.entry_id from wikkenwegen.ledger_leaf l where l.entry_id = i.entry_id and l.stream_id = '{weighing}' and l.stream_version in (10, 11); update wikkenwegen.ledger_index i set entry_id = (select l.entry_id from wikkenwegen.ledger_leaf l where l.stream_id = '{weighing}' and l.stream_version = case i.leaf_index when 10 then 11 else 10 end) where i.entry_id < -1000 and i.tenant_id = '{code}'", Verdict.Altered, 11, "leaf-altered" },

        // Leaves with all that follows from them but what was signed: named as far as the checkpoints reach.
        { $"update wikkenwegen.ledger_leaf set bytes = bytes || '\\x20', hash = sha256('\\x00' || bytes || '\\x20') where {Leaf}; update wikkenwegen.ledger_index i set hash = l.hash from wikkenwegen.ledger_leaf l where l.entry_id = i.entry_id and l.entry_id = {Entry}", Verdict.Altered, 0, "root-mismatch" },
        { "delete from wikkenwegen.ledger_index where tenant_id = '{code}' and leaf_index >= 34; delete from wikkenwegen.ledger_leaf where tenant_id = '{code}' and not exists (select from wikkenwegen.ledger_index i where i.entry_id = ledger_leaf.entry_id); delete from wikkenwegen.mt_events e where tenant_id = '{code}' and not exists (select from wikkenwegen.ledger_leaf l where l.event_id = e.id)", Verdict.Incomplete, 0, "leaves-missing-at-end" },
        { $"update wikkenwegen.ledger_index set hash = '\\x00' where entry_id = {Entry}", Verdict.Altered, 10, "leaf-altered" },
        { $"delete from wikkenwegen.ledger_leaf where {Leaf}; update wikkenwegen.ledger_index set hash = '\\x00' where leaf_index = 10 and tenant_id = '{{code}}'", Verdict.Altered, 10, "leaf-missing" },

        // Checkpoints.
        { $"update wikkenwegen.ledger_checkpoint set note = 'x' where {Newest}", Verdict.Altered, 0, "checkpoint-unreadable" },
        { $"update wikkenwegen.ledger_checkpoint set note = repeat('x', 100000) where {Newest}", Verdict.Altered, 0, "checkpoint-unreadable" },
        { $"update wikkenwegen.ledger_checkpoint set note = replace(note, E'\n37\n', E'\n38\n') where {Newest}", Verdict.Altered, 0, "checkpoint-signature" },
        { $"update wikkenwegen.ledger_checkpoint set note = replace(note, '/{{code}}', '/2020/{{code}}') where {Newest}", Verdict.Altered, 0, "checkpoint-signature" }, // as if the log had had another name
        { "update wikkenwegen.ledger_checkpoint set note = 'x' where tenant_id = '{code}'", Verdict.Altered, 0, "checkpoint-unreadable" },
        { $"insert into wikkenwegen.ledger_cosignature select tenant_id, size, 'w', 'x' from wikkenwegen.ledger_checkpoint where {Newest}", Verdict.Altered, 0, "checkpoint-unreadable" },

        // Texts.
        { "update wikkenwegen.vault set ciphertext = '\\x00' where weighing_id = '{weighing}'", Verdict.Incomplete, 34, "text-missing" },
        { "delete from wikkenwegen.vault where weighing_id = '{weighing}'", Verdict.Incomplete, 34, "text-missing" },
        { "update wikkenwegen.vault set ciphertext = null, disclosure = E'a\nb' where weighing_id = '{weighing}'", Verdict.Altered, 34, "text-missing" },
        { "update wikkenwegen.vault set ciphertext = null, disclosure = E'a\nb' where weighing_id = '{weighing}'", Verdict.Altered, 0, "text-stray" },
        { "update wikkenwegen.vault set holder = null where weighing_id = '{weighing}'", Verdict.Incomplete, 34, "text-missing" },
    };

    private const string Newest = "tenant_id = '{code}' and size = (select max(size) from wikkenwegen.ledger_checkpoint where tenant_id = '{code}')";

    /// <summary>Appends an event to the weighing past the trigger that makes leaves, with an id that is chosen.</summary>
    private static string Append(string id) =>
        $"alter table wikkenwegen.mt_events disable trigger user; insert into wikkenwegen.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 999999, 'id', {id}, 'version', 35))).* from wikkenwegen.mt_events e where stream_id = '{{weighing}}' and version = 33; alter table wikkenwegen.mt_events enable trigger user";

    [Fact]
    public async Task Nothing_is_found_in_a_copy_that_nobody_touched()
    {
        foreach (var scope in Scopes)
        {
            var report = await Attacked("select 1", scope);
            report.Findings.ShouldBeEmpty();
            report.Verdict.ShouldBe(Verdict.Sound);
        }
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task What_somebody_did_is_found_and_named(string act, Verdict verdict, int number, string code)
    {
        var report = await Attacked(act, new { });
        var told = string.Join('\n', report.Findings.Select(f => $"{f.Code} {f.English} {f.Event?.English}"));
        report.Verdict.ShouldBe(verdict, told);
        report.Findings.ShouldContain(f => f.Code == code && (number == 0 || f.Event!.LeafIndex == number), told); // the leaf of event n of the weighing is at place n
    }

    [Fact]
    public async Task A_leaf_that_the_column_says_is_of_another_weighing_is_in_the_export_of_its_own()
    {
        var report = await Attacked("update wikkenwegen.ledger_leaf set stream_id = (select id from wikkenwegen.mt_streams where tenant_id = '{code}' and id <> '{weighing}' and type = 'weighing') where stream_id = '{weighing}' and stream_version = 34", new { weighing = store.Weighing });
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Code.ShouldBe("event-differs"), f => f.Event!.LeafIndex.ShouldBe(34));
    }

    [Fact]
    public async Task A_weighing_that_cannot_be_read_any_more_is_exported_by_itself_too()
    {
        var report = await Attacked($"update wikkenwegen.mt_events set data = '[1]' where {Event}; update wikkenwegen.ledger_index set hash = '\\x00' where tenant_id = '{{code}}' and leaf_index = 0", new { weighing = store.Weighing });
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.ShouldContain(f => f.Code == "event-differs" && f.Event!.LeafIndex == 10);
        report.Findings.ShouldContain(f => f.Code == "root-mismatch", "a place that is left out has no hash any more");
    }

    [Fact]
    public async Task Where_the_tree_was_made_anew_with_the_key_the_checkpoint_that_was_kept_tells()
    {
        // Whoever holds the key has the host sign what they like: without its checkpoints, it signs the log as it is now.
        var report = await Attacked($"update wikkenwegen.ledger_leaf set bytes = bytes || '\\x20', hash = sha256('\\x00' || bytes || '\\x20') where {Leaf}; update wikkenwegen.ledger_index i set hash = l.hash from wikkenwegen.ledger_leaf l where l.entry_id = i.entry_id and l.entry_id = {Entry}; delete from wikkenwegen.ledger_checkpoint where tenant_id = '{{code}}'", new { });
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.Select(f => (f.Code, f.Event?.LeafIndex)).ShouldBe([("history-rewritten", null), ("leaf-suspect", 0), ("leaf-suspect", 36)], "it lies between the beginning and what was kept");
    }

    [Fact]
    public async Task Of_a_weighing_that_cannot_be_read_any_more_nothing_of_an_open_blind_round_gets_out()
    {
        var database = await store.Copy();
        Guid weighing;
        await using (var before = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            var there = await Audited.Of(before, store.Code);
            var opened = await WeighingClient.Open(there.Strategist);
            await opened.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", interest = "Wonen" });
            await opened.Record("/rounds", new { about = "De richting", blind = true });
            await opened.Record("/inputs", new { round = 1, stakeholder = "B1", position = "against", statement = "Geheim tot de ronde sluit." });
            await there.Signed(41);
            weighing = opened.Id;
        }
        await Stored.Run(database, $"update wikkenwegen.mt_events set data = '[1]' where stream_id = '{weighing}' and version = 2");
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Of(api, store.Code);
        var export = await Made(audited, new { });
        var bag = await Content(audited, export);
        ExportTests.Unzipped(bag).ShouldNotContain("Geheim tot de ronde sluit.");
        // The leaves tell that a round is open, and what was given in it: all else is there, with the event that was altered.
        var report = await Check(audited, bag, export);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.Where(f => f.Code != "export-differs").Select(f => (f.Code, f.Event?.LeafIndex, f.Event?.Stream)).ShouldBe([("event-differs", 38, weighing), ("leaves-withheld", null, null)]);
    }

    [Fact]
    public async Task A_blind_round_that_is_open_elsewhere_hides_nothing_of_a_weighing_that_cannot_be_read()
    {
        var database = await store.Copy();
        await using (var before = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal")))
        {
            var there = await Audited.Of(before, store.Code);
            var opened = await WeighingClient.Open(there.Strategist);
            await opened.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "givesInput", interest = "Wonen" });
            await opened.Record("/rounds", new { about = "De richting", blind = true });
            await opened.Record("/inputs", new { round = 1, stakeholder = "B1", position = "against", statement = "Geheim tot de ronde sluit." });
            await there.Signed(41);
        }
        await Stored.Run(database, $"update wikkenwegen.mt_events set type = 'round_opened', data = '[1]' where stream_id = '{store.Weighing}' and version = 10");
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Of(api, store.Code);
        var export = await Made(audited, new { });
        var bag = await Content(audited, export);
        ExportTests.Unzipped(bag).ShouldNotContain("Geheim tot de ronde sluit.");
        var report = await Check(audited, bag, export, kept: store.Kept);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.ShouldContain(f => f.Code == "event-differs" && f.Event!.LeafIndex == 10);
        report.Findings.Single(f => f.Code == "leaves-withheld").English.ShouldContain("1 leaves are withheld (40)");
    }

    [Fact]
    public async Task An_event_that_was_made_to_open_a_blind_round_hides_nothing_behind_it()
    {
        var report = await Attacked("""update wikkenwegen.mt_events set type = 'round_opened', data = '{"occurredAt": "2026-11-01T00:00:00Z", "number": 1, "about": "niets", "blind": true}' where stream_id = '{weighing}' and version = 10""", new { });
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.ShouldContain(f => f.Code == "event-differs" && f.Event!.LeafIndex == 10);
        report.Findings.ShouldNotContain(f => f.Code == "leaves-withheld" || f.Code == "withheld-without-round");
    }

    /// <summary>What a checkpoint is, its note says; what stands beside it is for looking it up.</summary>
    [Fact]
    public async Task What_stands_beside_a_checkpoint_keeps_nobody_from_the_export()
    {
        var report = await Attacked("update wikkenwegen.ledger_checkpoint set root = '\\x00', signed_at = 'infinity' where tenant_id = '{code}'", new { });
        report.Findings.ShouldBeEmpty();
        report.Verdict.ShouldBe(Verdict.Sound);
    }

    [Fact]
    public async Task After_a_log_has_begun_anew_under_another_name_exports_are_sound_and_fsck_finds_nothing()
    {
        // As after a backup was put back, see UPGRADING.md.
        await using var api = Support.Api.Start(await store.Copy(), null, ("Serilog:MinimumLevel:Default", "Fatal"), ("Ledger:Origin", "wikkenwegen.local/2027"));
        var audited = await Audited.Of(api, store.Code);
        await audited.Weighing(2);
        await audited.Signed(39);
        await FsckTests.Quiet(api.ConnectionString);
        (await FsckTests.Run(api)).ShouldBe((0, "Nothing differs.\n"));
        foreach (var scope in Scopes)
        {
            var export = await Made(audited, scope);
            var report = await Check(audited, await Content(audited, export), export);
            report.Findings.ShouldBeEmpty();
            report.Verdict.ShouldBe(Verdict.Sound);
        }
    }

    private object[] Scopes => [new { }, new { weighing = store.Weighing }, new { until = "2100-01-01T00:00:00Z" }];

    /// <summary>What the verifier finds in the export that a host makes of a copy to which something was done.</summary>
    private async Task<CheckReport> Attacked(string act, object scope)
    {
        var database = await store.Copy();
        await Stored.Run(database, act.Replace("{weighing}", store.Weighing.ToString(), StringComparison.Ordinal).Replace("{code}", store.Code, StringComparison.Ordinal));
        await using var api = Support.Api.Start(database, null, ("Serilog:MinimumLevel:Default", "Fatal"));
        var audited = await Audited.Of(api, store.Code);
        var export = await Made(audited, scope);
        return await Check(audited, await Content(audited, export), export, kept: store.Kept);
    }
}
