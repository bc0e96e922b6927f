using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Architecture.Tests;

/// <summary>
/// What a host keeps beside the events is made anew where its number rises, and only there; and what a caller kept, under a tag with such a number, is asked for again. So the number has to
/// rise with the code that makes it. <c>Kept.txt</c> holds the number of each and the SHA-256 of that code.
/// </summary>
public class KeptTests
{
    private const string Known = "tests/WikkenWegen.Architecture.Tests/Kept.txt";

    /// <summary>What is kept: the file with its number, what stands before that number, and the files that say what is kept.</summary>
    private static readonly Dictionary<string, (string File, string Before, string[] Makers)> Kept = new()
    {
        // Findings.txt too: what the rules say has words in it that other folders give.
        ["findings"] = ("src/WikkenWegen.Domain/Findings/FindingRules.cs", "public const int Edition = ",
            ["src/WikkenWegen.Domain/Findings/*.cs", "src/WikkenWegen.Domain/Weighing/Parts/OwnRule.cs", "tests/WikkenWegen.Domain.Tests/Findings/Findings.txt"]),
        ["registers"] = ("src/WikkenWegen.Api/Registers/RegisterTable.cs", "public int Version => ", ["src/WikkenWegen.Domain/Registers/*.cs"]),
        ["lists"] = ("src/WikkenWegen.Api/Weighings/Listing/WeighingSummary.cs", "public const int NewestShape = ", ["src/WikkenWegen.Api/Weighings/Listing/WeighingSummary.cs"]),
        ["references"] = ("src/WikkenWegen.Api/Recording/References.cs", "public int Version => ", ["src/WikkenWegen.Api/Recording/References.cs", "src/WikkenWegen.Domain/Weighing/Names.cs"]),
        // What callers keep. The numbers of an outcome have a version of their own, which golden results hold (OutcomeMethod).
        ["outcome"] = ("src/WikkenWegen.Domain/Outcome/WeighingOutcome.cs", "public const int Edition = ", ["src/WikkenWegen.Domain/Outcome/*.cs"]),
        ["outcome-under-versions"] = ("src/WikkenWegen.Domain/Outcome/OutcomeUnderVersions.cs", "public const int Edition = ", ["src/WikkenWegen.Domain/Outcome/OutcomeUnderVersions.cs"]), // its tag has that of the outcome too
        ["support"] = ("src/WikkenWegen.Domain/Support/SupportReport.cs", "public const int Edition = ", ["src/WikkenWegen.Domain/Support/*.cs"]),
        ["xmcda"] = ("src/WikkenWegen.Api/Weighings/Outcome/GetXmcda.cs", "private const int Edition = ",
            ["src/WikkenWegen.Domain/Outcome/XmcdaDocument.cs", "src/WikkenWegen.Domain/Outcome/OutcomeInputs.cs", "src/WikkenWegen.Domain/Outcome/OutcomeCounting.cs"]),
        ["deadlines"] = ("src/WikkenWegen.Api/Deadlines/SweepAll.cs", "public int Version => ", ["src/WikkenWegen.Domain/Deadlines/*.cs"]),
    };

    public static TheoryData<string> Names => [.. Kept.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Where_what_is_kept_is_made_otherwise_its_number_rises(string name)
    {
        var (file, before, makers) = Kept[name];
        var number = Number(Repository.Read(file).Split(before)[1].Split(';')[0]);
        var line = $"{name} {number} {Digest(before, makers)}";
        var known = Repository.Read(Known).Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal)).TrimEnd();
        var last = Number(known.Split(' ')[1]);

        (number > last || line == known).ShouldBeTrue(
            $"The code that makes the {name} changed, and its number is still {last}: what was kept under it would not be made anew. Let \"{before}{number}\" in {file} say {last + 1}, and run this test again. "
            + "Also where you changed nothing that is kept: making it anew once costs less than being wrong about that.");
        (line == known).ShouldBeTrue($"The number of the {name} rose. Put this line in the place of the other in {Known}:\n{line}\n");
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Of what the files say: without white space, comments, usings and the number itself.</summary>
    private static string Digest(string before, IEnumerable<string> files)
    {
        var lines = files.SelectMany(Files).SelectMany(File.ReadLines).Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith(before, StringComparison.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static IEnumerable<string> Files(string pattern)
    {
        var folder = Path.Combine(Repository.Root.FullName, Path.GetDirectoryName(pattern)!);
        return Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal);
    }
}
