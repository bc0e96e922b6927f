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
        await using var source = NpgsqlDataSource.Create(database);
        await using var versions = new StreamVersions(source);
        for (var round = 0; round < 3; round++)
        {
            (await Ask(versions, "a")).ShouldBe(7);
            await Stored.Run(database, "alter table wikkenwegen.mt_streams rename to gone");
            foreach (var asking in Enumerable.Range(0, 100).Select(_ => Ask(versions, "a")).ToList())
                (await Should.ThrowAsync<PostgresException>(asking)).SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
            await Stored.Run(database, "alter table wikkenwegen.gone rename to mt_streams");
            (await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Ask(versions, "a")))).ShouldAllBe(version => version == 7);

            // And where its connections are cut.
            await Stored.Run(database, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            await Failing(() => Ask(versions, "a"));
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
        await versions.DisposeAsync();
        (await last).ShouldBe(7);
        await Should.ThrowAsync<ObjectDisposedException>(() => Ask(versions, "a"));
    }

    private static Task<int> Ask(StreamVersions versions, string corporation) =>
        versions.Newest(corporation, Guid.Empty, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    /// <summary>Asks until it is answered; a pooled connection that was cut may be found out first.</summary>
    private static async Task Failing(Func<Task<int>> ask)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                (await ask()).ShouldBe(7);
                return;
            }
            catch (NpgsqlException)
            {
                // Told, as it must be.
            }
        }
        (await ask()).ShouldBe(7);
    }

    private async Task<string> Streams(params (string Corporation, int Version)[] streams)
    {
        var database = await shared.CreateDatabase();
        await Stored.Run(database, "create schema wikkenwegen; create table wikkenwegen.mt_streams (tenant_id varchar, id uuid, version bigint)");
        foreach (var (corporation, version) in streams)
            await Stored.Run(database, $"insert into wikkenwegen.mt_streams values ('{corporation}', '{Guid.Empty}', {version})");
        return database;
    }
}
