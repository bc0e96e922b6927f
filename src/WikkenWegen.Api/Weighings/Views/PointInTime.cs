using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Weighings.Views;

/// <summary>Which moment of an event counts: that of recording (transaction time) or that of happening (valid time).</summary>
public enum TimeAxis
{
    /// <summary>When it was recorded.</summary>
    Recorded,

    /// <summary>When it happened.</summary>
    Occurred,
}

/// <summary>Of which moment a view is asked.</summary>
public abstract record PointInTime
{
    private PointInTime()
    {
    }

    /// <summary>Now.</summary>
    public sealed record Newest : PointInTime;

    /// <summary>Just after an event.</summary>
    public sealed record AfterEvent(int Version) : PointInTime;

    /// <summary>What was recorded by a moment.</summary>
    public sealed record RecordedBy(DateTimeOffset Moment) : PointInTime;

    /// <summary>What had happened by a moment, as far as is known now.</summary>
    public sealed record OccurredBy(DateTimeOffset Moment) : PointInTime;

    /// <summary>Reads <c>version</c>, or <c>asOf</c> with <c>by</c>; the newest where none is given.</summary>
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

    /// <summary>The moment, by its own name or by those that Dutch systems give it; never by two names at once.</summary>
    private static DateTimeOffset? AsOf(Query query)
    {
        var named = new[] { query.Moment("asOf"), query.Moment("peilTijdstip"), query.MomentOfHeader(VeraHeader) }.OfType<DateTimeOffset>().ToList();
        if (named.Count > 1) query.Refuse("asOf", InputRules.ParameterTwice, "asOf");
        return named.Count > 0 ? named[0] : null;
    }

    /// <summary>VERA's header for the moment that is asked about (peildatum); empty means now.</summary>
    public const string VeraHeader = "X-Parameters-PeiltijdstipMaterieel";
}
