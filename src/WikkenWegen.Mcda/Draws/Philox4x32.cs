using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace WikkenWegen.Mcda;

/// <summary>
/// Philox4x32-10, a counter-based generator: a pure function from a counter and a key to 128 random bits. There is no state to carry, so any
/// draw can be made on any thread, in any order, or again.
/// </summary>
/// <remarks>Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3, SC '11 (2011), §3.3; known answers in the Random123 distribution (<c>kat_vectors</c>).</remarks>
public static class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The random words of a counter.</summary>
    /// <param name="counter">Four 32-bit words, the first is word 0.</param>
    /// <param name="key">Two 32-bit words, the first is word 0.</param>
    /// <returns>Four random 32-bit words, the first is word 0.</returns>
    public static (uint X0, uint X1, uint X2, uint X3) Words((uint X0, uint X1, uint X2, uint X3) counter, (uint K0, uint K1) key)
    {
        unchecked
        {
            var (x0, x1, x2, x3) = counter;
            var (k0, k1) = key;
            for (var round = 0; round < Rounds; round++)
            {
                var (product0, product1) = ((ulong)Multiplier0 * x0, (ulong)Multiplier1 * x2);
                (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ k1, (uint)product0);
                k0 += Weyl0;
                k1 += Weyl1;
            }
            return (x0, x1, x2, x3);
        }
    }

    /// <summary>A number in [0, 1) out of two words: the upper 52 bits of the 64, times 2^-52. Never −0, never 1.</summary>
    /// <param name="low">The lower 32 bits.</param>
    /// <param name="high">The upper 32 bits.</param>
    public static double ToUnit(uint low, uint high) => BitConverter.UInt64BitsToDouble((((ulong)high << 32) | low) >> 12 | 0x3FF0_0000_0000_0000) - 1.0;

    /// <summary>
    /// Units of many counters that differ in word 0 alone. The same bits as <see cref="Words"/>, four or eight counters at a time: 64-bit
    /// lanes hold 32-bit words, and whatever the multiplication leaves in the upper halves is never looked at.
    /// </summary>
    /// <param name="first">Word 0 of the first counter; the others follow.</param>
    /// <param name="rest">Words 1, 2 and 3.</param>
    /// <param name="key">The key.</param>
    /// <param name="fromWords01">Takes the unit of words 0 and 1 of each counter; a multiple of 4 long.</param>
    /// <param name="fromWords23">Takes the unit of words 2 and 3; as long.</param>
    internal static void FillUnits(uint first, (uint X1, uint X2, uint X3) rest, (uint K0, uint K1) key, Span<double> fromWords01, Span<double> fromWords23)
    {
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && fromWords01.Length % 8 == 0) Fill512(first, rest, key, fromWords01, fromWords23);
        else Fill256(first, rest, key, fromWords01, fromWords23);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill256(uint first, (uint X1, uint X2, uint X3) rest, (uint K0, uint K1) key, Span<double> fromWords01, Span<double> fromWords23)
    {
        unchecked
        {
            var (multiplier0, multiplier1) = (Vector256.Create((ulong)Multiplier0), Vector256.Create((ulong)Multiplier1));
            var (lower, one) = (Vector256.Create((ulong)uint.MaxValue), Vector256.Create(1.0));
            var exponent = Vector256.Create(0x3FF0_0000_0000_0000UL);
            for (var at = 0; at < fromWords01.Length; at += 4)
            {
                var x0 = Vector256.Create(first + (uint)at, first + (uint)at + 1UL, first + (uint)at + 2UL, first + (uint)at + 3UL);
                var (x1, x2, x3) = (Vector256.Create((ulong)rest.X1), Vector256.Create((ulong)rest.X2), Vector256.Create((ulong)rest.X3));
                var (k0, k1) = key;
                for (var round = 0; round < Rounds; round++)
                {
                    var (product0, product1) = (MultiplyLower(x0, multiplier0), MultiplyLower(x2, multiplier1));
                    x0 = (product1 >> 32) ^ x1 ^ Vector256.Create((ulong)k0);
                    x2 = (product0 >> 32) ^ x3 ^ Vector256.Create((ulong)k1);
                    (x1, x3) = (product1, product0);
                    k0 += Weyl0;
                    k1 += Weyl1;
                }
                var unit01 = ((((x1 << 32) | (x0 & lower)) >> 12) | exponent).AsDouble() - one;
                var unit23 = ((((x3 << 32) | (x2 & lower)) >> 12) | exponent).AsDouble() - one;
                unit01.CopyTo(fromWords01[at..]);
                unit23.CopyTo(fromWords23[at..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill512(uint first, (uint X1, uint X2, uint X3) rest, (uint K0, uint K1) key, Span<double> fromWords01, Span<double> fromWords23)
    {
        unchecked
        {
            var (multiplier0, multiplier1) = (Vector512.Create((ulong)Multiplier0).AsUInt32(), Vector512.Create((ulong)Multiplier1).AsUInt32());
            var (lower, one) = (Vector512.Create((ulong)uint.MaxValue), Vector512.Create(1.0));
            var exponent = Vector512.Create(0x3FF0_0000_0000_0000UL);
            for (var at = 0; at < fromWords01.Length; at += 8)
            {
                var x0 = Vector512.Create((ulong)(first + (uint)at)) + Vector512<ulong>.Indices;
                var (x1, x2, x3) = (Vector512.Create((ulong)rest.X1), Vector512.Create((ulong)rest.X2), Vector512.Create((ulong)rest.X3));
                var (k0, k1) = key;
                for (var round = 0; round < Rounds; round++)
                {
                    var (product0, product1) = (Avx512F.Multiply(x0.AsUInt32(), multiplier0), Avx512F.Multiply(x2.AsUInt32(), multiplier1));
                    x0 = (product1 >> 32) ^ x1 ^ Vector512.Create((ulong)k0);
                    x2 = (product0 >> 32) ^ x3 ^ Vector512.Create((ulong)k1);
                    (x1, x3) = (product1, product0);
                    k0 += Weyl0;
                    k1 += Weyl1;
                }
                var unit01 = ((((x1 << 32) | (x0 & lower)) >> 12) | exponent).AsDouble() - one;
                var unit23 = ((((x3 << 32) | (x2 & lower)) >> 12) | exponent).AsDouble() - one;
                unit01.CopyTo(fromWords01[at..]);
                unit23.CopyTo(fromWords23[at..]);
            }
        }
    }

    // The product of the lower 32 bits of each lane.
    private static Vector256<ulong> MultiplyLower(Vector256<ulong> a, Vector256<ulong> b)
    {
        if (Avx2.IsSupported) return Avx2.Multiply(a.AsUInt32(), b.AsUInt32());
        if (AdvSimd.IsSupported)
        {
            return Vector256.Create(
                AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(a.GetLower()), AdvSimd.ExtractNarrowingLower(b.GetLower())),
                AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(a.GetUpper()), AdvSimd.ExtractNarrowingLower(b.GetUpper())));
        }
        var lower = Vector256.Create((ulong)uint.MaxValue);
        return (a & lower) * (b & lower);
    }
}
