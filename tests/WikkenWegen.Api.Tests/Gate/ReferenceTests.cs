using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Serilog.Events;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Retries;
using WikkenWegen.Api.Tests.Races;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Gate;

/// <summary>A number of the corporation's own belongs to one of its weighings at a time, on however many hosts.</summary>
public class ReferenceTests(SharedApi shared, SecondHost second) : IClassFixture<SecondHost>
{
    private readonly HttpClient _http = shared.Api.Client();
    private readonly string _number = $"Ré-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_taken_number_is_a_conflict_that_names_the_weighing()
    {
        var holder = await Open(_number);
        foreach (var same in Same(_number))
        {
            using var response = await _http.PostAsJsonAsync("/v1/weighings", Framing(same), TestContext.Current.CancellationToken);
            await IsTaken(response, holder);
            response.Headers.RetryAfter.ShouldBeNull();
        }
        var other = await Open($"{_number}-2");
        foreach (var same in Same(_number))
        {
            using var response = await Reframe(other, same);
            await IsTaken(response, holder);
        }
        (await other.Get()).GetProperty("version").GetInt32().ShouldBe(1);
    }

    /// <summary>What cannot be seen, and case, make no other number; another letter does.</summary>
    [Theory]
    [InlineData("N3", "N3\u200B", "\uFEFFN3", "N\u00AD3", "n3\u2060 ", " \u200BN3"), InlineData("N 4", "N\u00A04", "N  4", "\u3000n 4")]
    [InlineData("Straß", "STRAẞ", "straß"), InlineData("T\u0131", "t\u0131"), InlineData("T\u0130", "ti\u0307", "TI\u0307"), InlineData("Θέσις", "ΘΈΣΙΣ", "θέσισ", "\u03F4έσις")]
    public async Task What_looks_the_same_or_differs_in_case_is_the_same_number(string number, params string[] same)
    {
        var holder = await Open($"{_number}-{number}");
        foreach (var other in same)
        {
            var written = Rewritten(other);
            using var response = await _http.PostAsJsonAsync("/v1/weighings", Framing(written), TestContext.Current.CancellationToken);
            await IsTaken(response, holder);
            (await Listing.ManyWeighings.Items(_http, $"reference={Uri.EscapeDataString(written)}")).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(holder.Id.ToString());
        }

        // Before the number stands what is new in each test; what is blank or unseen must stay at the ends.
        string Rewritten(string other) => other[0] is ' ' or '\uFEFF' or '\u3000' ? $"{other[0]}{_number}-{other[1..]}" : $"{_number}-{other}";
    }

    [Fact]
    public async Task Letters_that_are_no_forms_of_each_other_make_other_numbers()
    {
        foreach (var letter in new[] { "I", "\u0131", "\u0130", "ß", "SS" }) await Open($"{_number}-{letter}");
    }

    [Fact]
    public async Task The_refusal_shows_the_number_and_not_the_blanks_of_the_request()
    {
        await Open(_number);
        using var response = await _http.PostAsJsonAsync("/v1/weighings", Framing($" \u200B{_number}  "), TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.Conflict)).Detail.ShouldContain($" {_number} ");
    }

    [Fact]
    public async Task A_weighing_keeps_its_own_number_and_may_write_it_otherwise()
    {
        var weighing = await Open(_number);
        foreach (var same in Same(_number).Append(_number)) await Reframed(weighing, same);
        await Open($"{_number}-2");
        using var response = await Reframe(await Open(null), _number);
        await IsTaken(response, weighing);
    }

    [Fact]
    public async Task A_number_that_is_given_up_is_free_again()
    {
        var first = await Open(_number);
        await Reframed(first, $"{_number}-b");
        var next = await Open(_number);
        await Reframed(next, null);
        await Reframed(first, _number);
        using (var response = await Reframe(next, _number)) await IsTaken(response, first);
        await Open($"{_number}-b");
    }

    [Fact]
    public async Task Another_corporation_has_numbers_of_its_own()
    {
        using var elsewhere = shared.Api.Client(new Identity("anna", "thuis-in-duinstreek", "strategist"));
        await Open(_number);
        await WeighingClient.Open(elsewhere, Framing(_number));
    }

    [Fact]
    public async Task What_else_is_wrong_is_told_too()
    {
        var holder = await Open(_number);
        var other = await Open(null);
        var framing = Framing(_number);
        using var response = await other.Send("/framing", framing, "PUT");
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        problem.Errors.Select(e => e.Code).ShouldBe(["reason-missing", "reference-taken"]);
        holder.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_on_two_hosts_who_want_one_number_one_gets_it_and_the_others_are_told_who()
    {
        using var there = second.Host.Client();
        var clients = new[] { _http, there };
        for (var round = 0; round < 10 * Size.Factor; round++)
        {
            var number = $"{_number}-{round}";
            var reframing = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => WeighingClient.Open(clients[n % 2])));
            var answers = await Task.WhenAll(
                [.. Enumerable.Range(0, 4).Select(n => clients[n % 2].PostAsJsonAsync("/v1/weighings", Framing(number))), .. reframing.Select(w => Reframe(w, number))]);
            var accepted = answers.Where(a => a.IsSuccessStatusCode).ShouldHaveSingleItem();
            var holder = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["weighingId"]!.GetValue<string>();
            foreach (var answer in answers.Where(a => a != accepted)) (await answer.Problem(HttpStatusCode.Conflict)).Detail.ShouldContain(holder);
        }
    }

    /// <summary>Two weighings that swap their numbers at once wait for nobody for ever: each is told, or has it.</summary>
    [Fact]
    public async Task Two_that_want_the_number_of_each_other_at_once_are_told_so()
    {
        using var there = second.Host.Client();
        var (a, b) = (await Open($"{_number}-a"), (await Open($"{_number}-b")).As(there));
        var answers = await Task.WhenAll(Reframe(a, $"{_number}-b"), Reframe(b, $"{_number}-a"));
        foreach (var answer in answers) (await answer.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reference-taken");
    }

    [Fact]
    public async Task A_lost_race_is_no_failure_in_the_log()
    {
        var log = new CapturedLog();
        await using var api = Support.Api.Start(await shared.CreateDatabase(), null, log.Settings(LogEventLevel.Information));
        using var http = api.Client();
        var winner = Guid.NewGuid();
        Task<HttpResponseMessage> losing;
        await using (var connection = new NpgsqlConnection(api.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var take = new NpgsqlCommand("insert into wikkenwegen.weighing_reference select 'woonwijzer-merenland', upper($1), $2", connection, transaction);
            take.Parameters.Add(new() { Value = "race-1" });
            take.Parameters.Add(new() { Value = winner });
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            losing = http.PostAsJsonAsync("/v1/weighings", Framing("race-1"), TestContext.Current.CancellationToken);
            (await Task.WhenAny(losing, Task.Delay(500, TestContext.Current.CancellationToken))).ShouldNotBe(losing, "it waits for the other");
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        using var response = await losing;
        // The winner has no weighing here that the loser could see.
        (await response.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reference-in-use");
        log.Events.Where(e => e.Level >= LogEventLevel.Warning || e.Exception is not null).Select(e => e.RenderMessage(null)).ShouldBeEmpty();
        log.Events.ShouldContain(e => e.MessageTemplate.Text.StartsWith("{RequestMethod}", StringComparison.Ordinal), "the log was listened to");
    }

    [Fact]
    public async Task A_retry_is_answered_as_before_once_it_was_recorded_and_anew_while_the_number_is_taken()
    {
        var (opens, fails) = (Keyed.NewKey(), Keyed.NewKey());
        var first = await Keyed.Ask(_http, "/v1/weighings", Framing(_number).ToJsonString(), opens);
        first.Status.ShouldBe(201);
        (await Keyed.Ask(_http, "/v1/weighings", Framing(_number).ToJsonString(), opens)).ShouldBe(first);
        var refused = await Keyed.Ask(_http, "/v1/weighings", Framing(_number).ToJsonString(), fails);
        refused.Status.ShouldBe(409);
        using (var given = new HttpRequestMessage(HttpMethod.Put, $"{first.Location}/framing") { Content = JsonContent.Create(Framing($"{_number}-b", "Anders.")) })
        {
            given.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            (await _http.SendAsync(given, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        var taker = await Open(_number);
        (await Keyed.Ask(_http, "/v1/weighings", Framing(_number).ToJsonString(), opens)).ShouldBe(first);
        // A refusal that rests on other weighings is not kept: it says who has the number now, to whom that may be told now.
        var anew = await Keyed.Ask(_http, "/v1/weighings", Framing(_number).ToJsonString(), fails);
        (anew.Status, anew.Body.Contains(taker.Id.ToString(), StringComparison.Ordinal)).ShouldBe((409, true));
    }

    [Fact]
    public async Task A_list_finds_the_weighing_by_its_number_however_that_is_written()
    {
        var weighing = await Open($" {_number} ");
        foreach (var same in Same(_number).Append(_number))
            (await Listing.ManyWeighings.Items(_http, $"reference={Uri.EscapeDataString(same)}")).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(weighing.Id.ToString());
        await Reframed(weighing, $"{_number}-b");
        (await Listing.ManyWeighings.Items(_http, $"reference={Uri.EscapeDataString(_number)}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_of_before_they_were_kept_are_kept_from_the_next_start_on()
    {
        var database = await shared.CreateDatabase();
        List<string> kept;
        await using (var api = Support.Api.Start(database))
        {
            var weighing = await WeighingClient.Open(api.Client(), Framing("oud"));
            await Reframed(weighing, "Nieuw");
            kept = await Kept(database);
            kept.ShouldContain("NIEUW");
            kept.ShouldNotContain("OUD");
        }
        await Stored.Run(database, "drop table wikkenwegen.weighing_reference; drop table wikkenwegen.schema_migration, wikkenwegen.schema_step");
        await using var again = Support.Api.Start(database);
        (await Kept(database)).ShouldBe(kept);
        using var http = again.Client();
        using var response = await http.PostAsJsonAsync("/v1/weighings", Framing("nieuw"), TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reference-taken");
        await WeighingClient.Open(http, Framing("oud"));
    }

    /// <summary>A host of before took numbers that look the same for others.</summary>
    [Fact]
    public async Task Numbers_that_were_compared_otherwise_are_kept_anew_from_the_next_start_on()
    {
        var database = await shared.CreateDatabase();
        List<string> kept;
        await using (var api = Support.Api.Start(database))
        {
            await WeighingClient.Open(api.Client(), Framing("Straẞ-1\u200B"));
            kept = await Kept(database);
            kept.ShouldContain("STRAß-1");
        }
        await Stored.Run(database, "update wikkenwegen.weighing_reference set key = 'STRAẞ-1\u200B' where key = 'STRAß-1'; drop table wikkenwegen.schema_migration, wikkenwegen.schema_step");
        await using var again = Support.Api.Start(database);
        (await Kept(database)).ShouldBe(kept);
        using var response = await again.Client().PostAsJsonAsync("/v1/weighings", Framing("straß-1"), TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("reference-taken");
    }

    private static Task<List<string>> Kept(string database) =>
        Stored.Rows(database, "select key from wikkenwegen.weighing_reference order by tenant_id, key", row => row.GetString(0));

    /// <summary>The same number, written otherwise.</summary>
    private static string[] Same(string number) =>
        [number.ToUpperInvariant(), $" {number} ", number.Normalize(NormalizationForm.FormD), $"\u00A0{number.ToUpperInvariant().Normalize(NormalizationForm.FormD)}"];

    private Task<WeighingClient> Open(string? number) => WeighingClient.Open(_http, Framing(number));

    private static JsonObject Framing(string? number, string? reason = null)
    {
        var framing = WeighingClient.Framing;
        if (number is not null) framing["reference"] = number;
        if (reason is not null) framing["reason"] = reason;
        return framing;
    }

    private static Task<HttpResponseMessage> Reframe(WeighingClient weighing, string? number)
    {
        var framing = Framing(number, "Zo heet het.");
        framing["question"] = Guid.NewGuid().ToString();
        return weighing.Send("/framing", framing, "PUT");
    }

    private static async Task Reframed(WeighingClient weighing, string? number)
    {
        var framing = Framing(number, "Zo heet het.");
        framing["question"] = Guid.NewGuid().ToString();
        await weighing.Record("/framing", framing, "PUT");
    }

    private static async Task IsTaken(HttpResponseMessage response, WeighingClient holder)
    {
        var problem = await response.Problem(HttpStatusCode.Conflict);
        var error = problem.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("reference-taken");
        error.Pointer.ShouldBe("/reference");
        problem.Detail.ShouldContain(holder.Id.ToString());
    }
}
