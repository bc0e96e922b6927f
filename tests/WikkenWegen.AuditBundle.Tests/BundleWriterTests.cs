using System.Security.Cryptography;
using System.Text;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Writing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Privacy;

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
    public void A_hash_in_the_CSV_does_not_begin_like_a_formula()
    {
        var store = SmallStore.Honest();
        for (var i = 0; i < 300 && !store.Leaves.Any(leaf => Convert.ToBase64String(leaf.Hash)[0] == '+'); i++) store.Append(SmallStore.Registration, "corporation", "tested", "{}");
        var like = store.Leaves.FindIndex(leaf => Convert.ToBase64String(leaf.Hash)[0] == '+');
        like.ShouldBeGreaterThanOrEqualTo(0);
        var lines = Encoding.UTF8.GetString(Zips.Open(store.Bag())["data/exports/events.csv"]).Split("\r\n");
        lines[like + 1].ShouldStartWith($"{like},{Convert.ToHexStringLower(store.Leaves[like].Hash)},");
        Check(store.Bag(), store.Key).Verdict.ShouldBe(Verdict.Sound);
    }

    [Theory]
    [InlineData(null, null, null, "Nog te waarderen", null)]
    [InlineData(ArchiveStatus.Active, ArchiveNomination.Destroy, "2036-01-01", "Tijdelijk te bewaren", "V")]
    [InlineData(ArchiveStatus.Archived, ArchiveNomination.Keep, null, "Blijvend te bewaren", "B")]
    [InlineData(ArchiveStatus.ToBeKept, null, null, "Blijvend te bewaren", "B")]
    [InlineData(ArchiveStatus.Blocked, null, "2036-01-01", "Nog te waarderen", null)]
    public void The_metadata_of_a_weighing_say_how_long_it_is_kept_as_was_decided_last(ArchiveStatus? status, ArchiveNomination? nomination, string? day, string label, string? code)
    {
        var store = SmallStore.Honest();
        if (status is { } set)
        {
            Decide(1, ArchiveStatus.Archived, ArchiveNomination.Destroy, new DateOnly(2030, 1, 1));
            Decide(2, set, nomination, day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        }
        var bag = store.Bag(SmallStore.Square);
        var mdto = System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(Zips.Open(bag)["data/exports/informatieobject.mdto.xml"]));
        System.Xml.Linq.XNamespace space = "https://www.nationaalarchief.nl/mdto";
        var appraisal = mdto.Descendants(space + "waardering").ShouldHaveSingleItem();
        (appraisal.Element(space + "begripLabel")!.Value, appraisal.Element(space + "begripCode")?.Value).ShouldBe((label, code));
        mdto.Descendants(space + "termijnEinddatum").Select(e => e.Value).ShouldBe(day is null ? [] : [day]);
        Check(bag, store.Key).Findings.ShouldBeEmpty();

        void Decide(int number, ArchiveStatus archived, ArchiveNomination? then, DateOnly? on) => store.Record(SmallStore.Square, "weighing",
            new RetentionSet { OccurredAt = SmallStore.Start.AddDays(9), Number = number, Status = archived, Nomination = then, ActionDay = on, Reason = store.Seal("reason", $"Besluit {number}") });
    }

    [Fact]
    public void The_last_checkpoint_alone_and_a_place_for_each_leaf_make_the_root_of_a_selection()
    {
        var report = Check(SmallStore.Honest().Bag(SmallStore.Square), SmallStore.Honest().Key);
        report.Verdict.ShouldBe(Verdict.Sound);
        report.Remarks.Select(r => r.Code).ShouldContain("selection");
        report.Remarks.Single(r => r.Code == "root").English.ShouldStartWith("The root was computed over all leaves");
        report.Remarks.Single(r => r.Code == "leaves").English.ShouldBe("3 leaves read of the 12 in the log.");
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
        await Should.ThrowAsync<InvalidDataException>(() => Write(store, [new BundleLeaf(0, ReadOnlyMemory<byte>.Empty, null, LeftOut: LeftOut.Selection)], [store.Checkpoints[0]]));
        await Should.ThrowAsync<InvalidDataException>(() => Write(store, [new BundleLeaf(1, store.Leaves[1].Bytes, null), new BundleLeaf(0, store.Leaves[0].Bytes, null)], [store.Checkpoints[0]]));

        static Task Write(SmallStore store, BundleLeaf[] leaves, byte[][] checkpoints) => BundleWriter.Write(
            Stream.Null, new BundleRequest(SmallStore.Corporation, store.Origin, SmallStore.Start, store.Key, "", null, null, null), leaves.ToAsyncEnumerable(), checkpoints, AsyncEnumerable.Empty<string>(), null, new Progress<long>(), CancellationToken.None);
    }

    [Fact]
    public async Task What_the_store_gives_and_is_none_stands_in_the_bag_as_something_that_does_not_match()
    {
        var store = SmallStore.Honest();
        var leaves = store.Leaves.Select((leaf, i) => new BundleLeaf(i, leaf.Bytes, leaf.Body is { } body ? body : null, i == 3 ? new byte[1] : leaf.Hash)).ToList();
        (await Codes(leaves, [.. store.Checkpoints], store.Disclosures)).ShouldBe(["leaf-altered"]);
        leaves[3] = leaves[3] with { Hash = store.Leaves[3].Hash };
        (await Codes(leaves, [.. store.Checkpoints, "nonsense"u8.ToArray(), new byte[100_000]], store.Disclosures)).ShouldBe(["checkpoint-unreadable", "checkpoint-unreadable"]);
        (await Codes(leaves, ["nonsense"u8.ToArray()], store.Disclosures)).ShouldBe(["checkpoint-unreadable", "unreadable"]);
        (await Codes(leaves, [.. store.Checkpoints], [.. store.Disclosures.Skip(1), store.Disclosures[0] + "\n"])).ShouldBe(["text-missing", "text-stray"], ignoreOrder: true);
        leaves[^1] = BundleLeaf.NotHere(leaves[^1].Index, new byte[1], LeftOut.Lost);
        (await Codes(leaves, [.. store.Checkpoints], store.Disclosures)).ShouldContain("root-mismatch");

        async Task<IEnumerable<string>> Codes(List<BundleLeaf> given, List<byte[]> checkpoints, IEnumerable<string> disclosures)
        {
            using var zip = new MemoryStream();
            await BundleWriter.Write(zip, new BundleRequest(SmallStore.Corporation, store.Origin, SmallStore.Start.AddDays(30), store.Key + "\n", $"log {store.Key}\nquorum none\n", null, null, null), given.ToAsyncEnumerable(), checkpoints, disclosures.ToAsyncEnumerable(), null, new Progress<long>(), TestContext.Current.CancellationToken);
            return Check(zip.ToArray(), store.Key).Findings.Select(f => f.Code);
        }
    }

    [Fact]
    public void What_whoever_asked_may_not_see_is_not_missing_and_the_bag_and_the_report_tell_of_it()
    {
        var store = SmallStore.Honest();
        Encoding.UTF8.GetString(Zips.Open(store.Bag())["data/leesmij.txt"]).ShouldNotContain("texts-withheld");
        store.Withhold(store.Disclosures[0]);
        var bag = store.Bag();
        Encoding.UTF8.GetString(Zips.Open(bag)["data/texts-withheld.txt"]).ShouldBe(store.Withheld[0] + "\n");
        Encoding.UTF8.GetString(Zips.Open(bag)["data/leesmij.txt"]).ShouldContain("\ndata/texts-withheld.txt digests van teksten die de installatie heeft");
        var report = Check(bag, store.Key);
        report.Verdict.ShouldBe(Verdict.Sound);
        report.Remarks.Single(r => r.Code == "texts-withheld").English.ShouldBe("MIND: 1 texts are not included, since whoever asked for the bag may not see them. That the installation still has them, only itself says; the bag does not prove it.");
        report.Remarks.Single(r => r.Code == "texts").English.ShouldBe("4 sealed texts: 2 present, 1 erased with the leaf that says so, 1 not included.");
    }

    [Fact]
    public void What_does_not_belong_in_the_list_of_what_is_withheld_is_told_each_in_its_own_way()
    {
        Codes(store => store.Withheld.Add(SmallStore.DigestOf(store.Disclosures[0]))).ShouldBe(["withheld-text-here"]);
        Codes(store => { store.Withhold(store.Disclosures[0]); store.Withheld.Add(store.Withheld[0]); }).ShouldBe(["withheld-text-twice"]);
        Codes(store => store.Withheld.Add(SmallStore.DigestOf("elsewhere"))).ShouldBe(["withheld-text-stray"]);
        Codes(store => store.Withheld.Add("no digest")).ShouldBe(["withheld-text-unreadable"]);

        // A backup of the vault may have brought back what was erased.
        var erased = SmallStore.Honest();
        erased.Withheld.Add(erased.Seal("personName", "Mevrouw De Vries").Digest);
        erased.Disclosures.RemoveAt(erased.Disclosures.Count - 1);
        var report = Check(erased.Bag(), erased.Key);
        report.Verdict.ShouldBe(Verdict.Sound);
        report.Remarks.Select(r => r.Code).ShouldContain("text-erased-yet-withheld");
        report.Remarks.Select(r => r.Code).ShouldNotContain("texts-withheld");

        IEnumerable<string> Codes(Action<SmallStore> change)
        {
            var store = SmallStore.Honest();
            change(store);
            return Check(store.Bag(), store.Key).Findings.Select(f => f.Code);
        }
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
