using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Security;

/// <summary>A corporation exists once an administrator has registered it, and its people can work from then on.</summary>
public class RegistrationTests(SharedApi shared)
{
    private static object Request(string code) => new { code, name = "Stichting " + code, kvkNumber = "00000027", corporationNumber = "L9998" };

    [Fact]
    public async Task People_of_a_corporation_get_in_once_it_is_registered()
    {
        using var administrator = await Administrator();
        using var people = await AsDocumented.Client(shared.Api, new Identity("somebody", "veenrand-wonen", Roles.Strategist));
        using (var before = await people.PostAsJsonAsync("/v1/weighings", WeighingClient.Framing, TestContext.Current.CancellationToken))
            await before.Problem(HttpStatusCode.Forbidden);
        using (var registered = await administrator.PostAsJsonAsync("/v1/corporations", Request("veenrand-wonen"), TestContext.Current.CancellationToken))
            registered.StatusCode.ShouldBe(HttpStatusCode.Created);
        await WeighingClient.Open(people);
        (await people.GetFromJsonAsync<JsonElement>("/v1/weighings", TestContext.Current.CancellationToken)).GetProperty("items").GetArrayLength().ShouldBe(1, "theirs, and no other");
    }

    [Fact]
    public async Task Of_those_who_register_the_same_code_at_once_one_does()
    {
        using var administrator = await Administrator();
        for (var round = 0; round < 10; round++)
        {
            var code = $"tegelijk-{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => administrator.PostAsJsonAsync("/v1/corporations", Request(code), TestContext.Current.CancellationToken)));
            answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
            foreach (var answer in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
                (await answer.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("duplicate-code");
        }
    }

    [Fact]
    public async Task Who_changes_a_registration_has_read_it()
    {
        using var administrator = await Administrator();
        using var registered = await administrator.PostAsJsonAsync("/v1/corporations", Request("duinzoom"), TestContext.Current.CancellationToken);
        foreach (var (match, status) in (IEnumerable<(string?, HttpStatusCode)>)[(null, HttpStatusCode.PreconditionRequired), ("\"7\"", HttpStatusCode.PreconditionFailed), ("\"1\"", HttpStatusCode.OK), ("\"1\"", HttpStatusCode.PreconditionFailed)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/corporations/duinzoom") { Content = JsonContent.Create(new { name = "Duinzoom Wonen", kvkNumber = "00000027" }) };
            if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
            using var changed = await administrator.SendAsync(request, TestContext.Current.CancellationToken);
            changed.StatusCode.ShouldBe(status, match);
        }
    }

    private Task<HttpClient> Administrator() => AsDocumented.Client(shared.Api, new Identity("beheer", null, Roles.Administrator));
}
