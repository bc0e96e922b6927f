using System.Text.Json;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Tests.Blindness;

/// <summary>Whatever is recorded by whom, in whatever order: no answer holds a text that its reader may not read yet.</summary>
public class BlindnessPropertyTests(SharedApi shared)
{
    private static readonly string[] Subjects = ["anna", "bert", "carla", "demo"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(301, 2 * Size.Factor)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task No_answer_holds_what_another_gave_in_a_blind_round_before_it_closes(int seed)
    {
        var steps = new RandomSteps(seed) { Subjects = Subjects[..3], Blind = 0.9, Ends = false, Secrecy = Confidentiality.Internal };
        var weighing = await WeighingClient.Open(shared.Api.Client(), steps.Opening(TimeProvider.System.GetUtcNow(), $"BLIND-{seed}"));
        var secrets = new List<Secret>();
        var (lookedFor, lookedForInAnswers) = (0, 0);
        for (var recorded = 0; recorded < 160;)
        {
            var state = await RecordedHistory.State(shared.Api, weighing.Id);
            var before = steps.Sealed.Count;
            var attempt = steps.Next(state, TimeProvider.System.GetUtcNow());
            var subject = steps.Any(Subjects);
            using var response = await weighing.As(shared.Api.Client(subject)).Send(attempt.Path, attempt.Body, attempt.Method, "*");
            var text = await response.Whole();
            foreach (var secret in secrets.Where(s => s.HiddenFrom(subject, state)))
            {
                text.ShouldNotContain(secret.Text, Case.Sensitive, $"{attempt}");
                lookedForInAnswers++;
            }
            if (!response.IsSuccessStatusCode) continue;
            recorded++;
            var after = await RecordedHistory.State(shared.Api, weighing.Id);
            if (RoundOf(attempt, after) is { } given)
                secrets.AddRange(steps.Sealed.Skip(before).Select(sealedText => new Secret(Reader.InJson(sealedText), subject, given.Round, given.Stakeholder)));
            if (recorded is 50 or 105 or 160) lookedFor += await NobodyReadsTooMuch(weighing, secrets, after);
        }
        secrets.Count.ShouldBeGreaterThan(5);
        lookedFor.ShouldBeGreaterThan(10);
        lookedForInAnswers.ShouldBeGreaterThan(10);

        var open = (await RecordedHistory.State(shared.Api, weighing.Id)).Rounds.Where(r => r.Closed is null).Select(r => r.Number).ToList();
        foreach (var number in open) await weighing.Newest().Record($"/rounds/{number}/closing", new { });
        foreach (var reader in Subjects)
        {
            var everything = (await weighing.As(shared.Api.Client(reader)).Read("/events?limit=200")).Text;
            secrets.ShouldAllBe(s => everything.Contains(s.Text, StringComparison.Ordinal));
        }
    }

    /// <returns>How many secrets were looked for: each is hidden from somebody by then.</returns>
    private async Task<int> NobodyReadsTooMuch(WeighingClient weighing, List<Secret> secrets, Weighing state)
    {
        var lookedFor = 0;
        foreach (var reader in Subjects.Append("niemand"))
        {
            var hidden = secrets.Where(s => s.HiddenFrom(reader, state)).ToList();
            lookedFor += hidden.Count;
            if (hidden.Count == 0) continue;
            foreach (var (address, text) in await weighing.As(shared.Api.Client(reader, reader == "anna" ? "nl" : "en")).Everything([], step: 13))
                foreach (var secret in hidden) text.ShouldNotContain(secret.Text, Case.Sensitive, $"{reader} at {address}");
        }
        return lookedFor;
    }

    /// <summary>In which round a step gave something, and whose it is; null where it gave nothing in a round.</summary>
    private static (int Round, string? Stakeholder)? RoundOf(Attempt attempt, Weighing after)
    {
        var path = attempt.Path.Split('/')[1..];
        int? Number() => path.Length > 1 ? int.Parse(path[1], System.Globalization.CultureInfo.InvariantCulture) : null;
        return path[0] switch
        {
            "inputs" when (Number() is { } n ? after.Input(n) : after.Inputs[^1]) is { Round: { } round } input => (round, input.Stakeholder),
            "objections" when (Number() is { } n ? after.Objection(n) : after.Objections[^1]) is { Round: { } round } objection => (round, objection.Stakeholder),
            "scores" when (Number() is { } n ? after.Score(n) : after.Scores[^1]) is { Round: { } round } score => (round, score.By.Stakeholder),
            "consequences" when (Number() is { } n ? after.Consequence(n) : after.Consequences[^1]) is { Round: { } round } consequence => (round, consequence.By.Stakeholder),
            _ => null,
        };
    }

    /// <summary>A text that was given in a round.</summary>
    private sealed record Secret(string Text, string Recorder, int Round, string? Stakeholder)
    {
        public bool HiddenFrom(string reader, Weighing state) =>
            state.Rounds[Round - 1] is { Blind: true, Closed: null } && reader != Recorder && (Stakeholder is null || state.Stakeholder(Stakeholder)!.Subject != reader);
    }
}
