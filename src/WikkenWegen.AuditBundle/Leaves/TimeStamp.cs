using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WikkenWegen.TransparencyLog;
using WikkenWegen.TransparencyLog.Notes;

namespace WikkenWegen.AuditBundle.Leaves;

/// <summary>
/// A time stamp (RFC 3161) of a checkpoint: an authority outside the installation signs that the checkpoint was there at a moment. What is stamped is SHA-256 of the text of the note, which is what the log
/// itself signs; so cosignatures can come later.
/// </summary>
/// <param name="At">The moment, by the clock of the authority.</param>
/// <param name="By">The name in the certificate of the authority.</param>
/// <param name="Serial">Number of the stamp at the authority, in hexadecimals.</param>
public sealed record TimeStamp(DateTimeOffset At, string By, string Serial)
{
    /// <summary>The most bytes of a token that are read.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>What certificates of authorities are for (RFC 3161 section 2.3).</summary>
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>What is stamped of a note; an error where it is none.</summary>
    public static Result<byte[]> Imprint(ReadOnlySpan<byte> note) =>
        UnverifiedNote.Parse(note).TryGet(out var parsed, out var error) ? SHA256.HashData(Encoding.UTF8.GetBytes(parsed.UnverifiedText)) : error;

    /// <summary>Checks a token.</summary>
    /// <param name="token">The token, DER: a signed CMS message (RFC 3161 section 2.4.2).</param>
    /// <param name="note">The checkpoint.</param>
    /// <param name="roots">Certificates of whoever is trusted to name authorities; where there are none, whether its certificate can be trusted is not asked.</param>
    /// <returns>The stamp; or why it is none of this checkpoint, or by nobody who is trusted.</returns>
    public static Result<TimeStamp> Check(byte[] token, ReadOnlySpan<byte> note, X509Certificate2Collection? roots)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!Imprint(note).TryGet(out var imprint, out var error)) return error;
        if (token.Length > MaxBytes) return new LogError(LogErrorCode.TooLarge, $"a time stamp has at most {MaxBytes} bytes");
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(token, out var read, out var length) || length != token.Length) return new LogError(LogErrorCode.Malformed, "this is no time stamp");
            if (!read.TokenInfo.GetMessageHash().Span.SequenceEqual(imprint)) return new LogError(LogErrorCode.InvalidSignature, "it is of something else");
            if (!read.VerifySignatureForHash(imprint, HashAlgorithmName.SHA256, out var signer)) return new LogError(LogErrorCode.InvalidSignature, "it is not signed by its authority");
            using (signer)
            {
                var stamp = new TimeStamp(read.TokenInfo.Timestamp.ToUniversalTime(), signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false), Convert.ToHexStringLower(read.TokenInfo.GetSerialNumber().Span));
                return roots is not { Count: > 0 } || Leads(signer, read.AsSignedCms().Certificates, roots, stamp.At.UtcDateTime)
                    ? stamp : new LogError(LogErrorCode.NoKnownSignature, $"the certificate of {stamp.By} does not lead to one that is trusted");
            }
        }
        catch (CryptographicException e)
        {
            return new LogError(LogErrorCode.Malformed, e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Whether a certificate was good at a moment, for stamping time, by those that are trusted. Nobody is asked over a network whether it was withdrawn.</summary>
    private static bool Leads(X509Certificate2 signer, X509Certificate2Collection others, X509Certificate2Collection roots, DateTime at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = at;
        return chain.Build(signer);
    }
}
