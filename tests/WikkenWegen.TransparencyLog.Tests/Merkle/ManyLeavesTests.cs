using System.Diagnostics;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Merkle;

/// <summary>Roots of many leaves, which the library hashes several nodes at a time, against RFC 6962 section 2.1 word for word with the platform's SHA-256.</summary>
public class ManyLeavesTests
{
    // Every number of leaves at which some level fills a vector or leaves a rest, and those around the chunks of 256.
    private static readonly int[] Sizes = [.. Enumerable.Range(0, 140), .. Enumerable.Range(250, 30), 511, 512, 513, 1000, 4095, 4096, 4097];

    [Fact]
    public void Roots_of_any_hashes_are_those_of_the_RFC()
    {
        var random = new SplitMix64(6962);
        var hashes = new TreeHash[Sizes.Max()];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = new TreeHash(random.Bytes(TreeHash.Size));
        foreach (var size in Sizes)
        {
            MerkleTree.Root(hashes.AsSpan(0, size)).ToArray().ShouldBe(Naive(hashes[..size]), $"{size} leaves");
        }
    }

    [Fact]
    public void Roots_of_entries_do_not_depend_on_the_number_of_threads_nor_on_how_they_come()
    {
        var entries = Trees.Entries(Sizes.Max());
        var range = new CompactRange();
        foreach (var size in Sizes)
        {
            while (range.Size < (ulong)size) range.AppendEntry(entries[(int)range.Size]);
            ReadOnlyMemory<byte>[] first = [.. entries[..size].Select(entry => entry.AsMemory())];
            foreach (int? threads in new int?[] { 1, 2, 7, null }) MerkleTree.Root(first, threads).ShouldBe(range.Root(), $"{size} entries, {threads} threads");
        }
    }

    /// <summary>The same in a process of its own, as if this processor had narrower vectors or none at all.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Roots_are_the_same_on_other_processors(string switchedOff)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "WikkenWegen.TransparencyLog.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["-method", $"{typeof(ManyLeavesTests).FullName}.{nameof(Roots_of_any_hashes_are_those_of_the_RFC)}", "-noColor"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[switchedOff] = "0";
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is null && Path.GetDirectoryName(Environment.ProcessPath) is { } host && File.Exists(Path.Combine(host, "dotnet"))) start.Environment["DOTNET_ROOT"] = host;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await output + await error;
        process.ExitCode.ShouldBe(0, text);
        text.ShouldContain("Total: 1,");
    }

    // 2.1: k is the largest power of two smaller than n.
    private static byte[] Naive(TreeHash[] leaves)
    {
        if (leaves.Length == 0) return NaiveTree.Mth([]);
        if (leaves.Length == 1) return leaves[0].ToArray();
        var k = 1;
        while (2 * k < leaves.Length) k *= 2;
        return NaiveTree.NodeHash(Naive(leaves[..k]), Naive(leaves[k..]));
    }
}
