using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Weighings;

namespace WikkenWegen.Api.Infrastructure.Operations;

/// <summary>What an operator's system asks: does the process live, and can it do its work?</summary>
public static class Health
{
    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: TimeSpan.FromSeconds(5))
        .AddCheck<ProjectionCheck>("projections", timeout: TimeSpan.FromSeconds(5));

    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var reading = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        Map("/health/live", _ => false);
        Map("/health/ready", null);

        // The headers of every answer forbid caching already.
        void Map(string path, Func<HealthCheckRegistration, bool>? checks) => routes
            .MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = Write, AllowCachingResponses = true })
            .WithMetadata(reading).AllowAnonymous();
    }

    /// <summary>Asks the host in the same container whether it is ready: 0 where it is, 1 where it is not.</summary>
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

/// <summary>Whether the database answers, and commits to disk before it says so.</summary>
public sealed class DatabaseCheck(NpgsqlDataSource source) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select pg_is_in_recovery(), current_setting('synchronous_commit')");
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

/// <summary>Whether every weighing is in the lists: the projection is kept in the transaction of each step, so none may be missing.</summary>
public sealed class ProjectionCheck(NpgsqlDataSource source) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand($"""
                select count(*) from {StoreSetup.Schema}.mt_streams s
                where s.version > 0 -- after a failed append Marten keeps a stream of its own, without a version
                and not exists (select from {StoreSetup.Schema}.mt_doc_weighing_summary d join {WeighingList.Rows} l on l.tenant_id = d.tenant_id and l.id = d.id
                                where d.tenant_id = s.tenant_id and d.id = s.id)
                """);
            var missing = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            return missing == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{missing} weighings are missing from the lists: rebuild the projection.");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
