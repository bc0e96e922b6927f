using System.Text.Json;
using Marten;
using Npgsql;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Registers;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Precedents;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Precedents;

/// <summary>A weighing that may be a precedent.</summary>
/// <param name="Weighing">The weighing.</param>
/// <param name="Compared">As it is compared.</param>
/// <param name="IsNamed">Whether the reader is named in it.</param>
public sealed record Candidate(WeighingInRegister Weighing, ComparedWeighing Compared, bool IsNamed);

/// <summary>Something that a weighing has in a register, as it is stored.</summary>
/// <param name="Register">The register.</param>
/// <param name="Event">Number of the event that it came of.</param>
/// <param name="Path">Where it stands in the view of the weighing.</param>
/// <param name="Data">What the register tells of it; texts by or about persons are in it as their digests.</param>
public sealed record StoredEntry(Register Register, int Event, string Path, JsonElement Data)
{
    /// <summary>What the register tells of it.</summary>
    public T Read<T>() => Data.Deserialize<T>(EventContract.Json)!;
}

/// <summary>
/// Looks for precedents. Of each way in which weighings can be alike the newest are looked at, so many and no more: comparing takes the same time
/// however many weighings there are.
/// </summary>
/// <param name="connection">To the database.</param>
/// <param name="corporation">Code of the corporation.</param>
/// <param name="reader">Who asks; they get to see only what they may read.</param>
/// <param name="serializer">Reads what is stored.</param>
/// <param name="cancellation">Stops looking.</param>
public sealed class PrecedentSearch(NpgsqlConnection connection, string corporation, Reader reader, ISerializer serializer, CancellationToken cancellation)
{
    /// <summary>Most weighings that are looked at for each way of being alike.</summary>
    public const int MostOfEach = 100;

    /// <summary>Most entries that are read of the weighings that are most alike: more than a page needs.</summary>
    public const int MostEntries = 5_000;

    /// <summary>Most deviations that are told.</summary>
    public const int MostDeviations = 50;

    /// <summary>Most words and criteria that are searched by.</summary>
    private const int MostSearched = 20;

    /// <summary>Most complexes, clusters and BAG objects that are searched by.</summary>
    private const int MostProperty = 60;

    /// <summary>The weighings that may be alike, in no order.</summary>
    /// <param name="own">Id of the weighing that they are compared with, which is not among them.</param>
    /// <param name="compared">As it is compared.</param>
    public async Task<List<Candidate>> Candidates(Guid own, ComparedWeighing compared)
    {
        if (CandidateCommands(corporation, reader, own, compared) is not { } commands) return [];
        await using var rows = await ListPage.Read(connection, commands, cancellation);
        var found = new List<Candidate>();
        while (await rows.ReadAsync(cancellation))
        {
            var framing = await serializer.FromJsonAsync<Framing>(rows, 2, cancellation);
            var status = JsonSerializer.Deserialize<WeighingStatus>($"\"{rows.GetString(3)}\"", EventContract.Json);
            using var criteria = JsonDocument.Parse(rows.GetString(5));
            found.Add(new Candidate(
                WeighingInRegister.Of(rows.GetGuid(0), checked((int)rows.GetInt64(4)), status, framing),
                new ComparedWeighing(framing, criteria.RootElement.EnumerateArray().Select(c => (c.GetProperty("code").GetString()!, c.GetProperty("name").GetString()!))),
                rows.GetBoolean(1)));
        }
        return found;
    }

    /// <summary>The commands for candidates, the first of which is about settings; null where there is nothing to look by.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="own">Id of the weighing that they are compared with.</param>
    /// <param name="compared">As it is compared.</param>
    public static NpgsqlBatchCommand[]? CandidateCommands(string corporation, Reader reader, Guid own, ComparedWeighing compared)
    {
        var page = new RegisterPage();
        var mine = page.Value(corporation); // $1
        var may = $"l.tenant_id = {mine} and l.id <> {page.Value(own)} and {ReadableRows.Condition(reader, value => page.Value(value))}";
        var ways = new List<string>();
        // In a gemeente there may be so many that those of the same wijk would not be among the newest.
        string[] around = [.. compared.Areas];
        foreach (var areas in new[] { around.Where(a => a[0] != 'G').ToArray(), around.Where(a => a[0] == 'G').ToArray() })
            if (areas.Length > 0) ways.Add(Newest($"l.areas && {page.Value(areas)}"));
        if (compared.SearchedWords is { Length: > 0 } words)
            ways.Add(Newest($"l.words @@ websearch_to_tsquery('{WeighingList.SearchLanguage}', {WeighingList.Folded}({page.Value(string.Join(" or ", words.Take(MostSearched)))}))"));
        if (InRegister(Register.Property, compared.PropertyKeys.Take(MostProperty)) is { } sameProperty) ways.Add(sameProperty);
        foreach (var register in OfCriteria)
            if (InRegister(register, compared.CriterionKeys(register).Take(MostSearched)) is { } sameCriteria) ways.Add(sameCriteria);
        return ways.Count == 0 ? null : page.Batch($"""
            with found as ({string.Join(" union ", ways)})
            select f.id, coalesce(l.named @> array[{page.Value(reader.Subject)}], false), {RegisterPage.OfWeighing},
                coalesce((select jsonb_agg(jsonb_build_object('code', e.data -> 'code', 'name', e.data -> 'name') order by e.register, e.number) from {RegisterTable.Rows} e
                    where e.tenant_id = {mine} and e.weighing_id = f.id and e.register in ({string.Join(", ", OfCriteria.Select(r => $"'{RegisterTable.NameOf(r)}'"))}) and e.data @> '{InForce}'), '[]')
            from found f join {WeighingList.Rows} l on l.tenant_id = {mine} and l.id = f.id {RegisterPage.JoinWeighing("f.id")}
            """);

        string? InRegister(Register register, IEnumerable<RegisterKey> keys)
        {
            string[] marks = [.. keys.Select(key => RegisterTable.Key($"{page.Value(key.Field)}::text", page.Value(key.Value)))];
            return marks.Length == 0 ? null : $"""
                (select e.weighing_id as id from {RegisterTable.Rows} e join {WeighingList.Rows} l on l.tenant_id = e.tenant_id and l.id = e.weighing_id
                 where e.tenant_id = {mine} and e.register = '{RegisterTable.NameOf(register)}' and e.marks && array[{string.Join(", ", marks)}] and {may}
                 order by e.happened_at desc, e.weighing_id desc limit {MostOfEach})
                """;
        }

        string Newest(string alike) => $"(select l.id from {WeighingList.Rows} l where {may} and {alike} order by l.opened_at desc, l.id desc limit {MostOfEach})";
    }

    private static readonly Register[] OfCriteria = [Register.Criteria, Register.CriteriaBeside];

    private const string InForce = """{"inForce": true}""";

    /// <summary>What weighings have in the registers, by weighing, in the order of registers and numbers. The reader must be allowed to read them.</summary>
    public async Task<ILookup<Guid, StoredEntry>> Entries(IReadOnlyCollection<Guid> weighings)
    {
        await using var rows = await ListPage.Read(connection, EntryCommands(corporation, weighings), cancellation);
        var found = new List<(Guid Weighing, StoredEntry Entry)>();
        while (await rows.ReadAsync(cancellation))
        {
            using var data = JsonDocument.Parse(rows.GetString(4));
            var register = Enum.GetValues<Register>().Single(r => RegisterTable.NameOf(r) == rows.GetString(1));
            found.Add((rows.GetGuid(0), new StoredEntry(register, rows.GetInt32(2), rows.GetString(3), data.RootElement.Clone())));
        }
        return found.ToLookup(f => f.Weighing, f => f.Entry);
    }

    /// <summary>The commands for entries, the first of which is about settings.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="weighings">Ids of the weighings.</param>
    public static NpgsqlBatchCommand[] EntryCommands(string corporation, IReadOnlyCollection<Guid> weighings)
    {
        var page = new RegisterPage();
        Register[] told = [Register.Decisions, Register.Deviations, Register.Assumptions, Register.NotToDo, Register.Criteria];
        return page.Batch($"""
            select e.weighing_id, e.register, e.event, e.path, e.data from {RegisterTable.Rows} e
            where e.tenant_id = {page.Value(corporation)} and e.weighing_id = any({page.Value(weighings.ToArray())}) and e.register = any({page.Value(told.Select(RegisterTable.NameOf).ToArray())})
            order by e.weighing_id, e.register, e.number limit {MostEntries}
            """);
    }

    /// <summary>The newest deviations on any of some grounds, but for those of a weighing.</summary>
    /// <param name="own">Id of that weighing.</param>
    /// <param name="grounds">The grounds; at least one.</param>
    public async Task<List<(RegisterItem<DeviationEntry> Item, JsonElement Data, bool IsNamed)>> Deviations(Guid own, IEnumerable<DeviationGround> grounds)
    {
        await using var rows = await ListPage.Read(connection, DeviationCommands(corporation, reader, own, grounds), cancellation);
        var found = new List<(RegisterItem<DeviationEntry>, JsonElement, bool)>();
        while (await rows.ReadAsync(cancellation))
        {
            using var data = JsonDocument.Parse(rows.GetString(3));
            found.Add((new RegisterItem<DeviationEntry>
            {
                Weighing = await WeighingInRegister.Read(rows, serializer, rows.GetGuid(0), 4, cancellation),
                Event = rows.GetInt32(1),
                Path = rows.GetString(2),
                Entry = data.Deserialize<DeviationEntry>(EventContract.Json)!,
            }, data.RootElement.Clone(), rows.GetBoolean(7)));
        }
        return found;
    }

    /// <summary>The commands for deviations, the first of which is about settings.</summary>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="own">Id of the weighing of which none are told.</param>
    /// <param name="grounds">The grounds.</param>
    public static NpgsqlBatchCommand[] DeviationCommands(string corporation, Reader reader, Guid own, IEnumerable<DeviationGround> grounds)
    {
        var page = new RegisterPage();
        var marks = grounds.Select(ground => RegisterEntry.Mark(Register.Deviations, "ground", ground)).ToArray();
        return page.Batch($"""
            with found as (
                select e.weighing_id, e.number, e.event, e.path, e.data, e.happened_at, l.named @> array[{page.Value(reader.Subject)}] as is_named
                from {RegisterTable.Rows} e join {WeighingList.Rows} l on l.tenant_id = e.tenant_id and l.id = e.weighing_id
                where {string.Join(" and ", page.Conditions(corporation, new RegisterFilter { Register = Register.Deviations, Reader = reader }))}
                  and e.marks && {page.Value(marks)} and e.weighing_id <> {page.Value(own)}
                order by e.happened_at desc, e.weighing_id, e.number limit {MostDeviations})
            select f.weighing_id, f.event, f.path, f.data, {RegisterPage.OfWeighing}, coalesce(f.is_named, false)
            from found f join {StoreSetup.Schema}.mt_doc_weighing_summary d on d.tenant_id = {page.Value(corporation)} and d.id = f.weighing_id
            join {StoreSetup.Schema}.mt_streams s on s.tenant_id = d.tenant_id and s.id = f.weighing_id
            order by f.happened_at desc, f.weighing_id, f.number
            """);
    }
}
