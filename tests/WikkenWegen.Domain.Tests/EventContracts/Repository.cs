namespace WikkenWegen.Domain.Tests;

internal static class Repository
{
    /// <summary>The folder of these tests, in the source tree.</summary>
    public static readonly string Tests = Path.Combine(Root(), "tests", "WikkenWegen.Domain.Tests");

    /// <summary>The folder with the golden files of the event contract.</summary>
    public static readonly string EventContracts = Path.Combine(Tests, "EventContracts");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "WikkenWegen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("WikkenWegen.sln is in no folder above the tests.");
    }
}
