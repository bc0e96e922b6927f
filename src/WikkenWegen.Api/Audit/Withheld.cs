using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// Events that nobody may read yet, because they were given in a blind round which is still open. Their hashes are in the log, and nobody can guess
/// a leaf from its hash; the leaf itself is given once the round closes.
/// </summary>
public sealed class Withheld(NpgsqlDataSource source, WeighingStore weighings)
{
    private const string Candidates = $"""
        select stream_id from {StoreSetup.Schema}.mt_events where tenant_id = $1 and type in ('round_opened', 'round_closed')
        """;

    private const string Open = "group by stream_id having count(*) filter (where type = 'round_opened') > count(*) filter (where type = 'round_closed')";

    /// <summary>Those of a corporation that a reader may not read yet: by weighing and number.</summary>
    public Task<HashSet<(Guid Weighing, int Number)>> Of(string corporation, string reader, CancellationToken cancellation) => Of(corporation, reader, null, cancellation);

    /// <summary>Those of some weighings; other streams among them do no harm.</summary>
    public async Task<HashSet<(Guid Weighing, int Number)>> Of(string corporation, string reader, IEnumerable<Guid>? among, CancellationToken cancellation)
    {
        var withheld = new HashSet<(Guid, int)>();
        foreach (var weighing in await WithOpenRounds(corporation, among?.Distinct().ToArray(), cancellation))
        {
            KeptWeighing? newest;
            try
            {
                newest = await weighings.Newest(corporation, weighing, cancellation);
            }
            catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
            {
                // Rows that somebody changed: what may not be read yet, nobody can tell, so that all of it is withheld.
                foreach (var number in await Numbers(corporation, weighing, cancellation)) withheld.Add((weighing, number));
                continue;
            }
            if (newest is null) continue;
            foreach (var recorded in newest.History.Recorded(newest.State.Version))
                if (newest.State.Hides(recorded, reader)) withheld.Add((weighing, recorded.Number));
        }
        return withheld;
    }

    private async Task<List<int>> Numbers(string corporation, Guid weighing, CancellationToken cancellation)
    {
        var numbers = new List<int>();
        await using var command = ExportRows.Command(source, $"select stream_version from {LedgerSchema.Leaves} where tenant_id = $1 and stream_id = $2", corporation, weighing);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) numbers.Add((int)row.GetInt64(0));
        return numbers;
    }

    private async Task<List<Guid>> WithOpenRounds(string corporation, Guid[]? among, CancellationToken cancellation)
    {
        if (among?.Length == 0) return [];
        await using var command = source.CreateCommand(among is null ? $"{Candidates} {Open}" : $"{Candidates} and stream_id = any($2) {Open}");
        command.Parameters.Add(new() { Value = corporation });
        if (among is not null) command.Parameters.Add(new() { Value = among });
        var open = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) open.Add(reader.GetGuid(0));
        return open;
    }
}
