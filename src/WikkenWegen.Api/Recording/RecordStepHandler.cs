using JasperFx;
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
        var holder = await session.Holder(step, cancellation);
        var kept = weighings.Kept(session.TenantId, step.Weighing);
        if (kept is not null && Declined(step, kept, holder, clock, out var accepted) is null) return await Append(step, accepted!, session, weighings, cancellation);
        kept = await weighings.Newest(session.TenantId, step.Weighing, cancellation);
        return Declined(step, kept, holder, clock, out accepted) ?? await Append(step, accepted!, session, weighings, cancellation);
    }

    private static StepResult? Declined(RecordStep step, KeptWeighing? kept, Guid? holder, TimeProvider clock, out Accepted? accepted)
    {
        accepted = null;
        if (kept is null && !step.Command.Opens) return new StepResult.Unknown();
        var weighing = kept?.State ?? Weighing.None with { Id = step.Weighing };
        if (step.Versions is { } versions && !versions.Contains(weighing.Version)) return new StepResult.Stale(weighing.Version);

        var now = clock.Now(weighing.LatestRecordedAt);
        var ruling = (step.Command with { OccurredAt = step.OccurredAt?.ToUniversalTime().InMilliseconds() ?? now }).Decide(weighing, now, step.Envelope.Actor);
        var refusals = ruling.Refusals;
        // A caller who may not do this is not told what else is wrong.
        if (holder is { } other && refusals.All(r => r.Rule.Kind != RuleKind.Forbidden)) refusals = refusals.Add(References.Refusal(step.Command, other));
        if (ruling.Event is null || !refusals.IsEmpty) return new StepResult.Refused(refusals);
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
        References.Write(session, accepted.Before, after);
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
        catch (Exception e) when (References.IsTaken(e))
        {
            // Another weighing has got the number since it was asked for. That is no error either; if it was given up again, all is tried anew.
            weighings.Forget(session.TenantId, step.Weighing);
            return await session.Holder(step, cancellation) is { } other ? new StepResult.Refused([References.Refusal(step.Command, other)])
                : throw new ConcurrencyException(typeof(Weighing), step.Weighing);
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
