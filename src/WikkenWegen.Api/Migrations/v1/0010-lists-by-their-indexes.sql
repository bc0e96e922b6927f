-- Lists by when weighings changed last, of one status: to find those of a rare one, all others were walked by. Rows of before get theirs at the next start of a host.
-- And whether a word is known is looked up by the index of whole words. PostgreSQL took that of their parts at times, which cost a step with thousands of new words half a minute.

alter table wikkenwegen.weighing_change add column if not exists status text;
create index if not exists ix_weighing_change_status_changed_at on wikkenwegen.weighing_change (tenant_id, status, changed_at, id) include (from_xid);

create or replace function wikkenwegen.weighing_change_keep() returns trigger language plpgsql as $keep$
declare
    last wikkenwegen.weighing_change;
begin
    select * into last from wikkenwegen.weighing_change where tenant_id = new.tenant_id and id = new.stream_id;
    if not found then
        insert into wikkenwegen.weighing_change (tenant_id, id, from_xid, changed_at, status)
        values (new.tenant_id, new.stream_id, pg_current_xact_id(), new.timestamp, (select l.status from wikkenwegen.weighing_list l where l.tenant_id = new.tenant_id and l.id = new.stream_id));
        return null;
    end if;
    if last.from_xid <> pg_current_xact_id() then
        insert into wikkenwegen.weighing_change_past (tenant_id, to_xid, id, from_xid, changed_at) values (last.tenant_id, pg_current_xact_id(), last.id, last.from_xid, last.changed_at);
    end if;
    update wikkenwegen.weighing_change set from_xid = pg_current_xact_id(), changed_at = new.timestamp where tenant_id = new.tenant_id and id = new.stream_id;
    return null;
end$keep$;

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
        where s.stem is not null and not exists (select from wikkenwegen.weighing_list_word v where v.tenant_id = new.tenant_id and v.word between w.word and w.word); -- not =, which PostgreSQL may look up in the index of parts: milliseconds a word
    end if;
    if next.status is distinct from last.status then
        update wikkenwegen.weighing_change set status = next.status where tenant_id = new.tenant_id and id = new.id;
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
