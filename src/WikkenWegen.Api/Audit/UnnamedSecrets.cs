using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;

namespace WikkenWegen.Api.Audit;

/// <summary>
/// The secret weighings of which somebody reads leaves without being named in them, which the log tells as it does of every other reading: an entry bundle
/// and an export have whole events.
/// </summary>
public sealed class UnnamedSecrets(NpgsqlDataSource source, WeighingStore weighings)
{
    /// <summary>Those among some streams; other streams among them do no harm.</summary>
    public Task<List<Guid>> Among(string corporation, string reader, IEnumerable<Guid> streams, CancellationToken cancellation) =>
        Of(corporation, reader, [.. streams.Distinct()], _ => true, cancellation);

    /// <summary>Those of which an export has something.</summary>
    public Task<List<Guid>> In(string corporation, string reader, ExportScope scope, CancellationToken cancellation) =>
        Of(corporation, reader, scope.Weighing is { } one ? [one] : null, kept => kept.History.Recorded(kept.State.Version).Any(e => !(e.RecordedAt < scope.From) && !(e.RecordedAt >= scope.Until)), cancellation);

    private async Task<List<Guid>> Of(string corporation, string reader, Guid[]? among, Func<KeptWeighing, bool> isMeant, CancellationToken cancellation)
    {
        var unnamed = new List<Guid>();
        foreach (var id in await Secret(corporation, among, cancellation))
        {
            try
            {
                if (await weighings.Newest(corporation, id, cancellation) is { } newest && !newest.State.IsNamed(reader) && isMeant(newest)) unnamed.Add(id);
            }
            catch (Exception e) when (!WeighingStore.IsOfTheMoment(e))
            {
                unnamed.Add(id); // rows that somebody changed: whom it names, nobody can tell
            }
        }
        return unnamed;
    }

    /// <summary>The weighings whose framing in force says that they are secret.</summary>
    private async Task<List<Guid>> Secret(string corporation, Guid[]? among, CancellationToken cancellation)
    {
        if (among?.Length == 0) return [];
        await using var command = source.CreateCommand($"""
            select newest.stream_id from (
                select distinct on (stream_id) stream_id, data -> 'framing' ->> 'confidentiality' as class from {StoreSetup.Schema}.mt_events
                where tenant_id = $1 and type in ({FramingEvents.Names}) {(among is null ? "" : "and stream_id = any($2)")} order by stream_id, version desc) newest
            where newest.class = 'secret' order by 1
            """);
        command.Parameters.Add(new() { Value = corporation });
        if (among is not null) command.Parameters.Add(new() { Value = among });
        var secret = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) secret.Add(row.GetGuid(0));
        return secret;
    }
}
