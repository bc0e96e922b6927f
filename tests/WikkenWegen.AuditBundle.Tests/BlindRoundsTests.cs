using System.Runtime.CompilerServices;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Streams;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>An export knows where nobody reads what another gives, for every kind of stream in which that can be: else what was given blind would be in it.</summary>
public class BlindRoundsTests
{
    private static readonly IEnumerable<Type> Events = EventContract.Names.Keys;

    /// <summary>The kinds of streams of which some events can be hidden: weighings, and those whose state says so.</summary>
    private static readonly Type[] Hiding = [typeof(Weighing), .. typeof(IHidesEvents).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IHidesEvents)))];

    [Fact]
    public void Of_each_kind_of_stream_that_hides_events_it_knows_what_begins_and_what_ends_it()
    {
        Hiding.Length.ShouldBe(3);
        Events.Where(e => BlindRounds.Opening.Contains(EventContract.Names[e])).Select(StateOf).ShouldBe(Hiding, ignoreOrder: true);
        Events.Where(e => BlindRounds.Closing.Contains(EventContract.Names[e])).Select(StateOf).ShouldBe([.. Hiding, typeof(Domain.Learning.Case)], ignoreOrder: true, "the choices in a case are shown, or the case is taken back");
    }

    [Fact]
    public void Whatever_can_be_blind_begins_it() => Events.Where(e => e.GetProperty("Blind") is not null).Select(e => EventContract.Names[e]).ShouldBeSubsetOf(BlindRounds.Opening);

    /// <summary>SQL finds the events by their names, and what they do is asked of the event: both must be of the same types.</summary>
    [Fact]
    public void An_event_begins_or_ends_it_just_where_its_type_is_named()
    {
        foreach (var type in Events)
        {
            var happened = (DomainEvent)RuntimeHelpers.GetUninitializedObject(type);
            type.GetProperty("Blind")?.SetValue(happened, true);
            (BlindRounds.OpenedBy(happened) is not null).ShouldBe(BlindRounds.Opening.Contains(EventContract.Names[type]), type.Name);
            (BlindRounds.ClosedBy(happened) is not null).ShouldBe(BlindRounds.Closing.Contains(EventContract.Names[type]), type.Name);
        }
    }

    private static Type StateOf(Type happened)
    {
        for (var type = happened; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StreamEvent<>)) return type.GetGenericArguments()[0];
        return typeof(Weighing);
    }
}
