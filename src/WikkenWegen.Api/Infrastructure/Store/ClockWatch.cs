using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>How far the clock of a host may be from that of the database while it records.</summary>
/// <param name="Most">The most, either way.</param>
public sealed record ClockTolerance(TimeSpan Most);

/// <summary>The clock of this host is too far from that of the database to record by.</summary>
/// <param name="off">How far it is ahead; below zero where it is behind.</param>
public sealed class ClockOffException(TimeSpan off) : Exception(ClockWatch.Told(off));

/// <summary>
/// Compares the clock of this host with that of the database, which all hosts share: moments of recording come from the first. A moment that
/// was recorded too late or too early stays so for ever, and what comes after it too. Thread-safe.
/// </summary>
/// <remarks>
/// A comparison is a query, and holds for some seconds. In between the clock is compared with the time that has passed since on a clock that
/// nobody sets, so that a jump is noticed at the next step. Before a step is refused for it, the database is asked again: a host that was
/// frozen knows of no time that passed.
/// </remarks>
public sealed class ClockWatch(NpgsqlDataSource source, TimeProvider clock, ClockTolerance tolerance, ILogger<ClockWatch> log) : IDisposable
{
    /// <summary>How long a comparison holds where the clocks agree.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(10);

    /// <summary>How long one holds where they do not, so that many refused steps do not ask the database each.</summary>
    private static readonly TimeSpan HoldsOff = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Comparison? _last;
    private bool _wasOff;

    /// <summary>Makes sure that steps can be recorded by the clock of this host.</summary>
    /// <exception cref="ClockOffException">They cannot.</exception>
    public async ValueTask Check(CancellationToken cancellation)
    {
        if (await Off(cancellation) is { } off) throw new ClockOffException(off);
    }

    /// <summary>How far the clock of this host is ahead of that of the database, or below zero behind it, where that is too far; null where it is not.</summary>
    public async ValueTask<TimeSpan?> Off(CancellationToken cancellation)
    {
        if (tolerance.Most == TimeSpan.MaxValue) return null;
        var off = Beyond(_last is { } last && IsFresh(last) ? last : await Anew(cancellation));
        Tell(off);
        return off;
    }

    /// <summary>How far the clock is off, in words for an operator.</summary>
    internal static string Told(TimeSpan off) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"The clock of this host is {off.Duration().TotalSeconds:0.0} seconds {(off > TimeSpan.Zero ? "ahead of" : "behind")} that of the database: nothing is recorded until they agree.");

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private bool IsFresh(Comparison comparison) => clock.GetElapsedTime(comparison.At) < (Beyond(comparison) is null ? Holds : HoldsOff);

    private TimeSpan? Beyond(Comparison comparison)
    {
        var off = clock.GetUtcNow() - (comparison.Theirs + clock.GetElapsedTime(comparison.At));
        return off.Duration() > tolerance.Most + comparison.Margin ? off : null;
    }

    private async Task<Comparison> Anew(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return _last is { } meanwhile && IsFresh(meanwhile) ? meanwhile : _last = await Compare(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Comparison> Compare(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation); // before the time is taken: opening one can take long
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var asked = clock.GetTimestamp();
        var theirs = (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
        // They read their clock at some moment in between: the middle is at most half of that time away from it.
        var (answered, half) = (clock.GetTimestamp(), clock.GetElapsedTime(asked) / 2);
        return new Comparison(answered, new DateTimeOffset(theirs) + half, half);
    }

    private void Tell(TimeSpan? off)
    {
        if (_wasOff == off is not null || Interlocked.Exchange(ref _wasOff, off is not null) == off is not null) return;
        if (off is { } far) log.LogError("{Clock}", Told(far));
        else log.LogInformation("The clocks of this host and of the database agree again");
    }

    /// <param name="At">When the database was asked, by the clock that nobody sets.</param>
    /// <param name="Theirs">The time by the clock of the database at that moment.</param>
    /// <param name="Margin">By how much that can be wrong.</param>
    private sealed record Comparison(long At, DateTimeOffset Theirs, TimeSpan Margin);
}

/// <summary>Whether steps can be recorded by the clock of this host.</summary>
internal sealed class ClockCheck(ClockWatch watch) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await watch.Off(cancellationToken) is { } off ? HealthCheckResult.Unhealthy(ClockWatch.Told(off)) : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Healthy(); // that the database does not answer is told by the check of that
        }
    }
}
