using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Security;

namespace WikkenWegen.Api.Tests.Support;

/// <summary>Lets somebody take part in the learning network: by a sign-up of theirs that was confirmed, in an edition that nothing else is done with.</summary>
internal static class TakingPart
{
    private static readonly ConcurrentDictionary<(string Database, string Subject), Lazy<Task>> Done = new();

    /// <summary>Somebody with a token of a participant, who takes part.</summary>
    public static async Task<Identity> Participant(this Api api, string subject)
    {
        await Done.GetOrAdd((api.ConnectionString, subject), _ => new(() => SignUp(api, subject))).Value;
        return new Identity(subject, Access.Network, Roles.Participant);
    }

    private static async Task SignUp(Api api, string subject)
    {
        using var organiser = api.Client(new Identity("organisator", Access.Network, Roles.Organiser));
        // Its end is so far off that what is written in its sign-ups outlives every test.
        var edition = (await Recorded("/v1/editions", new { theme = "Meedoen", organiser = "Kenniscentrum (fictief)", firstDay = "2025-01-01", lastDay = "2199-12-31", places = 1, priceForPartners = 0, priceForOthers = 0 })).GetProperty("streamId").GetGuid();
        await Recorded($"/v1/editions/{edition}/sign-ups", new { subject, personName = "Deelnemer", role = "Strateeg", organisation = "Elders", partner = true, question = "Hoe?" });
        await Recorded($"/v1/editions/{edition}/sign-ups/1/confirmation", new { });

        async Task<JsonElement> Recorded(string path, object body)
        {
            using var response = await organiser.PostAsJsonAsync(path, body, Infrastructure.Http.ApiJson.Responses, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
