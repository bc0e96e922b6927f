using System.Collections.Immutable;

namespace WikkenWegen.Domain.Streams;

/// <summary>Something to be recorded in a stream that is no weighing, for who carries it to the gate without knowing what it is.</summary>
public interface IStreamCommand
{
    /// <summary>Identity of the stream.</summary>
    Guid Stream { get; }

    /// <summary>Whether it begins the stream. Every other command needs one that was begun.</summary>
    bool Begins { get; }

    /// <summary>Whether it is recorded however much there is in the stream already, as what closes, resolves, takes back or blocks something.</summary>
    bool FitsAlways { get; }

    /// <summary>
    /// Of what many people bring in: how much of its kind one person adds to a stream at most. What they bring in also leaves some of its room for those who lead it, so that nobody can fill it for the others.
    /// Null for anything else.
    /// </summary>
    int? MostOfOnePerson { get; }

    /// <summary>Type of the state of the stream.</summary>
    Type State { get; }

    /// <summary>The same, as having happened at a moment, in UTC with millisecond precision.</summary>
    IStreamCommand At(DateTimeOffset moment);

    /// <summary>Decides on the state: the event to record, or every rule that the command breaks.</summary>
    /// <param name="state">The state now; null where the stream was not begun.</param>
    /// <param name="now">The moment of recording.</param>
    /// <param name="actor">Who asks.</param>
    Ruling<DomainEvent> Decide(object? state, DateTimeOffset now, Actor actor);

    /// <summary>What stands just as this asks for it, so that asking for it once more, with the same reason, says nothing new; null where something else stands.</summary>
    Standing? Standing(object state);

    /// <summary>Other streams of the tenant that it is decided by, as they were seen: it is refused where one of them has changed since. Empty where it is decided by its own stream alone.</summary>
    ImmutableArray<SeenVersion> Seen { get; }
}

/// <summary>A command that is decided on by what texts of the vault say: those that it brings, and those of its stream.</summary>
public interface IComparesTexts
{
    /// <summary>The same command, for who can read the texts.</summary>
    /// <param name="text">The text with a digest; null where it was erased.</param>
    IStreamCommand Reading(Func<Sealed, string?> text);
}

/// <summary>A stream as it was seen.</summary>
/// <param name="Stream">Its identity.</param>
/// <param name="Version">Number of its newest event then.</param>
public sealed record SeenVersion(Guid Stream, int Version);

/// <summary>Something to be recorded of a thing with a stream of its own that is no weighing. Pure: it knows no clock, no store and no HTTP.</summary>
/// <typeparam name="TState">The state of the stream.</typeparam>
public abstract record StreamCommand<TState> : IStreamCommand where TState : class
{
    /// <inheritdoc />
    public required Guid Stream { get; init; }

    /// <summary>When it happened, in UTC with millisecond precision. Refused after the moment of recording, or before what it builds on.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <inheritdoc />
    public virtual bool Begins => false;

    /// <inheritdoc />
    public virtual bool FitsAlways => false;

    /// <inheritdoc />
    public virtual int? MostOfOnePerson => null;

    /// <inheritdoc />
    public ImmutableArray<SeenVersion> Seen { get; init; } = [];

    Type IStreamCommand.State => typeof(TState);

    IStreamCommand IStreamCommand.At(DateTimeOffset moment) => this with { OccurredAt = moment };

    /// <summary>Decides on the state: the event to record, or every rule that the command breaks.</summary>
    /// <param name="state">The state now; null where the stream was not begun.</param>
    /// <param name="now">The moment of recording.</param>
    /// <param name="actor">Who asks.</param>
    public Ruling<StreamEvent<TState>> Decide(TState? state, DateTimeOffset now, Actor actor)
    {
        if (state is null && !Begins) return new Ruling<StreamEvent<TState>>(null, [Unknown.Whole()]);
        // A caller who may not do this is not told what else is wrong.
        if (state is not null && Forbidden(state, actor) is { } forbidden) return new Ruling<StreamEvent<TState>>(null, [forbidden]);
        Refusal[] refusals = [.. Untimely(state, now), .. Refusals(state, actor)];
        return refusals.Length == 0
            ? new Ruling<StreamEvent<TState>>(EventFor(state, actor) with { OccurredAt = OccurredAt }, [])
            : new Ruling<StreamEvent<TState>>(null, [.. refusals]);
    }

    Ruling<DomainEvent> IStreamCommand.Decide(object? state, DateTimeOffset now, Actor actor)
    {
        var ruling = Decide((TState?)state, now, actor);
        return new Ruling<DomainEvent>(ruling.Event, ruling.Refusals);
    }

    Standing? IStreamCommand.Standing(object state) => StandingIn((TState)state);

    /// <summary>What refuses a command where there is no such stream.</summary>
    protected abstract Rule Unknown { get; }

    /// <summary>Why <paramref name="actor"/> may not do this; null where they may. A rule of kind <see cref="RuleKind.Missing"/> hides that the stream is there.</summary>
    protected virtual Refusal? Forbidden(TState state, Actor actor) => null;

    /// <summary>Every rule that the command breaks on this state.</summary>
    protected virtual IEnumerable<Refusal> Refusals(TState? state, Actor actor) => [];

    /// <summary>The events that it builds on: it did not happen before any of them. Nulls are passed over.</summary>
    protected virtual IEnumerable<Origin?> BuildsOn(TState state) => [];

    /// <summary>What stands just as this asks for it; null where something else stands, which it is by default.</summary>
    protected virtual Standing? StandingIn(TState state) => null;

    /// <summary>The event to record. Called only where nothing is refused.</summary>
    protected abstract StreamEvent<TState> EventFor(TState? state, Actor actor);

    private IEnumerable<Refusal> Untimely(TState? state, DateTimeOffset now)
    {
        if (OccurredAt > now) yield return Rules.OccurredInTheFuture.At("/occurredAt", now);
        var ground = state is null ? null : BuildsOn(state).OfType<Origin>().MaxBy(origin => origin.OccurredAt);
        if (ground is not null && OccurredAt < ground.OccurredAt) yield return Rules.OccurredBeforeItsGround.At("/occurredAt", ground.Event, ground.OccurredAt);
    }
}
