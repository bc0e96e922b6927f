using System.Globalization;

namespace WikkenWegen.Domain;

/// <summary>Codes that people use in a meeting, numbered by the system where they give none.</summary>
internal static class Codes
{
    /// <summary>The first of prefix1, prefix2, … that is not taken, from the count of <paramref name="items"/> on.</summary>
    public static string Next<T>(string prefix, IReadOnlyCollection<T> items, Func<T, string> codeOf)
    {
        var taken = items.Select(codeOf).ToHashSet();
        var number = items.Count + 1;
        while (taken.Contains(Code(number))) number++;
        return Code(number);

        string Code(int n) => prefix + n.ToString(CultureInfo.InvariantCulture);
    }
}
