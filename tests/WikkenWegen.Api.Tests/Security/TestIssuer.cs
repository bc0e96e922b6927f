using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// An identity provider as small as one can be: on a port of the loopback interface, with a discovery document (OpenID Connect
/// Discovery 1.0) and a key set (RFC 7517) that change when the test says so. It signs whatever it is given.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentDictionary<string, RSA> _published = new();

    private TestIssuer(WebApplication host) => _host = host;

    /// <summary>Its address, which is its name as an issuer.</summary>
    public string Address { get; private set; } = null!;

    /// <summary>How often its keys were asked for.</summary>
    public int KeysAskedFor { get; private set; }

    /// <summary>What it answers at a path instead of what is right.</summary>
    public ConcurrentDictionary<string, string> Instead { get; } = new();

    /// <summary>Starts one, with a first key.</summary>
    public static async Task<TestIssuer> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._host.Run(issuer.Answer);
        issuer.Publish("first");
        await issuer._host.StartAsync();
        issuer.Address = issuer._host.Urls.Single();
        return issuer;
    }

    /// <summary>Publishes a new key.</summary>
    public void Publish(string kid) => _published[kid] = RSA.Create(2048);

    /// <summary>Withdraws a key, which it can go on signing with as a thief would.</summary>
    public RSA Withdraw(string kid) => _published.TryRemove(kid, out var key) ? key : throw new InvalidOperationException($"There is no key {kid}.");

    /// <summary>A published key.</summary>
    public RSA Key(string kid = "first") => _published[kid];

    /// <summary>The claims of a token that may do everything that one person may, for an hour.</summary>
    public JsonObject Claims(string subject = "subject-1") => new()
    {
        ["iss"] = Address,
        ["aud"] = "wikkenwegen",
        ["sub"] = subject,
        ["corporation"] = "woonwijzer-merenland",
        ["roles"] = new JsonArray("strategist", "reader"),
        ["scope"] = "openid weighings.read weighings.write",
        ["iat"] = Moment(TimeSpan.Zero),
        ["nbf"] = Moment(TimeSpan.Zero),
        ["exp"] = Moment(TimeSpan.FromHours(1)),
        ["jti"] = Guid.NewGuid().ToString(),
    };

    /// <summary>A moment from now, in seconds since 1970.</summary>
    public static long Moment(TimeSpan fromNow) => (TimeProvider.System.GetUtcNow() + fromNow).ToUnixTimeSeconds();

    /// <summary>A token with these claims, signed with a key that is published.</summary>
    public string Sign(JsonObject claims, string kid = "first", string type = "at+jwt") => Sign(claims.ToJsonString(), Header("RS256", kid, type), Key(kid));

    /// <summary>A token with exactly this text for a payload and this header, signed with RS256.</summary>
    public static string Sign(string payload, JsonObject header, RSA key) => Sign(payload, header.ToJsonString(), key);

    /// <summary>A token with exactly these texts for a payload and a header, signed with RS256.</summary>
    public static string Sign(string payload, string header, RSA key)
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The header of a token.</summary>
    public static JsonObject Header(string algorithm, string? kid, string? type = "at+jwt")
    {
        var header = new JsonObject { ["alg"] = algorithm };
        if (kid is not null) header["kid"] = kid;
        if (type is not null) header["typ"] = type;
        return header;
    }

    /// <summary>Text as a part of a token.</summary>
    public static string Encode(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (var key in _published.Values) key.Dispose();
    }

    private Task Answer(HttpContext http)
    {
        JsonObject? answer = http.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => new JsonObject { ["issuer"] = Address, ["jwks_uri"] = Address + "/keys" },
            "/keys" => new JsonObject { ["keys"] = new JsonArray([.. _published.Select(k => (JsonNode)Published(k.Key, k.Value))]) },
            _ => null,
        };
        if (http.Request.Path == "/keys") KeysAskedFor++;
        http.Response.StatusCode = answer is null ? 404 : 200;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(Instead.TryGetValue(http.Request.Path.Value!, out var instead) ? instead : answer?.ToJsonString() ?? "{}");
    }

    private static JsonObject Published(string kid, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
