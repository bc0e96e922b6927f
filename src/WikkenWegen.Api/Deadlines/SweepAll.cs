using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Deadlines;

/// <summary>
/// Has the first sweep after an upgrade look at all weighings, while requests are served: what an older host recorded, and the deadlines that
/// follow otherwise from what was recorded before.
/// </summary>
internal sealed class SweepAll(NpgsqlDataSource source) : IAfterSchemaUpdate
{
    /// <inheritdoc />
    public int Version => 3; // rises where deadlines follow otherwise from a weighing

    /// <inheritdoc />
    public async Task Run()
    {
        await using var command = source.CreateCommand($"delete from {DeadlineRows.Swept}");
        await command.ExecuteNonQueryAsync();
    }
}
