using System.Text;
using WikkenWegen.TransparencyLog.Merkle;
using WikkenWegen.TransparencyLog.Tests.Support;

namespace WikkenWegen.TransparencyLog.Tests.Merkle;

public class TreeHashTests
{
    [Fact]
    public void Reads_what_it_writes_and_compares_every_byte()
    {
        var random = new SplitMix64(3);
        for (var i = 0; i < 256; i++)
        {
            var hash = new TreeHash(random.Bytes(32));
            TreeHash.Parse(Encoding.ASCII.GetBytes(hash.ToString())).Value.ShouldBe(hash);
            new TreeHash(hash.ToArray()).ShouldBe(hash);
            (hash == new TreeHash(hash.AsSpan())).ShouldBeTrue();
            (hash != hash.Corrupt(i)).ShouldBeTrue();
            hash.Corrupt(i).Equals((object)hash).ShouldBeFalse();
            hash.GetHashCode().ShouldBe(new TreeHash(hash.ToArray()).GetHashCode());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]    // no padding
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]   // non-zero trailing bits
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSu FU=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS  =")]    // whitespace inside, right length
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]   // the URL alphabet
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==")]   // 31 bytes
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA")]   // 33 bytes
    [InlineData("é7DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF=")]
    public void Refuses_anything_but_canonical_base64_of_32_bytes(string text) => TreeHash.Parse(Encoding.UTF8.GetBytes(text)).ShouldBeRefused(LogErrorCode.Malformed);

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Other_lengths_are_a_programmers_error(int length) => Should.Throw<ArgumentException>(() => new TreeHash(new byte[length]));
}
