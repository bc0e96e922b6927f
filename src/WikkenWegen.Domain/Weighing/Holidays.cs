namespace WikkenWegen.Domain;

/// <summary>
/// The generally recognised holidays of the Algemene termijnenwet, art. 3: New Year's Day, Good Friday, Easter Monday, the birthday of the
/// King as it is celebrated, 5 May, Ascension Day, Whit Monday and both days of Christmas. Easter Sunday and Whit Sunday are Sundays anyway.
/// </summary>
/// <remarks>
/// 5 May counts every year: that most people have it off only once in five years is an agreement between employers and unions. Days that
/// are made equal to these by decree (art. 3 lid 3) differ from year to year; who counts a term brings them along.
/// </remarks>
public static class Holidays
{
    /// <summary>Whether a day is a generally recognised holiday, on whatever day of the week it falls.</summary>
    /// <param name="day">Any day. Before 1949 the birthday of the Queen is not that of then; the right of advice is of 1998.</param>
    public static bool Include(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (5, 5) or (12, 25) or (12, 26)
        || day == BirthdayOfTheMonarch(day.Year)
        || day.DayNumber - EasterSunday(day.Year).DayNumber is GoodFriday or EasterMonday or AscensionDay or WhitMonday;

    // Days after Easter Sunday.
    private const int GoodFriday = -2;
    private const int EasterMonday = 1;
    private const int AscensionDay = 39;
    private const int WhitMonday = 50;

    /// <summary>King's Day on 27 April; until 2013 Queen's Day on 30 April. Where that is a Sunday, it is celebrated the day before.</summary>
    private static DateOnly BirthdayOfTheMonarch(int year)
    {
        var day = new DateOnly(year, 4, year < 2014 ? 30 : 27);
        return day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(-1) : day;
    }

    /// <summary>Easter Sunday in the Gregorian calendar.</summary>
    /// <remarks>Source: the anonymous algorithm of Nature, 20 April 1876, as in Meeus, Astronomical Algorithms (1991), ch. 8; the letters are its own.</remarks>
    private static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
