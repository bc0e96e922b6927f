using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>What an application may do, whoever uses it: read with the one scope, record with the other.</summary>
public class ScopeTests(IssuedApi issued) : IClassFixture<IssuedApi>
{
    [Theory]
    [InlineData("weighings.read", "GET")]
    [InlineData("weighings.write", "POST PUT")]
    public async Task A_scope_is_for_reading_or_for_recording_whatever_the_role(string scope, string methods)
    {
        var claims = issued.Issuer.Claims();
        claims["scope"] = scope;
        claims["roles"] = new JsonArray([.. Roles.All.Keys.Select(role => (JsonNode)role)]);
        using var ofCorporation = issued.Client("Bearer " + issued.Issuer.Sign(claims));
        claims["corporation"] = Access.Network;
        using var ofNetwork = issued.Client("Bearer " + issued.Issuer.Sign(claims));
        foreach (var operation in ContractDocument.Golden.Operations.Where(o => o.Security.Any()))
        {
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.ExamplePath(Guid.Empty));
            if (operation.BodySchema is not null) request.Content = new StringContent("[]", Encoding.UTF8, "application/json");
            using var response = await (Identity.IsOfNetwork(operation.Path) ? ofNetwork : ofCorporation).SendAsync(request, TestContext.Current.CancellationToken);
            (response.StatusCode == HttpStatusCode.Forbidden).ShouldBe(!methods.Split(' ').Contains(operation.Method), operation.Id);
            if (response.StatusCode == HttpStatusCode.Forbidden)
                response.Headers.WwwAuthenticate.ToString().ShouldBe($"Bearer error=\"insufficient_scope\", scope=\"{(operation.Method == "GET" ? "weighings.read" : "weighings.write")}\"");
        }
    }
}
