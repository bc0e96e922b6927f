using System.Diagnostics;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Races;

/// <summary>The versions that all readers wait for together: never older than the question, and no error is swallowed.</summary>
public class StreamVersionsTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_readers_at_once_each_get_a_version_no_older_than_their_question()
    {
        var database = await Streams(("a", 0), ("b", 0));
        await using var source = NpgsqlDataSource.Create(database);
        await using var versions = new StreamVersions(source);
        var committed = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(async () =>
        {
            for (var version = 1; !stop.IsCancellationRequested; version++)
            {
                await Stored.Run(database, $"update wikkenwegen.mt_streams set version = {version} where tenant_id = 'a'");
                Volatile.Write(ref committed, version);
            }
        }, Cancellation);

        var asked = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            for (var n = 0; n < 40; n++)
            {
                var before = Volatile.Read(ref committed);
                var answers = await Task.WhenAll(Ask(versions, "a"), Ask(versions, "b"), Ask(versions, "unknown"));
                answers[0].ShouldBeGreaterThanOrEqualTo(before);
                answers[1].ShouldBe(0);
                answers[2].ShouldBe(0);
            }
            return true;
        }, Cancellation)));
        asked.ShouldAllBe(done => done);
        await stop.CancelAsync();
        await writing;
        committed.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_failing_database_is_told_to_every_reader_and_forgotten_when_it_is_back()
    {
        var database = await Streams(("a", 7));
        await using var source = NpgsqlDataSource.Create(database + OneConnection);
        await using var versions = new StreamVersions(source);
        for (var round = 0; round < 3; round++)
        {
            (await Ask(versions, "a")).ShouldBe(7);
            await Stored.Run(database, "alter table wikkenwegen.mt_streams rename to gone");
            foreach (var asking in Enumerable.Range(0, 100).Select(_ => Ask(versions, "a")).ToList())
                (await Should.ThrowAsync<PostgresException>(asking)).SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
            await Stored.Run(database, "alter table wikkenwegen.gone rename to mt_streams");
            (await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Ask(versions, "a")))).ShouldAllBe(version => version == 7);

            // A connection that was cut is replaced without a word: nothing was lost, since the question only reads.
            await Stored.Run(database, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            (await Ask(versions, "a")).ShouldBe(7);
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_takes_nobody_along_and_after_the_end_nobody_waits()
    {
        var database = await Streams(("a", 7));
        await using var source = NpgsqlDataSource.Create(database);
        var versions = new StreamVersions(source);
        using var left = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 20).Select(_ => versions.Newest("a", Guid.Empty, left.Token)).ToList();
        var staying = Enumerable.Range(0, 20).Select(_ => Ask(versions, "a")).ToList();
        await left.CancelAsync();
        (await Task.WhenAll(staying)).ShouldAllBe(version => version == 7);
        foreach (var asking in leaving) (await asking.ContinueWith(t => t.IsCanceled || t.Result == 7, Cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)).ShouldBeTrue();

        var last = Ask(versions, "a");
        await versions.DisposeAsync().AsTask().WaitAsync(Patience, Cancellation);
        (await last).ShouldBe(7);
        await Should.ThrowAsync<ObjectDisposedException>(() => Ask(versions, "a"));
    }

    [Fact]
    public async Task Those_who_ask_together_each_hear_of_the_stream_that_they_asked_for()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var database = await Streams(("a", 1));
        await Stored.Run(database, $"insert into wikkenwegen.mt_streams values ('a', '{one}', 2), ('a', '{two}', 3), ('b', '{two}', 4)");
        await using var source = NpgsqlDataSource.Create(database);
        await using var versions = new StreamVersions(source);
        (string Corporation, Guid Stream, int Version)[] known = [("a", two, 3), ("b", one, 0), ("b", two, 4), ("a", one, 2), ("a", Guid.Empty, 1)];
        for (var first = 0; first < known.Length; first++)
        {
            // Each time others, in another order, so that nothing of the query before can be right.
            (string Corporation, Guid Stream, int Version)[] asked = [.. known[first..], .. known];
            var answers = Task.WhenAll(asked.Select(q => versions.Newest(q.Corporation, q.Stream, Cancellation)));
            (await answers.WaitAsync(Patience, Cancellation)).ShouldBe(asked.Select(q => q.Version));
        }
    }

    [Fact]
    public async Task A_version_beyond_all_numbers_of_steps_is_an_error_for_who_asks_for_it_and_nothing_to_who_asks_next()
    {
        var database = await Streams(("a", 4_294_967_303), ("b", 8));
        await using var source = NpgsqlDataSource.Create(database + OneConnection);
        await using var versions = new StreamVersions(source);
        for (var round = 0; round < 3; round++)
        {
            await Should.ThrowAsync<OverflowException>(() => Ask(versions, "a"));
            (await Ask(versions, "b")).ShouldBe(8);
        }
    }

    [Fact]
    public async Task The_database_works_for_a_question_as_long_as_somebody_waits_and_no_longer()
    {
        var database = await Streams(("a", 7));
        await using var source = NpgsqlDataSource.Create(database + NoTimeout);
        await using var versions = new StreamVersions(source);
        using CancellationTokenSource before = new(), one = new(), other = new(), last = new();
        await using (await Locked(database))
        {
            var asking = versions.Newest("a", Guid.Empty, before.Token);
            var query = await Waiting(database, q => q.Count == 1);
            // These two come while a query runs, and so share the next one.
            var leaving = versions.Newest("a", Guid.Empty, one.Token);
            var staying = versions.Newest("a", Guid.Empty, other.Token);
            await before.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(asking);
            var next = await Waiting(database, q => q.Count == 1 && q[0] != query[0]);

            await one.CancelAsync();
            (await Should.ThrowAsync<OperationCanceledException>(leaving)).CancellationToken.ShouldBe(one.Token);
            await Should.ThrowAsync<TimeoutException>(staying.WaitAsync(TimeSpan.FromMilliseconds(300), Cancellation));
            (await Waiting(database, _ => true)).ShouldBe(next);

            await other.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(staying);
            await Waiting(database, q => q.Count == 0);
        }
        (await Ask(versions, "a")).ShouldBe(7);
    }

    [Fact]
    public async Task For_somebody_who_left_before_the_database_does_not_work_at_all()
    {
        var database = await Streams(("a", 7));
        await using var source = NpgsqlDataSource.Create(database + NoTimeout);
        var versions = new StreamVersions(source);
        await using var locked = await Locked(database);
        await Should.ThrowAsync<OperationCanceledException>(versions.Newest("a", Guid.Empty, new CancellationToken(canceled: true)));
        await versions.DisposeAsync().AsTask().WaitAsync(Patience, Cancellation); // a query would wait for the lock, and this for the query
    }

    [Fact]
    public async Task Who_was_answered_may_leave_later()
    {
        var database = await Streams(("a", 7));
        await using var source = NpgsqlDataSource.Create(database);
        await using var versions = new StreamVersions(source);
        using var leaving = new CancellationTokenSource();
        var asked = versions.Newest("a", Guid.Empty, leaving.Token);
        (await asked.WaitAsync(Patience, Cancellation)).ShouldBe(7);
        (await Ask(versions, "a")).ShouldBe(7); // so the query before is done with
        Should.NotThrow(leaving.Cancel);
        (await asked).ShouldBe(7);
    }

    [Fact]
    public async Task The_end_waits_for_the_answers_that_are_due()
    {
        var database = await Streams(("a", 7));
        await using var source = NpgsqlDataSource.Create(database + NoTimeout);
        var versions = new StreamVersions(source);
        Task<int> asking;
        Task ending;
        await using (await Locked(database))
        {
            asking = Ask(versions, "a");
            await Waiting(database, q => q.Count == 1);
            ending = versions.DisposeAsync().AsTask();
            ending.IsCompleted.ShouldBeFalse();
        }
        await ending.WaitAsync(Patience, Cancellation);
        (await asking).ShouldBe(7);
    }

    /// <summary>For a connection string: whoever does not give a connection back keeps everybody from the next.</summary>
    private const string OneConnection = ";Maximum Pool Size=1;Timeout=5";

    /// <summary>For a connection string: what waits in the database waits until it is told not to.</summary>
    private const string NoTimeout = ";Command Timeout=0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Locks the table of versions until it is disposed of.</summary>
    private static async Task<NpgsqlConnection> Locked(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var take = new NpgsqlCommand("begin; lock table wikkenwegen.mt_streams in access exclusive mode", connection);
        await take.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    /// <summary>When each of the queries began that wait for a lock, once they are as they should be.</summary>
    private static async Task<List<DateTime>> Waiting(string database, Func<List<DateTime>, bool> asExpected)
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            var waiting = await Stored.Rows(database, "select query_start from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", row => row.GetDateTime(0));
            if (asExpected(waiting)) return waiting;
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Patience, $"{waiting.Count} queries wait");
            await Task.Delay(20, Cancellation);
        }
    }

    private static Task<int> Ask(StreamVersions versions, string corporation) =>
        versions.Newest(corporation, Guid.Empty, Cancellation).WaitAsync(Patience, Cancellation);

    private async Task<string> Streams(params (string Corporation, long Version)[] streams)
    {
        var database = await shared.CreateDatabase();
        await Stored.Run(database, "create schema wikkenwegen; create table wikkenwegen.mt_streams (tenant_id varchar, id uuid, version bigint)");
        foreach (var (corporation, version) in streams)
            await Stored.Run(database, $"insert into wikkenwegen.mt_streams values ('{corporation}', '{Guid.Empty}', {version})");
        return database;
    }
}
