using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// What PostgreSQL knows of how much is in the tables, by which it chooses how to search them. It gathers that by itself within minutes, but
/// until then a table that was filled at once, or put back from a backup, is searched as if little were in it.
/// </summary>
public sealed class Statistics(NpgsqlDataSource source, ILogger<Statistics> log)
{
    /// <summary>Below this many bytes a table is read whole in no time, whatever is known of it.</summary>
    private const int Small = 1024 * 1024;

    /// <summary>So many rows must have been written since, besides half of those that there were.</summary>
    private const int Much = 2_000;

    private static readonly string[] Tables = [.. Migration.All.SelectMany(m => m.Made)];

    /// <summary>Gathers them of every table: for after much was written.</summary>
    public Task Gather() => Gather("true", LogLevel.Warning);

    /// <summary>Gathers them of large tables that have none.</summary>
    public Task GatherMissing() => Gather($"pg_relation_size(c.oid) > {Small} and not exists (select from pg_stats s where s.schemaname = c.relnamespace::regnamespace::text and s.tablename = c.relname)", LogLevel.Warning);

    /// <summary>
    /// Gathers them of tables in which very much was written since, as when somebody loads thousands of weighings. PostgreSQL looks for such tables
    /// once a minute; until it has, the first searches are slow. Where they belong to another user than this host's, PostgreSQL does it alone.
    /// </summary>
    public Task GatherOutdated() => Gather($"exists (select from pg_stat_user_tables s where s.relid = c.oid and s.n_mod_since_analyze > {Much} + greatest(c.reltuples, 0) / 2)", LogLevel.Debug);

    private async Task Gather(string where, LogLevel level)
    {
        try
        {
            var tables = new List<string>();
            await using (var look = source.CreateCommand($"""
                select c.oid::regclass::text from pg_class c where c.oid in (select to_regclass(made) from unnest($1) made) and c.relkind = 'r' and pg_has_role(c.relowner, 'usage') and {where} order by 1
                """))
            {
                look.Parameters.Add(new() { Value = Tables });
                await using var reader = await look.ExecuteReaderAsync();
                while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
            }
            if (tables.Count == 0) return;
            await using var analyze = source.CreateCommand($"analyze (skip_locked) {string.Join(", ", tables)}");
            await analyze.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or ObjectDisposedException)
        {
            // As on a standby, or where it takes longer than a command may. PostgreSQL does it later by itself.
            log.Log(level, "No statistics of the tables were gathered, so lists may be slow for some minutes: {Error}", e.Message);
        }
    }
}

/// <summary>Looks every few seconds whether much was loaded.</summary>
public sealed class StatisticsKeeping(Statistics statistics, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await statistics.GatherOutdated();
    }
}
