using System.Globalization;
using System.Text;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>By itself, since it looks at the memory of the whole process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-memory-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Twenty thousand leaves: the memory is that of the places of leaves, and not of their bytes.</summary>
    [Fact]
    public async Task Memory_does_not_grow_with_the_bytes()
    {
        const int count = 20_000;
        using var key = Ed25519.ImportSeed(Enumerable.Repeat((byte)3, 32).ToArray()).Value;
        var signer = NoteSigner.Create("wikkenwegen.local/thuis", key).Value;
        var tree = new CompactRange();
        for (var i = 0; i < count; i++) tree.AppendEntry(Leaf(i));
        var note = Note.Sign(Checkpoint.Create("wikkenwegen.local/thuis", new TreeHead(count, tree.Root())).Value.ToString(), signer).Value;
        var path = Path.Combine(_folder, "large.zip");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        await using (var file = File.Create(path))
            await BundleWriter.Write(file, new BundleRequest("thuis", "wikkenwegen.local/thuis", SmallStore.Start, signer.VerifierKey.ToString(), "", null, null, null), Leaves(), [note], AsyncEnumerable.Empty<string>(), null, new Watch(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true))), CancellationToken.None);
        var report = BagCheck.Run(path, new BagCheckOptions(null, [], false), new Progress<CheckProgress>(), TestContext.Current.CancellationToken);
        report.Findings.ShouldBeEmpty();
        report.Verdict.ShouldBe(Verdict.Sound);
        new FileInfo(path).Length.ShouldBeGreaterThan(80 << 20);
        (most - before).ShouldBeLessThan(24 << 20);

        async IAsyncEnumerable<BundleLeaf> Leaves()
        {
            for (var i = 0; i < count; i++)
            {
                if (i % 1000 == 0) await Task.Yield();
                yield return new BundleLeaf(i, Leaf(i), null);
            }
        }

        // Of no weighing, so that the time goes into the writing.
        static byte[] Leaf(int i) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$$"""{"v":1,"corporation":"thuis","streamType":"test","stream":"019c2283-f800-7000-8000-{{{i % 500:x12}}}","version":{{{i / 500 + 1}}},"eventId":"019c2283-f801-7000-8000-{{{i:x12}}}","type":"tested","recordedAt":"2026-02-03T09:00:00.000000Z","occurredAt":null,"actor":"s","nonce":"{{{i:x32}}}","data":{"text":"{{{new string('x', 1500)}}}"} }"""));
    }

    /// <summary>Three hundred thousand places whose leaves are not in the bag: they are gone over once, and none is kept.</summary>
    [Fact]
    public async Task Nor_with_what_is_left_out()
    {
        const int count = 300_000;
        var left = Enumerable.Repeat((byte)7, TreeHash.Size).ToArray();
        using var key = Ed25519.ImportSeed(Enumerable.Repeat((byte)3, 32).ToArray()).Value;
        var signer = NoteSigner.Create("wikkenwegen.local/thuis", key).Value;
        var tree = new CompactRange();
        for (var i = 0; i < count; i++) tree.Append(new TreeHash(left));
        var note = Note.Sign(Checkpoint.Create("wikkenwegen.local/thuis", new TreeHead(count, tree.Root())).Value.ToString(), signer).Value;
        var path = Path.Combine(_folder, "places.zip");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        await using (var file = File.Create(path))
            await BundleWriter.Write(file, new BundleRequest("thuis", "wikkenwegen.local/thuis", SmallStore.Start, signer.VerifierKey.ToString(), "", Guid.NewGuid(), null, null), Places(), [note], AsyncEnumerable.Empty<string>(), null, new Watch(() => { }), CancellationToken.None);
        var report = BagCheck.Run(path, new BagCheckOptions(null, [], false), new Progress<CheckProgress>(), TestContext.Current.CancellationToken);
        report.Findings.ShouldBeEmpty();
        report.Remarks.Select(r => r.Code).ShouldContain("root");
        new FileInfo(path).Length.ShouldBeGreaterThan(20 << 20);
        (most - before).ShouldBeLessThan(4 << 20);

        async IAsyncEnumerable<BundleLeaf> Places()
        {
            for (var i = 0; i < count; i++)
            {
                if (i % 1000 == 0) await Task.Yield();
                if (i % 20_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                yield return BundleLeaf.NotHere(i, left, LeftOut.Selection);
            }
        }
    }

    private sealed class Watch(Action look) : IProgress<long>
    {
        public void Report(long value) => look();
    }
}
