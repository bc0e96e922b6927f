using System.Data.Common;
using System.Linq.Expressions;
using System.Text.Json;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Domain;

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

    /// <summary>
    /// The SQL function that leaves of a folded text the words alone, with blanks between them: signs go, and digits stand apart from letters.
    /// PostgreSQL would take Kievitflat.nl for a host, sloop/nieuwbouw for a file, B12flat for one word and -777 for a number below zero.
    /// </summary>
    private const string Split = $"{StoreSetup.Schema}.weighing_list_split";

    /// <summary>The SQL function that makes the tsvector of a text, or of as much of it as fits.</summary>
    public const string Vector = $"{StoreSetup.Schema}.weighing_list_vector";

    /// <summary>The SQL function that makes the tsvector of a whole weighing, of its pieces.</summary>
    private const string WholeVector = $"{StoreSetup.Schema}.weighing_list_words";

    /// <summary>The SQL function that gives the words of a text that can be parts of each other, and were not in the lines of the text before.</summary>
    private const string Fresh = $"{StoreSetup.Schema}.weighing_list_fresh";

    /// <summary>
    /// What is no part of a word, in a regular expression. By their numbers, because what PostgreSQL holds for a letter depends on the locale of
    /// the database: the signs of ASCII and Latin-1, those that Unicode has for all scripts, those of Chinese and Japanese, and pictures.
    /// </summary>
    private const string Signs =
        @"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\u3008-\u3020\u30fb\U0001f000-\U0001faff]+";

    /// <summary>What nobody sees within a word: where it may be broken at the end of a line, and where it may not.</summary>
    private const string Unseen = @"\u00ad\u200c\u200d\u2060\ufeff";

    /// <summary>The PostgreSQL text search configuration: Dutch stemming.</summary>
    internal const string SearchLanguage = "dutch";

    /// <summary>
    /// Most words that a part stands for, the shortest first: a word of three letters is in so many that a search for all of them takes
    /// long, and nobody means them.
    /// </summary>
    private const int MostWords = 300;

    private const string Events = $"{StoreSetup.Schema}.mt_events";

    private const string Summaries = $"{StoreSetup.Schema}.mt_doc_weighing_summary";

    /// <summary>
    /// Most different words of a weighing, those that come first. A Dutch text of as many characters as are searched has some three thousand; each
    /// takes its time whenever the row is written.
    /// </summary>
    private const int MostDifferentWords = 5_000;

    /// <summary>
    /// Most KiB of entries of the index that wait to be put in their place. Those of one long text are some 240, and to put them in their place takes
    /// most of the time of a step; of the same weighing they go there together. A search goes through what waits in a fraction of a millisecond.
    /// </summary>
    private const int WaitingEntries = 64;

    /// <summary>The same for the words.</summary>
    private const int WaitingWords = 1_024;

    /// <summary>A text of more characters is kept in pieces: of a shorter one, to make all words anew takes less than to keep them.</summary>
    private const int LongText = 5_000;

    private static readonly Column Opened = new("opened_at", "timestamptz not null", Of(s => s.OpenedAt));

    /// <summary>
    /// What else lists are sorted by, which changes. What can be missing comes last whichever way a list goes, which takes a column each
    /// way: infinitely late in the one, infinitely early in the other.
    /// </summary>
    private static readonly Column[] Places =
    [
        new("decided_rising", "timestamptz not null", $"coalesce({Of(s => s.DecidedAt)}, 'infinity')"),
        new("decided_falling", "timestamptz not null", $"coalesce({Of(s => s.DecidedAt)}, '-infinity')"),
        new("deadline_rising", "date not null", $"coalesce({Of(s => s.Framing.Deadline)}, 'infinity')"),
        new("deadline_falling", "date not null", $"coalesce({Of(s => s.Framing.Deadline)}, '-infinity')"),
        new("title", "text not null", $"lower({References.Composed(Of(s => s.Framing.Title))})"),
    ];

    private static readonly Column Changed = new("changed_at", "timestamptz not null", "new.timestamp");

    // What came after there were tables can be missing in a row until Fill writes it anew, so these columns take null.
    private static readonly Column Shape = new("shape", "smallint", Of(s => s.Shape));

    private static readonly Column OpenedYear = new("opened_year", "smallint", $"extract(year from {Of(s => s.OpenedAt)}::timestamptz at time zone 'UTC')");

    private static readonly Column Status = new("status", "text not null", Of(s => s.Status));

    /// <summary>The class of confidentiality, as a number that rises with it; nobody sees a row without one who is not named.</summary>
    private static readonly Column Secrecy = new("secrecy", "smallint",
        $"array_position(array[{string.Join(", ", Enum.GetNames<Confidentiality>().Select(name => $"'{JsonNamingPolicy.CamelCase.ConvertName(name)}'"))}], {Of(s => s.Framing.Confidentiality)}) - 1");

    private static readonly Column[] Marks =
    [
        new("level", "text not null", Of(s => s.Framing.Level)),
        new("scale", "text not null", Of(s => s.Framing.Scale)),
        new("decision_kind", "text", Of(s => s.DecisionKind)),
        new("reference", "text", References.Composed(Of(s => s.ReferenceKey))),
        new("id_extern", "text", Of(s => s.Framing.Identity!.IdExtern)),
    ];

    /// <summary>What a search looks through; the trigger makes it by itself, only where the text has changed.</summary>
    private static readonly Column Words = new("words", "tsvector not null", "last.words");

    /// <summary>The texts of the framing that are searched.</summary>
    private static readonly string[] FramingTexts =
        [Of(s => s.Framing.Title), Of(s => s.Framing.Question), Of(s => s.Framing.Occasion), Of(s => s.Framing.Reference), Of(s => s.Framing.HereFor), Of(s => s.Framing.NotHereFor)];

    private static readonly Column[] Contents =
    [
        new("areas", "text[] not null", Many(s => s.Areas, "one")),
        new("parties", "text[] not null", Many(s => s.PartyKeys, References.Composed("one"))),
        new("deviations", "text[]", Many(s => s.DeviationMarks, "one")),
        new("named", "text[]", Many(s => s.Named, "one")),
        Words,
    ];

    /// <summary>
    /// PostgreSQL keeps the words of a row elsewhere, so that many rows fit in little memory, only if the row is longer than 2,000 bytes.
    /// With this every row is, until it is compressed to some thirty.
    /// </summary>
    private static readonly Column Filling = new("filling", "text not null", "repeat(' ', 2100)");

    private static readonly Column[] Columns = [Shape, Opened, OpenedYear, .. Places, Status, Secrecy, .. Marks, .. Contents, Filling];

    /// <inheritdoc />
    public override IEnumerable<Type> DependentTypes() => [typeof(WeighingSummary)];

    /// <inheritdoc />
    protected override IEnumerable<ISchemaObject> schemaObjects() =>
        [RowsTable(), PastTable(Past, Places), ChangesTable(), PastTable(ChangesPast, Changed), WordsTable(), PiecesTable(), .. Functions];

    /// <summary>
    /// Makes whole what was there before these tables were, or before they had all their columns, and leaves the rest alone. Summaries that
    /// lack something are made anew from their events; then each that has no whole row is written as it stands, so that it gets one. A step
    /// that another host records meanwhile is not lost: both wait for each other.
    /// </summary>
    public static async Task Fill(IDocumentStore store, NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        foreach (var (corporation, id) in await Outdated(source, cancellation)) await MakeAnew(store, corporation, id, cancellation);
        await using var touch = source.CreateCommand($"""
            update {Summaries} set data = data where (tenant_id, id) in (
                select d.tenant_id, d.id from {Summaries} d
                where not exists (select from {Rows} l where l.tenant_id = d.tenant_id and l.id = d.id and l.opened_year is not null
                                  and l.shape is not distinct from (d.data ->> 'shape')::int) limit 1000)
            """);
        while (await touch.ExecuteNonQueryAsync(cancellation) > 0)
        {
            // A thousand at a time: a step waits for the rows of one command only.
        }
        await using var changes = source.CreateCommand($"""
            insert into {Changes} (tenant_id, id, from_xid, changed_at, status)
            select tenant_id, stream_id, '1'::xid8, max(timestamp), (select l.status from {Rows} l where l.tenant_id = e.tenant_id and l.id = e.stream_id) from {Events} e
            where not exists (select from {Changes} c where c.tenant_id = e.tenant_id and c.id = e.stream_id) group by tenant_id, stream_id on conflict do nothing
            """);
        await changes.ExecuteNonQueryAsync(cancellation);
        // Only where there is none: a step that is recorded meanwhile may give a newer one.
        await using var statuses = source.CreateCommand($"""
            update {Changes} c set status = l.status from {Rows} l where l.tenant_id = c.tenant_id and l.id = c.id and c.status is null
            and (c.tenant_id, c.id) in (select n.tenant_id, n.id from {Changes} n join {Rows} using (tenant_id, id) where n.status is null limit 1000)
            """);
        while (await statuses.ExecuteNonQueryAsync(cancellation) > 0)
        {
            // As above.
        }
    }

    private static async Task<List<(string Corporation, Guid Id)>> Outdated(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"select tenant_id, id from {Summaries} where coalesce((data ->> 'shape')::int, 0) < {WeighingSummary.NewestShape}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var outdated = new List<(string, Guid)>();
        while (await reader.ReadAsync(cancellation)) outdated.Add((reader.GetString(0), reader.GetGuid(1)));
        return outdated;
    }

    private static async Task MakeAnew(IDocumentStore store, string corporation, Guid id, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(corporation);
        await session.BeginTransactionAsync(cancellation);
        // Whoever records a step of this weighing now is done before this, or waits until it is.
        await using var wait = new NpgsqlCommand($"select from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and id = $2 for update");
        foreach (var value in new object[] { corporation, id }) wait.Parameters.Add(new() { Value = value });
        await using (await session.ExecuteReaderAsync(wait, cancellation))
        {
        }
        if (await session.Events.AggregateStreamAsync<WeighingSummary>(id, token: cancellation) is not { } summary) return;
        session.QueueSqlCommand($"update {Summaries} set data = ?::jsonb where tenant_id = ? and id = ?", store.Options.Serializer().ToJson(summary), corporation, id);
        await session.SaveChangesAsync(cancellation);
    }

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
        table.IgnoreIndex(PartsIndex); // made with the functions below: of what it is made depends on where the extension is
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

    private const string PartsIndex = "ix_weighing_list_word_parts";

    private static Table Named(string name) => new(new PostgresqlObjectName(StoreSetup.Schema, name.Split('.')[1], SchemaUtils.IdentifierUsage.General));

    /// <summary>The SQL for a member of the summary that the trigger sees, as text.</summary>
    private static string Of<T>(Expression<Func<WeighingSummary, T>> member) => $"(doc #>> '{Path(member.Body)}')";

    private static string Within<T>(Expression<Func<WeighingSummary, T>> member) => $"(doc #> '{Path(member.Body)}')";

    private static string Many<T>(Expression<Func<WeighingSummary, T>> member, string each) => $"array(select {each} from jsonb_array_elements_text({Within(member)}) one)";

    private static string Path(Expression member)
    {
        var names = new Stack<string>();
        for (var at = member; at is MemberExpression step; at = step.Expression!) names.Push(JsonNamingPolicy.CamelCase.ConvertName(step.Member.Name));
        return $"{{{string.Join(',', names)}}}";
    }

    /// <param name="Name">Name of the column.</param>
    /// <param name="Type">Its type in SQL, with not null.</param>
    /// <param name="Value">How it is made of the summary.</param>
    private sealed record Column(string Name, string Type, string Value)
    {
        private string Plain => Type.Split(' ')[0];

        public string Assignment => $"next.{Name} := {Value}::{Plain};";

        public void AddTo(Table table)
        {
            var column = table.AddColumn(Name, Plain);
            if (Plain != Type) column.NotNull();
        }
    }

    private static readonly Function[] Functions =
    [
        // An extension may have been there before, in any schema.
        new("weighing_list_folded", "said text", "text", "sql immutable strict parallel safe set search_path = @unaccent@, pg_catalog", $"select unaccent(translate(normalize(said, NFKC), E'{Unseen}', ''))", $"""
            create index if not exists {PartsIndex} on {SearchWords} using gin (word @pg_trgm@.gin_trgm_ops, stem @pg_trgm@.gin_trgm_ops);
            """),

        new("weighing_list_split", "said text", "text", "sql immutable strict parallel safe",
            $"select regexp_replace(regexp_replace(said, '{Signs}', ' ', 'g'), '([0-9]+)', ' \\1 ', 'g')"),

        new("weighing_list_query", "corporation text, searched text", "tsquery", "plpgsql stable", $"""

            declare
                folded text := {Folded}(searched);
                wanted tsquery := websearch_to_tsquery('{SearchLanguage}', coalesce((
                    select string_agg(case when lower(said[3]) = 'or' and said[1] = '' then 'or' else said[1] || '"' || words || '"' end, ' ' order by place)
                    from regexp_matches(folded, '(-?)(?:"([^"]*)"?|([^[:space:]"]+))', 'g') with ordinality one(said, place)
                    cross join lateral btrim({Split}(concat(said[2], said[3]))) words where words <> ''), ''));
                part record;
            begin
                for part in
                    select s.stem, array(
                        select v.stem from {SearchWords} v where v.tenant_id = corporation and (
                            v.word like '%' || w.lexeme || '%' or v.stem like '%' || s.stem or starts_with(w.lexeme, s.stem) and v.word like '%' || s.stem || '%')
                        group by v.stem order by min(length(v.word)), v.stem limit {MostWords}) as others
                    from unnest(to_tsvector('simple', {Split}(folded))) w cross join lateral (select (ts_lexize('{SearchLanguage}_stem', w.lexeme))[1] as stem) s
                    where w.lexeme ~ '^[a-z]+$' and length(s.stem) >= 3
                loop
                    wanted := ts_rewrite(wanted, part.stem::tsquery, array_to_string(part.stem || part.others, '|')::tsquery);
                end loop;
                return wanted;
            end
            """),

        // PostgreSQL refuses a tsvector of more than 1 MiB, and a step must not be refused because there is much to read: then less is searched.
        new("weighing_list_vector", "said text", "tsvector", "plpgsql immutable strict", $"""

            declare
                most int := {WeighingSummary.MostSearched};
                words text := left({Split}({Folded}(left(said, most))), most);
                vector tsvector;
            begin
                while vector is null loop
                    begin
                        vector := to_tsvector('{SearchLanguage}', words);
                    exception when program_limit_exceeded then
                        words := left(words, length(words) / 2);
                    end;
                end loop;
                if length(vector) > {MostDifferentWords} then
                    vector := ts_delete(vector, array(select lexeme from unnest(vector) order by positions[1], lexeme offset {MostDifferentWords}));
                end if;
                return vector;
            end
            """),

        // The pieces in the order of the whole text, as far as that is searched; of the piece in which the most words are reached, those that come first.
        new("weighing_list_words", "corporation text, weighing uuid, doc jsonb", "tsvector", "plpgsql", $"""

            declare
                most int := {WeighingSummary.MostSearched};
                told text := {Of(s => s.SearchText)};
                whole tsvector := '';
                before tsvector;
                part record;
            begin
                if length(told) <= {LongText} then
                    return {Vector}(told);
                end if;
                for part in
                    with pieces(place, piece, said) as (
                        values (1, 'framing', concat_ws(E'\n', {string.Join(", ", FramingTexts)})), (3, 'criteria', {Of(s => s.Criteria)}),
                               (4, 'parties', array_to_string({Many(s => s.Parties, "one")}, E'\n'))
                        union all select 2, 'proposals/' || key, value from jsonb_each_text({Within(s => s.Proposals)})
                    ), searched as (
                        select place, piece, left(said, greatest(0, most - sum(length(said)) over (order by place, piece rows between unbounded preceding and current row) + length(said))::int) as said from pieces
                    )
                    select s.*, md5(s.said) as digest, k.words, k.digest is not distinct from md5(s.said) as known
                    from searched s left join {Pieces} k on k.tenant_id = corporation and k.id = weighing and k.piece = s.piece where s.said <> '' order by s.place, s.piece
                loop
                    exit when length(whole) >= {MostDifferentWords};
                    if not part.known then
                        part.words := {Vector}(part.said);
                        insert into {Pieces} (tenant_id, id, piece, digest, words) values (corporation, weighing, part.piece, part.digest, part.words)
                        on conflict (tenant_id, id, piece) do update set digest = excluded.digest, words = excluded.words;
                    end if;
                    before := whole;
                    begin
                        whole := before || part.words;
                    exception when program_limit_exceeded then
                        exit;
                    end;
                    if length(whole) > {MostDifferentWords} then
                        part.words := ts_delete(part.words, tsvector_to_array(before));
                        whole := ts_delete(whole, array(select n.lexeme from unnest(part.words) n order by n.positions[1], n.lexeme offset {MostDifferentWords} - length(before)));
                    end if;
                end loop;
                return whole;
            end
            """, $"alter table {Pieces} alter words set storage external;"),

        // Words as they are written, of the lines that were not there before.
        new("weighing_list_fresh", "said text, before text", "text[]", "plpgsql immutable", $"""

            declare
                most int := {WeighingSummary.MostSearched};
                lines text := left({Split}({Folded}(left((
                    select string_agg(line, E'\n') from (select unnest(string_to_array(said, E'\n')) except select unnest(string_to_array(before, E'\n'))) one(line)), most))), most);
            begin
                return array(select distinct w.word from string_to_table(translate(lower(lines), E'\n', ' '), ' ') w(word) where w.word ~ '^[a-z]{LongWord}$');
            end
            """),

        // A place that is taken twice in one transaction was never seen by anybody else, and leaves nothing behind. A summary that is
        // written again and has no row was listed before there were rows: its place is as old as any.
        new("weighing_list_keep", "", "trigger", "plpgsql", $"""

            declare
                doc jsonb := new.data || jsonb_build_object(); -- taken out of its storage once, and not for each column
                said text := {Of(s => s.SearchText)};
                before text;
                next {Rows};
                last {Rows};
            begin
                select * into last from {Rows} where tenant_id = new.tenant_id and id = new.id;
                next.tenant_id := new.tenant_id;
                next.id := new.id;
                next.from_xid := pg_current_xact_id();
                {string.Join("\n    ", Columns.Select(c => c.Assignment))}
                if tg_op = 'UPDATE' and last.id is not null and last.opened_year is not null and last.shape is not distinct from next.shape then
                    before := old.data ->> 'searchText';
                end if;
                if said is distinct from before then
                    next.words := {WholeVector}(new.tenant_id, new.id, doc);
                    insert into {SearchWords} (tenant_id, word, stem)
                    select new.tenant_id, w.word, s.stem
                    from unnest({Fresh}(said, before)) w(word) cross join lateral (select (ts_lexize('{SearchLanguage}_stem', w.word))[1] as stem) s
                    where s.stem is not null and not exists (select from {SearchWords} v where v.tenant_id = new.tenant_id and v.word between w.word and w.word); -- not =, which PostgreSQL may look up in the index of parts: milliseconds a word
                end if;
                if next.status is distinct from last.status then
                    update {Changes} set status = next.status where tenant_id = new.tenant_id and id = new.id;
                end if;
                if last.id is null then
                    if tg_op = 'UPDATE' then next.from_xid := '1'; end if;
                    insert into {Rows} values (next.*);
                    return null;
                end if;
                if ({Names(PlaceNames, "next")}) is not distinct from ({Names(PlaceNames, "last")}) then
                    next.from_xid := last.from_xid;
                elsif last.from_xid <> next.from_xid then
                    insert into {Past} (tenant_id, id, from_xid, to_xid, {Names(PlaceNames)}) values (last.tenant_id, last.id, last.from_xid, next.from_xid, {Names(PlaceNames, "last")});
                end if;
                update {Rows} set from_xid = next.from_xid, {string.Join(", ", Columns.Select(c => $"{c.Name} = next.{c.Name}"))}
                where tenant_id = new.tenant_id and id = new.id;
                return null;
            end
            """, $"""
            alter table {Rows} set (toast_tuple_target = 400);
            alter table {Rows} alter words set storage external, alter areas set storage main, alter parties set storage main;
            alter index {StoreSetup.Schema}.ix_weighing_list_{Words.Name} set (gin_pending_list_limit = {WaitingWords});
            do $lz4$ begin
                alter table {Summaries} alter data set compression lz4;
            exception when feature_not_supported then null; -- it only takes longer
            end $lz4$;
            """, $"after insert or update on {Summaries}"),

        new("weighing_change_keep", "", "trigger", "plpgsql set enable_seqscan = off", $"""

            declare
                last {Changes};
            begin
                select * into last from {Changes} where tenant_id = new.tenant_id and id = new.stream_id;
                if not found then
                    insert into {Changes} (tenant_id, id, from_xid, {Changed.Name}, {Status.Name})
                    values (new.tenant_id, new.stream_id, pg_current_xact_id(), {Changed.Value}, (select l.{Status.Name} from {Rows} l where l.tenant_id = new.tenant_id and l.id = new.stream_id));
                    return null;
                end if;
                if last.from_xid <> pg_current_xact_id() then
                    insert into {ChangesPast} (tenant_id, to_xid, id, from_xid, {Changed.Name}) values (last.tenant_id, pg_current_xact_id(), last.id, last.from_xid, last.{Changed.Name});
                end if;
                update {Changes} set from_xid = pg_current_xact_id(), {Changed.Name} = {Changed.Value} where tenant_id = new.tenant_id and id = new.stream_id;
                return null;
            end
            """, Trigger: $"after insert on {Events}"),
    ];

    /// <summary>The form of words that can be parts of others: short ones are in too many, and longer ones than these are no words.</summary>
    private const string LongWord = "{4,60}";

    private static IEnumerable<string> PlaceNames => Places.Select(p => p.Name);

    private static string Names(IEnumerable<string> names, string? row = null) => string.Join(", ", names.Select(n => row is null ? n : $"{row}.{n}"));

    /// <summary>A function in the database, and the trigger that calls it, where one does. @name@ is the schema of an extension.</summary>
    /// <param name="Name">Its name, which is that of the trigger too.</param>
    /// <param name="Arguments">Names and types of its arguments.</param>
    /// <param name="Returns">What it gives.</param>
    /// <param name="Nature">Its language, what PostgreSQL may suppose of it, and settings that hold while it runs.</param>
    /// <param name="Text">What it does. It is made again where another text is there, or none.</param>
    /// <param name="Beside">What is made with it.</param>
    /// <param name="Trigger">When the trigger calls it, for each row; null where there is none.</param>
    private sealed record Function(string Name, string Arguments, string Returns, string Nature, string Text, string? Beside = null, string? Trigger = null) : ISchemaObject
    {
        private string Body => Text.ReplaceLineEndings("\n");

        public DbObjectName Identifier { get; } = new PostgresqlObjectName(StoreSetup.Schema, Name, SchemaUtils.IdentifierUsage.Function);

        public IEnumerable<DbObjectName> AllNames() => [Identifier];

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine($"""
            do $make$ begin execute (select replace(replace($sql$
            create or replace function {Identifier}({Arguments}) returns {Returns} language {Nature} as $keep${Body}$keep$;
            {Beside}
            {(Trigger is null ? "" : $"create or replace trigger {Name} {Trigger} for each row execute function {Identifier}();")}
            $sql$, '@unaccent@', {SchemaOf("unaccent")}), '@pg_trgm@', {SchemaOf("pg_trgm")})); end $make$;
            """);

        public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop function if exists {Identifier} cascade;");

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append($"""
            select p.prosrc from pg_proc p where p.proname = '{Name}' and p.pronamespace = to_regnamespace('{StoreSetup.Schema}')
            and {(Trigger is null ? "true" : $"exists (select from pg_trigger t where t.tgfoid = p.oid and t.tgrelid = to_regclass('{Trigger.Split(' ')[^1]}'))")};
            """);

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
        {
            var there = await reader.ReadAsync(ct) ? reader.GetString(0) : null;
            return new SchemaObjectDelta(this, there == Body ? SchemaPatchDifference.None : there is null ? SchemaPatchDifference.Create : SchemaPatchDifference.Update);
        }

        private static string SchemaOf(string extension) => $"(select extnamespace::regnamespace::text from pg_extension where extname = '{extension}')";
    }
}

/// <summary>Gives weighings what a database from before these tables, or before all their columns, does not have of them.</summary>
internal sealed class FillWeighingList(IDocumentStore store, NpgsqlDataSource source) : IAfterSchemaUpdate
{
    /// <inheritdoc />
    public int Version => WeighingSummary.NewestShape;

    /// <inheritdoc />
    public Task Run() => WeighingList.Fill(store, source);
}
