using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain.Deadlines;
using Wolverine;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Deadlines;

/// <summary>
/// Makes again what is missing, once the host has started and then every hour: deadlines of weighings that were recorded by a host which did not
/// keep them, and messages that were lost, as after a restore, or could not be handled. Done twice, or on two hosts, it does no harm.
/// </summary>
public sealed class DeadlineSweep(
    NpgsqlDataSource source, IDocumentStore store, IServiceProvider services, KeepDeadlines keep, IWolverineRuntime bus, IHostApplicationLifetime lifetime, TimeProvider clock,
    ILogger<DeadlineSweep> log) : RepeatedWork(lifetime, clock, log)
{
    /// <summary>Made no earlier than it is needed, so that its settings are checked with all others.</summary>
    private WeighingStore Weighings => services.GetRequiredService<WeighingStore>();

    /// <summary>How long after the start the first one begins: the first requests go before.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    /// <summary>How long after one the next one begins.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>
    /// By how much each one goes back further than the one before went: a step shows in the database at its commit, with the moment at which its
    /// transaction began.
    /// </summary>
    private const string Overlap = "1 hour";

    /// <summary>
    /// How long messages are kept that could not be handled. What they tell is told again each time, until its row says that it was reached; they only
    /// show an operator what went wrong.
    /// </summary>
    private const string Shown = "7 days";

    /// <summary>Does all of it once. What was reached is told first: nothing that is wrong with one weighing keeps that from the others.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        await TellMissed(cancellation);
        await WriteMissing(cancellation);
        await ForgetDead(cancellation);
    }

    /// <inheritdoc />
    protected override TimeSpan Before => First;

    /// <inheritdoc />
    protected override TimeSpan Pause => Interval;

    /// <inheritdoc />
    protected override string NotDone => "Deadlines were not swept";

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancellation) => Sweep(cancellation);

    /// <summary>
    /// Writes the deadlines of weighings to which was added since the last time, where they are not as they should be. Where that fails for one, the
    /// next sweep looks at all of these again.
    /// </summary>
    private async Task WriteMissing(CancellationToken cancellation)
    {
        var (now, changed) = await Changed(cancellation);
        var failed = false;
        foreach (var (corporation, weighing) in changed)
        {
            try
            {
                await Write(corporation, weighing, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested && !Unavailability.Is(e) && e is not InsufficientMemoryException)
            {
                // Such as an event that only a later release can read, whose hosts keep the deadlines themselves.
                failed = true;
                Log.LogWarning("Deadlines of weighing {Weighing} of {Corporation} were not looked at, which the next sweep tries again: {Error}", weighing, corporation, e.Message);
            }
        }
        if (failed) return;
        await using var mark = source.CreateCommand($"""
            insert into {DeadlineRows.Swept} as there (one, swept_to) values (true, $1) on conflict (one) do update set swept_to = greatest(there.swept_to, excluded.swept_to)
            """);
        mark.Parameters.Add(new() { Value = now });
        await mark.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The weighings to which was added, and the time: both by the clock of the database, which all hosts share.</summary>
    private async Task<(DateTime Now, List<(string Corporation, Guid Id)> Changed)> Changed(CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("select now()"));
        batch.BatchCommands.Add(new($"""
            select tenant_id, id from {StoreSetup.Schema}.mt_streams where type = 'weighing' and version > 0
                and timestamp >= coalesce((select swept_to - interval '{Overlap}' from {DeadlineRows.Swept}), '-infinity')
            """));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var now = reader.GetDateTime(0);
        await reader.NextResultAsync(cancellation);
        var changed = new List<(string, Guid)>();
        while (await reader.ReadAsync(cancellation)) changed.Add((reader.GetString(0), reader.GetGuid(1)));
        return (now, changed);
    }

    private async Task Write(string corporation, Guid id, CancellationToken cancellation)
    {
        if (await Weighings.Newest(corporation, id, cancellation) is not { } newest) return;
        var wanted = newest.State.Deadlines();
        await using var session = store.LightweightSession(corporation);
        if ((await DeadlineRows.Of(session, id, cancellation)).ToHashSet().SetEquals(wanted)) return;

        await session.BeginTransactionAsync(cancellation);
        // Whoever records a step of this weighing now is done before this, or waits until it is. Of two who were faster, the gate has written what is right.
        await using var wait = new NpgsqlCommand($"select version from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and id = $2 for update");
        foreach (var value in new object[] { corporation, id }) wait.Parameters.Add(new() { Value = value });
        await using (var reader = await session.ExecuteReaderAsync(wait, cancellation))
            if (!await reader.ReadAsync(cancellation) || reader.GetInt64(0) != newest.State.Version) return;
        if (await keep.Write(session, id, await DeadlineRows.Of(session, id, cancellation), wanted)) await session.SaveChangesAsync(cancellation);
    }

    /// <summary>Tells of the deadlines that were reached while they stood, of which that is not written down. Most were told of; what tells it twice is handled once.</summary>
    private async Task TellMissed(CancellationToken cancellation)
    {
        if (bus.Options.Durability.Mode == DurabilityMode.MediatorOnly) return; // this host keeps no messages
        var missed = new List<(string Corporation, DeadlineReached Reached)>();
        await using (var command = source.CreateCommand($"""
            select tenant_id, weighing_id, kind, about, from_event, due_at from {DeadlineRows.Rows} where settled_by is null and fired_at is null and due_at <= $1 order by due_at
            """))
        {
            command.Parameters.Add(new() { Value = Clock.GetUtcNow() });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                missed.Add((reader.GetString(0), new DeadlineReached(reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetFieldValue<DateTimeOffset>(5))));
        }
        foreach (var (corporation, reached) in missed)
        {
            cancellation.ThrowIfCancellationRequested();
            await new MessageBus(bus).PublishAsync(reached, new DeliveryOptions { TenantId = corporation });
        }
    }

    private async Task ForgetDead(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"delete from {DeadlineRows.Dead} where message_type = $1 and coalesce(failed_at, sent_at) < now() - interval '{Shown}'");
        command.Parameters.Add(new() { Value = DeadlineReached.Name });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
