using System.Collections.Immutable;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Hosting;
using WikkenWegen.Api.Infrastructure.Retries;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corporations;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Privacy;

/// <summary>Carries out erasures: what a second person confirms, what is past its term, and at the start what an older backup has brought back.</summary>
public sealed class Erasing(
    IDocumentStore store, NpgsqlDataSource source, WeighingStore weighings, IEnumerable<IAfterStep> after, TimeProvider clock, ClockWatch watch, ErasureRows rows, ErasureList list,
    DeletedAgain deleted, ILogger<Erasing> log)
{
    /// <summary>The actor of what the installation does by itself.</summary>
    public const string Installation = "installation";

    /// <summary>How long to wait before each new attempt where somebody was faster in one of the weighings or other streams.</summary>
    private static readonly TimeSpan[] Cooldown = [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(15), TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(250)];

    /// <summary>Erases everything of a person that is there at this moment, in one transaction.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="found">Finds the weighings and other streams with the texts to erase, or says why they may not be erased by this person; asked again for each attempt.</param>
    /// <param name="by">Who confirms it, and in which conversation.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="alongside">Queues what else is written, given what is erased.</param>
    /// <param name="wasThereBefore">Whether saving failed because the same request was sent earlier.</param>
    /// <param name="cancellation">Stops it; whether it was carried out is then not known.</param>
    /// <returns>What was recorded; that it was carried out before; or why nothing was erased.</returns>
    public async Task<StepResult> Erase(
        ErasureView request, Func<Task<FoundEverywhere>> found, StepEnvelope by, string corporation, Action<IDocumentSession, ListedErasure> alongside, Func<Exception, bool> wasThereBefore,
        CancellationToken cancellation)
    {
        // One after the other, from the list to the commit: who is refused takes nothing from the list that a colleague is carrying out.
        await using var turn = await Turn(request.Id, cancellation);

        StepResult result;
        try
        {
            result = await Tried(Attempt, cancellation);
        }
        catch
        {
            // Whoever confirms it is told that it failed, and may think otherwise by the next time: no start carries it out for them. See Again.
            Mark(request.Id, ListedState.Failed);
            throw;
        }
        if (result is StepResult.Erased or StepResult.Repeated || await rows.Find(corporation, request.Id, cancellation) is { ConfirmedAt: not null })
        {
            // Somebody who confirmed it at the same time may have been faster: then there is nothing left to erase, and that is no error.
            Mark(request.Id, ListedState.Done);
            return result is StepResult.Erased ? result : new StepResult.Repeated();
        }
        list.Remove(request.Id);
        return result;

        async Task<StepResult> Attempt()
        {
            if (await rows.Find(corporation, request.Id, cancellation) is { ConfirmedAt: not null }) return new StepResult.Repeated();
            var there = await found();
            if (!there.Refusals.IsEmpty) return new StepResult.Refused(there.Refusals);
            if (there.Texts == 0) return new StepResult.Refused([ErasePersonalData.NothingToErase.Whole()]);
            var erasure = new ListedErasure(corporation, request.Id, request.Subject, request.Ground, request.RequestedBy, by.Actor.Subject, request.RequestedAt, clock.GetUtcNow().InMilliseconds(),
                [.. there.Weighings.Select(person => new ErasedOfWeighing(person.Weighing.State.Id, person.Digests)).Where(w => !w.Digests.IsEmpty)])
            {
                Streams = [.. there.Streams.Select(person => new StreamErasure(person.Stream.Id, person.Kind, person.Digests)).Where(s => !s.Digests.IsEmpty)],
            };
            return await Once(erasure, by, again: false, alongside, wasThereBefore, cancellation);
        }
    }

    /// <summary>Writes on the list what became of an erasure. That is so already: where the list cannot be written now, it is told later by what the database says (<see cref="TakeOver"/>).</summary>
    internal void Mark(Guid erasure, ListedState state)
    {
        try
        {
            list.Mark(erasure, state);
        }
        catch (Exception e) when (e is ErasureListException or StartupException)
        {
            log.LogError("The list does not say yet what became of erasure {Erasure}: {Why}", erasure, e.Message);
        }
    }

    /// <summary>
    /// Carries out again what the list outside the database has, as far as its texts are in the vault: an older backup was put back, or the host was killed before it was done. What was
    /// confirmed and never recorded is judged anew, by the holds of now; and of what failed, who confirmed it was told, so that it is left to them.
    /// </summary>
    /// <returns>How many erasures were carried out.</returns>
    /// <exception cref="StartupException">One cannot be read, or cannot be carried out.</exception>
    public async Task<int> Again(CancellationToken cancellation)
    {
        var done = 0;
        foreach (var id in list.All().Select(listed => listed.ErasureId).ToList())
        {
            // What another host is carrying out at this moment is neither done nor failed: it is looked at when that host is through.
            await using var turn = await Turn(id, cancellation);
            if (list.Find(id) is not { } listed) continue;
            var state = listed.State != ListedState.Done && await rows.Find(listed.Corporation, listed.ErasureId, cancellation) is { ConfirmedAt: not null } ? ListedState.Done : listed.State;
            list.Mark(listed.ErasureId, state);
            if (state == ListedState.Failed)
            {
                log.LogWarning("Erasure {Erasure} was confirmed and failed; it is not carried out, and can be confirmed again", listed.ErasureId);
                list.Remove(listed.ErasureId);
                continue;
            }
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var there = (await Vault.Streams(connection, listed.Corporation, [.. listed.Weighings.SelectMany(w => w.Digests), .. listed.Streams.SelectMany(s => s.Digests)], cancellation)).ToLookup(t => t.Value, t => t.Key);
            there = await deleted.NotErased(listed.Corporation, there, cancellation);
            await deleted.OfCases(listed.Corporation, listed.Weighings.Select(w => (w.Id, w.CasesTakenBack)), cancellation);
            if (there.Count == 0) continue;
            var kinds = listed.Streams.ToDictionary(s => s.Id, s => s.Kind);
            var erasure = listed with
            {
                Weighings = [.. there.Where(w => !kinds.ContainsKey(w.Key)).Select(w => new ErasedOfWeighing(w.Key, [.. w]))],
                Streams = [.. there.Where(s => kinds.ContainsKey(s.Key)).Select(s => new StreamErasure(s.Key, kinds[s.Key], [.. s]))],
            };
            var by = new StepEnvelope(Actor.Everything(listed.ConfirmedBy), "erasures-again", listed.ErasureId.ToString()) { Roles = IsOfTerm(listed) ? null : Roles.PrivacyOfficer };
            var result = await Tried(() => Once(erasure, by, again: state == ListedState.Done, (session, done) => ErasureRows.Confirm(session, listed.With(done.Weighings.ToDictionary(w => w.Id, w => w.CasesTakenBack))), _ => false, cancellation), cancellation);
            if (state == ListedState.Confirming && result is StepResult.Refused before)
            {
                log.LogWarning("Erasure {Erasure} was confirmed when its host ended, and is not carried out: {Why} It can be confirmed again", listed.ErasureId, before.Refusals[0].In(Language.English));
                list.Remove(listed.ErasureId);
                continue;
            }
            if (result is StepResult.Erased) list.Mark(listed.ErasureId, ListedState.Done);
            else
                throw new StartupException($"Erasure {listed.ErasureId} was carried out before, and its texts are in the vault again; they could not be erased: {(result is StepResult.Refused refused ? refused.Refusals[0].In(Language.English) : result.GetType().Name)}");
            log.LogWarning("Erasure {Erasure} was carried out {Again}, of {Weighings} weighings and {Streams} other streams: {Why}", listed.ErasureId, state == ListedState.Done ? "again" : "now", erasure.Weighings.Length, erasure.Streams.Length,
                state == ListedState.Done ? "their texts had come back with an older backup" : "the host had ended before it was done");
            done++;
        }
        return done;
    }

    /// <summary>
    /// Takes over into the list of this host what the database has as carried out, by whatever host: each that keeps a list of its own has all of them, and one that was recorded without
    /// its host having been told so is not taken for one that failed.
    /// </summary>
    public async Task TakeOver(CancellationToken cancellation)
    {
        if (!list.IsKept) return;
        var done = list.All().Where(listed => listed.State == ListedState.Done).Select(listed => listed.ErasureId).ToHashSet();
        await foreach (var erasure in rows.CarriedOut(cancellation))
            if (!done.Contains(erasure.ErasureId)) list.Keep(erasure);
    }

    /// <summary>Waits until nobody else, on whatever host, carries out the same erasure, and until it is disposed of keeps it so. Where the host ends, the database lets go.</summary>
    private async Task<NpgsqlConnection> Turn(Guid erasure, CancellationToken cancellation)
    {
        var turn = await source.OpenConnectionAsync(cancellation);
        try
        {
            await turn.BeginTransactionAsync(cancellation); // it ends with the connection
            await using var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", turn) { Parameters = { new() { Value = $"erasure {erasure}" } } };
            take.CommandTimeout *= 2; // for longer than the server lets a transaction stand idle, as that of a host that is gone
            await take.ExecuteNonQueryAsync(cancellation);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    private async Task<StepResult> Once(
        ListedErasure erasure, StepEnvelope by, bool again, Action<IDocumentSession, ListedErasure> alongside, Func<Exception, bool> wasThereBefore, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(erasure.Corporation);
        var commands = erasure.Weighings.OrderBy(w => w.Id).Select(w => (w.Id, new ErasePersonalData
        {
            ErasureId = erasure.ErasureId,
            Subject = erasure.Subject,
            Digests = w.Digests,
            Ground = erasure.Ground,
            DecidedBy = erasure.DecidedBy,
            ConfirmedBy = erasure.ConfirmedBy,
            RequestedAt = erasure.RequestedAt,
            Again = again,
        }));
        var (streams, addresses) = (new List<EraseTexts>(), erasure.Weighings.Select(w => $"/v1/weighings/{w.Id}").ToList());
        foreach (var erased in erasure.Streams.OrderBy(s => s.Id))
        {
            streams.Add(IsOfTerm(erasure)
                ? new EraseTexts { Stream = erased.Id, ErasureId = erasure.ErasureId, Digests = erased.Digests, Ground = erasure.Ground, Again = again }
                : new EraseTexts { Stream = erased.Id, ErasureId = erasure.ErasureId, Digests = erased.Digests, Ground = erasure.Ground, Subject = erasure.Subject, DecidedBy = erasure.DecidedBy, ConfirmedBy = erasure.ConfirmedBy, RequestedAt = erasure.RequestedAt, Again = again });
            addresses.Add(StreamAddress.Of(erased.Id, (await StreamFold.Read(session, erased.Id, cancellation)).State));
        }
        void Beside(IDocumentSession session, IReadOnlyDictionary<Guid, ImmutableArray<int>> casesTakenBack)
        {
            var done = erasure.With(casesTakenBack);
            if (!again) list.Keep(done with { State = ListedState.Confirming });
            foreach (var address in addresses) StoredResponses.ForgetFingerprints(session, address);
            StoredResponses.ForgetFingerprints(session, $"/v1/privacy/erasures/{erasure.ErasureId}"); // the request said who the person is
            alongside(session, done);
        }
        return await RecordStepHandler.Erase(new RecordErasure([.. commands], [.. streams], OfCorporation(erasure), by, Beside, wasThereBefore), session, weighings, after, clock, watch, cancellation);
    }

    /// <summary>What the history of the corporation is to tell of an erasure.</summary>
    private static ErasureCarriedOut OfCorporation(ListedErasure erasure) => new()
    {
        OccurredAt = default,
        ErasureId = erasure.ErasureId,
        Subject = erasure.Subject,
        Ground = erasure.Ground,
        Weighings = [.. erasure.Weighings.Select(w => w.Id).Order()],
        Instruments = [.. erasure.Streams.Where(s => s.Kind == StreamKind.Instrument).Select(s => s.Id).Order()],
        Texts = erasure.Weighings.Sum(w => w.Digests.Length) + erasure.Streams.Sum(s => s.Digests.Length),
        DecidedBy = erasure.DecidedBy,
        ConfirmedBy = erasure.ConfirmedBy,
        RequestedAt = erasure.RequestedAt,
    };

    /// <summary>Whether nobody asked for it: the installation did it, since the term was over.</summary>
    private static bool IsOfTerm(ListedErasure erasure) => erasure is { Ground: ErasureGround.Retention, DecidedBy: Installation, ConfirmedBy: Installation };

    private async Task<StepResult> Tried(Func<Task<StepResult>> attempt, CancellationToken cancellation)
    {
        foreach (var wait in Cooldown)
        {
            try
            {
                return await attempt();
            }
            catch (Exception e) when (e is ConcurrencyException or ExistingStreamIdCollisionException)
            {
                await Task.Delay(wait, clock, cancellation);
            }
        }
        return await attempt();
    }
}

/// <summary>Carries out again, before anybody is served, what the list of erasures has and an older backup has brought back; then now and then it takes over what other hosts carried out.</summary>
public sealed class ErasedStaysErased(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ErasedStaysErased> logger) : RepeatedWork(lifetime, clock, logger), IHostedLifecycleService
{
    /// <summary>How long after one round the next begins.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override TimeSpan Pause => Interval;

    /// <inheritdoc />
    protected override string NotDone => "Erasures of other hosts were not taken over into the list of this one";

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => services.GetRequiredService<Erasing>().Again(cancellationToken);

    /// <inheritdoc />
    protected override async Task Round(CancellationToken cancellation)
    {
        if (await services.GetRequiredService<ErasureRows>().DeleteLapsed(Clock.GetUtcNow(), cancellation) is > 0 and var lapsed) Log.LogInformation("{Requests} requests to erase lapsed: nobody confirmed them", lapsed);
        await services.GetRequiredService<Erasing>().TakeOver(cancellation);
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
