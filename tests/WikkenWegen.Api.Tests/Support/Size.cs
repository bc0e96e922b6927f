using System.Globalization;

namespace WikkenWegen.Api.Tests.Support;

/// <summary>How much is tried. The default takes seconds; <c>WIKKENWEGEN_TEST_SCALE=20</c> is for a night.</summary>
internal static class Size
{
    /// <summary>By what the sizes of random tests are multiplied.</summary>
    public static int Factor { get; } = int.TryParse(Environment.GetEnvironmentVariable("WIKKENWEGEN_TEST_SCALE"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor > 0 ? factor : 1;
}
