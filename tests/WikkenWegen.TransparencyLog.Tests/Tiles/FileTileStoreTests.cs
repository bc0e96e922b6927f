using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Tests.Naive;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

public sealed class FileTileStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tlog-").FullName;

    [Fact]
    public async Task A_log_on_files_is_a_directory_that_anyone_can_read_by_path()
    {
        var entries = Trees.Entries(1300);
        var head = await WriteAsync(entries);
        byte[]? Read(string path) => File.Exists(Path.Combine(_directory, path)) ? File.ReadAllBytes(Path.Combine(_directory, path)) : null;
        NaiveTiles.ReadEntries(Read, entries.Length).ShouldBe(entries);
        var wanted = NaiveTiles.HashTiles(entries).ToArray();
        foreach (var (path, bytes) in wanted) Read(path).ShouldBe(bytes, path);

        // Nothing else is left but earlier partial tiles of the one on level 1 that is not full: no temporary files, no partial tiles below full ones.
        Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_directory, file).Replace(Path.DirectorySeparatorChar, '/')).Order()
            .ShouldBe([.. TileId.NewTiles(0, head.Size).Select(tile => tile.Path).Concat(["tile/1/000.p/1", "tile/1/000.p/2", "tile/1/000.p/3", "tile/1/000.p/4"]).Order()]);

        var reopened = new FileTileStore(_directory);
        var tree = new TiledTree(reopened, head);
        (await tree.EntryAsync(1299, Cancel)).ShouldBeOk().ToArray().ShouldBe(entries[1299]);
        (await LogWriter.OpenAsync(reopened, head, Cancel)).ShouldBeOk().Size.ShouldBe(1300UL);
    }

    [Fact]
    public async Task A_log_goes_on_from_what_is_in_its_directory()
    {
        var log = Keys.Log("example.com/log");
        var entries = Trees.Entries(500);
        (await new FileTileStore(_directory).ReadCheckpointAsync(Cancel)).ShouldBeNull();
        for (var size = 0; size < entries.Length;)
        {
            // Each round is a new process that knows the directory and its key.
            var store = new FileTileStore(_directory);
            var head = await store.ReadCheckpointAsync(Cancel) is { } signed ? Checkpoint.Open(signed.Span, "example.com/log", log.Verifier()).ShouldBeOk().Head : TreeHead.Empty;
            head.Size.ShouldBe((ulong)size);
            var writer = (await LogWriter.OpenAsync(store, head, Cancel)).ShouldBeOk();
            foreach (var entry in entries[size..(size + 50)]) (await writer.AppendAsync(entry, Cancel)).ShouldBeOk();
            var next = Checkpoint.Create("example.com/log", await writer.FlushAsync(Cancel)).Value;
            await store.WriteCheckpointAsync(Note.Sign(next.ToString(), log).Value, Cancel);
            // And then crashes in the middle of the next batch.
            for (var i = 0; i < 300; i++) await writer.AppendAsync(new byte[] { 1 }, Cancel);
            size += 50;
        }
        var last = await File.ReadAllBytesAsync(Path.Combine(_directory, "checkpoint"), Cancel);
        NaiveNote.ReadCheckpoint(NaiveNote.Read(last).Text).Root.ShouldBe(NaiveTree.Mth(entries));
    }

    [Fact]
    public async Task Readers_see_a_whole_tile_or_none_while_it_is_written()
    {
        var store = new FileTileStore(_directory);
        var tile = TileId.OfHashes(0, 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested)
            {
                if (await store.ReadAsync(tile, Cancel) is not { } bytes) continue;
                bytes.Length.ShouldBe(8192);
                // All bytes are of one write.
                bytes.Span.IndexOfAnyExcept(bytes.Span[0]).ShouldBe(-1);
                seen++;
            }
            return seen;
        }, Cancel)).ToArray();
        var contents = Enumerable.Range(0, 200).Select(i => Enumerable.Repeat((byte)i, 8192).ToArray()).ToArray();
        foreach (var content in contents) await store.WriteAsync(tile, content, Cancel);
        await Task.Delay(20, Cancel);
        await stop.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(seen => seen > 0);
        (await store.ReadAsync(tile, Cancel)).ShouldNotBeNull().ToArray().ShouldBe(contents[^1]);
    }

    [Fact]
    public async Task Bytes_that_are_no_tile_are_refused_and_never_read_in_full()
    {
        var entries = Trees.Entries(300);
        var head = await WriteAsync(entries);
        var path = Path.Combine(_directory, "tile", "0", "000");
        // A file of 10 GB, all holes: more than an array can take.
        using (var file = File.OpenWrite(path)) file.SetLength(10L << 30);
        (await new FileTileStore(_directory).ReadAsync(TileId.OfHashes(0, 0), Cancel)).ShouldNotBeNull().Length.ShouldBe(8193);
        (await new TiledTree(new FileTileStore(_directory), head).InclusionProofAsync(0, Cancel)).ShouldBeRefused(LogErrorCode.TileCorrupt, "tile/0/000 has 8193 bytes, not 8192");
    }

    [Fact]
    public async Task Left_over_temporary_files_are_in_nobodys_way()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "tile", "0"));
        for (var i = 0; i < 50; i++) await File.WriteAllTextAsync(Path.Combine(_directory, "tile", "0", $"000.{Environment.ProcessId}-{i}.tmp"), "crashed", Cancel);
        var store = new FileTileStore(_directory);
        await store.WriteAsync(TileId.OfHashes(0, 0), new byte[8192], Cancel);
        (await store.ReadAsync(TileId.OfHashes(0, 0), Cancel)).ShouldNotBeNull().Length.ShouldBe(8192);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_old_bytes_and_no_temporary_file()
    {
        var store = new FileTileStore(_directory);
        // Where the file should go there is a directory.
        Directory.CreateDirectory(Path.Combine(_directory, "tile", "0", "000", "x"));
        (await Should.ThrowAsync<Exception>(async () => await store.WriteAsync(TileId.OfHashes(0, 0), new byte[8192], Cancel))).ShouldBeAssignableTo<SystemException>();
        Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).ShouldBeEmpty();

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await store.WriteAsync(TileId.OfHashes(0, 1), new byte[8192], cancelled.Token));
        (await store.ReadAsync(TileId.OfHashes(0, 1), Cancel)).ShouldBeNull();
    }

    [Fact]
    public void A_directory_must_be_named()
    {
        Should.Throw<ArgumentException>(() => new FileTileStore(""));
        Should.Throw<ArgumentException>(() => new FileTileStore(null!));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TreeHead> WriteAsync(byte[][] entries)
    {
        var writer = (await LogWriter.OpenAsync(new FileTileStore(_directory), TreeHead.Empty, Cancel)).ShouldBeOk();
        foreach (var entry in entries)
        {
            (await writer.AppendAsync(entry, Cancel)).ShouldBeOk();
            if (writer.Size % 200 == 0) await writer.FlushAsync(Cancel);
        }
        return await writer.FlushAsync(Cancel);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
