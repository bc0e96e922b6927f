-- pg_dump --schema-only --no-owner --no-privileges -n wikkenwegen of a database that the build of commit d827269 had made with PostgreSQL 15,
-- and the extensions that it had added.

SET check_function_bodies = false;

CREATE SCHEMA wikkenwegen;
CREATE EXTENSION pg_trgm WITH SCHEMA wikkenwegen;
CREATE EXTENSION unaccent WITH SCHEMA wikkenwegen;

CREATE FUNCTION wikkenwegen.mt_archive_stream(streamid uuid, tenantid character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  update wikkenwegen.mt_streams set is_archived = TRUE where id = streamid  and tenant_id = tenantid;
  update wikkenwegen.mt_events set is_archived = TRUE where stream_id = streamid  and tenant_id = tenantid;
END;
$$;

CREATE FUNCTION wikkenwegen.mt_grams_array(words text, use_unaccent boolean DEFAULT false) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $$
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

CREATE FUNCTION wikkenwegen.mt_grams_query(text, use_unaccent boolean DEFAULT false) RETURNS tsquery
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $_$
BEGIN
RETURN (SELECT array_to_string(wikkenwegen.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$_$;

CREATE FUNCTION wikkenwegen.mt_grams_vector(text, use_unaccent boolean DEFAULT false) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $_$
BEGIN
RETURN (SELECT array_to_string(wikkenwegen.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$_$;

CREATE FUNCTION wikkenwegen.mt_immutable_date(value text) RETURNS date
    LANGUAGE sql IMMUTABLE
    AS $$
select value::date

$$;

CREATE FUNCTION wikkenwegen.mt_immutable_time(value text) RETURNS time without time zone
    LANGUAGE sql IMMUTABLE
    AS $$
select value::time

$$;

CREATE FUNCTION wikkenwegen.mt_immutable_timestamp(value text) RETURNS timestamp without time zone
    LANGUAGE sql IMMUTABLE
    AS $$
select value::timestamp

$$;

CREATE FUNCTION wikkenwegen.mt_immutable_timestamptz(value text) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    AS $$
select value::timestamptz

$$;

CREATE FUNCTION wikkenwegen.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb DEFAULT NULL::jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_append_key_value(jsonb, text[], jsonb, boolean) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_copy(jsonb, text[], text[]) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_duplicate(jsonb, text[], jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_fix_null_parent(jsonb, text[]) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_increment(jsonb, text[], numeric) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb DEFAULT NULL::jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_move(jsonb, text[], text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_patch(jsonb, jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_path_to_array(text, character) RETURNS text[]
    LANGUAGE plpgsql
    AS $_$
DECLARE
    location ALIAS FOR $1;
    regex_pattern ALIAS FOR $2;
BEGIN
RETURN regexp_split_to_array(location, regex_pattern)::text[];
END;
$_$;

CREATE FUNCTION wikkenwegen.mt_jsonb_remove(jsonb, text[], jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_jsonb_remove_key(jsonb, text[], text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.mt_mark_event_progression(name character varying, last_encountered bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
INSERT INTO wikkenwegen.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$$;

CREATE FUNCTION wikkenwegen.mt_mark_progression_with_skip(shard_name character varying, ending_sequence bigint, starting_sequence bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION wikkenwegen.mt_quick_append_events(stream uuid, stream_type character varying, tenantid character varying, event_ids uuid[], event_types character varying[], dotnet_types character varying[], bodies jsonb[], bdatas bytea[], causation_ids character varying[], correlation_ids character varying[], headers jsonb[], user_names character varying[], timestamps timestamp with time zone[], expected_version bigint DEFAULT NULL::bigint) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION wikkenwegen.mt_safe_unaccent(use_unaccent boolean, word text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $$
BEGIN
IF use_unaccent THEN
    RETURN public.unaccent(word);
ELSE
    RETURN word;
END IF;
END;
$$;

CREATE FUNCTION wikkenwegen.weighing_change_keep() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into wikkenwegen.weighing_change_past (tenant_id, to_xid, id, from_xid, changed_at)
    select tenant_id, pg_current_xact_id(), id, from_xid, changed_at from wikkenwegen.weighing_change
    where tenant_id = new.tenant_id and id = new.stream_id and from_xid <> pg_current_xact_id();
    insert into wikkenwegen.weighing_change (tenant_id, id, from_xid, changed_at) values (new.tenant_id, new.stream_id, pg_current_xact_id(), new.timestamp)
    on conflict (tenant_id, id) do update set from_xid = excluded.from_xid, changed_at = excluded.changed_at;
    return null;
end$$;

CREATE FUNCTION wikkenwegen.weighing_list_folded(said text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO 'wikkenwegen', 'pg_catalog'
    AS $$select unaccent(translate(normalize(said, NFKC), E'\u00ad\u200c\u200d\u2060\ufeff', ''))$$;

CREATE FUNCTION wikkenwegen.weighing_list_keep() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
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

CREATE FUNCTION wikkenwegen.weighing_list_query(corporation text, searched text) RETURNS tsquery
    LANGUAGE plpgsql STABLE
    AS $_$
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

CREATE FUNCTION wikkenwegen.weighing_list_split(said text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$select regexp_replace(regexp_replace(said, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\u3008-\u3020\u30fb\U0001f000-\U0001faff]+', ' ', 'g'), '([0-9]+)', ' \1 ', 'g')$$;

CREATE TABLE wikkenwegen.idempotency (
    tenant_id character varying NOT NULL,
    subject character varying NOT NULL,
    key character varying NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    content_type text NOT NULL,
    language text,
    etag text,
    location text,
    body bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE wikkenwegen.mt_doc_corporation (
    id character varying NOT NULL,
    data jsonb NOT NULL,
    mt_last_modified timestamp with time zone DEFAULT transaction_timestamp(),
    mt_dotnet_type character varying,
    mt_version bigint DEFAULT 0 NOT NULL
);

CREATE TABLE wikkenwegen.mt_doc_deadletterevent (
    id uuid NOT NULL,
    data jsonb NOT NULL,
    mt_last_modified timestamp with time zone DEFAULT transaction_timestamp(),
    mt_version uuid DEFAULT (md5(((random())::text || (clock_timestamp())::text)))::uuid NOT NULL,
    mt_dotnet_type character varying
);

CREATE TABLE wikkenwegen.mt_doc_envelope (
    id uuid NOT NULL,
    data jsonb NOT NULL,
    mt_last_modified timestamp with time zone DEFAULT transaction_timestamp(),
    mt_version uuid DEFAULT (md5(((random())::text || (clock_timestamp())::text)))::uuid NOT NULL,
    mt_dotnet_type character varying
);

CREATE TABLE wikkenwegen.mt_doc_weighing_summary (
    tenant_id character varying DEFAULT '*DEFAULT*'::character varying NOT NULL,
    id uuid NOT NULL,
    data jsonb NOT NULL,
    mt_last_modified timestamp with time zone DEFAULT transaction_timestamp(),
    mt_dotnet_type character varying,
    mt_version bigint DEFAULT 0 NOT NULL,
    opened_at timestamp with time zone NOT NULL
);

CREATE TABLE wikkenwegen.mt_event_progression (
    name character varying NOT NULL,
    last_seq_id bigint,
    last_updated timestamp with time zone DEFAULT transaction_timestamp(),
    mode character varying DEFAULT 'none'::character varying,
    rebuild_threshold integer DEFAULT 0,
    assigned_node integer DEFAULT 0,
    heartbeat timestamp with time zone,
    agent_status character varying(20),
    pause_reason text,
    running_on_node integer,
    warning_behind_threshold bigint,
    critical_behind_threshold bigint,
    failure_category character varying(50),
    failure_event_sequence bigint,
    failure_event_type character varying(500),
    failure_event_tenant_id character varying(500)
);

CREATE TABLE wikkenwegen.mt_event_projection_floors (
    name character varying NOT NULL,
    tenant_id character varying NOT NULL,
    floor bigint NOT NULL,
    last_updated timestamp with time zone DEFAULT transaction_timestamp()
);

CREATE TABLE wikkenwegen.mt_events (
    seq_id bigint NOT NULL,
    id uuid NOT NULL,
    stream_id uuid,
    version bigint NOT NULL,
    data jsonb NOT NULL,
    bdata bytea,
    type character varying(500) NOT NULL,
    "timestamp" timestamp with time zone DEFAULT '2026-11-28 17:35:02.682484+00'::timestamp with time zone NOT NULL,
    tenant_id character varying DEFAULT '*DEFAULT*'::character varying,
    mt_dotnet_type character varying,
    correlation_id character varying,
    causation_id character varying,
    headers jsonb,
    user_name character varying,
    is_archived boolean DEFAULT false
);

CREATE SEQUENCE wikkenwegen.mt_events_sequence
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE wikkenwegen.mt_events_sequence OWNED BY wikkenwegen.mt_events.seq_id;

CREATE TABLE wikkenwegen.mt_high_water_skips (
    ending_sequence bigint NOT NULL,
    starting_sequence bigint NOT NULL,
    "timestamp" timestamp with time zone DEFAULT transaction_timestamp()
);

CREATE TABLE wikkenwegen.mt_streams (
    tenant_id character varying DEFAULT '*DEFAULT*'::character varying NOT NULL,
    id uuid NOT NULL,
    type character varying,
    version bigint,
    "timestamp" timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    compacted_version bigint DEFAULT 0 NOT NULL,
    is_archived boolean DEFAULT false
);

CREATE TABLE wikkenwegen.schema_update (
    build text NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

CREATE TABLE wikkenwegen.vault (
    tenant_id character varying NOT NULL,
    digest character varying(43) NOT NULL,
    weighing_id uuid NOT NULL,
    disclosure text NOT NULL
);

CREATE TABLE wikkenwegen.weighing_change (
    tenant_id character varying NOT NULL,
    id uuid NOT NULL,
    from_xid xid8 NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE wikkenwegen.weighing_change_past (
    tenant_id character varying NOT NULL,
    to_xid xid8 NOT NULL,
    id uuid NOT NULL,
    from_xid xid8 NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE wikkenwegen.weighing_list (
    tenant_id character varying NOT NULL,
    id uuid NOT NULL,
    from_xid xid8 NOT NULL,
    shape smallint,
    opened_at timestamp with time zone NOT NULL,
    opened_year smallint,
    decided_rising timestamp with time zone NOT NULL,
    decided_falling timestamp with time zone NOT NULL,
    deadline_rising date NOT NULL,
    deadline_falling date NOT NULL,
    title text NOT NULL,
    status text NOT NULL,
    secrecy smallint,
    level text NOT NULL,
    scale text NOT NULL,
    decision_kind text,
    reference text,
    id_extern text,
    areas text[] NOT NULL,
    parties text[] NOT NULL,
    deviations text[],
    named text[],
    words tsvector NOT NULL,
    filling text NOT NULL
)
WITH (toast_tuple_target='400');
ALTER TABLE ONLY wikkenwegen.weighing_list ALTER COLUMN areas SET STORAGE MAIN;
ALTER TABLE ONLY wikkenwegen.weighing_list ALTER COLUMN parties SET STORAGE MAIN;
ALTER TABLE ONLY wikkenwegen.weighing_list ALTER COLUMN words SET STORAGE EXTERNAL;

CREATE TABLE wikkenwegen.weighing_list_past (
    tenant_id character varying NOT NULL,
    to_xid xid8 NOT NULL,
    id uuid NOT NULL,
    from_xid xid8 NOT NULL,
    decided_rising timestamp with time zone NOT NULL,
    decided_falling timestamp with time zone NOT NULL,
    deadline_rising date NOT NULL,
    deadline_falling date NOT NULL,
    title text NOT NULL
);

CREATE TABLE wikkenwegen.weighing_list_word (
    tenant_id character varying NOT NULL,
    word text NOT NULL,
    stem text NOT NULL
);

CREATE TABLE wikkenwegen.weighing_reference (
    tenant_id character varying NOT NULL,
    key text NOT NULL,
    weighing_id uuid NOT NULL
);

ALTER TABLE ONLY wikkenwegen.mt_event_progression
    ADD CONSTRAINT pk_mt_event_progression PRIMARY KEY (name);

ALTER TABLE ONLY wikkenwegen.idempotency
    ADD CONSTRAINT pkey_idempotency_tenant_id_subject_key PRIMARY KEY (tenant_id, subject, key);

ALTER TABLE ONLY wikkenwegen.mt_doc_corporation
    ADD CONSTRAINT pkey_mt_doc_corporation_id PRIMARY KEY (id);

ALTER TABLE ONLY wikkenwegen.mt_doc_deadletterevent
    ADD CONSTRAINT pkey_mt_doc_deadletterevent_id PRIMARY KEY (id);

ALTER TABLE ONLY wikkenwegen.mt_doc_envelope
    ADD CONSTRAINT pkey_mt_doc_envelope_id PRIMARY KEY (id);

ALTER TABLE ONLY wikkenwegen.mt_doc_weighing_summary
    ADD CONSTRAINT pkey_mt_doc_weighing_summary_tenant_id_id PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY wikkenwegen.mt_event_projection_floors
    ADD CONSTRAINT pkey_mt_event_projection_floors_name_tenant_id PRIMARY KEY (name, tenant_id);

ALTER TABLE ONLY wikkenwegen.mt_events
    ADD CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id);

ALTER TABLE ONLY wikkenwegen.mt_high_water_skips
    ADD CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence);

ALTER TABLE ONLY wikkenwegen.mt_streams
    ADD CONSTRAINT pkey_mt_streams_tenant_id_id PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY wikkenwegen.vault
    ADD CONSTRAINT pkey_vault_tenant_id_digest PRIMARY KEY (tenant_id, digest);

ALTER TABLE ONLY wikkenwegen.weighing_change_past
    ADD CONSTRAINT pkey_weighing_change_past_tenant_id_to_xid_id PRIMARY KEY (tenant_id, to_xid, id);

ALTER TABLE ONLY wikkenwegen.weighing_change
    ADD CONSTRAINT pkey_weighing_change_tenant_id_id PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY wikkenwegen.weighing_list_past
    ADD CONSTRAINT pkey_weighing_list_past_tenant_id_to_xid_id PRIMARY KEY (tenant_id, to_xid, id);

ALTER TABLE ONLY wikkenwegen.weighing_list
    ADD CONSTRAINT pkey_weighing_list_tenant_id_id PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY wikkenwegen.weighing_reference
    ADD CONSTRAINT pkey_weighing_reference_tenant_id_key PRIMARY KEY (tenant_id, key);

ALTER TABLE ONLY wikkenwegen.schema_update
    ADD CONSTRAINT schema_update_pkey PRIMARY KEY (build);

CREATE INDEX ix_idempotency_expires_at ON wikkenwegen.idempotency USING btree (expires_at);

CREATE INDEX ix_vault_weighing ON wikkenwegen.vault USING btree (tenant_id, weighing_id);

CREATE INDEX ix_weighing_change_changed_at ON wikkenwegen.weighing_change USING btree (tenant_id, changed_at, id) INCLUDE (from_xid);

CREATE INDEX ix_weighing_list_areas ON wikkenwegen.weighing_list USING gin (areas) WITH (gin_pending_list_limit='64');

CREATE INDEX ix_weighing_list_deadline_falling ON wikkenwegen.weighing_list USING btree (tenant_id, deadline_falling, id) INCLUDE (from_xid, secrecy, level, scale, decision_kind, opened_at);

CREATE INDEX ix_weighing_list_deadline_rising ON wikkenwegen.weighing_list USING btree (tenant_id, deadline_rising, id) INCLUDE (from_xid, secrecy, level, scale, decision_kind, opened_at);

CREATE INDEX ix_weighing_list_decided_falling ON wikkenwegen.weighing_list USING btree (tenant_id, decided_falling, id) INCLUDE (from_xid, secrecy, level, scale, decision_kind, opened_at);

CREATE INDEX ix_weighing_list_decided_rising ON wikkenwegen.weighing_list USING btree (tenant_id, decided_rising, id) INCLUDE (from_xid, secrecy, level, scale, decision_kind, opened_at);

CREATE INDEX ix_weighing_list_decision_kind ON wikkenwegen.weighing_list USING btree (tenant_id, decision_kind);

CREATE INDEX ix_weighing_list_deviations ON wikkenwegen.weighing_list USING gin (deviations) WITH (gin_pending_list_limit='64');

CREATE INDEX ix_weighing_list_id_extern ON wikkenwegen.weighing_list USING btree (tenant_id, id_extern);

CREATE INDEX ix_weighing_list_level ON wikkenwegen.weighing_list USING btree (tenant_id, level);

CREATE INDEX ix_weighing_list_named ON wikkenwegen.weighing_list USING gin (named) WITH (gin_pending_list_limit='64');

CREATE INDEX ix_weighing_list_opened_at ON wikkenwegen.weighing_list USING btree (tenant_id, opened_at, id) INCLUDE (from_xid, secrecy, level, scale, decision_kind);

CREATE INDEX ix_weighing_list_parties ON wikkenwegen.weighing_list USING gin (parties) WITH (gin_pending_list_limit='64');

CREATE INDEX ix_weighing_list_reference ON wikkenwegen.weighing_list USING btree (tenant_id, reference);

CREATE INDEX ix_weighing_list_scale ON wikkenwegen.weighing_list USING btree (tenant_id, scale);

CREATE INDEX ix_weighing_list_status_deadline_falling ON wikkenwegen.weighing_list USING btree (tenant_id, status, deadline_falling, id);

CREATE INDEX ix_weighing_list_status_deadline_rising ON wikkenwegen.weighing_list USING btree (tenant_id, status, deadline_rising, id);

CREATE INDEX ix_weighing_list_status_decided_falling ON wikkenwegen.weighing_list USING btree (tenant_id, status, decided_falling, id);

CREATE INDEX ix_weighing_list_status_decided_rising ON wikkenwegen.weighing_list USING btree (tenant_id, status, decided_rising, id);

CREATE INDEX ix_weighing_list_status_opened_at ON wikkenwegen.weighing_list USING btree (tenant_id, status, opened_at, id);

CREATE INDEX ix_weighing_list_status_title ON wikkenwegen.weighing_list USING btree (tenant_id, status, title, id);

CREATE INDEX ix_weighing_list_title ON wikkenwegen.weighing_list USING btree (tenant_id, title, id) INCLUDE (from_xid, secrecy, level, scale, decision_kind, opened_at);

CREATE INDEX ix_weighing_list_word ON wikkenwegen.weighing_list_word USING btree (tenant_id, word);

CREATE INDEX ix_weighing_list_word_parts ON wikkenwegen.weighing_list_word USING gin (word wikkenwegen.gin_trgm_ops, stem wikkenwegen.gin_trgm_ops);

CREATE INDEX ix_weighing_list_words ON wikkenwegen.weighing_list USING gin (words) WITH (gin_pending_list_limit='64');

CREATE INDEX ix_weighing_list_year_deadline_falling ON wikkenwegen.weighing_list USING btree (tenant_id, opened_year, deadline_falling, id) INCLUDE (from_xid, opened_at, status, secrecy);

CREATE INDEX ix_weighing_list_year_deadline_rising ON wikkenwegen.weighing_list USING btree (tenant_id, opened_year, deadline_rising, id) INCLUDE (from_xid, opened_at, status, secrecy);

CREATE INDEX ix_weighing_list_year_decided_falling ON wikkenwegen.weighing_list USING btree (tenant_id, opened_year, decided_falling, id) INCLUDE (from_xid, opened_at, status, secrecy);

CREATE INDEX ix_weighing_list_year_decided_rising ON wikkenwegen.weighing_list USING btree (tenant_id, opened_year, decided_rising, id) INCLUDE (from_xid, opened_at, status, secrecy);

CREATE INDEX mt_doc_weighing_summary_idx_opened_at ON wikkenwegen.mt_doc_weighing_summary USING btree (opened_at);

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON wikkenwegen.mt_events USING btree (tenant_id, stream_id, version);

CREATE TRIGGER weighing_change_keep AFTER INSERT ON wikkenwegen.mt_events FOR EACH ROW EXECUTE FUNCTION wikkenwegen.weighing_change_keep();

CREATE TRIGGER weighing_list_keep AFTER INSERT OR UPDATE ON wikkenwegen.mt_doc_weighing_summary FOR EACH ROW EXECUTE FUNCTION wikkenwegen.weighing_list_keep();

ALTER TABLE ONLY wikkenwegen.mt_events
    ADD CONSTRAINT fkey_mt_events_stream_id_tenant_id FOREIGN KEY (tenant_id, stream_id) REFERENCES wikkenwegen.mt_streams(tenant_id, id);
