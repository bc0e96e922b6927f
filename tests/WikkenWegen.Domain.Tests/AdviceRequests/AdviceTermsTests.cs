using FsCheck.Fluent;

namespace WikkenWegen.Domain.Tests;

public class AdviceTermsTests
{
    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);

    [Fact]
    public void The_advice_on_the_Merelflat_runs_as_in_the_example()
    {
        var requested = Utc(2026, 3, 25, 9);
        AdviceTerms.AdviseBy(requested).ShouldBe(new DateOnly(2026, 5, 6)); // six weeks: received on the last day
        var received = Utc(2026, 5, 6, 14);
        AdviceTerms.ReasonDeviationBy(received).ShouldBe(new DateOnly(2026, 5, 20));
        var reasoned = Utc(2026, 5, 19, 10);
        (Calendar.DayOf(reasoned).DayNumber - Calendar.DayOf(received).DayNumber).ShouldBe(13); // of 14
        AdviceTerms.ExecuteFrom(reasoned).ShouldBe(new DateOnly(2026, 5, 22));
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
        AdviceTerms.AdviseBy(Utc(2026, 3, 1, 22, 30)).ShouldBe(new DateOnly(2026, 4, 12)); // 23:30 local on 1 March
        AdviceTerms.ReasonDeviationBy(Utc(2026, 10, 20, 21, 59)).ShouldBe(new DateOnly(2026, 11, 3)); // 23:59 local on 20 October
        AdviceTerms.ExecuteFrom(Utc(2026, 10, 23, 22, 0)).ShouldBe(new DateOnly(2026, 10, 27)); // 00:00 local on 24 October
    }

    [Fact]
    public void At_the_end_of_the_calendar_it_stays_on_the_last_day_for_a_command_may_name_any_moment()
    {
        Calendar.DayOf(DateTimeOffset.MaxValue).ShouldBe(DateOnly.MaxValue);
        Calendar.DayOf(Utc(9999, 12, 30, 23, 30)).ShouldBe(DateOnly.MaxValue);
        AdviceTerms.AdviseBy(DateTimeOffset.MaxValue).ShouldBe(DateOnly.MaxValue);
        AdviceTerms.ExecuteFrom(Utc(9999, 12, 20, 9)).ShouldBe(new DateOnly(9999, 12, 23));
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
