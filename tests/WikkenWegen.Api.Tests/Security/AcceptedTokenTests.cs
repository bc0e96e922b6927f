using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>A right token, in each form that identity providers give it.</summary>
public class AcceptedTokenTests(IssuedApi issued) : IClassFixture<IssuedApi>
{
    private static readonly Dictionary<string, Action<JsonObject>> Right = new()
    {
        ["as it is"] = _ => { },
        ["for several audiences"] = c => c["aud"] = new JsonArray("huurportaal", "wikkenwegen"),
        ["with one role, as a text"] = c => c["roles"] = "strategist",
        ["with scopes in a list"] = c => c["scope"] = new JsonArray("weighings.read", "weighings.write"),
        ["with scopes as Entra names them"] = c => { c.Remove("scope"); c["scp"] = "weighings.read weighings.write"; },
        ["expired so lately that clocks may differ"] = c => Lived(c, -10),
        ["valid so soon that clocks may differ"] = c => c["nbf"] = TestIssuer.Moment(TimeSpan.FromSeconds(10)),
    };

    public static TheoryData<string> Cases => [.. Right.Keys];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_right_token_records_a_step_in_the_name_of_its_subject(string form)
    {
        var claims = issued.Issuer.Claims("subject-77");
        Right[form](claims);
        using var http = issued.Client("Bearer " + issued.Issuer.Sign(claims));
        var weighing = await WeighingClient.Open(http);
        (await weighing.Get()).GetProperty("framing").GetProperty("origin").GetProperty("actor").GetString().ShouldBe("subject-77");
    }

    [Fact]
    public async Task The_type_of_RFC_9068_and_the_plain_one_are_accepted()
    {
        foreach (var type in (string[])["at+jwt", "JWT"])
        {
            using var http = issued.Client("Bearer " + issued.Issuer.Sign(issued.Issuer.Claims(), type: type));
            (await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK, type);
        }
    }

    [Fact]
    public async Task A_token_that_was_accepted_is_refused_once_it_has_expired()
    {
        var claims = issued.Issuer.Claims();
        Lived(claims, -20); // 30 seconds of difference between clocks are allowed
        using var http = issued.Client("Bearer " + issued.Issuer.Sign(claims));
        (await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        using var late = await http.GetAsync("/v1/weighings", TestContext.Current.CancellationToken);
        await late.Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_an_administrator_needs_no_corporation()
    {
        var claims = issued.Issuer.Claims();
        claims.Remove("corporation");
        claims["roles"] = "administrator";
        using var http = issued.Client("Bearer " + issued.Issuer.Sign(claims));
        (await http.GetFromJsonAsync<JsonArray>("/v1/corporations", TestContext.Current.CancellationToken))!.Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    /// <summary>Lets a token that was given an hour ago expire so many seconds from now.</summary>
    private static void Lived(JsonObject claims, int seconds)
    {
        claims["iat"] = TestIssuer.Moment(-TimeSpan.FromHours(1));
        claims["nbf"] = TestIssuer.Moment(-TimeSpan.FromHours(1));
        claims["exp"] = TestIssuer.Moment(TimeSpan.FromSeconds(seconds));
    }
}
