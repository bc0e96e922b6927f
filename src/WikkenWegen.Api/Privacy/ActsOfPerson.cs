using System.Collections.Immutable;
using Npgsql;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Corrections;
using WikkenWegen.Domain.Links;
using WikkenWegen.Domain.Privacy;

namespace WikkenWegen.Api.Privacy;

/// <summary>
/// What somebody did here under their subject id: the events that they recorded, in weighings and of the corporation, and the exports and erasures that they asked for. It stands in the record for good,
/// as the proof needs it, and is no text that can be erased.
/// </summary>
public sealed class ActsOfPerson(NpgsqlDataSource source, ErasureRows erasures)
{
    /// <summary>Most that are listed; of others it is told how many there are.</summary>
    public const int Most = 10_000;

    /// <summary>The types of events about how a weighing belongs to another, by the number of the link. The first of them names the other weighing.</summary>
    public static readonly ImmutableArray<Type> AboutLinks = [typeof(WeighingLinked), typeof(WeighingUnlinked)];

    /// <summary>The types of events that correct an earlier event, which their member event names.</summary>
    public static readonly ImmutableArray<Type> AboutEvents = [typeof(MomentCorrected), typeof(TextCorrected)];

    /// <summary>The newest of them, oldest first, and how many there are in all. In weighings that the caller may not see nothing is found, nor what was said of those by an instrument, nor a link to one of those, or a correction of such a link.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="subjects">The subject ids of the person.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(ImmutableArray<ActOfPerson> Acts, long InAll)> Of(string corporation, Reader reader, ImmutableArray<string> subjects, CancellationToken cancellation)
    {
        if (subjects.IsEmpty) return ([], 0);
        string[] named = [.. subjects];
        var (recorded, inAll) = await Recorded(corporation, reader, named, cancellation);
        List<ActOfPerson> asked =
        [
            .. (await erasures.AskedBy(corporation, named, cancellation)).Select(at => new ActOfPerson("erasure_requested", at, null, null, null)),
            .. (await ExportRows.AskedBy(source, corporation, named, cancellation)).Select(at => new ActOfPerson("export_requested", at, null, null, null)),
        ];
        return ([.. recorded.Concat(asked).OrderBy(act => act.At).TakeLast(Most)], inAll + asked.Count);
    }

    /// <summary>The events. It goes through all those of the corporation: there is no index on who recorded them, which each step would pay for.</summary>
    private async Task<(List<ActOfPerson> Recorded, long InAll)> Recorded(string corporation, Reader reader, string[] subjects, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand();
        command.Parameters.Add(new() { Value = corporation });
        command.Parameters.Add(new() { Value = subjects });
        command.CommandText = $"""
            select e.type, e.timestamp, l.id, d.data -> 'framing' ->> 'title', e.version, count(*) over ()
            from {StoreSetup.Schema}.mt_events e join {StoreSetup.Schema}.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
                left join {WeighingList.Rows} l on l.tenant_id = e.tenant_id and l.id = e.stream_id
                left join {StoreSetup.Schema}.mt_doc_weighing_summary d on d.tenant_id = l.tenant_id and d.id = l.id
            where e.tenant_id = $1 and e.user_name = any($2) and (s.type is distinct from 'weighing' or (l.id is not null and {ReadableRows.Condition(reader, Value)}))
                and (s.type is distinct from 'weighing_instrument' or not exists (
                    select from (select e.data ->> 'weighing' union all select tried ->> 'weighing' from jsonb_array_elements(e.data -> 'weighings') tried) about(weighing)
                    where weighing is not null and not exists (select from {WeighingList.Rows} l where l.tenant_id = e.tenant_id and l.id = weighing::uuid and {ReadableRows.Condition(reader, Value)})))
                and (e.type not in ({EventNames.Sql([.. AboutLinks, .. AboutEvents])}) or not exists (
                    select from {StoreSetup.Schema}.mt_events about join {StoreSetup.Schema}.mt_events link
                        on link.tenant_id = about.tenant_id and link.stream_id = about.stream_id and link.type = {EventNames.Sql(AboutLinks[0])} and link.data ->> 'number' = about.data ->> 'number'
                    where about.tenant_id = e.tenant_id and about.stream_id = e.stream_id and about.version = case when e.type in ({EventNames.Sql(AboutEvents)}) then (e.data ->> 'event')::bigint else e.version end
                        and about.type in ({EventNames.Sql(AboutLinks)})
                        and not exists (select from {WeighingList.Rows} l where l.tenant_id = e.tenant_id and l.id = (link.data ->> 'weighing')::uuid and {ReadableRows.Condition(reader, Value)})))
            order by e.seq_id desc limit {Most}
            """;
        var (recorded, inAll) = (new List<ActOfPerson>(), 0L);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            recorded.Add(new ActOfPerson(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1).ToUniversalTime(), row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3), checked((int)row.GetInt64(4))));
            inAll = row.GetInt64(5);
        }
        return (recorded, inAll);

        string Value(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }
    }
}

/// <summary>Something that a person recorded, or asked for.</summary>
/// <param name="Type">Type of the event; erasure_requested or export_requested where it was asked for.</param>
/// <param name="At">When it was recorded or asked for, in UTC.</param>
/// <param name="Weighing">Id of the weighing; absent for what is of the corporation as a whole.</param>
/// <param name="Title">Its title.</param>
/// <param name="Event">Number of the event; absent for a request.</param>
public sealed record ActOfPerson(string Type, DateTimeOffset At, Guid? Weighing, string? Title, int? Event);
