using Marten;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain.Corporations;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// The gate for corporations, as <see cref="RecordStepHandler"/> is for weighings. Corporations are few and seldom change, so nothing is kept
/// in memory: their events are read and folded each time. Where another host was faster, the append fails and Wolverine runs all of it again.
/// </summary>
public static class RecordCorporationStepHandler
{
    /// <summary>Records the step, or says why it was not recorded.</summary>
    /// <exception cref="JasperFx.ConcurrencyException">Another host was faster; Wolverine tries again.</exception>
    /// <exception cref="ClockOffException">The clock of this host is too far from that of the database to record by.</exception>
    public static async Task<StepResult> Handle(RecordCorporationStep step, IDocumentSession session, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        try
        {
            return await Record(step, session, clock, watch, cancellation);
        }
        catch (Exception e) when (StalePlans.Are(e))
        {
            session.LeaveConnections();
            throw; // Wolverine tries again
        }
    }

    private static async Task<StepResult> Record(RecordCorporationStep step, IDocumentSession session, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        await watch.Check(cancellation);
        var history = await CorporationStreams.Read(session, step.Command.Corporation, cancellation);
        var before = history.Aggregate((Corporation?)null, (corporation, e) => Corporation.After(corporation, e.Event, e.Origin));
        if (before is null && !step.Command.Registers) return new StepResult.Unknown();
        // The version that callers know counts what they change, such as what was registered, and not whatever else is on the stream.
        if (step.Versions is { } versions && step.Command.VersionBefore(before) is { } version && !versions.Contains(version)) return new StepResult.Stale(version);

        // The same change by the same person, sent again: it has been recorded (RFC 9110, section 9.2.2).
        if (step.Command is ChangeCorporation change && history.LastOrDefault(e => e.Event is CorporationRegistered or CorporationChanged) is { Event: CorporationChanged { Registration: var standing }, Origin: var origin }
            && standing == change.Registration && origin.Actor == step.Envelope.Actor.Subject && origin.RecordedAt >= clock.GetUtcNow() - Appending.Repetition)
            return new StepResult.CorporationRecorded(before!);

        var now = clock.Now(history.IsEmpty ? DateTimeOffset.MinValue : history[^1].Origin.RecordedAt);
        var ruling = (step.Command with { OccurredAt = now }).Decide(before, now);
        if (ruling.Event is null) return new StepResult.Refused(ruling.Refusals);

        var number = history.Length + 1;
        session.Append<Corporation>(CorporationStreams.IdOf(step.Command.Corporation), ruling.Event, number, now, step.Envelope);
        var result = new StepResult.CorporationRecorded(Corporation.After(before, ruling.Event, new(number, ruling.Event.OccurredAt, now, step.Envelope.Actor.Subject)));
        step.Alongside?.Write(session, result);
        try
        {
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (step.Alongside?.WasThereBefore(e) == true)
        {
            return new StepResult.Repeated();
        }
        return result;
    }
}
