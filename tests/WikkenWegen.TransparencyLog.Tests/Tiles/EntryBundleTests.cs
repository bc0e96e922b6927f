using WikkenWegen.TransparencyLog.Tests.Support;
using WikkenWegen.TransparencyLog.Tiles;

namespace WikkenWegen.TransparencyLog.Tests.Tiles;

public class EntryBundleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    public void Reads_what_it_writes(int count)
    {
        var random = new SplitMix64((ulong)count);
        var entries = Enumerable.Range(0, count).Select(_ => (ReadOnlyMemory<byte>)random.Bytes(random.Below(50))).ToArray();
        var bundle = EntryBundle.Format(entries).ShouldBeOk();
        bundle.Length.ShouldBe(entries.Sum(entry => 2 + entry.Length));
        EntryBundle.Parse(bundle, count).ShouldBeOk().Select(entry => entry.ToArray()).ShouldBe(entries.Select(entry => entry.ToArray()));
    }

    [Fact]
    public void The_length_is_big_endian() => EntryBundle.Format([new byte[0x0102]]).ShouldBeOk()[..2].ShouldBe([0x01, 0x02]);

    [Fact]
    public void Entries_take_up_to_65_535_bytes()
    {
        var longest = new byte[65_535];
        EntryBundle.Parse(EntryBundle.Format([longest, Array.Empty<byte>()]).ShouldBeOk(), 2).ShouldBeOk()[0].Length.ShouldBe(65_535);
        EntryBundle.Format([longest, new byte[65_536]]).ShouldBeRefused(LogErrorCode.TooLarge, "65536");
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("00", 1, 0)]
    [InlineData("0001", 1, 0)]
    [InlineData("0002AA", 1, 0)]
    [InlineData("0000", 2, 2)]
    [InlineData("0001AABB", 1, 3)]
    [InlineData("00000000", 1, 2)]
    [InlineData("FFFF", 1, 0)]
    [InlineData("0001AA0002BB", 2, 3)]
    public void Refuses_bundles_that_end_too_early_or_too_late(string hex, int width, int offset) =>
        EntryBundle.Parse(Convert.FromHexString(hex), width).ShouldBeRefused(LogErrorCode.Malformed).Offset.ShouldBe(offset);

    [Fact]
    public void Widths_out_of_range_are_a_programmers_error()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => EntryBundle.Parse(new byte[2], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => EntryBundle.Parse(new byte[2], 257));
        Should.Throw<ArgumentException>(() => EntryBundle.Format([]));
        Should.Throw<ArgumentException>(() => EntryBundle.Format(new ReadOnlyMemory<byte>[257]));
    }
}
