using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Registers;

/// <summary>
/// The table that registers are read from. A row has what the weighing says of one thing, and by what that is sorted, filtered and searched;
/// about the weighing as a whole, who may read it too, the table of the lists (<see cref="WeighingList"/>) is asked, so that a row need not be
/// written again where only that changes.
/// </summary>
public static class RegisterTable
{
    /// <summary>The table, with its schema.</summary>
    public const string Rows = $"{StoreSetup.Schema}.{Name}";

    private const string Name = "register_entry";

    /// <summary>Most characters of a name that registers are sorted by: an index has no room for long ones.</summary>
    private const int MostCharacters = 200;

    private static readonly string[] Written = ["event", "path", "happened_at", "name", "marks", "words", "data", "low", "high"];

    /// <summary>The definition of the table.</summary>
    public static Table Schema()
    {
        var table = new Table(new PostgresqlObjectName(StoreSetup.Schema, Name, SchemaUtils.IdentifierUsage.General));
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("weighing_id").AsPrimaryKey();
        table.AddColumn("register", "text").AsPrimaryKey();
        table.AddColumn("number", "int").AsPrimaryKey();
        table.AddColumn("event", "int").NotNull();
        table.AddColumn("path", "text").NotNull();
        table.AddColumn("happened_at", "timestamptz").NotNull();
        table.AddColumn("name", "text").NotNull();
        table.AddColumn("marks", "text[]").NotNull();
        table.AddColumn("words", "tsvector").NotNull();
        table.AddColumn("data", "jsonb").NotNull();
        table.AddColumn("low", "numeric"); // of a criterion: the lowest and highest share of the weights that it had
        table.AddColumn("high", "numeric");
        foreach (var sorted in new[] { "happened_at", "name" })
            table.Indexes.Add(new IndexDefinition($"ix_{Name}_{sorted}") { Columns = ["tenant_id", "register", sorted, "weighing_id", "number"] });
        foreach (var found in new[] { "marks", "words" })
        {
            // What waits to be put in its place is gone through by each search.
            var index = new IndexDefinition($"ix_{Name}_{found}") { Columns = [found], Method = IndexMethod.gin };
            index.StorageParameters["gin_pending_list_limit"] = "64"; // KiB
            table.Indexes.Add(index);
        }
        return table;
    }

    /// <summary>The name of a register in the table.</summary>
    public static string NameOf(Register register) => JsonNamingPolicy.CamelCase.ConvertName(register.ToString());

    /// <summary>
    /// The SQL for the mark that a name gives, of the SQL for its field and for what is compared of it. It is a digest, since people write
    /// texts for which an index has no room; letters composed in different ways are the same ones.
    /// </summary>
    public static string Key(string field, string value) => $"({field} || encode(sha256(convert_to({References.Composed(value)}, 'UTF8')), 'base64'))";

    /// <summary>Queues the rows of a weighing in some registers, to be saved with the session; a row that says the same already is left as it is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="corporation">Code of the corporation.</param>
    /// <param name="weighing">The state.</param>
    /// <param name="registers">The registers. Of these all rows are written, so that what an older host left out comes too.</param>
    public static void Write(IDocumentOperations session, string corporation, Weighing weighing, IEnumerable<Register> registers)
    {
        var entries = registers.SelectMany(register => RegisterEntries.Of(weighing, register)).ToList();
        if (entries.Count > 0) session.QueueSqlCommand(Writing("?", "?", "?"), corporation, weighing.Id, Json(entries));
    }

    /// <summary>The entries as <see cref="Writing"/> reads them.</summary>
    private static string Json(IEnumerable<RegisterEntry> entries) => JsonSerializer.Serialize(entries.Select(e => new
    {
        register = NameOf(e.Register),
        number = e.Number,
        @event = e.Event,
        path = e.Path,
        happened_at = e.At,
        name = e.Name,
        marks = e.Marks,
        keys = e.Keys.Select(key => new { field = key.Field, value = key.Value }),
        words = e.Words,
        data = JsonSerializer.SerializeToElement(e.Content, e.Content.GetType(), EventContract.Json),
    }), Plain);

    /// <summary>As the names stand, which are those of columns.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new UtcMoments() } };

    private static string Writing(string corporation, string weighing, string entries) => $"""
        insert into {Rows} as there (tenant_id, weighing_id, register, number, {string.Join(", ", Written)})
        select {corporation}, {weighing}, r.register, r.number, r.event, r.path, r.happened_at, left(lower({References.Composed("r.name")}), {MostCharacters}),
            array(select jsonb_array_elements_text(r.marks)) || array(select {Key("k ->> 'field'", "k ->> 'value'")} from jsonb_array_elements(r.keys) k),
            {WeighingList.Vector}(r.words), r.data, {Share("lowest")}, {Share("highest")}
        from jsonb_to_recordset({entries}::jsonb)
            as r(register text, number int, event int, path text, happened_at timestamptz, name text, marks jsonb, keys jsonb, words text, data jsonb)
        on conflict (tenant_id, weighing_id, register, number) do update set {string.Join(", ", Written.Select(c => $"{c} = excluded.{c}"))}
        where (there.data, there.name, there.marks, there.path, there.happened_at) is distinct from (excluded.data, excluded.name, excluded.marks, excluded.path, excluded.happened_at)
        """;

    private static string Share(string which) => $"(r.data #>> '{{{which},share}}')::numeric";

    /// <summary>
    /// Writes the rows of weighings that hosts without registers recorded: of all, or of those that changed since this was done before. A step
    /// that another host records meanwhile is not lost: both wait for each other.
    /// </summary>
    /// <param name="store">The event store.</param>
    /// <param name="source">The database.</param>
    /// <param name="since">From when on weighings changed that are to be done; null for all.</param>
    public static async Task Fill(IDocumentStore store, NpgsqlDataSource source, DateTimeOffset? since)
    {
        foreach (var (corporation, id) in await Changed(source, since))
        {
            await using var session = store.LightweightSession(corporation);
            await session.BeginTransactionAsync(CancellationToken.None);
            // Whoever records a step of this weighing now is done before this, or waits until it is.
            await using var wait = new NpgsqlCommand($"select from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and id = $2 for update");
            foreach (var value in new object[] { corporation, id }) wait.Parameters.Add(new() { Value = value });
            await using (await session.ExecuteReaderAsync(wait))
            {
            }
            var events = await session.Events.FetchStreamAsync(id);
            if (events.Count == 0 || events[0].Data is not WeighingEvent) continue;
            Write(session, corporation, Weighing.Fold(events.Select(e => HistoricEvent.Of(e).Recorded)) with { Id = id }, Enum.GetValues<Register>());
            await session.SaveChangesAsync();
        }
    }

    private static async Task<List<(string Corporation, Guid Id)>> Changed(NpgsqlDataSource source, DateTimeOffset? since)
    {
        await using var command = source.CreateCommand($"select tenant_id, id from {StoreSetup.Schema}.mt_streams where type = 'weighing' and version > 0 and ($1 is null or timestamp >= $1) order by tenant_id, id");
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)since ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await using var reader = await command.ExecuteReaderAsync();
        var changed = new List<(string, Guid)>();
        while (await reader.ReadAsync()) changed.Add((reader.GetString(0), reader.GetGuid(1)));
        return changed;
    }
}

/// <summary>Gives weighings of before there were registers, or of hosts that know none, their rows.</summary>
internal sealed class FillRegisters(IDocumentStore store, NpgsqlDataSource source) : IAfterSchemaUpdate
{
    /// <summary>Longer than it takes to do all of them: what an older host recorded while they were done last is done again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public int Version => 6; // rises where entries are made otherwise

    /// <inheritdoc />
    public async Task Run()
    {
        await using var command = source.CreateCommand($"select done_at from {StoreSetup.Schema}.schema_step where name = $1 and version = $2");
        foreach (var value in new object[] { nameof(FillRegisters), Version }) command.Parameters.Add(new() { Value = value });
        var done = await command.ExecuteScalarAsync();
        await RegisterTable.Fill(store, source, done is DateTime moment ? new DateTimeOffset(moment, TimeSpan.Zero) - Overlap : null);
    }
}
