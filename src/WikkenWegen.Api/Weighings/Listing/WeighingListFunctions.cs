using WikkenWegen.Api.Infrastructure.Store;
using static WikkenWegen.Api.Weighings.Listing.WeighingColumns;
using static WikkenWegen.Api.Weighings.Listing.WeighingList;

namespace WikkenWegen.Api.Weighings.Listing;

/// <summary>The functions in the database that search, and that keep the tables of the lists.</summary>
internal static class WeighingListFunctions
{
    /// <summary>
    /// The SQL function that leaves of a folded text the words alone, with blanks between them: signs go, and digits stand apart from letters.
    /// PostgreSQL would take Kievitflat.nl for a host, sloop/nieuwbouw for a file, B12flat for one word and -777 for a number below zero.
    /// </summary>
    private const string Split = $"{StoreSetup.Schema}.weighing_list_split";

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

    /// <summary>
    /// Most words that a part stands for, the shortest first: a word of three letters is in so many that a search for all of them takes
    /// long, and nobody means them.
    /// </summary>
    private const int MostWords = 300;

    /// <summary>
    /// Most different words of a weighing, those that come first. A Dutch text of as many characters as are searched has some three thousand; each
    /// takes its time whenever the row is written.
    /// </summary>
    private const int MostDifferentWords = 5_000;

    /// <summary>A text of more characters is kept in pieces: of a shorter one, to make all words anew takes less than to keep them.</summary>
    private const int LongText = 5_000;

    /// <summary>The index of parts of words. It is made with the functions: of what it is made depends on where the extension is.</summary>
    public const string PartsIndex = "ix_weighing_list_word_parts";

    /// <summary>The form of words that can be parts of others: short ones are in too many, and longer ones than these are no words.</summary>
    private const string LongWord = "{4,60}";

    /// <summary>All of them, each behind what it calls.</summary>
    public static readonly SqlFunction[] All =
    [
        // An extension may have been there before, in any schema.
        new("weighing_list_folded", "said text", "text", "sql immutable strict parallel safe set search_path = @unaccent@, pg_catalog", $"select unaccent(translate(normalize(said, NFKC), E'{Unseen}', ''))")
        {
            Beside = $"create index if not exists {PartsIndex} on {SearchWords} using gin (word @pg_trgm@.gin_trgm_ops, stem @pg_trgm@.gin_trgm_ops);",
            Extensions = ["unaccent", "pg_trgm"],
        },

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
            """) { Beside = $"alter table {Pieces} alter words set storage external;" },

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
            """)
        {
            Beside = $"""
                alter table {Rows} set (toast_tuple_target = 400);
                alter table {Rows} alter words set storage external, alter areas set storage main, alter parties set storage main;
                alter index {StoreSetup.Schema}.ix_weighing_list_{Words.Name} set (gin_pending_list_limit = {WaitingWords});
                do $lz4$ begin
                    alter table {Summaries} alter data set compression lz4;
                exception when feature_not_supported then null; -- it only takes longer
                end $lz4$;
                """,
            Trigger = $"after insert or update on {Summaries}",
        },

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
            """) { Trigger = $"after insert on {Events}" },
    ];
}
