using System.Collections.Immutable;
using System.Globalization;
using JasperFx;
using Marten;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Recording;

/// <summary>
/// The one gate through which every step of a weighing is recorded. It loads the state, decides, and appends the events with the expected
/// version, in one transaction with the sealed texts. Where another host was faster, the append fails and Wolverine runs all of it again.
/// </summary>
public static partial class RecordStepHandler
{
    /// <summary>Most refusals of one request: one more than the answer to a batch lists, so that it can say that there are more.</summary>
    private const int MostRefusals = 10_001;

    /// <summary>Records the steps, and what features keep beside them, or says why nothing was recorded.</summary>
    /// <exception cref="JasperFx.ConcurrencyException">Another host was faster; Wolverine tries again.</exception>
    /// <exception cref="ClockOffException">The clock of this host is too far from that of the database to record by.</exception>
    public static async Task<StepResult> Handle(
        RecordStep step, IDocumentSession session, WeighingStore weighings, IEnumerable<IAfterStep> after, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        try
        {
            return await Record(step, session, weighings, after, clock, watch, cancellation);
        }
        catch (Exception e) when (StalePlans.Are(e))
        {
            session.LeaveConnections();
            throw; // Wolverine tries again
        }
    }

    private static async Task<StepResult> Record(
        RecordStep step, IDocumentSession session, WeighingStore weighings, IEnumerable<IAfterStep> after, TimeProvider clock, ClockWatch watch, CancellationToken cancellation)
    {
        using var turn = await weighings.Turn(step.Weighing, cancellation);
        await watch.Check(cancellation);

        // The state in memory may be old. Where the step is accepted that does no harm: an append to an old state fails. A refusal appends
        // nothing and so would not be found out; therefore a step is refused only on the newest state.
        var taken = await Taken(step, session, weighings, cancellation);
        var decision = weighings.Kept(session.TenantId, step.Weighing) is { } kept ? await Decide(step, kept, taken, session, weighings, clock, cancellation) : null;
        if (decision is not { Declined: null })
            decision = await Decide(step, await weighings.Newest(session.TenantId, step.Weighing, cancellation), taken, session, weighings, clock, cancellation);
        return decision.Declined ?? await Append(step, decision.Accepted, session, weighings, after, cancellation);
    }

    /// <summary>Decides on the steps, and on what another weighing gets at the same time, where there is such a thing.</summary>
    private static async Task<Decision> Decide(
        RecordStep step, KeptWeighing? kept, Refusal? taken, IDocumentSession session, WeighingStore weighings, TimeProvider clock, CancellationToken cancellation)
    {
        var actor = step.Envelope.Actor;
        if (kept is null && !step.Steps[0].Command.Opens) return new Decision(new StepResult.Unknown());
        // To a caller who may not know of it, it does not exist: also where they name a version of it.
        if (kept is not null && !kept.State.MayBeReadBy(actor.Reader)) return new Decision(new StepResult.Unknown());
        var before = kept?.State ?? Weighing.None with { Id = step.Weighing };

        // Nobody waits for a turn of the other weighing, so that two who link each other's do not wait for ever: the expected version decides.
        var counterpart = step.Steps[0].Command.Counterpart(before);
        var other = counterpart is null ? null : await weighings.Newest(session.TenantId, counterpart.Weighing, cancellation);
        // To a caller who may not see the other weighing, it does not exist, nor anything about it here: they are answered as if it were not there.
        HashSet<Guid> unseen = counterpart is not null && other?.State.MayBeReadBy(actor.Reader) != true ? [counterpart.Weighing] : [];
        if (IsStale(step, kept, unseen)) return new Decision(new StepResult.Stale(before.Version));
        if (unseen.Count > 0) return new Decision(WithoutTheOther(step, kept, before.WithoutLinksTo(unseen), counterpart!, clock, cancellation));

        var (own, refusals) = Decide(step, kept, before, clock, cancellation);
        // A caller who may not do this (any more) is told that and nothing else: not what else is wrong, nor that they did it before.
        if (refusals.All(r => r.Rule.Kind != RuleKind.Forbidden))
        {
            if (kept is not null && await SentBefore(step, kept, session, weighings, clock, cancellation) is { } sent) return new Decision(new StepResult.Recorded(kept.State, [sent]));
            if (taken is not null) refusals = refusals.Add(taken);
        }
        if (own is null || refusals.Length > 0) return new Decision(new StepResult.Refused([.. refusals.Take(MostRefusals)]) { RestsOnAnother = taken is not null });
        if (counterpart?.For(other!.State) is not { } command) return new Decision(null, own);

        var now = clock.Now(other!.State.LatestRecordedAt);
        var ruling = At(command, step.Steps[0].OccurredAt ?? own.Events[0].Recorded.Event.OccurredAt, cancellation).Decide(other.State, now, actor);
        if (ruling.Event is null)
            return new Decision(new StepResult.Refused(ruling.Refusals[0].Rule.Kind == RuleKind.Forbidden ? ruling.Refusals : [Rules.OtherWeighingRefuses.Whole(ruling.Refusals[0])]) { RestsOnAnother = true });
        var recorded = new RecordedEvent(ruling.Event, other.State.Version + 1, now, actor.Subject);
        return new Decision(null, own, new Accepted(counterpart.Weighing, other, [new Happened(recorded, other.State.After(recorded))]));
    }

    /// <summary>What is wrong with a step that another weighing would get too, for a caller who may not see that one: what is wrong without it, else that it is not there.</summary>
    private static StepResult.Refused WithoutTheOther(RecordStep step, KeptWeighing? kept, Weighing before, Counterpart counterpart, TimeProvider clock, CancellationToken cancellation)
    {
        var refusals = counterpart.Unknown.Rule.Kind == RuleKind.Forbidden ? [] : Decide(step, kept, before, clock, cancellation).Refusals;
        // Kept for retries or not, as it would be if the other were not there: that must not show either.
        return refusals.IsEmpty ? new([counterpart.Unknown]) { RestsOnAnother = true } : new(refusals);
    }

    /// <summary>Whether the weighing is at another version than the caller accepts to build on.</summary>
    private static bool IsStale(RecordStep step, KeptWeighing? kept, HashSet<Guid> unseen)
    {
        if (step.Versions is not { } versions) return false;
        return kept is null ? !versions.Contains(0) : !versions.Any(v => IsUnchangedSince(v, kept, step, unseen));
    }

    /// <summary>
    /// The event that this same step was recorded as, where it stands since: the same person asked for it within a day, in the same words and at the
    /// same moment. To replace something by itself once more has no further effect (RFC 9110, section 9.2.2). Null where the step says anything new.
    /// </summary>
    private static async Task<RecordedEvent?> SentBefore(
        RecordStep step, KeptWeighing kept, IDocumentSession session, WeighingStore weighings, TimeProvider clock, CancellationToken cancellation)
    {
        if (step.Steps[0].Command.Standing(kept.State) is not { Origin: var origin, Reason: var then, AskedReason: var asked, AlsoAsked: var also }) return null;
        if (origin.Actor != step.Envelope.Actor.Subject || origin.RecordedAt < clock.GetUtcNow() - Appending.Repetition || origin.MomentCorrectedBy is not null) return null;
        if ((step.Steps[0].OccurredAt?.InMilliseconds() ?? origin.RecordedAt) != origin.OccurredAt || (then is null) != (asked is null)) return null;
        if (then is not null) also = also.Add((then, asked!));
        if (!also.IsEmpty)
        {
            var texts = await weighings.Texts(session.TenantId, kept, cancellation);
            var given = step.Disclosures.ToDictionary(d => d.Digest, d => Disclosure.ValueOf(d.Encoded));
            if (also.Any(pair => texts.ByDigest.GetValueOrDefault(pair.Then.Digest) != given[pair.Asked.Digest])) return null;
        }
        return kept.History[origin.Event].Recorded;
    }

    private static (Accepted? Accepted, ImmutableArray<Refusal> Refusals) Decide(RecordStep step, KeptWeighing? kept, Weighing before, TimeProvider clock, CancellationToken cancellation)
    {
        var (weighing, now, actor) = (before, clock.Now(before.LatestRecordedAt), step.Envelope.Actor);
        var (events, refusals) = (ImmutableArray.CreateBuilder<Happened>(), ImmutableArray.CreateBuilder<Refusal>());
        foreach (var (i, (command, occurredAt)) in step.Steps.Index())
        {
            cancellation.ThrowIfCancellationRequested(); // a batch may be long
            var asked = At(command, occurredAt ?? now, cancellation);
            var ruling = asked.Decide(weighing, now, actor);
            refusals.AddRange(step.IsBatch ? ruling.Refusals.Select(r => InBatch(i, r, () => asked.Decide(before, now, actor))) : ruling.Refusals);
            if (refusals.Count >= MostRefusals) break;
            if (ruling.Event is null) continue;
            var recorded = new RecordedEvent(ruling.Event, weighing.Version + 1, now, actor.Subject);
            events.Add(new Happened(recorded, weighing = weighing.After(recorded)));
        }
        return (refusals.Count > 0 ? null : new Accepted(step.Weighing, kept, events.ToImmutable()), refusals.ToImmutable());
    }

    /// <summary>A refusal of an item of a batch. Where only an earlier item is in its way, it says that: what that item would have made has no number yet.</summary>
    private static Refusal InBatch(int item, Refusal refusal, Func<Ruling<WeighingEvent>> alone)
    {
        var pointer = string.Create(CultureInfo.InvariantCulture, $"/items/{item}{refusal.Pointer}");
        return refusal.Rule.Kind == RuleKind.Conflict && alone().Refusals.All(r => r.Rule != refusal.Rule) ? Rules.TwiceInBatch.At(pointer) : refusal with { Pointer = pointer };
    }

    /// <summary>The refusal of a step that asks for a number of the corporation's own which another weighing has; null where it may have it.</summary>
    private static async Task<Refusal?> Taken(RecordStep step, IDocumentSession session, WeighingStore weighings, CancellationToken cancellation)
    {
        if (References.AskedBy(step) is not { } asked || await session.Holder(asked, step.Weighing, cancellation) is not { } holder) return null;
        var other = await weighings.Newest(session.TenantId, holder, cancellation);
        return References.Refusal(asked, other?.State.MayBeReadBy(step.Envelope.Actor.Reader) == true ? holder : null);
    }

    /// <summary>
    /// Whether nothing that the step builds on changed after a version; every change counts where that was not said. What the caller may not read
    /// is not there for them, so that it did not change either.
    /// </summary>
    private static bool IsUnchangedSince(int version, KeptWeighing kept, RecordStep step, HashSet<Guid> unseen)
    {
        var newest = kept.State.Version;
        if (version == newest) return true;
        if (version < 1 || version > newest || step.BuildsOn is not { } named) return false;
        var parts = named.Concat(step.Steps.SelectMany(s => s.Command.BuildsOn())).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var happened in kept.History.Between(version + 1, newest))
            if (parts.Any(part => Overlap(part, Changed(happened.Recorded.Event))) && !IsHidden(happened.Recorded)) return false;
        return true;

        bool IsHidden(RecordedEvent recorded) => kept.State.Hides(recorded, step.Envelope.Actor.Subject) || kept.State.IsAboutLinkTo(unseen, recorded.Event);

        // The moment of an event is part of what that event made.
        string Changed(WeighingEvent happened) => happened.Corrects is { } corrected ? kept.History[corrected.Event].Recorded.Event.Part : happened.Part;

        static bool Overlap(string a, string b) =>
            $"{a}/".StartsWith($"{b}/", StringComparison.OrdinalIgnoreCase) || $"{b}/".StartsWith($"{a}/", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<StepResult> Append(
        RecordStep step, ImmutableArray<Accepted> all, IDocumentSession session, WeighingStore weighings, IEnumerable<IAfterStep> after, CancellationToken cancellation)
    {
        // In the order of their ids, so that two who write the same weighings never wait for each other in the database.
        var own = new List<Guid>();
        foreach (var accepted in all.OrderBy(a => a.Weighing))
            foreach (var (recorded, _) in accepted.Events)
                if (session.Append<Weighing>(accepted.Weighing, recorded.Event, recorded.Number, recorded.RecordedAt, step.Envelope) is var appended && accepted.Weighing == step.Weighing) own.Add(appended);
        var behind = step.Behind?.Invoke(own);
        if (behind is not null) session.QueueOperation(behind);
        await weighings.Store(session, step.Weighing, all[0].Events[^1].After, [.. all[0].Events.Select(e => e.Recorded.Event)], step.Disclosures, cancellation);
        foreach (var accepted in all)
            foreach (var erased in accepted.Events.Select(e => e.Recorded.Event).OfType<PersonalDataErased>()) Vault.Erase(session, accepted.Weighing, erased.Digests);
        foreach (var accepted in all)
            foreach (var corrected in accepted.Events.Select(e => e.Recorded.Event).OfType<TextCorrected>()) Vault.Correct(session, accepted.Weighing, corrected.Replaced, corrected.Text!.Digest);
        References.Write(session, all[0].Kept?.State ?? Weighing.None, all[0].Events[^1].After);
        var result = new StepResult.Recorded(all[0].Events[^1].After, [.. all[0].Events.Select(e => e.Recorded)]) { Behind = behind };

        try
        {
            foreach (var accepted in all)
                foreach (var feature in after) await feature.Write(session, accepted.Kept?.State ?? Weighing.None, accepted.Events[^1].After, cancellation);
            step.Alongside?.Write(session, result);

            // Saving can be cancelled too, so that the database does no work for a caller who has left or got a 504. Whether the step was
            // recorded is then not known, as after a broken connection; the caller finds out by sending the same Idempotency-Key.
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (step.Alongside?.WasThereBefore(e) == true)
        {
            Forget();
            return new StepResult.Repeated(); // expected with retries, so it is not logged as a failure
        }
        catch (Exception e) when (Vault.IsKeyTaken(e))
        {
            Forget();
            throw new ConcurrencyException(typeof(Weighing), step.Weighing); // tried anew, with that key
        }
        catch (Exception e) when (References.IsTaken(e))
        {
            // Another weighing has got the number since it was asked for. That is no error either; if it was given up again, all is tried anew.
            Forget();
            return await Taken(step, session, weighings, cancellation) is { } taken ? new StepResult.Refused([taken]) { RestsOnAnother = true } : throw new ConcurrencyException(typeof(Weighing), step.Weighing);
        }
        catch
        {
            // Another host was faster, or it is not known whether this was recorded. The next attempt must read the state again.
            Forget();
            throw;
        }
        foreach (var accepted in all)
            weighings.Keep(session.TenantId, accepted.Kept, accepted.Events.Select(e => (new HistoricEvent(e.Recorded, session.CorrelationId, session.CausationId), e.After)));
        return result;

        void Forget()
        {
            foreach (var accepted in all) weighings.Forget(session.TenantId, accepted.Weighing);
        }
    }

    private static WeighingCommand At(WeighingCommand command, DateTimeOffset moment, CancellationToken cancellation) =>
        command with { OccurredAt = moment.ToUniversalTime().InMilliseconds(), Cancellation = cancellation };

    /// <summary>What one weighing gets.</summary>
    private sealed record Accepted(Guid Weighing, KeptWeighing? Kept, ImmutableArray<Happened> Events);

    /// <summary>What was decided: what is answered where nothing is recorded, or what each weighing gets, the one that was asked about first.</summary>
    private sealed record Decision(StepResult? Declined, params ImmutableArray<Accepted> Accepted);

    /// <summary>An event, and the state after it.</summary>
    private sealed record Happened(RecordedEvent Recorded, Weighing After);
}
