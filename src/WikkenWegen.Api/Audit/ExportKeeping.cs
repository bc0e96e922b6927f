using Npgsql;
using Wolverine;
using Wolverine.Runtime;
using WikkenWegen.Api.Infrastructure.Hosting;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Once the host has started and then every minute: asks again for exports that were begun and are not done, whose message was lost or whose host gave up; and
/// deletes files that are kept no longer, or that may disclose what was erased since. Done twice, or on two hosts, it does no harm.
/// </summary>
public sealed class ExportKeeping(NpgsqlDataSource source, IWolverineRuntime bus, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ExportKeeping> logger) : RepeatedWork(lifetime, clock, logger)
{
    /// <summary>How long after one round the next begins.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Does all of it once.</summary>
    public async Task Go(CancellationToken cancellation)
    {
        await Expire(cancellation);
        if (bus.Options.Durability.Mode == DurabilityMode.MediatorOnly) return; // this host keeps no messages
        // One that is being made holds its lock, so that the message does nothing.
        foreach (var (corporation, id, _) in await Read($"select tenant_id, export_id, 0::bigint from {ExportRows.Rows} where finished_at is null and requested_at < $1", Clock.GetUtcNow() - Interval, cancellation))
            await new MessageBus(bus).PublishAsync(new MakeBag(corporation, id));
    }

    /// <inheritdoc />
    protected override TimeSpan Pause => Interval;

    /// <inheritdoc />
    protected override string NotDone => "Exports were not looked after";

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Go(cancellation);

    private async Task Expire(CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow();
        foreach (var (corporation, id, _) in await Read($"select tenant_id, export_id, size from {ExportRows.Rows} where state = 'done' and kept_until <= $1", now, cancellation)) await Expire(source, corporation, id, cancellation);
        foreach (var (corporation, id, size) in await Read($"select tenant_id, export_id, size from {ExportRows.Rows} where state = 'done' and kept_until > $1", now, cancellation))
            if (await Erasures.Since(source, corporation, size, cancellation)) await Expire(source, corporation, id, cancellation);
    }

    /// <summary>Deletes the file of an export; that it was made stays on record.</summary>
    internal static async Task Expire(NpgsqlDataSource source, string corporation, Guid id, CancellationToken cancellation)
    {
        await using var command = ExportRows.Command(source, $"""
            with gone as (delete from {ExportRows.Parts} where tenant_id = $1 and export_id = $2)
            update {ExportRows.Rows} set state = 'expired' where tenant_id = $1 and export_id = $2 and state = 'done'
            """, corporation, id);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<(string Corporation, Guid Id, long Size)>> Read(string sql, DateTimeOffset at, CancellationToken cancellation)
    {
        var found = new List<(string, Guid, long)>();
        await using var command = ExportRows.Command(source, sql, at);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) found.Add((row.GetString(0), row.GetGuid(1), row.GetInt64(2)));
        return found;
    }
}
