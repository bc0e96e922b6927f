using System.Security.Cryptography;
using System.Text;

namespace WikkenWegen.Domain.Streams;

/// <summary>Identities of streams that are computed from a name, so that two who begin the same thing go to the same stream and only one of them is accepted.</summary>
public static class StreamIds
{
    /// <summary>
    /// The identity: UUIDv8 (RFC 9562, section 5.8), made of the first 16 bytes of SHA-256 over the kind, a slash and the name in UTF-8, in which version and variant
    /// take their six bits. It must never change, since streams are found by it.
    /// </summary>
    /// <param name="kind">What it is, such as instrument.</param>
    /// <param name="name">Its name; what is the same name must be written the same.</param>
    public static Guid Of(string kind, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{name}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
