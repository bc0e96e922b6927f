using System.Diagnostics;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Makes exports. One host at a time makes one: it holds a lock of its connection, which the database lets go of when the host is gone, and writes the
/// file on that same connection. Whoever comes after it begins again. That an export was made, and that it is done, is one transaction.
/// </summary>
public sealed partial class ExportMaker(
    NpgsqlDataSource source, AuditLog log, Trust trust, Withheld withheld, KeyChanges changes, IServiceProvider services, AuditSettings settings, IWolverineRuntime bus, TimeProvider clock, ILogger<ExportMaker> logger)
{
    /// <summary>So often an export is begun, each time after something went wrong or a host was gone; then it has failed.</summary>
    private const int MostAttempts = 5;

    /// <summary>How long a first checkpoint, or one with an erasure in it, is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(1);

    /// <summary>Makes an export, unless it is done, or another host makes it at this moment.</summary>
    public async Task Make(string corporation, Guid id, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        if (!await Holds(connection, id, cancellation)) return;
        try
        {
            if (await Begin(connection, corporation, id, cancellation) is not { } attempt) return;
            if (attempt > MostAttempts)
            {
                await Fail(corporation, id, cancellation);
                return;
            }
            var export = (await ExportRows.Find(source, corporation, id, cancellation))!;
            // What is erased meanwhile may still be disclosed in it: then all is done again, with the leaf that says so.
            while (!await Make(connection, corporation, export, cancellation)) Again(logger, id, corporation);
        }
        finally
        {
            await LetGo(connection, id);
        }
    }

    /// <summary>Makes it once; false where something was erased meanwhile.</summary>
    private async Task<bool> Make(NpgsqlConnection connection, string corporation, Export export, CancellationToken cancellation)
    {
        await Execute(connection, $"delete from {ExportRows.Parts} where tenant_id = $1 and export_id = $2", cancellation, corporation, export.Id);
        var checkpoint = await Checkpoint(corporation, cancellation);
        var unread = await withheld.Of(corporation, export.RequestedBy, cancellation);
        var checkpoints = await log.WorthKeeping(corporation, checkpoint.Size, cancellation);
        var content = new ExportContent(source, services.GetRequiredService<WeighingStore>(), services.GetRequiredService<VaultDisclosures>(), corporation, export.Scope, checkpoint, export.Reader, unread, logger);
        var request = new BundleRequest(corporation, trust.Origin(corporation), clock.GetUtcNow().InWholeSeconds(), await trust.Keys(corporation, cancellation), await trust.Policy(corporation, cancellation),
            export.Scope.Weighing, export.Scope.From, export.Scope.Until, await content.WithoutLeaf(cancellation))
        {
            KeyChanges = [.. (await changes.Leaves(corporation, checkpoint.Size, cancellation)).Select(leaf => new BundleLeaf(leaf.Index, leaf.Bytes, null))],
            Timestamps = await log.Timestamps(corporation, [.. checkpoints.Select(c => c.Size)], cancellation),
        };

        await using var file = new ExportFile(connection, corporation, export.Id);
        await BundleWriter.Write(file, request, content.Leaves(Signs(corporation, export.Id, checkpoint.Size), cancellation), [.. checkpoints.Select(c => c.Bytes)], content.Disclosures(cancellation), content.Stored, new Unheard(), cancellation);
        var sha256 = await file.Finish(cancellation);
        if (await Erasures.Since(source, corporation, checkpoint.Size, cancellation)) return false;
        await Record(corporation, export, new AuditExportMade
        {
            OccurredAt = default,
            Export = export.Id,
            Weighing = export.Scope.Weighing,
            From = export.Scope.From,
            Until = export.Scope.Until,
            Size = checkpoint.Size,
            Leaves = content.Given,
            Sha256 = sha256,
        }, file.Length, cancellation);
        Done(logger, export.Id, corporation, content.Given, file.Length);
        return true;
    }

    /// <summary>The newest checkpoint, in which all is that was erased so far.</summary>
    private async Task<SignedCheckpoint> Checkpoint(string corporation, CancellationToken cancellation)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation))
        {
            if (await log.Newest(corporation, cancellation) is { } newest && !await Erasures.Since(source, corporation, newest.Size, cancellation)) return newest;
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new InvalidOperationException("Nothing new was signed within a minute.");
        }
    }

    /// <summary>Records that it was made and, in that transaction, that it is done.</summary>
    private async Task Record(string corporation, Export export, AuditExportMade made, long bytes, CancellationToken cancellation)
    {
        var envelope = new StepEnvelope(Actor.Everything(export.RequestedBy), export.AskedIn.Correlation, export.AskedIn.Causation) { Roles = export.AskedIn.Roles };
        var step = new RecordCorporationStep(new MakeExport { Code = corporation, Made = made }, null, envelope, new MarkedDone(export.Id, made, bytes, settings.ExportRetention, clock));
        var result = await new MessageBus(bus).InvokeForTenantAsync<StepResult>(corporation, step, cancellation);
        if (result is not StepResult.CorporationRecorded) throw new InvalidOperationException($"That the export was made was not recorded: {result}.");
    }

    /// <summary>Takes the lock of the export for this connection; false where another has it.</summary>
    private static async Task<bool> Holds(NpgsqlConnection connection, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = $"export {id}" } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Lets go of the lock: the connection goes back to its pool, where it would hold it on. Where the connection is broken, the database has let go.</summary>
    private static async Task LetGo(NpgsqlConnection connection, Guid id)
    {
        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = $"export {id}" } } };
            await command.ExecuteScalarAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            NpgsqlConnection.ClearPool(connection); // it is closed for good, and the lock with it
        }
    }

    /// <summary>Begins an export that is not finished; gives how often it was begun, or null where there is nothing to do.</summary>
    private static async Task<int?> Begin(NpgsqlConnection connection, string corporation, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""
            update {ExportRows.Rows} set state = 'running', attempts = attempts + 1, leaves_read = 0 where tenant_id = $1 and export_id = $2 and finished_at is null returning attempts
            """, connection) { Parameters = { new() { Value = corporation }, new() { Value = id } } };
        return await command.ExecuteScalarAsync(cancellation) as int?;
    }

    private async Task Fail(string corporation, Guid id, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await Execute(connection, $"update {ExportRows.Rows} set state = 'failed', finished_at = $3 where tenant_id = $1 and export_id = $2 and finished_at is null", cancellation, corporation, id, clock.GetUtcNow());
        await Execute(connection, $"delete from {ExportRows.Parts} where tenant_id = $1 and export_id = $2", cancellation, corporation, id);
        Failed(logger, id, corporation, MostAttempts);
    }

    /// <summary>Writes down how far it is, about once a second.</summary>
    private Func<long, Task> Signs(string corporation, Guid id, long size)
    {
        var last = Stopwatch.GetTimestamp() - Stopwatch.Frequency * 60;
        return async read =>
        {
            if (read < size && Stopwatch.GetElapsedTime(last) < BetweenSigns) return;
            last = Stopwatch.GetTimestamp();
            await using var command = ExportRows.Command(source, $"update {ExportRows.Rows} set leaves_read = $3, size = $4 where tenant_id = $1 and export_id = $2", corporation, id, read, size);
            await command.ExecuteNonQueryAsync();
        };
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Marks it as done in the transaction of the event.</summary>
    private sealed class MarkedDone(Guid id, AuditExportMade made, long bytes, TimeSpan retention, TimeProvider clock) : IAlongside<StepResult.CorporationRecorded>
    {
        public void Write(IDocumentSession session, StepResult.CorporationRecorded recorded) => session.QueueSqlCommand($"""
            update {ExportRows.Rows} set state = 'done', size = ?, leaves_read = ?, leaves = ?, bytes = ?, sha256 = ?, finished_at = ?, kept_until = ? where tenant_id = ? and export_id = ? and finished_at is null
            """, made.Size, made.Size, made.Leaves, bytes, made.Sha256, clock.GetUtcNow(), clock.GetUtcNow() + retention, session.TenantId, id);

        public bool WasThereBefore(Exception failure) => false;
    }

    /// <summary>Progress is told by the reading of leaves, which is the larger part of the work.</summary>
    private sealed class Unheard : IProgress<long>
    {
        public void Report(long value)
        {
            // See Signs.
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Export {Export} of {Corporation} is there: {Leaves} leaves, {Bytes} bytes")]
    private static partial void Done(ILogger logger, Guid export, string corporation, long leaves, long bytes);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Export {Export} of {Corporation} is made again, since texts were erased meanwhile")]
    private static partial void Again(ILogger logger, Guid export, string corporation);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Export {Export} of {Corporation} could not be made in {Attempts} attempts")]
    private static partial void Failed(ILogger logger, Guid export, string corporation, int attempts);
}

/// <summary>Moments of exports.</summary>
internal static class ExportMoments
{
    /// <summary>The moment in whole seconds, as files in a bag have them.</summary>
    public static DateTimeOffset InWholeSeconds(this DateTimeOffset moment) => new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerSecond, moment.Offset);
}
