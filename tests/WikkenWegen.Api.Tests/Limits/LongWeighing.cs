using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Limits;

/// <summary>A weighing of so many events that comparing them takes long.</summary>
internal static class LongWeighing
{
    private const int Criteria = 20;

    /// <summary>Opens one and records scores, each with a ground of so many characters.</summary>
    public static async Task<WeighingClient> Open(HttpClient http, int scores, int characters = 10)
    {
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/criteria", new
        {
            weightMethod = "direct",
            criteria = Enumerable.Range(1, Criteria).Select(n => new { code = $"K{n}", name = $"Criterium {n}", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = n }),
        }, "PUT");
        foreach (var batch in Enumerable.Range(0, scores).Chunk(1_000)) await weighing.Record("/scores/batches", new { items = batch.Select(Score) });
        return weighing;

        object Score(int n) => new
        {
            proposal = new { code = "V1" }, criterion = $"K{n % Criteria + 1}", by = new { role = $"Beoordelaar {n / Criteria}" }, low = 1, expected = 5, high = 9,
            ground = new string('x', characters),
        };
    }
}
