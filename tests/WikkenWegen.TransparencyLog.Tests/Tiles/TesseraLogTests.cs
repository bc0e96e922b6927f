using System.Text.Json;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

/// <summary>A log that another implementation wrote (github.com/transparency-dev/tessera), with all its checkpoints: read here, and written again byte for byte.</summary>
public class TesseraLogTests
{
    private const string Origin = "example.com/log/testdata";

    private static readonly JsonElement Log = Vectors.Read("tessera-log.json");
    private static readonly Dictionary<string, byte[]> Files = Log.GetProperty("files").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.Base64());
    private static readonly byte[][] Entries = [.. Log.GetProperty("entries").EnumerateArray().Select(entry => Keys.Utf8(entry.GetString()!))];

    [Fact]
    public async Task Its_checkpoints_verify_each_is_consistent_with_all_before_and_every_entry_is_included()
    {
        var verifier = NoteVerifier.Parse(Log.GetProperty("vkey").GetString()!).ShouldBeOk();
        var heads = Enumerable.Range(0, 16).Select(size => Checkpoint.Open(Files[$"checkpoint.{size}"], Origin, verifier).ShouldBeOk().Head).ToArray();
        Checkpoint.Open(Files["checkpoint"], Origin, verifier).ShouldBeOk().Head.ShouldBe(heads[15]);
        for (var size = 0; size < heads.Length; size++)
        {
            heads[size].Size.ShouldBe((ulong)size);
            var tree = new TiledTree(new Served(), heads[size]);
            for (var old = 1; old <= size; old++)
            {
                var proof = (await tree.ConsistencyProofAsync((ulong)old, Cancel)).ShouldBeOk();
                MerkleProof.VerifyConsistency(heads[old], heads[size], proof).ShouldBeOk();
            }
            for (var index = 0UL; index < (ulong)size; index++)
            {
                (await tree.EntryAsync(index, Cancel)).ShouldBeOk().ToArray().ShouldBe(Entries[index]);
                var proof = (await tree.InclusionProofAsync(index, Cancel)).ShouldBeOk();
                MerkleProof.VerifyInclusion(index, MerkleTree.HashLeaf(Entries[index]), heads[size], proof).ShouldBeOk();
            }
        }
    }

    [Fact]
    public async Task The_same_entries_and_key_give_the_same_files()
    {
        using var key = SignerKey.Parse(Log.GetProperty("skey").GetString()!).ShouldBeOk();
        var signer = NoteSigner.Create(key.VerifierKey.Name, key.SigningKey).ShouldBeOk();
        var store = new MemoryTileStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).ShouldBeOk();
        for (var size = 0; ; size++)
        {
            var head = await writer.FlushAsync(Cancel);
            var checkpoint = Checkpoint.Create(Origin, head).ShouldBeOk();
            Note.Sign(checkpoint.ToString(), signer).ShouldBeOk().ShouldBe(Files[$"checkpoint.{size}"]);
            if (size == Entries.Length) break;
            (await writer.AppendAsync(Entries[size], Cancel)).ShouldBeOk();
        }
        var tiles = Files.Where(file => file.Key.StartsWith("tile/", StringComparison.Ordinal)).ToArray();
        store.Tiles.Count().ShouldBe(tiles.Length);
        foreach (var (path, bytes) in tiles) (await store.ReadAsync(TileId.Parse(path).ShouldBeOk(), Cancel)).ShouldNotBeNull().ToArray().ShouldBe(bytes, path);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class Served : ITileReader
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default) =>
            new(Files.TryGetValue(tile.Path, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null);
    }
}
