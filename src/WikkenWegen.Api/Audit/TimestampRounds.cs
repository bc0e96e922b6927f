using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Ledger;
using WikkenWegen.AuditBundle.Leaves;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Has the newest checkpoint of each log stamped by an authority for time (RFC 3161), where the settings name one. Only a hash goes there, so that it learns nothing but how often. What it answers is
/// checked before it is kept. Every host does; of two stamps of one checkpoint the first counts.
/// </summary>
public sealed partial class TimestampRounds(NpgsqlDataSource source, AuditLog log, AuditSettings settings, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<TimestampRounds> logger) : RepeatedWork(lifetime, clock, logger)
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = settings.TimestampPatience,
        MaxResponseContentBufferSize = TimeStamp.MaxBytes,
    };

    /// <summary>Goes along all logs once.</summary>
    /// <returns>How many checkpoints were stamped.</returns>
    public async Task<int> Go(CancellationToken cancellation)
    {
        var done = 0;
        foreach (var corporation in await Due(cancellation))
        {
            if (await log.Newest(corporation, cancellation) is not { } checkpoint) continue;
            try
            {
                var token = await Stamp(checkpoint, cancellation);
                if (TimeStamp.Check(token, Encoding.UTF8.GetBytes(checkpoint.Note), roots: null).TryGet(out var stamp, out var error))
                {
                    await Keep(corporation, checkpoint.Size, token, stamp.At, cancellation);
                    done++;
                }
                else NotStamped(Log, corporation, checkpoint.Size, error.Message);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or CryptographicException)
            {
                NotStamped(Log, corporation, checkpoint.Size, e.Message);
                break; // it answers nothing, or nothing that makes sense: the next round asks again
            }
        }
        return done;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override TimeSpan Pause => settings.TimestampPause;

    /// <inheritdoc />
    protected override string NotDone => "Checkpoints were not stamped";

    /// <inheritdoc />
    protected override bool IsNeeded => settings.TimestampAuthority is not null;

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Go(cancellation);

    private async Task<byte[]> Stamp(SignedCheckpoint checkpoint, CancellationToken cancellation)
    {
        var asked = Rfc3161TimestampRequest.CreateFromHash(TimeStamp.Imprint(Encoding.UTF8.GetBytes(checkpoint.Note)).Value, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(8), requestSignerCertificates: true);
        using var content = new ByteArrayContent(asked.Encode()) { Headers = { ContentType = new MediaTypeHeaderValue("application/timestamp-query") } };
        using var response = await _http.PostAsync(settings.TimestampAuthority, content, cancellation);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
        return asked.ProcessResponse(answer, out _).AsSignedCms().Encode(); // it is of this request, by its nonce
    }

    private async Task Keep(string corporation, long size, byte[] token, DateTimeOffset stampedAt, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"insert into {LedgerSchema.Timestamps} (tenant_id, size, token, stamped_at) values ($1, $2, $3, $4) on conflict do nothing");
        foreach (var value in new object[] { corporation, size, token, stampedAt }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The logs whose newest checkpoint has no stamp.</summary>
    private async Task<List<string>> Due(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"""
            select c.tenant_id from (select tenant_id, max(size) as size from {LedgerSchema.Checkpoints} group by tenant_id) c
            where not exists (select from {LedgerSchema.Timestamps} t where t.tenant_id = c.tenant_id and t.size = c.size) order by c.tenant_id
            """);
        var due = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) due.Add(reader.GetString(0));
        return due;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The checkpoint of {Corporation} at {Size} was not stamped: {Error}")]
    private static partial void NotStamped(ILogger logger, string corporation, long size, string error);
}
