using NodaTime;
using NodaTime.Extensions;

namespace WikkenWegen.Domain;

/// <summary>
/// The calendar days of the Netherlands, in which the law counts its terms. The rules of the time zone come from the database inside
/// NodaTime and not from the machine, so that every machine finds the same day.
/// </summary>
public static class Calendar
{
    private static readonly DateTimeZone Netherlands = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>Start in UTC of the last day that can be written. In its last hour it is the next day in the Netherlands already, which cannot be written.</summary>
    private static readonly DateTimeOffset LastDay = new(DateTime.MaxValue.Date, TimeSpan.Zero);

    /// <summary>
    /// The day in the Netherlands at <paramref name="moment"/>. It never fails: for a day after 31 December 9999, which cannot be
    /// written, it gives <see cref="DateOnly.MaxValue"/>.
    /// </summary>
    public static DateOnly DayOf(DateTimeOffset moment) =>
        moment >= LastDay ? DateOnly.MaxValue : moment.ToInstant().InZone(Netherlands).Date.ToDateOnly();

    /// <summary>The date and time of a clock in the Netherlands at <paramref name="moment"/>; in the last day that can be written, that of UTC.</summary>
    public static DateTime InTheNetherlands(DateTimeOffset moment) =>
        moment >= LastDay ? moment.UtcDateTime : moment.ToInstant().InZone(Netherlands).ToDateTimeUnspecified();

    /// <summary>
    /// The day in the Netherlands that lies <paramref name="days"/> days after the day of <paramref name="moment"/>; that day itself is
    /// not counted. It never fails for zero or more days: the result is at most <see cref="DateOnly.MaxValue"/>.
    /// </summary>
    public static DateOnly DaysAfter(DateTimeOffset moment, int days) =>
        DateOnly.FromDayNumber(Math.Min(DayOf(moment).DayNumber + days, DateOnly.MaxValue.DayNumber));

    /// <summary>The moment, in UTC, at which a day begins in the Netherlands; <see cref="DateTimeOffset.MinValue"/> for the first day that can be written.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => day == DateOnly.MinValue ? DateTimeOffset.MinValue
        : LocalDate.FromDateOnly(day).AtStartOfDayInZone(Netherlands).ToDateTimeOffset().ToUniversalTime();

    /// <summary>The moment, in UTC, at which a day is over in the Netherlands; for the last day that can be written, the hour of UTC at which it would be.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? LastDay.AddHours(23) : StartOf(day.AddDays(1));
}
