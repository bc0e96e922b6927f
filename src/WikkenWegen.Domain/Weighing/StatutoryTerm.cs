using System.Collections.Immutable;

namespace WikkenWegen.Domain;

/// <summary>Why a term of the law ends later than its plain day.</summary>
public enum TermExtension
{
    /// <summary>It would end on a Saturday, a Sunday or a holiday (Algemene termijnenwet, art. 1).</summary>
    EndsOnDayOff,

    /// <summary>It would hold fewer than two days that are no Saturday, Sunday or holiday (Algemene termijnenwet, art. 2).</summary>
    TooFewWorkingDays,
}

/// <summary>
/// A term of the law as it was counted when its event was recorded, in days of the Dutch calendar; the day of the event itself is not
/// counted. It is kept with what it was counted from, so that a later rule or a later decree changes nothing that was recorded.
/// </summary>
public sealed record StatutoryTerm
{
    /// <summary>
    /// The version of the way in which terms are counted here, kept with each of them. It goes up when the law changes, or when a fault in
    /// this count is mended. 1: Algemene termijnenwet, art. 1 to 3, with the holidays of <see cref="Holidays"/>.
    /// </summary>
    public const int CurrentRule = 1;

    /// <summary>A term of at least this many days holds at least <see cref="WorkingDays"/> working days (Algemene termijnenwet, art. 2).</summary>
    private const int LongEnough = 3;

    private const int WorkingDays = 2;

    /// <summary>Its last day where nothing is extended, that day included.</summary>
    public required DateOnly PlainDay { get; init; }

    /// <summary>Its last day by the Algemene termijnenwet, that day included: the plain day, or a later one.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Why the last day is later than the plain one; absent where it is not.</summary>
    public TermExtension? Extension { get; init; }

    /// <summary>The days within the term that counted as holidays by decree (Algemene termijnenwet, art. 3 lid 3), in order; empty where there were none.</summary>
    public ImmutableArray<DateOnly> DecreedDays { get; init; } = [];

    /// <summary>The version of the way in which it was counted, from 1.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>Counts a term. It never fails: the result is at most <see cref="DateOnly.MaxValue"/>.</summary>
    /// <param name="moment">The moment from which it runs; its day in the Netherlands is not counted.</param>
    /// <param name="days">Its length in days, 1 or more and at most 90: the law extends no longer terms (art. 4).</param>
    /// <param name="decreed">The days that are made equal to holidays by decree.</param>
    public static StatutoryTerm After(DateTimeOffset moment, int days, ImmutableArray<DateOnly> decreed)
    {
        var start = Calendar.DayOf(moment);
        var plain = Calendar.DaysAfter(moment, days);
        TermExtension? extension = null;
        var last = plain;
        for (; IsDayOff(last, decreed) && last < DateOnly.MaxValue; last = last.AddDays(1)) extension = TermExtension.EndsOnDayOff;
        var working = Enumerable.Range(1, last.DayNumber - start.DayNumber).Count(n => !IsDayOff(start.AddDays(n), decreed));
        while (days >= LongEnough && working < WorkingDays && last < DateOnly.MaxValue)
        {
            last = last.AddDays(1);
            if (!IsDayOff(last, decreed)) working++;
            extension = TermExtension.TooFewWorkingDays;
        }
        return new StatutoryTerm
        {
            PlainDay = plain,
            LastDay = last,
            Extension = extension,
            DecreedDays = [.. decreed.Where(day => day > start && day <= last).Distinct().Order()],
            RuleVersion = CurrentRule,
        };
    }

    private static bool IsDayOff(DateOnly day, ImmutableArray<DateOnly> decreed) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Include(day) || decreed.Contains(day);
}
