using System.Runtime.InteropServices;
using Npgsql;
using WikkenWegen.Api.Ledger;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Tiles and entry bundles of a corporation's log, of what the database keeps of it: full tiles as they are, all else from the hashes of the
/// leaves. Nothing beyond a size is given. Who reads them checks them against a root, so that they need not be trusted.
/// </summary>
/// <param name="source">To the database.</param>
/// <param name="corporation">Code of the corporation.</param>
/// <param name="size">How many leaves may be seen.</param>
internal sealed class StoredTiles(NpgsqlDataSource source, string corporation, long size) : ITileReader
{
    private const int HighestLevel = 7;

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TileId tile, CancellationToken cancellationToken = default)
    {
        if (!IsWithin(tile)) return null;
        var number = (long)tile.Index;
        try
        {
            return tile.IsEntries ? await Entries(number, tile.Width, cancellationToken) : await Hashes(tile.Level, number, tile.Width, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new IOException("The tiles cannot be read from the database.", e);
        }
    }

    /// <summary>Whether the tree has all that a tile holds.</summary>
    public bool IsWithin(TileId tile)
    {
        if (tile.Level > HighestLevel) return false;
        var there = (ulong)size >> (TileId.Height * Math.Max(tile.Level, 0));
        return tile.Index <= there / TileId.FullWidth && tile.Index * TileId.FullWidth + (ulong)tile.Width <= there;
    }

    private async Task<ReadOnlyMemory<byte>?> Entries(long bundle, int width, CancellationToken cancellation)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        await using var command = Command($"""
            select l.bytes from {LedgerSchema.Index} i join {LedgerSchema.Leaves} l using (entry_id)
            where i.tenant_id = $1 and i.leaf_index >= $2 and i.leaf_index < $2 + $3 order by i.leaf_index
            """, corporation, bundle * TileId.FullWidth, (long)width);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) entries.Add(reader.GetFieldValue<byte[]>(0));
        return entries.Count == width && EntryBundle.Format(entries).TryGet(out var bytes, out _) ? bytes : null;
    }

    private async Task<byte[]?> Hashes(int level, long tile, int width, CancellationToken cancellation)
    {
        if (width == TileId.FullWidth && (await Kept("hashes", level, tile, 1, cancellation)).GetValueOrDefault(tile) is { } stored) return stored;
        var hashes = level == 0 ? await OfLeaves(tile, width, cancellation) : await OfTilesBelow(level, tile, width, cancellation);
        return hashes?.Length == width * TreeHash.Size ? hashes : null;
    }

    private async Task<byte[]> OfLeaves(long tile, int width, CancellationToken cancellation)
    {
        using var hashes = new MemoryStream(width * TreeHash.Size);
        await using var command = Command($"select hash from {LedgerSchema.Index} where tenant_id = $1 and leaf_index >= $2 and leaf_index < $2 + $3 order by leaf_index",
            corporation, tile * TileId.FullWidth, (long)width);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) hashes.Write(reader.GetFieldValue<byte[]>(0));
        return hashes.ToArray();
    }

    /// <summary>Each hash of a level is the root of a full tile of the level below it.</summary>
    private async Task<byte[]?> OfTilesBelow(int level, long tile, int width, CancellationToken cancellation)
    {
        var first = tile * TileId.FullWidth;
        var below = await Kept("root", level - 1, first, width, cancellation);
        var hashes = new byte[width * TreeHash.Size];
        for (var i = 0; i < width; i++)
        {
            var root = below.GetValueOrDefault(first + i);
            if (root is null)
            {
                if (await Hashes(level - 1, first + i, TileId.FullWidth, cancellation) is not { } full) return null;
                root = MerkleTree.Root(Of(full)).ToArray();
            }
            if (root.Length != TreeHash.Size) return null;
            root.CopyTo(hashes, i * TreeHash.Size);
        }
        return hashes;
    }

    /// <summary>A column of full tiles that lie side by side.</summary>
    private async Task<Dictionary<long, byte[]>> Kept(string column, int level, long first, int count, CancellationToken cancellation)
    {
        var kept = new Dictionary<long, byte[]>();
        await using var command = Command($"select tile, {column} from {LedgerSchema.Tiles} where tenant_id = $1 and level = $2 and tile >= $3 and tile < $3 + $4", corporation, level, first, (long)count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) kept.Add(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
        return kept;
    }

    private static ReadOnlySpan<TreeHash> Of(byte[] hashes) => MemoryMarshal.Cast<byte, TreeHash>(hashes);

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
