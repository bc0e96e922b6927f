using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>A token is as good as its key: one that is weak gets nobody in, also where the identity provider publishes it.</summary>
public class KeyStrengthTests(SharedApi shared)
{
    /// <summary>The keys that a provider publishes, each with the algorithm by which it signs and whether that is accepted.</summary>
    public static TheoryData<string, string, bool> Keys => new()
    {
        { "rsa-2048", "RS256", true },
        { "rsa-3072", "PS384", true },
        { "rsa-1024", "RS256", false },
        { "rsa-1024", "PS256", false },
        { "rsa-2040", "RS256", false },
        { "rsa-1024-with-zeros-before-it", "RS256", false },
        { "P-256", "ES256", true },
        { "P-384", "ES384", true },
        { "P-521", "ES512", true },
        { "P-384", "ES256", false },
        { "P-521", "ES256", false },
        { "P-256", "ES384", false },
        { "secp256k1", "ES256", false },
    };

    [Theory, MemberData(nameof(Keys))]
    public async Task A_key_signs_only_where_it_is_strong_and_of_the_curve_of_its_algorithm(string name, string algorithm, bool accepted)
    {
        await using var issuer = await TestIssuer.Start();
        using var key = Made(name);
        issuer.Instead["/keys"] = new JsonObject { ["keys"] = new JsonArray(Published(name, key)) }.ToJsonString();
        await using var api = Support.Api.Start(shared.Api.ConnectionString, null, ("Authentication:Authority", issuer.Address), ("Serilog:MinimumLevel:Default", "Fatal"));
        using var http = new HttpClient { BaseAddress = api.Address };
        var signed = $"{TestIssuer.Encode(TestIssuer.Header(algorithm, name).ToJsonString())}.{TestIssuer.Encode(issuer.Claims().ToJsonString())}";
        http.DefaultRequestHeaders.Authorization = new("Bearer", $"{signed}.{Base64UrlEncoder.Encode(Signature(Encoding.ASCII.GetBytes(signed), key, algorithm))}");
        using var answer = await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
        if (accepted) answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        else await answer.Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void A_key_is_looked_at_in_each_form_in_which_a_provider_gives_it()
    {
        using var weak = RSA.Create(1024);
        using var strong = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var (rsa, wanted) in ((RSA, bool)[])[(weak, false), (strong, true)])
        {
            TokenForm.IsStrong(new RsaSecurityKey(rsa), "RS256").ShouldBe(wanted);
            TokenForm.IsStrong(new RsaSecurityKey(rsa.ExportParameters(false)), "RS256").ShouldBe(wanted);
            TokenForm.IsStrong(new X509SecurityKey(new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1))), "RS256").ShouldBe(wanted);
        }
        TokenForm.IsStrong(new X509SecurityKey(new CertificateRequest("CN=x", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1))), "ES256").ShouldBeTrue();
        TokenForm.IsStrong(new RsaSecurityKey(strong.ExportParameters(false) with { Exponent = [1] }), "RS256").ShouldBeFalse();
        TokenForm.IsStrong(new ECDsaSecurityKey(curve), "ES256").ShouldBeTrue();
        TokenForm.IsStrong(new ECDsaSecurityKey(curve), "RS256").ShouldBeFalse();
        TokenForm.IsStrong(new SymmetricSecurityKey(new byte[64]), "HS256").ShouldBeFalse();
        TokenForm.IsStrong(null, "RS256").ShouldBeFalse();
    }

    private static AsymmetricAlgorithm Made(string name) => name.Split('-') switch
    {
        ["rsa", var bits, ..] => RSA.Create(int.Parse(bits, System.Globalization.CultureInfo.InvariantCulture)),
        ["P", "256"] => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        ["P", "384"] => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        ["P", _] => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        _ => ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10")),
    };

    private static JsonObject Published(string name, AsymmetricAlgorithm key)
    {
        if (key is RSA rsa)
        {
            var parameters = rsa.ExportParameters(false);
            byte[] modulus = name.Contains("zeros", StringComparison.Ordinal) ? [.. new byte[128], .. parameters.Modulus!] : parameters.Modulus!;
            return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = name, ["n"] = Base64UrlEncoder.Encode(modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        }
        var point = ((ECDsa)key).ExportParameters(false).Q;
        return new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["kid"] = name, ["crv"] = name, ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) };
    }

    private static byte[] Signature(byte[] signed, AsymmetricAlgorithm key, string algorithm)
    {
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        return key is RSA rsa ? rsa.SignData(signed, hash, algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1) : ((ECDsa)key).SignData(signed, hash);
    }
}
