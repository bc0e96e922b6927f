using Marten;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// The one gate through which every step of a weighing is recorded. It loads the state, decides, and appends the event with the expected
/// version, in one transaction with the sealed texts. Where another host was faster, the append fails and Wolverine runs all of it again.
/// </summary>
public static class RecordStepHandler
{
    /// <summary>Records the step, or says why it was not recorded.</summary>
    /// <exception cref="JasperFx.ConcurrencyException">Another host was faster; Wolverine tries again.</exception>
    public static async Task<StepResult> Handle(
        RecordStep step, IDocumentSession session, WeighingStore weighings, TimeProvider clock, CancellationToken cancellation)
    {
        using var turn = await weighings.Turn(step.Weighing, cancellation);

        // The state in memory may be old. Where the step is accepted that does no harm: an append to an old state fails. A refusal appends
        // nothing and so would not be found out; therefore a step is refused only on the newest state.
        var kept = weighings.Kept(session.TenantId, step.Weighing);
        if (kept is not null && Declined(step, kept, clock, out var accepted) is null) return await Append(step, accepted!, session, weighings, cancellation);
        kept = await weighings.Newest(session.TenantId, step.Weighing, cancellation);
        return Declined(step, kept, clock, out accepted) ?? await Append(step, accepted!, session, weighings, cancellation);
    }

    private static StepResult? Declined(RecordStep step, KeptWeighing? kept, TimeProvider clock, out Accepted? accepted)
    {
        accepted = null;
        if (kept is null && !step.Command.Opens) return new StepResult.Unknown();
        var weighing = kept?.State ?? Weighing.None with { Id = step.Weighing };
        if (step.Versions is { } versions && !versions.Contains(weighing.Version)) return new StepResult.Stale(weighing.Version);

        var now = clock.Now(weighing.LatestRecordedAt);
        var ruling = (step.Command with { OccurredAt = step.OccurredAt?.ToUniversalTime().InMilliseconds() ?? now }).Decide(weighing, now, step.Envelope.Actor);
        if (ruling.Event is null) return new StepResult.Refused(ruling.Refusals);
        accepted = new Accepted(kept, weighing, new RecordedEvent(ruling.Event, weighing.Version + 1, now, step.Envelope.Actor.Subject));
        return null;
    }

    private static async Task<StepResult> Append(
        RecordStep step, Accepted accepted, IDocumentSession session, WeighingStore weighings, CancellationToken cancellation)
    {
        var recorded = accepted.Event;
        session.Append<Weighing>(step.Weighing, recorded.Event, recorded.Number, recorded.RecordedAt, step.Envelope);
        Vault.Store(session, step.Weighing, step.Disclosures);
        var after = accepted.Before.After(recorded);
        var result = new StepResult.Recorded(after, recorded);
        step.Alongside?.Write(session, result);

        try
        {
            // Saving can be cancelled too, so that the database does no work for a caller who has left or got a 504. Whether the step was
            // recorded is then not known, as after a broken connection; the caller finds out by sending the same Idempotency-Key.
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (step.Alongside?.WasThereBefore(e) == true)
        {
            weighings.Forget(session.TenantId, step.Weighing);
            return new StepResult.Repeated(); // expected with retries, so it is not logged as a failure
        }
        catch
        {
            // Another host was faster, or it is not known whether this was recorded. The next attempt must read the state again.
            weighings.Forget(session.TenantId, step.Weighing);
            throw;
        }
        weighings.Keep(session.TenantId, accepted.Kept, new HistoricEvent(recorded, session.CorrelationId, session.CausationId), after);
        return result;
    }

    private sealed record Accepted(KeptWeighing? Kept, Weighing Before, RecordedEvent Event);
}
