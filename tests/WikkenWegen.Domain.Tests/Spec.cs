using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WikkenWegen.Domain.Tests;

/// <summary>Given these events, when this command, then this event or these refusals.</summary>
internal static partial class Spec
{
    /// <summary>The moment <paramref name="number"/> days after the opening of every weighing in these tests: 3 February 2026, 09:00 UTC.</summary>
    public static DateTimeOffset Day(double number) => new DateTimeOffset(2026, 2, 3, 9, 0, 0, TimeSpan.Zero).AddDays(number);

    /// <summary>The moment at which commands are recorded, unless a test says otherwise: long after all that happens in them.</summary>
    public static readonly DateTimeOffset Now = Day(1000);

    /// <summary>Somebody who records for their own party only, and reads what is internal.</summary>
    public static Actor Party(string subject) => new(new Reader(subject, Confidentiality.Internal, SeesPersons: false), OwnPartyOnly: true, RecordsUpTo: Confidentiality.Internal);

    /// <summary>Somebody of the corporation, who reads what is confidential.</summary>
    public static Actor Colleague(string subject) => new(new Reader(subject, Confidentiality.Confidential, SeesPersons: true), OwnPartyOnly: false, RecordsUpTo: Confidentiality.Confidential);

    /// <summary>A sealed text; the same words give the same digest.</summary>
    public static Sealed Text(string words = "because") => new(
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(words)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_'));

    /// <summary>The events in the order in which they were recorded, each at the moment it happened or at that of an earlier one where that is later.</summary>
    public static ImmutableArray<RecordedEvent> Recorded(params IEnumerable<WeighingEvent> events)
    {
        var recordedAt = DateTimeOffset.MinValue;
        return [.. events.Select((e, i) =>
        {
            if (e.OccurredAt > recordedAt) recordedAt = e.OccurredAt;
            return new RecordedEvent(e, i + 1, recordedAt, "subject-1");
        })];
    }

    /// <summary>The weighing that these events tell.</summary>
    public static Weighing Given(params IEnumerable<WeighingEvent> events) => Weighing.Fold(Recorded(events));

    /// <summary>The same weighing after more events.</summary>
    public static Weighing And(this Weighing weighing, params IEnumerable<WeighingEvent> events) =>
        events.Aggregate(weighing, (w, e) => w.After(new RecordedEvent(e, w.Version + 1, e.OccurredAt, "subject-1")));

    public static Ruling<WeighingEvent> When(this Weighing weighing, WeighingCommand command, DateTimeOffset? now = null, Actor? by = null) =>
        command.Decide(weighing, now ?? Now, by);

    /// <summary>Then exactly this event is recorded; compared whole, by the JSON that would be stored.</summary>
    public static void Records<TEvent>(this Ruling<TEvent> ruling, TEvent expected) where TEvent : DomainEvent
    {
        ruling.Refusals.Select(Show).ShouldBeEmpty();
        ruling.Event.ShouldNotBeNull().GetType().ShouldBe(expected.GetType());
        Stored(ruling.Event).ShouldBe(Stored(expected));
    }

    /// <summary>Then it is recorded, whatever the event says.</summary>
    public static void IsRecorded<TEvent>(this Ruling<TEvent> ruling) where TEvent : DomainEvent
    {
        ruling.Refusals.Select(Show).ShouldBeEmpty();
        ruling.Event.ShouldNotBeNull();
    }

    /// <summary>Then nothing is recorded, for exactly these reasons, in this order.</summary>
    public static void Refuses<TEvent>(this Ruling<TEvent> ruling, params IEnumerable<Refusal> expected) where TEvent : DomainEvent
    {
        ruling.Refusals.Select(Show).ShouldBe(expected.Select(Show));
        ruling.Event.ShouldBeNull();
    }

    /// <summary>The JSON in which an event is stored.</summary>
    public static string Stored(DomainEvent e) => JsonSerializer.Serialize(e, e.GetType(), EventContract.Json);

    /// <summary>A refusal as its reader meets it. Fails where a text asks for an argument that is not given, or leaves one unused.</summary>
    public static string Show(Refusal refusal)
    {
        var wanted = Enumerable.Range(0, refusal.Arguments.Length).ToList();
        foreach (var text in new[] { refusal.Rule.Dutch, refusal.Rule.English })
            Placeholder().Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order().ToList()
                .ShouldBe(wanted, $"Arguments of {refusal.Rule.Code}: {text}");
        return $"{refusal.Rule.Code} at {refusal.Pointer ?? "-"}: "
            + refusal.In(Language.English);
    }

    [GeneratedRegex(@"\{(\d)(:N0)?\}")]
    private static partial Regex Placeholder();
}
