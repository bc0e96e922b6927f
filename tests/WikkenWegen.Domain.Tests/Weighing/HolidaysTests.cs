using PublicHoliday;

namespace WikkenWegen.Domain.Tests;

/// <summary>
/// The holidays of the law against those of others: a public library for most of them, and for Good Friday, which that library does not
/// have since most people work on it, the tables with which the church finds Easter.
/// </summary>
public class HolidaysTests
{
    /// <summary>
    /// The day of the full moon that comes before Easter, by golden number from 1 (year mod 19, plus 1), in the years 1900 to 2199: days
    /// from 1 March on, such as 45 for 14 April.
    /// </summary>
    /// <remarks>Source: The Book of Common Prayer (1662), Table to find Easter Day from 1900 to 2199 inclusive.</remarks>
    private static readonly int[] PaschalFullMoons = [45, 34, 23, 42, 31, 49, 39, 28, 47, 36, 25, 44, 33, 22, 41, 30, 48, 38, 27];

    /// <summary>The Sunday after the full moon.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var fullMoon = new DateOnly(year, 3, 1).AddDays(PaschalFullMoons[year % 19] - 1);
        return fullMoon.AddDays(7 - (int)fullMoon.DayOfWeek);
    }

    private static IEnumerable<DateOnly> Expected(int year) =>
        new DutchPublicHoliday().PublicHolidays(year).Select(day => DateOnly.FromDateTime(day)).Append(EasterSunday(year).AddDays(-2));

    /// <summary>All Saturdays, Sundays and holidays of these years, computed without the code that is tested.</summary>
    internal static HashSet<DateOnly> DaysOff(int first, int last) =>
        [.. Days(first, last).Where(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday), .. Enumerable.Range(first, last - first + 1).SelectMany(Expected)];

    private static IEnumerable<DateOnly> Days(int first, int last)
    {
        for (var day = new DateOnly(first, 1, 1); day.Year <= last; day = day.AddDays(1)) yield return day;
    }

    [Fact]
    public void From_2000_to_2100_they_are_those_of_another_computation()
    {
        var expected = Enumerable.Range(2000, 101).SelectMany(Expected).ToHashSet();
        Days(2000, 2100).Where(Holidays.Include).ShouldBe(expected.Order());
    }

    [Theory]
    [InlineData(2000, 4, 23), InlineData(2008, 3, 23), InlineData(2026, 4, 5), InlineData(2038, 4, 25), InlineData(2076, 4, 19)]
    public void Easter_is_when_it_was_celebrated_or_is_foretold(int year, int month, int day)
    {
        var easter = new DateOnly(year, month, day);
        EasterSunday(year).ShouldBe(easter);
        Days(year, year).Where(Holidays.Include).ShouldBe(
            new[]
            {
                new DateOnly(year, 1, 1), easter.AddDays(-2), easter.AddDays(1), easter.AddDays(39), easter.AddDays(50), new DateOnly(year, 5, 5),
                new DateOnly(year, 12, 25), new DateOnly(year, 12, 26), Birthday(year),
            }.Distinct().Order());
    }

    [Theory]
    [InlineData(2000, 4, 29), InlineData(2006, 4, 29), InlineData(2012, 4, 30), InlineData(2013, 4, 30)]
    [InlineData(2014, 4, 26), InlineData(2015, 4, 27), InlineData(2025, 4, 26), InlineData(2026, 4, 27)]
    public void The_birthday_of_the_monarch_is_the_day_on_which_it_is_celebrated(int year, int month, int day) => Birthday(year).ShouldBe(new DateOnly(year, month, day));

    private static DateOnly Birthday(int year) =>
        Enumerable.Range(26, 5).Select(day => new DateOnly(year, 4, day)).Single(day => Holidays.Include(day) && day.DayNumber - EasterSunday(year).DayNumber is not (-2 or 1 or 39));

    [Fact]
    public void On_any_day_that_can_be_written_it_is_known()
    {
        Holidays.Include(DateOnly.MinValue).ShouldBeTrue();
        Holidays.Include(DateOnly.MaxValue).ShouldBeFalse();
    }
}
