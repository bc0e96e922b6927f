using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>One step in the life of a weighing. It never happened before the weighing was opened.</summary>
public abstract record WeighingEvent : DomainEvent
{
    /// <summary>The part of the weighing that it makes or touches, as a path such as proposals/V2/revisions/2; empty for the whole.</summary>
    [JsonIgnore]
    public string Part => Path;

    /// <summary>The path of the part, given by each event. It is not public, so that it is never written into the JSON of the event.</summary>
    protected abstract string Path { get; }

    /// <summary>Where the weighing stands after this event; <paramref name="status"/> itself where the event does not move it.</summary>
    /// <param name="status">Where it stood before.</param>
    /// <param name="approverNamed">Whether the framing in force names an approver; a choice then waits for their ruling.</param>
    /// <param name="standing">Number of the decision that stood before the event; null where none did.</param>
    internal virtual WeighingStatus StatusAfter(WeighingStatus status, bool approverNamed, int? standing) => status;

    /// <summary>Whether this event lifts the end of a weighing that was closed or cancelled.</summary>
    internal virtual bool LiftsTheEnd => false;

    /// <summary>Whether it replaces a part that was in force by a whole new version of it.</summary>
    [JsonIgnore]
    public virtual bool Replaces => false;

    /// <summary>
    /// The event whose moment this one corrects, with the right moment in UTC and the term of the law that runs from it, if one does; null for
    /// any other event.
    /// </summary>
    [JsonIgnore]
    public virtual (int Event, DateTimeOffset Moment, StatutoryTerm? Term)? Corrects => null;

    /// <summary>The command that leads to this event, by which its rules can be asked again; without its moment.</summary>
    public abstract WeighingCommand AsCommand();

    /// <summary>The term of the law that runs from this event, counted from another moment; null where none does.</summary>
    /// <param name="moment">The moment, in UTC.</param>
    /// <param name="decreed">The days that are made equal to holidays by decree.</param>
    internal virtual StatutoryTerm? TermFrom(DateTimeOffset moment, ImmutableArray<DateOnly> decreed) => null;

    /// <summary>The event as a reader may see it, without names and contacts of persons where those are not for them.</summary>
    /// <param name="reader">Subject id of the reader.</param>
    /// <param name="newest">The newest state, which says who the stakeholders are.</param>
    internal virtual WeighingEvent WithoutPersons(string reader, Weighing newest) => this;

    /// <summary>The state after this event. It never refuses and never fails, whatever the state, because the event has already happened.</summary>
    internal abstract Weighing Evolve(Weighing weighing, Origin origin);
}

/// <summary>Where something comes from, such as a part of a weighing, so that everything shown can be traced to its event.</summary>
/// <param name="Event">Number of the event in its stream, from 1.</param>
/// <param name="OccurredAt">When it happened, in UTC; never after the moment of recording.</param>
/// <param name="RecordedAt">When it was recorded, in UTC.</param>
/// <param name="Actor">Pseudonymous subject id of the person who recorded it.</param>
/// <param name="MomentCorrectedBy">Number of the event that corrected the moment at which it happened; absent where that moment is as it was recorded.</param>
public record Origin(int Event, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Actor, int? MomentCorrectedBy = null)
{
    /// <summary>The term of the law that runs from a corrected moment; null where the moment was not corrected, or no term runs from it.</summary>
    internal StatutoryTerm? CorrectedTerm { get; init; }
}

/// <summary>An event with the envelope in which it was recorded.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Number">Its number in the weighing, from 1 without gaps.</param>
/// <param name="RecordedAt">When it was recorded, in UTC; never earlier than the event with the number before it.</param>
/// <param name="Actor">Pseudonymous subject id of the person who recorded it.</param>
public sealed record RecordedEvent(WeighingEvent Event, int Number, DateTimeOffset RecordedAt, string Actor)
{
    /// <summary>The origin that the parts made by this event carry.</summary>
    public Origin Origin => new(Number, Event.OccurredAt, RecordedAt, Actor);
}
