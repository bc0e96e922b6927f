using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using static WikkenWegen.Api.Weighings.Listing.WeighingList;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>
/// Gives weighings what a database from before these tables, or before all their columns, does not have of them, and leaves the rest alone. Summaries that
/// lack something are made anew from their events; then each that has no whole row is written as it stands, so that it gets one. A step
/// that another host records meanwhile is not lost: both wait for each other.
/// </summary>
internal sealed class FillWeighingList(IDocumentStore store, NpgsqlDataSource source) : IAfterSchemaUpdate
{
    /// <inheritdoc />
    public int Version => WeighingSummary.NewestShape;

    /// <inheritdoc />
    public async Task Run()
    {
        foreach (var (corporation, id) in await Outdated()) await MakeAnew(corporation, id);
        await using var touch = source.CreateCommand($"""
            update {Summaries} set data = data where (tenant_id, id) in (
                select d.tenant_id, d.id from {Summaries} d
                where not exists (select from {Rows} l where l.tenant_id = d.tenant_id and l.id = d.id and l.opened_year is not null
                                  and l.shape is not distinct from (d.data ->> 'shape')::int) limit 1000)
            """);
        while (await touch.ExecuteNonQueryAsync() > 0)
        {
            // A thousand at a time: a step waits for the rows of one command only.
        }
        await using var changes = source.CreateCommand($"""
            insert into {Changes} (tenant_id, id, from_xid, changed_at, status)
            select tenant_id, stream_id, '1'::xid8, max(timestamp), (select l.status from {Rows} l where l.tenant_id = e.tenant_id and l.id = e.stream_id) from {Events} e
            where not exists (select from {Changes} c where c.tenant_id = e.tenant_id and c.id = e.stream_id) group by tenant_id, stream_id on conflict do nothing
            """);
        await changes.ExecuteNonQueryAsync();
        // Only where there is none: a step that is recorded meanwhile may give a newer one.
        await using var statuses = source.CreateCommand($"""
            update {Changes} c set status = l.status from {Rows} l where l.tenant_id = c.tenant_id and l.id = c.id and c.status is null
            and (c.tenant_id, c.id) in (select n.tenant_id, n.id from {Changes} n join {Rows} using (tenant_id, id) where n.status is null limit 1000)
            """);
        while (await statuses.ExecuteNonQueryAsync() > 0)
        {
            // As above.
        }
    }

    private async Task<List<(string Corporation, Guid Id)>> Outdated()
    {
        await using var command = source.CreateCommand($"select tenant_id, id from {Summaries} where coalesce((data ->> 'shape')::int, 0) < {WeighingSummary.NewestShape}");
        await using var reader = await command.ExecuteReaderAsync();
        var outdated = new List<(string, Guid)>();
        while (await reader.ReadAsync()) outdated.Add((reader.GetString(0), reader.GetGuid(1)));
        return outdated;
    }

    private async Task MakeAnew(string corporation, Guid id)
    {
        await using var session = store.LightweightSession(corporation);
        await session.BeginTransactionAsync(CancellationToken.None);
        // Whoever records a step of this weighing now is done before this, or waits until it is.
        await using var wait = new NpgsqlCommand($"select from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and id = $2 for update");
        foreach (var value in new object[] { corporation, id }) wait.Parameters.Add(new() { Value = value });
        await using (await session.ExecuteReaderAsync(wait))
        {
        }
        if (await session.Events.AggregateStreamAsync<WeighingSummary>(id) is not { } summary) return;
        session.QueueSqlCommand($"update {Summaries} set data = ?::jsonb where tenant_id = ? and id = ?", store.Options.Serializer().ToJson(summary), corporation, id);
        await session.SaveChangesAsync();
    }
}
