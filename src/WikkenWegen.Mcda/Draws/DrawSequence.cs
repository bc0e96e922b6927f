using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Mcda;

/// <summary>
/// The random numbers of one cell: a function of the seed, what the number is for, the criterion, the proposal and the iteration, and of
/// nothing else. A proposal or criterion more, another order, more iterations or more threads leave every other number as it was.
/// </summary>
/// <remarks>
/// Number t (from 0) is made by <see cref="Philox4x32"/> under the key (lower, upper 32 bits of the seed) from the counter
/// (⌊t/2⌋, attempt, h0, h1): words 0 and 1 for even t, words 2 and 3 for odd t, by <see cref="Philox4x32.ToUnit"/>. h0 and h1 are the first
/// eight bytes, little-endian, of the SHA-256 of the text <c>purpose n:criterion m:proposal</c> in UTF-8, where n and m are lengths in bytes and
/// a name that does not apply is empty: <c>score 3:BET 2:V1</c>, <c>weight 3:BET 0:</c>. Immutable.
/// </remarks>
public readonly struct DrawSequence
{
    private readonly (uint, uint) _key;
    private readonly uint _name0, _name1;

    private DrawSequence((uint, uint) key, uint name0, uint name1) => (_key, _name0, _name1) = (key, name0, name1);

    /// <summary>The sequence of a cell.</summary>
    /// <param name="seed">The seed of the whole computation.</param>
    /// <param name="purpose">What the numbers are for; this library uses <c>score</c>, <c>weight</c> and <c>tier</c>.</param>
    /// <param name="criterion">Name of the criterion, or empty.</param>
    /// <param name="proposal">Name of the proposal, or empty.</param>
    public static DrawSequence Of(ulong seed, string purpose, string criterion, string proposal)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(proposal);
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{purpose} {Encoding.UTF8.GetByteCount(criterion)}:{criterion} {Encoding.UTF8.GetByteCount(proposal)}:{proposal}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new DrawSequence(((uint)(seed & uint.MaxValue), (uint)(seed >> 32)), BinaryPrimitives.ReadUInt32LittleEndian(hash), BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]));
    }

    /// <summary>One number, uniform on [0, 1): a multiple of 2^-52.</summary>
    /// <param name="iteration">From 0.</param>
    /// <param name="attempt">From 0; above 0 only where a draw was rejected and is made again.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public double Unit(int iteration, int attempt = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iteration);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        var words = Philox4x32.Words(((uint)iteration / 2, (uint)attempt, _name0, _name1), _key);
        return iteration % 2 == 0 ? Philox4x32.ToUnit(words.X0, words.X1) : Philox4x32.ToUnit(words.X2, words.X3);
    }

    /// <summary>The numbers of a block of iterations, in the order of the block.</summary>
    internal void Fill(DrawBlock block, Span<double> units) =>
        Philox4x32.FillUnits((uint)block.Index * ((uint)block.Size / 2), (0, _name0, _name1), _key, units[..(block.Size / 2)], units[(block.Size / 2)..]);
}
