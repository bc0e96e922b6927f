using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Tells the newest version of a stream. Requests that come in while a query is under way share the next one, so that many
/// readers cost one round trip, and each still gets a version that was read after it asked: no reader misses a step that was
/// acknowledged before, by whichever host.
/// </summary>
public sealed class StreamVersions : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Channel<Question> _questions = Channel.CreateUnbounded<Question>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _answering;

    /// <summary>Starts answering.</summary>
    public StreamVersions(NpgsqlDataSource source)
    {
        _source = source;
        _answering = Task.Run(AnswerAll);
    }

    /// <summary>The newest version of a corporation's stream; 0 where there is none.</summary>
    public Task<int> Newest(string corporation, Guid stream, CancellationToken cancellation)
    {
        var question = new Question(corporation, stream, new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!_questions.Writer.TryWrite(question), this);
        return cancellation.CanBeCanceled ? question.Answer.Task.WaitAsync(cancellation) : question.Answer.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _questions.Writer.TryComplete();
        await _answering;
    }

    private async Task AnswerAll()
    {
        var batch = new List<Question>();
        while (await _questions.Reader.WaitToReadAsync())
        {
            // To the back of the queue: under load, those who are about to ask come first and share the query; else nothing is lost.
            for (var i = 0; i < 4; i++) await Task.Yield();
            while (_questions.Reader.TryRead(out var question)) batch.Add(question);
            try
            {
                await Answer(batch);
            }
#pragma warning disable CA1031 // whatever went wrong, those who asked must hear of it, and the next batch must be answered
            catch (Exception e)
#pragma warning restore CA1031
            {
                foreach (var question in batch) question.Answer.TrySetException(e);
            }
            batch.Clear();
        }
    }

    private async Task Answer(List<Question> batch)
    {
        await using var command = _source.CreateCommand($"""
            select q.n, s.version from unnest($1::int[], $2::varchar[], $3::uuid[]) as q(n, tenant_id, id)
            join {StoreSetup.Schema}.mt_streams s on s.tenant_id = q.tenant_id and s.id = q.id
            """);
        command.Parameters.Add(new() { Value = Enumerable.Range(0, batch.Count).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = batch.Select(q => q.Corporation).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = batch.Select(q => q.Stream).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) batch[reader.GetInt32(0)].Answer.TrySetResult(checked((int)reader.GetInt64(1)));
        foreach (var question in batch) question.Answer.TrySetResult(0);
    }

    private sealed record Question(string Corporation, Guid Stream, TaskCompletionSource<int> Answer);
}
