using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using WikkenWegen.Api.Recording;
using WikkenWegen.Testing;

namespace WikkenWegen.Benchmarks;

/// <summary>
/// The API against a bare one, both as processes of their own on the same PostgreSQL, loaded in turn by wrk with 16 connections.
/// </summary>
public static partial class ApiBenchmarks
{
    private const int Rounds = 5;
    private const int MostWarmUp = 12;
    private const int Weighings = 64;
    private const string Step = """{"about":"Wat vindt u van het plan voor uw portiek?","blind":false}""";
    private const string StepWithText = """{"stakeholder":"B1","grounds":"Renoveren kan, als de werkzaamheden per portiek worden gepland."}""";
    private static string _authorization = "";
    private static readonly string Folder = Directory.CreateTempSubdirectory("wikkenwegen-benchmark-").FullName;

    /// <summary>Runs all of them, or those that are named: writes, guards, messages, reads, parts, history, outcome, heavy, memory, cold, first-step.</summary>
    public static async Task Run(string[] args)
    {
        bool Asked(string part) => args.Length == 0 || args.Contains(part);

        await using var server = await TestDatabase.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        Console.WriteLine($"Database: {server.Description}; {Environment.ProcessorCount} cores");

        using (var ours = await Start(connection))
        {
            using var bareApi = await StartBaseline("bare-api", connection);
            var bare = bareApi.Address;
            if (Asked("writes")) await Writes(ours.Address, bare);
            if (Asked("guards")) await Guards(ours.Address, connection);
            if (Asked("messages")) await Messages(ours.Address, connection);
            if (Asked("reads")) await Reads(ours.Address, bare);
            if (Asked("parts")) await Parts(ours.Address);
            if (Asked("history")) await History(ours.Address);
            if (Asked("outcome")) await Outcomes(ours.Address);
            if (Asked("heavy")) await Heavy(ours.Address);
            if (Asked("memory")) await Memory(ours.Address, connection);
            if (Asked("cold")) await Cold(ours.Address, connection);
        }
        if (Asked("first-step")) await FirstStep(connection);
        Directory.Delete(Folder, true);
    }

    /// <summary>What it costs to check a token, keep corporations apart, remember keys and count requests: the same steps with and without.</summary>
    private static async Task Guards(Uri ours, string connection)
    {
        using var unguarded = await StartBaseline("unguarded-api", connection);
        var paths = new List<string>();
        using (var http = await Strategist(ours)) for (var i = 0; i < Weighings; i++) paths.Add(await Open(http, ours) + "/rounds");
        await Compare("recording a round with token, Idempotency-Key and rate limit, against the same steps without", 0.85,
            () => Wrk(ours, paths, 16, Step, keys: true), () => Wrk(unguarded.Address, paths, 16, Step));
    }

    /// <summary>What it costs that messages are kept in the database, on steps that send none: the same steps in a host that is a mediator alone.</summary>
    private static async Task Messages(Uri ours, string connection)
    {
        using var durable = await StartBaseline("unguarded-api", connection);
        using var without = await StartBaseline("unguarded-api-without-messages", connection);
        var paths = new List<string>();
        using (var http = await Strategist(ours)) for (var i = 0; i < Weighings; i++) paths.Add(await Open(http, ours) + "/rounds");
        await Compare("recording a round with durable messages on, against the same steps without", 0.9, () => Wrk(durable.Address, paths, 16, Step), () => Wrk(without.Address, paths, 16, Step));
    }

    private static async Task Writes(Uri ours, Uri bare)
    {
        using var http = await Strategist(ours);
        foreach (var (name, list, body) in new[] { ("recording a round", "/rounds", Step), ("recording an objection, with a text for the vault", "/objections", StepWithText) })
        {
            var (oursPaths, barePaths) = (new List<string>(), new List<string>());
            for (var i = 0; i < Weighings; i++)
            {
                oursPaths.Add(await Open(http, ours) + list);
                barePaths.Add($"/weighings/{await (await http.PostAsync(new Uri(bare, "/weighings"), null)).Content.ReadAsStringAsync()}{list}");
            }
            await Compare(name, 0.8, () => Wrk(ours, oursPaths, 16, body), () => Wrk(bare, barePaths, 16, body));
        }
    }

    private static async Task Reads(Uri ours, Uri bare)
    {
        using var http = await Strategist(ours);
        foreach (var events in new[] { 60, 1000 })
        {
            var path = await Weighing(http, ours, events);
            var view = await http.GetByteArrayAsync(new Uri(ours, path));
            var name = $"view-{events}.json";
            await File.WriteAllBytesAsync(Path.Combine(Folder, name), view);
            foreach (var connections in new[] { 16, 64 })
                await Compare($"the view of a weighing of {events} events ({view.Length / 1024.0:0} KiB), {connections} connections", events == 60 ? 0.6 : 0.3,
                    () => Wrk(ours, [path], connections), () => Wrk(bare, [$"/views/{name}"], connections));
        }
    }

    /// <summary>
    /// One part of a weighing of 1,000 events, against the whole view of it: as it is now, where the JSON of the view is kept in memory and
    /// only has to be sent, and as it was at an earlier version, where both are made.
    /// </summary>
    private static async Task Parts(Uri ours)
    {
        using var http = await Strategist(ours);
        var path = await Weighing(http, ours, 1000);
        foreach (var (what, query) in new[] { ("as it is", ""), ("as it was at version 900", "?version=900") })
            foreach (var connections in new[] { 16, 64 })
                await Compare($"the whole view of a weighing of 1,000 events {what}, in requests/s against those for one part of it, {connections} connections", 0,
                    () => Wrk(ours, [path + query], connections), () => Wrk(ours, [path + "/proposals/V1" + query], connections), "at most 0.2: a part takes at most a fifth of the time");
    }

    /// <summary>A page of 50 of the history of a weighing of 5,000 events, against that of one of 100.</summary>
    private static async Task History(Uri ours)
    {
        using var http = await Strategist(ours);
        var (small, large) = (await Weighing(http, ours, 100), await Weighing(http, ours, 5000));
        foreach (var page in new[] { "?limit=50", "?limit=50&order=newest" })
            await Compare($"a page of the history ({page}) of 5,000 events against one of 100", 0.5, () => Wrk(ours, [large + "/events" + page], 4), () => Wrk(ours, [small + "/events" + page], 4));
    }

    /// <summary>
    /// The outcome of a weighing of 60 events, 3 proposals on 6 criteria, against its view: the first time, each of a weighing of its own and one after
    /// another, and once it is kept.
    /// </summary>
    private static async Task Outcomes(Uri ours)
    {
        using var http = await Strategist(ours);
        var seed = 0;
        var (views, outcomes, paths) = (new List<double>(), new List<double>(), new List<string>());
        for (var i = 0; i < Weighings; i++) paths.Add(await Scored(http, ours));
        // As before every comparison, a host is loaded until it gets no faster: with outcomes that are computed anew for another seed, and views that are made
        // anew since they are of an earlier version, all of one weighing that is not measured.
        var warm = await Scored(http, ours);
        await WarmUp(() => Wrk(ours, [.. Enumerable.Range(0, 20_000).Select(_ => $"{warm}/outcome?seed={seed++}")], 2));
        await WarmUp(() => Wrk(ours, [$"{warm}?version=59"], 2));
        foreach (var path in paths)
        {
            views.Add(await Time(path));
            outcomes.Add(await Time(path + "/outcome"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the outcome of a weighing of 60 events, the first time: {Median(outcomes) / Median(views):0.00} times its view the first time (wanted: at most 3); {Median(outcomes):0.00} against {Median(views):0.00} ms"));
        foreach (var connections in new[] { 16, 64 })
            await Compare($"the outcome of a weighing of 60 events, kept, in requests/s against those for its view, {connections} connections", 0.83,
                () => Wrk(ours, [paths[0] + "/outcome"], connections), () => Wrk(ours, [paths[0]], connections), "at least 0.83: at most 1.2 times the time");

        async Task<double> Time(string path)
        {
            var start = Stopwatch.GetTimestamp();
            _ = await http.GetByteArrayAsync(new Uri(ours, path));
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    /// <summary>A weighing of 60 events with 3 proposals that are scored on 6 criteria.</summary>
    private static async Task<string> Scored(HttpClient http, Uri api)
    {
        var path = await Open(http, api);
        for (var n = 1; n <= 3; n++) await Send(HttpMethod.Post, "/proposals", new { name = $"Voorstel {n}" });
        await Send(HttpMethod.Put, "/criteria", new
        {
            weightMethod = "direct",
            criteria = Enumerable.Range(1, 6).Select(n => new { code = $"K{n}", name = $"Criterium {n}", direction = "higherIsBetter", scale = new { worst = 1, best = 10 }, weight = 10 * n }),
        });
        await Send(HttpMethod.Post, "/scores/batches", new
        {
            items = from v in Enumerable.Range(1, 3)
                    from k in Enumerable.Range(1, 6)
                    let expected = 2 + (5 * v + 3 * k) % 7
                    select new { proposal = new { code = $"V{v}" }, criterion = $"K{k}", @by = new { role = "Strateeg wonen" }, low = expected - 1, expected, high = expected + 2 },
        });
        for (var version = 24; version < 60; version++)
            (await http.PostAsync(new Uri(api, path + "/objections"), new StringContent(StepWithText, null, "application/json"))).EnsureSuccessStatusCode();
        return path;

        async Task Send(HttpMethod method, string part, object body)
        {
            using var request = new HttpRequestMessage(method, new Uri(api, path + part)) { Content = JsonContent.Create(body) };
            if (method == HttpMethod.Put) request.Headers.TryAddWithoutValidation("If-Match", "*");
            (await http.SendAsync(request)).EnsureSuccessStatusCode();
        }
    }

    /// <summary>A small read, alone and beside comparisons of a weighing of 5,000 events, of which 60 are always asked for.</summary>
    private static async Task Heavy(Uri ours)
    {
        using var http = await Strategist(ours);
        var (small, large) = (await Weighing(http, ours, 20), await Weighing(http, ours, 5000));
        var comparison = large + "/comparison?from=0";
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(15);) await Reads(100);
        using (await http.GetAsync(comparison))
        {
        }
        var ratios = new List<(double Alone, double Beside)>();
        var (done, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var alone = await Reads(2_000);
            using var stop = new CancellationTokenSource();
            var comparing = Enumerable.Range(0, 60).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    // Read and thrown away, so that it is the host that is measured and not the memory of who asks.
                    using var answer = await http.GetAsync(comparison, HttpCompletionOption.ResponseHeadersRead);
                    await answer.Content.CopyToAsync(Stream.Null);
                    if (answer.IsSuccessStatusCode) Interlocked.Increment(ref done);
                    else
                    {
                        Interlocked.Increment(ref refused);
                        await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5));
                    }
                }
            })).ToList();
            await Task.Delay(1_000);
            ratios.Add((alone, await Reads(2_000)));
            await stop.CancelAsync();
            await Task.WhenAll(comparing);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"p99 of a small read beside 60 comparisons of 5,000 events against that alone: ratio {Median(ratios.Select(r => r.Beside / r.Alone)):0.0} (wanted at most 5; {ratios.Min(r => r.Beside / r.Alone):0.0} to {ratios.Max(r => r.Beside / r.Alone):0.0}); {Median(ratios.Select(r => r.Beside)):0.0} against {Median(ratios.Select(r => r.Alone)):0.0} ms; {done} comparisons were done, {refused} asked to come back"));

        // One after the other by four callers: the p99 in milliseconds.
        async Task<double> Reads(int count)
        {
            var times = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                var own = new List<double>();
                for (var n = 0; n < count / 4; n++)
                {
                    var start = Stopwatch.GetTimestamp();
                    (await http.GetAsync(small)).EnsureSuccessStatusCode().Dispose();
                    own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                return own;
            }));
            var sorted = times.SelectMany(t => t).Order().ToArray();
            return sorted[sorted.Length * 99 / 100];
        }
    }

    /// <summary>What our own memory is worth, against what Marten brings.</summary>
    private static async Task Memory(Uri ours, string connection)
    {
        using var marten = await StartBaseline("marten-api", connection);
        using var http = await Strategist(ours);
        var path = await Weighing(http, ours, 60);
        var id = path.Split('/')[^1];
        foreach (var kind in new[] { "stream", "latest" })
            await Compare($"the view of a weighing of 60 events in memory, against Marten's {(kind == "stream" ? "stream and a fold" : "FetchLatest")}", 1, () => Wrk(ours, [path], 16), () => Wrk(marten.Address, [$"/{kind}/{id}"], 16));
        var (oursPaths, martenPaths) = (new List<string>(), new List<string>());
        for (var i = 0; i < Weighings; i++)
        {
            oursPaths.Add(await Open(http, ours) + "/rounds");
            martenPaths.Add("/weighings/" + (await Open(http, ours)).Split('/')[^1] + "/rounds");
        }
        await Compare("recording a round, against FetchForWriting", 1, () => Wrk(ours, oursPaths, 16, Step), () => Wrk(marten.Address, martenPaths, 16, Step));
    }

    /// <summary>Weighings that are in nobody's memory: each is read once, in no order, of 20,000 of 60 events.</summary>
    private static async Task Cold(Uri ours, string connection)
    {
        using var marten = await StartBaseline("marten-api", connection);
        using var http = await Strategist(ours);
        var ids = await Copies(connection, Guid.Parse((await Weighing(http, ours, 60)).Split('/')[^1]), 20_000);
        await Compare("the view of a weighing of 60 events that is not in memory, against a bare API that loads the stream with Marten and folds it", 0.5,
            InNoOrder(ours, "/v1/weighings/"), InNoOrder(marten.Address, "/stream/"));

        // Each load goes on where the last one stopped, and round again at the end: memory holds fewer than half of them, so each is gone when
        // it comes again.
        Func<Task<double>> InNoOrder(Uri api, string path)
        {
            var paths = ids.Select(id => path + id).ToArray();
            RandomNumberGenerator.Shuffle<string>(paths);
            var next = 0;
            return async () =>
            {
                var (rate, asked) = await Load(api, paths, 16, from: next);
                next = (next + asked) % paths.Length;
                return rate;
            };
        }
    }

    /// <summary>Copies the rows of a weighing many times, under identities of their own.</summary>
    private static async Task<Guid[]> Copies(string connection, Guid weighing, int count)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=600");
        foreach (var (table, id) in new[] { ("mt_streams", "id"), ("mt_events", "stream_id"), ("vault", "weighing_id"), ("weighing_list", "id"), ("mt_doc_weighing_summary", "id") })
        {
            await using var columns = source.CreateCommand($"select string_agg(quote_ident(column_name), ',' order by ordinal_position) from information_schema.columns where table_schema = 'wikkenwegen' and table_name = '{table}' and is_generated = 'NEVER'");
            if (await columns.ExecuteScalarAsync() is not string all) continue;
            var values = all.Split(',').Select(c => c switch
            {
                _ when c == id => $"md5('{weighing}' || n)::uuid",
                "seq_id" => "nextval('wikkenwegen.mt_events_sequence')",
                "id" => "gen_random_uuid()",
                // A text belongs to one weighing, so each copy has digests of its own.
                "data" when table == "mt_events" => """regexp_replace(o.data::text, '("_sd": ")[^"]{8}', '\1' || substr(md5(n::text), 1, 8))::jsonb""",
                "digest" => "substr(md5(n::text), 1, 8) || substr(o.digest, 9)",
                _ => "o." + c,
            });
            // Marten reads a stream in the order of the sequence. All first events come first, as when these weighings go on at the same time.
            var order = table == "mt_events" ? " order by o.seq_id, n" : "";
            await using var copy = source.CreateCommand($"insert into wikkenwegen.{table} ({all}) select {string.Join(", ", values)} from (select * from wikkenwegen.{table} o, generate_series(1, {count}) n where o.{id} = '{weighing}'{order}) o");
            await copy.ExecuteNonQueryAsync();
        }
        // As the database does by itself in time: else the first to read a row also writes that it is visible.
        foreach (var table in new[] { "mt_streams", "mt_events", "vault" })
        {
            await using var vacuum = source.CreateCommand($"vacuum (analyze) wikkenwegen.{table}");
            await vacuum.ExecuteNonQueryAsync();
        }
        await using var made = source.CreateCommand($"select md5('{weighing}' || n)::uuid from generate_series(1, {count}) n");
        await using var reader = await made.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
        return [.. ids];
    }

    /// <summary>A weighing of so many events.</summary>
    private static async Task<string> Weighing(HttpClient http, Uri api, int events)
    {
        var path = await Open(http, api);
        for (var version = 3; version < events; version++)
            (await http.PostAsync(new Uri(api, path + "/objections"), new StringContent(StepWithText, null, "application/json"))).EnsureSuccessStatusCode();
        return path;
    }

    /// <summary>
    /// From process start to the first acknowledged step on an existing weighing, the schema being there: of the host as deploy/Dockerfile publishes it,
    /// and of the one that is built here, which compiles all of its code as it starts.
    /// </summary>
    private static async Task FirstStep(string connection)
    {
        string path;
        using (var host = await Start(connection)) path = await Open(await Strategist(host.Address), host.Address) + "/rounds";
        var (deployed, built) = (await Published(), typeof(RecordStep).Assembly.Location);
        var times = new List<(double Deployed, double Built)>();
        for (var i = 0; i < Rounds; i++) times.Add((await FirstStep(connection, path, deployed), await FirstStep(connection, path, built)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"from process start to the first step recorded: {Median(times.Select(t => t.Deployed)):0.00} s as deployed (wanted below 2 s); {Median(times.Select(t => t.Built)):0.00} s as built"));
    }

    private static async Task<double> FirstStep(string connection, string path, string program)
    {
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = Stopwatch.GetTimestamp();
        using var host = new Host(Launch(connection, port, program), address);
        HttpClient? http = null;
        while (true)
        {
            try
            {
                http ??= await Strategist(address);
                using var answer = await http.PostAsync(path, new StringContent(Step, null, "application/json"));
                if (answer.StatusCode == HttpStatusCode.Created) break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(2);
            }
        }
        http.Dispose();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Publishes the host as deploy/Dockerfile does, compiled ahead; tells where its program is.</summary>
    private static async Task<string> Published()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "WikkenWegen.sln"))) root = root.Parent ?? throw new InvalidOperationException("This runs from within the repository.");
        var published = Path.Combine(Folder, "published");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", "src/WikkenWegen.Api", "--use-current-runtime", "--self-contained", "false", "-c", "Release", "-p:PublishReadyToRun=true", "-v", "quiet", "--nologo", "-o", published]) { WorkingDirectory = root.FullName })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(published, "WikkenWegen.Api.dll") : throw new InvalidOperationException("The host could not be published.");
    }

    /// <summary>A client with a token, which <see cref="Wrk"/> sends too.</summary>
    private static async Task<HttpClient> Strategist(Uri api)
    {
        var http = new HttpClient { BaseAddress = api };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "strategist")]);
        using var given = await http.PostAsync("/development/token", form);
        var token = await given.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        _authorization = "Bearer " + token.GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", _authorization);
        return http;
    }

    private static async Task<string> Open(HttpClient http, Uri api)
    {
        var opened = await http.PostAsJsonAsync(new Uri(api, "/v1/weighings"), new
        {
            title = "Benchmark", question = "Hoe snel?", level = "tactical", scale = "complex", ownership = "own", breadth = "narrow", sgeiRegime = "sgei",
            processForm = "advice", ownerRole = "Strateeg", deciderRole = "Bestuurder", confidentiality = "internal",
        });
        var path = opened.EnsureSuccessStatusCode().Headers.Location!.OriginalString;
        (await http.PostAsJsonAsync(new Uri(api, path + "/stakeholders"), new { party = "Bewoners", role = "Bewonerscommissie", say = "advises" })).EnsureSuccessStatusCode();
        (await http.PostAsJsonAsync(new Uri(api, path + "/proposals"), new { name = "Renoveren" })).EnsureSuccessStatusCode();
        return path;
    }

    /// <summary>
    /// Loads both in turn. Before anything counts, each is loaded until its rate no longer rises: a host that is new compiles its code anew,
    /// with what it has seen of its use, for half a minute of full load, and the one with more code for longer.
    /// </summary>
    private static async Task Compare(string name, double wanted, Func<Task<double>> ours, Func<Task<double>> bare, string? wish = null)
    {
        await WarmUp(ours);
        await WarmUp(bare);
        var pairs = new List<(double Ours, double Bare)>();
        for (var round = 0; round < Rounds; round++) pairs.Add((await ours(), await bare()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: ratio {Median(pairs.Select(p => p.Ours / p.Bare)):0.00} (wanted {wish ?? $"at least {wanted}"}); {Median(pairs.Select(p => p.Ours)):0} against {Median(pairs.Select(p => p.Bare)):0} requests/s"));
    }

    private static async Task WarmUp(Func<Task<double>> load)
    {
        var (best, risen) = (0.0, 0);
        for (var round = 0; round < MostWarmUp && round - risen < 2; round++)
        {
            var rate = await load();
            if (rate < best * 1.05) continue;
            (best, risen) = (rate, round);
        }
    }

    private static async Task<double> Wrk(Uri api, IReadOnlyList<string> paths, int connections, string? body = null, bool keys = false) =>
        (await Load(api, paths, connections, body, keys)).Rate;

    /// <summary>Asks for the paths in turn, from the one at an index on, for 3 seconds; tells the rate and how many it asked for.</summary>
    private static async Task<(double Rate, int Asked)> Load(Uri api, IReadOnlyList<string> paths, int connections, string? body = null, bool keys = false, int from = 0)
    {
        var script = Path.Combine(Folder, "load.lua");
        await File.WriteAllTextAsync(script, $$"""
            local paths = { {{string.Join(", ", paths.Select(p => $"\"{p}\""))}} }
            local worker
            asked = 0
            wrk.headers["Authorization"] = "{{_authorization}}"
            {{(body is null ? "" : $"wrk.method = \"POST\"; wrk.body = [[{body}]]; wrk.headers[\"Content-Type\"] = \"application/json\"")}}
            request = function() asked = asked + 1; {{(keys ? $"wrk.headers[\"Idempotency-Key\"] = \"\\\"{Guid.NewGuid():N}-\" .. asked .. \"\\\"\"; " : "")}}return wrk.format(nil, paths[({{from}} + asked - 1) % #paths + 1]) end
            setup = function(thread) worker = thread end
            done = function(summary, latency, requests)
              io.write(string.format("RESULT %d %d %d %d\n", summary.requests, summary.duration, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, worker:get("asked")))
            end
            """);
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", "-d3s", "-s", script, api.ToString()]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk is needed (apt-get install wrk).");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        var result = Result.Match(output);
        var errors = long.Parse(result.Groups[3].ValueSpan, CultureInfo.InvariantCulture);
        // The bare one refuses a few, where two appends meet on a stream: an error is no work done.
        var rate = (long.Parse(result.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - errors) * 1e6 / long.Parse(result.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return (rate, int.Parse(result.Groups[4].ValueSpan, CultureInfo.InvariantCulture));
    }

    internal static async Task<Host> Start(string connection)
    {
        var port = FreePort();
        return await Ready(Launch(connection, port, typeof(RecordStep).Assembly.Location), new Uri($"http://127.0.0.1:{port}"), "/health/ready");
    }

    private static Process Launch(string connection, int port, string program)
    {
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true };
        start.Environment["ConnectionStrings__WikkenWegen"] = connection;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Vault__Key"] = VaultByHand.Key; // that of the baselines, which use the same database
        start.Environment["Ledger__Key"] = UnguardedApi.LedgerKey; // one log is signed by one key
        start.Environment["Limits__Requests"] = "100000000";
        start.Environment["Memory__KeptBytes"] = "500000000"; // fewer than half of the weighings of Cold
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["Serilog__MinimumLevel__Default"] = "Warning";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<Host> StartBaseline(string program, string connection)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [typeof(ApiBenchmarks).Assembly.Location, program, connection, port.ToString(CultureInfo.InvariantCulture), Folder]);
        // As the web SDK sets it for a host; this program itself measures with another collector.
        (start.Environment["DOTNET_gcServer"], start.Environment["DOTNET_gcConcurrent"]) = ("1", "1");
        return await Ready(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"), "/");
    }

    private static async Task<Host> Ready(Process process, Uri address, string path)
    {
        using var http = new HttpClient();
        for (var waited = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(waited) < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            try
            {
                if ((await http.GetAsync(new Uri(address, path))).StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound) return new Host(process, address);
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
        }
        throw new TimeoutException($"{address} did not come up.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    [GeneratedRegex(@"RESULT (\d+) (\d+) (\d+) (\d+)")]
    private static partial Regex Result { get; }

    internal sealed record Host(Process Process, Uri Address) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill(true);
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}
