using System.Buffers.Binary;
using System.Security.Cryptography;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Benchmarks.TransparencyLog;

/// <summary>What the transparency log promises about speed, each as a ratio or a count that travels between machines.</summary>
public static class TransparencyLogBenchmarks
{
    /// <summary>Runs all, or those named: root, proof, memory.</summary>
    public static async Task Run(string[] args)
    {
        if (args.Length == 0 || args.Contains("root")) Root();
        if (args.Length == 0 || args.Contains("proof")) await ProofAsync();
        if (args.Length == 0 || args.Contains("memory")) await MemoryAsync();
    }

    /// <summary>The root over 1,000,000 leaves of 1 KiB against hashing the same bytes leaf by leaf: twice as many hashes, the second half short ones.</summary>
    private static void Root()
    {
        const int count = 1_000_000, length = 1024;
        var bytes = new byte[(long)count * length];
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * length), i);
        var leaves = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++) leaves[i] = bytes.AsMemory(i * length, length);

        void Plain()
        {
            Span<byte> hash = stackalloc byte[32];
            foreach (var leaf in leaves) SHA256.HashData(leaf.Span, hash);
        }

        void Streamed()
        {
            var range = new CompactRange();
            foreach (var leaf in leaves) range.AppendEntry(leaf.Span);
            range.Root();
        }

        Print("root of 1,000,000 leaves of 1 KiB, all cores", Ratio.Of(() => MerkleTree.Root(leaves), Plain, 5), 1.3);
        Print("the same on one thread", Ratio.Of(() => MerkleTree.Root(leaves, maxThreads: 1), Plain, 5), 1.3);
        Print("the same, streamed through a compact range", Ratio.Of(Streamed, Plain, 5), null);
    }

    /// <summary>Proofs from the tiles of a real log of 10,000,000 entries, every hash checked against the root: tiles read and time taken.</summary>
    private static async Task ProofAsync()
    {
        const int count = 10_000_000, proofs = 2000;
        var store = new CountingStore();
        var writer = (await LogWriter.OpenAsync(store, TreeHead.Empty)).Value;
        var entry = new byte[8];
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(entry, i);
            await writer.AppendAsync(entry);
        }
        var head = await writer.FlushAsync();
        Console.WriteLine($"log of {count:N0} entries written in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s");

        var tree = new TiledTree(store, head);
        foreach (var (name, prove) in new (string, Func<ulong, ValueTask<Result<TreeHash[]>>>)[]
        {
            ("inclusion proof", index => tree.InclusionProofAsync(index)),
            ("consistency proof", index => tree.ConsistencyProofAsync(index + 1)),
        })
        {
            var (most, all) = (0, 0L);
            start = TimeProvider.System.GetTimestamp();
            for (var i = 0UL; i < proofs; i++)
            {
                store.Reads = 0;
                if (!(await prove(i * 4_999_999_999 % count)).IsOk) throw new InvalidOperationException("The log cannot be proven.");
                most = Math.Max(most, store.Reads);
                all += store.Reads;
            }
            Console.WriteLine($"{name}: {most} tiles read at most (limit 10), {(double)all / proofs:F1} on average, {TimeProvider.System.GetElapsedTime(start).TotalMicroseconds / proofs:F0} µs");
        }
    }

    /// <summary>Memory in use while 1,000,000 entries of 1 KiB are appended to a log whose store keeps nothing.</summary>
    private static async Task MemoryAsync()
    {
        var writer = (await LogWriter.OpenAsync(new CountingStore { Keeps = false }, TreeHead.Empty)).Value;
        var entry = new byte[1024];
        for (var i = 0; i <= 10; i++)
        {
            Console.WriteLine($"{writer.Size,9:N0} entries appended: {GC.GetTotalMemory(forceFullCollection: true) / 1024.0:N0} KiB in use");
            for (var j = 0; j < 100_000 && i < 10; j++) await writer.AppendAsync(entry);
        }
    }

    private static void Print(string what, (double Value, TimeSpan Subject, TimeSpan Baseline) ratio, double? limit) =>
        Console.WriteLine($"{what}: {ratio.Value:F2} of plain SHA-256 ({ratio.Subject.TotalMilliseconds:N0} ms against {ratio.Baseline.TotalMilliseconds:N0} ms){(limit is { } most ? $", limit {most:F1}" : "")}");

    private sealed class CountingStore : ITileStore
    {
        private readonly MemoryTileStore _store = new();

        public int Reads { get; set; }

        public bool Keeps { get; init; } = true;

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default)
        {
            Reads++;
            return _store.ReadAsync(tile, cancellationToken);
        }

        public ValueTask WriteAsync(TileId tile, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => Keeps ? _store.WriteAsync(tile, bytes, cancellationToken) : default;
    }
}
