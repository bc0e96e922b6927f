using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;
using static WikkenWegen.Api.Weighings.Listing.WeighingColumns;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>
/// The tables that lists are read from, kept by a trigger on the summaries: whatever writes a summary, a step or a rebuild, writes its
/// row here in the same transaction. A row is narrow, and everything that is filtered or sorted by is a column with an index.
/// </summary>
/// <remarks>
/// <see cref="Rows"/> has one row a weighing, as it is now; <see cref="Past"/> has the places in the sorted lists that weighings had
/// before, each with the transactions that gave it and took it away. Together they tell the order of a list in any earlier snapshot,
/// so that whoever goes from page to page walks through the list as it was when they began.
/// <para>
/// When a weighing changed is when its newest event was recorded, whatever that says. Most steps touch no summary, and must not write the wide
/// row with its many indexes; so <see cref="Changes"/> is a narrow table beside it, with <see cref="ChangesPast"/> for the places before. A
/// trigger on the events keeps both, within the command that appends: a step costs no more round trips, but one more row, and one that is
/// written again. Marten's own table of streams would not do: it has the moment by the clock of the database, which is not that of recording. It has the
/// status too, which changes seldom, so that those of a rare status are found in the order in which they changed.
/// </para>
/// <para>
/// <see cref="Pieces"/> has the words of each piece of a weighing's text, so that a step in a long one makes anew only those of the pieces that it changed. That the
/// words of the whole are written again with each row is made cheap by letting them wait (<see cref="WaitingWords"/>).
/// </para>
/// <para>
/// <see cref="SearchWords"/> has the words that the corporation's weighings are written in, so that a search finds a word within others: see
/// <see cref="Search"/>.
/// </para>
/// </remarks>
public sealed class WeighingList() : FeatureSchemaBase("weighing_list", new PostgresqlMigrator())
{
    /// <summary>One row a weighing.</summary>
    public const string Rows = $"{StoreSetup.Schema}.weighing_list";

    /// <summary>Places that weighings had before.</summary>
    public const string Past = $"{StoreSetup.Schema}.weighing_list_past";

    /// <summary>When each weighing changed last: one row a stream, in which streams of other things are too.</summary>
    public const string Changes = $"{StoreSetup.Schema}.weighing_change";

    /// <summary>When weighings had changed last before.</summary>
    public const string ChangesPast = $"{StoreSetup.Schema}.weighing_change_past";

    /// <summary>The words of a corporation that can be parts of each other, with their stems. A word can be there twice; none is ever taken out.</summary>
    public const string SearchWords = $"{StoreSetup.Schema}.weighing_list_word";

    /// <summary>The words of each piece of a weighing's text: its framing, each proposal, its criteria, its parties.</summary>
    public const string Pieces = $"{StoreSetup.Schema}.weighing_list_piece";

    /// <summary>
    /// The SQL function that makes a tsquery of the code of a corporation and what somebody searches for, as websearch_to_tsquery reads it.
    /// Words that are joined by signs must stand side by side; a minus is one only in front of a word, and or only by itself. Each word in it also stands for the words of the corporation that it is a part of: as it was typed, as its stem where that is only
    /// shorter, and as a stem at the end of theirs.
    /// </summary>
    public const string Search = $"{StoreSetup.Schema}.weighing_list_query";

    /// <summary>The SQL function that writes letters composed or not, with or without marks, in one way.</summary>
    internal const string Folded = $"{StoreSetup.Schema}.weighing_list_folded";

    /// <summary>The SQL function that makes the tsvector of a text, or of as much of it as fits.</summary>
    public const string Vector = $"{StoreSetup.Schema}.weighing_list_vector";

    /// <summary>The PostgreSQL text search configuration: Dutch stemming.</summary>
    internal const string SearchLanguage = "dutch";

    internal const string Events = $"{StoreSetup.Schema}.mt_events";

    internal const string Summaries = $"{StoreSetup.Schema}.mt_doc_weighing_summary";

    /// <summary>
    /// Most KiB of entries of the index that wait to be put in their place. Those of one long text are some 240, and to put them in their place takes
    /// most of the time of a step; of the same weighing they go there together. A search goes through what waits in a fraction of a millisecond.
    /// </summary>
    private const int WaitingEntries = 64;

    /// <summary>The same for the words.</summary>
    internal const int WaitingWords = 1_024;

    /// <inheritdoc />
    public override IEnumerable<Type> DependentTypes() => [typeof(WeighingSummary)];

    /// <inheritdoc />
    protected override IEnumerable<ISchemaObject> schemaObjects() =>
        [RowsTable(), PastTable(Past, Places), ChangesTable(), PastTable(ChangesPast, Changed), WordsTable(), PiecesTable(), .. WeighingListFunctions.All];

    private static Table RowsTable()
    {
        var table = Named(Rows);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("from_xid", "xid8").NotNull(); // the transaction that gave it its place in the sorted lists
        foreach (var column in Columns) column.AddTo(table);
        // With what is asked of many rows before a page is full, so that they need not be visited.
        string[] asked = ["from_xid", Secrecy.Name, .. Marks.Take(3).Select(m => m.Name)];
        Index("opened_at", ["tenant_id", "opened_at", "id"], asked);
        foreach (var place in Places.SkipLast(1)) Index($"year_{place.Name}", ["tenant_id", "opened_year", place.Name, "id"], ["from_xid", "opened_at", "status", Secrecy.Name]);
        foreach (var place in Places) Index(place.Name, ["tenant_id", place.Name, "id"], [.. asked, "opened_at"]);
        foreach (var key in (Column[])[Opened, .. Places]) Index($"status_{key.Name}", ["tenant_id", "status", key.Name, "id"]);
        foreach (var mark in Marks) Index(mark.Name, ["tenant_id", mark.Name]);
        foreach (var column in Contents)
        {
            // Where nothing is said, 4 MiB wait, which is much for the short entries of most.
            var index = new IndexDefinition($"ix_weighing_list_{column.Name}") { Columns = [column.Name], Method = IndexMethod.gin };
            index.StorageParameters["gin_pending_list_limit"] = column == Words ? $"{WaitingWords}" : $"{WaitingEntries}";
            table.Indexes.Add(index);
        }
        return table;

        void Index(string name, string[] columns, string[]? including = null) =>
            table.Indexes.Add(new IndexDefinition($"ix_weighing_list_{name}") { Columns = columns, IncludeColumns = including });
    }

    private static Table PastTable(string name, params Column[] places)
    {
        var table = Named(name);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn("to_xid", "xid8").AsPrimaryKey(); // in front: a page asks for what changed since its first
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("from_xid", "xid8").NotNull();
        foreach (var place in places) place.AddTo(table);
        return table;
    }

    private static Table ChangesTable()
    {
        var table = Named(Changes);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("from_xid", "xid8").NotNull();
        Changed.AddTo(table);
        table.AddColumn(Status.Name, "text"); // null where the stream is of no weighing
        table.Indexes.Add(new IndexDefinition("ix_weighing_change_changed_at") { Columns = ["tenant_id", Changed.Name, "id"], IncludeColumns = ["from_xid"] });
        table.Indexes.Add(new IndexDefinition("ix_weighing_change_status_changed_at") { Columns = ["tenant_id", Status.Name, Changed.Name, "id"], IncludeColumns = ["from_xid"] });
        return table;
    }

    private static Table WordsTable()
    {
        var table = Named(SearchWords);
        table.AddColumn<string>("tenant_id").NotNull();
        table.AddColumn("word", "text").NotNull();
        table.AddColumn("stem", "text").NotNull();
        table.Indexes.Add(new IndexDefinition("ix_weighing_list_word") { Columns = ["tenant_id", "word"] });
        table.IgnoreIndex(WeighingListFunctions.PartsIndex);
        return table;
    }

    private static Table PiecesTable()
    {
        var table = Named(Pieces);
        table.AddColumn<string>("tenant_id").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("piece").AsPrimaryKey();
        table.AddColumn("digest", "text").NotNull(); // of the text that the words were made of
        table.AddColumn("words", "tsvector").NotNull();
        return table;
    }

    private static Table Named(string name) => new(new PostgresqlObjectName(StoreSetup.Schema, name.Split('.')[1], SchemaUtils.IdentifierUsage.General));
}
