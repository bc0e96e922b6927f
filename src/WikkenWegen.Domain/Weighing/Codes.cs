using System.Globalization;

namespace WikkenWegen.Domain;

/// <summary>Codes that people use in a meeting. Where they give none, the system numbers them.</summary>
internal static class Codes
{
    /// <summary>The first free code that is <paramref name="prefix"/> with a number behind it, starting from one more than the number of items.</summary>
    public static string Next<T>(string prefix, IReadOnlyCollection<T> items, Func<T, string> codeOf)
    {
        var taken = items.Select(codeOf).ToHashSet();
        var number = items.Count + 1;
        while (taken.Contains(Code(number))) number++;
        return Code(number);

        string Code(int n) => prefix + n.ToString(CultureInfo.InvariantCulture);
    }
}
