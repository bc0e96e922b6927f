using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain.Streams;

/// <summary>An event of a stream that is no weighing, for who carries events without knowing what they tell of.</summary>
public interface IStreamEvent
{
    /// <summary>The part that it makes or touches, as a path such as versions/2; empty for the whole.</summary>
    string Part { get; }

    /// <summary>Whose its sealed texts are, by a name that is unique within the stream; null where they are of nobody in particular. The texts of one holder can be erased together.</summary>
    string? Holder { get; }

    /// <summary>Whether its sealed texts are of whoever recorded it, whom the event itself does not name.</summary>
    bool IsOfItsActor { get; }

    /// <summary>Whose its sealed texts are, so that they have a key of their own in the vault; null where they are of nobody in particular.</summary>
    /// <param name="actor">Subject id of who recorded it.</param>
    string? HolderFor(string actor) => Holder ?? (IsOfItsActor ? actor : null);

    /// <summary>Whether it replaces a part that was in force by a whole new one.</summary>
    bool Replaces { get; }

    /// <summary>Digests of the texts that it erases from the vault; empty for any other event.</summary>
    ImmutableArray<string> Erases { get; }

    /// <summary>Type of the state of its stream.</summary>
    Type State { get; }

    /// <summary>The state after this event. Total: it never refuses, because the event has already happened.</summary>
    /// <param name="before">The state before it; null where it is the first.</param>
    /// <param name="origin">Where the event stands in its stream, and who recorded it when.</param>
    object After(object? before, Origin origin);
}

/// <summary>A state that hides some of its events from some readers, as long as a blind round is open, or what each would decide is not shown yet.</summary>
public interface IHidesEvents
{
    /// <summary>Whether an event is hidden from a reader now.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="subject">Subject id of the reader.</param>
    bool Hides(DomainEvent happened, Origin origin, string subject);
}

/// <summary>Something that happened to a thing with a stream of its own that is no weighing, such as an instrument.</summary>
/// <typeparam name="TState">The state of the stream; its name is that of the type of the stream, for ever.</typeparam>
public abstract record StreamEvent<TState> : DomainEvent, IStreamEvent where TState : class
{
    /// <inheritdoc />
    [JsonIgnore]
    public string Part => Path;

    string? IStreamEvent.Holder => Whose;

    bool IStreamEvent.IsOfItsActor => OfItsActor;

    bool IStreamEvent.Replaces => ReplacesPart;

    ImmutableArray<string> IStreamEvent.Erases => Erased;

    Type IStreamEvent.State => typeof(TState);

    /// <summary>The path of the part; empty by default. It is not public, so that it is never written into the JSON of the event.</summary>
    protected virtual string Path => "";

    /// <summary>Whose its sealed texts are; nobody's in particular by default.</summary>
    protected virtual string? Whose => null;

    /// <summary>Whether its sealed texts are of whoever recorded it; false by default.</summary>
    protected virtual bool OfItsActor => false;

    /// <summary>Whether it replaces a part that was in force; false by default.</summary>
    protected virtual bool ReplacesPart => false;

    /// <summary>Digests of the texts that it erases; none by default.</summary>
    protected virtual ImmutableArray<string> Erased => [];

    /// <summary>The state after this event; see <see cref="IStreamEvent.After"/>.</summary>
    public TState After(TState? before, Origin origin) => Evolve(before, origin);

    object IStreamEvent.After(object? before, Origin origin) => Evolve((TState?)before, origin);

    /// <summary>The state after this event. Total: it never refuses, whatever the state, because the event has already happened.</summary>
    internal abstract TState Evolve(TState? before, Origin origin);
}
