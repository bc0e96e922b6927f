-- Leaves of all events, and the logs that they are in. What the trigger writes is the evidence: it is never changed and never taken away.

create sequence if not exists wikkenwegen.ledger_leaf_entry_id_seq;
create table if not exists wikkenwegen.ledger_leaf (
    entry_id bigint not null default nextval('wikkenwegen.ledger_leaf_entry_id_seq'),
    xid xid8 not null default pg_current_xact_id(),
    written_at timestamptz not null default clock_timestamp(),
    tenant_id varchar not null,
    event_id uuid not null,
    stream_id uuid not null,
    stream_version bigint not null,
    bytes bytea not null,
    hash bytea not null,
    body bytea,
    constraint pkey_ledger_leaf_entry_id primary key (entry_id),
    constraint ledger_leaf_event_id unique (event_id),
    constraint ledger_leaf_bytes check (octet_length(bytes) < 61440 and octet_length(hash) = 32)
);
alter sequence wikkenwegen.ledger_leaf_entry_id_seq owned by wikkenwegen.ledger_leaf.entry_id;
create index if not exists ix_ledger_leaf_xid on wikkenwegen.ledger_leaf (xid, entry_id);

create table if not exists wikkenwegen.ledger_index (
    tenant_id varchar not null,
    leaf_index bigint not null,
    entry_id bigint not null,
    hash bytea not null,
    constraint pkey_ledger_index_tenant_id_leaf_index primary key (tenant_id, leaf_index),
    constraint ledger_index_entry_id unique (entry_id)
);

create table if not exists wikkenwegen.ledger_tile (
    tenant_id varchar not null,
    level int not null,
    tile bigint not null,
    hashes bytea not null,
    root bytea not null,
    constraint pkey_ledger_tile_tenant_id_level_tile primary key (tenant_id, level, tile)
);

create table if not exists wikkenwegen.ledger_checkpoint (
    tenant_id varchar not null,
    size bigint not null,
    root bytea not null,
    note text not null,
    signed_at timestamptz not null,
    top_index bigint,
    constraint pkey_ledger_checkpoint_tenant_id_size primary key (tenant_id, size),
    constraint ledger_checkpoint_top_index unique (top_index)
);

create table if not exists wikkenwegen.ledger_cosignature (
    tenant_id varchar not null,
    size bigint not null,
    witness varchar not null,
    line text not null,
    constraint pkey_ledger_cosignature_tenant_id_size_witness primary key (tenant_id, size, witness)
);

create table if not exists wikkenwegen.ledger_timestamp (
    tenant_id varchar not null,
    size bigint not null,
    token bytea not null,
    stamped_at timestamptz not null,
    constraint pkey_ledger_timestamp_tenant_id_size primary key (tenant_id, size)
);

create table if not exists wikkenwegen.ledger_key_change (
    tenant_id varchar not null,
    leaf_index bigint not null,
    note text not null,
    constraint pkey_ledger_key_change_tenant_id_leaf_index primary key (tenant_id, leaf_index)
);

create table if not exists wikkenwegen.ledger_progress (
    one boolean not null default true,
    installation uuid not null default gen_random_uuid(),
    xid xid8 not null default '0',
    entry_id bigint not null default 0,
    constraint pkey_ledger_progress_one primary key (one),
    constraint ledger_progress_one check (one)
);

create or replace function wikkenwegen.ledger_write(e wikkenwegen.mt_events, late boolean) returns void language plpgsql as $keep$
declare
    said text := e.data::text;
    stream_type text;
    envelope text;
    body bytea;
    bytes bytea;
begin
    if e.bdata is not null or e.tenant_id = '*' then
        raise exception 'Event % has a binary body, or is of no corporation: there can be no leaf of it.', e.id;
    end if;
    -- Asked for by itself: an expression with a question in it is run as one, which makes the whole of a leaf a quarter dearer.
    select s.type into stream_type from wikkenwegen.mt_streams s where s.tenant_id = e.tenant_id and s.id = e.stream_id;
    envelope := '{"v":1,"corporation":' || to_json(e.tenant_id::text)::text
        || coalesce(',"streamType":' || to_json(stream_type)::text, '')
        || ',"stream":"' || e.stream_id::text || '","version":' || e.version::text || ',"eventId":"' || e.id::text || '","type":' || to_json(e.type::text)::text
        || ',"recordedAt":"' || to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","occurredAt":' || coalesce((e.data -> 'occurredAt')::text, 'null')
        || coalesce(',"actor":' || to_json(e.user_name::text)::text, '')
        || coalesce(',"roles":' || to_json(e.headers ->> 'roles')::text, '')
        || coalesce(',"correlation":' || to_json(e.correlation_id::text)::text, '')
        || coalesce(',"causation":' || to_json(e.causation_id::text)::text, '')
        || coalesce(',"recorder":' || to_json(e.headers ->> 'recorder')::text, '')
        || case when late then ',"late":true' else '' end
        || ',"nonce":"' || replace(gen_random_uuid()::text, '-', '') || '"';
    bytes := convert_to(envelope || ',"data":' || said || '}', 'UTF8');
    if octet_length(bytes) >= 61440 then
        body := convert_to(said, 'UTF8');
        bytes := convert_to(envelope || ',"dataLength":' || octet_length(body)::text || ',"dataSha256":"' || encode(sha256(body), 'hex') || '"}', 'UTF8');
    end if;
    insert into wikkenwegen.ledger_leaf (tenant_id, event_id, stream_id, stream_version, bytes, hash, body)
    values (e.tenant_id, e.id, e.stream_id, e.version, bytes, sha256('\x00'::bytea || bytes), body);
end$keep$;

create or replace function wikkenwegen.ledger_leaf_keep() returns trigger language plpgsql as $keep$
begin
    perform wikkenwegen.ledger_write(new, false);
    return null;
end$keep$;
create or replace trigger ledger_leaf_keep after insert on wikkenwegen.mt_events for each row execute function wikkenwegen.ledger_leaf_keep();

-- Events of before get their leaves now, in the order in which they came. Nobody appends meanwhile: making the trigger holds the table.
do $late$ begin
    perform wikkenwegen.ledger_write(before.e, true)
    from (select e from wikkenwegen.mt_events e where not exists (select from wikkenwegen.ledger_leaf l where l.event_id = e.id) order by e.seq_id) before;
    insert into wikkenwegen.ledger_progress default values on conflict do nothing;
end $late$;
