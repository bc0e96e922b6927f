using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace WikkenWegen.Testing;

/// <summary>A small authority for time stamps (RFC 3161), with a root of its own.</summary>
public sealed class TimeAuthority : IDisposable
{
    private static readonly Oid Policy = new("1.3.6.1.4.1.13762.3");
    private static readonly Oid TimeStamping = new("1.3.6.1.5.5.7.3.8");
    private readonly X509Certificate2 _signer;
    private int _serial;

    /// <summary>An authority whose certificates hold from a moment on, for a year.</summary>
    /// <param name="from">The moment.</param>
    /// <param name="purpose">What its certificate is for; for stamping time where it is left out.</param>
    public TimeAuthority(DateTimeOffset from, string? purpose = null)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Wortel van de proef", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, critical: false));
        using var rootWithKey = root.CreateSelfSigned(from, from.Year > 9997 ? DateTimeOffset.MaxValue : from.AddYears(2));
        Root = X509CertificateLoader.LoadCertificate(rootWithKey.RawData);
        using var key = RSA.Create(2048);
        var own = new CertificateRequest("CN=Tijdstempeldienst van de proef", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        own.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([purpose is null ? TimeStamping : new Oid(purpose)], critical: true));
        own.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        own.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(rootWithKey, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var signed = own.Create(rootWithKey.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), from, from.AddYears(1), [1, 2, 3]);
        _signer = signed.CopyWithPrivateKey(key);
    }

    /// <summary>The certificate of its root.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Answers a request, as over HTTP.</summary>
    public byte[] Answer(byte[] query, DateTimeOffset at)
    {
        if (!Rfc3161TimestampRequest.TryDecode(query, out var asked, out _)) throw new InvalidOperationException("That is no request.");
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteInteger(0); // granted
            writer.WriteEncodedValue(Token(asked.GetMessageHash().Span, at, asked.GetNonce()));
        }
        return writer.Encode();
    }

    /// <summary>The token for a hash (SHA-256).</summary>
    public byte[] Token(ReadOnlySpan<byte> imprint, DateTimeOffset at, ReadOnlyMemory<byte>? nonce = null)
    {
        var info = new Rfc3161TimestampTokenInfo(Policy, new Oid("2.16.840.1.101.3.4.2.1"), imprint.ToArray(), new byte[] { (byte)++_serial }, at, nonce: nonce);
        var message = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _signer) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), IncludeOption = X509IncludeOption.EndCertOnly };
        // Which certificate signs (RFC 5816): without it, a token is none.
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        using (names.PushSequence())
        using (names.PushSequence())
            names.WriteOctetString(SHA256.HashData(_signer.RawData));
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), names.Encode()));
        message.ComputeSignature(signer);
        return message.Encode();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Root.Dispose();
        _signer.Dispose();
    }
}
