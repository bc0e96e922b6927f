namespace WikkenWegen.Api.Tests.Contract;

/// <summary>Where things are in the working copy that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>The kept OpenAPI document.</summary>
    public static string GoldenDocument => Path.Combine(Root, "tests", "WikkenWegen.Api.Tests", "Contract", "openapi.json");

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "WikkenWegen.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
