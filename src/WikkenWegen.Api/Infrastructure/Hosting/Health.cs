using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;

namespace WikkenWegen.Api.Infrastructure.Hosting;

/// <summary>Health for the operator's system: whether the process lives, and whether it can do its work.</summary>
public static class Health
{
    /// <summary>Adds the check of the database; features add checks of their own.</summary>
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: TimeSpan.FromSeconds(5));

    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var reading = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        Map("/health/live", _ => false);
        Map("/health/ready", null);

        // Every answer of this host forbids caching already, so health need not do so again.
        void Map(string path, Func<HealthCheckRegistration, bool>? checks) => routes
            .MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = Write, AllowCachingResponses = true })
            .WithMetadata(reading).AllowAnonymous();
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

    private static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        Status = report.Status.ToString(),
        Checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? e.Value.Status.ToString()),
    }, ApiJson.Options, http.RequestAborted);
}

/// <summary>Checks that the database answers, can be written to, and writes a commit to disk before it confirms it (synchronous_commit).</summary>
public sealed class DatabaseCheck(NpgsqlDataSource source) : IHealthCheck
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
