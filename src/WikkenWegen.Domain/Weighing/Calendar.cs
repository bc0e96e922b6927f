using NodaTime;
using NodaTime.Extensions;

namespace WikkenWegen.Domain;

/// <summary>
/// The calendar days of the Netherlands, in which the law counts its terms. The zone comes from the time zone database that NodaTime
/// carries with it, so that every machine comes to the same day, whatever time zone data it has itself.
/// </summary>
public static class Calendar
{
    private static readonly DateTimeZone Netherlands = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>The first moment of the last day that can be written; from the evening before on, the day in the Netherlands would be beyond it.</summary>
    private static readonly DateTimeOffset LastDay = new(DateTime.MaxValue.Date, TimeSpan.Zero);

    /// <summary>
    /// The day in the Netherlands at <paramref name="moment"/>. Total: where that day could not be written any more (after 31 December
    /// 9999) it is <see cref="DateOnly.MaxValue"/>.
    /// </summary>
    public static DateOnly DayOf(DateTimeOffset moment) =>
        moment >= LastDay ? DateOnly.MaxValue : moment.ToInstant().InZone(Netherlands).Date.ToDateOnly();

    /// <summary>
    /// The day that lies <paramref name="days"/> days after that of <paramref name="moment"/>, which itself is not counted. Total: at most
    /// <see cref="DateOnly.MaxValue"/>.
    /// </summary>
    public static DateOnly DaysAfter(DateTimeOffset moment, int days) =>
        DateOnly.FromDayNumber(Math.Min(DayOf(moment).DayNumber + days, DateOnly.MaxValue.DayNumber));
}
