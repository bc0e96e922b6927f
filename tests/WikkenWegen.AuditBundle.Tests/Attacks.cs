using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using WikkenWegen.AuditBundle.Leaves;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Consultation;
using WikkenWegen.Domain.Inputs;
using WikkenWegen.Domain.Privacy;
using WikkenWegen.Domain.Proposals;
using WikkenWegen.Domain.Stakeholders;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.AuditBundle.Tests;

/// <summary>A bag as somebody hands it to an auditor, and what the auditor must find.</summary>
/// <param name="Name">Its name, and that of its golden file.</param>
/// <param name="Bag">The zip.</param>
/// <param name="Exit">The exit code that the verifier must end with.</param>
/// <param name="Leaf">Index of the leaf that a finding must name; null where none needs to.</param>
/// <param name="Kept">The checkpoint that the auditor kept from earlier; null where they kept none.</param>
/// <param name="OtherTool">Whether the verifier in Python, which does not replay, must find it too.</param>
internal sealed record Attack(string Name, byte[] Bag, int Exit, int? Leaf = null, byte[]? Kept = null, bool OtherTool = true);

/// <summary>
/// Makes every attack: each by somebody with all rights on the database, or on the bag, or with the key too. The golden bags beside this file were made by it
/// (WIKKENWEGEN_WRITE_GOLDEN=1).
/// </summary>
internal static class Attacks
{
    /// <summary>Index of the leaf that most attacks are on: a proposal of the weighing about the flat.</summary>
    private const int Victim = 3;

    private static readonly SmallStore Before = SmallStore.Honest();

    /// <summary>The key that the auditor trusts.</summary>
    public static string Key => Before.Key;

    /// <summary>A checkpoint from the middle, that the auditor kept.</summary>
    private static byte[] Kept => Before.Checkpoints[7];

    public static IEnumerable<Attack> All()
    {
        // What nobody touched.
        yield return new Attack("sound", Store().Bag(), 0);
        yield return new Attack("sound-against-kept", Store().Bag(), 0, Kept: Kept);
        yield return new Attack("sound-of-one-weighing", Store().Bag(SmallStore.Square), 0);
        yield return new Attack("sound-with-large-body", Large().Bag(), 0);

        // The key was changed, and the auditor has the one of before.
        yield return new Attack("sound-after-key-change", Changed(KeyChanged), 0, Kept: Kept);
        yield return new Attack("sound-after-two-key-changes", Changed(store => { KeyChanged(store); KeyChanged(store, 12); }), 0);
        yield return new Attack("sound-of-one-weighing-after-key-change", Changed(KeyChanged, store => store.Bag(SmallStore.Square)), 0);
        yield return new Attack("key-of-no-leaf", Changed(store => { store.UseKey(11); Later(store); }), 1);
        yield return new Attack("key-change-by-another-key", Changed(store => { store.ChangeKey(11, signedBy: 12); Later(store); }), 1, Before.Leaves.Count);
        yield return new Attack("key-change-by-a-key-of-before", Changed(store => { KeyChanged(store); store.ChangeKey(12, signedBy: 7); Later(store); }), 1, Before.Leaves.Count + 2);
        yield return new Attack("key-of-before-goes-on", Changed(store => { KeyChanged(store); store.UseKey(7); Later(store); }), 1);
        yield return new Attack("key-change-not-in-log", Zips.Changed(Changed(KeyChanged), files => files.Replace("data/key-changes.ndjson", "\"index\":12", "\"index\":11")), 1, Before.Leaves.Count);
        yield return new Attack("key-change-left-out", Zips.Changed(Changed(KeyChanged), files => files.Remove("data/key-changes.ndjson")), 1, Before.Leaves.Count);
        yield return new Attack("key-change-not-in-log-of-one-weighing", Zips.Changed(Changed(KeyChanged, store => store.Bag(SmallStore.Square)), files => files.Replace("data/key-changes.ndjson", "\"index\":12", "\"index\":11")), 1, 11);

        // A text was corrected.
        yield return new Attack("sound-with-correction", Changed(Corrected), 0);
        yield return new Attack("sound-with-correction-of-one-weighing", Changed(Corrected, store => store.Bag(SmallStore.Square)), 0);
        yield return new Attack("correction-of-no-text", Changed(store => { Corrected(store); Rebuilt(store, s => s.Change(12, Digest(s, "Geen draagvlak"), new string('A', 43))); }), 1, 12);
        yield return new Attack("delete-corrected-text", Changed(store => { Corrected(store); store.Disclosures.RemoveAt(store.Disclosures.Count - 1); }), 2, 12);

        // Texts that whoever asked may not see, and what is called one of those.
        yield return new Attack("sound-with-texts-withheld", Changed(store => { store.Withhold(store.Disclosures[0]); store.Withhold(store.Disclosures[1]); }), 0);
        yield return new Attack("delete-text-beside-texts-withheld", Changed(store => { store.Withhold(store.Disclosures[1]); store.Disclosures.RemoveAt(0); }), 2, 7);
        yield return new Attack("withheld-text-that-is-here", Changed(store => store.Withheld.Add(SmallStore.DigestOf(store.Disclosures[0]))), 1);
        yield return new Attack("withheld-text-twice", Changed(store => { store.Withhold(store.Disclosures[0]); store.Withheld.Add(store.Withheld[0]); }), 1);
        yield return new Attack("withheld-text-of-no-event", Changed(store => store.Withheld.Add(SmallStore.DigestOf(Another()))), 1);
        yield return new Attack("withheld-text-that-is-no-digest", Changed(store => store.Withheld.Add("Wij willen blijven")), 1);

        // On the store, without the key.
        foreach (var (what, from, to) in new[] { ("data", "Renoveren", "Slopen"), ("time", "2026-02-05T09:00:00Z", "2026-02-04T09:00:00Z"), ("actor", "subject-1", "subject-2"), ("version", "\"version\":2", "\"version\":9") })
        {
            yield return new Attack($"change-{what}", Changed(store => store.Change(Victim, from, to)), 1, Victim);
            yield return new Attack($"change-{what}-and-hash", Changed(store => store.Change(Victim, from, to, hash: true)), 1, Victim);
            yield return new Attack($"change-{what}-of-one-weighing", Changed(store => store.Change(Victim, from, to), store => store.Bag(SmallStore.Flat)), 1, Victim);
        }
        yield return new Attack("delete-last", Changed(_ => { }, store => store.Bag(Enumerable.Range(0, store.Leaves.Count - 1))), 2);
        yield return new Attack("delete-middle", Changed(_ => { }, store => store.Bag(Enumerable.Range(0, store.Leaves.Count).Where(i => i != Victim))), 2, Victim + 1);
        yield return new Attack("delete-middle-and-renumber", Changed(store => store.Leaves.RemoveAt(Victim)), 1, Victim);
        yield return new Attack("delete-weighing", Changed(_ => { }, store => store.Bag(Enumerable.Range(0, store.Leaves.Count).Where(i => !Text(store, i).Contains(SmallStore.Square.ToString(), StringComparison.Ordinal)))), 2, 3);
        yield return new Attack("delete-weighing-and-renumber", Changed(store => store.Leaves.RemoveAll(leaf => Encoding.UTF8.GetString(leaf.Bytes).Contains(SmallStore.Square.ToString(), StringComparison.Ordinal))), 1, 2);
        yield return new Attack("delete-of-one-weighing", Changed(store => store.Change(Victim, SmallStore.Flat.ToString(), SmallStore.Square.ToString()), store => store.Bag(SmallStore.Flat)), 2, 4);
        yield return new Attack("insert", Changed(store => store.Leaves.Insert(Victim, Invented())), 1, Victim);
        yield return new Attack("swap", Changed(store => (store.Leaves[3], store.Leaves[4]) = (store.Leaves[4], store.Leaves[3])), 1, 3);
        yield return new Attack("move-to-other-corporation", Changed(store => store.Change(Victim, "\"corporation\":\"thuis\"", "\"corporation\":\"elders\"", hash: true)), 1, Victim);
        yield return new Attack("truncate", Changed(_ => { }, store => store.Bag(Enumerable.Range(0, 6))), 2);
        yield return new Attack("append-unsigned", Changed(store => store.Record(SmallStore.Flat, "weighing", new ProposalSubmitted { OccurredAt = SmallStore.Start.AddDays(9), Code = "V3", Content = new ProposalContent { Name = "Later" } }, sign: false)), 1, Before.Leaves.Count);
        yield return new Attack("append-without-trigger", WithoutTrigger(), 2, Before.Leaves.Count);

        // With the key too: a checkpoint that was kept tells.
        yield return new Attack("rebuild", Changed(store => Rebuilt(store, s => s.Change(Victim, "Renoveren", "Slopen"))), 1, Kept: Kept);
        yield return new Attack("rebuild-unseen", Changed(store => Rebuilt(store, s => s.Change(Victim, "Renoveren", "Slopen"))), 0);
        yield return new Attack("truncate-and-sign", Changed(store => Rebuilt(store, s => s.Leaves.RemoveRange(5, s.Leaves.Count - 5)), store => Without(store)), 2, Kept: Kept);
        yield return new Attack("delete-erasure", Changed(store => Rebuilt(store, s => s.Leaves.RemoveAt(10))), 2, 4);
        yield return new Attack("delete-erasure-against-kept", Changed(store => Rebuilt(store, s => s.Leaves.RemoveAt(10))), 1, 4, Kept: Before.Checkpoints[^2]);
        yield return new Attack("two-checkpoints-of-one-size", TwoTrees(), 1);

        // On texts and on the bag.
        yield return new Attack("change-disclosure", Changed(store => store.Disclosures[0] = Another()), 1, 7);
        yield return new Attack("delete-disclosure", Changed(store => store.Disclosures.RemoveAt(0)), 2, 7);
        yield return new Attack("exchange-file", Zips.Changed(Before.Bag(), files => files.Replace("data/exports/events.csv", "proposal_submitted", "proposal_withdrawn"), manifests: false), 1, 3);
        yield return new Attack("exchange-csv-and-manifest", Zips.Changed(Before.Bag(), files => files.Replace("data/exports/events.csv", "proposal_submitted", "proposal_withdrawn")), 1, 3);
        yield return new Attack("exchange-ocel-and-manifest", Zips.Changed(Before.Bag(), files => files.Replace("data/exports/ocel.json", "proposal_submitted", "proposal_withdrawn")), 1);
        yield return new Attack("exchange-sqlite-and-manifest", Zips.Changed(Before.Bag(), files => files["data/exports/ocel.sqlite"] = Updated(files["data/exports/ocel.sqlite"], "update event_proposal_submitted set leaf_index = 77 where leaf_index = 3")), 1, 3);
        yield return new Attack("exchange-xes-and-manifest", Zips.Changed(Before.Bag(), files => files.Replace("data/exports/events.xes", "proposal_submitted", "proposal_withdrawn")), 1, 3);
        yield return new Attack("exchange-history-and-manifest", Zips.Changed(Before.Bag(), files => files.Replace("data/exports/geschiedenis.txt", "Wij willen blijven", "Wij willen weg")), 1, 7, OtherTool: false);
        yield return new Attack("exchange-view-and-manifest", Zips.Changed(Before.Bag(), files => files.Replace("data/views.ndjson", "Renoveren", "Slopen")), 1, OtherTool: false);
        // Of which version a bag is, it says itself: that is no way around the comparison.
        yield return new Attack("sound-of-another-version", OfAnotherVersion(_ => { }), 0);
        yield return new Attack("exchange-view-of-another-version", OfAnotherVersion(files => files.Replace("data/views.ndjson", "Renoveren", "Slopen")), 2, 11, OtherTool: false);
        yield return new Attack("more-in-a-view-of-another-version", OfAnotherVersion(files => files.Replace("data/views.ndjson", "\"code\":\"BET\"", "\"since\":1,\"code\":\"BET\"")), 2, OtherTool: false);
        yield return new Attack("exchange-number-of-a-view-of-another-version", OfAnotherVersion(files => files.Replace("data/views.ndjson", $"{SmallStore.Flat}\",\"version\":7", $"{SmallStore.Flat}\",\"version\":6")), 1, 11, OtherTool: false);
        yield return new Attack("no-view-of-another-version", OfAnotherVersion(files => files.Replace("data/views.ndjson", Encoding.UTF8.GetString(files["data/views.ndjson"]).Split('\n')[1] + "\n", "")), 1, 9, OtherTool: false);
        yield return new Attack("another-view-of-another-version", OfAnotherVersion(files => files["data/views.ndjson"] = [.. files["data/views.ndjson"], .. Encoding.UTF8.GetBytes($"{{\"weighing\":\"{SmallStore.Registration}\",\"version\":1,\"view\":{{}}}}\n")]), 1, OtherTool: false);
        yield return new Attack("delete-file", Zips.Changed(Before.Bag(), files => files.Remove("data/exports/geschiedenis.txt"), manifests: false), 2);
        yield return new Attack("add-file", Zips.Changed(Before.Bag(), files => files["data/note.txt"] = "hello"u8.ToArray(), manifests: false), 1);
        yield return new Attack("other-corporation", Other().Bag(), 1);
        yield return new Attack("other-installation", new SmallStoreOf(seed: 9).Store.Bag(), 1);
        yield return new Attack("old-as-new", Old(), 2, Kept: Before.Checkpoints[^1]);
        yield return new Attack("cut-off", Before.Bag()[..4000], 3);

        foreach (var attack in OnSelections().Concat(OnEvents()).Concat(OnBytes())) yield return attack;
    }

    /// <summary>What a bag leaves out: a selection, what was given in a blind round, and what somebody wants to hide as one of these.</summary>
    private static IEnumerable<Attack> OnSelections()
    {
        var (from, until) = (SmallStore.Start.AddDays(3), SmallStore.Start.AddDays(9));
        yield return new Attack("sound-of-one-weighing-against-kept", Pack(Store().Bag(SmallStore.Square)), 0, Kept: Kept);
        yield return new Attack("leave-out-later-erasure", Pack(Store().Bag(Outside(from, until), from: from, until: until)), 2, 4); // whose text was erased after the period
        yield return new Attack("sound-of-a-period", Pack(Store().Bag(i => i == Erasure ? null : Outside(from, until)(i), from: from, until: until)), 0);
        yield return new Attack("leave-out-of-whole", Pack(Store().Bag(i => i == Victim ? LeftOut.Selection : null)), 2, Victim);
        yield return new Attack("leave-out-of-a-period", Pack(Store().Bag(i => i == 5 || i != Erasure && Outside(from, until)(i) is not null ? LeftOut.Selection : null, from: from, until: until)), 2, 5);
        yield return new Attack("sound-of-a-period-in-first-format", AsFirst(store => store.Bag(Outside(from, null), from: from)), 0);
        yield return new Attack("leave-out-of-a-period-in-first-format", AsFirst(store => store.Bag(i => i == 5 ? LeftOut.Selection : Outside(from, null)(i), from: from)), 2, 5);
        yield return new Attack("leave-out-last-of-a-period-in-first-format", AsFirst(store => store.Bag(i => i == 11 ? LeftOut.Selection : Outside(from, null)(i), from: from)), 2, 11);
        yield return new Attack("leave-out-last-of-a-period-without-end", Pack(Store().Bag(i => i == 11 ? LeftOut.Selection : Outside(from, null)(i), from: from)), 2, 11);
        yield return new Attack("leave-out-last-of-one-weighing-unseen", Pack(Store().Bag(i => i == 9 || !Text(Before, i).Contains(SmallStore.Square.ToString(), StringComparison.Ordinal) ? LeftOut.Selection : null, SmallStore.Square)), 0);
        yield return new Attack("call-a-tail-that-is-gone-a-selection", NotWhole(Store().Bag(i => i >= 9 ? LeftOut.Selection : null)), 2);
        yield return new Attack("add-other-to-one-weighing", Pack(Store().Bag(i => i == 5 || Text(Before, i).Contains(SmallStore.Flat.ToString(), StringComparison.Ordinal) ? null : LeftOut.Selection, SmallStore.Flat)), 1, 5);
        yield return new Attack("change-hash-outside-one-weighing", Zips.Changed(Store().Bag(SmallStore.Square), files => files.Replace("data/positions.ndjson", Hash(3), Hash(4))), 1);
        yield return new Attack("delete-place-outside-one-weighing", Zips.Changed(Store().Bag(SmallStore.Square), files => files.Replace("data/positions.ndjson", $"{{\"index\":3,\"hash\":\"{Hash(3)}\",\"leftOut\":\"selection\"}}\n", "")), 2, 4);
        yield return new Attack("rebuild-of-one-weighing", Changed(store => Rebuilt(store, s => s.Change(Victim, "Renoveren", "Slopen")), store => store.Bag(SmallStore.Square)), 1, Kept: Kept);
        yield return new Attack("blind-round-that-is-open", Pack(Blind(closed: false).Bag(i => i is 14 or 15 ? LeftOut.BlindRound : null)), 2);
        yield return new Attack("blind-round-that-is-closed", Pack(Blind(closed: true).Bag(i => i is 14 or 15 ? LeftOut.BlindRound : null)), 1);
        // Something is open in one weighing, and what is hidden is of another, or of before.
        yield return new Attack("hide-a-weighing-as-of-a-blind-round", Pack(Blind(closed: false).Bag(i => i is 2 or 5 or 9 or 14 or 15 ? LeftOut.BlindRound : null)), 1, 2);
        yield return new Attack("hide-what-was-before-a-blind-round", Pack(Blind(closed: false).Bag(i => i is 11 or 14 or 15 ? LeftOut.BlindRound : null)), 1, 11);
        yield return new Attack("hide-more-than-is-missing-in-a-blind-round", Pack(Blind(closed: false, Meanwhile).Bag(i => i is 14 or 15 or 16 ? LeftOut.BlindRound : null)), 1, 16);
        yield return new Attack("blind-round-that-is-open-while-others-go-on", Pack(Blind(closed: false, Meanwhile).Bag(i => i is 15 or 16 ? LeftOut.BlindRound : null)), 2);
        yield return new Attack("hide-in-a-round-that-is-closed-while-another-is-open", Pack(Blind(closed: true, store => store.Record(SmallStore.Square, "weighing", Opened)).Bag(i => i is 15 or 16 ? LeftOut.BlindRound : null)), 1, 17);
        yield return new Attack("call-a-leaf-that-is-gone-withheld", Pack(Store().Bag(i => i == Victim ? LeftOut.BlindRound : null)), 1);
        yield return new Attack("leaves-that-were-not-signed-yet", Changed(store => store.Unsigned = 2), 2);
        yield return new Attack("lose-leaf", Pack(Store().Bag(i => i == Victim ? LeftOut.Lost : null)), 2, Victim);
    }

    /// <summary>On the events that the installation shows, while the leaves are as they were.</summary>
    private static IEnumerable<Attack> OnEvents()
    {
        yield return new Attack("sound-as-shown", Changed(store => store.ShowsRows = true), 0);
        yield return new Attack("sound-as-shown-of-one-weighing", Changed(store => store.ShowsRows = true, store => store.Bag(SmallStore.Square)), 0);
        yield return new Attack("change-event", Changed(store => Show(store, StoredEvent.Differs, Another)), 1, Victim);
        yield return new Attack("change-event-as-if-not", Changed(store => Show(store, StoredEvent.AsLeaf, Another)), 1, 11, OtherTool: false);
        yield return new Attack("delete-event", Changed(store => Show(store, StoredEvent.Gone, _ => null)), 1, Victim);
        yield return new Attack("append-event-without-leaf", Changed(store =>
        {
            (store.ShowsRows, store.WithoutLeaf) = (true, 1);
            store.Rows.Add(store.Leaves.Count, (SmallStore.Flat, new RecordedEvent(new ProposalSubmitted { OccurredAt = SmallStore.Start.AddDays(9), Code = "V9", Content = new ProposalContent { Name = "Erbij" } }, 8, SmallStore.RecordedAt(12), "subject-1")));
        }), 1, 11);

        static RecordedEvent Another(RecordedEvent recorded) => recorded with { Event = (ProposalSubmitted)recorded.Event with { Content = new ProposalContent { Name = "Slopen" } } };

        static void Show(SmallStore store, StoredEvent stored, Func<RecordedEvent, RecordedEvent?> change)
        {
            (store.ShowsRows, store.Differing[Victim]) = (true, stored);
            if (change(store.Rows[Victim].Event) is { } changed) store.Rows[Victim] = (SmallStore.Flat, changed);
            else store.Rows.Remove(Victim);
        }
    }

    /// <summary>Bytes that no trigger writes: they keep nobody from the bag, and are told.</summary>
    private static IEnumerable<Attack> OnBytes()
    {
        var digest = SmallStore.DigestOf(Before.Disclosures[0]);
        yield return new Attack("half-a-character-as-digest", Changed(store => store.Change(7, digest, "\\ud800")), 1, 7);
        yield return new Attack("half-a-character-as-digest-rebuilt", Changed(store => Rebuilt(store, s => s.Change(7, digest, "\\ud800")), Without), 1, 7);
        yield return new Attack("no-digest-rebuilt", Changed(store => Rebuilt(store, s => s.Change(7, digest, "!" + digest[1..])), Without), 1, 7);
        yield return new Attack("half-a-character-as-ground", Changed(store => store.Change(Erasure, "consentWithdrawn", "\\ud800")), 1, Erasure);
        yield return new Attack("half-a-character-as-ground-of-correction", Changed(store => { Corrected(store); Rebuilt(store, s => s.Change(12, "\"inaccurate\"", "\"\\ud800\"")); }), 1, 12);
        yield return new Attack("half-a-character-as-statement", Changed(store => { KeyChanged(store); Rebuilt(store, s => s.Change(12, KeyChange.Heading, "\\ud800")); }), 1, 12);
        yield return new Attack("sound-with-key-change-in-deep-data", Changed(store => { KeyChanged(store); Rebuilt(store, s => s.Change(12, "\"data\":{", $"\"data\":{{\"deep\":{new string('[', 90)}{new string(']', 90)},")); }), 0);
        yield return new Attack("endless-database", Zips.Changed(Before.Bag(), files => files["data/exports/ocel.sqlite"] = Endless()), 1);
        yield return new Attack("no-utf8", Changed(store => store.Leaves[7] = (Replaced(store.Leaves[7].Bytes, digest, [.. Enumerable.Repeat((byte)0xFF, 43)]), store.Leaves[7].Hash, null)), 1, 7);
        yield return new Attack("line-end", Changed(store => store.Change(Victim, "\"data\":", "\n\"data\":")), 1, Victim);
        yield return new Attack("line-end-rebuilt", Changed(store => Rebuilt(store, s => s.Change(Victim, "\"data\":", "\n\"data\":"))), 1, Victim);
        yield return new Attack("too-long", Changed(store => store.Change(Victim, "Renoveren", new string('x', 100_000))), 1, Victim);
        yield return new Attack("line-end-in-body", Changed(store => store.Leaves[12] = (store.Leaves[12].Bytes, store.Leaves[12].Hash, [.. "\n"u8, .. store.Leaves[12].Body!]), store => store.Bag(), Large), 1, 12);
        yield return new Attack("checkpoint-too-large", Zips.Changed(Before.Bag(), files => files["data/checkpoints/000000000099.txt"] = Encoding.UTF8.GetBytes($"{Before.Origin}\n99\n{Hash(0)}\n{new string('x', 70_000)}\n\n")), 3);
        yield return new Attack("small-files-that-unpack-to-much", Zips.Changed(Before.Bag(), files =>
        {
            for (var i = 0; i < 80; i++) files[$"data/note-{i}.txt"] = new byte[1 << 20];
        }), 3);
        yield return new Attack("change-far-from-checkpoints", Changed(store => store.Change(20, "Later", "Nooit", hash: true), store => store.Bag(), Long), 1, 8);
    }

    /// <summary>Index of the leaf that says that a text was erased.</summary>
    private const int Erasure = 10;

    private static Func<int, LeftOut?> Outside(DateTimeOffset? from, DateTimeOffset? until) => i => SmallStore.RecordedAt(i) < from || SmallStore.RecordedAt(i) >= until ? LeftOut.Selection : null;

    private static string Hash(int index) => Convert.ToBase64String(Before.Leaves[index].Hash);

    /// <summary>A bag of a selection as the first format has it: a proof for each leaf, and no place for any other. So it is also what somebody makes of a newer one who wants to be asked less.</summary>
    private static byte[] AsFirst(Func<SmallStore, byte[]> bag)
    {
        var store = Store();
        var hashes = store.Leaves.Select(leaf => new TreeHash(leaf.Hash)).ToArray();
        return Zips.Changed(bag(store), files =>
        {
            var indices = Lines("data/positions.ndjson").Where(line => !line.Contains("leftOut", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!["index"]!.GetValue<int>());
            Put("data/positions.ndjson", string.Concat(indices.Select(i => $"{{\"index\":{i},\"hash\":\"{hashes[i]}\",\"proof\":[{string.Join(',', MerkleTree.InclusionProof(hashes, (ulong)i).Value.Select(h => $"\"{h}\""))}]}}\n")));
            files.Replace("data/bag.json", "wikkenwegen-audit-bag/2", "wikkenwegen-audit-bag/1");
            files["data/leesmij.txt"] = Zips.Open(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Bundles", "sound.zip")))["data/leesmij.txt"];
            var (table, of) = (files["data/exports/events.csv"], "data/exports/events.csv.bestand.mdto.xml");
            Put("data/exports/events.csv", hashes.Aggregate(Encoding.UTF8.GetString(table), (text, hash) => text.Replace(Convert.ToHexStringLower(hash.AsSpan()), hash.ToString(), StringComparison.Ordinal)));
            files.Replace(of, $"<omvang>{table.Length}</omvang>", $"<omvang>{files["data/exports/events.csv"].Length}</omvang>");
            files.Replace(of, Convert.ToHexStringLower(SHA256.HashData(table)), Convert.ToHexStringLower(SHA256.HashData(files["data/exports/events.csv"])));

            string[] Lines(string name) => Encoding.UTF8.GetString(files[name]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            void Put(string name, string text) => files[name] = Encoding.UTF8.GetBytes(text);
        });
    }

    private static byte[] NotWhole(byte[] bag) => Zips.Changed(bag, files => files.Replace("data/bag.json", "\"complete\": true", "\"complete\": false"));

    private static byte[] Replaced(byte[] bytes, string from, byte[] to)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        return [.. bytes[..at], .. to, .. bytes[(at + from.Length)..]];
    }

    /// <summary>A store with a blind round in which two inputs were given, the last thing but perhaps its end.</summary>
    /// <param name="closed">Whether it is closed.</param>
    /// <param name="meanwhile">What happens elsewhere once it is open.</param>
    private static SmallStore Blind(bool closed, Action<SmallStore>? meanwhile = null)
    {
        var store = Store();
        store.Record(SmallStore.Flat, "weighing", new StakeholderInvited { OccurredAt = SmallStore.Start.AddDays(8), Code = "B2", Party = "Buren", Role = "omwonende", Say = Say.GivesInput });
        store.Record(SmallStore.Flat, "weighing", Opened);
        meanwhile?.Invoke(store);
        foreach (var (number, by) in new[] { (2, "B1"), (3, "B2") }) store.Record(SmallStore.Flat, "weighing", new InputGiven { OccurredAt = SmallStore.Start.AddDays(8), Number = number, Stakeholder = by, Round = 1, Content = new InputContent { Statement = store.Seal("statement", $"Wens {number}") } });
        store.Record(SmallStore.Flat, "weighing", new ProposalSubmitted { OccurredAt = SmallStore.Start.AddDays(9), Code = "V3", Content = new ProposalContent { Name = "Later" } });
        if (closed) store.Record(SmallStore.Flat, "weighing", new RoundClosed { OccurredAt = SmallStore.Start.AddDays(9), Number = 1 });
        return store;
    }

    private static RoundOpened Opened => new() { OccurredAt = SmallStore.Start.AddDays(8), Number = 1, About = "De richting", Blind = true };

    private static void Meanwhile(SmallStore store) => store.Record(SmallStore.Square, "weighing", new ProposalSubmitted { OccurredAt = SmallStore.Start.AddDays(8), Code = "V2", Content = new ProposalContent { Name = "Ondertussen" } });

    /// <summary>A bag that says that another version made it, changed as that version may not have made it.</summary>
    private static byte[] OfAnotherVersion(Action<SortedDictionary<string, byte[]>> change) => Zips.Changed(Before.Bag(), files =>
    {
        change(files);
        files.Replace("data/bag.json", $"\"software\": \"{BagFormat.Software}\"", "\"software\": \"WikkenWegen/0.9.0\"");
    });

    /// <summary>A database of seven pages, of which six lead on five hundred times to the next one: whoever reads all of it is never done.</summary>
    private static byte[] Endless()
    {
        const int page = 4096, cells = 500;
        var file = new byte[7 * page];
        "SQLite format 3\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(16), page);
        new byte[] { 1, 1, 0, 64, 32, 32 }.CopyTo(file, 18);
        foreach (var (at, value) in new[] { (24, 1), (28, 7), (44, 4), (56, 1), (92, 1), (96, 3_046_000) }) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(at), value);
        for (var number = 1; number <= 6; number++)
        {
            // An inner page of a table: its kind, how many cells it has, where they begin, and the last child; then where each cell is, which is the number of a child and a key.
            var (start, header) = ((number - 1) * page, (number - 1) * page + (number == 1 ? 100 : 0));
            file[header] = 5;
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header + 3), cells);
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header + 5), page - 5 * cells);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(header + 8), number + 1);
            for (var cell = 0; cell < cells; cell++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header + 12 + 2 * cell), (ushort)(page - 5 * (cell + 1)));
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(start + page - 5 * (cell + 1)), number + 1);
                file[start + page - 5 * (cell + 1) + 4] = 1;
            }
        }
        // The last is a page of rows, with one of five empty values.
        byte[] row = [6, 1, 6, 0, 0, 0, 0, 0];
        var leaf = 6 * page;
        file[leaf] = 13;
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(leaf + 3), 1);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(leaf + 5), (ushort)(page - row.Length));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(leaf + 8), (ushort)(page - row.Length));
        row.CopyTo(file, leaf + page - row.Length);
        return file;
    }

    /// <summary>A store of which no checkpoint was signed between the eighth leaf and the last, as in a bag with one of each day.</summary>
    private static SmallStore Long()
    {
        var store = Store();
        for (var i = 0; i < 20; i++) store.Record(SmallStore.Flat, "weighing", new ProposalSubmitted { OccurredAt = SmallStore.Start.AddDays(9), Code = $"V{i + 3}", Content = new ProposalContent { Name = $"Later {i}" } }, sign: false);
        store.Checkpoints.RemoveRange(8, store.Checkpoints.Count - 8);
        store.Sign();
        return store;
    }

    /// <summary>A SQLite file after a statement.</summary>
    private static byte[] Updated(byte[] database, string sql)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, database);
            using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery().ShouldBe(1);
            }
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The reason of a withdrawal is corrected.</summary>
    private static void Corrected(SmallStore store) => store.Record(SmallStore.Square, "weighing", new TextCorrected
    {
        OccurredAt = SmallStore.Start.AddDays(20),
        Number = 1,
        Event = 3,
        Field = "reason",
        Replaced = Digest(store, "Geen draagvlak"),
        Text = store.Seal("text", "Te weinig draagvlak"),
        Ground = RectificationGround.Inaccurate,
    });

    /// <summary>The digest of a text that the store has.</summary>
    private static string Digest(SmallStore store, string text) => SmallStore.DigestOf(store.Disclosures.Single(d => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(d)).Contains(text, StringComparison.Ordinal)));

    private static void KeyChanged(SmallStore store) => KeyChanged(store, 11);

    private static void KeyChanged(SmallStore store, byte seed)
    {
        store.ChangeKey(seed);
        Later(store);
    }

    /// <summary>One more event, and a checkpoint with it.</summary>
    private static void Later(SmallStore store) =>
        store.Record(SmallStore.Flat, "weighing", new ProposalRevised { OccurredAt = SmallStore.Start.AddDays(store.Leaves.Count), Code = "V2", Revision = store.Leaves.Count - 11, Content = new ProposalContent { Name = "Nog even niets doen", DoNothing = true }, Reason = store.Seal("reason", $"Er is nog tijd {store.Leaves.Count}") });

    private static SmallStore Store() => SmallStore.Honest();

    private static byte[] Changed(Action<SmallStore> change, Func<SmallStore, byte[]>? bag = null, Func<SmallStore>? made = null)
    {
        var store = (made ?? Store)();
        change(store);
        return Pack((bag ?? (s => s.Bag()))(store));
    }

    private static byte[] Pack(byte[] zip) => Zips.Pack(Zips.Open(zip));

    private static string Text(SmallStore store, int index) => Encoding.UTF8.GetString(store.Leaves[index].Bytes);

    private static (byte[], byte[], byte[]?) Invented()
    {
        var other = Store();
        other.Change(Victim, "\"code\":\"V1\"", "\"code\":\"V0\"", hash: true);
        return other.Leaves[Victim];
    }

    private static void Rebuilt(SmallStore store, Action<SmallStore> change)
    {
        change(store);
        store.Rebuild();
    }

    /// <summary>The bag, without the texts that belong to leaves that are gone.</summary>
    private static byte[] Without(SmallStore store)
    {
        var leaves = string.Concat(Enumerable.Range(0, store.Leaves.Count).Select(i => Text(store, i)));
        store.Disclosures.RemoveAll(text => !leaves.Contains(SmallStore.DigestOf(text), StringComparison.Ordinal));
        return store.Bag();
    }

    private static byte[] WithoutTrigger()
    {
        var store = Store();
        store.SkipVersion(SmallStore.Flat);
        store.Record(SmallStore.Flat, "weighing", new ProposalSubmitted { OccurredAt = SmallStore.Start.AddDays(10), Code = "V4", Content = new ProposalContent { Name = "Daarna" } });
        return Pack(store.Bag());
    }

    private static byte[] TwoTrees()
    {
        var store = Store();
        var other = Store();
        Rebuilt(other, s => s.Change(Victim, "Renoveren", "Slopen"));
        store.Checkpoints.Add(other.Checkpoints[^1]);
        // The tree that is in the bag is the one that was there first.
        return Pack(store.Bag());
    }

    private static string Another()
    {
        var store = Store();
        store.Seal("statement", "Sloop het maar.");
        return store.Disclosures[^1];
    }

    private static SmallStore Other() => new SmallStoreOf("wikkenwegen.local/elders", 8).Store;

    private static byte[] Old()
    {
        var store = Store();
        store.Leaves.RemoveRange(8, store.Leaves.Count - 8);
        store.Checkpoints.RemoveRange(8, store.Checkpoints.Count - 8);
        return Pack(Without(store));
    }

    private static SmallStore Large()
    {
        var store = Store();
        store.Append(SmallStore.Flat, "weighing", "proposal_submitted", $$$"""{"occurredAt":"2026-03-01T09:00:00Z","code":"V3","content":{"name":"{{{new string('x', 70_000)}}}","doNothing":false}}""", large: true);
        return store;
    }

    /// <summary>A store of another log, with one registration.</summary>
    private sealed class SmallStoreOf
    {
        public SmallStoreOf(string origin = "wikkenwegen.local/thuis", byte seed = 7)
        {
            Store = new SmallStore(origin, seed);
            Store.Record(SmallStore.Flat, "weighing", new ProposalSubmitted { OccurredAt = SmallStore.Start, Code = "V1", Content = new ProposalContent { Name = "Iets" } });
        }

        public SmallStore Store { get; }
    }
}
