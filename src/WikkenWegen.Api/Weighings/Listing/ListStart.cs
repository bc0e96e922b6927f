using System.Globalization;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>Where a page of a list begins, and in which snapshot of the database the first page was read.</summary>
/// <param name="Back">Whether the page before is asked for.</param>
/// <param name="Key">The value that the weighing there was sorted by.</param>
/// <param name="Id">Which weighing it is.</param>
/// <param name="Snapshot">A pg_snapshot.</param>
public sealed record ListStart(bool Back, string Key, Guid Id, string Snapshot)
{
    /// <summary>Reads the values of a cursor; null where they are none.</summary>
    public static ListStart? Of(PageStart start, ListSort sort) =>
        start.Values is [var key, var id, var snapshot] && Guid.TryParse(id, out var weighing) && sort.Reads(key) && IsSnapshot(snapshot)
            ? new ListStart(start.Back, key, weighing, snapshot) : null;

    /// <summary>Whether PostgreSQL reads a text as a pg_snapshot: xmin:xmax:xip,…, with each xip from xmin up to xmax, in order.</summary>
    private static bool IsSnapshot(string text)
    {
        if (text.Split(':') is not [var low, var high, var running]) return false;
        if (!IsTransaction(low, out var xmin) || !IsTransaction(high, out var xmax) || xmin == 0 || xmax < xmin) return false;
        foreach (var number in running.Length == 0 ? [] : running.Split(','))
        {
            if (!IsTransaction(number, out var xip) || xip < xmin || xip >= xmax) return false;
            xmin = xip;
        }
        return true;
    }

    private static bool IsTransaction(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
