using System.Collections.Immutable;
using JasperFx;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Retries;
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
    public static async Task<StepResult> Handle(RecordStreamStep step, IDocumentSession session, Vault vault, WeighingStore weighings, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        try
        {
            return await Record(step, session, vault, weighings, clock, watch, cancellation);
        }
        catch (Exception e) when (StalePlans.Are(e))
        {
            session.LeaveConnections();
            throw; // Wolverine tries again
        }
    }

    private static async Task<StepResult> Record(RecordStreamStep step, IDocumentSession session, Vault vault, WeighingStore weighings, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        using var turn = await weighings.Turn(step.Command.Stream, cancellation);
        await watch.Check(cancellation);
        if (!step.Command.Seen.IsEmpty && await HasChanged(session, step.Command.Seen, cancellation)) return new StepResult.Refused([Rules.SeenHasChanged.Whole()]);
        var result = await Queue(step, session, vault, clock, cancellation);
        if (result is not StepResult.StreamRecorded) return result;
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
            throw new ConcurrencyException(step.Command.State, step.Command.Stream); // tried anew, with that key
        }
        return result;
    }

    /// <summary>Decides on the step and queues all that is to be written, for who saves it in a transaction of their own: what is answered as recorded is so once that is done.</summary>
    internal static async Task<StepResult> Queue(RecordStreamStep step, IDocumentSession session, Vault vault, TimeProvider clock, CancellationToken cancellation)
    {
        var (id, by) = (step.Command.Stream, step.Envelope);
        var before = (await StreamFold.ReadInGate(session, id, cancellation)).Of(step.Command.State);
        var state = before.State;
        if (state is null && !step.Command.Begins) return new StepResult.Unknown();

        var now = clock.Now(before.Version == 0 ? DateTimeOffset.MinValue : before.Events[^1].Origin.RecordedAt);
        var command = await ReadingTexts(step, session, vault, cancellation);
        var ruling = command.At((step.OccurredAt ?? now).ToUniversalTime().InMilliseconds()).Decide(state, now, by.Actor);
        // To a caller who may not know of it, it does not exist: also where they name a version of it.
        if (ruling.Refusals.Any(r => r.Rule.Kind is RuleKind.Forbidden or RuleKind.Missing)) return new StepResult.Refused(ruling.Refusals);
        if (step.Versions is { } versions && !versions.Contains(before.Version)) return new StepResult.Stale(before.Version);

        // The same by the same person, sent again: it has been recorded (RFC 9110, section 9.2.2).
        if (state is not null && step.Command.Standing(state) is { } standing && standing.Origin.Actor == by.Actor.Subject && standing.Origin.RecordedAt >= clock.GetUtcNow() - Appending.Repetition
            && (step.OccurredAt?.ToUniversalTime().InMilliseconds() ?? standing.Origin.RecordedAt) == standing.Origin.OccurredAt && await SaysTheSame(standing, step, session, vault, cancellation))
            return new StepResult.StreamRecorded(state, before.Events[standing.Origin.Event - 1]) { Stream = id };
        if (ruling.Event is null) return new StepResult.Refused(ruling.Refusals);
        IReadOnlyList<Disclosure> texts = [.. Kept(step, ruling.Event)];
        if (await StreamRoom.Lacks(session, before, step.Command, ruling.Event, by.Actor, texts, cancellation) is { } lacking) return new StepResult.Refused([lacking]);

        var happened = (IStreamEvent)ruling.Event;
        var origin = new Origin(before.Version + 1, ruling.Event.OccurredAt, now, by.Actor.Subject);
        var appended = session.Append(step.Command.State, id, ruling.Event, origin.Event, now, by);
        var behind = step.Behind?.Invoke([appended]);
        if (behind is not null) session.QueueOperation(behind);
        var erasures = before.Events.Count(e => !e.Told.Erases.IsEmpty);
        await vault.Store(session, id, erasures, [.. texts.Select(d => new HeldDisclosure(d, happened.HolderFor(by.Actor.Subject) ?? ""))], cancellation);
        var then = happened.After(state, origin);
        if (!happened.Erases.IsEmpty)
        {
            Vault.Erase(session, id, happened.Erases);
            StoredResponses.ForgetFingerprints(session, StreamAddress.Of(id, then));
        }
        var result = new StepResult.StreamRecorded(then, new RecordedStreamEvent(ruling.Event, origin, by.Correlation, by.Causation)) { Stream = id, Behind = behind };
        step.Alongside?.Write(session, result);
        return result;
    }

    /// <summary>The texts that the event holds. What was given for something that turned out not to be so, such as an objection that stands, is kept nowhere.</summary>
    private static IEnumerable<Disclosure> Kept(RecordStreamStep step, DomainEvent happened)
    {
        if (step.Disclosures.Count == 0) return [];
        var held = PersonalTexts.In(happened).Select(text => text.Text.Digest).ToHashSet();
        return step.Disclosures.Where(d => held.Contains(d.Digest));
    }

    /// <summary>The command, with the texts that it is decided on by.</summary>
    private static async Task<IStreamCommand> ReadingTexts(RecordStreamStep step, IDocumentSession session, Vault vault, CancellationToken cancellation)
    {
        if (step.Command is not IComparesTexts compares) return step.Command;
        var (kept, brought) = ((await vault.Texts(session, step.Command.Stream, cancellation)).ByDigest, step.Disclosures.ToDictionary(d => d.Digest, d => Disclosure.ValueOf(d.Encoded)));
        return compares.Reading(text => brought.GetValueOrDefault(text.Digest) ?? kept.GetValueOrDefault(text.Digest));
    }

    /// <summary>Whether the reason that a step gives is that of what stands.</summary>
    private static async Task<bool> SaysTheSame(Standing standing, RecordStreamStep step, IDocumentSession session, Vault vault, CancellationToken cancellation)
    {
        if (standing.Reason is null || standing.AskedReason is null) return standing.Reason is null && standing.AskedReason is null;
        var asked = Disclosure.ValueOf(step.Disclosures.Single(d => d.Digest == standing.AskedReason.Digest).Encoded);
        return (await vault.Texts(session, step.Command.Stream, cancellation)).ByDigest.GetValueOrDefault(standing.Reason.Digest) == asked;
    }

    /// <summary>
    /// Whether one of other streams of the tenant is no longer as it was seen. Who is decided by others is decided one at a time, from here to the end of the transaction: of two
    /// that look at each other, the second sees what the first recorded.
    /// </summary>
    private static async Task<bool> HasChanged(IDocumentSession session, ImmutableArray<SeenVersion> seen, CancellationToken cancellation)
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
