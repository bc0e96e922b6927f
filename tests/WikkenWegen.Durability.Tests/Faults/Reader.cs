using System.Text.Json;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>
/// A client that reads, on either host: views, views of the past, histories and lists page by page, comparisons. It sees what was acknowledged before
/// it asked, each thing once, and nothing that it may not see.
/// </summary>
/// <param name="token">Who it is.</param>
/// <param name="sees">What it may see.</param>
/// <param name="field">The hosts.</param>
/// <param name="oracle">Is told everything.</param>
/// <param name="weighings">The weighings that there are.</param>
/// <param name="seed">Says what it does.</param>
internal sealed class Reader(string token, Sees sees, Field field, Oracle oracle, Weighings weighings, int seed)
{
    private static readonly string[] Parts = ["inputs", "objections", "scores", "rounds", "proposals", "decisions", "stakeholders", "moment-corrections"];

    private readonly Random _random = new(seed);

    /// <summary>Reads until it is told to stop.</summary>
    public async Task Read(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (weighings.Some(_random) is { } weighing) await ReadOf(weighing);
            await Task.Delay(_random.Next(60), CancellationToken.None);
        }
    }

    /// <summary>The whole history, page by page, each from another host perhaps; null where a page could not be had.</summary>
    public async Task<List<JsonElement>?> History(Guid weighing, int limit) => await Pages($"/v1/weighings/{weighing}/events?limit={limit}");

    private async Task ReadOf(WrittenWeighing weighing)
    {
        var (id, known) = (weighing.Id, weighing.Acknowledged);
        if (sees == Sees.Nothing)
        {
            await AsStranger($"/v1/weighings/{id}{new[] { "", "/events", "/inputs", "/comparison?from=1&to=2" }[_random.Next(4)]}");
            return;
        }
        switch (_random.Next(9))
        {
            case 0 or 1 or 2:
                if (await Ask($"/v1/weighings/{id}") is { Succeeded: true } view && Json(view).GetProperty("version").GetInt32() is var version && version < known)
                    oracle.Finds($"version {version} was shown after {known} was acknowledged", $"GET /v1/weighings/{id}");
                break;
            case 3:
                await Ask($"/v1/weighings/{id}/{Parts[_random.Next(Parts.Length)]}");
                break;
            case 4:
                await Ask($"/v1/weighings/{id}?version={1 + _random.Next(known)}");
                break;
            case 5:
                await Ask($"/v1/weighings/{id}/comparison?from=1&to={known}");
                break;
            case 6:
                await Ask($"/v1/weighings/{id}/events?order=newest&limit=30");
                break;
            case 7:
                if (await History(id, 20) is { } history && (history.Count < known || !history.Select(e => e.GetProperty("number").GetInt32()).SequenceEqual(Enumerable.Range(1, history.Count))))
                    oracle.Finds($"the pages of the history of {id} gave {string.Join(' ', history.Select(e => e.GetProperty("number")))}, and {known} was acknowledged before");
                break;
            default:
                await List();
                break;
        }
    }

    private async Task List()
    {
        var before = weighings.All;
        if (await Pages("/v1/weighings?limit=50") is not { } items) return;
        var seen = items.Select(item => item.GetProperty("id").GetGuid()).ToList();
        foreach (var twice in seen.GroupBy(id => id).Where(same => same.Count() > 1)) oracle.Finds($"{twice.Key} was on the pages of the list {twice.Count()} times");
        foreach (var missing in before.Select(weighing => weighing.Id).Except(seen)) oracle.Finds($"{missing} was on no page of the list, and had been opened before");
    }

    private async Task AsStranger(string path)
    {
        if (await Ask(path) is { LeavesOpen: false, Status: not 404 } answer) oracle.Finds($"a stranger was answered {answer}", $"GET {path}");
    }

    private async Task<List<JsonElement>?> Pages(string path)
    {
        var items = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = await Patiently(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            if (!page.Succeeded) return null;
            items.AddRange(Json(page).GetProperty("items").EnumerateArray());
            if (!Json(page).TryGetProperty("nextCursor", out var next) || next.GetString() is not { } following) return items;
            cursor = following;
        }
    }

    /// <summary>Asks again a few times where there is no answer, as who pages through a list does.</summary>
    private async Task<Answer> Patiently(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await Ask(path);
            if (!answer.LeavesOpen || attempt == 5) return answer;
            await Task.Delay(_random.Next(200), CancellationToken.None);
        }
    }

    private async Task<Answer> Ask(string path)
    {
        var (asking, host) = (Asking.Get(path), field.Some(_random));
        var answer = await field.Ask(host, token, asking);
        oracle.Hears(asking, answer, host.Number, sees);
        // What was acknowledged is there for whoever may read it.
        if (sees != Sees.Nothing && !answer.Succeeded && !answer.LeavesOpen) oracle.Finds($"host {host.Number} refused to read what there is: {answer}", asking);
        return answer;
    }

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Body).RootElement;
}
