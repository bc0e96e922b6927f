using System.Globalization;
using WikkenWegen.TransparencyLog.Merkle;

namespace WikkenWegen.TransparencyLog.Tiles;

/// <summary>
/// Names a tile: up to 256 consecutive hashes of one level of a tree, or the up to 256 entries beside the hashes of a level 0 tile
/// (c2sp.org/tlog-tiles).
/// </summary>
/// <remarks>
/// <para>
/// Tile n at level l lists MTH(D[(n·256+i)·256^l : (n·256+i+1)·256^l]) for i from 0 to 255; its levels in between are hashed again when
/// needed. A partial tile lists the first 1 to 255 of them: what there is of the tile in a tree that ends within it.
/// </para>
/// <para>
/// Any tile that the format can name can be named, also those past the end of every tree. A value; the default is the full tile 0 at level 0.
/// </para>
/// </remarks>
public readonly record struct TileId
{
    /// <summary>Levels of the tree in one tile.</summary>
    public const int Height = 8;

    /// <summary>Hashes or entries in a full tile.</summary>
    public const int FullWidth = 1 << Height;

    /// <summary>The highest level that can be named.</summary>
    public const int MaxLevel = 63;

    /// <summary>The path of the latest checkpoint, beside the tiles.</summary>
    public const string CheckpointPath = "checkpoint";

    private const int EntriesLevel = -1;
    private const int Group = 1000;

    /// <summary>Longer than any path: "tile/entries/" and seven groups of an x, three digits and a slash, and ".p/255".</summary>
    private const int MaxPathLength = 64;

    // What is missing from a full tile, so that the default value is a tile too.
    private readonly byte _missing;

    private TileId(int level, ulong index, int width) => (Level, Index, _missing) = (level, index, (byte)(FullWidth - width));

    /// <summary>Level of the tile, 0 (leaf hashes) to 63; -1 for entries.</summary>
    public int Level { get; }

    /// <summary>Zero-based number of the tile within its level, 0 to 2^64-1.</summary>
    public ulong Index { get; }

    /// <summary>Number of hashes or entries, 1 to 256.</summary>
    public int Width => FullWidth - _missing;

    /// <summary>Whether this is an entry bundle and no tile of hashes.</summary>
    public bool IsEntries => Level == EntriesLevel;

    /// <summary>Whether the tile has fewer than 256 hashes or entries.</summary>
    public bool IsPartial => _missing != 0;

    /// <summary>The full tile at the same place.</summary>
    public TileId Full => WithWidth(FullWidth);

    internal TileId WithWidth(int width) => new(Level, Index, width);

    /// <summary>The most bytes the tile can have: 32 per hash, or per entry its two-byte length and 65,535 bytes.</summary>
    public int MaxBytes => Width * (IsEntries ? sizeof(ushort) + EntryBundle.MaxEntryBytes : TreeHash.Size);

    /// <summary>A tile of hashes.</summary>
    /// <param name="level">0 to 63.</param>
    /// <param name="index">Zero-based number within the level.</param>
    /// <param name="width">Number of hashes, 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level or the width is out of range.</exception>
    public static TileId OfHashes(int level, ulong index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        CheckWidth(width);
        return new(level, index, width);
    }

    /// <summary>An entry bundle.</summary>
    /// <param name="index">Zero-based number of the bundle: that of the level 0 tile with the entries' hashes.</param>
    /// <param name="width">Number of entries, 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range.</exception>
    public static TileId OfEntries(ulong index, int width = FullWidth)
    {
        CheckWidth(width);
        return new(EntriesLevel, index, width);
    }

    private static void CheckWidth(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
    }

    /// <summary>The path below the log's prefix: tile/&lt;L&gt;/&lt;N&gt;[.p/&lt;W&gt;] or tile/entries/&lt;N&gt;[.p/&lt;W&gt;]. Inverse of <see cref="Parse"/>.</summary>
    public string Path
    {
        get
        {
            var number = (Index % Group).ToString("000", CultureInfo.InvariantCulture);
            for (var rest = Index / Group; rest > 0; rest /= Group) number = $"x{(rest % Group).ToString("000", CultureInfo.InvariantCulture)}/{number}";
            var level = IsEntries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
            var suffix = IsPartial ? $".p/{Width.ToString(CultureInfo.InvariantCulture)}" : "";
            return $"tile/{level}/{number}{suffix}";
        }
    }

    /// <summary>Reads a path as <see cref="Path"/> writes it, and nothing else: no leading slash or zeros, no other spelling of a number.</summary>
    /// <returns>The tile, or <see cref="LogErrorCode.Malformed"/> or <see cref="LogErrorCode.TooLarge"/> with the offset in characters.</returns>
    public static Result<TileId> Parse(ReadOnlySpan<char> path)
    {
        if (path.Length > MaxPathLength) return new LogError(LogErrorCode.TooLarge, $"a tile path has at most {MaxPathLength} characters, not {path.Length}", MaxPathLength);
        const string prefix = "tile/";
        if (!path.StartsWith(prefix, StringComparison.Ordinal)) return Refuse("a tile path starts with \"tile/\"", 0);

        var at = prefix.Length;
        var levelEnd = path[at..].IndexOf('/');
        if (levelEnd < 0) return Refuse("the tile's number is missing", path.Length);
        var name = path.Slice(at, levelEnd);
        var level = EntriesLevel;
        if (!name.SequenceEqual("entries") && !(TryParseCanonical(name, 2, out level) && level <= MaxLevel)) return Refuse("the level is neither \"entries\" nor a number from 0 to 63 without leading zeros", at);
        at += levelEnd + 1;

        var index = 0UL;
        for (var first = true; ; first = false)
        {
            var more = at < path.Length && path[at] == 'x';
            var digits = path[(more ? at + 1 : at)..];
            if (digits.Length < 3 || !TryParseDigits(digits[..3], out var group)) return Refuse("the tile's number is not in groups of three digits", at);
            if (first && more && group == 0) return Refuse("the tile's number has leading zeros", at);
            if (index > (ulong.MaxValue - (ulong)group) / Group) return Refuse("the tile's number is larger than 2^64-1", at, LogErrorCode.TooLarge);
            index = index * Group + (ulong)group;
            at += more ? 4 : 3;
            if (!more) break;
            if (at >= path.Length || path[at] != '/') return Refuse("a group that starts with x is followed by a slash", at);
            at++;
        }
        if (at == path.Length) return new TileId(level, index, FullWidth);

        const string partial = ".p/";
        if (!path[at..].StartsWith(partial, StringComparison.Ordinal)) return Refuse("the tile's number is followed by something other than \".p/\" and a width", at);
        at += partial.Length;
        return TryParseCanonical(path[at..], 3, out var width) && width is >= 1 and < FullWidth
            ? new TileId(level, index, width)
            : Refuse("the width is not a number from 1 to 255 without leading zeros", at);
    }

    private static LogError Refuse(string message, int offset, LogErrorCode code = LogErrorCode.Malformed) => new(code, message, offset);

    private static bool TryParseCanonical(ReadOnlySpan<char> digits, int maxDigits, out int value)
    {
        value = 0;
        return digits.Length >= 1 && digits.Length <= maxDigits && (digits.Length == 1 || digits[0] != '0') && TryParseDigits(digits, out value);
    }

    private static bool TryParseDigits(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        // int.TryParse takes trailing NULs, whatever the style.
        return digits.IndexOfAnyExceptInRange('0', '9') < 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The tile of a tree that holds a place of a level, as wide as the tree has it.</summary>
    /// <param name="level">Level of the tile, -1 for entries, at most 7: a hash of level 8 would span 2^64 leaves.</param>
    /// <param name="place">Zero-based place of the hash (or entry) within the whole level; below the level's length in the tree.</param>
    /// <param name="size">Leaves of the tree.</param>
    internal static TileId Containing(int level, ulong place, ulong size)
    {
        var index = place >> Height;
        var left = (size >> (Height * Math.Max(level, 0))) - (index << Height);
        return new(level, index, (int)Math.Min(left, FullWidth));
    }

    /// <summary>The tiles and entry bundles that have to be written when a tree grows, in the order in which they can be: entries, then hashes from the leaves up.</summary>
    /// <param name="oldSize">Leaves before.</param>
    /// <param name="newSize">Leaves after; none are named when it is not larger.</param>
    /// <remarks>About 1/128 as many as the new leaves, and at most one partial one per level.</remarks>
    public static IEnumerable<TileId> NewTiles(ulong oldSize, ulong newSize)
    {
        for (var level = EntriesLevel; level < 64 / Height; level++)
        {
            var shift = Height * Math.Max(level, 0);
            var (from, to) = (oldSize >> shift, newSize >> shift);
            if (from >= to) continue;
            var end = to >> Height;
            for (var index = from >> Height; index < end; index++) yield return new TileId(level, index, FullWidth);
            if ((int)(to % FullWidth) is > 0 and var width) yield return new TileId(level, end, width);
        }
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
