using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>The stored answers of one caller are not found by another, and nothing but the token says of which corporation one is.</summary>
public class TenantKeyTests(TwoCorporations both) : IClassFixture<TwoCorporations>
{
    [Fact]
    public async Task The_same_key_of_two_corporations_and_of_two_people_is_three_keys()
    {
        var key = $"\"{Guid.NewGuid()}\"";
        using var theirs = both.Client(TwoCorporations.OfMerenland);
        using var own = both.Client(TwoCorporations.OfDuinstreek);
        using var colleague = both.Client(TwoCorporations.OfMerenland with { Subject = "colleague" });
        var opened = new List<Guid>();
        foreach (var http in (HttpClient[])[theirs, own, colleague]) opened.Add(await Open(http, key));
        opened.Distinct().Count().ShouldBe(3);
        (await Open(theirs, key)).ShouldBe(opened[0], "one's own answer is replayed");
        (await Open(own, key)).ShouldBe(opened[1], "one's own answer is replayed");
    }

    [Fact]
    public async Task A_key_of_another_corporation_does_not_replay_its_answer()
    {
        var key = $"\"{Guid.NewGuid()}\"";
        using var theirs = both.Client(TwoCorporations.OfMerenland);
        using var own = both.Client(TwoCorporations.OfDuinstreek);
        using var step = await Propose(theirs, key);
        step.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var spied = await Propose(own, key);
        await spied.Problem(HttpStatusCode.NotFound);
        using var again = await Propose(theirs, key);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(await step.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Task<HttpResponseMessage> Propose(HttpClient http, string under) => Send(http, $"{both.Theirs.Address}/proposals", new { name = "Nog een" }, ("Idempotency-Key", under));
    }

    [Theory]
    [InlineData("Corporation")]
    [InlineData("X-Corporation")]
    [InlineData("X-Tenant")]
    [InlineData("X-Tenant-Id")]
    [InlineData("tenant-id")]
    [InlineData("X-Stuurgegevens-Zender-Organisatie")]
    [InlineData("X-Forwarded-User")]
    [InlineData("Cookie")]
    public async Task A_header_does_not_say_of_which_corporation_one_is(string header)
    {
        using var http = both.Client(TwoCorporations.OfDuinstreek);
        var merenland = DemoCorporations.Merenland.Code;
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, header == "Cookie" ? $"corporation={merenland}; tenant={merenland}" : merenland);
        (await http.GetAsync(both.Theirs.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync(both.Own.Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("corporation")]
    [InlineData("tenant")]
    [InlineData("tenantId")]
    [InlineData("tenant_id")]
    public async Task Neither_the_address_nor_the_body_says_of_which_corporation_one_is(string name)
    {
        using var http = both.Client(TwoCorporations.OfDuinstreek);
        using var address = await http.GetAsync($"{both.Theirs.Address}?{name}={DemoCorporations.Merenland.Code}", TestContext.Current.CancellationToken);
        (await address.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("parameter-unknown");
        var framing = WeighingClient.Framing;
        framing[name] = DemoCorporations.Merenland.Code;
        using var body = await Send(http, "/v1/weighings", framing);
        (await body.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Code.ShouldBe("field-unknown"), e => e.Pointer.ShouldBe("/" + name));
    }

    [Fact]
    public async Task An_administrator_who_is_of_a_corporation_reads_no_weighing_of_it_nor_of_another()
    {
        using var http = both.Client(new Identity("beheer", DemoCorporations.Duinstreek.Code, Roles.Administrator));
        foreach (var address in (Uri[])[both.Own.Address, both.Theirs.Address])
            (await http.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<Guid> Open(HttpClient http, string key)
    {
        using var response = await Send(http, "/v1/weighings", WeighingClient.Framing, ("Idempotency-Key", key));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("weighingId").GetGuid();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient http, string address, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
