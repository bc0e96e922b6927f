using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

public class LogWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(70_000)]
    public async Task Writes_the_tiles_of_the_specification_and_no_others(int size)
    {
        var entries = Trees.Entries(size);
        var store = new MemoryTileStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).ShouldBeOk();
        foreach (var entry in entries) (await writer.AppendAsync(entry, Cancel)).ShouldBeOk();
        var head = await writer.FlushAsync(Cancel);

        head.Size.ShouldBe((ulong)size);
        head.Root.ToArray().ShouldBe(NaiveTree.Mth(entries));
        NaiveTiles.ReadEntries(path => Read(store, path), size).ShouldBe(entries);
        var wanted = NaiveTiles.HashTiles(entries).ToArray();
        foreach (var (path, bytes) in wanted) Read(store, path).ShouldBe(bytes, path);
        store.Tiles.Where(tile => !tile.IsEntries).Select(tile => tile.Path).Order().ShouldBe(wanted.Select(tile => tile.Path).Order());
        store.Tiles.Select(tile => tile.Path).Order().ShouldBe(TileId.NewTiles(0, (ulong)size).Select(tile => tile.Path).Order());
    }

    [Fact]
    public async Task Opens_at_every_size_and_goes_on_as_if_it_had_never_been_closed()
    {
        var entries = Trees.Entries(600);
        var store = new MemoryTileStore();
        var head = TreeHead.Empty;
        for (var size = 0; size < entries.Length; size++)
        {
            var writer = (await LogWriter.OpenAsync(store, head, Cancel)).ShouldBeOk();
            writer.Size.ShouldBe((ulong)size);
            (await writer.AppendAsync(entries[size], Cancel)).ShouldBeOk();
            head = await writer.FlushAsync(Cancel);
            // Flushing again changes nothing.
            (await writer.FlushAsync(Cancel)).ShouldBe(head);
            if (size % 50 == 0 || size is 254 or 255 or 256) head.Root.ToArray().ShouldBe(NaiveTree.Mth(entries[..(size + 1)]));
        }
        head.Root.ToArray().ShouldBe(NaiveTree.Mth(entries));
        NaiveTiles.ReadEntries(path => Read(store, path), entries.Length).ShouldBe(entries);
        foreach (var (path, bytes) in NaiveTiles.HashTiles(entries)) Read(store, path).ShouldBe(bytes, path);
    }

    [Fact]
    public async Task What_a_crash_left_past_the_signed_head_is_overwritten()
    {
        var entries = Trees.Entries(400);
        var store = new MemoryTileStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).ShouldBeOk();
        foreach (var entry in entries[..100]) await writer.AppendAsync(entry, Cancel);
        var signed = await writer.FlushAsync(Cancel);

        // Goes on far enough to fill a tile, which removes the partial ones of the signed head; then crashes.
        for (var i = 0; i < 300; i++) await writer.AppendAsync(new byte[] { 1, 2, 3 }, Cancel);
        await writer.FlushAsync(Cancel);

        writer = (await LogWriter.OpenAsync(store, signed, Cancel)).ShouldBeOk();
        foreach (var entry in entries[100..]) await writer.AppendAsync(entry, Cancel);
        var head = await writer.FlushAsync(Cancel);
        head.Root.ToArray().ShouldBe(NaiveTree.Mth(entries));
        var tree = new TiledTree(store, head);
        for (var i = 0UL; i < head.Size; i += 13) (await tree.EntryAsync(i, Cancel)).ShouldBeOk().ToArray().ShouldBe(entries[i]);
    }

    [Fact]
    public async Task Refuses_a_store_that_does_not_hold_the_head()
    {
        var store = new MemoryTileStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).ShouldBeOk();
        for (var i = 0; i < 300; i++) await writer.AppendAsync(new byte[] { (byte)i }, Cancel);
        var head = await writer.FlushAsync(Cancel);

        (await LogWriter.OpenAsync(store, head with { Root = head.Root.Corrupt(0) }, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt);
        (await LogWriter.OpenAsync(store, head with { Size = 301 }, Cancel)).ShouldBeRefused(LogErrorCode.TileMissing);
        (await LogWriter.OpenAsync(store, new TreeHead(0, head.Root), Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt);
        (await LogWriter.OpenAsync(new MemoryTileStore(), head, Cancel)).ShouldBeRefused(LogErrorCode.TileMissing);

        var bundle = TileId.OfEntries(1, 44);
        var bytes = (await store.ReadAsync(bundle, Cancel)).ShouldNotBeNull().ToArray();
        bytes[^1] ^= 1;
        await store.WriteAsync(bundle, bytes, Cancel);
        (await LogWriter.OpenAsync(store, head, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, "entry 43 of tile/entries/001.p/44");
    }

    [Fact]
    public async Task An_entry_too_long_is_refused_and_leaves_the_log_as_it_was()
    {
        var writer = (await LogWriter.OpenAsync(new MemoryTileStore(), TreeHead.Empty, Cancel)).ShouldBeOk();
        (await writer.AppendAsync(new byte[65_536], Cancel)).ShouldBeRefused(LogErrorCode.TooLarge);
        (await writer.AppendAsync(new byte[65_535], Cancel)).ShouldBeOk();
        (await writer.FlushAsync(Cancel)).ShouldBe(new TreeHead(1, MerkleTree.HashLeaf(new byte[65_535])));
    }

    [Fact]
    public async Task After_the_store_failed_the_writer_refuses_work_and_the_log_opens_at_its_signed_head()
    {
        var store = new FailingStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty, Cancel)).ShouldBeOk();
        for (var i = 0; i < 200; i++) await writer.AppendAsync(new byte[] { (byte)i }, Cancel);
        var head = await writer.FlushAsync(Cancel);

        // Every write from here on fails once, each with a fresh writer: a bundle and a tile that fill up, and the partial bundle and two
        // partial tiles of the flush.
        for (var failAt = 1; failAt <= 5; failAt++)
        {
            writer = (await LogWriter.OpenAsync(store, head, Cancel)).ShouldBeOk();
            store.FailAt = failAt;
            await Should.ThrowAsync<IOException>(async () =>
            {
                for (var i = 200; i < 300; i++) await writer.AppendAsync(new byte[] { (byte)i, (byte)failAt }, Cancel);
                await writer.FlushAsync(Cancel);
            }, $"{failAt}");
            await Should.ThrowAsync<InvalidOperationException>(async () => await writer.AppendAsync(new byte[1], Cancel));
            await Should.ThrowAsync<InvalidOperationException>(async () => await writer.FlushAsync(Cancel));
        }
        store.FailAt = 0;
        writer = (await LogWriter.OpenAsync(store, head, Cancel)).ShouldBeOk();
        for (var i = 200; i < 300; i++) await writer.AppendAsync(new byte[] { (byte)i }, Cancel);
        var entries = Enumerable.Range(0, 300).Select(i => new[] { (byte)i }).ToArray();
        head = await writer.FlushAsync(Cancel);
        head.Root.ToArray().ShouldBe(NaiveTree.Mth(entries));
        (await new TiledTree(store, head).EntryAsync(299, Cancel)).ShouldBeOk().ToArray().ShouldBe(entries[299]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static byte[]? Read(MemoryTileStore store, string path) => store.ReadAsync(TileId.Parse(path).Value, Cancel).AsTask().GetAwaiter().GetResult()?.ToArray();

    private sealed class FailingStore : ITileStore
    {
        private readonly MemoryTileStore _store = new();

        public int FailAt { get; set; }

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default) => _store.ReadAsync(tile, cancellationToken);

        public ValueTask WriteAsync(TileId tile, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
            --FailAt == 0 ? throw new IOException("disk full") : _store.WriteAsync(tile, bytes, cancellationToken);
    }
}
