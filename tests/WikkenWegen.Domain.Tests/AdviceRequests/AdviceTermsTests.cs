using System.Globalization;
using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

public class AdviceTermsTests
{
    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);

    private static DateOnly AdviseBy(DateTimeOffset requested) => AdviceTerms.ToAdvise(requested, []).LastDay;

    private static DateOnly ReasonDeviationBy(DateTimeOffset received) => AdviceTerms.ToReasonDeviation(received, []).LastDay;

    private static DateOnly ExecuteFrom(DateTimeOffset reasoned) => AdviceTerms.BeforeExecution(reasoned, []).LastDay;

    [Fact]
    public void The_advice_on_the_Merelflat_runs_as_in_the_example()
    {
        var requested = Utc(2026, 3, 25, 9);
        AdviseBy(requested).ShouldBe(new DateOnly(2026, 5, 6)); // six weeks: received on the last day
        var received = Utc(2026, 5, 6, 14);
        ReasonDeviationBy(received).ShouldBe(new DateOnly(2026, 5, 20));
        var reasoned = Utc(2026, 5, 19, 10);
        (Calendar.DayOf(reasoned).DayNumber - Calendar.DayOf(received).DayNumber).ShouldBe(13); // of 14
        ExecuteFrom(reasoned).ShouldBe(new DateOnly(2026, 5, 22));
    }

    /// <summary>What was seen to go wrong when every day of the calendar counted, with the days of the law.</summary>
    [Theory]
    [InlineData("six weeks to Easter Monday", 42, "2026-02-23T09:00:00+01:00", "2026-04-06", "2026-04-07", TermExtension.EndsOnDayOff)]
    [InlineData("six weeks to a Saturday, before a Sunday and King's Day", 42, "2026-03-14T09:00:00+01:00", "2026-04-25", "2026-04-28", TermExtension.EndsOnDayOff)]
    [InlineData("fourteen days to Easter Monday", 14, "2026-03-23T09:00:00+01:00", "2026-04-06", "2026-04-07", TermExtension.EndsOnDayOff)]
    [InlineData("three days from the Thursday before Easter", 3, "2026-04-02T09:00:00+02:00", "2026-04-05", "2026-04-08", TermExtension.TooFewWorkingDays)]
    [InlineData("three days from a Thursday: the Friday and the Monday", 3, "2026-01-08T09:00:00+01:00", "2026-01-11", "2026-01-12", TermExtension.EndsOnDayOff)]
    [InlineData("three days from a Friday: the Monday and the Tuesday", 3, "2026-01-09T09:00:00+01:00", "2026-01-12", "2026-01-13", TermExtension.TooFewWorkingDays)]
    [InlineData("two days over a weekend, too short for two working days", 2, "2026-01-09T09:00:00+01:00", "2026-01-11", "2026-01-12", TermExtension.EndsOnDayOff)]
    [InlineData("fourteen days to 5 May, which counts every year", 14, "2026-04-21T09:00:00+02:00", "2026-05-05", "2026-05-06", TermExtension.EndsOnDayOff)]
    [InlineData("fourteen days to Ascension Day", 14, "2026-04-30T09:00:00+02:00", "2026-05-14", "2026-05-15", TermExtension.EndsOnDayOff)]
    [InlineData("fourteen days to Queen's Day", 14, "2009-04-16T09:00:00+02:00", "2009-04-30", "2009-05-01", TermExtension.EndsOnDayOff)]
    [InlineData("fourteen days to the 30th of April after Queen's Day was King's Day", 14, "2015-04-16T09:00:00+02:00", "2015-04-30", "2015-04-30", null)]
    public void A_term_that_ends_on_a_day_off_or_holds_too_few_working_days_is_extended(string what, int days, string moment, string plain, string last, TermExtension? extension)
    {
        var term = StatutoryTerm.After(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), days, []);
        term.PlainDay.ShouldBe(DateOnly.ParseExact(plain, "yyyy-MM-dd", CultureInfo.InvariantCulture), what);
        term.LastDay.ShouldBe(DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture), what);
        term.Extension.ShouldBe(extension, what);
        term.RuleVersion.ShouldBe(1);
    }

    /// <summary>Every term from every day of a hundred years, against the words of the law: the first day that is right, found by trying.</summary>
    [Fact]
    public void A_term_ends_on_the_first_day_on_which_the_law_lets_it_end()
    {
        var off = HolidaysTests.DaysOff(1999, 2101);
        foreach (var days in new[] { 1, 2, 3, 14, 42 })
            for (var start = new DateOnly(2000, 1, 1); start.Year <= 2100; start = start.AddDays(1))
            {
                var (plain, expected) = (start.AddDays(days), start.AddDays(days));
                while (off.Contains(expected) || (days >= 3 && Enumerable.Range(1, expected.DayNumber - start.DayNumber).Count(n => !off.Contains(start.AddDays(n))) < 2))
                    expected = expected.AddDays(1);
                var term = StatutoryTerm.After(new DateTimeOffset(start, new TimeOnly(12, 0), TimeSpan.Zero), days, []);
                if (term.PlainDay != plain || term.LastDay != expected || term.Extension is null != (plain == expected))
                    Assert.Fail($"{days} days from {start:O}: {term}, and not {expected:O}");
            }
    }

    [Fact]
    public void The_terms_are_those_of_the_law()
    {
        AdviceTerms.DaysToAdvise.ShouldBe(6 * 7);
        AdviceTerms.DaysToReasonDeviation.ShouldBe(14);
        AdviceTerms.DaysBeforeExecution.ShouldBe(3);
    }

    [Theory]
    [InlineData(2026, 1, 31, 22, 59, 31)] // winter: one hour before midnight
    [InlineData(2026, 1, 31, 23, 0, 1)]
    [InlineData(2026, 7, 31, 21, 59, 31)] // summer: two hours before midnight
    [InlineData(2026, 7, 31, 22, 0, 1)]
    [InlineData(2026, 3, 28, 22, 59, 28)] // the evening before the clocks go forward: still winter
    [InlineData(2026, 3, 28, 23, 0, 29)]
    [InlineData(2026, 3, 29, 21, 59, 29)] // the evening after it: summer
    [InlineData(2026, 3, 29, 22, 0, 30)]
    [InlineData(2026, 10, 24, 21, 59, 24)] // the evening before the clocks go back: still summer
    [InlineData(2026, 10, 24, 22, 0, 25)]
    [InlineData(2026, 10, 25, 22, 59, 25)] // the evening after it: winter
    [InlineData(2026, 10, 25, 23, 0, 26)]
    public void A_day_ends_at_local_midnight(int year, int month, int day, int hour, int minute, int localDay) =>
        Calendar.DayOf(Utc(year, month, day, hour, minute)).Day.ShouldBe(localDay);

    [Fact]
    public void The_offset_in_which_a_moment_is_written_is_no_matter() =>
        Calendar.DayOf(new DateTimeOffset(2026, 3, 25, 0, 30, 0, TimeSpan.FromHours(14))).ShouldBe(new DateOnly(2026, 3, 24));

    [Fact]
    public void A_term_counts_days_not_hours_across_the_change_of_the_clocks()
    {
        AdviceTerms.ToAdvise(Utc(2026, 3, 1, 22, 30), []).PlainDay.ShouldBe(new DateOnly(2026, 4, 12)); // 23:30 local on 1 March
        ReasonDeviationBy(Utc(2026, 10, 20, 21, 59)).ShouldBe(new DateOnly(2026, 11, 3)); // 23:59 local on 20 October
        ExecuteFrom(Utc(2026, 10, 23, 22, 0)).ShouldBe(new DateOnly(2026, 10, 27)); // 00:00 local on 24 October
    }

    [Fact]
    public void At_the_end_of_the_calendar_it_stays_on_the_last_day_for_a_command_may_name_any_moment()
    {
        Calendar.DayOf(DateTimeOffset.MaxValue).ShouldBe(DateOnly.MaxValue);
        Calendar.DayOf(Utc(9999, 12, 30, 23, 30)).ShouldBe(DateOnly.MaxValue);
        AdviseBy(DateTimeOffset.MaxValue).ShouldBe(DateOnly.MaxValue);
        ExecuteFrom(Utc(9999, 12, 20, 9)).ShouldBe(new DateOnly(9999, 12, 23));
        StatutoryTerm.After(Utc(9999, 12, 20, 9), 3, [.. Enumerable.Range(0, 11).Select(n => DateOnly.MaxValue.AddDays(-n))]).LastDay.ShouldBe(DateOnly.MaxValue);
        Calendar.DayOf(DateTimeOffset.MinValue).ShouldBe(DateOnly.MinValue);
    }

    [Fact]
    public void The_local_day_is_that_of_the_time_zone_database()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Amsterdam", out var amsterdam)) Assert.Skip("This machine has no time zone database.");
        DateOnly Oracle(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, amsterdam).DateTime);

        // Many moments at random, and every hour of the two weeks around each change of the clocks.
        var start = Utc(1996, 1, 1, 0);
        var random = Seeded.Samples(
            from day in Gen.Choose(0, (int)(Utc(2101, 1, 1, 0) - start).TotalDays - 1)
            from second in Gen.Choose(0, 24 * 60 * 60 - 1)
            select start.AddDays(day).AddSeconds(second), 100_000);
        var changes = from year in Enumerable.Range(1996, 105)
                      from month in new[] { 3, 10 }
                      from hour in Enumerable.Range(0, 14 * 24 * 2)
                      select Utc(year, month, 20, 0).AddMinutes(30 * hour);
        random.Concat(changes).Where(moment => Calendar.DayOf(moment) != Oracle(moment)).ShouldBeEmpty();
    }
}
