using System.Text;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain.Corporations;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// Records, of each corporation whose log was signed by the key of before, that it is signed by another from there on. The <see cref="Signer"/> follows what the log says; it changes the key of the log
/// over all by itself. One host does it at a time; killed halfway, the others of the logs are done in the next round.
/// </summary>
public sealed class ChangeKeys(NpgsqlDataSource source, LedgerKeys keys, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ChangeKeys> log) : RepeatedWork(lifetime, clock, log)
{
    /// <summary>The advisory lock of who is at work.</summary>
    private const long Lock = 0x57696B6B656E33; // "Wikken3"

    /// <summary>Whose act it is: that of the operator, who has set it.</summary>
    private const string Actor = "operator";

    /// <summary>Does one round.</summary>
    /// <returns>Of how many logs it was recorded.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var take = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = Lock } } })
            if (await take.ExecuteScalarAsync(cancellation) is not true) return 0;

        var done = 0;
        foreach (var (corporation, newest) in await Newest(connection, cancellation))
        {
            if (keys.PreviousSignerOf(corporation) is not { } from || !keys.SignerOf(corporation).TryGet(out var to, out _)) continue;
            var history = await KeyChanges.History(connection, corporation, keys, cancellation);
            var isBefore = history.Newest is { } inForce ? inForce.Equals(from.VerifierKey) : keys.Open(corporation, newest, history) is { IsOk: true } opened && opened.Value.By.Equals(from.VerifierKey);
            // One that is recorded and has no place yet is not recorded again.
            if (!isBefore || await KeyChanges.Recorded(connection, corporation, from.VerifierKey, to.VerifierKey, cancellation) > history.Count(from.VerifierKey, to.VerifierKey)) continue;
            var command = new ChangeLogKey { Code = corporation, From = from.VerifierKey.ToString(), To = to.VerifierKey.ToString(), Statement = KeyChange.Sign(from, to) };
            var step = new RecordCorporationStep(command, null, new StepEnvelope(Domain.Actor.Everything(Actor), "change-log-key", to.VerifierKey.ToString()));
            if (await new MessageBus(services.GetRequiredService<IWolverineRuntime>()).InvokeForTenantAsync<StepResult>(corporation, step, cancellation) is StepResult.CorporationRecorded) done++;
            else Log.LogError("The key of the log of {Corporation} cannot be changed: there is no registration of that corporation to record it at", corporation);
        }
        if (done > 0) Log.LogWarning("The key of {Logs} logs is changed, which they say themselves from now on", done);
        return done;
    }

    /// <inheritdoc />
    protected override bool IsNeeded => keys.AreChanged;

    /// <inheritdoc />
    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override string NotDone => "The key of logs was not changed";

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Run(cancellation);

    /// <summary>The newest checkpoint of each corporation that has one.</summary>
    private static async Task<List<(string Corporation, byte[] Note)>> Newest(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand($"select distinct on (tenant_id) tenant_id, note from {LedgerSchema.Checkpoints} where tenant_id <> $1 order by tenant_id, size desc", connection)
        {
            Parameters = { new() { Value = LedgerSchema.Everything } },
        };
        var newest = new List<(string, byte[])>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) newest.Add((reader.GetString(0), Encoding.UTF8.GetBytes(reader.GetString(1))));
        return newest;
    }
}
