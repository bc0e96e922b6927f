using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

/// <summary>Measures the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class MemoryTests
{
    [Fact]
    public async Task Memory_is_flat_while_entries_stream_into_a_log()
    {
        var writer = (await LogWriter.OpenAsync(new NullStore(), TreeHead.Empty, Cancel)).ShouldBeOk();
        var entry = new byte[1024];
        await AppendAsync(20_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await AppendAsync(200_000);
        // 200 MB of entries have gone through; what stays is one bundle and the tiles' tails.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(4_000_000);
        writer.Size.ShouldBe(220_000UL);

        async Task AppendAsync(int count)
        {
            for (var i = 0; i < count; i++) await writer.AppendAsync(entry, Cancel);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class NullStore : ITileStore
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default) => default;

        public ValueTask WriteAsync(TileId tile, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => default;
    }
}
