using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Ledger;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Brings each newest checkpoint to the witnesses that have an address, and keeps what they answer (c2sp.org/tlog-witness). Every host does: a witness that is
/// asked twice answers the same. What a witness answers is not trusted, but checked; and it is asked again in the next round.
/// </summary>
public sealed partial class WitnessRounds(NpgsqlDataSource source, AuditLog log, Cosigning cosigning, AuditSettings settings, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<WitnessRounds> logger) : RepeatedWork(lifetime, clock, logger)
{
    /// <summary>More than any right answer has.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = settings.WitnessPatience,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Goes along all of them once.</summary>
    public async Task Go(CancellationToken cancellation)
    {
        foreach (var witness in cosigning.Witnesses.Where(w => w.Address is not null))
            foreach (var (corporation, cosigned) in await Due(witness, cancellation))
            {
                try
                {
                    await Bring(witness, corporation, cosigned, cancellation);
                }
                catch (Exception e) when (!cancellation.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
                {
                    NotReached(Log, witness.Name, corporation, e.Message);
                    break; // it answers nothing; the others do not wait for it
                }
            }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override TimeSpan Pause => settings.WitnessPause;

    /// <inheritdoc />
    protected override string NotDone => "Checkpoints were not brought to witnesses";

    /// <inheritdoc />
    protected override bool IsNeeded => cosigning.Witnesses.Any(w => w.Address is not null);

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Go(cancellation);

    /// <summary>The logs whose newest checkpoint a witness has not cosigned, each with the largest size that it has.</summary>
    private async Task<List<(string Corporation, long Cosigned)>> Due(KnownWitness witness, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"""
            select c.tenant_id, coalesce(s.size, 0) from (select tenant_id, max(size) as size from {LedgerSchema.Checkpoints} group by tenant_id) c
            left join (select tenant_id, max(size) as size from {LedgerSchema.Cosignatures} where witness = $1 group by tenant_id) s using (tenant_id)
            where s.size is null or s.size < c.size order by c.tenant_id
            """);
        command.Parameters.Add(new() { Value = witness.Key });
        var due = new List<(string, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) due.Add((reader.GetString(0), reader.GetInt64(1)));
        return due;
    }

    private async Task Bring(KnownWitness witness, string corporation, long cosigned, CancellationToken cancellation)
    {
        if (await log.Newest(corporation, cancellation) is not { } checkpoint) return;
        // It may have cosigned more than is known here, or less after it lost what it kept: then it says how much, and is asked once more.
        for (var again = false; ; again = true)
        {
            var (status, answer) = await Ask(witness, corporation, checkpoint, cosigned, cancellation);
            if (status == HttpStatusCode.Conflict && !again && long.TryParse(answer.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                if (known > checkpoint.Size)
                {
                    AheadOfUs(Log, witness.Name, corporation, known, checkpoint.Size);
                    return;
                }
                cosigned = known;
                continue;
            }
            if (status != HttpStatusCode.OK)
            {
                Refused(Log, witness.Name, corporation, checkpoint.Size, (int)status, Short(answer));
                return;
            }
            // A witness may give lines of several keys; only those that are known here count.
            var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var (refusals, right) = cosigning.Check(checkpoint, lines);
            if (right.IsEmpty) Refused(Log, witness.Name, corporation, checkpoint.Size, (int)status, refusals.Length > 0 ? refusals[0].In(Domain.Language.English) : "no cosignature");
            await cosigning.Keep(corporation, checkpoint.Size, right, cancellation);
            return;
        }
    }

    private async Task<(HttpStatusCode Status, string Answer)> Ask(KnownWitness witness, string corporation, SignedCheckpoint checkpoint, long cosigned, CancellationToken cancellation)
    {
        TreeHash[] proof = [];
        if (cosigned > 0 && !(await log.Tree(corporation, checkpoint.Head).ConsistencyProofAsync((ulong)cosigned, cancellation)).TryGet(out proof!, out var error)) throw new IOException(error.Message);
        var request = AddCheckpointRequest.Create((ulong)cosigned, proof, Encoding.UTF8.GetBytes(checkpoint.Note)).Value;
        using var content = new ByteArrayContent(request.Format());
        using var response = await _http.PostAsync(new Uri(witness.Address!.AbsoluteUri.TrimEnd('/') + "/add-checkpoint"), content, cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>The beginning of what a witness wrote, in one line.</summary>
    private static string Short(string text) => new([.. text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Witness {Witness} was not reached for the log of {Corporation}: {Error}")]
    private static partial void NotReached(ILogger logger, string witness, string corporation, string error);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Witness {Witness} did not cosign the checkpoint of {Corporation} at {Size}: {Status} {Answer}")]
    private static partial void Refused(ILogger logger, string witness, string corporation, long size, int status, string answer);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Witness {Witness} has cosigned a log of {Corporation} with {Known} leaves, and here it has {Size}: leaves were lost, as when an older backup was put back")]
    private static partial void AheadOfUs(ILogger logger, string witness, string corporation, long known, long size);
}
