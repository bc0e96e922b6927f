using System.Collections.Immutable;
using System.Text.Json;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>
/// A client that records steps, with a key or without, on either host. What was not answered it sends again under its key, to whichever host; what
/// was answered it now and then sends again too. It waits for an answer no longer than it likes.
/// </summary>
/// <param name="number">Its number; the first one also opens the weighing that all write to.</param>
/// <param name="field">The hosts.</param>
/// <param name="oracle">Is told everything.</param>
/// <param name="weighings">The weighings that there are.</param>
/// <param name="seed">Says what it does.</param>
internal sealed class Writer(int number, Field field, Oracle oracle, Weighings weighings, int seed)
{
    /// <summary>The parties that give input in blind rounds, B2 and on; B1 raises objections.</summary>
    private const int Parties = 5;

    private const int EventsOfOwn = 80;

    private const int EventsOfShared = 250;

    private readonly Random _random = new(seed);
    private readonly string _token = field.Token($"writer-{number}", "strategist", "decider");
    private readonly List<(Step Step, Answer Answer)> _answered = [];
    private CancellationToken _givingUp;
    private WrittenWeighing? _own;

    /// <summary>Writes until it is told to stop. What it was doing it then finishes, and closes its round.</summary>
    /// <param name="stop">When to begin nothing new.</param>
    /// <param name="giveUp">When to leave what is not finished.</param>
    public async Task Write(CancellationToken stop, CancellationToken giveUp)
    {
        _givingUp = giveUp;
        while (!stop.IsCancellationRequested)
        {
            if (_own is not { } own || (own.Acknowledged > EventsOfOwn && own.Round is null)) _own = await Open();
            if (number == 1 && !(weighings.Shared?.Acknowledged < EventsOfShared)) weighings.Shared = await Open() ?? weighings.Shared;
            if (_own is not null) await (_random.Next(2) == 0 ? Blindly(_own) : Record(_own));
            if (weighings.Shared is { } shared) await Record(shared);
            await Task.Delay(_random.Next(30), CancellationToken.None);
        }
        if (_own?.Round is not null) await Close(_own);
    }

    /// <summary>Opens a weighing in which everything can be recorded; null where that was not finished.</summary>
    private async Task<WrittenWeighing?> Open()
    {
        var opening = await Ask("open", "/v1/weighings", text => new
        {
            title = "Onder druk",
            question = "Blijft alles staan?",
            reference = text,
            level = "tactical",
            scale = "complex",
            ownership = "own",
            breadth = "narrow",
            sgeiRegime = "sgei",
            processForm = "advice",
            ownerRole = "Strateeg",
            deciderRole = "Bestuurder",
            confidentiality = "internal",
        }, keyed: true);
        if (opening.Known != Known.Recorded) return null;
        var weighing = new WrittenWeighing(opening.Weighing);
        weighing.Tells(opening.Version);
        weighings.Add(weighing);
        for (var party = 1; party <= Parties + 1; party++)
            await In(weighing, "invite", "/stakeholders", text => new { party = $"Partij {party}", role = "Voorzitter", say = "givesInput", interest = text }, keyed: true);
        await In(weighing, "propose", "/proposals", text => new { name = text }, keyed: true);
        // A PUT has no key. Where it was recorded and nobody was told, the same again is answered as that was, though a change would want a reason.
        await Send(weighing, Step("adopt criteria", HttpMethod.Put, $"/v1/weighings/{weighing.Id}/criteria", [oracle.NewText()], text => new
        {
            criteria = new[] { new { code = "KWA", name = "Woonkwaliteit", goal = text, direction = "higherIsBetter", scale = new { worst = 0, best = 100, unit = "punten" }, weight = 100 } },
            weightMethod = "direct",
        }, key: null, anyVersion: true));
        return weighing;
    }

    private async Task Record(WrittenWeighing weighing)
    {
        var keyed = _random.Next(4) > 0;
        switch (_random.Next(10))
        {
            case 0:
                await In(weighing, "propose", "/proposals", text => new { name = text }, keyed);
                break;
            case 1:
                await In(weighing, "revise a proposal", "/proposals/V1/revisions", text => new { name = text, reason = "Beter." }, keyed, anyVersion: true);
                break;
            case 2:
                await In(weighing, "score", "/scores", Score, keyed);
                break;
            case 3:
                await Batch(weighing, "score in a batch", "/scores", [.. Enumerable.Range(0, 3).Select(_ => oracle.NewText())], Score, keyed);
                break;
            case 4:
                await In(weighing, "decide", "/decisions", text => new { kind = "deferred", rationale = text }, keyed);
                break;
            case 5:
                await In(weighing, "correct a stakeholder", "/stakeholders/B1/corrections", text => new { party = "Partij 1", role = "Voorzitter", say = "advises", reason = text }, keyed, anyVersion: true);
                break;
            case 6 when weighing.Objections.TryDequeue(out var objection):
                await Send(weighing, Correction(objection, keyed));
                break;
            default:
                var raised = await In(weighing, "object", "/objections", text => new { stakeholder = "B1", grounds = text }, keyed);
                if (raised.Known == Known.Recorded) weighing.Objections.Enqueue(raised);
                break;
        }
    }

    /// <summary>Goes on with a blind round: opens it, lets the parties give their input one by one or at once, closes it.</summary>
    private async Task Blindly(WrittenWeighing weighing)
    {
        if (weighing.Round is not { } round)
        {
            var opened = await In(weighing, "open a blind round", "/rounds", text => new { about = text, blind = true }, keyed: true);
            if (opened.Known == Known.Recorded) weighing.Round = new OpenRound(int.Parse(opened.Part.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture), new BlindRound(), 0);
            return;
        }
        if (round.Given == Parties)
        {
            await Close(weighing);
            return;
        }
        var giving = 1 + _random.Next(Parties - round.Given);
        var party = round.Given + 2;
        if (giving == 1) await Send(weighing, Step("input, blindly", HttpMethod.Post, $"/v1/weighings/{weighing.Id}/inputs", [oracle.NewSecret(round.Round)], Input, Key()));
        else await Batch(weighing, "input in a batch, blindly", "/inputs", [.. Enumerable.Range(0, giving).Select(_ => oracle.NewSecret(round.Round))], Input, keyed: true);
        weighing.Round = round with { Given = round.Given + giving };

        object Input(string text) => new { stakeholder = $"B{party++}", round = round.Number, position = "against", statement = text };
    }

    private async Task Close(WrittenWeighing weighing)
    {
        weighing.Round!.Round.IsClosing = true;
        // It has no text of its own: that it is closed is seen by what can be read then.
        await Send(weighing, Step("close a blind round", HttpMethod.Post, $"/v1/weighings/{weighing.Id}/rounds/{weighing.Round.Number}/closing", [], _ => new { }, Key(), anyVersion: true));
        weighing.Round = null;
    }

    private object Score(string text) => new
    {
        proposal = new { code = "V1" },
        criterion = "KWA",
        by = new { role = $"Beoordelaar {text}" },
        low = 10,
        expected = 20 + _random.Next(10),
        high = 40,
        ground = "Gemeten.",
    };

    private Step Correction(Step objection, bool keyed) => Step("correct a moment", HttpMethod.Post, $"/v1/weighings/{objection.Weighing}/moment-corrections", [oracle.NewText()],
        text => new { @event = objection.Version, moment = objection.OccurredAt.AddMilliseconds(-1), reason = text }, keyed ? Key() : null, mayBeRefused: true);

    private Task<Step> In(WrittenWeighing weighing, string kind, string path, Func<string, object> body, bool keyed, bool anyVersion = false) =>
        Send(weighing, Step(kind, HttpMethod.Post, $"/v1/weighings/{weighing.Id}{path}", [oracle.NewText()], body, keyed ? Key() : null, anyVersion));

    private Task<Step> Batch(WrittenWeighing weighing, string kind, string path, ImmutableArray<string> texts, Func<string, object> item, bool keyed) =>
        Send(weighing, new Step(kind, new Asking(HttpMethod.Post, $"/v1/weighings/{weighing.Id}{path}/batches", JsonSerializer.Serialize(new { items = texts.Select(item) }), keyed ? Key() : null), texts));

    private Task<Step> Ask(string kind, string path, Func<string, object> body, bool keyed) => Send(null, Step(kind, HttpMethod.Post, path, [oracle.NewText()], body, keyed ? Key() : null));

    private static Step Step(string kind, HttpMethod method, string path, ImmutableArray<string> texts, Func<string, object> body, string? key, bool anyVersion = false, bool mayBeRefused = false) =>
        new(kind, new Asking(method, path, JsonSerializer.Serialize(body(texts.FirstOrDefault(""))), key, anyVersion), texts) { MayBeRefused = mayBeRefused };

    private string Key() => new Guid(Enumerable.Range(0, 16).Select(_ => (byte)_random.Next(256)).ToArray()).ToString();

    /// <summary>Sends a step until it is known what became of it; without a key, once.</summary>
    private async Task<Step> Send(WrittenWeighing? weighing, Step step)
    {
        oracle.Asked(step);
        var safe = step.Asking.Key is not null || step.Asking.Method == HttpMethod.Put;
        while (true)
        {
            var answer = await Once(step);
            if (answer.LeavesOpen || (answer.AskAgain && safe))
            {
                if (!safe) return step;
                if (_givingUp.IsCancellationRequested)
                {
                    oracle.Finds($"it was never known what became of it, in the end {answer}", step.Asking);
                    return step;
                }
                await Task.Delay(50 + _random.Next(150), CancellationToken.None);
                continue;
            }
            if (answer.Succeeded)
            {
                step.Is(answer);
                weighing?.Tells(step.Version);
                oracle.Recorded(step);
                if (step.Asking.Key is not null) _answered.Add((step, answer));
                if (_answered.Count > 0 && _random.Next(10) == 0) await Again();
            }
            else step.Is(answer);
            if (!answer.Succeeded && !answer.AskAgain && !step.MayBeRefused) oracle.Finds($"a step that is right was refused: {answer}", step.Asking);
            return step;
        }
    }

    private async Task<Answer> Once(Step step)
    {
        var host = field.Some(_random);
        using var leaving = new CancellationTokenSource();
        if (_random.Next(30) == 0) leaving.CancelAfter(_random.Next(20));
        var answer = await field.Ask(host, _token, step.Asking, leaving.Token);
        oracle.Hears(step.Asking, answer, host.Number, Sees.Everything);
        return answer;
    }

    /// <summary>Who sends again what was answered, now or long ago, gets the same answer, from whichever host.</summary>
    private async Task Again()
    {
        var (step, first) = _answered[Math.Max(0, _answered.Count - 1 - _random.Next(100))];
        var again = await Once(step);
        if (!again.LeavesOpen && !again.AskAgain && !again.Repeats(first)) oracle.Finds($"first it was answered {first}\n    and then {again}", step.Asking);
    }
}
