using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Weighings.Listing;

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
                where s.type = 'weighing' -- there are streams of other things too
                and s.version > 0 -- after a failed append Marten keeps a stream of its own, without a version
                and not exists (select from {StoreSetup.Schema}.mt_doc_weighing_summary d join {WeighingList.Rows} l on l.tenant_id = d.tenant_id and l.id = d.id
                                join {WeighingList.Changes} c on c.tenant_id = d.tenant_id and c.id = d.id
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
