using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WikkenWegen.Domain;

/// <summary>A text that lies in the vault, with where it was recorded and whose it is.</summary>
/// <param name="Digest">Its digest in the event.</param>
/// <param name="Field">Name of the field that it stands in, as in the JSON of the event.</param>
/// <param name="Recorded">The event that carries it.</param>
/// <param name="Stakeholder">Code of the stakeholder whose text it is; null where it belongs to no stakeholder.</param>
/// <param name="Subject">Pseudonymous subject id of whom it is about, where the event names one; else null.</param>
public sealed record PersonalText(string Digest, string Field, RecordedEvent Recorded, string? Stakeholder, string? Subject);

/// <summary>
/// Whose a text in the vault is. The record knows a person only as a stakeholder of a weighing: theirs are their name and contact, and what was
/// recorded in their name, such as an input, an objection, the ground of a score or of a consequence, or an advice. A reason that the corporation gives, such as the
/// rationale of a decision, is of nobody in particular, whatever names may be in it: a privacy officer who finds a person there names that text.
/// </summary>
public static class PersonalTexts
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<PropertyInfo>> Members = new();

    /// <summary>The sealed texts that an event carries, each with the name of its field, in the order in which they are written.</summary>
    public static IEnumerable<(string Field, Sealed Text)> In(DomainEvent happened) => Within(happened);

    /// <summary>Code of the stakeholder whose the texts of an event are; null where they belong to no stakeholder.</summary>
    /// <param name="weighing">A state after the event.</param>
    /// <param name="happened">The event.</param>
    public static string? HolderOf(this Weighing weighing, WeighingEvent happened) => happened.Part.Split('/') switch
    {
        ["stakeholders", var code, ..] => code,
        ["inputs", var number, ..] => weighing.Input(Number(number))?.Stakeholder,
        ["objections", var number] => weighing.Objection(Number(number))?.Stakeholder, // how it was resolved is what the corporation says
        ["scores", var number, ..] => weighing.Score(Number(number))?.By.Stakeholder,
        ["consequences", var number, ..] => weighing.Consequence(Number(number))?.By.Stakeholder,
        ["advice-requests", var number, "advice"] => weighing.AdviceRequest(Number(number))?.Stakeholder,
        ["text-corrections", var number] => weighing.Corrected(Number(number)) is { } corrected ? weighing.HolderOf(corrected) : null,
        _ => null,
    };

    /// <summary>All sealed texts of a weighing, in the order in which they were recorded; also those that were erased since.</summary>
    public static IEnumerable<PersonalText> PersonalTextsOf(this Weighing weighing) =>
        from recorded in weighing.Events
        from text in In(recorded.Event)
        select new PersonalText(text.Text.Digest, text.Field, recorded, weighing.HolderOf(recorded.Event), weighing.SubjectOf(recorded.Event));

    /// <summary>The subject id that the texts of an event are about: of who was given access by name.</summary>
    internal static string? SubjectOf(this Weighing weighing, WeighingEvent happened) =>
        happened.Part.Split('/') switch
        {
            ["access", var number, ..] => weighing.AccessGrant(Number(number))?.Subject,
            ["text-corrections", var number] => weighing.Corrected(Number(number)) is { } corrected ? weighing.SubjectOf(corrected) : null,
            _ => null,
        };

    /// <summary>The event whose text a correction replaces.</summary>
    private static WeighingEvent? Corrected(this Weighing weighing, int correction) =>
        weighing.TextCorrection(correction) is { } made ? weighing.Events.FirstOrDefault(e => e.Number == made.Event)?.Event : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Field, Sealed Text)> Within(object part)
    {
        foreach (var member in Members.GetOrAdd(part.GetType(), Made))
        {
            var value = member.GetValue(part);
            foreach (var item in value is IEnumerable list ? list.Cast<object?>() : [value])
            {
                if (item is Sealed text) yield return (JsonNamingPolicy.CamelCase.ConvertName(member.Name), text);
                else if (item is not null)
                    foreach (var inner in Within(item)) yield return inner;
            }
        }
    }

    /// <summary>The members of a type that are written, and are sealed texts or may have some within.</summary>
    private static ImmutableArray<PropertyInfo> Made(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetIndexParameters().Length == 0 && !member.IsDefined(typeof(JsonIgnoreAttribute)))
            .Where(member => Element(member.PropertyType) is { IsEnum: false } element && element.Assembly == typeof(Sealed).Assembly),
    ];

    private static Type Element(Type type) => Nullable.GetUnderlyingType(type) is { } value ? value
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : type;
}
