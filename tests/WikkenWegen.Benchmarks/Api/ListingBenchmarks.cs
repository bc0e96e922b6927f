using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Listing;

using WikkenWegen.Api.Weighings;
using WikkenWegen.Api.Weighings.Listing;
using WikkenWegen.Testing;

namespace WikkenWegen.Benchmarks;

/// <summary>
/// The lists of a corporation with 100,000 weighings against those of one with 1,000, in the same database and over HTTP: each filter
/// in each order, the first page and one from the middle, of as many items, in a list that others change meanwhile.
/// </summary>
public static class ListingBenchmarks
{
    private const double Wanted = 2;
    private const int Rounds = 15;
    private const int Changes = 200;

    private static readonly (string Corporation, int Count) Few = (DemoCorporations.Duinstreek.Code, 1_000);
    private static readonly (string Corporation, int Count) Many = (DemoCorporations.Merenland.Code, 100_000);

    /// <summary>Runs all, or the filters whose name begins with the first argument.</summary>
    public static async Task Run(string[] args)
    {
        await using var server = await TestDatabase.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        Console.WriteLine($"Database: {server.Description}; {Environment.ProcessorCount} cores");
        using var host = await ApiBenchmarks.Start(connection);
        await Seed(connection);
        using var few = await Client(host.Address, Few.Corporation);
        using var many = await Client(host.Address, Many.Corporation);
        var middles = new Dictionary<string, (string Few, string Many)>();
        foreach (var sort in ListSort.Names.SelectMany(s => (string[])[s, "-" + s])) middles[sort] = (await Middle(connection, Few, sort), await Middle(connection, Many, sort));
        await Change(connection);

        var filters = SeededWeighings.Filters(Few.Count).Zip(SeededWeighings.Filters(Many.Count), (f, m) => (f.Name, Few: Query(f.Filter), Many: Query(m.Filter)));
        var results = new List<(string Name, double Ratio, double Few, double Many)>();
        foreach (var (name, ofFew, ofMany) in filters.Where(f => args.Length == 0 || f.Name.StartsWith(args[0], StringComparison.Ordinal)))
        {
            foreach (var (sort, middle) in middles)
            {
                foreach (var later in new[] { false, true })
                {
                    var (a, b) = ($"?sort={sort}{ofFew}{(later ? "&cursor=" + middle.Few : "")}", $"?sort={sort}{ofMany}{(later ? "&cursor=" + middle.Many : "")}");
                    // As many items on both pages: each costs its time, whatever list it is in.
                    var items = "&limit=" + Math.Clamp(await Items(few, a), 1, Math.Max(1, await Items(many, b)));
                    (a, b) = (a + items, b + items);
                    var pairs = new List<(double Few, double Many)>();
                    for (var round = -2; round < Rounds; round++)
                    {
                        var pair = (await Time(few, a), await Time(many, b));
                        if (round >= 0) pairs.Add(pair);
                    }
                    var medians = (Few: Median(pairs.Select(p => p.Few)), Many: Median(pairs.Select(p => p.Many)));
                    results.Add(($"{name}, by {sort}, {(later ? "a later page" : "the first page")}", Median(pairs.Select(p => p.Many / p.Few)), medians.Few, medians.Many));
                }
            }
            var own = results.Where(r => r.Name.StartsWith(name + ", by", StringComparison.Ordinal)).ToList();
            Console.WriteLine($"{name}: ratio {Median(own.Select(r => r.Ratio)):0.00}, at worst {own.Max(r => r.Ratio):0.00}; {Median(own.Select(r => r.Few)):0.0} and {Median(own.Select(r => r.Many)):0.0} ms");
        }
        Console.WriteLine($"all {results.Count}: ratio {Median(results.Select(r => r.Ratio)):0.00}, {results.Count(r => r.Ratio > Wanted)} above {Wanted}; the worst:");
        foreach (var (name, ratio, oneFew, oneMany) in results.OrderByDescending(r => r.Ratio).Take(10)) Console.WriteLine($"  {ratio:0.00} {name}: {oneFew:0.0} and {oneMany:0.0} ms");
    }

    private static async Task Seed(string connection)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:WikkenWegen"] = connection;
        builder.Configuration["Vault:Key"] = VaultByHand.Key;
        await using var database = await Database.Open(builder.Configuration, builder.Environment);
        builder.AddHttpConventions();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStore(database);
        builder.AddPrivacyVault(serves: true);
        builder.AddRecording();
        builder.AddWeighings();
        await using var services = builder.Services.BuildServiceProvider();
        foreach (var (corporation, count) in new[] { Few, Many })
        {
            var start = Stopwatch.GetTimestamp();
            await SeededWeighings.Seed(services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<NpgsqlDataSource>(), corporation, count);
            Console.WriteLine($"{count} weighings seeded in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        }
    }

    /// <summary>A cursor in the middle of a list.</summary>
    private static async Task<string> Middle(string connection, (string Corporation, int Count) list, string sort)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Timezone = "UTC" }.ConnectionString);
        var (column, table) = (ListSort.Of(sort)!.Column, ListSort.Of(sort)!.Table);
        await using var command = source.CreateCommand($$"""
            select to_jsonb({{column}}) #>> '{}', id::text, pg_current_snapshot()::text from {{table}} where tenant_id = '{{list.Corporation}}'
            order by {{column}}, id offset {{list.Count / 2}} limit 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return Paging.Cursor($"weighings {sort} {list.Corporation}", false, reader.GetString(0), reader.GetString(1), reader.GetString(2));
    }

    /// <summary>As many change after the first page in the one corporation as in the other.</summary>
    private static async Task Change(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var (corporation, count) in new[] { Few, Many })
        {
            await using var command = source.CreateCommand($"""
                with chosen as (select tenant_id, id from {WeighingList.Rows} where tenant_id = '{corporation}' order by id offset {count / 3} limit {Changes})
                insert into {WeighingList.Past} (tenant_id, id, from_xid, to_xid, decided_rising, decided_falling, deadline_rising, deadline_falling, title)
                select tenant_id, id, from_xid, pg_current_xact_id(), decided_rising, decided_falling, deadline_rising, deadline_falling, title
                from chosen join {WeighingList.Rows} using (tenant_id, id);
                update {WeighingList.Rows} l set from_xid = pg_current_xact_id(), title = 'anders ' || title
                where (tenant_id, id) in (select tenant_id, id from {WeighingList.Past});
                """);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Query(ListFilter filter)
    {
        (string Name, object? Value)[] all =
        [
            ("q", filter.Q), ("status", Camel(filter.Status)), ("level", Camel(filter.Level)), ("scale", Camel(filter.Scale)), ("area", filter.Area), ("party", filter.Party),
            ("reference", filter.Reference), ("idExtern", filter.IdExtern), ("openedFrom", filter.OpenedFrom?.ToString("O")), ("openedTo", filter.OpenedTo?.ToString("O")),
            ("changedSince", filter.ChangedSince?.ToString("O")), ("deadlineFrom", filter.DeadlineFrom?.ToString("O", null)), ("deadlineTo", filter.DeadlineTo?.ToString("O", null)),
            ("decisionKind", Camel(filter.DecisionKind)), ("deviates", Camel(filter.Deviates)), ("deviatesFrom", Camel(filter.DeviatesFrom)),
        ];
        return string.Concat(all.Where(p => p.Value is not null).Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value!.ToString()!)}"));

        static string? Camel(object? value) => value is null ? null : JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);
    }

    private static async Task<int> Items(HttpClient http, string query) =>
        (await http.GetFromJsonAsync<JsonElement>("/v1/weighings" + query)).GetProperty("items").GetArrayLength();

    private static async Task<double> Time(HttpClient http, string query)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync("/v1/weighings" + query);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(query + ": " + body);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<HttpClient> Client(Uri api, string corporation)
    {
        var http = new HttpClient { BaseAddress = api };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "strategist"), new("corporation", corporation)]);
        using var given = await http.PostAsync("/development/token", form);
        var token = await given.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token.GetProperty("access_token").GetString());
        return http;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
