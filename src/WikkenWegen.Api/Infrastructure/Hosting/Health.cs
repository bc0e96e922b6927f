using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>Health for the operator's system: whether the process lives, and whether it can do its work.</summary>
public static class Health
{
    /// <summary>Adds the checks of the database and of memory; features add checks of their own.</summary>
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<MemoryCheck>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database", timeout: TimeSpan.FromSeconds(5)).AddCheck<MemoryCheck>("memory");
    }

    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var reading = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        // Every answer of this host forbids caching already, so health need not do so again.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write, AllowCachingResponses = true })
            .WithMetadata(reading).AllowAnonymous();
        routes.MapMethods("/health/ready", reading.HttpMethods, async (HttpContext http) => await Write(http, await http.RequestServices.GetRequiredService<Readiness>().Report()))
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Asks the host in the same container whether it is ready, for at most 4 seconds. Gives an exit code: 0 where it is ready, else 1.</summary>
    public static async Task<int> Ask()
    {
        var ports = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS") ?? "8080";
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{ports.Split(';')[0]}/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }

    private static Task Write(HttpContext http, HealthReport report) => http.Write(RenderedResponse.Of(new
    {
        Status = report.Status.ToString(),
        Checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? e.Value.Status.ToString()),
    }, report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK, null, null));
}

/// <summary>Whether the host is ready. An answer is kept for a second, and those who ask meanwhile share it: nobody can keep the database busy by asking.</summary>
public sealed class Readiness(HealthCheckService checks, TimeProvider clock)
{
    /// <summary>How long an answer is kept, from the moment at which it was asked for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly Lock _asking = new();
    private Task<HealthReport>? _report;
    private long _asked;

    /// <summary>What all checks say, at most a second old.</summary>
    public Task<HealthReport> Report()
    {
        lock (_asking)
        {
            if (_report is not null && (!_report.IsCompleted || clock.GetElapsedTime(_asked) < Kept)) return _report;
            _asked = clock.GetTimestamp();
            // Not cancelled with the request that asked first: others wait for it too. Each check has a time limit of its own.
            return _report = Task.Run(() => checks.CheckHealthAsync(CancellationToken.None));
        }
    }
}

/// <summary>
/// Checks that the process has memory left. What only waits to be collected does not count: where much is taken that is collected first, at
/// most once in ten seconds.
/// </summary>
public sealed class MemoryCheck(TimeProvider clock) : IHealthCheck
{
    /// <summary>Share of the memory that the process may use, above which it is told that memory gets short.</summary>
    private const double Short = 0.75;

    /// <summary>The share above which requests may fail, so that others should get them.</summary>
    private const double TooShort = 0.9;

    private static readonly TimeSpan BetweenCollections = TimeSpan.FromSeconds(10);

    private long? _collected;

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (Taken() > Short && (_collected is not { } last || clock.GetElapsedTime(last) > BetweenCollections))
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            _collected = clock.GetTimestamp();
        }
        return Task.FromResult(Judge(Taken()));
    }

    /// <summary>What is said of a share of the memory that is taken.</summary>
    public static HealthCheckResult Judge(double taken) => taken switch
    {
        > TooShort => HealthCheckResult.Unhealthy("There is almost no memory left."),
        > Short => HealthCheckResult.Degraded("Memory gets short."),
        _ => HealthCheckResult.Healthy(),
    };

    private static double Taken() => (double)GC.GetTotalMemory(false) / GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}

/// <summary>Checks that the database answers, can be written to, had room when a step was last recorded, and writes a commit to disk before it confirms it (synchronous_commit).</summary>
public sealed class DatabaseCheck(NpgsqlDataSource source, FullDisk disk) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select current_setting('transaction_read_only')::boolean, current_setting('synchronous_commit')");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            if (reader.GetBoolean(0)) return HealthCheckResult.Unhealthy("The database is read-only.");
            if (disk.IsFull) return HealthCheckResult.Unhealthy("The disk of the database is full: it refused a step not long ago.");
            return reader.GetString(1) == "off"
                ? HealthCheckResult.Degraded("synchronous_commit is off: an acknowledged step can be lost.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
