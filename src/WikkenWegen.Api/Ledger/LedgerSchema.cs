using System.Data.Common;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using WikkenWegen.Api.Infrastructure.Store;

namespace WikkenWegen.Api.Ledger;

/// <summary>
/// The tables of the ledger, and the trigger that writes a leaf for every event in the transaction of that event, whatever code appends it.
/// Rows are only ever inserted, but for <see cref="Progress"/>, which is no evidence: the role of the hosts needs neither UPDATE nor DELETE
/// on the others.
/// </summary>
/// <remarks>
/// <para>
/// A leaf, version 1, is JSON that is made once, here, and never again; what is hashed and handed out are its stored bytes. Its members, in this
/// order, those without a value left out but <c>occurredAt</c>: <c>v</c>, <c>corporation</c>, <c>streamType</c>, <c>stream</c>, <c>version</c>,
/// <c>eventId</c>, <c>type</c>, <c>recordedAt</c> (UTC, microseconds), <c>occurredAt</c>, <c>actor</c>, <c>roles</c>, <c>correlation</c>,
/// <c>causation</c>, <c>recorder</c>, <c>late</c> (true where the event was recorded before there were leaves), <c>nonce</c>
/// (32 hexadecimal digits with 122 random bits, so that nobody guesses a leaf from its hash), and <c>data</c> as PostgreSQL writes it.
/// </para>
/// <para>
/// A leaf stays below <see cref="MostBytes"/>. Where it would not, it has <c>dataLength</c> and <c>dataSha256</c> in place of <c>data</c>, and the
/// bytes of that are beside it in the column body.
/// </para>
/// </remarks>
public sealed class LedgerSchema() : FeatureSchemaBase("ledger", new PostgresqlMigrator())
{
    /// <summary>One row an event: its leaf, with the transaction that wrote it.</summary>
    public const string Leaves = $"{StoreSetup.Schema}.ledger_leaf";

    /// <summary>The place of each leaf in the log of its corporation: from 0, without gaps. In that of <see cref="Everything"/>, the numbers of entries are below zero.</summary>
    public const string Index = $"{StoreSetup.Schema}.ledger_index";

    /// <summary>
    /// The full tiles of the trees (c2sp.org/tlog-tiles), each with the hash of the node above it, which stands in the tile of the next level. What
    /// no tile has yet follows from <see cref="Index"/>.
    /// </summary>
    public const string Tiles = $"{StoreSetup.Schema}.ledger_tile";

    /// <summary>
    /// What was signed of each log. The text of one of a corporation is a leaf of the log of <see cref="Everything"/>, at its top_index.
    /// </summary>
    public const string Checkpoints = $"{StoreSetup.Schema}.ledger_checkpoint";

    /// <summary>What outside witnesses signed of checkpoints.</summary>
    public const string Cosignatures = $"{StoreSetup.Schema}.ledger_cosignature";

    /// <summary>What authorities for time (RFC 3161) signed of checkpoints: a token each.</summary>
    public const string Timestamps = $"{StoreSetup.Schema}.ledger_timestamp";

    /// <summary>
    /// Changes of the key of the log of <see cref="Everything"/>, which has no events: the note of each is a leaf there. Those of corporations are events.
    /// </summary>
    public const string KeyChanges = $"{StoreSetup.Schema}.ledger_key_change";

    /// <summary>
    /// One row: up to which transaction and entry leaves have their place, so that nobody looks for others before that, and the identity of this installation,
    /// which goes with a backup. It is only a hint: where it is wrong, leaves have no place, which fsck tells.
    /// </summary>
    public const string Progress = $"{StoreSetup.Schema}.ledger_progress";

    /// <summary>The tenant of the log over the checkpoints of all corporations.</summary>
    public const string Everything = "*";

    /// <summary>A leaf has fewer bytes than this.</summary>
    public const int MostBytes = 60 * 1024;

    private const string Events = $"{StoreSetup.Schema}.mt_events";

    /// <inheritdoc />
    protected override IEnumerable<ISchemaObject> schemaObjects() =>
    [
        new Table("ledger_leaf", """
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
            """),
        new Table("ledger_index", """
            create table if not exists wikkenwegen.ledger_index (
                tenant_id varchar not null,
                leaf_index bigint not null,
                entry_id bigint not null,
                hash bytea not null,
                constraint pkey_ledger_index_tenant_id_leaf_index primary key (tenant_id, leaf_index),
                constraint ledger_index_entry_id unique (entry_id)
            );
            """),
        new Table("ledger_tile", """
            create table if not exists wikkenwegen.ledger_tile (
                tenant_id varchar not null,
                level int not null,
                tile bigint not null,
                hashes bytea not null,
                root bytea not null,
                constraint pkey_ledger_tile_tenant_id_level_tile primary key (tenant_id, level, tile)
            );
            """),
        new Table("ledger_checkpoint", """
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
            """),
        new Table("ledger_cosignature", """
            create table if not exists wikkenwegen.ledger_cosignature (
                tenant_id varchar not null,
                size bigint not null,
                witness varchar not null,
                line text not null,
                constraint pkey_ledger_cosignature_tenant_id_size_witness primary key (tenant_id, size, witness)
            );
            """),
        new Table("ledger_timestamp", """
            create table if not exists wikkenwegen.ledger_timestamp (
                tenant_id varchar not null,
                size bigint not null,
                token bytea not null,
                stamped_at timestamptz not null,
                constraint pkey_ledger_timestamp_tenant_id_size primary key (tenant_id, size)
            );
            """),
        new Table("ledger_key_change", """
            create table if not exists wikkenwegen.ledger_key_change (
                tenant_id varchar not null,
                leaf_index bigint not null,
                note text not null,
                constraint pkey_ledger_key_change_tenant_id_leaf_index primary key (tenant_id, leaf_index)
            );
            """),
        new Table("ledger_progress", """
            create table if not exists wikkenwegen.ledger_progress (
                one boolean not null default true,
                installation uuid not null default gen_random_uuid(),
                xid xid8 not null default '0',
                entry_id bigint not null default 0,
                constraint pkey_ledger_progress_one primary key (one),
                constraint ledger_progress_one check (one)
            );
            """),
        new SqlFunction("ledger_write", "e wikkenwegen.mt_events, late boolean", "void", "plpgsql set enable_seqscan = off", """

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
            end
            """),
        new SqlFunction("ledger_leaf_keep", "", "trigger", "plpgsql", """

            begin
                perform wikkenwegen.ledger_write(new, false);
                return null;
            end
            """) { Trigger = $"after insert on {Events}" },
    ];

    /// <summary>A table, with what belongs to it; it is made where there is none. What it is to be like in later releases, migrations say.</summary>
    private sealed record Table(string Name, string Sql) : ISchemaObject
    {
        public DbObjectName Identifier { get; } = new PostgresqlObjectName(StoreSetup.Schema, Name, SchemaUtils.IdentifierUsage.General);

        public IEnumerable<DbObjectName> AllNames() => [Identifier];

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine(Sql.ReplaceLineEndings("\n"));

        public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop table if exists {Identifier} cascade;");

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append($"select 1 from pg_class where oid = to_regclass('{Identifier}');");

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default) =>
            new SchemaObjectDelta(this, await reader.ReadAsync(ct) ? SchemaPatchDifference.None : SchemaPatchDifference.Create);
    }
}
