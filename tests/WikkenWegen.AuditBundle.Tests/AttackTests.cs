using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using WikkenWegen.AuditBundle.Checks;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>Every attack is found, with the right exit code and the event named: as it is made now, as it was made when it was golden, and by both verifiers.</summary>
public sealed class AttackTests : IDisposable
{
    private static readonly Lazy<Dictionary<string, Attack>> Made = new(() => Attacks.All().ToDictionary(a => a.Name));
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-audit-").FullName;

    public static TheoryData<string> Names => [.. Made.Value.Keys];

    private static string Bundles => Path.Combine(AppContext.BaseDirectory, "Bundles");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Names))]
    public void Is_found(string name)
    {
        var attack = Made.Value[name];
        File.WriteAllBytes(Path.Combine(_folder, "bag.zip"), attack.Bag);
        Judge(attack, Path.Combine(_folder, "bag.zip"));
        Directory.GetFileSystemEntries(_folder).Length.ShouldBe(1); // nothing is written beside it
    }

    [Theory, MemberData(nameof(Names))]
    public void Is_found_in_the_golden_bag(string name)
    {
        var attack = Made.Value[name];
        var golden = Path.Combine(Bundles, name + ".zip");
        if (Environment.GetEnvironmentVariable("WIKKENWEGEN_WRITE_GOLDEN") == "1") Write(attack);
        File.Exists(golden).ShouldBeTrue($"{golden}: run with WIKKENWEGEN_WRITE_GOLDEN=1");
        Judge(attack, golden);
    }

    [Fact]
    public async Task Both_verifiers_agree_on_all_golden_bags()
    {
        var python = Tools.Need("python3");
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Bundles, "expected.json")))!.AsObject();
        expected.Count.ShouldBe(Made.Value.Count);
        foreach (var group in expected.Where(e => e.Value!["otherTool"]!.GetValue<bool>()).GroupBy(e => e.Value!["kept"]?.GetValue<string>()))
        {
            string[] arguments =
            [
                Path.Combine(AppContext.BaseDirectory, "Python", "verify_bag.py"), "--key", Attacks.Key, .. group.Key is { } kept ? new[] { "--checkpoint", Path.Combine(Bundles, kept) } : [],
                .. group.Select(e => Path.Combine(Bundles, e.Key + ".zip")),
            ];
            var (_, output) = await Tools.Run(python, arguments);
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
            lines.Count.ShouldBe(group.Count(), output);
            foreach (var (line, (name, want)) in lines.Zip(group))
            {
                line["exit"]!.GetValue<int>().ShouldBe(want!["exit"]!.GetValue<int>(), $"{name}: {line}");
                var report = Check(Path.Combine(Bundles, name + ".zip"), want["kept"] is { } file ? File.ReadAllBytes(Path.Combine(Bundles, file.GetValue<string>())) : null);
                ((int)report.Verdict).ShouldBe(line["exit"]!.GetValue<int>(), name);
            }
        }
    }

    private static CheckReport Check(string path, byte[]? kept) => BagCheck.Run(
        path, new BagCheckOptions(Trust.InKeys(Attacks.Key), kept is null ? [] : [new KeptCheckpoint("kept", kept)], WithoutTexts: false), new Progress<CheckProgress>(), TestContext.Current.CancellationToken);

    private static void Judge(Attack attack, string path)
    {
        var report = Check(path, attack.Kept);
        var told = string.Join('\n', report.Findings.Select(f => $"{f.Code} {f.English} {f.Event?.English}"));
        ((int)report.Verdict).ShouldBe(attack.Exit, told);
        if (attack.Leaf is { } leaf) report.Findings.Select(f => f.Event?.LeafIndex).ShouldContain(leaf, told);
        if (attack.Exit == 0) report.Findings.ShouldBeEmpty();
    }

    /// <summary>Writes the golden bag into the source where there is none, and what is expected of all.</summary>
    private static void Write(Attack attack)
    {
        var source = Path.Combine(Tools.Source("tests/WikkenWegen.AuditBundle.Tests/Bundles"));
        foreach (var folder in new[] { source, Bundles })
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(Path.Combine(folder, attack.Name + ".zip"))) File.WriteAllBytes(Path.Combine(folder, attack.Name + ".zip"), attack.Exit == 3 ? attack.Bag : Zips.Pack(Zips.Open(attack.Bag)));
            if (attack.Kept is { } kept) File.WriteAllBytes(Path.Combine(folder, KeptName(kept)), kept);
            File.WriteAllText(Path.Combine(folder, "key.txt"), Attacks.Key + "\n");
            var all = Made.Value.Values.ToDictionary(a => a.Name, a => new { a.Exit, a.Leaf, Kept = a.Kept is { } k ? KeptName(k) : null, a.OtherTool });
            File.WriteAllText(Path.Combine(folder, "expected.json"), JsonSerializer.Serialize(all, Indented) + "\n");
        }
    }

    private static string KeptName(byte[] note) => $"kept-{System.Text.Encoding.UTF8.GetString(note).Split('\n')[1]}.txt";
}
