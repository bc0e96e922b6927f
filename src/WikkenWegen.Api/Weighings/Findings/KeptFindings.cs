using System.Collections.Immutable;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Api.Weighings.Views;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Findings;

namespace WikkenWegen.Api.Weighings.Findings;

/// <summary>
/// The findings of every weighing, kept in the database so that the list of a corporation is one query. They are made when somebody asks for the list,
/// of the weighings that changed since, and of those in which a day has passed that a rule looks at: recording a step costs nothing.
/// </summary>
/// <remarks>
/// What is kept is the same for all readers: what was given in a blind round counts only once that has closed. Which weighings a reader sees is asked at
/// each reading. A weighing whose findings were made by a later edition of the rules, on a newer host, is left alone.
/// </remarks>
public sealed class KeptFindings(WeighingStore weighings, NpgsqlDataSource source, TimeProvider clock) : IDisposable
{
    /// <summary>The findings: one row each.</summary>
    private const string Rows = $"{StoreSetup.Schema}.weighing_finding";

    /// <summary>Of which version the findings of each weighing were made, by which edition of the rules, and until which day they hold.</summary>
    private const string Made = $"{StoreSetup.Schema}.weighing_findings_made";

    /// <summary>Weighings that are gone through at a time: what a caller who leaves, or a host that stops, loses of the work.</summary>
    private const int AtATime = 200;

    /// <summary>Weighings that are read at the same time, so that others find connections free.</summary>
    private const int AtOnce = 4;

    /// <summary>So many weighings take some tens of milliseconds.</summary>
    private const int Many = 50;

    /// <summary>Who reads nothing that is hidden from anybody.</summary>
    private static readonly Reader Nobody = new("", Confidentiality.Secret, SeesPersons: false);

    /// <summary>One at a time on this host: who waits finds the work done.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The tables, as a part of the store.</summary>
    public static void Configure(StoreOptions options) => options.Storage.Add(new Tables());

    /// <summary>
    /// Makes the findings anew of the weighings that a reader may see and of which they are no longer right.
    /// </summary>
    /// <returns>Whether all are right. Where too much is asked of this host they are not, and the request was answered with 503.</returns>
    /// <exception cref="OperationCanceledException">The caller has left, or the time of the request is over. What was made by then stays.</exception>
    public async Task<bool> Renew(HttpContext http, string corporation, Reader reader)
    {
        var now = clock.GetUtcNow();
        if ((await Outdated(corporation, reader, now, http.RequestAborted)).Count == 0) return true;
        await _turn.WaitAsync(http.RequestAborted);
        try
        {
            while (await Outdated(corporation, reader, now, http.RequestAborted) is { Count: > 0 } outdated)
            {
                var states = new Weighing?[outdated.Count];
                await Parallel.ForAsync(0, states.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = http.RequestAborted },
                    async (i, cancellation) => states[i] = (await weighings.Newest(corporation, outdated[i].Id, cancellation))?.State);
                var (isDone, made) = await HeavyWork.Run(http, states.Length >= Many, cancellation => outdated.Zip(states, (o, state) => Of(o.Id, o.Version, state, now, cancellation)).ToList());
                if (!isDone) return false;
                await Keep(corporation, made, http.RequestAborted);
            }
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Findings of a list, in the direction of the page.</summary>
    /// <param name="filter">What the list has.</param>
    /// <param name="start">Where the page begins; null for the first.</param>
    /// <param name="count">Most findings.</param>
    /// <param name="counted">Whether the rules are counted.</param>
    /// <param name="language">The language of the sentences.</param>
    /// <param name="cancellation">Ends the reading when the caller has gone.</param>
    public async Task<(List<FoundFinding> Found, ImmutableArray<RuleCount>? Counts)> Find(
        FindingFilter filter, FindingPlace? start, int count, bool counted, Language language, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        ImmutableArray<RuleCount>? counts = counted ? await Counts(connection, filter, language, cancellation) : null;
        var values = new List<NpgsqlParameter>();
        var moment = filter.Axis == TimeAxis.Occurred ? "f.occurred_at" : "f.recorded_at";
        var conditions = Conditions(filter, moment, values);
        var (beyond, order) = start?.Back == true ? (">", "asc") : ("<", "desc");
        if (start is not null) conditions += $" and ({moment}, f.id, f.number) {beyond} ({Value(values, start.Moment)}, {Value(values, start.Weighing)}, {Value(values, start.Number)})";
        await using var command = new NpgsqlCommand($$"""
            select f.id, f.number, f.rule, f.events, f.occurred_at, f.recorded_at, f.{{(language == Language.Dutch ? "dutch" : "english")}},
                d.data #>> '{framing,title}', d.data #>> '{framing,reference}', l.secrecy, l.named @> array[{{Value(values, filter.Reader.Subject)}}]
            from {{Rows}} f join {{WeighingList.Rows}} l on l.tenant_id = f.tenant_id and l.id = f.id
            join {{StoreSetup.Schema}}.mt_doc_weighing_summary d on d.tenant_id = f.tenant_id and d.id = f.id
            where {{conditions}} order by {{moment}} {{order}}, f.id {{order}}, f.number {{order}} limit {{count}}
            """, connection);
        command.Parameters.AddRange(values.ToArray());
        var found = new List<FoundFinding>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (id, number, rule) = (reader.GetGuid(0), reader.GetInt32(1), FindingRules.All.First(r => r.Id == reader.GetString(2)));
            var (occurredAt, recordedAt) = (reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5));
            var entry = FindingEntry.Of(rule, reader.GetString(6), [.. reader.GetFieldValue<int[]>(3)], occurredAt, recordedAt, language);
            found.Add(new FoundFinding(
                new CorporationFinding(id, reader.GetString(7), await reader.IsDBNullAsync(8, cancellation) ? null : reader.GetString(8), entry),
                new FindingPlace(false, filter.Axis == TimeAxis.Occurred ? occurredAt : recordedAt, id, number), (Confidentiality)reader.GetInt16(9), reader.GetBoolean(10)));
        }
        return (found, counts);
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static async Task<ImmutableArray<RuleCount>> Counts(NpgsqlConnection connection, FindingFilter filter, Language language, CancellationToken cancellation)
    {
        var values = new List<NpgsqlParameter>();
        var conditions = Conditions(filter, filter.Axis == TimeAxis.Occurred ? "f.occurred_at" : "f.recorded_at", values);
        await using var command = new NpgsqlCommand($"""
            select f.rule, count(*), count(distinct f.id) from {Rows} f join {WeighingList.Rows} l on l.tenant_id = f.tenant_id and l.id = f.id where {conditions} group by f.rule
            """, connection);
        command.Parameters.AddRange(values.ToArray());
        var counts = new Dictionary<string, (long Findings, long Weighings)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) counts[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        return [.. FindingRules.All.Where(r => counts.ContainsKey(r.Id)).OrderByDescending(r => r.Severity)
            .Select(r => new RuleCount(r.Id, r.Severity, r.Title.In(language), counts[r.Id].Findings, counts[r.Id].Weighings))];
    }

    private static string Conditions(FindingFilter filter, string moment, List<NpgsqlParameter> values)
    {
        var conditions = $"f.tenant_id = {Value(values, filter.Corporation)} and {Seen(filter.Reader, values)}";
        // A newer host may have kept findings of rules that this one does not know.
        conditions += $" and f.rule = any({Value(values, (filter.Rules ?? [.. FindingRules.All.Select(r => r.Id)]).ToArray())})";
        if (filter.From is { } from) conditions += $" and {moment} >= {Value(values, from)}";
        if (filter.To is { } to) conditions += $" and {moment} < {Value(values, to)}";
        return conditions;
    }

    /// <summary>The condition by which a reader sees a weighing: the table of the lists has it in columns.</summary>
    private static string Seen(Reader reader, List<NpgsqlParameter> values)
    {
        if (reader.UpTo == Confidentiality.Secret) return "true";
        var named = $"l.named @> array[{Value(values, reader.Subject)}]";
        return reader.UpTo is { } upTo ? $"(l.secrecy <= {Value(values, (short)upTo)} or {named})" : named;
    }

    /// <summary>The next weighings of which the findings are not those of now, with their newest version.</summary>
    private async Task<List<(Guid Id, int Version)>> Outdated(string corporation, Reader reader, DateTimeOffset now, CancellationToken cancellation)
    {
        var values = new List<NpgsqlParameter>();
        var mine = Value(values, corporation);
        await using var command = source.CreateCommand($"""
            select s.id, s.version from {WeighingList.Rows} l join {StoreSetup.Schema}.mt_streams s on s.tenant_id = l.tenant_id and s.id = l.id
            left join {Made} m on m.tenant_id = l.tenant_id and m.id = l.id
            where l.tenant_id = {mine} and {Seen(reader, values)} and (m.edition is null or m.edition < {FindingRules.Edition}
                or m.edition = {FindingRules.Edition} and (m.version < s.version or m.until <= {Value(values, Calendar.DayOf(now))}))
            order by s.id limit {AtATime}
            """);
        command.Parameters.AddRange(values.ToArray());
        var outdated = new List<(Guid, int)>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) outdated.Add((rows.GetGuid(0), checked((int)rows.GetInt64(1))));
        return outdated;
    }

    private static MadeFindings Of(Guid id, int version, Weighing? state, DateTimeOffset now, CancellationToken cancellation)
    {
        if (state is null) return new MadeFindings(id, version, null, []); // it is in the list and has no events: there is nothing to find
        var context = new FindingContext(state.AsReadBy(Nobody, state), now);
        var findings = FindingRules.Of(context, cancellation);
        return new MadeFindings(id, Math.Max(version, state.Version), context.Until, findings);
    }

    /// <summary>Keeps findings, but those that another host has made of a newer version meanwhile.</summary>
    private async Task Keep(string corporation, List<MadeFindings> made, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var kept = new HashSet<Guid>();
        await using (var mark = new NpgsqlCommand($"""
            insert into {Made} (tenant_id, id, version, edition, until)
            select $1, one.id, one.version, {FindingRules.Edition}, one.until from unnest($2::uuid[], $3::int[], $4::date[]) as one(id, version, until) order by one.id
            on conflict (tenant_id, id) do update set version = excluded.version, edition = excluded.edition, until = excluded.until
            where {Made}.version <= excluded.version and {Made}.edition <= excluded.edition returning id
            """, connection, transaction))
        {
            mark.Parameters.Add(new() { Value = corporation });
            mark.Parameters.Add(new() { Value = made.ConvertAll(m => m.Id) });
            mark.Parameters.Add(new() { Value = made.ConvertAll(m => m.Version) });
            mark.Parameters.Add(new() { Value = made.ConvertAll(m => m.Until), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
            await using var reader = await mark.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) kept.Add(reader.GetGuid(0));
        }
        await using (var clear = new NpgsqlCommand($"delete from {Rows} where tenant_id = $1 and id = any($2)", connection, transaction))
        {
            clear.Parameters.Add(new() { Value = corporation });
            clear.Parameters.Add(new() { Value = kept.ToList() });
            await clear.ExecuteNonQueryAsync(cancellation);
        }
        await using (var rows = await connection.BeginBinaryImportAsync($"copy {Rows} (tenant_id, id, number, rule, events, occurred_at, recorded_at, dutch, english) from stdin (format binary)", cancellation))
        {
            foreach (var (id, _, _, findings) in made.Where(m => kept.Contains(m.Id)))
                for (var i = 0; i < findings.Length; i++)
                {
                    await rows.StartRowAsync(cancellation);
                    await rows.WriteAsync(corporation, NpgsqlDbType.Varchar, cancellation);
                    await rows.WriteAsync(id, NpgsqlDbType.Uuid, cancellation);
                    await rows.WriteAsync(i + 1, NpgsqlDbType.Integer, cancellation);
                    await rows.WriteAsync(findings[i].Rule.Id, NpgsqlDbType.Text, cancellation);
                    await rows.WriteAsync(findings[i].Events.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer, cancellation);
                    await rows.WriteAsync(findings[i].OccurredAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellation);
                    await rows.WriteAsync(findings[i].RecordedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellation);
                    await rows.WriteAsync(findings[i].Sentence.Dutch, NpgsqlDbType.Text, cancellation);
                    await rows.WriteAsync(findings[i].Sentence.English, NpgsqlDbType.Text, cancellation);
                }
            await rows.CompleteAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>A parameter: no value becomes part of the SQL.</summary>
    private static string Value(List<NpgsqlParameter> values, object value)
    {
        values.Add(new NpgsqlParameter { Value = value });
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${values.Count}");
    }

    /// <summary>The findings of one weighing.</summary>
    /// <param name="Id">Id of the weighing.</param>
    /// <param name="Version">The version that they are of.</param>
    /// <param name="Until">The first day on which they may be others without any event; null where they cannot.</param>
    /// <param name="Findings">The findings.</param>
    private sealed record MadeFindings(Guid Id, int Version, DateOnly? Until, ImmutableArray<Finding> Findings);

    private sealed class Tables() : FeatureSchemaBase("weighing_findings", new PostgresqlMigrator())
    {
        protected override IEnumerable<Weasel.Core.ISchemaObject> schemaObjects()
        {
            var made = Named(Made);
            made.AddColumn<string>("tenant_id").AsPrimaryKey();
            made.AddColumn<Guid>("id").AsPrimaryKey();
            made.AddColumn<int>("version").NotNull();
            made.AddColumn<int>("edition").NotNull();
            made.AddColumn("until", "date");
            yield return made;

            var rows = Named(Rows);
            rows.AddColumn<string>("tenant_id").AsPrimaryKey();
            rows.AddColumn<Guid>("id").AsPrimaryKey();
            rows.AddColumn<int>("number").AsPrimaryKey();
            rows.AddColumn("rule", "text").NotNull();
            rows.AddColumn("events", "integer[]").NotNull();
            rows.AddColumn("occurred_at", "timestamptz").NotNull();
            rows.AddColumn("recorded_at", "timestamptz").NotNull();
            rows.AddColumn("dutch", "text").NotNull();
            rows.AddColumn("english", "text").NotNull();
            foreach (var moment in new[] { "occurred_at", "recorded_at" })
                rows.Indexes.Add(new IndexDefinition($"ix_weighing_finding_{moment}") { Columns = ["tenant_id", moment, "id", "number"], IncludeColumns = ["rule"] });
            yield return rows;
        }

        private static Table Named(string name) => new(new PostgresqlObjectName(StoreSetup.Schema, name.Split('.')[1], SchemaUtils.IdentifierUsage.General));
    }
}
