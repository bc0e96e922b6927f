namespace WikkenWegen.Domain;

/// <summary>
/// The statutory clock of the right of advice: Wet op het overleg huurders verhuurder, article 5. All terms are counted in local
/// days of the Netherlands, the day of the event itself not included.
/// </summary>
public static class AdviceClock
{
    /// <summary>The least time to consult and advise (art. 5 lid 2): six weeks.</summary>
    public const int DaysToAdvise = 42;

    /// <summary>The time within which a deviation must be reasoned in writing: fourteen days from receipt.</summary>
    public const int DaysToReasonDeviation = 14;

    /// <summary>The time between the reasons and the execution: three days.</summary>
    public const int DaysBeforeExecution = 3;

    /// <summary>Last day to advise on what was asked at <paramref name="requested"/>.</summary>
    public static DateOnly AdviseBy(DateTimeOffset requested) => After(requested, DaysToAdvise);

    /// <summary>Last day to reason a deviation from an advice received at <paramref name="received"/>.</summary>
    public static DateOnly ReasonDeviationBy(DateTimeOffset received) => After(received, DaysToReasonDeviation);

    /// <summary>First day on which may be executed what was reasoned at <paramref name="reasoned"/>.</summary>
    public static DateOnly ExecuteFrom(DateTimeOffset reasoned) => After(reasoned, DaysBeforeExecution);

    /// <summary>
    /// The day in the Netherlands. Summer time runs from the last Sunday of March to the last Sunday of October, both at 01:00 UTC
    /// (Directive 2000/84/EC). Computed here, since a machine without a time zone database must come to the same day.
    /// Total, as are the terms above: beyond the last day that can be written it stays at <see cref="DateOnly.MaxValue"/>.
    /// </summary>
    public static DateOnly LocalDay(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        if (DateOnly.FromDateTime(utc) == DateOnly.MaxValue) return DateOnly.MaxValue;
        var summer = utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10);
        return DateOnly.FromDateTime(utc.AddHours(summer ? 2 : 1));
    }

    private static DateOnly After(DateTimeOffset moment, int days) =>
        DateOnly.FromDayNumber(Math.Min(LocalDay(moment).DayNumber + days, DateOnly.MaxValue.DayNumber));

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
