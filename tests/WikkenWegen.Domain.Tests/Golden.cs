namespace WikkenWegen.Domain.Tests;

/// <summary>Files in the source tree that say how something was yesterday.</summary>
internal static class Golden
{
    /// <summary>
    /// Compares lines with those of a file, whole. Where WIKKENWEGEN_WRITE_GOLDEN is 1 a file that is missing is written, to be read
    /// before it is committed; never one that is there.
    /// </summary>
    public static void Text(string folder, string file, IEnumerable<string> lines)
    {
        var path = Path.Combine(Repository.Tests, folder, file);
        var text = string.Concat(lines.Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable("WIKKENWEGEN_WRITE_GOLDEN") == "1" && !File.Exists(path)) File.WriteAllText(path, text);
        text.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
