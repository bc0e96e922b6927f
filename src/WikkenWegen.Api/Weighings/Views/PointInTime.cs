using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Weighings.Views;

/// <summary>Which moment of an event counts: recorded, when it was recorded (transaction time), or occurred, when it happened (valid time).</summary>
public enum TimeAxis
{
    /// <summary>When it was recorded.</summary>
    Recorded,

    /// <summary>When it happened.</summary>
    Occurred,
}

/// <summary>The moment of which a view is asked.</summary>
public abstract record PointInTime
{
    private PointInTime()
    {
    }

    /// <summary>Now.</summary>
    public sealed record Newest : PointInTime;

    /// <summary>Just after an event.</summary>
    /// <param name="Version">Number of the event, from 1.</param>
    public sealed record AfterEvent(int Version) : PointInTime;

    /// <summary>With everything that was recorded up to and including a moment.</summary>
    /// <param name="Moment">The moment, in UTC.</param>
    public sealed record RecordedBy(DateTimeOffset Moment) : PointInTime;

    /// <summary>With everything that happened up to and including a moment, as far as was known at another.</summary>
    /// <param name="Moment">The moment of happening, in UTC; null for now.</param>
    /// <param name="KnownAt">The moment of recording up to and including which events are looked at, in UTC; null for all that are recorded by now.</param>
    public sealed record OccurredBy(DateTimeOffset? Moment, DateTimeOffset? KnownAt) : PointInTime;

    /// <summary>
    /// Reads <c>version</c>, or <c>asOf</c> with <c>by</c> and <c>knownAt</c>, from a query; now, where none of them is given, or where only
    /// <c>by</c> is. A version together with a moment is refused, and so is <c>knownAt</c> together with a moment of recording, which says
    /// the same.
    /// </summary>
    public static PointInTime Of(Query query)
    {
        var version = query.Whole("version", 1, int.MaxValue);
        var (asOf, by) = AsOf(query);
        var knownAt = Once(query, ("knownAt", query.Moment("knownAt")), (VeraHeaders.Recorded, query.MomentOfHeader(VeraHeaders.Recorded)));
        if (version is not null && (asOf ?? knownAt ?? (object?)by) is not null) query.Refuse("version", InputRules.EitherVersionOrMoment);
        if (asOf is not null && knownAt is not null && by != TimeAxis.Occurred) query.Refuse("knownAt", InputRules.KnownAtNeedsOccurred);
        return (version, asOf, by, knownAt) switch
        {
            ({ } v, _, _, _) => new AfterEvent(v),
            (_, _, TimeAxis.Occurred, _) => new OccurredBy(asOf, knownAt),
            (_, { } moment, _, _) => new RecordedBy(moment),
            (_, _, _, { } known) => new RecordedBy(known),
            _ => new Newest(),
        };
    }

    /// <summary>
    /// Reads the moment under its own name or under one that VERA gives it; null where it is missing or wrong. More than one of them is
    /// refused. VERA's header is about the moment of happening (materieel).
    /// </summary>
    private static (DateTimeOffset? Moment, TimeAxis? By) AsOf(Query query)
    {
        var (by, happened) = (query.Choice<TimeAxis>("by"), query.MomentOfHeader(VeraHeaders.Happened));
        var moment = Once(query, ("asOf", query.Moment("asOf")), ("peilTijdstip", query.Moment("peilTijdstip")), (VeraHeaders.Happened, happened));
        if (happened is null) return (moment, by);
        if (by == TimeAxis.Recorded) query.Refuse("by", InputRules.HeaderSaysOccurred);
        return (moment, TimeAxis.Occurred);
    }

    /// <summary>A moment that has several names; the second of two that were given is refused.</summary>
    private static DateTimeOffset? Once(Query query, params ReadOnlySpan<(string Name, DateTimeOffset? Moment)> given)
    {
        (string Name, DateTimeOffset Moment)? found = null;
        foreach (var (name, moment) in given)
        {
            if (moment is null) continue;
            if (found is { } first) query.Refuse(name, InputRules.MomentTwice, first.Name, name);
            else found = (name, moment.Value);
        }
        return found?.Moment;
    }
}
