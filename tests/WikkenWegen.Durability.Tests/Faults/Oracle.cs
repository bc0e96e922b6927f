using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>
/// Judges a host by what it says: what was acknowledged is there exactly once, nothing that was refused is there, nothing hidden is seen, and no
/// answer is a 5xx but 503 and 504, which are problems that can be read.
/// </summary>
/// <param name="seed">The seed of the campaign, for who reads a finding.</param>
internal sealed partial class Oracle(int seed)
{
    private const int MostAlike = 3;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ConcurrentBag<Step> _steps = [];
    private readonly ConcurrentQueue<string> _findings = [];
    private readonly ConcurrentDictionary<string, int> _alike = [];
    private readonly ConcurrentDictionary<string, int> _answers = [];
    private readonly ConcurrentDictionary<string, BlindRound> _secrets = [];
    private readonly ConcurrentDictionary<string, int> _kinds = [];
    private readonly HashSet<string> _late = [];
    private int _texts;

    /// <summary>The fault that is played at this moment.</summary>
    public string Fault { get; set; } = "none";

    /// <summary>What is wrong so far, each with seed, moment, fault and request; of those that are alike, the first few.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>How many more there are that are like one of these.</summary>
    public int MoreAlike => _alike.Values.Sum(times => Math.Max(0, times - MostAlike));

    /// <summary>How long it has been going on.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>How often each kind of step was acknowledged.</summary>
    public IReadOnlyDictionary<string, int> Acknowledged => _kinds;

    /// <summary>Every step that was asked for.</summary>
    public IReadOnlyCollection<Step> Steps => _steps;

    /// <summary>A text unlike any other.</summary>
    public string NewText() => NewText("tekst");

    /// <summary>A text that nobody but who records it may read before the round closes.</summary>
    public string NewSecret(BlindRound round)
    {
        var text = NewText("geheim");
        _secrets[text] = round;
        return text;
    }

    /// <summary>How many answers of which status came since the last time this was asked.</summary>
    public string Tally()
    {
        var tally = string.Join(' ', _answers.Keys.Order().Select(answer => _answers.TryRemove(answer, out var times) ? $"{answer}×{times}" : ""));
        return tally.Length == 0 ? "no answers" : tally;
    }

    /// <summary>Something is wrong.</summary>
    public void Finds(string what, object? about = null)
    {
        // Two are alike where only numbers make the difference, and what comes late in long texts.
        if (_alike.AddOrUpdate(Number.Replace($"{Fault} {what[..Math.Min(what.Length, 80)]}", ""), 1, (_, times) => times + 1) > MostAlike) return;
        _findings.Enqueue(string.Create(CultureInfo.InvariantCulture, $"[seed {seed}, {Elapsed:hh\\:mm\\:ss\\.f}, {Fault}] {what}{(about is null ? "" : "\n    ")}{about}"));
    }

    /// <summary>A client is about to ask for a step.</summary>
    public void Asked(Step step) => _steps.Add(step);

    /// <summary>A client knows that its step was recorded.</summary>
    public void Recorded(Step step) => _kinds.AddOrUpdate(step.Kind, 1, (_, times) => times + 1);

    /// <summary>Judges an answer by itself.</summary>
    /// <param name="asking">What was asked.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="host">Number of the host.</param>
    /// <param name="sees">Which texts the caller may read: all, those that are not hidden at this moment, or none at all.</param>
    public void Hears(Asking asking, Answer answer, int host, Sees sees)
    {
        _answers.AddOrUpdate(answer.Status?.ToString(CultureInfo.InvariantCulture) ?? "none", 1, (_, times) => times + 1);
        if (answer.Status is null) return;
        if (answer.Status is >= 500 and not (503 or 504)) Finds($"host {host} answered {answer}", asking);
        else if (answer is { Status: 503, AskAgain: false } && !asking.Path.StartsWith("/health", StringComparison.Ordinal)) Finds($"host {host} did not say when to ask again: {answer}", asking);
        else if (answer.Status >= 400 && !asking.Path.StartsWith("/health", StringComparison.Ordinal) && !IsProblem(answer)) Finds($"host {host} gave no problem that can be read but {answer.MediaType} {answer}", asking);
        if (answer.Body.Contains("Bearer ey", StringComparison.Ordinal)) Finds($"host {host} showed a token: {answer}", asking);
        if (sees == Sees.Everything) return;
        foreach (var text in Audit.Text.Matches(answer.Body).Select(match => match.Value).Distinct())
            if (sees == Sees.Nothing || (_secrets.TryGetValue(text, out var round) && !round.IsClosing))
                Finds($"host {host} showed {text} to who may not read it", asking);
    }

    /// <summary>Compares the tables with what was acknowledged and refused before. It may be asked while the clients go on.</summary>
    /// <returns>How many texts were looked for.</returns>
    public async Task<int> Look(string database)
    {
        var known = _steps.Select(step => (Step: step, step.Known)).ToList(); // before the tables are read: what comes after may be there or not
        var texts = await Audit.Texts(database);
        foreach (var (step, what) in known)
        {
            var places = step.Texts.Select(text => texts.GetValueOrDefault(text, [])).ToList();
            if (what == Known.Recorded && !places.Select((at, i) => at is [var place] && place == (step.Weighing, step.Versions[i])).All(right => right))
                Finds($"acknowledged as {Shown(step)}, but it is {Shown(places)}", step.Asking);
            else if (what == Known.Refused && places.Any(at => at.Count > 0)) Finds($"refused, but it is {Shown(places)}", step.Asking);
            else if (places.Any(at => at.Count > 1)) Finds($"it is there more than once: {Shown(places)}", step.Asking);
            else if (places.Any(at => at.Count == 0) && places.Any(at => at.Count > 0)) Finds($"a part of it is there: {Shown(places)}", step.Asking);
        }
        foreach (var stranger in texts.Keys.Except(_steps.SelectMany(step => step.Texts))) Finds($"{stranger} is there, and nobody asked for it");
        foreach (var half in await Audit.HalfThere(database)) Finds(half);
        foreach (var late in await Audit.Rows(database, """
            select 'event ' || version || ' of ' || stream_id || ' was recorded at ' || timestamp || ' and happened at ' || coalesce(data ->> 'occurredAt', '?')
            from wikkenwegen.mt_events where type <> 'tombstone' and greatest(timestamp, (data ->> 'occurredAt')::timestamptz) > now() + interval '10 seconds' order by seq_id limit 3
            """)) if (_late.Add(late)) Finds($"a moment in the future: {late}");
        return texts.Count;
    }

    /// <summary>Compares the history of a weighing, page by page as somebody who may read all reads it, with what was acknowledged.</summary>
    /// <param name="weighing">Which one.</param>
    /// <param name="entries">All its events.</param>
    /// <param name="recorded">The steps in it that were acknowledged.</param>
    public void Reads(Guid weighing, IReadOnlyList<JsonElement> entries, IEnumerable<Step> recorded)
    {
        var numbers = entries.Select(entry => entry.GetProperty("number").GetInt32()).ToList();
        if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count))) Finds($"the history of {weighing} goes {string.Join(' ', numbers)}");
        foreach (var step in recorded)
            foreach (var (text, version) in step.Texts.Zip(step.Versions))
                if (version > entries.Count || !entries[version - 1].GetRawText().Contains(text, StringComparison.Ordinal))
                    Finds($"{text} is not in entry {version} of the history of {weighing}", step.Asking);
    }

    private string NewText(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}-{Interlocked.Increment(ref _texts)}-einde");

    private static string Shown(Step step) => $"{step.Weighing} {string.Join(' ', step.Versions)}";

    private static string Shown(List<List<(Guid Weighing, int Version)>> places) =>
        places.All(at => at.Count == 0) ? "nowhere" : "in " + string.Join(", ", places.Select(at => at.Count == 0 ? "nowhere" : string.Join(" and ", at.Select(p => $"{p.Weighing} {p.Version}"))));

    [GeneratedRegex("[0-9a-f-]*[0-9][0-9a-f-]*")]
    private static partial Regex Number { get; }

    private static bool IsProblem(Answer answer)
    {
        if (answer.MediaType != "application/problem+json") return false;
        try
        {
            var problem = JsonDocument.Parse(answer.Body).RootElement;
            return problem.GetProperty("status").GetInt32() == answer.Status && problem.GetProperty("type").GetString() is { Length: > 0 };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>Which texts somebody may read.</summary>
internal enum Sees
{
    /// <summary>All of them.</summary>
    Everything,

    /// <summary>All but what others gave in a blind round that is still open.</summary>
    WhatIsNotHidden,

    /// <summary>None: they belong to another corporation.</summary>
    Nothing,
}

/// <summary>A blind round.</summary>
internal sealed class BlindRound
{
    private volatile bool _closing;

    /// <summary>Whether its closing was asked for. From then on it may be closed, and then everybody may read what was given.</summary>
    public bool IsClosing
    {
        get => _closing;
        set => _closing = value;
    }
}
