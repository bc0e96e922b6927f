using System.Text.RegularExpressions;

namespace WikkenWegen.Domain;

/// <summary>Tells criteria that are support (draagvlak) themselves.</summary>
internal static partial class SupportWords
{
    /// <summary>Whether a criterion has a weight, and its code or name says that it is support.</summary>
    public static bool IsSupport(this Criterion criterion) => criterion.Weight > 0 && (Words.IsMatch(criterion.Name) || Words.IsMatch(criterion.Code));

    [GeneratedRegex(@"draagvlak|\b(support|steun|acceptatie|acceptance|instemming)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words { get; }
}
