using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>A checkpoint goes on from the last one, which is kept outside the database; what does not is not signed.</summary>
public class SignerTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_log_is_signed_and_one_over_all_binds_them()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een", 3) + LedgerDatabase.Append("twee", 2));
        await host.Sequence(5);
        await host.Sign();
        await database.Run(LedgerDatabase.Append("een"));
        await host.Sequence(1);
        await host.Sign();

        var checkpoints = await Checkpoints(database, host);
        checkpoints.Select(c => (c.Log, c.Checkpoint.Origin, (int)c.Checkpoint.Head.Size)).ShouldBe(
        [
            ("*", "wikkenwegen.local", 2), ("*", "wikkenwegen.local", 3),
            ("een", "wikkenwegen.local/een", 3), ("een", "wikkenwegen.local/een", 4), ("twee", "wikkenwegen.local/twee", 2),
        ]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
        // The leaves of the log over all are the texts of the others.
        var texts = checkpoints.Where(c => c.TopIndex is not null).OrderBy(c => c.TopIndex).ToList();
        texts.Select(c => c.TopIndex).ShouldBe([0L, 1L, 2L]);
        (await database.Leaves("*")).ShouldBe(texts.Select(c => MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(c.Checkpoint.ToString()))));
        host.State.Judge().Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Signed_is_only_what_a_transaction_of_this_host_has_committed()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var (one, other) = (database.Host("one"), database.Host("other"));
        await database.Run(LedgerDatabase.Append("een", 3));
        await one.Sequence(3);
        await other.Sign();
        (await Checkpoints(database, one)).ShouldBeEmpty("another host was told of the commit");

        // It asks, and is told by a commit of its own.
        await other.Signer.LookAround(Cancellation);
        await Told(other);
        await other.Sign();
        (await Checkpoints(database, one)).Select(c => (int)c.Checkpoint.Head.Size).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_large_step_is_signed_in_several()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een", 66_000));
        await host.Sequence(66000);
        await host.Sign();
        (await Checkpoints(database, host)).Where(c => c.Log == "een").Select(c => (long)c.Checkpoint.Head.Size).ShouldBe([Signer.Most, 66_000]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    public static TheoryData<string, string> Tampering => new()
    {
        { "a backup that was put back", "delete from wikkenwegen.ledger_index where leaf_index >= 2; delete from wikkenwegen.ledger_checkpoint where size > 2" },
        { "a backup that was put back, after which others were recorded", $"delete from wikkenwegen.ledger_index where leaf_index >= 2; delete from wikkenwegen.ledger_checkpoint where size > 2; delete from wikkenwegen.ledger_leaf where entry_id > 2; {LedgerDatabase.Append("een", 9)}" },
        { "a leaf that was rewritten", "update wikkenwegen.ledger_index set hash = sha256('anders') where leaf_index = 1 and tenant_id = 'een'" },
        { "a log that was rewritten with its checkpoints", "update wikkenwegen.ledger_index set hash = sha256('anders') where leaf_index = 1 and tenant_id = 'een'; delete from wikkenwegen.ledger_checkpoint" },
        { "a checkpoint that others signed", "update wikkenwegen.ledger_checkpoint set note = regexp_replace(note, '....\\n$', E'AAA=\\n') where tenant_id = 'een'" },
    };

    [Theory, MemberData(nameof(Tampering))]
    public async Task A_tree_that_does_not_go_on_from_the_last_checkpoint_is_not_signed_and_that_is_told(string what, string sql)
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een", 5));
        await host.Sequence(5);
        await host.Sign();
        await database.Run(sql);
        // The host, and one that starts anew with the same files.
        foreach (var signing in new[] { host, database.Host() })
        {
            await database.Run(LedgerDatabase.Append("een"));
            await signing.Sequence(what.EndsWith("recorded", StringComparison.Ordinal) && signing == host ? 10 : 1);
            signing.Heads.Ask();
            await Told(signing);
            await signing.Signer.LookAround(Cancellation);
            await signing.Sign();
            (await Stored.Rows(database.ConnectionString, "select coalesce(max(size), 0) from wikkenwegen.ledger_checkpoint where tenant_id = 'een'", row => row.GetInt64(0))).ShouldAllBe(size => size <= 5, what);
            signing.State.Refusals.Keys.ShouldContain("een", what);
            var judged = signing.State.Judge();
            judged.Status.ShouldBe(HealthStatus.Degraded);
            judged.Description!.ShouldContain("wikkenwegen.local/een");
        }
    }

    /// <summary>A host that did not sign knows of what was signed all the same, so that it can take over.</summary>
    [Fact]
    public async Task Hosts_take_over_what_others_signed()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var (one, other) = (database.Host("one"), database.Host("other"));
        await database.Run(LedgerDatabase.Append("een", 5));
        await one.Sequence(5);
        await one.Sign();
        await other.Signer.LookAround(Cancellation);
        await database.Run("delete from wikkenwegen.ledger_index where tenant_id = 'een' and leaf_index >= 2; delete from wikkenwegen.ledger_checkpoint where tenant_id = 'een'");
        await database.Run(LedgerDatabase.Append("een", 5));
        await other.Sequence(5);
        await other.Sign();
        other.State.Refusals.Keys.ShouldContain("een");
    }

    /// <summary>As where a host ends between signing and the commit: what it signed is in its file alone. Nothing need come after it for the log to be signed.</summary>
    [Fact]
    public async Task What_was_signed_and_not_committed_is_told_though_nothing_comes_after_it()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 3));
        var ended = database.Host();
        await ended.Sequence(3);
        await ended.Sign();
        var ofAll = await File.ReadAllBytesAsync(database.FileOf("wikkenwegen.local"), Cancellation);
        await database.Run(LedgerDatabase.Append("een", 2));
        await ended.Sequence(2);
        await ended.Sign();
        await database.Run("delete from wikkenwegen.ledger_checkpoint where size > 3 or tenant_id = '*' and size > 1; delete from wikkenwegen.ledger_index where tenant_id = '*' and leaf_index > 0");
        await File.WriteAllBytesAsync(database.FileOf("wikkenwegen.local"), ofAll, Cancellation);
        var signed = await File.ReadAllTextAsync(database.FileOf("wikkenwegen.local/een"), Cancellation);

        var next = database.Host();
        await next.Signer.LookAround(Cancellation);
        await Told(next);
        await next.Sign();
        next.State.Refusals.ShouldBeEmpty();
        (await Stored.Rows(database.ConnectionString, "select note from wikkenwegen.ledger_checkpoint where tenant_id = 'een' order by size desc limit 1", row => row.GetString(0))).ShouldBe([signed]);
        (await Checkpoints(database, next)).Select(c => (c.Log, (int)c.Checkpoint.Head.Size)).ShouldBe([("*", 1), ("*", 2), ("een", 3), ("een", 5)]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    [Fact]
    public async Task What_was_put_right_is_signed_again()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een", 5));
        await host.Sequence(5);
        await host.Sign();
        await database.Run("create table aside as select * from wikkenwegen.ledger_index where leaf_index = 4 and tenant_id = 'een'; delete from wikkenwegen.ledger_index where leaf_index = 4 and tenant_id = 'een'");
        await host.Signer.LookAround(Cancellation);
        host.Heads.Ask();
        await host.Sign();
        await database.Run("insert into wikkenwegen.ledger_index select * from aside");
        await database.Run(LedgerDatabase.Append("een"));
        await host.Sequence(1);
        await host.Signer.LookAround(Cancellation);
        await host.Sign();
        host.State.Refusals.ShouldBeEmpty();
        (await Checkpoints(database, host)).Where(c => c.Log == "een").Select(c => (int)c.Checkpoint.Head.Size).ShouldBe([5, 6]);
    }

    /// <summary>As after a backup was put back: what others hold checkpoints of cannot go on.</summary>
    [Fact]
    public async Task Under_a_new_name_a_log_begins_anew_behind_what_was_signed()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een", 5));
        await host.Sequence(5);
        await host.Sign();
        var renamed = database.Host(origin: "wikkenwegen.local/2027");
        renamed.Heads.Ask();
        await Told(renamed);
        await renamed.Sign();
        renamed.State.Refusals.ShouldBeEmpty();
        await database.Run(LedgerDatabase.Append("een", 2));
        await renamed.Sequence(2);
        await renamed.Sign();
        renamed.State.Refusals.ShouldBeEmpty();
        (await Stored.Rows(database.ConnectionString, "select split_part(note, E'\n', 1), size from wikkenwegen.ledger_checkpoint where tenant_id = 'een' order by size", row => (row.GetString(0), row.GetInt64(1))))
            .ShouldBe([("wikkenwegen.local/een", 5), ("wikkenwegen.local/2027/een", 7)]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    [Fact]
    public async Task A_checkpoint_that_somebody_wrote_over_keeps_no_log_from_being_signed()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een", 3));
        await host.Sequence(3);
        await host.Sign();
        await database.Run("update wikkenwegen.ledger_checkpoint set note = 'x' where tenant_id = 'een'");
        await database.Run(LedgerDatabase.Append("twee", 2));
        var next = database.Host();
        await next.Sequence(2);
        next.Heads.Ask();
        await Told(next);
        await next.Sign();
        (await Signed()).ShouldBe([("twee", 2)]);
        await database.Run(LedgerDatabase.Append("een"));
        await next.Sequence(1);
        await next.Sign();
        (await Signed()).ShouldBe([("een", 4), ("twee", 2)], "it goes on behind what was written over");

        Task<List<(string, long)>> Signed() => Stored.Rows(database.ConnectionString, "select tenant_id, size from wikkenwegen.ledger_checkpoint where note <> 'x' and tenant_id <> '*' order by 1, 2", row => (row.GetString(0), row.GetInt64(1)));
    }

    [Fact]
    public async Task Another_key_does_not_go_on_with_what_this_one_signed()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 5));
        var host = database.Host();
        await host.Sequence(5);
        await host.Sign();
        await database.Run(LedgerDatabase.Append("een"));
        var other = database.Host("empty", Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()));
        await other.Sequence(1);
        await other.Sign();
        other.State.Refusals["een"].ShouldContain("was not signed by the key of this installation");
    }

    [Fact]
    public async Task A_log_whose_last_checkpoint_cannot_be_kept_is_not_signed_which_is_told_and_the_others_are()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        var folder = database.FolderOf("wikkenwegen.local/een");
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await File.WriteAllTextAsync(folder, "", Cancellation); // no folder can be made there
        await database.Run(LedgerDatabase.Append("een", 3) + LedgerDatabase.Append("twee", 2));
        await host.Sequence(5);
        await host.Sign();
        (await Checkpoints(database, host)).Select(c => (c.Log, (int)c.Checkpoint.Head.Size)).ShouldBe([("*", 1), ("twee", 2)]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
        host.State.Judge().Status.ShouldBe(HealthStatus.Healthy, "it may be over at once");
        host.State.IsBehind("een").ShouldBeFalse();

        database.Clock.Advance(LedgerState.Long + TimeSpan.FromSeconds(1));
        await host.Signer.LookAround(Cancellation);
        await host.Sign();
        var judged = host.State.Judge();
        judged.Status.ShouldBe(HealthStatus.Degraded);
        judged.Description!.ShouldStartWith("Of the log of een nothing could be signed for 11 s: ");
        (host.State.IsBehind("een"), host.State.IsBehind("twee")).ShouldBe((true, false));

        File.Delete(folder);
        await host.Sign();
        host.State.Judge().Status.ShouldBe(HealthStatus.Healthy);
        (await Checkpoints(database, host)).Select(c => (c.Log, (int)c.Checkpoint.Head.Size)).ShouldBe([("*", 1), ("*", 2), ("een", 3), ("twee", 2)]);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    /// <summary>Of what another host signed, this one has no file either: it could not go on from it.</summary>
    [Fact]
    public async Task A_host_that_cannot_keep_what_another_signed_tells_so_until_it_can()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var (one, other) = (database.Host("one"), database.Host("other"));
        await database.Run(LedgerDatabase.Append("een", 3));
        await one.Sequence(3);
        await one.Sign();
        var folder = database.FolderOf("wikkenwegen.local/een", "other");
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await File.WriteAllTextAsync(folder, "", Cancellation);
        await other.Signer.LookAround(Cancellation);
        database.Clock.Advance(LedgerState.Long + TimeSpan.FromSeconds(1));
        await other.Signer.LookAround(Cancellation);
        other.State.Judge().Status.ShouldBe(HealthStatus.Degraded);
        File.Delete(folder);
        await other.Signer.LookAround(Cancellation);
        other.State.Judge().Status.ShouldBe(HealthStatus.Healthy);
        File.Exists(Path.Combine(folder, "checkpoint")).ShouldBeTrue();
    }

    /// <summary>Lets a host know of what others made larger, by a commit of its own.</summary>
    private static async Task Told(Party host)
    {
        host.Heads.IsAsked.ShouldBeTrue();
        await host.Sequencer.Run(Cancellation);
        host.Heads.IsAsked.ShouldBeFalse();
    }

    private static async Task<List<(string Log, Checkpoint Checkpoint, long? TopIndex)>> Checkpoints(LedgerDatabase database, Party host)
    {
        var rows = await Stored.Rows(database.ConnectionString, "select tenant_id, note, root, top_index, size from wikkenwegen.ledger_checkpoint order by tenant_id collate \"C\", size",
            row => (Log: row.GetString(0), Note: row.GetString(1), Root: row.GetFieldValue<byte[]>(2), Top: row.IsDBNull(3) ? (long?)null : row.GetInt64(3), Size: row.GetInt64(4)));
        return [.. rows.Select(row =>
        {
            var verifier = NoteVerifier.Create(host.Keys.VerifierKeyOf(row.Log).Value).Value;
            var checkpoint = Checkpoint.Open(Encoding.UTF8.GetBytes(row.Note), host.Keys.OriginOf(row.Log), verifier).Value;
            (checkpoint.Head.Root.ToString(), (long)checkpoint.Head.Size).ShouldBe((Convert.ToBase64String(row.Root), row.Size));
            return (row.Log, checkpoint, row.Top);
        })];
    }
}
