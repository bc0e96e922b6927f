using System.Security.Cryptography;
using System.Text;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.PrivacyVault;

/// <summary>
/// The key of this installation, by which the keys of the vault are wrapped. It is not in the database: who has that alone, or a backup of it, reads no text.
/// Whoever has both the key and an old backup reads what that holds.
/// </summary>
public sealed class InstallationKey
{
    private readonly byte[] _key;

    private InstallationKey(byte[] key)
    {
        _key = key;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData([.. "wikkenwegen vault key"u8, .. key]).AsSpan(0, 8));
    }

    /// <summary>Tells one key from another, and nothing about it: 16 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>A key that nobody has: for a command that reads and writes no texts.</summary>
    public static InstallationKey Passing() => new(RandomNumberGenerator.GetBytes(Sealing.KeyLength));

    /// <summary>The key that the settings give. In Development one is made at the first start, in the user's data folder where no file is named.</summary>
    /// <exception cref="StartupException">There is none, it is no key, or others may read its file.</exception>
    public static InstallationKey Load(VaultSettings settings, bool isDevelopment) => new(SecretKey.Load(VaultSettings.Section, settings.Key, settings.KeyFile, isDevelopment, "vault.key",
        "The vault needs a key: set Vault__KeyFile (a file with 32 random bytes in base64 that its owner alone may read, such as from openssl rand -base64 32) or Vault__Key, the same for all hosts; and Vault__Encrypt=false as long as hosts of a release without it run beside this one. See deploy/UPGRADING.md."));

    /// <summary>Wraps the key of a data subject.</summary>
    /// <param name="key">The key.</param>
    /// <param name="of">Whose it is: what is wrapped for one cannot be put in the place of another.</param>
    internal byte[] Wrap(byte[] key, string of) => Sealing.Encrypt(_key, key, of);

    /// <summary>The key of a data subject.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another key, of another subject, or was changed.</exception>
    internal byte[] Unwrap(byte[] wrapped, string of) => Sealing.Decrypt(_key, wrapped, of);

    /// <summary>Encrypts a text that belongs to no stakeholder and to no weighing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="of">What it belongs to.</param>
    public byte[] Seal(string text, string of) => Sealing.Encrypt(_key, Encoding.UTF8.GetBytes(text), of);

    /// <summary>The text that was encrypted so.</summary>
    /// <exception cref="CryptographicException">It was encrypted by another key, of something else, or was changed.</exception>
    public string Unseal(byte[] sealedText, string of) => Encoding.UTF8.GetString(Sealing.Decrypt(_key, sealedText, of));
}
