using System.Collections.Immutable;
using Marten;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Recording;

/// <summary>An erasure of texts of weighings and of other streams, which is recorded of all of them or of none.</summary>
/// <param name="Weighings">What is erased of each weighing.</param>
/// <param name="Streams">What is erased of each other stream; where there are no weighings, at least one.</param>
/// <param name="Done">What the corporation itself tells of it, without its moment.</param>
/// <param name="Envelope">Who confirms it, and in which conversation.</param>
/// <param name="Alongside">Queues what else is written in the transaction, given the numbers of the cases that are taken back with it, by the weighing of which they are.</param>
/// <param name="WasThereBefore">Whether saving failed because the same request was carried out before.</param>
public sealed record RecordErasure(
    ImmutableArray<(Guid Weighing, ErasePersonalData Command)> Weighings, ImmutableArray<EraseTexts> Streams, ErasureCarriedOut Done, StepEnvelope Envelope,
    Action<IDocumentSession, IReadOnlyDictionary<Guid, ImmutableArray<int>>> Alongside, Func<Exception, bool> WasThereBefore)
    : IAlongside<StepResult.Recorded>
{
    /// <summary>The cases that are taken back with it, as it was decided.</summary>
    internal IReadOnlyDictionary<Guid, ImmutableArray<int>> CasesTakenBack { get; init; } = ImmutableDictionary<Guid, ImmutableArray<int>>.Empty;

    void IAlongside<StepResult.Recorded>.Write(IDocumentSession session, StepResult.Recorded recorded) => Alongside(session, CasesTakenBack);

    bool IAlongside<StepResult.Recorded>.WasThereBefore(Exception failure) => WasThereBefore(failure);
}

public static partial class RecordStepHandler
{
    /// <summary>
    /// Records an erasure: each weighing, each other stream and the corporation get their event, and in that same transaction the texts and keys are deleted. Since its version rises, no host serves a
    /// text of before to who asks after this.
    /// </summary>
    /// <returns>That it was recorded; or every refusal of any of them.</returns>
    /// <exception cref="JasperFx.ConcurrencyException">Somebody was faster in one of them; to be tried again in a new session.</exception>
    /// <exception cref="ClockOffException">The clock of this host is too far from that of the database to record by.</exception>
    public static async Task<StepResult> Erase(
        RecordErasure erasure, IDocumentSession session, WeighingStore weighings, IEnumerable<IAfterStep> after, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        await watch.Check(cancellation);
        var (all, refusals) = (ImmutableArray.CreateBuilder<Accepted>(), ImmutableArray.CreateBuilder<Refusal>());
        foreach (var (id, command) in erasure.Weighings)
        {
            if (await weighings.Newest(session.TenantId, id, cancellation) is not { } kept) return new StepResult.Unknown();
            var now = clock.Now(kept.State.LatestRecordedAt);
            var ruling = At(command, now, cancellation).Decide(kept.State, now, erasure.Envelope.Actor);
            refusals.AddRange(ruling.Refusals);
            if (ruling.Event is null) continue;
            var recorded = new RecordedEvent(ruling.Event, kept.State.Version + 1, now, erasure.Envelope.Actor.Subject);
            all.Add(new Accepted(id, kept, [new Happened(recorded, kept.State.After(recorded))]));
        }
        foreach (var command in erasure.Streams)
        {
            if (await OfStream(command, erasure.Envelope, session, clock, cancellation) is not { } refused) return new StepResult.Unknown();
            refusals.AddRange(refused);
        }
        if (refusals.Count > 0) return new StepResult.Refused(refusals.DrainToImmutable());
        await OfCorporation(erasure, session, clock, cancellation);
        if (all.Count == 0) return await Save(erasure, session, cancellation);
        erasure = erasure with { CasesTakenBack = all.ToDictionary(a => a.Weighing, a => a.Events.Select(e => e.Recorded.Event).OfType<PersonalDataErased>().Single().CasesTakenBack) };
        var step = new RecordStep(all[0].Weighing, erasure.Weighings[0].Command, null, [], null, erasure.Envelope, erasure);
        var result = await Append(step, all.DrainToImmutable(), session, weighings, after, cancellation);
        return result is StepResult.Recorded ? new StepResult.Erased() : result;
    }

    /// <summary>Queues what a stream that is no weighing gets; gives why it does not, and null where there is no such stream.</summary>
    private static async Task<ImmutableArray<Refusal>?> OfStream(EraseTexts command, StepEnvelope by, IDocumentSession session, TimeProvider clock, CancellationToken cancellation)
    {
        if (await StreamFold.ReadInGate(session, command.Stream, cancellation) is not { Events: [{ Told: var first }, ..] } stream) return null;
        var now = clock.Now(stream.Events[^1].Origin.RecordedAt);
        var ruling = (command with { OccurredAt = now.ToUniversalTime() }).Decide([.. stream.Events.Select(e => e.Event)]);
        if (ruling.Event is null) return ruling.Refusals;
        session.Append(first.State, command.Stream, ruling.Event, stream.Version + 1, now, by);
        Vault.Erase(session, command.Stream, command.Digests);
        return [];
    }

    /// <summary>Saves an erasure that is of no weighing.</summary>
    private static async Task<StepResult> Save(RecordErasure erasure, IDocumentSession session, CancellationToken cancellation)
    {
        erasure.Alongside(session, erasure.CasesTakenBack);
        try
        {
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (erasure.WasThereBefore(e))
        {
            return new StepResult.Repeated();
        }
        return new StepResult.Erased();
    }

    /// <summary>Queues the event of the corporation. Where another is recorded of it meanwhile, all of this fails and is tried again.</summary>
    private static async Task OfCorporation(RecordErasure erasure, IDocumentSession session, TimeProvider clock, CancellationToken cancellation)
    {
        // Of editions and cases these alone tell it: the learning network is registered, and has neither weighings nor instruments.
        if (erasure.Done is { Weighings.IsEmpty: true, Instruments.IsEmpty: true }) return;
        var history = await CorporationStreams.Read(session, session.TenantId, cancellation);
        var corporation = history.Aggregate((Corporation?)null, (before, e) => Corporation.After(before, e.Event, e.Origin));
        var now = clock.Now(history.IsEmpty ? DateTimeOffset.MinValue : history[^1].Origin.RecordedAt);
        if (new CarryOutErasure { Code = session.TenantId, Done = erasure.Done, OccurredAt = now }.Decide(corporation, now).Event is { } happened)
            session.Append<Corporation>(CorporationStreams.IdOf(session.TenantId), happened, history.Length + 1, now, erasure.Envelope);
    }
}
