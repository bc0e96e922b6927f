-- The schema as it was when migrations began (28 November 2026): of the event store, the vault, the references, the answers to retries and the
-- lists. It is made where there is none, and completed where an earlier build had made it: what is there already stays as it is.

do $$ begin
    if to_regnamespace('wikkenwegen') is null then create schema wikkenwegen; end if; -- not "if not exists", which asks for the right to create also where it does
end $$;
create extension if not exists pg_trgm with schema wikkenwegen;
create extension if not exists unaccent with schema wikkenwegen;

-- The migrations that were carried out, and what features did after one.

create table if not exists wikkenwegen.schema_migration (
    number int primary key,
    major int not null,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null
);
create table if not exists wikkenwegen.schema_step (
    name text primary key,
    version int not null,
    migration int not null,
    done_at timestamptz not null
);

-- The event store.

create table if not exists wikkenwegen.mt_streams (
    tenant_id varchar default '*DEFAULT*' not null,
    id uuid not null,
    type varchar,
    version bigint,
    timestamp timestamptz default now() not null,
    created timestamptz default now() not null,
    compacted_version bigint default 0 not null,
    is_archived boolean default false,
    constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
);

create table if not exists wikkenwegen.mt_events (
    seq_id bigint not null,
    id uuid not null,
    stream_id uuid,
    version bigint not null,
    data jsonb not null,
    bdata bytea,
    type varchar(500) not null,
    timestamp timestamptz default now() not null,
    tenant_id varchar default '*DEFAULT*',
    mt_dotnet_type varchar,
    correlation_id varchar,
    causation_id varchar,
    headers jsonb,
    user_name varchar,
    is_archived boolean default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id_tenant_id foreign key (tenant_id, stream_id) references wikkenwegen.mt_streams(tenant_id, id)
);
create sequence if not exists wikkenwegen.mt_events_sequence owned by wikkenwegen.mt_events.seq_id;
create unique index if not exists pk_mt_events_stream_and_version on wikkenwegen.mt_events (tenant_id, stream_id, version);

create table if not exists wikkenwegen.mt_event_progression (
    name varchar not null,
    last_seq_id bigint,
    last_updated timestamptz default transaction_timestamp(),
    mode varchar default 'none',
    rebuild_threshold integer default 0,
    assigned_node integer default 0,
    heartbeat timestamptz,
    agent_status varchar(20),
    pause_reason text,
    running_on_node integer,
    warning_behind_threshold bigint,
    critical_behind_threshold bigint,
    failure_category varchar(50),
    failure_event_sequence bigint,
    failure_event_type varchar(500),
    failure_event_tenant_id varchar(500),
    constraint pk_mt_event_progression primary key (name)
);

create table if not exists wikkenwegen.mt_event_projection_floors (
    name varchar not null,
    tenant_id varchar not null,
    floor bigint not null,
    last_updated timestamptz default transaction_timestamp(),
    constraint pkey_mt_event_projection_floors_name_tenant_id primary key (name, tenant_id)
);

create table if not exists wikkenwegen.mt_high_water_skips (
    ending_sequence bigint not null,
    starting_sequence bigint not null,
    timestamp timestamptz default transaction_timestamp(),
    constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
);

-- Documents of Marten.

create table if not exists wikkenwegen.mt_doc_corporation (
    id varchar not null,
    data jsonb not null,
    mt_last_modified timestamptz default transaction_timestamp(),
    mt_dotnet_type varchar,
    mt_version bigint default 0 not null,
    constraint pkey_mt_doc_corporation_id primary key (id)
);

create table if not exists wikkenwegen.mt_doc_deadletterevent (
    id uuid not null,
    data jsonb not null,
    mt_last_modified timestamptz default transaction_timestamp(),
    mt_version uuid default (md5(((random())::text || (clock_timestamp())::text)))::uuid not null,
    mt_dotnet_type varchar,
    constraint pkey_mt_doc_deadletterevent_id primary key (id)
);

create table if not exists wikkenwegen.mt_doc_envelope (
    id uuid not null,
    data jsonb not null,
    mt_last_modified timestamptz default transaction_timestamp(),
    mt_version uuid default (md5(((random())::text || (clock_timestamp())::text)))::uuid not null,
    mt_dotnet_type varchar,
    constraint pkey_mt_doc_envelope_id primary key (id)
);

create table if not exists wikkenwegen.mt_doc_weighing_summary (
    tenant_id varchar default '*DEFAULT*' not null,
    id uuid not null,
    data jsonb not null,
    mt_last_modified timestamptz default transaction_timestamp(),
    mt_dotnet_type varchar,
    mt_version bigint default 0 not null,
    opened_at timestamptz not null,
    constraint pkey_mt_doc_weighing_summary_tenant_id_id primary key (tenant_id, id)
);
create index if not exists mt_doc_weighing_summary_idx_opened_at on wikkenwegen.mt_doc_weighing_summary (opened_at);

-- The vault, the references and the answers to retries.

create table if not exists wikkenwegen.vault (
    tenant_id varchar not null,
    digest varchar(43) not null,
    weighing_id uuid not null,
    disclosure text not null,
    constraint pkey_vault_tenant_id_digest primary key (tenant_id, digest)
);
create index if not exists ix_vault_weighing on wikkenwegen.vault (tenant_id, weighing_id);

create table if not exists wikkenwegen.weighing_reference (
    tenant_id varchar not null,
    key text not null,
    weighing_id uuid not null,
    constraint pkey_weighing_reference_tenant_id_key primary key (tenant_id, key)
);

create table if not exists wikkenwegen.idempotency (
    tenant_id varchar not null,
    subject varchar not null,
    key varchar not null,
    fingerprint bytea not null,
    status integer not null,
    content_type text not null,
    language text,
    etag text,
    location text,
    body bytea not null,
    expires_at timestamptz not null,
    constraint pkey_idempotency_tenant_id_subject_key primary key (tenant_id, subject, key)
);
create index if not exists ix_idempotency_expires_at on wikkenwegen.idempotency (expires_at);

-- The tables that lists are read from.

create table if not exists wikkenwegen.weighing_list (
    tenant_id varchar not null,
    id uuid not null,
    from_xid xid8 not null,
    shape smallint,
    opened_at timestamptz not null,
    opened_year smallint,
    decided_rising timestamptz not null,
    decided_falling timestamptz not null,
    deadline_rising date not null,
    deadline_falling date not null,
    title text not null,
    status text not null,
    secrecy smallint,
    level text not null,
    scale text not null,
    decision_kind text,
    reference text,
    id_extern text,
    areas text[] not null,
    parties text[] not null,
    deviations text[],
    named text[],
    words tsvector not null,
    filling text not null,
    constraint pkey_weighing_list_tenant_id_id primary key (tenant_id, id)
) with (toast_tuple_target = 400);
-- What came after there were lists.
alter table wikkenwegen.weighing_list add column if not exists shape smallint, add column if not exists opened_year smallint, add column if not exists secrecy smallint, add column if not exists decision_kind text, add column if not exists reference text, add column if not exists id_extern text, add column if not exists deviations text[], add column if not exists named text[];
alter table wikkenwegen.weighing_list set (toast_tuple_target = 400);
alter table wikkenwegen.weighing_list alter words set storage external, alter areas set storage main, alter parties set storage main;
create index if not exists ix_weighing_list_areas on wikkenwegen.weighing_list using gin (areas) with (gin_pending_list_limit = 64);
create index if not exists ix_weighing_list_deadline_falling on wikkenwegen.weighing_list (tenant_id, deadline_falling, id) include (from_xid, secrecy, level, scale, decision_kind, opened_at);
create index if not exists ix_weighing_list_deadline_rising on wikkenwegen.weighing_list (tenant_id, deadline_rising, id) include (from_xid, secrecy, level, scale, decision_kind, opened_at);
create index if not exists ix_weighing_list_decided_falling on wikkenwegen.weighing_list (tenant_id, decided_falling, id) include (from_xid, secrecy, level, scale, decision_kind, opened_at);
create index if not exists ix_weighing_list_decided_rising on wikkenwegen.weighing_list (tenant_id, decided_rising, id) include (from_xid, secrecy, level, scale, decision_kind, opened_at);
create index if not exists ix_weighing_list_decision_kind on wikkenwegen.weighing_list (tenant_id, decision_kind);
create index if not exists ix_weighing_list_deviations on wikkenwegen.weighing_list using gin (deviations) with (gin_pending_list_limit = 64);
create index if not exists ix_weighing_list_id_extern on wikkenwegen.weighing_list (tenant_id, id_extern);
create index if not exists ix_weighing_list_level on wikkenwegen.weighing_list (tenant_id, level);
create index if not exists ix_weighing_list_named on wikkenwegen.weighing_list using gin (named) with (gin_pending_list_limit = 64);
create index if not exists ix_weighing_list_opened_at on wikkenwegen.weighing_list (tenant_id, opened_at, id) include (from_xid, secrecy, level, scale, decision_kind);
create index if not exists ix_weighing_list_parties on wikkenwegen.weighing_list using gin (parties) with (gin_pending_list_limit = 64);
create index if not exists ix_weighing_list_reference on wikkenwegen.weighing_list (tenant_id, reference);
create index if not exists ix_weighing_list_scale on wikkenwegen.weighing_list (tenant_id, scale);
create index if not exists ix_weighing_list_status_deadline_falling on wikkenwegen.weighing_list (tenant_id, status, deadline_falling, id);
create index if not exists ix_weighing_list_status_deadline_rising on wikkenwegen.weighing_list (tenant_id, status, deadline_rising, id);
create index if not exists ix_weighing_list_status_decided_falling on wikkenwegen.weighing_list (tenant_id, status, decided_falling, id);
create index if not exists ix_weighing_list_status_decided_rising on wikkenwegen.weighing_list (tenant_id, status, decided_rising, id);
create index if not exists ix_weighing_list_status_opened_at on wikkenwegen.weighing_list (tenant_id, status, opened_at, id);
create index if not exists ix_weighing_list_status_title on wikkenwegen.weighing_list (tenant_id, status, title, id);
create index if not exists ix_weighing_list_title on wikkenwegen.weighing_list (tenant_id, title, id) include (from_xid, secrecy, level, scale, decision_kind, opened_at);
create index if not exists ix_weighing_list_words on wikkenwegen.weighing_list using gin (words) with (gin_pending_list_limit = 64);
create index if not exists ix_weighing_list_year_deadline_falling on wikkenwegen.weighing_list (tenant_id, opened_year, deadline_falling, id) include (from_xid, opened_at, status, secrecy);
create index if not exists ix_weighing_list_year_deadline_rising on wikkenwegen.weighing_list (tenant_id, opened_year, deadline_rising, id) include (from_xid, opened_at, status, secrecy);
create index if not exists ix_weighing_list_year_decided_falling on wikkenwegen.weighing_list (tenant_id, opened_year, decided_falling, id) include (from_xid, opened_at, status, secrecy);
create index if not exists ix_weighing_list_year_decided_rising on wikkenwegen.weighing_list (tenant_id, opened_year, decided_rising, id) include (from_xid, opened_at, status, secrecy);

create table if not exists wikkenwegen.weighing_list_past (
    tenant_id varchar not null,
    to_xid xid8 not null,
    id uuid not null,
    from_xid xid8 not null,
    decided_rising timestamptz not null,
    decided_falling timestamptz not null,
    deadline_rising date not null,
    deadline_falling date not null,
    title text not null,
    constraint pkey_weighing_list_past_tenant_id_to_xid_id primary key (tenant_id, to_xid, id)
);

create table if not exists wikkenwegen.weighing_list_word (
    tenant_id varchar not null,
    word text not null,
    stem text not null
);
create index if not exists ix_weighing_list_word on wikkenwegen.weighing_list_word (tenant_id, word);

create table if not exists wikkenwegen.weighing_change (
    tenant_id varchar not null,
    id uuid not null,
    from_xid xid8 not null,
    changed_at timestamptz not null,
    constraint pkey_weighing_change_tenant_id_id primary key (tenant_id, id)
);
create index if not exists ix_weighing_change_changed_at on wikkenwegen.weighing_change (tenant_id, changed_at, id) include (from_xid);

create table if not exists wikkenwegen.weighing_change_past (
    tenant_id varchar not null,
    to_xid xid8 not null,
    id uuid not null,
    from_xid xid8 not null,
    changed_at timestamptz not null,
    constraint pkey_weighing_change_past_tenant_id_to_xid_id primary key (tenant_id, to_xid, id)
);

-- Functions of Marten.

create or replace function wikkenwegen.mt_archive_stream(streamid uuid, tenantid varchar) returns void language plpgsql as $$
BEGIN
  update wikkenwegen.mt_streams set is_archived = TRUE where id = streamid  and tenant_id = tenantid;
  update wikkenwegen.mt_events set is_archived = TRUE where stream_id = streamid  and tenant_id = tenantid;
END;
$$;

create or replace function wikkenwegen.mt_grams_array(words text, use_unaccent boolean default false) returns text[] language plpgsql immutable strict as $$
        DECLARE
result text[];
        DECLARE
word text;
        DECLARE
clean_word text;
BEGIN
                FOREACH
word IN ARRAY string_to_array(words, ' ')
                LOOP
                     clean_word = regexp_replace(wikkenwegen.mt_safe_unaccent(use_unaccent, word), '[^a-zA-Z0-9]+', '','g');
FOR i IN 1 .. length(clean_word)
                     LOOP
                         result := result || quote_literal(substr(lower(clean_word), i, 1));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 2));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 3));
END LOOP;
END LOOP;

RETURN ARRAY(SELECT DISTINCT e FROM unnest(result) AS a(e) ORDER BY e);
END;
$$;

create or replace function wikkenwegen.mt_grams_query(text, use_unaccent boolean default false) returns tsquery language plpgsql immutable strict as $_$
BEGIN
RETURN (SELECT array_to_string(wikkenwegen.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$_$;

create or replace function wikkenwegen.mt_grams_vector(text, use_unaccent boolean default false) returns tsvector language plpgsql immutable strict as $_$
BEGIN
RETURN (SELECT array_to_string(wikkenwegen.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$_$;

create or replace function wikkenwegen.mt_immutable_date(value text) returns date language sql immutable as $$
select value::date

$$;

create or replace function wikkenwegen.mt_immutable_time(value text) returns time without time zone language sql immutable as $$
select value::time

$$;

create or replace function wikkenwegen.mt_immutable_timestamp(value text) returns timestamp without time zone language sql immutable as $$
select value::timestamp

$$;

create or replace function wikkenwegen.mt_immutable_timestamptz(value text) returns timestamptz language sql immutable as $$
select value::timestamptz

$$;

create or replace function wikkenwegen.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb default null) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    patch_expression ALIAS FOR $5;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
            END CASE;
    END IF;
    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_append_key_value(jsonb, text[], jsonb, boolean) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    tmp_value jsonb;
    _key text;
BEGIN
    tmp_value = retval #> location;

    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN NOT tmp_value ?| ARRAY(SELECT jsonb_object_keys(val)) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_copy(jsonb, text[], text[]) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_path ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = wikkenwegen.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value::jsonb, TRUE);
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_duplicate(jsonb, text[], jsonb) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    targets ALIAS FOR $3;
    tmp_value jsonb;
    target_path text[];
    target text;
BEGIN
    FOR target IN SELECT jsonb_array_elements_text(targets)
    LOOP
        target_path = wikkenwegen.mt_jsonb_path_to_array(target, '\.');
        retval = wikkenwegen.mt_jsonb_copy(retval, location, target_path);
    END LOOP;

    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_fix_null_parent(jsonb, text[]) returns jsonb language plpgsql as $_$
DECLARE
retval ALIAS FOR $1;
    dst_path ALIAS FOR $2;
    dst_path_segment text[] = ARRAY[]::text[];
    dst_path_array_length integer;
    i integer = 1;
BEGIN
    dst_path_array_length = array_length(dst_path, 1);
    WHILE i <=(dst_path_array_length - 1)
    LOOP
        dst_path_segment = dst_path_segment || ARRAY[dst_path[i]];
        IF retval #> dst_path_segment IS NULL OR retval #> dst_path_segment = 'null'::jsonb THEN
            retval = jsonb_set(retval, dst_path_segment, '{}'::jsonb, TRUE);
        END IF;
        i = i + 1;
    END LOOP;

    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_increment(jsonb, text[], numeric) returns jsonb language plpgsql as $_$
DECLARE
retval ALIAS FOR $1;
    location ALIAS FOR $2;
    increment_value ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NULL THEN
        tmp_value = to_jsonb(0);
END IF;

RETURN jsonb_set(retval, location, to_jsonb(tmp_value::numeric + increment_value), TRUE);
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb default null) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    elm_index ALIAS FOR $4;
    if_not_exists ALIAS FOR $5;
    patch_expression ALIAS FOR $6;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF elm_index IS NULL THEN
            elm_index = jsonb_array_length(tmp_value) + 1;
        END IF;
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_move(jsonb, text[], text) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_name ALIAS FOR $3;
    dst_path text[];
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = retval #- src_path;
    dst_path = src_path;
    dst_path[array_length(dst_path, 1)] = dst_name;
    retval = wikkenwegen.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value, TRUE);
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_patch(jsonb, jsonb) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    patchset ALIAS FOR $2;
    patch jsonb;
    patch_path text[];
    patch_expression jsonb;
    value jsonb;
BEGIN
    FOR patch IN SELECT * from jsonb_array_elements(patchset)
    LOOP
        patch_path = wikkenwegen.mt_jsonb_path_to_array((patch->>'path')::text, '\.');

        patch_expression = null;
        IF (patch->>'type') IN ('remove', 'append_if_not_exists', 'insert_if_not_exists') AND (patch->>'expression') IS NOT NULL THEN
            patch_expression = jsonb_path_query_array(retval #> patch_path, (patch->>'expression')::jsonpath);
        END IF;

        CASE patch->>'type'
            WHEN 'set' THEN
                retval = jsonb_set(retval, patch_path, (patch->'value')::jsonb, TRUE);
            WHEN 'delete' THEN
                retval = retval#-patch_path;
            WHEN 'append' THEN
                retval = wikkenwegen.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, FALSE);
            WHEN 'append_if_not_exists' THEN
                retval = wikkenwegen.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, TRUE, patch_expression);
            WHEN 'append_key_value' THEN
                retval = wikkenwegen.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, FALSE);
            WHEN 'append_key_value_if_not_exists' THEN
                retval = wikkenwegen.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, TRUE);
            WHEN 'insert' THEN
                retval = wikkenwegen.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, FALSE);
            WHEN 'insert_if_not_exists' THEN
                retval = wikkenwegen.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, TRUE, patch_expression);
            WHEN 'remove' THEN
                retval = wikkenwegen.mt_jsonb_remove(retval, patch_path, COALESCE(patch_expression, (patch->'value')::jsonb));
            WHEN 'remove_key' THEN
                retval = wikkenwegen.mt_jsonb_remove_key(retval, patch_path, (patch->>'key'));
            WHEN 'duplicate' THEN
                retval = wikkenwegen.mt_jsonb_duplicate(retval, patch_path, (patch->'targets')::jsonb);
            WHEN 'rename' THEN
                retval = wikkenwegen.mt_jsonb_move(retval, patch_path, (patch->>'to')::text);
            WHEN 'increment' THEN
                retval = wikkenwegen.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            WHEN 'increment_float' THEN
                retval = wikkenwegen.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            ELSE NULL;
        END CASE;
    END LOOP;
    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_path_to_array(text, character) returns text[] language plpgsql as $_$
DECLARE
    location ALIAS FOR $1;
    regex_pattern ALIAS FOR $2;
BEGIN
RETURN regexp_split_to_array(location, regex_pattern)::text[];
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_remove(jsonb, text[], jsonb) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF jsonb_typeof(val) = 'array' THEN
            tmp_remove = val;
        ELSE
            tmp_remove = jsonb_build_array(val);
        END IF;

        FOR patch_remove IN SELECT * FROM jsonb_array_elements(tmp_remove)
        LOOP
            tmp_value =(SELECT jsonb_agg(elem)
            FROM jsonb_array_elements(tmp_value) AS elem
            WHERE elem <> patch_remove);
        END LOOP;

        IF tmp_value IS NULL THEN
            tmp_value = '[]'::jsonb;
        END IF;
    END IF;
    RETURN jsonb_set(retval, location, tmp_value, FALSE);
END;
$_$;

create or replace function wikkenwegen.mt_jsonb_remove_key(jsonb, text[], text) returns jsonb language plpgsql as $_$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    _key ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        RETURN jsonb_set(retval, location, tmp_value - _key, FALSE);
    END IF;
    RETURN retval;
END;
$_$;

create or replace function wikkenwegen.mt_mark_event_progression(name varchar, last_encountered bigint) returns void language plpgsql as $$
BEGIN
INSERT INTO wikkenwegen.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$$;

create or replace function wikkenwegen.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint) returns bigint language plpgsql as $$
DECLARE
    current_value bigint;
BEGIN
    select last_seq_id into current_value from wikkenwegen.mt_event_progression where name = shard_name;

    IF current_value is null then
        -- Bootstrap the high-water row on first invocation. Previously this branch
        -- returned 0, which left HighWaterAgent.CheckNowAsync polling forever because
        -- statistics.CurrentMark never advanced. Issue #4425.
        INSERT INTO wikkenwegen.mt_event_progression (name, last_seq_id, last_updated)
        VALUES (shard_name, ending_sequence, transaction_timestamp())
        ON CONFLICT ON CONSTRAINT pk_mt_event_progression
            DO UPDATE SET last_seq_id = ending_sequence, last_updated = transaction_timestamp();
        IF ending_sequence > starting_sequence THEN
            -- Idempotent: a rebuild/replay re-marks the same skip (ending_sequence is the
            -- PK). Re-recording an existing gap is a no-op. Conflict target is the PK
            -- constraint (the bare column name collides with the function parameter). #4530.
            insert into wikkenwegen.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
                on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        END IF;
        return ending_sequence;
    ELSIF current_value = starting_sequence THEN
        update wikkenwegen.mt_event_progression SET last_seq_id = ending_sequence, last_updated = transaction_timestamp() where shard_name = name;
        insert into wikkenwegen.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
            on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        return ending_sequence;
    ELSE
        return current_value;
    END IF;
END
$$;

create or replace function wikkenwegen.mt_quick_append_events(stream uuid, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[], headers jsonb[], user_names varchar[], timestamps timestamptz[], expected_version bigint default null) returns bigint[] language plpgsql as $$
DECLARE
	event_version bigint;
	stream_is_archived boolean;
	event_type varchar;
	event_id uuid;
	body jsonb;
	index int;
	seq bigint;
    actual_tenant varchar;
    is_new_stream boolean := false;
	return_value bigint[];
BEGIN
    if expected_version IS NOT NULL then
        -- COALESCE turns the NULL we get for a brand-new stream into 0, so a
        -- FetchForWriting against a non-existent stream (which sets
        -- ExpectedVersionOnServer = 0) and a StartStream(id, version: 0) both
        -- land on the new-stream branch instead of mis-firing the guard.
        select version, is_archived into event_version, stream_is_archived from wikkenwegen.mt_streams where id = stream AND tenant_id = tenantid;
        if COALESCE(event_version, 0) != expected_version then
            RAISE EXCEPTION 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, COALESCE(event_version, 0) USING ERRCODE = 'MT003';
        end if;
    else
        select version, is_archived into event_version, stream_is_archived from wikkenwegen.mt_streams where id = stream AND tenant_id = tenantid;
    end if;

	if event_version IS NULL then
		event_version = 0;
		is_new_stream := true;
		-- #5456 follow-up: insert the FINAL version straight away rather than 0 plus a
		-- trailing UPDATE of the row we just wrote in this same transaction. That UPDATE
		-- is a second heap tuple + WAL record per stream creation for no observable gain
		-- -- nothing outside this transaction can see the intermediate 0. The trailing
		-- UPDATE below is skipped for this branch via is_new_stream.
		insert into wikkenwegen.mt_streams (id, type, version, timestamp, tenant_id) values (stream, stream_type, COALESCE(array_length(event_ids, 1), 0), now(), tenantid);
    else
        if stream_is_archived then
            RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = 'MT001';
        end if;
        if tenantid IS NOT NULL then
            select tenant_id into actual_tenant from wikkenwegen.mt_streams where id = stream AND tenant_id = tenantid;
            if actual_tenant != tenantid then
                RAISE EXCEPTION 'The tenantid does not match the existing stream';
            end if;
        end if;
	end if;

	index := 1;
	-- #5062: array_length('{}', 1) is NULL in PostgreSQL, not 0, so a call with an
	-- empty event array used to return ARRAY[NULL] -- a bigint[] whose only element
	-- is NULL, which Npgsql cannot read into long[] ('Cannot read a non-nullable
	-- collection of elements because the returned array contains nulls'). COALESCE
	-- makes the empty case mean what it says: zero events appended, so the final
	-- version is the stream's current version.
	return_value := ARRAY[event_version + COALESCE(array_length(event_ids, 1), 0)];

	foreach event_id in ARRAY event_ids
	loop
        seq := nextval('wikkenwegen.mt_events_sequence');
		return_value := array_append(return_value, seq);

	    event_version := event_version + 1;
		event_type = event_types[index];
		body = bodies[index];

		-- #4515 / #4578 / Phase 2: bdatas[index] carries the binary payload
		-- for events opted in to binary serialization (NULL otherwise).
		-- bodies[index] is the {} JSON placeholder for those events so the
		-- existing data jsonb NOT NULL constraint stays intact.
		insert into wikkenwegen.mt_events
			(seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived, causation_id, correlation_id, headers, user_name)
		values
			(seq, event_id, stream, event_version, body, bdatas[index], event_type, tenantid, timestamps[index], dotnet_types[index], FALSE, causation_ids[index], correlation_ids[index], headers[index], user_names[index]);

		index := index + 1;
	end loop;

	-- A brand-new stream already carries its final version from the insert above, so the
	-- UPDATE is only needed when we appended onto a stream that already existed.
	--
	-- #5539: and only when we actually appended something. With ZERO events this was a BLIND write-back
	-- of the version read at the top of the function, and under READ COMMITTED that is a lost update: the
	-- UPDATE waits on a concurrent appender's row lock, the winner commits, the WHERE clause is
	-- re-evaluated against the new row, and `set version = <the stale value>` lands -- leaving
	-- mt_streams.version BELOW the stream's own events. Every later append then computes a version that
	-- already exists and dies on pk_mt_events_stream_and_version, forever, until the row is repaired by
	-- hand. A non-empty call cannot do this: its first INSERT collides with the winner on that same
	-- primary key and rolls the whole thing back, which is why only the empty case was exposed.
	--
	-- Two independent guards, because either alone would have been enough and the cost of both is nil:
	--   * the append count -- appending nothing has nothing to write, so the correct number of statements
	--     is zero rather than one that happens to be harmless;
	--   * greatest(), so the write-back can never LOWER a stream's version whoever calls it. An append
	--     only ever moves a version forward, so this is a no-op on every correct path and a backstop on
	--     any future caller that reads the version and then writes it back.
	if not is_new_stream and COALESCE(array_length(event_ids, 1), 0) > 0 then
		update wikkenwegen.mt_streams set version = greatest(version, event_version), timestamp = now() where id = stream AND tenant_id = tenantid;
	end if;

	return return_value;
END
$$;

create or replace function wikkenwegen.mt_safe_unaccent(use_unaccent boolean, word text) returns text language plpgsql immutable strict as $$
BEGIN
IF use_unaccent THEN
    RETURN public.unaccent(word);
ELSE
    RETURN word;
END IF;
END;
$$;

-- Functions of the lists. An extension may have been there before, in any schema.

do $make$ begin
    execute format($sql$create or replace function wikkenwegen.weighing_list_folded(said text) returns text language sql immutable strict parallel safe set search_path = %s, pg_catalog
        as $keep$select unaccent(translate(normalize(said, NFKC), E'\u00ad\u200c\u200d\u2060\ufeff', ''))$keep$$sql$, (select extnamespace::regnamespace from pg_extension where extname = 'unaccent'));
    execute format('create index if not exists ix_weighing_list_word_parts on wikkenwegen.weighing_list_word using gin (word %1$s.gin_trgm_ops, stem %1$s.gin_trgm_ops)',
        (select extnamespace::regnamespace from pg_extension where extname = 'pg_trgm'));
end $make$;

create or replace function wikkenwegen.weighing_list_split(said text) returns text language sql immutable strict parallel safe as $$select regexp_replace(regexp_replace(said, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\u3008-\u3020\u30fb\U0001f000-\U0001faff]+', ' ', 'g'), '([0-9]+)', ' \1 ', 'g')$$;

create or replace function wikkenwegen.weighing_list_query(corporation text, searched text) returns tsquery language plpgsql stable as $_$
declare
    folded text := wikkenwegen.weighing_list_folded(searched);
    wanted tsquery := websearch_to_tsquery('dutch', coalesce((
        select string_agg(case when lower(said[3]) = 'or' and said[1] = '' then 'or' else said[1] || '"' || words || '"' end, ' ' order by place)
        from regexp_matches(folded, '(-?)(?:"([^"]*)"?|([^[:space:]"]+))', 'g') with ordinality one(said, place)
        cross join lateral btrim(wikkenwegen.weighing_list_split(concat(said[2], said[3]))) words where words <> ''), ''));
    part record;
begin
    for part in
        select s.stem, array(
            select v.stem from wikkenwegen.weighing_list_word v where v.tenant_id = corporation and (
                v.word like '%' || w.lexeme || '%' or v.stem like '%' || s.stem or starts_with(w.lexeme, s.stem) and v.word like '%' || s.stem || '%')
            group by v.stem order by min(length(v.word)), v.stem limit 300) as others
        from unnest(to_tsvector('simple', wikkenwegen.weighing_list_split(folded))) w cross join lateral (select (ts_lexize('dutch_stem', w.lexeme))[1] as stem) s
        where w.lexeme ~ '^[a-z]+$' and length(s.stem) >= 3
    loop
        wanted := ts_rewrite(wanted, part.stem::tsquery, array_to_string(part.stem || part.others, '|')::tsquery);
    end loop;
    return wanted;
end$_$;

create or replace function wikkenwegen.weighing_list_keep() returns trigger language plpgsql as $_$
declare
    said text := left(wikkenwegen.weighing_list_split(wikkenwegen.weighing_list_folded(left((new.data #>> '{searchText}'), 200000))), 200000);
    next wikkenwegen.weighing_list;
    last wikkenwegen.weighing_list;
begin
    next.tenant_id := new.tenant_id;
    next.id := new.id;
    next.from_xid := pg_current_xact_id();
    next.shape := (new.data #>> '{shape}')::smallint;
    next.opened_at := (new.data #>> '{openedAt}')::timestamptz;
    next.opened_year := extract(year from (new.data #>> '{openedAt}')::timestamptz at time zone 'UTC')::smallint;
    next.decided_rising := coalesce((new.data #>> '{decidedAt}'), 'infinity')::timestamptz;
    next.decided_falling := coalesce((new.data #>> '{decidedAt}'), '-infinity')::timestamptz;
    next.deadline_rising := coalesce((new.data #>> '{framing,deadline}'), 'infinity')::date;
    next.deadline_falling := coalesce((new.data #>> '{framing,deadline}'), '-infinity')::date;
    next.title := lower(normalize((new.data #>> '{framing,title}')::text, NFC))::text;
    next.status := (new.data #>> '{status}')::text;
    next.secrecy := array_position(array['public', 'internal', 'confidential', 'secret'], (new.data #>> '{framing,confidentiality}')) - 1::smallint;
    next.level := (new.data #>> '{framing,level}')::text;
    next.scale := (new.data #>> '{framing,scale}')::text;
    next.decision_kind := (new.data #>> '{decisionKind}')::text;
    next.reference := normalize((new.data #>> '{referenceKey}')::text, NFC)::text;
    next.id_extern := (new.data #>> '{framing,identity,idExtern}')::text;
    next.areas := array(select one from jsonb_array_elements_text(new.data #> '{areas}') one)::text[];
    next.parties := array(select normalize(one::text, NFC) from jsonb_array_elements_text(new.data #> '{partyKeys}') one)::text[];
    next.deviations := array(select one from jsonb_array_elements_text(new.data #> '{deviationMarks}') one)::text[];
    next.named := array(select one from jsonb_array_elements_text(new.data #> '{named}') one)::text[];
    next.words := to_tsvector('dutch', said)::tsvector;
    next.filling := repeat(' ', 2100)::text;
    select * into last from wikkenwegen.weighing_list where tenant_id = new.tenant_id and id = new.id;
    if next.words is distinct from last.words then
        insert into wikkenwegen.weighing_list_word (tenant_id, word, stem)
        select new.tenant_id, w.lexeme, s.stem
        from unnest(to_tsvector('simple', said)) w cross join lateral (select (ts_lexize('dutch_stem', w.lexeme))[1] as stem) s
        where w.lexeme ~ '^[a-z]{4,60}$' and s.stem is not null
          and not exists (select from wikkenwegen.weighing_list_word v where v.tenant_id = new.tenant_id and v.word = w.lexeme);
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
end$_$;

create or replace function wikkenwegen.weighing_change_keep() returns trigger language plpgsql as $$
begin
    insert into wikkenwegen.weighing_change_past (tenant_id, to_xid, id, from_xid, changed_at)
    select tenant_id, pg_current_xact_id(), id, from_xid, changed_at from wikkenwegen.weighing_change
    where tenant_id = new.tenant_id and id = new.stream_id and from_xid <> pg_current_xact_id();
    insert into wikkenwegen.weighing_change (tenant_id, id, from_xid, changed_at) values (new.tenant_id, new.stream_id, pg_current_xact_id(), new.timestamp)
    on conflict (tenant_id, id) do update set from_xid = excluded.from_xid, changed_at = excluded.changed_at;
    return null;
end$$;

create or replace trigger weighing_change_keep after insert on wikkenwegen.mt_events for each row execute function wikkenwegen.weighing_change_keep();
create or replace trigger weighing_list_keep after insert or update on wikkenwegen.mt_doc_weighing_summary for each row execute function wikkenwegen.weighing_list_keep();
