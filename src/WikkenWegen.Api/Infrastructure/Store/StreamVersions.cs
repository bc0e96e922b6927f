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
    private readonly Task _replying;

    /// <summary>Starts answering.</summary>
    public StreamVersions(NpgsqlDataSource source)
    {
        _source = source;
        _replying = Task.Run(ReplyToAll);
    }

    /// <summary>The newest version of a corporation's stream; 0 where there is none.</summary>
    public Task<int> Newest(string corporation, Guid stream, CancellationToken cancellation)
    {
        var question = new Question(corporation, stream, cancellation);
        ObjectDisposedException.ThrowIf(!_questions.Writer.TryWrite(question), this);
        return question.Reply;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _questions.Writer.TryComplete();
        await _replying;
    }

    private async Task ReplyToAll()
    {
        var batch = new List<Question>();
        await using var query = new Query(_source);
        while (await _questions.Reader.WaitToReadAsync())
        {
            // To the back of the queue: under load, those who are about to ask come first and share the query; else nothing is lost.
            for (var i = 0; i < 4; i++) await Task.Yield();
            while (_questions.Reader.TryRead(out var question)) batch.Add(question);
            try
            {
                await query.Reply(batch);
            }
#pragma warning disable CA1031 // whatever went wrong, those who asked must hear of it, and the next batch must be answered
            catch (Exception e)
#pragma warning restore CA1031
            {
                await query.DisposeAsync();
                foreach (var question in batch) question.Fails(e);
            }
            batch.Clear();
        }
    }

    /// <summary>The query, on a connection that is kept: with many readers it runs all the time. After an error it starts afresh.</summary>
    private sealed class Query(NpgsqlDataSource source) : IAsyncDisposable
    {
        private readonly NpgsqlParameter<List<int>> _numbers = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer, TypedValue = [] };
        private readonly NpgsqlParameter<List<string>> _corporations = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar, TypedValue = [] };
        private readonly NpgsqlParameter<List<Guid>> _streams = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, TypedValue = [] };
        private NpgsqlConnection? _connection;
        private NpgsqlCommand? _command;

        public async Task Reply(List<Question> batch)
        {
            _numbers.TypedValue!.Clear();
            _corporations.TypedValue!.Clear();
            _streams.TypedValue!.Clear();
            foreach (var question in batch)
            {
                _numbers.TypedValue.Add(_numbers.TypedValue.Count);
                _corporations.TypedValue.Add(question.Corporation);
                _streams.TypedValue.Add(question.Stream);
            }
            using var abandoned = new Abandoned(batch);
            _connection ??= await source.OpenConnectionAsync(abandoned.Token);
            _command ??= new NpgsqlCommand($"""
                select q.n, s.version from unnest($1::int[], $2::varchar[], $3::uuid[]) as q(n, tenant_id, id)
                join {StoreSetup.Schema}.mt_streams s on s.tenant_id = q.tenant_id and s.id = q.id
                """, _connection) { Parameters = { _numbers, _corporations, _streams } };
            await using var reader = await _command.ExecuteReaderAsync(abandoned.Token);
            while (await reader.ReadAsync(abandoned.Token)) batch[reader.GetInt32(0)].Is(checked((int)reader.GetInt64(1)));
            foreach (var question in batch) question.Is(0); // of the others there is none
        }

        public async ValueTask DisposeAsync()
        {
            _command?.Parameters.Clear();
            if (_command is not null) await _command.DisposeAsync();
            if (_connection is not null) await _connection.DisposeAsync();
            (_command, _connection) = (null, null);
        }
    }

    /// <summary>Is cancelled once nobody who asked is waiting any more, so that the query does not either.</summary>
    private sealed class Abandoned : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly List<Question> _batch;

        public Abandoned(List<Question> batch)
        {
            _batch = batch;
            foreach (var question in batch) question.In = this;
            Interlocked.MemoryBarrier(); // who left before saw no batch to tell, and is seen here
            Look();
        }

        public CancellationToken Token => _source.Token;

        public void Look()
        {
            if (_batch.TrueForAll(question => question.Reply.IsCompleted)) _source.Cancel();
        }

        public void Dispose()
        {
            // Waits for whoever is leaving at this moment, and who then looks at the batch.
            foreach (var question in _batch) question.Dispose();
            _source.Dispose();
        }
    }

    private sealed class Question : IDisposable
    {
        private readonly TaskCompletionSource<int> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationToken _cancellation;
        private readonly CancellationTokenRegistration _leaving;
        private volatile Abandoned? _in;

        public Question(string corporation, Guid stream, CancellationToken cancellation)
        {
            (Corporation, Stream, _cancellation) = (corporation, stream, cancellation);
            _leaving = cancellation.UnsafeRegister(static question => ((Question)question!).Leave(), this);
        }

        public string Corporation { get; }

        public Guid Stream { get; }

        public Task<int> Reply => _reply.Task;

        public Abandoned? In
        {
            set => _in = value;
        }

        public void Is(int version) => _reply.TrySetResult(version);

        public void Fails(Exception e) => _reply.TrySetException(e);

        public void Dispose() => _leaving.Dispose();

        private void Leave()
        {
            _reply.TrySetCanceled(_cancellation);
            Interlocked.MemoryBarrier();
            _in?.Look();
        }
    }
}
