using System.Data.Common;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Learning;

namespace WikkenWegen.Api.Learning;

/// <summary>
/// Who takes part in the network, by the events of their sign-ups: it is asked with every request of a participant, so that no edition is read for it. The sign-ups under a subject id are found by
/// an index of their own, and of their editions no more is read than whether these were confirmed and withdrawn.
/// </summary>
public sealed class NetworkParticipants(NpgsqlDataSource source) : INetworkParticipants
{
    private const string Events = $"{StoreSetup.Schema}.mt_events";

    // Of what the index is made, and of what is asked: the same, so that PostgreSQL sees that the index fits, whoever asks.
    private static readonly string SignUps = $"tenant_id = '{Access.Network}' and type = {Is<SignUpMade>()}";

    // Each edition in which the person signed up is gone over once, however often they did; "offset 0" keeps PostgreSQL from beginning with everything that was ever confirmed.
    private static readonly string Asked = $"""
        with made as materialized (select stream_id, data -> 'number' as number from {Events} where {SignUps} and data ->> 'subject' = $1)
        select exists (
            select from (select distinct stream_id from made) edition cross join lateral (
                select e.data -> 'number' as number from {Events} e
                where e.tenant_id = '{Access.Network}' and e.stream_id = edition.stream_id and e.type in ({Is<SignUpConfirmed>()}, {Is<SignUpWithdrawn>()})
                group by e.data -> 'number' having bool_or(e.type = {Is<SignUpConfirmed>()}) and not bool_or(e.type = {Is<SignUpWithdrawn>()}) offset 0) stands
            where (edition.stream_id, stands.number) in (select stream_id, number from made))
        """;

    /// <inheritdoc />
    public async Task<bool> HavePart(string subject, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Asked);
        command.Parameters.Add(new() { Value = subject });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The name of a type of event, as it is stored.</summary>
    private static string Is<TEvent>() where TEvent : EditionEvent => $"'{EventContract.Names[typeof(TEvent)]}'";

    /// <summary>The index, on a table that is Marten's.</summary>
    internal sealed class Schema() : FeatureSchemaBase("network_participants", new PostgresqlMigrator())
    {
        /// <summary>Name of the index.</summary>
        public const string Index = "ix_mt_events_sign_up_subject";

        /// <inheritdoc />
        protected override IEnumerable<ISchemaObject> schemaObjects() => [new SubjectIndex()];
    }

    /// <summary>The sign-ups by subject id. Its entries are hashes, which a subject id of any length has.</summary>
    private sealed class SubjectIndex : ISchemaObject
    {
        public DbObjectName Identifier { get; } = new PostgresqlObjectName(StoreSetup.Schema, Schema.Index, SchemaUtils.IdentifierUsage.General);

        public IEnumerable<DbObjectName> AllNames() => [Identifier];

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine($"create index if not exists {Schema.Index} on {Events} using hash ((data ->> 'subject')) where {SignUps};");

        public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop index if exists {Identifier};");

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append($"select 1 from pg_class where oid = to_regclass('{Identifier}');");

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default) =>
            new SchemaObjectDelta(this, await reader.ReadAsync(ct) ? SchemaPatchDifference.None : SchemaPatchDifference.Create);
    }
}
