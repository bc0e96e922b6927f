using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain.Outcome;

namespace WikkenWegen.Api.Weighings.Outcomes;

/// <summary>
/// Outcomes that were computed, by the fingerprint of their inputs, and the answers made of them, up to about so many bytes. Where there are more, those go
/// that nobody asked for longest, until a tenth is free again. Safe to use from any thread.
/// </summary>
/// <param name="memory">How many bytes.</param>
public sealed class KeptOutcomes(MemorySettings memory)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly Lock _changing = new();
    private long _bytes;

    /// <summary>About how many bytes are kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The outcome of inputs: as it was computed before, or computed now. What is kept has no exact numbers.</summary>
    /// <param name="inputs">What it is computed from.</param>
    /// <param name="drawing">How often to recompute it, and how.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public WeighingOutcome Of(OutcomeInputs inputs, OutcomeDrawing drawing, CancellationToken cancellation)
    {
        // The scores that do not count are no part of the fingerprint; whoever asks has their own inputs.
        var key = string.Create(CultureInfo.InvariantCulture, $"{inputs.Fingerprint} {drawing.Draws} {drawing.Seed} {drawing.Weights}");
        if (Find(key) is WeighingOutcome kept) return kept with { Inputs = inputs };
        var outcome = WeighingOutcome.Of(inputs, drawing, cancellation);
        Keep(key, outcome with { Exact = null, Inputs = new OutcomeInputs { Weighing = inputs.Weighing } }, Weight(outcome));
        return outcome;
    }

    /// <summary>An answer that was made before; null where it is not kept.</summary>
    public byte[]? Answer(string key) => Find(key) as byte[];

    /// <summary>Keeps an answer.</summary>
    public void KeepAnswer(string key, byte[] json) => Keep(key, json, json.Length + 2L * key.Length + 100);

    private object? Find(string key)
    {
        if (!_entries.TryGetValue(key, out var entry)) return null;
        entry.AskedAt = Stopwatch.GetTimestamp();
        return entry.Value;
    }

    private void Keep(string key, object value, long bytes)
    {
        lock (_changing)
        {
            if (bytes > memory.OutcomeBytes / 4 || !_entries.TryAdd(key, new Entry(value, bytes))) return;
            _bytes += bytes;
            if (_bytes <= memory.OutcomeBytes) return;
            foreach (var (oldest, entry) in _entries.OrderBy(e => e.Value.AskedAt))
            {
                if (_bytes <= memory.OutcomeBytes - memory.OutcomeBytes / 10) return;
                if (_entries.TryRemove(oldest, out _)) _bytes -= entry.Bytes;
            }
        }
    }

    /// <summary>About how many bytes an outcome takes: by rules of thumb, for its many small parts.</summary>
    private static long Weight(WeighingOutcome outcome) =>
        2_000 + 100L * (outcome.Results.Sum(r => 4 + r.Contributions.Length) + outcome.Dominance.Length + 3 * outcome.Weights.Length + outcome.Switches.Length)
        + (outcome.Recomputed?.Proposals.Sum(p => 100L + 4 * p.Ranks.Length + 60L * p.Ahead.Length) ?? 0)
        + outcome.ByAssessor.Sum(a => 200L + 150L * a.Totals.Length + 60L * a.Missing.Length) + 300L * outcome.Differences.Length;

    private sealed class Entry(object value, long bytes)
    {
        public object Value => value;

        public long Bytes => bytes;

        /// <summary>When somebody asked for it last.</summary>
        public long AskedAt { get; set; } = Stopwatch.GetTimestamp();
    }
}
