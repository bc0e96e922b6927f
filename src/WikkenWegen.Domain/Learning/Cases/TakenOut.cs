using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Domain.Learning.Cases;

/// <summary>One value that was recorded.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value.</param>
/// <param name="Event">Number of the event that carries it.</param>
internal readonly record struct RecordedValue(RemovedKind Kind, object Value, int Event);

/// <summary>Everything in the events of a weighing that does not go into a case as it is. What is new in an event one day falls under one of these kinds by itself, text at worst.</summary>
internal static class TakenOut
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<PropertyInfo>> Members = new();

    /// <summary>All such values, event by event.</summary>
    /// <param name="weighing">The weighing.</param>
    /// <param name="isReadable">Which events are looked at; null for all.</param>
    public static IEnumerable<RecordedValue> Of(Weighing weighing, Func<RecordedEvent, bool>? isReadable = null)
    {
        foreach (var recorded in weighing.Events.Where(e => isReadable is null || isReadable(e)))
        {
            yield return new RecordedValue(RemovedKind.Day, recorded.RecordedAt, recorded.Number);
            yield return new RecordedValue(RemovedKind.Subject, recorded.Actor, recorded.Number);
            foreach (var (kind, value) in Within(recorded.Event)) yield return new RecordedValue(kind, value, recorded.Number);
        }
    }

    /// <summary>What was taken out, by kind.</summary>
    public static ImmutableArray<RemovedPart> ByKind(IEnumerable<RecordedValue> values) =>
        [.. values.GroupBy(v => v.Kind).OrderBy(g => g.Key).Select(g => new RemovedPart(g.Key, g.Count(), [.. g.Select(v => v.Event).Distinct().Order()]))];

    private static IEnumerable<(RemovedKind, object)> Within(object part)
    {
        foreach (var member in Members.GetOrAdd(part.GetType(), Made))
        {
            var value = member.GetValue(part);
            foreach (var item in value is IEnumerable list and not string ? list.Cast<object?>() : [value])
            {
                if (item is null or bool or Enum) continue;
                if (item is Sealed or string or decimal or int or DateOnly or DateTimeOffset or Guid)
                {
                    if (KindOf(part, member.Name, item) is { } kind) yield return (kind, item);
                }
                else
                {
                    foreach (var inner in Within(item)) yield return inner;
                }
            }
        }
    }

    private static RemovedKind? KindOf(object part, string member, object value) => (part, member, value) switch
    {
        (_, "PersonName" or "Contact", Sealed) or (TextCorrected { Field: "personName" or "contact" }, _, Sealed) => RemovedKind.Person,
        (_, _, Sealed) => RemovedKind.SealedText,
        (_, _, DateOnly or DateTimeOffset) => RemovedKind.Day,
        (_, _, Guid) => RemovedKind.Identity,
        (_, "Costs", _) => RemovedKind.Amount,
        (_, "Number" or "Revision" or "Version" or "CriteriaVersion" or "Round" or "Input" or "Event" or "Item" or "ReadVersion" or "Decision" or "Assumption" or "AdviceRequest" or "Correction", int) => RemovedKind.Code,
        (_, _, decimal or int) => RemovedKind.Number,
        (Area, _, _) => RemovedKind.Place,
        (_, "BagIds", _) => RemovedKind.Address,
        (_, "Complexes" or "Complex" or "Clusters", _) => RemovedKind.Complex,
        (ExternalIdentity, _, _) or (_, "Reference" or "ProjectfasebesluitId" or "KvkNumber", _) => RemovedKind.Reference,
        (_, "Party", _) => RemovedKind.PartyName,
        (_, "Role" or "OwnerRole" or "DeciderRole" or "ApproverRole", _) => RemovedKind.RoleName,
        (_, "Subject" or "DecidedBy" or "ConfirmedBy", _) => RemovedKind.Subject,
        (_, "Uri" or "Sha256", _) => RemovedKind.Document,
        (_, "Fingerprint" or "Digest" or "Digests" or "Replaced" or "Seed", _) => RemovedKind.Identity,
        (_, "Code" or "Criterion" or "Over" or "Stakeholder" or "Proposal" or "PreferredProposal", _) or (EquallyImportant, _, _) => RemovedKind.Code,
        (OutcomeMethod, _, _) or (_, "Changed" or "Field", _) => null, // words of ours
        _ => RemovedKind.Text,
    };

    /// <summary>The members of a type that are written.</summary>
    private static ImmutableArray<PropertyInfo> Made(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(m => m.GetIndexParameters().Length == 0 && !m.IsDefined(typeof(JsonIgnoreAttribute)) && m.CanRead)];
}
