using Npgsql;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Ledger;

/// <summary>Leaves get their places without gaps, in the order of their transactions, and never before one that can still come earlier.</summary>
public class SequencerTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_leaf_waits_for_every_transaction_that_began_before_its_own()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await using var open = await database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await open.BeginTransactionAsync(Cancellation);
        await using (var append = new NpgsqlCommand(LedgerDatabase.Append("een"), open)) await append.ExecuteNonQueryAsync(Cancellation);
        await database.Run(LedgerDatabase.Append("een"));
        await database.Run(LedgerDatabase.Append("twee"));
        (await host.Sequencer.Run(Cancellation)).ShouldBe(0);

        await transaction.CommitAsync(Cancellation);
        await host.Sequence(3);
        (await Stored.Rows(database.ConnectionString, "select l.entry_id from wikkenwegen.ledger_index i join wikkenwegen.ledger_leaf l using (entry_id) order by i.tenant_id, i.leaf_index", row => row.GetInt64(0))).ShouldBe([1, 2, 3]);
    }

    /// <summary>The number that a sequence gave first can be in the later transaction, where that began to write elsewhere before.</summary>
    [Fact]
    public async Task The_order_is_that_of_transactions_and_not_of_numbers()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run("create table elders (n int)");
        await using var first = await database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await first.BeginTransactionAsync(Cancellation);
        await using (var write = new NpgsqlCommand("insert into elders values (1)", first)) await write.ExecuteNonQueryAsync(Cancellation);
        await database.Run(LedgerDatabase.Append("een"));
        await using (var append = new NpgsqlCommand(LedgerDatabase.Append("een"), first)) await append.ExecuteNonQueryAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
        await database.Host().Sequence(2);
        (await Stored.Rows(database.ConnectionString, "select entry_id from wikkenwegen.ledger_index order by leaf_index", row => row.GetInt64(0))).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task A_transaction_that_was_rolled_back_leaves_no_gap()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een"));
        await database.Run($"begin; {LedgerDatabase.Append("een", 3)} rollback;");
        await database.Run(LedgerDatabase.Append("een"));
        await database.Host().Sequence(2);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    [Fact]
    public async Task Two_hosts_at_once_give_each_leaf_one_place_while_others_append()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var hosts = new[] { database.Host("one"), database.Host("two") };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 40; n++) await database.Run($"begin; {LedgerDatabase.Append($"corporatie-{(writer + n) % 3}", (n % 4) + 1)} {(n % 7 == 3 ? "rollback" : "commit")};");
        }, Cancellation)).ToList();
        var sequencing = hosts.Select(host => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await host.Sequencer.Run(Cancellation);
        }, Cancellation)).ToList();
        await Task.WhenAll(writing);
        await stop.CancelAsync();
        await Task.WhenAll(sequencing);
        await hosts[0].Sequence((int)(await Stored.Rows(database.ConnectionString, "select (select count(*) from wikkenwegen.ledger_leaf) - (select count(*) from wikkenwegen.ledger_index)", row => row.GetInt64(0))).Single());
        await LedgerDatabase.IsWhole(database.ConnectionString);
        (await Stored.Rows(database.ConnectionString, """
            select count(*) from (select l.xid, l.entry_id, lag(l.xid) over w as xid_before, lag(l.entry_id) over w as entry_before
                from wikkenwegen.ledger_index i join wikkenwegen.ledger_leaf l using (entry_id) window w as (partition by i.tenant_id order by i.leaf_index)) o
            where (o.xid, o.entry_id) < (o.xid_before, o.entry_before)
            """, row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(9_001)]
    public async Task Tiles_are_written_as_they_become_full(int leaves)
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 100));
        var host = database.Host();
        await host.Sequence(100);
        await database.Run(LedgerDatabase.Append("een", leaves - 100));
        await host.Sequence(leaves - 100);
        await host.Sign();
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    /// <summary>Transactions have lower numbers on another server: what came from before has a place or not, and what is new comes after it.</summary>
    [Fact]
    public async Task A_database_that_was_put_back_on_another_server_goes_on()
    {
        await using var database = await LedgerDatabase.Make(shared);
        await database.Run(LedgerDatabase.Append("een", 300));
        await database.Host().Sequence(300);
        await database.Run(LedgerDatabase.Append("een", 2));
        await database.Run("""
            update wikkenwegen.ledger_leaf set xid = (xid::text::numeric + 1000000000000)::text::xid8;
            update wikkenwegen.ledger_progress set xid = (xid::text::numeric + 1000000000000)::text::xid8;
            """);
        await database.Run(LedgerDatabase.Append("een", 4));
        var host = database.Host();
        await host.Sequence(6);
        await LedgerDatabase.IsWhole(database.ConnectionString);
        await database.Run(LedgerDatabase.Append("een"));
        await host.Sequence(1);
        await LedgerDatabase.IsWhole(database.ConnectionString);
    }

    [Fact]
    public void A_leaf_that_waits_too_long_is_told()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var state = new LedgerState(clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<LedgerState>.Instance);
        state.Waiting(TimeSpan.Zero);
        clock.Advance(LedgerState.Long);
        state.Judge().Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy);
        clock.Advance(TimeSpan.FromSeconds(1));
        var judged = state.Judge();
        judged.Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, "also where nobody can look any more");
        judged.Description!.ShouldContain("has waited 11 s");
        judged.Description!.ShouldContain("pg_stat_activity");
        state.Waiting(TimeSpan.FromSeconds(12)); // of another leaf, which has waited as long
        state.Judge().Description!.ShouldContain("has waited 12 s");
        state.Waiting(TimeSpan.FromSeconds(1));
        state.Judge().Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy);
        state.Waiting(null);
        clock.Advance(TimeSpan.FromMinutes(1));
        state.Judge().Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy);
    }

    /// <summary>Each batch makes another leaf the oldest: what counts is how long ago that was written, by the clock of the database, also to a host that has just started.</summary>
    [Fact]
    public async Task How_long_the_oldest_leaf_waits_is_told_by_the_database_whichever_leaf_it_is()
    {
        await using var database = await LedgerDatabase.Make(shared);
        var host = database.Host();
        await database.Run(LedgerDatabase.Append("een"));
        await host.Sequencer.Look(Cancellation);
        host.State.OldestWaits.ShouldBeInRange(TimeSpan.Zero, LedgerState.Long);

        await database.Run(LedgerDatabase.Append("een") + "update wikkenwegen.ledger_leaf set written_at = written_at - entry_id * interval '20 seconds'");
        await host.Sequencer.Look(Cancellation);
        host.State.OldestWaits.ShouldBeInRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(39));
        host.State.Judge().Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded);
        // The first gets its place, and the second is the oldest.
        await database.Run("insert into wikkenwegen.ledger_index select tenant_id, 0, entry_id, hash from wikkenwegen.ledger_leaf where entry_id = 1; update wikkenwegen.ledger_progress set (xid, entry_id) = (select xid, entry_id from wikkenwegen.ledger_leaf where entry_id = 1)");
        await host.Sequencer.Look(Cancellation);
        host.State.OldestWaits.ShouldBeInRange(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(59));
        host.State.Judge().Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded);
        await host.Sequence(1);
        await host.Sequencer.Look(Cancellation);
        host.State.Judge().Status.ShouldBe(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy);
    }
}
