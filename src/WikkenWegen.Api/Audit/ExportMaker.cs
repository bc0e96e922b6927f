using System.Diagnostics;
using System.Text;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.TransparencyLog.Notes;
using Wolverine.Runtime;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Makes exports. One host at a time makes one: it holds a lock of its connection, which the database lets go of when the host is gone, and writes the
/// file on that same connection. Whoever comes after it begins again. That an export was made, and that it is done, is one transaction.
/// </summary>
public sealed partial class ExportMaker(
    NpgsqlDataSource source, AuditLog log, Trust trust, Withheld withheld, KeyChanges changes, LedgerState state, IServiceProvider services, AuditSettings settings, IWolverineRuntime bus, TimeProvider clock, ILogger<ExportMaker> logger)
{
    /// <summary>So often an export is begun, each time after something went wrong or a host was gone; then it has failed.</summary>
    private const int MostAttempts = 5;

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
        var (checkpoint, unsigned) = await Checkpoint(corporation, export, cancellation);
        var newest = await log.Newest(corporation, cancellation) ?? checkpoint;
        var notes = await changes.Notes(corporation, cancellation); // after the newest, so that every change of the key below that is known
        var unread = await withheld.Of(corporation, export.RequestedBy, cancellation);
        var checkpoints = await WorthKeeping(corporation, notes, checkpoint, newest, cancellation);
        var content = new ExportContent(source, services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<WeighingStore>(), services.GetRequiredService<VaultDisclosures>(), corporation, export.Scope, checkpoint, export.Reader, unread, logger);
        var request = new BundleRequest(corporation, trust.Origin(corporation), clock.GetUtcNow().InWholeSeconds(), await trust.Keys(corporation, cancellation), await trust.Policy(corporation, cancellation),
            export.Scope.Weighing, export.Scope.From, export.Scope.Until, await content.WithoutLeaf(cancellation))
        {
            KeyChanges = [.. (await changes.Leaves(corporation, checkpoint.Size, cancellation)).Select(leaf => new BundleLeaf(leaf.Index, leaf.Bytes, null))],
            TextsWithheld = content.TextsWithheld,
            Unsigned = unsigned,
            Timestamps = await log.Timestamps(corporation, [.. checkpoints.Where(c => IsOne(notes, c)).Select(c => c.Size)], cancellation),
        };

        await using var file = new ExportFile(connection, corporation, export.Id);
        await BundleWriter.Write(file, request, content.Leaves(Signs(corporation, export.Id, checkpoint.Size), cancellation), [.. checkpoints.SelectMany(c => Files(notes, c))], content.Disclosures(cancellation), content.Stored, new Unheard(), cancellation);
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

    /// <summary>
    /// The newest checkpoint, in which all is that was recorded when the export was asked for, and all that was erased so far; with how many leaves of then it lacks, where the log is not signed any
    /// more or that takes too long: then the export says so. Where nothing that the database has as one is a checkpoint any more, the newest of that, for the verifier to tell.
    /// </summary>
    private async Task<(SignedCheckpoint Checkpoint, long Unsigned)> Checkpoint(string corporation, Export export, CancellationToken cancellation)
    {
        var asked = await LeavesUntilNow.Of(source, corporation, export.Scope, cancellation); // it was asked for before it is made
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation))
        {
            var notes = await changes.Notes(corporation, cancellation);
            if (await log.Newest(corporation, c => IsOne(notes, c), cancellation) is { } newest)
            {
                var unsigned = await asked.Beyond(newest.Size, cancellation);
                if ((unsigned == 0 || state.Refusals.ContainsKey(corporation) || Stopwatch.GetElapsedTime(start) > settings.ExportPatience) && !await Erasures.Since(source, corporation, newest.Size, cancellation))
                {
                    if (unsigned > 0) NotAllSigned(logger, export.Id, corporation, unsigned);
                    return (newest, unsigned);
                }
            }
            else if (await log.Newest(corporation, cancellation) is { } none && notes.OfAnotherName(Encoding.UTF8.GetBytes(none.Note)) is null)
            {
                var first = none with { Size = Math.Min(none.Size, await log.Places(corporation, cancellation)) };
                return (first, await asked.Beyond(first.Size, cancellation));
            }
            if (Stopwatch.GetElapsedTime(start) > settings.ExportPatience) throw new InvalidOperationException($"Nothing new was signed within {settings.ExportPatience}.");
        }
    }

    /// <summary>
    /// The checkpoints for the bag, by ascending size. Those that were signed when the log had another name are of another log, and stay out. What is no checkpoint goes into it, also where
    /// it stands behind the one that all is proven against.
    /// </summary>
    private async Task<List<SignedCheckpoint>> WorthKeeping(string corporation, LogNotes notes, SignedCheckpoint checkpoint, SignedCheckpoint newest, CancellationToken cancellation)
    {
        var upTo = newest.Size > checkpoint.Size && !IsOne(notes, newest) ? newest : checkpoint;
        return [.. (await log.WorthKeeping(corporation, upTo.Size, cancellation)).Append(checkpoint).DistinctBy(c => c.Size)
            .Where(c => (c.Size <= checkpoint.Size || !IsOne(notes, c)) && notes.OfAnotherName(Encoding.UTF8.GetBytes(c.Note)) is null).OrderBy(c => c.Size)];
    }

    private static bool IsOne(LogNotes notes, SignedCheckpoint checkpoint) => notes.Open(Encoding.UTF8.GetBytes(checkpoint.Note)).TryGet(out var signed, out _) && signed.Head.Size == (ulong)checkpoint.Size;

    /// <summary>The files of a checkpoint: where what stands as its cosignatures is none, itself too.</summary>
    private static IEnumerable<byte[]> Files(LogNotes notes, SignedCheckpoint checkpoint)
    {
        if (IsOne(notes, checkpoint) && !UnverifiedNote.Parse(checkpoint.Bytes).IsOk) yield return Encoding.UTF8.GetBytes(checkpoint.Note);
        yield return checkpoint.Bytes;
    }

    /// <summary>Records that it was made and, in that transaction, that it is done; where nothing can be recorded of the corporation any more, the latter alone.</summary>
    private async Task Record(string corporation, Export export, AuditExportMade made, long bytes, CancellationToken cancellation)
    {
        if (!await IsReadable(corporation, cancellation))
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await Execute(connection, $"update {ExportRows.Rows} set state = 'done', size = $3, leaves_read = $3, leaves = $4, bytes = $5, sha256 = $6, finished_at = $7, kept_until = $8 where tenant_id = $1 and export_id = $2 and finished_at is null",
                cancellation, corporation, export.Id, made.Size, made.Leaves, bytes, made.Sha256, clock.GetUtcNow(), clock.GetUtcNow() + settings.ExportRetention);
            NotRecorded(logger, export.Id, corporation);
            return;
        }
        var envelope = new StepEnvelope(Actor.Everything(export.RequestedBy), export.AskedIn.Correlation, export.AskedIn.Causation) { Roles = export.AskedIn.Roles };
        var step = new RecordCorporationStep(new MakeExport { Code = corporation, Made = made }, null, envelope, new MarkedDone(export.Id, made, bytes, settings.ExportRetention, clock));
        var result = await new MessageBus(bus).InvokeForTenantAsync<StepResult>(corporation, step, cancellation);
        if (result is not StepResult.CorporationRecorded) throw new InvalidOperationException($"That the export was made was not recorded: {result}.");
    }

    /// <summary>Whether what was recorded of the corporation can be read. Where somebody changed its rows, nothing more can be recorded of it; that keeps no auditor from an export, which tells so.</summary>
    private async Task<bool> IsReadable(string corporation, CancellationToken cancellation)
    {
        try
        {
            await using var session = services.GetRequiredService<IDocumentStore>().QuerySession(corporation);
            await CorporationStreams.Read(session, corporation, cancellation);
            return true;
        }
        catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
        {
            return false;
        }
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

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Export {Export} of {Corporation} lacks {Leaves} leaves that are not signed, and says so")]
    private static partial void NotAllSigned(ILogger logger, Guid export, string corporation, long leaves);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "That export {Export} was made is not on record: what was recorded of {Corporation} cannot be read any more, run fsck")]
    private static partial void NotRecorded(ILogger logger, Guid export, string corporation);
}

/// <summary>Moments of exports.</summary>
internal static class ExportMoments
{
    /// <summary>The moment in whole seconds, as files in a bag have them.</summary>
    public static DateTimeOffset InWholeSeconds(this DateTimeOffset moment) => new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerSecond, moment.Offset);
}
