using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WikkenWegen.Api.Infrastructure.Security;

/// <summary>What must be right in a token beside what the library looks at: that it says each thing once and in the type of the standard, and that its key is strong.</summary>
public static class TokenForm
{
    /// <summary>The least size of an RSA key (RFC 7518, section 3.3).</summary>
    private const int LeastBitsOfRsa = 2048;

    /// <summary>Seconds since 1970 of the last second that can be written.</summary>
    private const double LastMoment = 253_402_300_799;

    /// <summary>The claims that are a NumericDate (RFC 7519, section 2): a number of seconds, and no text.</summary>
    private static readonly string[] Moments = [JwtRegisteredClaimNames.Exp, JwtRegisteredClaimNames.Nbf, JwtRegisteredClaimNames.Iat];

    /// <summary>Why a token of which the signature is right is refused all the same; null where it is accepted. The reason repeats nothing from the token.</summary>
    public static string? WhyNot(JsonWebToken token)
    {
        if (!IsStrong(token.SigningKey, token.Alg)) return "The key that signed the token is weak.";
        using var header = Read(token.EncodedHeader);
        using var payload = Read(token.EncodedPayload);
        if (header is null || payload is null) return "The token says something twice.";
        // No extension is understood here (RFC 7515, section 4.1.11).
        if (header.RootElement.TryGetProperty("crit", out _)) return "The token needs extensions that are not understood.";
        if (Moments.Any(name => payload.RootElement.TryGetProperty(name, out var moment) && !IsMoment(moment))) return "The token gives a moment that is no number of seconds.";
        if (payload.RootElement.TryGetProperty(JwtRegisteredClaimNames.Aud, out var audience) && !IsAudience(audience)) return "The token gives an audience that is no text.";
        return payload.RootElement.TryGetProperty(JwtRegisteredClaimNames.Sub, out var subject) && subject.ValueKind != JsonValueKind.String ? "The token does not name one subject." : null;
    }

    /// <summary>
    /// Whether a key is strong enough for an algorithm: RSA of at least 2048 bits, and for ECDSA the curve that the algorithm names (RFC 7518,
    /// sections 3.3 and 3.4).
    /// </summary>
    /// <param name="key">The key that checked the signature; null where there was none.</param>
    /// <param name="algorithm">The algorithm that the token names, such as RS256.</param>
    public static bool IsStrong(SecurityKey? key, string algorithm) => key switch
    {
        RsaSecurityKey rsa => IsStrong(rsa.Rsa?.ExportParameters(includePrivateParameters: false) ?? rsa.Parameters),
        ECDsaSecurityKey ecdsa => IsOnCurve(ecdsa.ECDsa, algorithm),
        X509SecurityKey { PublicKey: RSA rsa } => IsStrong(rsa.ExportParameters(includePrivateParameters: false)),
        X509SecurityKey { PublicKey: ECDsa ecdsa } => IsOnCurve(ecdsa, algorithm),
        _ => false,
    };

    // By the number itself: zeros before it would make it seem longer. With 1 for an exponent, everybody can sign.
    private static bool IsStrong(RSAParameters rsa) =>
        Number(rsa.Modulus).GetBitLength() >= LeastBitsOfRsa && Number(rsa.Exponent) is { IsOne: false, IsEven: false };

    private static BigInteger Number(byte[]? bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static bool IsOnCurve(ECDsa key, string algorithm) =>
        CurveOf(algorithm) is { } curve && key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true } theirs && theirs.Oid.Value == curve.Oid.Value;

    private static ECCurve? CurveOf(string algorithm) => algorithm switch
    {
        SecurityAlgorithms.EcdsaSha256 => ECCurve.NamedCurves.nistP256,
        SecurityAlgorithms.EcdsaSha384 => ECCurve.NamedCurves.nistP384,
        SecurityAlgorithms.EcdsaSha512 => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static bool IsMoment(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastMoment;

    private static bool IsAudience(JsonElement value) =>
        value.ValueKind == JsonValueKind.String || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String));

    /// <summary>A part of a token; null where it has the same member twice: others could then read the first one and this host the last (RFC 7519, section 4).</summary>
    private static JsonDocument? Read(string encoded)
    {
        try
        {
            return JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(encoded), new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
