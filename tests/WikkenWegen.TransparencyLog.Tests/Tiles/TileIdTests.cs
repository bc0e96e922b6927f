using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

public class TileIdTests
{
    [Theory]
    [InlineData("tile/0/000", 0, 0, 256)]
    [InlineData("tile/0/000.p/1", 0, 0, 1)]
    [InlineData("tile/0/000.p/255", 0, 0, 255)]
    [InlineData("tile/1/000", 1, 0, 256)]
    [InlineData("tile/0/999", 0, 999, 256)]
    [InlineData("tile/0/x001/000", 0, 1000, 256)]
    [InlineData("tile/0/x001/x234/067", 0, 1234067, 256)]
    [InlineData("tile/0/x001/x234/067.p/89", 0, 1234067, 89)]
    [InlineData("tile/entries/000", -1, 0, 256)]
    [InlineData("tile/entries/255.p/253", -1, 255, 253)]
    [InlineData("tile/entries/x123/x456/789", -1, 123456789, 256)]
    [InlineData("tile/63/x999/x999/x999/x999/x999/999.p/255", 63, 999999999999999999, 255)]
    [InlineData("tile/0/x018/x446/x744/x073/x709/x551/615", 0, ulong.MaxValue, 256)]
    public void Paths(string path, int level, ulong index, int width)
    {
        var tile = level < 0 ? TileId.OfEntries(index, width) : TileId.OfHashes(level, index, width);
        TileId.Parse(path).ShouldBeOk().ShouldBe(tile);
        (tile.Level, tile.Index, tile.Width, tile.IsPartial, tile.IsEntries).ShouldBe((level, index, width, width < 256, level < 0));
        tile.Path.ShouldBe(path);
        tile.ToString().ShouldBe(path);
        tile.Full.Path.ShouldBe(path.Split(".p")[0]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("tile", 0)]
    [InlineData("/tile/0/000", 0)]
    [InlineData("tiles/0/000", 0)]
    [InlineData("Tile/0/000", 0)]
    [InlineData("tile/", 5)]
    [InlineData("tile/0", 6)]
    [InlineData("tile/0/", 7)]
    [InlineData("tile/64/000", 5)]
    [InlineData("tile/00/000", 5)]
    [InlineData("tile/07/000", 5)]
    [InlineData("tile/+1/000", 5)]
    [InlineData("tile/-1/000", 5)]
    [InlineData("tile/ 1/000", 5)]
    [InlineData("tile/x/000", 5)]
    [InlineData("tile/data/000", 5)]
    [InlineData("tile/Entries/000", 5)]
    [InlineData("tile//000", 5)]
    [InlineData("tile/../etc/passwd", 5)]
    [InlineData("tile/0/../000", 7)]
    [InlineData("tile/0/0", 7)]
    [InlineData("tile/0/00", 7)]
    [InlineData("tile/0/0000", 10)]
    [InlineData("tile/0/000/", 10)]
    [InlineData("tile/0/000/001", 10)]
    [InlineData("tile/0/001/002", 10)]
    [InlineData("tile/0/x000/001", 7)]
    [InlineData("tile/0/x001", 11)]
    [InlineData("tile/0/x001/", 12)]
    [InlineData("tile/0/x001/x234", 16)]
    [InlineData("tile/0/x001/x234/", 17)]
    [InlineData("tile/0/x001/0002", 15)]
    [InlineData("tile/0/x001/-02", 12)]
    [InlineData("tile/0/x001x/002", 11)]
    [InlineData("tile/0/X001/002", 7)]
    [InlineData("tile/0/xx01/002", 7)]
    [InlineData("tile/0/000.p", 10)]
    [InlineData("tile/0/000.p/", 13)]
    [InlineData("tile/0/000.p/0", 13)]
    [InlineData("tile/0/000.p/256", 13)]
    [InlineData("tile/0/000.p/01", 13)]
    [InlineData("tile/0/000.p/1000", 13)]
    [InlineData("tile/0/000.p/+1", 13)]
    [InlineData("tile/0/000.p/1/", 13)]
    [InlineData("tile/0/000.p/1 ", 13)]
    [InlineData("tile/0/000.P/1", 10)]
    [InlineData("tile/0/000.p/1.p/1", 13)]
    [InlineData("tile/0/٠٠٠", 7)]   // digits, but not those of ASCII
    [InlineData("tile/0/000\0", 10)]
    [InlineData("tile/0/000.p/2\0", 13)]
    [InlineData("tile/1\0/000", 5)]
    [InlineData("tile/0/00\0", 7)]
    [InlineData("tile/0/000\n", 10)]
    public void Refuses_every_other_spelling(string path, int offset) => TileId.Parse(path).ShouldBeRefused(LogErrorCode.Malformed).Offset.ShouldBe(offset);

    [Theory]
    [InlineData("tile/0/x018/x446/x744/x073/x709/x551/616")]
    [InlineData("tile/63/x999/x999/x999/x999/x999/x999/999.p/255")]
    [InlineData("tile/0/x001/x000/x000/x000/x000/x000/x000/000")]
    [InlineData("tile/0/x001/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/000")]
    public void Refuses_numbers_above_64_bits(string path) => TileId.Parse(path).ShouldBeRefused(LogErrorCode.TooLarge);

    [Fact]
    public void Sumdb_paths_name_the_same_tiles_when_their_height_is_8()
    {
        // The vectors of golang.org/x/mod/sumdb/tlog carry the tile's height H, which C2SP fixes at 8 and leaves out.
        var checkedPaths = 0;
        foreach (var vector in Vectors.Read("tlog-tile-and-treenote-vectors.json").GetProperty("tilePaths").EnumerateArray())
        {
            var parts = vector.GetProperty("path").GetString()!.Split('/');
            var path = string.Join('/', [parts[0], .. parts[2..]]);
            if (vector.TryGetProperty("invalid", out _))
            {
                TileId.Parse(path).IsOk.ShouldBeFalse(path);
            }
            else
            {
                var full = vector.GetProperty("W").GetInt32() == 1 << vector.GetProperty("H").GetInt32();
                var tile = TileId.OfHashes(vector.GetProperty("L").GetInt32(), vector.GetProperty("N").GetUInt64(), full ? 256 : vector.GetProperty("W").GetInt32());
                TileId.Parse(path).ShouldBeOk().ShouldBe(tile);
                tile.Path.ShouldBe(path);
            }
            checkedPaths++;
        }
        checkedPaths.ShouldBe(7);
    }

    [Fact]
    public void The_specifications_example_of_70_000_leaves()
    {
        var example = Vectors.Read("tlog-tile-and-treenote-vectors.json").GetProperty("tlogTilesExample");
        var tiles = TileId.NewTiles(0, example.GetProperty("treeSize").GetUInt64()).ToLookup(tile => (tile.Level, tile.IsPartial));
        tiles[(0, false)].Count().ShouldBe(example.GetProperty("fullL0").GetInt32());
        tiles[(0, true)].ShouldHaveSingleItem().Width.ShouldBe(example.GetProperty("partialL0Width").GetInt32());
        tiles[(1, false)].Count().ShouldBe(example.GetProperty("fullL1").GetInt32());
        tiles[(1, true)].ShouldHaveSingleItem().Width.ShouldBe(example.GetProperty("partialL1Width").GetInt32());
        tiles[(2, true)].ShouldHaveSingleItem().Width.ShouldBe(example.GetProperty("partialL2Width").GetInt32());
        tiles[(-1, false)].Count().ShouldBe(example.GetProperty("fullL0").GetInt32());
        tiles.Count.ShouldBe(7);

        TileId.NewTiles(0, 256).ShouldBe([TileId.OfEntries(0), TileId.OfHashes(0, 0), TileId.OfHashes(1, 0, 1)]);
        TileId.NewTiles(5, 5).ShouldBeEmpty();
        TileId.NewTiles(6, 5).ShouldBeEmpty();
        TileId.NewTiles(ulong.MaxValue - 1, ulong.MaxValue).ShouldBe([TileId.OfEntries((1UL << 56) - 1, 255), TileId.OfHashes(0, (1UL << 56) - 1, 255)]);
    }

    [Fact]
    public void Out_of_range_is_a_programmers_error()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => TileId.OfHashes(-1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => TileId.OfHashes(64, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => TileId.OfHashes(0, 0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => TileId.OfHashes(0, 0, 257));
        Should.Throw<ArgumentOutOfRangeException>(() => TileId.OfEntries(0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => TileId.OfEntries(0, 257));
        default(TileId).ShouldBe(TileId.OfHashes(0, 0));
    }
}
