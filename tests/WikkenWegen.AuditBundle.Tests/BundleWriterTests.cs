using System.Security.Cryptography;
using System.Text;
using WikkenWegen.AuditBundle.Checks;

namespace WikkenWegen.AuditBundle.Tests;

public sealed class BundleWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wikkenwegen-writer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_content_makes_the_same_bytes() =>
        Convert.ToHexString(SHA256.HashData(SmallStore.Honest().Bag())).ShouldBe(Convert.ToHexString(SHA256.HashData(SmallStore.Honest().Bag())));

    [Fact]
    public void A_cell_that_a_spreadsheet_would_take_for_a_formula_is_none()
    {
        var store = SmallStore.Honest();
        store.Change(3, "\"actor\":\"subject-1\"", "\"actor\":\"=HYPERLINK(\\\"http://x\\\",\\\"y\\\")\"", hash: true);
        store.Change(4, "\"actor\":\"subject-1\"", "\"actor\":\" +1, \\\"a\\\"\\r\\nb\"", hash: true);
        store.Rebuild();
        var lines = Encoding.UTF8.GetString(Zips.Open(store.Bag())["data/exports/events.csv"]);
        lines.ShouldContain(",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",");
        lines.ShouldContain(",\"' +1, \"\"a\"\"\r\nb\",");
        foreach (var start in new[] { ",=", ",+", ",-", ",@", ",\"=", ",\"+", ",\"-", ",\"@" }) lines.ShouldNotContain(start);
    }

    [Fact]
    public void What_XML_cannot_hold_does_not_break_the_log()
    {
        var store = SmallStore.Honest();
        store.Change(3, "\"actor\":\"subject-1\"", "\"actor\":\"a\\u0001<b>&\\\"\\uFFFE\"", hash: true);
        store.Rebuild();
        var xes = System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(Zips.Open(store.Bag())["data/exports/events.xes"]));
        xes.Descendants().Select(e => e.Attribute("value")?.Value).ShouldContain("a\uFFFD<b>&\"\uFFFD");
        Check(store.Bag(), store.Key).Verdict.ShouldBe(Verdict.Sound);
    }

    [Fact]
    public async Task Without_a_checkpoint_or_with_leaves_out_of_order_nothing_is_made()
    {
        var store = SmallStore.Honest();
        await Should.ThrowAsync<ArgumentException>(() => Write(store, [new BundleLeaf(0, store.Leaves[0].Bytes, null)], []));
        await Should.ThrowAsync<ArgumentException>(() => Write(store, [new BundleLeaf(0, store.Leaves[0].Bytes, null)], [store.Checkpoints[0]], complete: false));
        await Should.ThrowAsync<InvalidDataException>(() => Write(store, [new BundleLeaf(1, store.Leaves[1].Bytes, null), new BundleLeaf(0, store.Leaves[0].Bytes, null)], [store.Checkpoints[0]]));
        await Should.ThrowAsync<InvalidDataException>(() => Write(store, [new BundleLeaf(0, "a\nb"u8.ToArray(), null)], [store.Checkpoints[0]]));
        await Should.ThrowAsync<InvalidDataException>(() => Write(store, [new BundleLeaf(0, store.Leaves[0].Bytes, null)], ["nonsense"u8.ToArray()]));

        static Task Write(SmallStore store, BundleLeaf[] leaves, byte[][] checkpoints, bool complete = true) => BundleWriter.Write(
            Stream.Null, new BundleRequest(SmallStore.Corporation, store.Origin, SmallStore.Start, store.Key, "", null, null, null, complete), leaves.ToAsyncEnumerable(), checkpoints, null, AsyncEnumerable.Empty<string>(), new Progress<long>(), CancellationToken.None);
    }

    [Fact]
    public void A_leaf_that_does_not_say_the_kind_of_its_stream_is_read()
    {
        var store = SmallStore.Honest();
        store.Change(0, "\"streamType\":\"corporation\",", "");
        store.Rebuild();
        Check(store.Bag(), store.Key).Verdict.ShouldBe(Verdict.Sound);
    }

    [Fact]
    public void An_empty_log_makes_a_sound_bag()
    {
        var store = new SmallStore();
        store.Sign();
        var report = Check(store.Bag(), store.Key);
        report.Findings.ShouldBeEmpty();
        report.Verdict.ShouldBe(Verdict.Sound);
    }

    [Fact]
    public void A_leaf_that_the_store_has_as_nonsense_is_told_by_the_verifier_and_not_by_the_writer()
    {
        var store = SmallStore.Honest();
        store.Leaves[3] = ("not json"u8.ToArray(), store.Leaves[3].Hash, null);
        var report = Check(store.Bag(), store.Key);
        report.Verdict.ShouldBe(Verdict.Altered);
        report.Findings.Where(f => f.Event?.LeafIndex == 3).Select(f => f.Code).ShouldBe(["leaf-altered", "leaf-unreadable"], ignoreOrder: true);
    }

    private CheckReport Check(byte[] bag, string key)
    {
        var path = Path.Combine(_folder, "bag.zip");
        File.WriteAllBytes(path, bag);
        return BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(key), [], WithoutTexts: false), new Progress<CheckProgress>(), TestContext.Current.CancellationToken);
    }
}
