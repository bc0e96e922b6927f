using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Learning;

/// <summary>The edition and the cases to practise on: loaded once, and left alone once somebody worked on them.</summary>
public class DemoNetworkTests(SharedApi shared)
{
    private const string Edition = "/v1/editions/019f3a10-0000-7000-8000-000000000001";
    private const string Cases = "/v1/cases";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_loaded_at_the_first_start_and_a_later_one_adds_nothing_also_after_somebody_worked_on_it()
    {
        var database = await shared.CreateDatabase();
        await using (var first = Support.Api.Start(database))
        {
            using var http = await Organiser(first);
            (await Versions(http)).ShouldBe([21, 5, 1, 1]);
            var signUps = await http.GetFromJsonAsync<JsonElement>(Edition + "/sign-ups", Cancellation);
            signUps.EnumerateArray().Select(s => s.GetProperty("waiting").GetBoolean()).ShouldBe([false, false, false, true, false], "the fourth stands on the waiting list");
            using var response = await http.PostAsJsonAsync(Edition + "/sign-ups/1/confirmation", new { }, Cancellation);
            response.EnsureSuccessStatusCode();
        }
        await using var later = Support.Api.Start(database);
        using var again = await Organiser(later);
        (await Versions(again)).ShouldBe([22, 5, 1, 1]);
    }

    [Fact]
    public async Task Its_cases_are_in_general_words_and_what_each_would_decide_is_not_shown_yet()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        using var http = await Organiser(api);
        var first = (await http.GetFromJsonAsync<JsonElement>(Cases + "/019f3a10-0000-7000-8000-000000000002", Cancellation)).GetProperty("case");
        (first.GetProperty("choicesGiven").GetInt32(), first.GetProperty("choices").GetArrayLength()).ShouldBe((2, 0));
        foreach (var name in (string[])["Merelflat", "Merenstad", "1043", "AFW-"]) first.GetRawText().ShouldNotContain(name);
        first.GetProperty("content").GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("heading").GetString())
            .ShouldBe(["question", "background", "criteria", "proposals", "decisions", "cameOfIt"]);
    }

    private static Task<HttpClient> Organiser(Support.Api api) => AsDocumented.Client(api, new Identity("organisator", Access.Network, Roles.Organiser));

    /// <summary>How many events the edition has, and each of the cases that were shared in the demo; the last is that of a practice weighing.</summary>
    private static async Task<int[]> Versions(HttpClient http)
    {
        var cases = (await http.GetFromJsonAsync<JsonElement>(Cases, Cancellation)).GetProperty("items").EnumerateArray();
        return [(await http.GetFromJsonAsync<JsonElement>(Edition, Cancellation)).GetProperty("version").GetInt32(), .. cases.Select(c => c.GetProperty("version").GetInt32())];
    }
}
