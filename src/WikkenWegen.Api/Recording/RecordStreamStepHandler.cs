using System.Collections.Immutable;
using JasperFx;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// The gate for streams that are neither a weighing nor a corporation, as <see cref="RecordStepHandler"/> is for weighings. Where another host was faster, the append fails
/// and Wolverine runs all of it again.
/// </summary>
public static class RecordStreamStepHandler
{
    /// <summary>Records the step, or says why it was not recorded.</summary>
    /// <exception cref="ConcurrencyException">Another host was faster; Wolverine tries again.</exception>
    /// <exception cref="ClockOffException">The clock of this host is too far from that of the database to record by.</exception>
    public static async Task<StepResult> Handle(RecordStreamStep step, IDocumentSession session, Vault vault, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        await watch.Check(cancellation);
        var (id, by) = (step.Command.Stream, step.Envelope);
        if (!step.Command.Seen.IsEmpty && await HasChanged(session, step.Command.Seen, cancellation)) return new StepResult.Refused([Rules.SeenHasChanged.Whole()]);
        var before = await StreamFold.Read(session, id, step.Command.State, cancellation);
        var state = before.State;
        if (state is null && !step.Command.Begins) return new StepResult.Unknown();

        var now = clock.Now(before.Version == 0 ? DateTimeOffset.MinValue : before.Events[^1].Origin.RecordedAt);
        var ruling = step.Command.At((step.OccurredAt ?? now).ToUniversalTime().InMilliseconds()).Decide(state, now, by.Actor);
        // To a caller who may not know of it, it does not exist: also where they name a version of it.
        if (ruling.Refusals.Any(r => r.Rule.Kind is RuleKind.Forbidden or RuleKind.Missing)) return new StepResult.Refused(ruling.Refusals);
        if (step.Versions is { } versions && !versions.Contains(before.Version)) return new StepResult.Stale(before.Version);

        // The same by the same person, sent again: it has been recorded (RFC 9110, section 9.2.2).
        if (state is not null && step.Command.Standing(state) is { } standing && standing.Actor == by.Actor.Subject && standing.RecordedAt >= clock.GetUtcNow() - Appending.Repetition)
            return new StepResult.StreamRecorded(state, before.Events[standing.Event - 1]) { Stream = id };
        if (ruling.Event is null) return new StepResult.Refused(ruling.Refusals);

        var happened = (IStreamEvent)ruling.Event;
        var origin = new Origin(before.Version + 1, ruling.Event.OccurredAt, now, by.Actor.Subject);
        var appended = session.Append(step.Command.State, id, ruling.Event, origin.Event, now, by);
        var behind = step.Behind?.Invoke([appended]);
        if (behind is not null) session.QueueOperation(behind);
        var erasures = before.Events.Count(e => !e.Told.Erases.IsEmpty);
        await vault.Store(session, id, erasures, [.. step.Disclosures.Select(d => new HeldDisclosure(d, happened.Holder ?? ""))], cancellation);
        if (!happened.Erases.IsEmpty) Vault.Erase(session, id, happened.Erases);
        var result = new StepResult.StreamRecorded(happened.After(state, origin), new RecordedStreamEvent(ruling.Event, origin, by.Correlation, by.Causation)) { Stream = id, Behind = behind };
        step.Alongside?.Write(session, result);
        try
        {
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (step.Alongside?.WasThereBefore(e) == true)
        {
            return new StepResult.Repeated();
        }
        catch (Exception e) when (Vault.IsKeyTaken(e))
        {
            throw new ConcurrencyException(step.Command.State, id); // tried anew, with that key
        }
        return result;
    }

    /// <summary>
    /// Whether one of other streams of the tenant is no longer as it was seen. Who is decided by others is decided one at a time, from here to the end of the transaction: of two
    /// that look at each other, the second sees what the first recorded.
    /// </summary>
    private static async Task<bool> HasChanged(IDocumentSession session, ImmutableArray<SeenStream> seen, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))") { Parameters = { new() { Value = $"seen {session.TenantId}" } } })
            await session.ExecuteAsync(turn, cancellation);
        await using var versions = new NpgsqlCommand($"select count(*) from {StoreSetup.Schema}.mt_streams s join unnest($2, $3) as seen(id, version) on s.id = seen.id and s.version = seen.version where s.tenant_id = $1")
        {
            Parameters =
            {
                new() { Value = session.TenantId }, new() { Value = seen.Select(s => s.Stream).ToArray() }, new() { Value = seen.Select(s => (long)s.Version).ToArray() },
            },
        };
        await using var reader = await session.ExecuteReaderAsync(versions, cancellation);
        return !await reader.ReadAsync(cancellation) || reader.GetInt64(0) != seen.Length;
    }
}
