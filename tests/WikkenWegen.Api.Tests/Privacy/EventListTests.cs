using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using WikkenWegen.Api.Privacy;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Privacy;

/// <summary>Some SQL looks into events of certain types. Whoever adds an event that has what it looks for, or a new shape of one, learns here that it must look there too.</summary>
public class EventListTests
{
    [Fact]
    public void A_person_is_looked_for_in_every_event_that_names_a_subject_id()
    {
        // Whose access ended was given it before, in the same weighing; and an erasure has a pseudonym there that was made for it alone.
        OfWeighings().Where(e => Members(e).Any(m => m.Path.Split('/')[^1] == "subject")).ShouldBe([.. FindPerson.Naming, typeof(AccessEnded), typeof(PersonalDataErased)], ignoreOrder: true);
        FindPerson.Naming.ShouldAllBe(e => Members(e).Any(m => m.Path == "subject" && m.Type == typeof(string)));
    }

    [Fact]
    public void What_somebody_did_with_a_link_is_known_from_every_event_about_one()
    {
        OfWeighings().Where(e => e.Namespace == typeof(WeighingLinked).Namespace).ShouldBe(ActsOfPerson.AboutLinks, ignoreOrder: true);
        ActsOfPerson.AboutLinks.ShouldAllBe(e => Members(e).Any(m => m.Path == "number"));
        OfWeighings().Where(e => Members(e).Any(m => m.Path == "event")).ShouldBe(ActsOfPerson.AboutEvents, ignoreOrder: true);
    }

    /// <summary>
    /// The acts of a person leave out what names a weighing that the reader may not see. Those of the corporation are told without what they name. An event that comes here: see whether
    /// <see cref="ActsOfPerson"/> leaves it out.
    /// </summary>
    [Fact]
    public void Every_event_that_names_a_weighing_is_known() =>
        (from e in EventContract.Names
         from member in Members(e.Key)
         where member.Type == typeof(Guid) && member.Path.Split('/')[^1] is "weighing" or "weighings"
         select $"{e.Value} {member.Path}").ShouldBe(["weighing_linked weighing", "instrument_judged weighing", "instrument_tried weighings/weighing", "audit_export_made weighing", "erasure_carried_out weighings"], ignoreOrder: true);

    [Fact]
    public void The_framing_in_force_is_looked_for_in_every_event_that_has_one()
    {
        OfWeighings().Where(e => Members(e).Any(m => m.Type == typeof(Framing))).ShouldBe(FramingEvents.All, ignoreOrder: true);
        FramingEvents.All.ShouldAllBe(e => Members(e).Any(m => m.Path == "framing" && m.Type == typeof(Framing)));
    }

    private static IEnumerable<Type> OfWeighings() => EventContract.NamesOf<WeighingEvent>().Select(n => n.Key);

    /// <summary>The members of an event as they are written, also those within others, with the type of one where there can be many.</summary>
    private static IEnumerable<(string Path, Type Type)> Members(Type type, string path = "") =>
        from member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where !member.IsDefined(typeof(JsonIgnoreAttribute))
        let one = One(member.PropertyType)
        let here = path + JsonNamingPolicy.CamelCase.ConvertName(member.Name)
        from found in (one.Assembly == typeof(DomainEvent).Assembly && !one.IsEnum ? Members(one, here + "/") : []).Prepend((here, one))
        select found;

    private static Type One(Type type) => Nullable.GetUnderlyingType(type) is { } value ? value
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : type;
}
