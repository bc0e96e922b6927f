using System.Collections.Immutable;
using JasperFx.Events;
using Marten;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.Api.Recording;

/// <summary>An event of a stream as it was recorded, with the conversation that it belongs to.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Origin">Its number, both moments and the actor.</param>
/// <param name="Correlation">The conversation that it belongs to.</param>
/// <param name="Causation">The request that caused it.</param>
public sealed record RecordedStreamEvent(DomainEvent Event, Origin Origin, string? Correlation, string? Causation)
{
    /// <summary>From Marten's envelope.</summary>
    public static RecordedStreamEvent Of(IEvent e)
    {
        var happened = (DomainEvent)e.Data;
        return new RecordedStreamEvent(happened, new Origin(checked((int)e.Version), happened.OccurredAt, e.Timestamp.ToUniversalTime(), e.UserName ?? ""), e.CorrelationId, e.CausationId);
    }

    /// <summary>The same, for who knows that it is of a stream that is no weighing.</summary>
    public IStreamEvent Told => (IStreamEvent)Event;
}

/// <summary>A stream that is neither a weighing nor a corporation. They are short and seldom change, so that nothing of them is kept in memory: they are read and folded each time.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Events">Its events, oldest first; empty where it was not begun.</param>
public sealed record StreamFold(Guid Id, ImmutableArray<RecordedStreamEvent> Events)
{
    /// <summary>Of the request that read it, by which going through its events stops: there may be thousands of them, and each of a page of its history makes a state of them.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Number of its newest event; 0 where it was not begun.</summary>
    public int Version => Events.Length;

    /// <summary>Digests of the texts that its events erased: they are never given, also where the vault has them again by a backup.</summary>
    public IEnumerable<string> Erased => Events.SelectMany(e => e.Told.Erases);

    /// <summary>The erasures of texts of persons, by the digest of each text. What was erased because a case was taken back is not among them: the case says so itself.</summary>
    public IReadOnlyDictionary<string, IErasure> Erasures => Events.Where(e => e.Event is TextsErased)
        .SelectMany(e => ((TextsErased)e.Event).Digests, (e, digest) => (digest, Erasure: new ErasureOfTexts(((TextsErased)e.Event).Number, ((TextsErased)e.Event).Ground, e.Origin)))
        .DistinctBy(e => e.digest).ToDictionary(e => e.digest, e => (IErasure)e.Erasure);

    /// <summary>What was recorded, as the domain decides on it.</summary>
    public IEnumerable<(DomainEvent Event, Origin Origin)> Recorded => Events.Select(e => (e.Event, e.Origin));

    /// <summary>The state after its events; null where it was not begun.</summary>
    /// <exception cref="OperationCanceledException">The request that read it was cancelled.</exception>
    /// <exception cref="UnreadableStreamException">What the database has of it is not what was recorded.</exception>
    public object? State
    {
        get
        {
            try
            {
                return Events.Heeding(Cancellation).Aggregate((object?)null, (state, e) => e.Told.After(state, e.Origin));
            }
            catch (Exception e) when (!WeighingStore.IsOfTheMoment(e) && !LaterRelease.Recorded(e))
            {
                throw new UnreadableStreamException(Id, e);
            }
        }
    }

    /// <summary>The stream with an identity; without events where the tenant of the session has none, or it tells of something else.</summary>
    /// <param name="session">A session of the tenant.</param>
    /// <param name="id">Its identity.</param>
    /// <param name="state">Type of its state.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<StreamFold> Read(IQuerySession session, Guid id, Type state, CancellationToken cancellation) => (await Read(session, id, cancellation)).Of(state);

    /// <summary>The same, whatever it tells of.</summary>
    /// <exception cref="InsufficientMemoryException">There is too little memory for it at this moment.</exception>
    public static async Task<StreamFold> Read(IQuerySession session, Guid id, CancellationToken cancellation)
    {
        using var turn = await StreamLoads.OfProcess.Turn(cancellation);
        return Of(id, await session.Events.FetchStreamAsync(id, token: cancellation), cancellation);
    }

    /// <summary>The same for the gate, which has its connection and waits for nobody who may be waiting for one.</summary>
    internal static async Task<StreamFold> ReadInGate(IQuerySession session, Guid id, CancellationToken cancellation) => Of(id, await session.Events.FetchStreamAsync(id, token: cancellation), cancellation);

    /// <summary>Several streams, with one question to the database.</summary>
    /// <param name="session">A session of the tenant.</param>
    /// <param name="ids">Their identities.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InsufficientMemoryException">There is too little memory for them at this moment.</exception>
    public static async Task<ImmutableArray<StreamFold>> Read(IQuerySession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return [];
        using var turn = await StreamLoads.OfProcess.Turn(cancellation);
        var batch = session.CreateBatchQuery();
        var asked = ids.Select(id => (Id: id, Events: batch.Events.FetchStream(id))).ToList();
        await batch.Execute(cancellation);
        var read = ImmutableArray.CreateBuilder<StreamFold>(asked.Count);
        foreach (var (id, events) in asked) read.Add(Of(id, await events, cancellation));
        return read.MoveToImmutable();
    }

    private static StreamFold Of(Guid id, IReadOnlyList<IEvent> events, CancellationToken cancellation) =>
        new(id, events is [{ Data: IStreamEvent }, ..] ? [.. events.Select(RecordedStreamEvent.Of)] : []) { Cancellation = cancellation };

    /// <summary>The same where it tells of a state of this type; else none.</summary>
    internal StreamFold Of(Type state) => Events is [{ Told: var first }, ..] && first.State == state ? this : new StreamFold(Id, []);

    /// <summary>The same, as far as some of its events go.</summary>
    public StreamFold Where(Func<RecordedStreamEvent, bool> counts) => this with { Events = [.. Events.Heeding(Cancellation).Where(counts)] };
}
