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

    /// <summary>With everything that happened up to and including a moment, as far as is known now.</summary>
    /// <param name="Moment">The moment, in UTC.</param>
    public sealed record OccurredBy(DateTimeOffset Moment) : PointInTime;

    /// <summary>Reads <c>version</c>, or <c>asOf</c> with <c>by</c>, from a query; now, where none of them is given. A version together with a moment is refused.</summary>
    public static PointInTime Of(Query query)
    {
        var version = query.Whole("version", 1, int.MaxValue);
        var asOf = AsOf(query);
        var by = query.Choice<TimeAxis>("by");
        if (version is not null && (asOf ?? (object?)by) is not null) query.Refuse("version", InputRules.EitherVersionOrMoment);
        return (version, asOf, by) switch
        {
            ({ } v, _, _) => new AfterEvent(v),
            (_, { } moment, TimeAxis.Occurred) => new OccurredBy(moment),
            (_, { } moment, _) => new RecordedBy(moment),
            _ => new Newest(),
        };
    }

    /// <summary>Reads the moment under its own name or under one that VERA gives it; null where it is missing or wrong. More than one of them is refused.</summary>
    private static DateTimeOffset? AsOf(Query query)
    {
        var named = new[] { query.Moment("asOf"), query.Moment("peilTijdstip"), query.MomentOfHeader(VeraHeader) }.OfType<DateTimeOffset>().ToList();
        if (named.Count > 1) query.Refuse("asOf", InputRules.ParameterTwice, "asOf");
        return named.Count > 0 ? named[0] : null;
    }

    /// <summary>Name of VERA's header for the moment that is asked about (peildatum); an empty value means now.</summary>
    public const string VeraHeader = "X-Parameters-PeiltijdstipMaterieel";
}
