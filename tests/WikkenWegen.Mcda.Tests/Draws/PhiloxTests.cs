using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Mcda.Tests.Draws;

public class PhiloxTests
{
    /// <summary>Random123 (Salmon, Moraes, Dror and Shaw 2011), kat_vectors, philox4x32 10. Exact.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Random123_known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Philox4x32.Words((c0, c1, c2, c3), (k0, k1)).ShouldBe((x0, x1, x2, x3));

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(128)]
    public void Many_at_once_are_the_same_as_one_by_one(int count)
    {
        var (even, odd) = (new double[count], new double[count]);
        foreach (var first in new uint[] { 0, 1, 0xffff_fff0 }) // also past the end of the counter
        {
            Philox4x32.FillUnits(first, (5, 0xdeadbeef, 7), (11, 0xffffffff), even, odd);
            for (var i = 0; i < count; i++)
            {
                var words = Philox4x32.Words((unchecked(first + (uint)i), 5, 0xdeadbeef, 7), (11, 0xffffffff));
                even[i].ShouldBe(Philox4x32.ToUnit(words.X0, words.X1));
                odd[i].ShouldBe(Philox4x32.ToUnit(words.X2, words.X3));
            }
        }
    }

    [Fact]
    public void Units_run_from_0_to_just_below_1()
    {
        Philox4x32.ToUnit(0, 0).ShouldBe(0);
        Philox4x32.ToUnit(uint.MaxValue, uint.MaxValue).ShouldBe(1 - Math.ScaleB(1, -52));
        Philox4x32.ToUnit(0, 0x8000_0000).ShouldBe(0.5);
        Philox4x32.ToUnit(0xfff, 0).ShouldBe(0); // the lower 12 bits do not count
    }

    [Fact]
    public void A_number_depends_on_what_the_documentation_says()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("score 4:BÉT 2:V1"));
        var (h0, h1) = (BitConverter.ToUInt32(hash, 0), BitConverter.ToUInt32(hash, 4)); // this test runs on little-endian machines
        const ulong seed = 0x0123_4567_89ab_cdef;
        var sequence = DrawSequence.Of(seed, "score", "BÉT", "V1");
        for (var iteration = 0; iteration < 10; iteration++)
        {
            var words = Philox4x32.Words(((uint)iteration / 2, 3, h0, h1), (0x89ab_cdef, 0x0123_4567));
            sequence.Unit(iteration, 3).ShouldBe(iteration % 2 == 0 ? Philox4x32.ToUnit(words.X0, words.X1) : Philox4x32.ToUnit(words.X2, words.X3));
        }
    }

    [Fact]
    public void Names_that_run_together_have_different_numbers()
    {
        double First(string purpose, string criterion, string proposal) => DrawSequence.Of(1, purpose, criterion, proposal).Unit(0);
        double[] units = [First("score", "AB", "C"), First("score", "A", "BC"), First("score", "ABC", ""), First("weight", "AB", "C"), First("score", "C", "AB"), First("score", "A 1:B", "C"), First("score", "A", "B 1:C")];
        units.ShouldBeUnique();
    }

    [Fact]
    public void Blocks_hold_the_numbers_of_their_iterations()
    {
        var sequence = DrawSequence.Of(9, "score", "C", "P");
        foreach (var size in new[] { 8, 16, 256 })
        {
            var units = new double[size];
            foreach (var index in new[] { 0, 1, 5 })
            {
                var block = new DrawBlock(index, size);
                sequence.Fill(block, units);
                for (var at = 0; at < size; at++) units[at].ShouldBe(sequence.Unit((int)block.Iteration(at)));
            }
        }
    }

    /// <summary>Mean, variance, neighbouring correlation and the counts in 64 cells of a million numbers; each within 4.5 standard errors, which chance passes 99.999 % of the time, and the seed is fixed.</summary>
    [Fact]
    public void Numbers_look_uniform_and_independent()
    {
        const int n = 1 << 20;
        var units = new double[n];
        var sequence = DrawSequence.Of(2026, "score", "criterion", "proposal");
        for (var block = 0; block < n / 256; block++) sequence.Fill(new DrawBlock(block, 256), units.AsSpan(block * 256, 256));
        var mean = units.Average();
        mean.ShouldBe(0.5, 4.5 / Math.Sqrt(12.0 * n));
        units.Average(u => (u - 0.5) * (u - 0.5)).ShouldBe(1 / 12.0, 4.5 * Math.Sqrt(1 / 180.0 / n));
        Enumerable.Range(1, n - 1).Average(i => (units[i] - 0.5) * (units[i - 1] - 0.5)).ShouldBe(0, 4.5 / 12 / Math.Sqrt(n));
        var cells = new int[64];
        foreach (var u in units) cells[(int)(u * 64)]++;
        var chiSquared = cells.Sum(count => Math.Pow(count - n / 64.0, 2) / (n / 64.0));
        chiSquared.ShouldBe(63, 4.5 * Math.Sqrt(2 * 63));
    }
}
