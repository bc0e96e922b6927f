using System.Collections.Concurrent;
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
/// each reading. A weighing whose findings were made by a later edition of the rules, on a newer host, is left alone. One in which a later release
/// recorded what this host cannot read, or of which somebody changed the rows, is not gone through, and what was found in it before is not told: that keeps
/// nobody from the findings of the others.
/// </remarks>
public sealed class KeptFindings(WeighingStore weighings, NpgsqlDataSource source, TimeProvider clock, ILogger<KeptFindings> log) : IDisposable
{
    /// <summary>The findings: one row each.</summary>
    private const string Rows = $"{StoreSetup.Schema}.weighing_finding";

    /// <summary>Of which version the findings of each weighing were made, by which edition of the rules and which rules of the corporation's own, and until which day they hold.</summary>
    private const string Made = $"{StoreSetup.Schema}.weighing_findings_made";

    /// <summary>Weighings that are gone through at a time: what a caller who leaves, or a host that stops, loses of the work.</summary>
    private const int AtATime = 200;

    /// <summary>Weighings that are read at the same time, so that others find connections free.</summary>
    private const int AtOnce = 4;

    /// <summary>So many weighings take some tens of milliseconds.</summary>
    private const int Many = 50;

    /// <summary>Who reads nothing that is hidden from anybody.</summary>
    private static readonly Reader Nobody = new("", Confidentiality.Secret, SeesPersons: false);

    /// <summary>The weighings of which this host logged that they were altered: once is enough for whoever looks after it.</summary>
    private readonly ConcurrentDictionary<(string Corporation, Guid Id), byte> _logged = [];

    /// <summary>One at a time on this host: who waits finds the work done.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The tables, as a part of the store.</summary>
    public static void Configure(StoreOptions options) => options.Storage.Add(new Tables());

    /// <summary>
    /// Makes the findings anew of the weighings that a reader may see and of which they are no longer right.
    /// </summary>
    /// <returns>
    /// What could not be kept, because the database can only be read at the moment; empty where all is kept. Null where too much is asked of this
    /// host, and the request was answered with 503.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller has left, or the time of the request is over. What was made by then stays.</exception>
    public async Task<WentThrough?> Renew(HttpContext http, string corporation, Reader reader, OwnRules own)
    {
        var now = clock.GetUtcNow();
        if ((await Outdated(corporation, reader, own, now, Guid.Empty, http.RequestAborted)).Count == 0) return new WentThrough([], []);
        await _turn.WaitAsync(http.RequestAborted);
        try
        {
            var (notKept, unreadable, isReadOnly, last) = (new List<MadeFindings>(), new ConcurrentBag<UnreadWeighing>(), false, Guid.Empty);
            while (await Outdated(corporation, reader, own, now, last, http.RequestAborted) is { Count: > 0 } outdated)
            {
                last = outdated[^1].Id;
                var newest = await Newest(corporation, outdated.ConvertAll(o => o.Id), unreadable, http.RequestAborted);
                var (isDone, made) = await HeavyWork.Run(http, outdated.Count >= Many, cancellation =>
                    outdated.Zip(newest).Where(w => unreadable.All(u => u.Id != w.First.Id))
                        .Select(w => Unless(() => Of(w.First.Id, w.First.Version, w.Second?.State, own, now, cancellation), corporation, w.First.Id, unreadable, cancellation)).OfType<MadeFindings>().ToList());
                if (!isDone) return null;
                isReadOnly = isReadOnly || !await Keep(corporation, own, made, http.RequestAborted);
                if (isReadOnly) notKept.AddRange(made);
            }
            return new WentThrough(notKept, [.. unreadable]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Makes the findings as they were at a moment of the past, of all weighings that a reader may see now: of what was recorded by then, and of the
    /// days that had passed. They are not kept.
    /// </summary>
    /// <returns>The findings of each weighing that was there. Null where too much is asked of this host, and the request was answered with 503.</returns>
    /// <exception cref="OperationCanceledException">The caller has left, or the time of the request is over.</exception>
    public async Task<WentThrough?> AsOf(HttpContext http, string corporation, Reader reader, OwnRules own, DateTimeOffset moment)
    {
        var (all, unreadable, seen) = (new List<MadeFindings>(), new ConcurrentBag<UnreadWeighing>(), await SeenBy(corporation, reader, http.RequestAborted));
        foreach (var some in seen.Chunk(AtATime))
        {
            var newest = await Newest(corporation, some, unreadable, http.RequestAborted);
            var (isDone, made) = await HeavyWork.Run(http, some.Length >= Many, cancellation =>
                some.Zip(newest).Select(w => Unless(() => Then(w.First, w.Second, own, moment, cancellation), corporation, w.First, unreadable, cancellation)).OfType<MadeFindings>().ToList());
            if (!isDone) return null;
            all.AddRange(made);
        }
        return new WentThrough(all, [.. unreadable]);
    }

    /// <summary>The newest states of weighings, some at a time; null where there is none. Those that cannot be read are added to others.</summary>
    private async Task<KeptWeighing?[]> Newest(string corporation, IReadOnlyList<Guid> ids, ConcurrentBag<UnreadWeighing> unreadable, CancellationToken cancelled)
    {
        var newest = new KeptWeighing?[ids.Count];
        await Parallel.ForAsync(0, ids.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancelled }, async (i, cancellation) =>
        {
            try
            {
                newest[i] = await weighings.Newest(corporation, ids[i], cancellation);
            }
            catch (Exception e) when (LaterRelease.Recorded(e))
            {
                unreadable.Add(new UnreadWeighing(ids[i], IsAltered: false));
                log.LogWarning("Weighing {Weighing} of {Corporation} was not gone through for findings, since this release cannot read an event in it; a later one may have recorded it: {Error}", ids[i], corporation, e.Message);
            }
            catch (UnreadableStreamException e)
            {
                Altered(corporation, ids[i], e, unreadable);
            }
        });
        return newest;
    }

    /// <summary>Findings that are made; null where that fails on what the rows of the weighing say, which can then be no weighing that was recorded.</summary>
    private MadeFindings? Unless(Func<MadeFindings?> made, string corporation, Guid id, ConcurrentBag<UnreadWeighing> unreadable, CancellationToken cancellation)
    {
        try
        {
            return made();
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && !WeighingStore.IsOfTheMoment(e))
        {
            Altered(corporation, id, e, unreadable);
            return null;
        }
    }

    private void Altered(string corporation, Guid id, Exception why, ConcurrentBag<UnreadWeighing> unreadable)
    {
        unreadable.Add(new UnreadWeighing(id, IsAltered: true));
        if (_logged.TryAdd((corporation, id), 0))
            log.LogError(why, "Weighing {Weighing} of {Corporation} was not gone through for findings, since what the database has of it is not what was recorded; run fsck", id, corporation);
    }

    /// <summary>Findings of a list, in the direction of the page.</summary>
    /// <param name="filter">What the list has.</param>
    /// <param name="inMemory">Findings that are not kept, of which the weighing takes the place of what is kept of it.</param>
    /// <param name="start">Where the page begins; null for the first.</param>
    /// <param name="count">Most findings.</param>
    /// <param name="counted">Whether the rules are counted.</param>
    /// <param name="language">The language of the sentences.</param>
    /// <param name="cancellation">Ends the reading when the caller has gone.</param>
    public async Task<(List<FoundFinding> Found, ImmutableArray<RuleCount>? Counts)> Find(
        FindingFilter filter, IReadOnlyList<MadeFindings> inMemory, FindingPlace? start, int count, bool counted, Language language, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        ImmutableArray<RuleCount>? counts = counted ? await Counts(connection, filter, inMemory, language, cancellation) : null;
        var values = new List<NpgsqlParameter>();
        var moment = filter.Axis == TimeAxis.Occurred ? "f.occurred_at" : "f.recorded_at";
        var conditions = Conditions(filter, moment, values);
        var (beyond, order) = start?.Back == true ? (">", "asc") : ("<", "desc");
        if (start is not null) conditions += $" and ({moment}, f.id, f.number) {beyond} ({Value(values, start.Moment)}, {Value(values, start.Weighing)}, {Value(values, start.Number)})";
        await using var command = new NpgsqlCommand($$"""
            select f.id, f.number, f.rule, f.events, f.occurred_at, f.recorded_at, f.{{(language == Language.Dutch ? "dutch" : "english")}},
                d.data #>> '{framing,title}', d.data #>> '{framing,reference}', l.secrecy, l.named @> array[{{Value(values, filter.Reader.Subject)}}]
            from {{From(filter, inMemory, values)}} f join {{WeighingList.Rows}} l on l.tenant_id = f.tenant_id and l.id = f.id
            join {{StoreSetup.Schema}}.mt_doc_weighing_summary d on d.tenant_id = f.tenant_id and d.id = f.id
            where {{conditions}} order by {{moment}} {{order}}, f.id {{order}}, f.number {{order}} limit {{count}}
            """, connection);
        command.Parameters.AddRange(values.ToArray());
        var found = new List<FoundFinding>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (id, number, rule) = (reader.GetGuid(0), reader.GetInt32(1), filter.Rules.First(r => r.Key == reader.GetString(2)));
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

    private static async Task<ImmutableArray<RuleCount>> Counts(NpgsqlConnection connection, FindingFilter filter, IReadOnlyList<MadeFindings> inMemory, Language language, CancellationToken cancellation)
    {
        var values = new List<NpgsqlParameter>();
        var conditions = Conditions(filter, filter.Axis == TimeAxis.Occurred ? "f.occurred_at" : "f.recorded_at", values);
        await using var command = new NpgsqlCommand($"""
            select f.rule, count(*), count(distinct f.id) from {From(filter, inMemory, values)} f join {WeighingList.Rows} l on l.tenant_id = f.tenant_id and l.id = f.id where {conditions} group by f.rule
            """, connection);
        command.Parameters.AddRange(values.ToArray());
        var counts = new Dictionary<string, (long Findings, long Weighings)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) counts[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        return [.. filter.Rules.Where(r => counts.ContainsKey(r.Key)).OrderByDescending(r => r.Severity)
            .Select(r => new RuleCount(r.Rule.Id, r.Severity, r.Rule.Title.In(language), counts[r.Key].Findings, counts[r.Key].Weighings, OwnRuleReference.Of(r.Own)))];
    }

    /// <summary>Where findings are looked up: in the table, or in what was given along instead of what the table has of the same weighings.</summary>
    private static string From(FindingFilter filter, IReadOnlyList<MadeFindings> inMemory, List<NpgsqlParameter> values)
    {
        if (inMemory.Count == 0 && !filter.IsOfThePast) return Rows;
        var all = inMemory.SelectMany(m => m.Findings.Select((f, i) => (m.Id, Number: i + 1, Finding: f))).ToList();
        var columns = string.Join(", ", new object[]
        {
            all.ConvertAll(f => f.Id), all.ConvertAll(f => f.Number), all.ConvertAll(f => KnownRule.Of(f.Finding).Key), all.ConvertAll(f => $"{{{string.Join(',', f.Finding.Events)}}}"),
            all.ConvertAll(f => f.Finding.OccurredAt.ToUniversalTime()), all.ConvertAll(f => f.Finding.RecordedAt.ToUniversalTime()), all.ConvertAll(f => f.Finding.Sentence.Dutch), all.ConvertAll(f => f.Finding.Sentence.English),
        }.Select(column => Value(values, column)));
        var corporation = Value(values, filter.Corporation);
        var given = $"""
            select {corporation}::varchar as tenant_id, id, number, rule, events::integer[], occurred_at, recorded_at, dutch, english
            from unnest({columns}) as one(id, number, rule, events, occurred_at, recorded_at, dutch, english)
            """;
        if (filter.IsOfThePast) return $"({given})";
        return $"""
            (select tenant_id, id, number, rule, events, occurred_at, recorded_at, dutch, english from {Rows} where tenant_id = {corporation} and not (id = any({Value(values, inMemory.Select(m => m.Id).ToList())}))
            union all {given})
            """;
    }

    private static string Conditions(FindingFilter filter, string moment, List<NpgsqlParameter> values)
    {
        var conditions = $"f.tenant_id = {Value(values, filter.Corporation)} and {Seen(filter.Reader, values)}";
        // A newer host may have kept findings of rules that this one does not know.
        conditions += $" and f.rule = any({Value(values, filter.Rules.Select(r => r.Key).ToArray())})";
        if (filter.Unreadable is { Count: > 0 } unreadable) conditions += $" and not (f.id = any({Value(values, unreadable.ToArray())}))";
        if (filter.From is { } from) conditions += $" and {moment} >= {Value(values, from)}";
        if (filter.To is { } to) conditions += $" and {moment} < {Value(values, to)}";
        return conditions;
    }

    /// <summary>The condition by which a reader sees a weighing.</summary>
    private static string Seen(Reader reader, List<NpgsqlParameter> values) => ReadableRows.Condition(reader, value => Value(values, value));

    /// <summary>The weighings that a reader sees.</summary>
    private async Task<List<Guid>> SeenBy(string corporation, Reader reader, CancellationToken cancellation)
    {
        var values = new List<NpgsqlParameter>();
        await using var command = source.CreateCommand($"select l.id from {WeighingList.Rows} l where l.tenant_id = {Value(values, corporation)} and {Seen(reader, values)} order by l.id");
        command.Parameters.AddRange(values.ToArray());
        var seen = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) seen.Add(rows.GetGuid(0));
        return seen;
    }

    /// <summary>The next weighings of which the findings are not those of now, with their newest version.</summary>
    private async Task<List<(Guid Id, int Version)>> Outdated(string corporation, Reader reader, OwnRules own, DateTimeOffset now, Guid after, CancellationToken cancellation)
    {
        var values = new List<NpgsqlParameter>();
        var mine = Value(values, corporation);
        await using var command = source.CreateCommand($"""
            select s.id, s.version from {WeighingList.Rows} l join {StoreSetup.Schema}.mt_streams s on s.tenant_id = l.tenant_id and s.id = l.id
            left join {Made} m on m.tenant_id = l.tenant_id and m.id = l.id
            where l.tenant_id = {mine} and s.id > {Value(values, after)} and {Seen(reader, values)} and (m.edition is null or m.edition < {FindingRules.Edition}
                or m.edition = {FindingRules.Edition} and (m.version < s.version or m.rules < {Value(values, own.Number)} or m.until <= {Value(values, Calendar.DayOf(now))}))
            order by s.id limit {AtATime}
            """);
        command.Parameters.AddRange(values.ToArray());
        var outdated = new List<(Guid, int)>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) outdated.Add((rows.GetGuid(0), checked((int)rows.GetInt64(1))));
        return outdated;
    }

    private static MadeFindings Of(Guid id, int version, Weighing? state, OwnRules own, DateTimeOffset now, CancellationToken cancellation)
    {
        if (state is null) return new MadeFindings(id, version, null, []); // it is in the list and has no events: there is nothing to find
        var context = new FindingContext(state.AsReadBy(Nobody, state), now, new HeedingOrders(cancellation)) { OwnRules = own.InForce };
        var findings = FindingRules.Of(context, cancellation);
        return new MadeFindings(id, Math.Max(version, state.Version), context.Until, findings);
    }

    /// <summary>The findings of a weighing as it was at a moment; null where it was not there yet.</summary>
    private static MadeFindings? Then(Guid id, KeptWeighing? newest, OwnRules own, DateTimeOffset moment, CancellationToken cancellation)
    {
        if (newest is null || newest.History.CountRecordedBy(newest.State.Version, moment) is not (> 0 and var version)) return null;
        var then = version == newest.State.Version ? newest.State : newest.History.After(version);
        // What a blind round hides depends on whether it is open now, as in every view of the past.
        return new MadeFindings(id, version, null, FindingRules.Of(new FindingContext(then.AsReadBy(Nobody, newest.State), moment, new HeedingOrders(cancellation)) { OwnRules = own.InForce }, cancellation));
    }

    /// <summary>Keeps findings, but those that another host has made of a newer version meanwhile.</summary>
    /// <returns>False where the database can only be read.</returns>
    private async Task<bool> Keep(string corporation, OwnRules own, List<MadeFindings> made, CancellationToken cancellation)
    {
        try
        {
            await Write(corporation, own, made, cancellation);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            return false;
        }
    }

    private async Task Write(string corporation, OwnRules own, List<MadeFindings> made, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var kept = new HashSet<Guid>();
        await using (var mark = new NpgsqlCommand($"""
            insert into {Made} (tenant_id, id, version, edition, until, rules)
            select $1, one.id, one.version, {FindingRules.Edition}, one.until, $5 from unnest($2::uuid[], $3::int[], $4::date[]) as one(id, version, until) order by one.id
            on conflict (tenant_id, id) do update set version = excluded.version, edition = excluded.edition, until = excluded.until, rules = excluded.rules
            where {Made}.version <= excluded.version and {Made}.edition <= excluded.edition and {Made}.rules <= excluded.rules returning id
            """, connection, transaction))
        {
            mark.Parameters.Add(new() { Value = corporation });
            mark.Parameters.Add(new() { Value = made.ConvertAll(m => m.Id) });
            mark.Parameters.Add(new() { Value = made.ConvertAll(m => m.Version) });
            mark.Parameters.Add(new() { Value = made.ConvertAll(m => m.Until), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
            mark.Parameters.Add(new() { Value = own.Number });
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
                    await rows.WriteAsync(KnownRule.Of(findings[i]).Key, NpgsqlDbType.Text, cancellation);
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
            made.AddColumn<int>("rules").NotNull().DefaultValue(0);
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

/// <summary>The findings of one weighing.</summary>
/// <param name="Id">Id of the weighing.</param>
/// <param name="Version">The version that they are of.</param>
/// <param name="Until">The first day on which they may be others without any event; null where they cannot, or where they are of the past.</param>
/// <param name="Findings">The findings.</param>
public sealed record MadeFindings(Guid Id, int Version, DateOnly? Until, ImmutableArray<Finding> Findings);

/// <summary>What going through weighings gave.</summary>
/// <param name="Made">Findings that are not kept.</param>
/// <param name="Unreadable">The weighings that could not be gone through.</param>
public sealed record WentThrough(IReadOnlyList<MadeFindings> Made, IReadOnlyList<UnreadWeighing> Unreadable);

/// <summary>A weighing that could not be gone through.</summary>
/// <param name="Id">Id of the weighing.</param>
/// <param name="IsAltered">Whether what the database has of it is not what was recorded; else a later release recorded what this host cannot read.</param>
public sealed record UnreadWeighing(Guid Id, bool IsAltered);
