namespace WikkenWegen.Domain.Tests;

/// <summary>What the tests of corporations have in common.</summary>
internal static class CorporationSpec
{
    public static readonly Registration Waterland = new() { Code = "waterland-wonen", Name = "Stichting Waterland Wonen", KvkNumber = "00000027", CorporationNumber = "L9998" };

    public static CorporationRegistered Registered(double on = 0) => new() { OccurredAt = Day(on), Registration = Waterland };

    public static CorporationChanged Renamed(string name = "Waterland", int version = 2, double on = 10) =>
        new() { OccurredAt = Day(on), Version = version, Registration = Waterland with { Name = name }, Changed = ["name"] };

    /// <summary>The corporation that these events tell, each recorded a day after it happened by a subject of its own; null where there are none.</summary>
    public static Corporation? Corporation(params IEnumerable<CorporationEvent> events) => events.Select((e, i) => (Event: e, Number: i + 1))
        .Aggregate((Corporation?)null, (corporation, e) => Domain.Corporations.Corporation.After(corporation, e.Event, new Origin(e.Number, e.Event.OccurredAt, e.Event.OccurredAt.AddDays(1), $"subject-{e.Number}")));

    public static Ruling<CorporationEvent> When(this Corporation? corporation, CorporationCommand command, DateTimeOffset? now = null) => command.Decide(corporation, now ?? Now);
}
