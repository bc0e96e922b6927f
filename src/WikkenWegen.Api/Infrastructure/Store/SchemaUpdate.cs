using System.Diagnostics;
using Npgsql;

namespace WikkenWegen.Api.Infrastructure.Store;

/// <summary>
/// Brings the database schema up to date: carries out the migrations that this host knows and the database lacks. It touches nothing else, so
/// what a newer host or an operator added stays as it is, and an older host works on a newer database of the same major version. Where nothing
/// is lacking it costs one round trip.
/// </summary>
public sealed class SchemaUpdate(NpgsqlDataSource source, IEnumerable<IAfterSchemaUpdate> after, Statistics statistics, ILogger<SchemaUpdate> log)
{
    /// <summary>The table that tells what features did after an update, and up to where.</summary>
    private const string Steps = $"{StoreSetup.Schema}.schema_step";

    /// <summary>The advisory lock by which hosts that start at the same time update one after the other. Any number would do.</summary>
    private const long Lock = 0x57696B6B656E; // "Wikken"

    /// <summary>
    /// How long a migration waits, each time, for others to let go of a table. While it waits they wait too, so it gives way, and does so before
    /// PostgreSQL looks for a deadlock (after a second): that might stop a step which somebody records.
    /// </summary>
    private const string LockTimeout = "500ms";

    /// <summary>Where the operator reads on.</summary>
    private const string Manual = "See deploy/UPGRADING.md.";

    private static readonly string[] Extensions = ["pg_trgm", "unaccent"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>The migrations that this host knows, in order.</summary>
    public IReadOnlyList<Migration> Migrations { get; init; } = Migration.All;

    /// <summary>How long a migration is tried again where others hold what it changes; a minute by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    private Migration Newest => Migrations[^1];

    private string? Database
    {
        get
        {
            var address = new NpgsqlConnectionStringBuilder(source.ConnectionString);
            return address.Database ?? address.Username;
        }
    }

    /// <summary>Carries out what the database lacks, and then what features do after it; does nothing where nothing is lacking.</summary>
    /// <param name="again">Whether features do theirs also where it was done before, for what older hosts wrote since.</param>
    /// <exception cref="StartupException">This host cannot work with the database, or cannot bring it up to date.</exception>
    public async Task Apply(bool again = false)
    {
        try
        {
            var there = await Look();
            if (there.Newest is { } newest && newest.Number > Newest.Number)
                log.LogInformation("The database is at migration {There}, and this release knows {Newest}: what is newer stays as it is", newest, Newest);
            if (again || Lacking(there).Count > 0 || Due(there).Count > 0) await Update(again);
        }
        catch (Exception e) when (Refused(e) is { } refused)
        {
            throw new StartupException(Explain(refused));
        }
    }

    /// <summary>The migrations that the database lacks, in order.</summary>
    /// <exception cref="StartupException">This host cannot work with the database.</exception>
    public async Task<IReadOnlyList<Migration>> Lacking() => Lacking(await Look());

    /// <summary>The SQL of migrations, for somebody who runs it by hand: all of it is done, or nothing.</summary>
    public static string Script(IReadOnlyList<Migration> migrations) => migrations.Count == 0
        ? "-- The database has every migration of this release.\n"
        : $"""
        -- {string.Join(", ", migrations)}: to be run with psql -v ON_ERROR_STOP=1, by who may create in the database.
        begin;
        select pg_advisory_xact_lock({Lock});

        {string.Join('\n', migrations.Select(m => m.Script))}
        commit;

        """;

    private async Task Update(bool again)
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = await source.OpenConnectionAsync();
        // The lock ends with the transaction, whether that commits or fails.
        await using var transaction = await connection.BeginTransactionAsync();
        // It only holds the lock, for as long as the others take.
        await using var wait = new NpgsqlCommand("set local idle_in_transaction_session_timeout = 0", connection, transaction);
        await wait.ExecuteNonQueryAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { CommandTimeout = 0, Parameters = { new() { Value = Lock } } };
        await take.ExecuteNonQueryAsync();
        var there = await Look(); // another host may have done all while this one waited
        var lacking = Lacking(there);
        if (lacking.Count > 0) await Migrate(lacking);
        // On connections of their own, which see what was migrated.
        var due = again ? [.. after] : Due(there);
        foreach (var step in due)
        {
            await Run(step);
            await Mark(step);
        }
        if (due.Count > 0) await statistics.Gather();
        await transaction.CommitAsync();
        if (lacking.Count > 0)
            log.LogInformation("Brought the database schema up to date ({Elapsed:0} ms): {Migrations}", Stopwatch.GetElapsedTime(start).TotalMilliseconds, string.Join(", ", lacking));
    }

    /// <summary>Carries out migrations: all, or none where one fails.</summary>
    private async Task Migrate(IReadOnlyList<Migration> lacking)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause))
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            try
            {
                await Execute($"set local lock_timeout = '{LockTimeout}'");
                foreach (var migration in lacking) await Execute(migration.Script);
                await transaction.CommitAsync();
                return;
            }
            catch (PostgresException e) when ((IsInUse(e) || IsTooSlow(e)) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                log.LogDebug("Others hold what is to be migrated, or this host came too late with its next statement; tried again");
            }

            async Task Execute(string sql)
            {
                await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    /// <summary>Does what comes after the migrations; it is begun again by every host that finds it unfinished, and so by this one too.</summary>
    private async Task Run(IAfterSchemaUpdate step)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause))
        {
            try
            {
                await step.Run();
                return;
            }
            catch (Exception e) when (Refused(e) is { } refused && IsTooSlow(refused) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                log.LogDebug("{Step} came too late with its next statement; tried again", NameOf(step));
            }
        }
    }

    private async Task Mark(IAfterSchemaUpdate step)
    {
        await using var command = source.CreateCommand($"""
            insert into {Steps} as there (name, version, migration, done_at) values ($1, $2, $3, clock_timestamp()) on conflict (name) do update
            set version = greatest(there.version, excluded.version), migration = greatest(there.migration, excluded.migration), done_at = excluded.done_at
            """);
        foreach (var value in new object[] { NameOf(step), step.Version, Newest.Number }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the database says of itself; nothing where it has no migrations yet.</summary>
    private async Task<There> Look()
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new($"select number, major, name, checksum from {Migration.Table} order by number"));
        batch.BatchCommands.Add(new($"select name, version, migration from {Steps}"));
        batch.BatchCommands.Add(new($"""
            select made, c.oid is null from unnest($1) made left join pg_class c on c.oid = to_regclass(made)
            where c.oid is null or case c.relkind when 'S' then not has_sequence_privilege(c.oid, 'usage')
                else not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')) end
            """)
        { Parameters = { new() { Value = Migrations.SelectMany(m => m.Made).ToArray() } } });
        try
        {
            await using var reader = await batch.ExecuteReaderAsync();
            var applied = await Rows(reader, () => new Applied(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3)));
            var done = await Rows(reader, () => (reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2)));
            var unusable = await Rows(reader, () => (reader.GetString(0), reader.GetBoolean(1)));
            return new There(applied, done, unusable);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable) // also where there is no schema
        {
            return new There([], [], []);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartupException(Forbidden(e.MessageText));
        }

        static async Task<List<T>> Rows<T>(NpgsqlDataReader reader, Func<T> row)
        {
            var rows = new List<T>();
            while (await reader.ReadAsync()) rows.Add(row());
            await reader.NextResultAsync();
            return rows;
        }
    }

    /// <summary>The migrations that are lacking, once it is certain that this host can work with the database.</summary>
    private List<Migration> Lacking(There there)
    {
        var lacking = Migrations.Where(m => there.Find(m) is null).ToList();
        if (there.Newest is not { } newest) return lacking;
        if (newest.Major > Newest.Major)
            throw new StartupException($"The database {Database} is too new: it is at migration {newest} of major version {newest.Major}, and this release knows version {Newest.Major}. Start a newer release, or put back a backup from before the upgrade. {Manual}");
        if (newest.Number < Migrations[0].Number - 1)
            throw new StartupException($"The database {Database} is too old: it is at migration {newest}, and this release begins with {Migrations[0]}. Start a release in between first. {Manual}");
        if (Migrations.FirstOrDefault(m => there.Find(m) is { } applied && applied.Checksum != m.Checksum) is { } edited)
            throw new StartupException($"The database {Database} has another migration {there.Find(edited)} than this release, which has {edited}: one of them was edited, or is of a build that was not released. Start the build that the database belongs to. {Manual}");
        var made = Migrations.Except(lacking).SelectMany(m => m.Made).ToHashSet();
        var unusable = there.Unusable.Where(u => made.Contains(u.Name)).ToList();
        if (unusable.Exists(u => u.IsGone))
            throw new StartupException($"The database {Database} lacks what its migrations made: {Names(unusable.Where(u => u.IsGone))}. Put back a backup. {Manual}");
        if (unusable.Count > 0) throw new StartupException(Forbidden($"no rights on {Names(unusable)}"));
        return lacking;

        static string Names(IEnumerable<(string Name, bool IsGone)> unusable) => string.Join(", ", unusable.Select(u => u.Name));
    }

    private List<IAfterSchemaUpdate> Due(There there) =>
        [.. after.Where(step => !there.Done.Exists(done => done.Name == NameOf(step) && done.Version >= step.Version && done.Migration >= Newest.Number))];

    private static string NameOf(IAfterSchemaUpdate step) => step.GetType().Name;

    private static PostgresException? Refused(Exception? e) => e switch
    {
        null => null,
        PostgresException refused => refused,
        _ => Refused(e.InnerException),
    };

    private static bool IsInUse(PostgresException e) => e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Whether PostgreSQL let go of a transaction because its host was too slow between two statements, as on a machine that has far too much to do: others must not wait for what that holds.</summary>
    private static bool IsTooSlow(PostgresException e) => e.SqlState is "25P03"; // idle_in_transaction_session_timeout

    private string Explain(PostgresException e) => e switch
    {
        // The extensions are trusted: who may create in the database may create them, where the server has them.
        { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile } when Extension(e) is { } extension =>
            $"The database {Database} lacks the PostgreSQL extension {extension}, and it could not be added ({e.MessageText}). Have an administrator run in that database, on a server that has PostgreSQL's contrib modules: CREATE EXTENSION {extension};",
        { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            $"The database {Database} is not up to date, and its user may not change it ({e.MessageText}). Have somebody who may run what is printed by: dotnet WikkenWegen.Api.dll migrate --print. {Manual}",
        { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => $"The database {Database} is not up to date, and it is read-only. Start a host on the primary first. {Manual}",
        _ when IsInUse(e) => $"The database {Database} is not up to date, and others held what must be changed for {Patience.TotalSeconds:0} seconds. Wait for what takes long there, such as a backup, and start again. {Manual}",
        _ => $"The database {Database} could not be brought up to date, and was left as it was ({e.SqlState}: {e.MessageText}). {Manual}",
    };

    private string Forbidden(string what) => $"The user of the database {Database} may not use the schemas {StoreSetup.Schema} and {Messaging.Schema} ({what}). Have their owner grant USAGE on them and on their sequences, and SELECT, INSERT, UPDATE and DELETE on their tables. {Manual}";

    private static string? Extension(PostgresException e) => Extensions.FirstOrDefault(name => e.MessageText.Contains(name, StringComparison.Ordinal));

    private sealed record There(List<Applied> Applied, List<(string Name, int Version, int Migration)> Done, List<(string Name, bool IsGone)> Unusable)
    {
        public Applied? Newest => Applied.Count == 0 ? null : Applied[^1];

        public Applied? Find(Migration migration) => Applied.Find(a => a.Number == migration.Number);
    }

    /// <summary>A migration that the database has.</summary>
    private sealed record Applied(int Number, int Major, string Name, string Checksum)
    {
        public override string ToString() => $"{Number:0000}-{Name}";
    }
}

/// <summary>What a feature does once its schema has been brought up to date, before anybody is served. One host at a time does it.</summary>
public interface IAfterSchemaUpdate
{
    /// <summary>Rises where <see cref="Run"/> does more than it did in an earlier release. It runs once for each version and each migration, so an older host leaves alone what a newer one did.</summary>
    int Version { get; }

    /// <summary>Does it. What was done before must do no harm when it is done again.</summary>
    Task Run();
}
