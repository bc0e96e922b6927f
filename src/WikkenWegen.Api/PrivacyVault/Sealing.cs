using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>
/// AES-256-GCM as the vault uses it: a version (1), a random nonce of 12 bytes, the encrypted bytes, and a tag of 16 bytes. What the bytes belong to is
/// authenticated with them, so that they cannot be moved elsewhere.
/// </summary>
internal static class Sealing
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    private const byte Version = 1;
    private const int Nonce = 12;
    private const int Tag = 16;

    /// <summary>Encrypts bytes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plain">The bytes.</param>
    /// <param name="of">What they belong to.</param>
    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plain, string of)
    {
        var made = new byte[1 + Nonce + plain.Length + Tag];
        made[0] = Version;
        RandomNumberGenerator.Fill(made.AsSpan(1, Nonce));
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(made.AsSpan(1, Nonce), plain, made.AsSpan(1 + Nonce, plain.Length), made.AsSpan(1 + Nonce + plain.Length), Encoding.UTF8.GetBytes(of));
        return made;
    }

    /// <summary>Decrypts bytes.</summary>
    /// <exception cref="CryptographicException">The key is another one, or the bytes or what they belong to was changed.</exception>
    public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> encrypted, string of)
    {
        if (encrypted.Length < 1 + Nonce + Tag || encrypted[0] != Version) throw new CryptographicException("This is not of the vault's form.");
        var plain = new byte[encrypted.Length - 1 - Nonce - Tag];
        using var cipher = new AesGcm(key, Tag);
        cipher.Decrypt(encrypted.Slice(1, Nonce), encrypted.Slice(1 + Nonce, plain.Length), encrypted[(1 + Nonce + plain.Length)..], plain, Encoding.UTF8.GetBytes(of));
        return plain;
    }
}
