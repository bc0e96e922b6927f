-- In a long text, a step makes the words anew of the pieces of the text that it changed, and those of the rest are kept; entries of the index on them wait longer,
-- so that those of several steps are put in their place together.

create table if not exists wikkenwegen.weighing_list_piece (
    tenant_id varchar not null,
    id uuid not null,
    piece varchar not null,
    digest text not null,
    words tsvector not null,
    constraint pkey_weighing_list_piece_tenant_id_id_piece primary key (tenant_id, id, piece)
);
do $make$ begin execute (select replace(replace($sql$
create or replace function wikkenwegen.weighing_list_words(corporation text, weighing uuid, doc jsonb) returns tsvector language plpgsql as $keep$
declare
    most int := 100000;
    told text := (doc #>> '{searchText}');
    whole tsvector := '';
    before tsvector;
    part record;
begin
    if length(told) <= 5000 then
        return wikkenwegen.weighing_list_vector(told);
    end if;
    for part in
        with pieces(place, piece, said) as (
            values (1, 'framing', concat_ws(E'\n', (doc #>> '{framing,title}'), (doc #>> '{framing,question}'), (doc #>> '{framing,occasion}'), (doc #>> '{framing,reference}'), (doc #>> '{framing,hereFor}'), (doc #>> '{framing,notHereFor}'))), (3, 'criteria', (doc #>> '{criteria}')),
                   (4, 'parties', array_to_string(array(select one from jsonb_array_elements_text((doc #> '{parties}')) one), E'\n'))
            union all select 2, 'proposals/' || key, value from jsonb_each_text((doc #> '{proposals}'))
        ), searched as (
            select place, piece, left(said, greatest(0, most - sum(length(said)) over (order by place, piece rows between unbounded preceding and current row) + length(said))::int) as said from pieces
        )
        select s.*, md5(s.said) as digest, k.words, k.digest is not distinct from md5(s.said) as known
        from searched s left join wikkenwegen.weighing_list_piece k on k.tenant_id = corporation and k.id = weighing and k.piece = s.piece where s.said <> '' order by s.place, s.piece
    loop
        exit when length(whole) >= 5000;
        if not part.known then
            part.words := wikkenwegen.weighing_list_vector(part.said);
            insert into wikkenwegen.weighing_list_piece (tenant_id, id, piece, digest, words) values (corporation, weighing, part.piece, part.digest, part.words)
            on conflict (tenant_id, id, piece) do update set digest = excluded.digest, words = excluded.words;
        end if;
        before := whole;
        begin
            whole := before || part.words;
        exception when program_limit_exceeded then
            exit;
        end;
        if length(whole) > 5000 then
            part.words := ts_delete(part.words, tsvector_to_array(before));
            whole := ts_delete(whole, array(select n.lexeme from unnest(part.words) n order by n.positions[1], n.lexeme offset 5000 - length(before)));
        end if;
    end loop;
    return whole;
end$keep$;
alter table wikkenwegen.weighing_list_piece alter words set storage external;

$sql$, '@unaccent@', (select extnamespace::regnamespace::text from pg_extension where extname = 'unaccent')), '@pg_trgm@', (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm'))); end $make$;
do $make$ begin execute (select replace(replace($sql$
create or replace function wikkenwegen.weighing_list_keep() returns trigger language plpgsql as $keep$
declare
    doc jsonb := new.data || jsonb_build_object(); -- taken out of its storage once, and not for each column
    said text := (doc #>> '{searchText}');
    before text;
    next wikkenwegen.weighing_list;
    last wikkenwegen.weighing_list;
begin
    select * into last from wikkenwegen.weighing_list where tenant_id = new.tenant_id and id = new.id;
    next.tenant_id := new.tenant_id;
    next.id := new.id;
    next.from_xid := pg_current_xact_id();
    next.shape := (doc #>> '{shape}')::smallint;
    next.opened_at := (doc #>> '{openedAt}')::timestamptz;
    next.opened_year := extract(year from (doc #>> '{openedAt}')::timestamptz at time zone 'UTC')::smallint;
    next.decided_rising := coalesce((doc #>> '{decidedAt}'), 'infinity')::timestamptz;
    next.decided_falling := coalesce((doc #>> '{decidedAt}'), '-infinity')::timestamptz;
    next.deadline_rising := coalesce((doc #>> '{framing,deadline}'), 'infinity')::date;
    next.deadline_falling := coalesce((doc #>> '{framing,deadline}'), '-infinity')::date;
    next.title := lower(normalize((doc #>> '{framing,title}')::text, NFC))::text;
    next.status := (doc #>> '{status}')::text;
    next.secrecy := array_position(array['public', 'internal', 'confidential', 'secret'], (doc #>> '{framing,confidentiality}')) - 1::smallint;
    next.level := (doc #>> '{framing,level}')::text;
    next.scale := (doc #>> '{framing,scale}')::text;
    next.decision_kind := (doc #>> '{decisionKind}')::text;
    next.reference := normalize((doc #>> '{referenceKey}')::text, NFC)::text;
    next.id_extern := (doc #>> '{framing,identity,idExtern}')::text;
    next.areas := array(select one from jsonb_array_elements_text((doc #> '{areas}')) one)::text[];
    next.parties := array(select normalize(one::text, NFC) from jsonb_array_elements_text((doc #> '{partyKeys}')) one)::text[];
    next.deviations := array(select one from jsonb_array_elements_text((doc #> '{deviationMarks}')) one)::text[];
    next.named := array(select one from jsonb_array_elements_text((doc #> '{named}')) one)::text[];
    next.words := last.words::tsvector;
    next.filling := repeat(' ', 2100)::text;
    if tg_op = 'UPDATE' and last.id is not null and last.opened_year is not null and last.shape is not distinct from next.shape then
        before := old.data ->> 'searchText';
    end if;
    if said is distinct from before then
        next.words := wikkenwegen.weighing_list_words(new.tenant_id, new.id, doc);
        insert into wikkenwegen.weighing_list_word (tenant_id, word, stem)
        select new.tenant_id, w.word, s.stem
        from unnest(wikkenwegen.weighing_list_fresh(said, before)) w(word) cross join lateral (select (ts_lexize('dutch_stem', w.word))[1] as stem) s
        where s.stem is not null and not exists (select from wikkenwegen.weighing_list_word v where v.tenant_id = new.tenant_id and v.word = w.word);
    end if;
    if last.id is null then
        if tg_op = 'UPDATE' then next.from_xid := '1'; end if;
        insert into wikkenwegen.weighing_list values (next.*);
        return null;
    end if;
    if (next.decided_rising, next.decided_falling, next.deadline_rising, next.deadline_falling, next.title) is not distinct from (last.decided_rising, last.decided_falling, last.deadline_rising, last.deadline_falling, last.title) then
        next.from_xid := last.from_xid;
    elsif last.from_xid <> next.from_xid then
        insert into wikkenwegen.weighing_list_past (tenant_id, id, from_xid, to_xid, decided_rising, decided_falling, deadline_rising, deadline_falling, title) values (last.tenant_id, last.id, last.from_xid, next.from_xid, last.decided_rising, last.decided_falling, last.deadline_rising, last.deadline_falling, last.title);
    end if;
    update wikkenwegen.weighing_list set from_xid = next.from_xid, shape = next.shape, opened_at = next.opened_at, opened_year = next.opened_year, decided_rising = next.decided_rising, decided_falling = next.decided_falling, deadline_rising = next.deadline_rising, deadline_falling = next.deadline_falling, title = next.title, status = next.status, secrecy = next.secrecy, level = next.level, scale = next.scale, decision_kind = next.decision_kind, reference = next.reference, id_extern = next.id_extern, areas = next.areas, parties = next.parties, deviations = next.deviations, named = next.named, words = next.words, filling = next.filling
    where tenant_id = new.tenant_id and id = new.id;
    return null;
end$keep$;
alter table wikkenwegen.weighing_list set (toast_tuple_target = 400);
alter table wikkenwegen.weighing_list alter words set storage external, alter areas set storage main, alter parties set storage main;
alter index wikkenwegen.ix_weighing_list_words set (gin_pending_list_limit = 1024);
do $lz4$ begin
    alter table wikkenwegen.mt_doc_weighing_summary alter data set compression lz4;
exception when feature_not_supported then null; -- it only takes longer
end $lz4$;
create or replace trigger weighing_list_keep after insert or update on wikkenwegen.mt_doc_weighing_summary for each row execute function wikkenwegen.weighing_list_keep();
$sql$, '@unaccent@', (select extnamespace::regnamespace::text from pg_extension where extname = 'unaccent')), '@pg_trgm@', (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm'))); end $make$;
