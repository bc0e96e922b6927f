using System.Data;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Finds the newest version of a stream, for many callers with one query. Callers that ask while a query is running are answered together
/// by the next one. So each gets a version that was read after they asked, which includes every step that any host acknowledged before.
/// </summary>
public sealed class StreamVersions : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Channel<Question> _questions = Channel.CreateUnbounded<Question>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _replying;

    /// <summary>Starts the loop that runs the queries. It ends when this is disposed of.</summary>
    /// <param name="source">Connections to the database.</param>
    public StreamVersions(NpgsqlDataSource source)
    {
        _source = source;
        _replying = Task.Run(ReplyToAll);
    }

    /// <summary>The newest version of a corporation's stream, from 1; 0 where there is no such stream.</summary>
    /// <param name="corporation">Code of the corporation: the tenant.</param>
    /// <param name="stream">Identity of the stream.</param>
    /// <param name="cancellation">Ends the waiting of this caller; the query goes on as long as another caller waits for it.</param>
    /// <exception cref="ObjectDisposedException">This was disposed of.</exception>
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
            // Work that is ready to run goes first. Under load that includes callers that are about to ask: they then share this query.
            for (var i = 0; i < 4; i++) await Task.Yield();
            while (_questions.Reader.TryRead(out var question)) batch.Add(question);
            try
            {
                using var abandoned = new Abandoned(batch);
                await query.Reply(batch, abandoned.Token);
            }
#pragma warning disable CA1031 // whatever went wrong, the callers must get it and the loop must go on with the next batch
            catch (Exception e)
#pragma warning restore CA1031
            {
                await query.DisposeAsync();
                foreach (var question in batch) question.Fails(e);
            }
            batch.Clear();
        }
    }

    /// <summary>
    /// The query and its connection, which is kept open: with many readers the query runs all the time. After an error, disposing of it
    /// makes the next batch take a new connection.
    /// </summary>
    private sealed class Query(NpgsqlDataSource source) : IAsyncDisposable
    {
        private readonly NpgsqlParameter<List<int>> _numbers = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer, TypedValue = [] };
        private readonly NpgsqlParameter<List<string>> _corporations = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar, TypedValue = [] };
        private readonly NpgsqlParameter<List<Guid>> _streams = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, TypedValue = [] };
        private NpgsqlConnection? _connection;
        private NpgsqlCommand? _command;

        public async Task Reply(List<Question> batch, CancellationToken cancellation)
        {
            try
            {
                await Ask(batch, cancellation);
            }
            catch (NpgsqlException) when (_connection is { State: not ConnectionState.Open })
            {
                // The connection broke, perhaps long ago, when the database was restarted or moved: that is found when it is used. The
                // question only reads, so it is asked once more on a new connection. While the database is away, opening that one fails.
                await DisposeAsync();
                await Ask(batch, cancellation);
            }
        }

        private async Task Ask(List<Question> batch, CancellationToken cancellation)
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
            _connection ??= await source.OpenConnectionAsync(cancellation);
            _command ??= new NpgsqlCommand($"""
                select q.n, s.version from unnest($1::int[], $2::varchar[], $3::uuid[]) as q(n, tenant_id, id)
                join {StoreSetup.Schema}.mt_streams s on s.tenant_id = q.tenant_id and s.id = q.id
                """, _connection) { Parameters = { _numbers, _corporations, _streams } };
            await using var reader = await _command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) batch[reader.GetInt32(0)].Is(checked((int)reader.GetInt64(1)));
            foreach (var question in batch) question.Is(0); // only those that have no answer yet: their stream does not exist
        }

        public async ValueTask DisposeAsync()
        {
            _command?.Parameters.Clear();
            if (_command is not null) await _command.DisposeAsync();
            if (_connection is not null) await _connection.DisposeAsync();
            (_command, _connection) = (null, null);
        }
    }

    /// <summary>Cancels the query of a batch once no caller waits for it any more.</summary>
    private sealed class Abandoned : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly List<Question> _batch;

        public Abandoned(List<Question> batch)
        {
            _batch = batch;
            foreach (var question in batch) question.In = this;
            // A caller that stopped waiting before the line above had no batch to look at; the look below then finds its question completed.
            // The barrier, here and in Leave, keeps that order: each side writes before it reads, so at least one of them sees the other.
            Interlocked.MemoryBarrier();
            Look();
        }

        public CancellationToken Token => _source.Token;

        public void Look()
        {
            if (_batch.TrueForAll(question => question.Reply.IsCompleted)) _source.Cancel();
        }

        public void Dispose()
        {
            // This waits for callers that stop waiting at this moment, so that none of them looks at the batch after it is done with.
            foreach (var question in _batch) question.Dispose();
            _source.Dispose();
        }
    }

    /// <summary>
    /// What one caller asks: the newest version of one stream. It is completed once: by the answer, an error, or the caller's cancellation.
    /// </summary>
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
