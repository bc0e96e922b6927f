using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Ledger;

/// <summary>The tree of a log in its rows: writes the tiles that fill up, and reads as much as it takes to know the root at a size.</summary>
internal static class TreeRows
{
    /// <summary>Most hashes that are read at once.</summary>
    private const int AtOnce = 65_536;

    /// <summary>Writes the tiles that became full.</summary>
    /// <param name="connection">A connection in the transaction that wrote the leaves.</param>
    /// <param name="log">The log.</param>
    /// <param name="from">Number of its leaves before.</param>
    /// <param name="to">Number of its leaves now.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task WriteTiles(NpgsqlConnection connection, string log, long from, long to, CancellationToken cancellation)
    {
        for (var level = 0; ; level++)
        {
            var (first, end) = (Places(from, level + 1), Places(to, level + 1));
            if (first == end) return;
            var hashes = await Hashes(connection, log, level, first * TileId.FullWidth, end * TileId.FullWidth, cancellation);
            if (hashes.Count != (end - first) * TileId.FullWidth) throw new InvalidDataException($"The log {log} lacks leaves or tiles below tiles {first} to {end} of level {level}.");
            var tiles = hashes.Chunk(TileId.FullWidth).ToList();
            await using var write = new NpgsqlCommand($"""
                insert into {LedgerSchema.Tiles} (tenant_id, level, tile, hashes, root) select $1, $2, $3 + t.n - 1, t.hashes, t.root from unnest($4::bytea[], $5::bytea[]) with ordinality t(hashes, root, n)
                """, connection)
            {
                Parameters =
                {
                    new() { Value = log }, new() { Value = level }, new() { Value = first },
                    new() { Value = tiles.Select(tile => MemoryMarshal.AsBytes<TreeHash>(tile).ToArray()).ToArray() },
                    new() { Value = tiles.Select(tile => MerkleTree.Root(tile).ToArray()).ToArray() },
                },
            };
            await write.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>The tree of the first leaves of a log, as far as it takes to add to it and to know its root.</summary>
    /// <returns>The tree; null where the rows for it are not there.</returns>
    public static async Task<CompactRange?> Read(NpgsqlConnection connection, string log, long size, CancellationToken cancellation)
    {
        var nodes = new List<TreeHash>();
        var top = 0;
        while (Places(size, top + 1) > 0) top++;
        for (var level = top; level >= 0; level--)
        {
            // What the last tile of the level has, which is not full: roots of the full tiles below, and at the bottom leaves.
            var end = Places(size, level);
            var start = end / TileId.FullWidth * TileId.FullWidth;
            if (start == end) continue;
            var hashes = await Hashes(connection, log, level, start, end, cancellation);
            if (hashes.Count != end - start) return null;
            var range = new CompactRange();
            foreach (var hash in hashes) range.Append(hash);
            nodes.AddRange(range.Hashes);
        }
        return CompactRange.Restore((ulong)size, CollectionsMarshal.AsSpan(nodes)).Value;
    }

    /// <summary>Adds the leaves of a log up to a size to its tree.</summary>
    /// <returns>Whether all of them were there.</returns>
    public static async Task<bool> Extend(CompactRange tree, NpgsqlConnection connection, string log, long to, CancellationToken cancellation)
    {
        while ((long)tree.Size < to)
        {
            var end = Math.Min(to, (long)tree.Size + AtOnce);
            foreach (var hash in await Hashes(connection, log, 0, (long)tree.Size, end, cancellation)) tree.Append(hash);
            if ((long)tree.Size != end) return false;
        }
        return true;
    }

    /// <summary>A hash as a row has it; where somebody made that none, one that no leaf has, so that nothing fits it.</summary>
    public static TreeHash Hash(byte[] bytes) => bytes.Length == TreeHash.Size ? new TreeHash(bytes) : default;

    /// <summary>How many hashes a level has in full: leaves at level 0, above that the roots of full tiles.</summary>
    private static long Places(long size, int level) => size >> (TileId.Height * level);

    /// <summary>The hashes of a level from one place up to before another; those that are missing are left out.</summary>
    private static async Task<List<TreeHash>> Hashes(NpgsqlConnection connection, string log, int level, long from, long to, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand(level == 0
            ? $"select hash from {LedgerSchema.Index} where tenant_id = $1 and leaf_index >= $2 and leaf_index < $3 order by leaf_index"
            : $"select root from {LedgerSchema.Tiles} where tenant_id = $1 and tile >= $2 and tile < $3 and level = $4 order by tile", connection)
        {
            Parameters = { new() { Value = log }, new() { Value = from }, new() { Value = to } },
        };
        if (level > 0) read.Parameters.Add(new() { Value = level - 1, NpgsqlDbType = NpgsqlDbType.Integer });
        var hashes = new List<TreeHash>(checked((int)(to - from)));
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) hashes.Add(Hash(reader.GetFieldValue<byte[]>(0)));
        return hashes;
    }
}
