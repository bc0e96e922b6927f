using System.Net;
using System.Net.Sockets;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>An address that a caller gives is kept and given back; the host never goes there.</summary>
public class OutgoingTests(IssuedApi issued) : IClassFixture<IssuedApi>
{
    [Fact]
    public async Task The_host_goes_to_no_address_that_a_caller_names()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";

        using var http = issued.Client("Bearer " + issued.Issuer.Sign(issued.Issuer.Claims()));
        http.DefaultRequestHeaders.TryAddWithoutValidation("Origin", address);
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-Host", listener.LocalEndpoint.ToString());
        var framing = WeighingClient.Framing;
        framing["complexes"] = new System.Text.Json.Nodes.JsonArray(address + "complex");
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/criteria", new { criteria = new[] { Prepared.Criterion("KWA") }, weightMethod = "direct" }, "PUT");
        await weighing.Record("/scores", new
        {
            proposal = new { code = "V1" }, criterion = "KWA", by = new { role = "Strateeg" }, low = 3, expected = 4, high = 5,
            evidence = new[] { new { uri = address + "bewijs", sha256 = new string('a', 64) } },
        });
        (await weighing.Get()).ToString().ShouldContain(address + "bewijs");

        var header = TestIssuer.Header("RS256", "elsewhere");
        (header["jku"], header["x5u"]) = (address + "keys", address + "certificate");
        var claims = issued.Issuer.Claims();
        using (var refused = issued.Client("Bearer " + TestIssuer.Sign(claims.ToJsonString(), header, issued.Issuer.Key())))
            (await refused.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        claims["iss"] = address;
        using (var refused = issued.Client("Bearer " + issued.Issuer.Sign(claims)))
            (await refused.GetAsync("/v1/weighings", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await Task.Delay(300, TestContext.Current.CancellationToken);
        listener.Pending().ShouldBeFalse();
    }
}
