using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Support;
using static WikkenWegen.Api.Tests.Security.TestIssuer;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>
/// A token that is wrong in any way gets nobody in: nothing is stored, the answer tells how to go on, and the log tells the operator
/// why, with the number of the request, and nothing of what is in the token.
/// </summary>
public class RefusedTokenTests(IssuedApi issued) : IClassFixture<IssuedApi>
{
    private const string Person = "j.jansen-9183";
    private static readonly RSA Stranger = RSA.Create(2048);

    /// <summary>Each wrong token: what is sent as Authorization, the status, and what the log says.</summary>
    private static readonly Dictionary<string, (Func<TestIssuer, string[]> Authorization, int Status, string Log)> Wrong = new()
    {
        ["expired"] = (i => Bearer(i, c => { c["nbf"] = c["iat"]!.GetValue<long>() - 3600; c["exp"] = Moment(-TimeSpan.FromMinutes(2)); }), 401, "SecurityTokenExpiredException IDX10223"),
        ["not yet valid"] = (i => Bearer(i, c => c["nbf"] = Moment(TimeSpan.FromMinutes(2))), 401, "SecurityTokenNotYetValidException"),
        ["of another issuer"] = (i => Bearer(i, c => c["iss"] = "https://elsewhere.example"), 401, "SecurityTokenInvalidIssuerException"),
        ["without issuer"] = (i => Bearer(i, c => c.Remove("iss")), 401, "SecurityTokenInvalidIssuerException"),
        ["for another audience"] = (i => Bearer(i, c => c["aud"] = "huurportaal"), 401, "SecurityTokenInvalidAudienceException"),
        ["for no audience"] = (i => Bearer(i, c => c.Remove("aud")), 401, "SecurityTokenInvalidAudienceException"),
        ["without expiry"] = (i => Bearer(i, c => c.Remove("exp")), 401, "SecurityTokenNoExpirationException"),
        ["of another type"] = (i => ["Bearer " + i.Sign(i.Claims(Person), type: "logout+jwt")], 401, "SecurityTokenInvalidTypeException"),
        ["of no type"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", "first", null), i.Key())], 401, "SecurityTokenInvalidTypeException"),
        ["unsigned, alg none"] = (i => [$"Bearer {Encode(Header("none", null).ToJsonString())}.{Encode(i.Claims(Person).ToJsonString())}."], 401, "SecurityTokenInvalidSignatureException"),
        ["unsigned, alg nOnE with the key named"] = (i => [$"Bearer {Encode(Header("nOnE", "first").ToJsonString())}.{Encode(i.Claims(Person).ToJsonString())}."], 401, "SecurityToken"),
        ["signed with the public key as a secret"] = (i => ["Bearer " + Hmac(i, i.Key().ExportSubjectPublicKeyInfoPem())], 401, "SecurityTokenInvalid"),
        ["signed with the modulus as a secret"] = (i => ["Bearer " + Hmac(i, Encoding.Latin1.GetString(i.Key().ExportParameters(false).Modulus!))], 401, "SecurityTokenInvalid"),
        ["signed with another key of the same name"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", "first"), Stranger)], 401, "SecurityTokenInvalidSignatureException"),
        ["of an unknown key"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", "unheard-of"), i.Key())], 401, "SecurityTokenSignatureKeyNotFoundException"),
        ["of no named key"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", null), i.Key())], 401, "SecurityTokenSignatureKeyNotFoundException"),
        ["of a key with a path in its name"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", "../../etc/passwd"), i.Key())], 401, "SecurityTokenSignatureKeyNotFoundException"),
        ["of a key with SQL in its name"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", "x' union select 'k' --"), i.Key())], 401, "SecurityTokenSignatureKeyNotFoundException"),
        ["that brings its own key"] = (i => ["Bearer " + OwnKey(i)], 401, "SecurityTokenSignatureKeyNotFoundException"),
        ["tampered payload"] = (i => ["Bearer " + Tampered(i)], 401, "SecurityTokenInvalidSignatureException"),
        ["with an empty signature"] = (i => ["Bearer " + string.Join('.', i.Sign(i.Claims(Person)).Split('.')[..2]) + "."], 401, "SecurityTokenInvalidSignatureException"),
        ["garbage"] = (_ => ["Bearer " + Person], 401, "SecurityTokenMalformedException"),
        ["garbage in three parts"] = (_ => [$"Bearer {Person}.{Person}.{Person}"], 401, "SecurityTokenMalformedException"),
        ["of 20 KB"] = (i => Bearer(i, c => c["note"] = new string('x', 15_000), "elsewhere"), 401, "SecurityTokenInvalidIssuerException"),
        ["two headers"] = (i => [.. Bearer(i), .. Bearer(i)], 401, "IDX14309"),
        ["two headers, one of them garbage"] = (i => [.. Bearer(i), "Bearer x"], 401, "SecurityToken"),
        ["no subject"] = (i => Bearer(i, c => c.Remove("sub")), 401, "does not name one subject"),
        ["an empty subject"] = (i => Bearer(i, c => c["sub"] = ""), 401, "names no usable subject"),
        ["a subject that no database can hold"] = (i => Bearer(i, c => c["sub"] = "a\0b"), 401, "names no usable subject"),
        ["a subject of 256 characters"] = (i => Bearer(i, c => c["sub"] = new string('s', 256)), 401, "names no usable subject"),
        ["two subjects in a list"] = (i => Bearer(i, c => c["sub"] = new JsonArray(Person, "b")), 401, ""),
        ["two subjects"] = (i => Twice(i, "sub", "mallory"), 401, "says something twice"),
        ["two corporations in a list"] = (i => Bearer(i, c => c["corporation"] = new JsonArray("woonwijzer-merenland", "thuis-in-duinstreek")), 401, "more than one corporation"),
        ["two corporations"] = (i => Twice(i, "corporation", "thuis-in-duinstreek"), 401, "says something twice"),
        ["two lists of roles"] = (i => Twice(i, "roles", "administrator"), 401, "says something twice"),
        ["a subject that is a number"] = (i => Bearer(i, c => c["sub"] = 4711), 401, "does not name one subject"),
        ["a subject that is true"] = (i => Bearer(i, c => c["sub"] = true), 401, ""),
        ["a subject that is nothing"] = (i => Bearer(i, c => c["sub"] = null), 401, "subject"),
        ["a subject in an object"] = (i => Bearer(i, c => c["sub"] = new JsonObject { ["id"] = Person }), 401, ""),
        ["a subject with a line feed"] = (i => Bearer(i, c => c["sub"] = "a\nb"), 401, "names no usable subject"),
        ["a subject with a control character of the second kind"] = (i => Bearer(i, c => c["sub"] = "a\u0085b"), 401, "names no usable subject"),
        ["a subject with half a character"] = (i => ["Bearer " + Sign(i.Claims("half-a").ToJsonString().Replace("half-a", "half\\ud83ca", StringComparison.Ordinal), Header("RS256", "first"), i.Key())], 401, ""),
        ["an expiry as text"] = (i => Bearer(i, c => c["exp"] = Text(c["exp"]!)), 401, ""),
        ["an expiry that is no number at all"] = (i => Bearer(i, c => c["exp"] = "never"), 401, ""),
        ["an expiry that is nothing"] = (i => Bearer(i, c => c["exp"] = null), 401, ""),
        ["an expiry in a list"] = (i => Bearer(i, c => c["exp"] = new JsonArray(c["exp"]!.GetValue<long>())), 401, ""),
        ["an expiry after the last day"] = (i => Bearer(i, c => c["exp"] = 253_402_300_800), 401, ""),
        ["an expiry beyond all numbers"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString().Replace("\"exp\":", "\"exp\":1e300,\"was\":", StringComparison.Ordinal), Header("RS256", "first"), i.Key())], 401, ""),
        ["a start as text"] = (i => Bearer(i, c => c["nbf"] = Text(c["nbf"]!)), 401, ""),
        ["a start before 1970"] = (i => Bearer(i, c => c["nbf"] = -1), 401, ""),
        ["a moment of issue as text"] = (i => Bearer(i, c => c["iat"] = Text(c["iat"]!)), 401, ""),
        ["a moment of issue that is true"] = (i => Bearer(i, c => c["iat"] = true), 401, ""),
        ["an audience among which is a number"] = (i => Bearer(i, c => c["aud"] = new JsonArray("wikkenwegen", 7)), 401, ""),
        ["an audience that begins alike"] = (i => Bearer(i, c => c["aud"] = new JsonArray("wikkenwegen-test", "WIKKENWEGEN")), 401, "SecurityTokenInvalidAudienceException"),
        ["an extension that must be understood"] = (i => ["Bearer " + Extended(i, new JsonArray("urn:example:rights"))], 401, "extensions that are not understood"),
        ["an extension that must be understood and is in the standard"] = (i => ["Bearer " + Extended(i, new JsonArray("b64"))], 401, "extensions that are not understood"),
        ["extensions that are none"] = (i => ["Bearer " + Extended(i, new JsonArray())], 401, "extensions that are not understood"),
        ["extensions that are no list"] = (i => ["Bearer " + Extended(i, "exp")], 401, "extensions that are not understood"),
        ["two algorithms in its header"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString(), Header("RS256", "first").ToJsonString().Replace("{", "{\"alg\":\"none\",", StringComparison.Ordinal), i.Key())], 401, ""),
        ["two expiries"] = (i => ["Bearer " + Sign(i.Claims(Person).ToJsonString().Replace("{", "{\"exp\":1,", StringComparison.Ordinal), Header("RS256", "first"), i.Key())], 401, ""),
        ["two audiences, each by itself"] = (i => Twice(i, "aud", "huurportaal"), 401, "says something twice"),
        ["no corporation"] = (i => Bearer(i, c => c.Remove("corporation")), 403, "names no corporation"),
        ["an empty corporation"] = (i => Bearer(i, c => c["corporation"] = ""), 403, "names no corporation"),
        ["a corporation that is not registered"] = (i => Bearer(i, c => c["corporation"] = "stichting-elders"), 403, "names no corporation"),
        ["the default tenant of the store"] = (i => Bearer(i, c => c["corporation"] = "*DEFAULT*"), 403, "names no corporation"),
        ["a corporation that no database can hold"] = (i => Bearer(i, c => c["corporation"] = "woonwijzer\0merenland"), 403, "names no corporation"),
        ["a corporation in capitals"] = (i => Bearer(i, c => c["corporation"] = "WOONWIJZER-MERENLAND"), 403, "names no corporation"),
        ["no scope"] = (i => Bearer(i, c => c.Remove("scope")), 403, "lacks the scope weighings.write"),
        ["the scope to read only"] = (i => Bearer(i, c => c["scope"] = "weighings.read"), 403, "lacks the scope weighings.write"),
        ["a scope that begins alike"] = (i => Bearer(i, c => c["scope"] = "weighings.writes xweighings.write weighings.WRITE"), 403, "lacks the scope weighings.write"),
        ["no role"] = (i => Bearer(i, c => c.Remove("roles")), 403, "role may not"),
        ["a role that may not"] = (i => Bearer(i, c => c["roles"] = new JsonArray("auditor")), 403, "role may not"),
        ["roles in one text"] = (i => Bearer(i, c => c["roles"] = "reader strategist"), 403, "role may not"),
        ["a role in capitals"] = (i => Bearer(i, c => c["roles"] = "STRATEGIST"), 403, "role may not"),
        ["a role in another claim"] = (i => Bearer(i, c => { c["roles"] = "reader"; c["role"] = "strategist"; c["http://schemas.microsoft.com/ws/2008/06/identity/claims/role"] = "strategist"; }), 403, "role may not"),
    };

    public static TheoryData<string> Cases => [.. Wrong.Keys];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_token_that_is_wrong_gets_nobody_in(string what)
    {
        var (authorization, status, why) = Wrong[what];
        var sent = authorization(issued.Issuer);
        using var http = issued.Client(sent);
        var before = await issued.Stored();
        issued.Log.Take();

        using var response = await http.PostAsync("/v1/weighings", new StringContent(WeighingClient.Framing.ToJsonString(), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var problem = await response.Problem((HttpStatusCode)status);
        problem.Type.ShouldBe(status == 401 ? "/v1/problem-types/unauthorized" : "/v1/problem-types/forbidden");
        var challenge = response.Headers.WwwAuthenticate.ToString();
        challenge.ShouldBe(status == 401 ? "Bearer error=\"invalid_token\"" : why.Contains("scope") ? "Bearer error=\"insufficient_scope\", scope=\"weighings.write\"" : "");
        (await issued.Stored()).ShouldBe(before);

        var (request, reason, log) = await issued.Refusal();
        reason.ShouldContain(why);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"urn:wikkenwegen:request:{request}");
        log.ShouldNotContain(Person);
        foreach (var part in sent.SelectMany(value => value["Bearer ".Length..].Split('.')).Where(part => part.Length > 8)) log.ShouldNotContain(part);
    }

    [Fact]
    public async Task A_token_of_64_KB_is_too_large_to_be_looked_at()
    {
        using var http = issued.Client(Bearer(issued.Issuer, c => c["note"] = new string('x', 64 * 1024 * 3 / 4)));
        issued.Log.Take();
        using var response = await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
        await response.Problem(HttpStatusCode.RequestHeaderFieldsTooLarge);
        issued.Log.Take().ShouldNotContain("Token refused");
    }

    [Theory]
    [InlineData("Basic ZGVtbzpkZW1v")]
    [InlineData("Digest username=\"demo\"")]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("")]
    public async Task What_is_no_bearer_token_is_asked_for_one(string authorization)
    {
        using var http = issued.Client(authorization);
        using var response = await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
        await response.Problem(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_token_in_the_address_or_the_body_is_none()
    {
        var token = issued.Issuer.Sign(issued.Issuer.Claims());
        using var http = issued.Client();
        using var address = await http.GetAsync($"/v1/weighings?access_token={token}", TestContext.Current.CancellationToken);
        await address.Problem(HttpStatusCode.Unauthorized);
        using var body = await http.PostAsync("/v1/weighings", new FormUrlEncodedContent([new("access_token", token)]), TestContext.Current.CancellationToken);
        await body.Problem(HttpStatusCode.Unauthorized);
        issued.Log.Take().ShouldNotContain(token);
    }

    private static string[] Bearer(TestIssuer issuer, Action<JsonObject>? change = null, string? from = null)
    {
        var claims = issuer.Claims(Person);
        if (from is not null) claims["iss"] = from;
        change?.Invoke(claims);
        return ["Bearer " + issuer.Sign(claims)];
    }

    /// <summary>A token that has a member twice, as no serializer writes it.</summary>
    private static string[] Twice(TestIssuer issuer, string member, string value)
    {
        var payload = issuer.Claims(Person).ToJsonString();
        return ["Bearer " + Sign($"{{\"{member}\":\"{value}\",{payload[1..]}", Header("RS256", "first"), issuer.Key())];
    }

    private static string Text(JsonNode number) => number.ToJsonString();

    /// <summary>A token whose header names extensions that the reader must understand (RFC 7515, section 4.1.11).</summary>
    private static string Extended(TestIssuer issuer, JsonNode extensions)
    {
        var header = Header("RS256", "first");
        (header["crit"], header["urn:example:rights"]) = (extensions, "none");
        return Sign(issuer.Claims(Person).ToJsonString(), header, issuer.Key());
    }

    private static string Hmac(TestIssuer issuer, string secret)
    {
        var signed = Encode(Header("HS256", "first").ToJsonString()) + "." + Encode(issuer.Claims(Person).ToJsonString());
        return signed + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.Latin1.GetBytes(secret), Encoding.ASCII.GetBytes(signed)));
    }

    private static string Tampered(TestIssuer issuer)
    {
        var parts = issuer.Sign(issuer.Claims(Person)).Split('.');
        parts[1] = Encode(issuer.Claims("mallory").ToJsonString());
        return string.Join('.', parts);
    }

    /// <summary>A token with the key that checks it in its header (RFC 7515, section 4.1.3), and the address of it.</summary>
    private static string OwnKey(TestIssuer issuer)
    {
        var header = Header("RS256", "mine");
        var parameters = Stranger.ExportParameters(false);
        header["jwk"] = new JsonObject { ["kty"] = "RSA", ["kid"] = "mine", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        header["jku"] = "http://127.0.0.1:1/keys";
        return Sign(issuer.Claims(Person).ToJsonString(), header, Stranger);
    }

    /// <summary>Also where an operation does not ask for a registered corporation, such as one that administrators may use.</summary>
    [Fact]
    public void A_corporation_that_no_database_can_hold_is_none()
    {
        Caller.CorporationOf(new ClaimsPrincipal(new ClaimsIdentity([new Claim(Caller.CorporationClaim, "woonwijzer\0merenland")]))).ShouldBeNull();
        Caller.CorporationOf(new ClaimsPrincipal(new ClaimsIdentity([new Claim(Caller.CorporationClaim, "woonwijzer-merenland")]))).ShouldBe("woonwijzer-merenland");
    }
}
