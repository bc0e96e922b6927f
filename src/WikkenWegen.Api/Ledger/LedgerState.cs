using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WikkenWegen.Api.Ledger;

/// <summary>How the ledger is doing on this host, for health and the log. Thread-safe.</summary>
public sealed class LedgerState(TimeProvider clock, ILogger<LedgerState> log)
{
    /// <summary>A leaf without a place is told when it has waited longer than this: something holds back the whole server.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    /// <summary>How long a leaf may wait on this host before it is told.</summary>
    public TimeSpan Patience { get; init; } = Long;

    private readonly ConcurrentDictionary<string, string> _refusals = new();
    private readonly ConcurrentDictionary<string, (long Since, string Why)> _failures = new();
    private readonly Lock _looking = new();
    private TimeSpan? _waited;
    private long _looked;
    private bool _told;

    /// <summary>How long the oldest leaf waits that has no place in its log, as far as this host has seen; zero where none does.</summary>
    public TimeSpan OldestWaits
    {
        get
        {
            lock (_looking) return _waited is { } waited ? waited + clock.GetElapsedTime(_looked) : TimeSpan.Zero;
        }
    }

    /// <summary>Why logs are not signed, by their tenant; none where all are.</summary>
    public IReadOnlyDictionary<string, string> Refusals => _refusals;

    /// <summary>Whether what is recorded now may not come into a signed log in time, so that nobody is promised that it does.</summary>
    /// <param name="tenant">The log.</param>
    public bool IsBehind(string tenant) => _refusals.ContainsKey(tenant) || IsFailing(tenant) || IsFailing(AllLogs) || OldestWaits > Patience;

    /// <summary>Tells how long the oldest leaf waits that has no place in its log.</summary>
    /// <param name="waited">Since it was written, by the clock of the database; null where none waits.</param>
    public void Waiting(TimeSpan? waited)
    {
        var (tells, ended) = (false, false);
        lock (_looking)
        {
            (_waited, _looked) = (waited, clock.GetTimestamp());
            var isLong = waited > Patience;
            (tells, ended, _told) = (isLong && !_told, _told && !isLong, isLong);
        }
        if (tells) log.LogError("A leaf has waited more than {Seconds} s for its place in the log of its corporation. {Hint}", Patience.TotalSeconds, Hint);
        if (ended) log.LogInformation("Leaves get their place in their log again");
    }

    /// <summary>Tells that a log is not signed.</summary>
    /// <param name="tenant">The log.</param>
    /// <param name="why">Why, in a sentence for an operator and an auditor.</param>
    internal void Refuses(string tenant, string why)
    {
        if (_refusals.TryGetValue(tenant, out var before) && before == why) return;
        _refusals[tenant] = why;
        log.LogError("{Refusal} Recording goes on; the log is not signed until this is settled", why);
    }

    /// <summary>Tells that a log is as it should be.</summary>
    internal void Accepts(string tenant)
    {
        if (_refusals.TryRemove(tenant, out _)) log.LogInformation("The log of {Corporation} can be signed again", tenant);
    }

    /// <summary>Tells that a log could not be signed this time, for another reason than what is in it; it is tried again.</summary>
    /// <param name="tenant">The log; null for all.</param>
    /// <param name="why">What went wrong.</param>
    internal void Fails(string? tenant, string why)
    {
        if (_failures.TryGetValue(tenant ?? AllLogs, out var before)) _failures[tenant ?? AllLogs] = (before.Since, why);
        else
        {
            _failures[tenant ?? AllLogs] = (clock.GetTimestamp(), why);
            if (tenant is not null) log.LogWarning("The log of {Corporation} cannot be signed at the moment; tried again: {Reason}", tenant, why); // of all, the signer itself says it
        }
    }

    /// <summary>Tells that a log could be signed, or needed not to be.</summary>
    /// <param name="tenant">The log; null where nothing went wrong with all of them.</param>
    internal void Succeeds(string? tenant)
    {
        if (_failures.TryRemove(tenant ?? AllLogs, out _)) log.LogInformation("The log of {Corporation} is signed again", tenant ?? "all");
    }

    private bool IsFailing(string tenant) => _failures.TryGetValue(tenant, out var failure) && clock.GetElapsedTime(failure.Since) > Patience;

    /// <summary>What is told of how it is doing. It is never bad enough for callers to be sent elsewhere: recording goes on.</summary>
    public HealthCheckResult Judge()
    {
        List<string> troubles = [.. _refusals.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value).Take(3)];
        if (_refusals.Count > 3) troubles.Add(string.Create(CultureInfo.InvariantCulture, $"So it is with {_refusals.Count - 3} more."));
        List<string> failing = [.. _failures.Where(f => IsFailing(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{(f.Key == AllLogs ? "Nothing" : f.Key == LedgerSchema.Everything ? "Of the log over all corporations nothing" : $"Of the log of {f.Key} nothing")} could be signed for {clock.GetElapsedTime(f.Value.Since).TotalSeconds:0} s: {f.Value.Why}"))];
        troubles.AddRange(failing.Take(3));
        if (failing.Count > 3) troubles.Add(string.Create(CultureInfo.InvariantCulture, $"So it is with {failing.Count - 3} more."));
        if (OldestWaits is var waits && waits > Patience) troubles.Add(string.Create(CultureInfo.InvariantCulture, $"The oldest leaf without a place in its log has waited {waits.TotalSeconds:0} s. {Hint}"));
        return troubles.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', troubles));
    }

    private const string AllLogs = "";

    private const string Hint = "Look for a transaction that stays open, in any database of the server: select pid, datname, xact_start, query from pg_stat_activity where backend_xid is not null order by xact_start";
}

/// <summary>Whether leaves get their place in time, and whether the logs are signed.</summary>
internal sealed class LedgerCheck(LedgerState state) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(state.Judge());
}
