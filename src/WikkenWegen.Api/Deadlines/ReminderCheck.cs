using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace WikkenWegen.Api.Deadlines;

/// <summary>
/// Checks that it is written down of deadlines that they were reached. Where the message of one cannot be handled, or is lost, the sweep makes it
/// again; where that does not help either, somebody must look.
/// </summary>
internal sealed class ReminderCheck(NpgsqlDataSource source, TimeProvider clock) : IHealthCheck
{
    /// <summary>How late it may be: there has been a sweep since, and time to do what that told.</summary>
    public static readonly TimeSpan Late = DeadlineSweep.Interval + TimeSpan.FromMinutes(30);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand($"select count(*) from {DeadlineRows.Rows} where settled_by is null and fired_at is null and due_at <= $1");
            command.Parameters.Add(new() { Value = clock.GetUtcNow() - Late });
            var untold = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            return untold == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture,
                $"{untold} deadlines were reached and that is not written down. See the log, and the table {DeadlineRows.Dead}; each sweep tries again."));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Healthy(); // that the database does not answer is told by the check of that
        }
    }
}
