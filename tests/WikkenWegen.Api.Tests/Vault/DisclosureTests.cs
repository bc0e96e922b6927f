using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.PrivacyVault;

namespace WikkenWegen.Api.Tests.Vault;

/// <summary>Disclosures in the form of RFC 9901, section 4.2.</summary>
public class DisclosureTests
{
    [Fact]
    public void The_published_disclosure_has_its_published_digest_and_value()
    {
        // RFC 9901, section 4.2.3; the source is named in the file.
        using var vector = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vault", "sd-jwt-disclosure-vector.json")));
        var disclosure = vector.RootElement.GetProperty("disclosure").GetString()!;
        Disclosure.DigestOf(disclosure).ShouldBe(vector.RootElement.GetProperty("digest").GetString());
        Disclosure.ValueOf(disclosure).ShouldBe(vector.RootElement.GetProperty("decoded")[2].GetString());
    }

    [Theory, InlineData("Möbius"), InlineData("regel\nregel \"citaat\" \\ 🌳 <b>"), InlineData("\u2028"), InlineData("a")]
    public void A_disclosure_is_the_salt_the_name_and_the_text_and_its_digest_is_over_the_spelling(string text)
    {
        byte[] salt = [.. Enumerable.Range(0, Disclosure.SaltLength).Select(n => (byte)n)];
        var disclosure = Disclosure.Of("statement", text, salt);
        JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(disclosure.Encoded)).ShouldBe(["AAECAwQFBgcICQoLDA0ODw", "statement", text]);
        disclosure.Digest.ShouldBe(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(disclosure.Encoded))));
        disclosure.Digest.Length.ShouldBe(43);
        Disclosure.ValueOf(disclosure.Encoded).ShouldBe(text);
        Disclosure.Of("statement", text, [.. salt.Reverse()]).Digest.ShouldNotBe(disclosure.Digest);
        Disclosure.Of("grounds", text, salt).Digest.ShouldNotBe(disclosure.Digest);
    }

    [Fact]
    public void The_same_text_is_never_sealed_the_same_way()
    {
        var seals = new Seals();
        var digests = Enumerable.Range(0, 1000).Select(_ => seals.Text("statement", "voor")!.Digest).ToList();
        digests.Distinct().Count().ShouldBe(1000);
        seals.Disclosures.Select(d => d.Digest).ShouldBe(digests);
        seals.Disclosures.Select(d => JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(d.Encoded))![0]).ShouldAllBe(salt => salt.Length == 22);
        seals.Text("statement", " ").ShouldBeNull();
    }
}
