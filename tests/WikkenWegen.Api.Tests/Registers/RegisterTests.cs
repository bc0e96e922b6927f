using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.PrivacyVault;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Registers;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Listing;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Tests.Registers;

/// <summary>A corporation with the examples and some random weighings, so that each register has something.</summary>
public sealed class SomeRegisters(SharedApi shared) : IAsyncLifetime
{
    private Support.Api? _api;

    /// <summary>The host, on a database of its own.</summary>
    public Support.Api Api => _api!;

    /// <summary>All weighings of the corporation, as they are.</summary>
    public ImmutableArray<(Weighing State, Texts Texts)> Weighings { get; private set; }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        for (var seed = 301; seed <= 303; seed++) await RecordedHistory.Random(_api, seed, events: 60);
        var ids = await Stored.Rows(_api.ConnectionString, $"select id from wikkenwegen.mt_streams where tenant_id = '{DemoCorporations.Merenland.Code}' and type = 'weighing' and version > 0", row => row.GetGuid(0));
        var weighings = ImmutableArray.CreateBuilder<(Weighing, Texts)>();
        foreach (var id in ids) weighings.Add((await RecordedHistory.State(_api, id), await Stored.Texts(_api.ConnectionString, id)));
        Weighings = weighings.ToImmutable();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The entries of a register, of all weighings.</summary>
    public List<(Weighing State, Texts Texts, RegisterEntry Entry)> Entries(Register register) =>
        [.. Weighings.SelectMany(w => RegisterEntries.Of(w.State, register).Select(e => (w.State, w.Texts, e)))];
}

/// <summary>The registers tell what the weighings say, in order, a page at a time, to who may read it.</summary>
public sealed class RegisterTests(SomeRegisters some) : IClassFixture<SomeRegisters>, IDisposable
{
    private static readonly Dictionary<Register, string> Addresses = new()
    {
        [Register.Decisions] = "/v1/decisions",
        [Register.Deviations] = "/v1/deviations",
        [Register.Assumptions] = "/v1/assumptions",
        [Register.Conditions] = "/v1/conditions",
        [Register.NotToDo] = "/v1/decisions-not-to-do",
        [Register.Criteria] = "/v1/criterion-uses",
        [Register.CriteriaBeside] = "/v1/criteria-beside",
        [Register.Parties] = "/v1/parties",
    };

    private readonly HttpClient _http = some.Api.Client();

    public static TheoryData<Register> All => [.. Addresses.Keys];

    public void Dispose() => _http.Dispose();

    [Theory, MemberData(nameof(All))]
    public async Task A_register_tells_what_the_weighings_say_with_the_texts_filled_in(Register register)
    {
        var expected = some.Entries(register).Select(e => (Id: Key(e.State, e.Entry), Json: Text(ViewJson.Element(e.Entry.Content, e.Texts)), e.State)).ToDictionary(e => e.Id);
        expected.Count.ShouldBeGreaterThan(2);
        using var http = await AsDocumented.Client(some.Api);
        var items = (await Pages.Walk(http, $"{Addresses[register]}?limit=7", "next")).SelectMany(Items).ToList();
        items.Select(Id).ShouldBe(expected.Keys, ignoreOrder: true);
        foreach (var item in items)
        {
            var (_, json, state) = expected[Id(item)];
            Text(item.GetProperty("entry")).ShouldBe(json);
            var weighing = item.GetProperty("weighing");
            weighing.GetProperty("title").GetString().ShouldBe(state.Framing.Title);
            weighing.GetProperty("version").GetInt32().ShouldBe(state.Version);
            JsonSerializer.Deserialize<WeighingStatus>(weighing.GetProperty("status"), EventContract.Json).ShouldBe(state.Status);
        }
    }

    /// <summary>Whoever follows the path in the view of the weighing comes to what the register tells.</summary>
    [Theory, MemberData(nameof(All))]
    public async Task The_path_leads_to_it_in_the_view_and_the_event_is_there(Register register)
    {
        foreach (var item in Items(await Pages.Get(_http, $"{Addresses[register]}?limit=200")))
        {
            var view = JsonDocument.Parse(await _http.GetStringAsync($"/v1/weighings/{Weighing(item)}", TestContext.Current.CancellationToken)).RootElement;
            var at = view;
            foreach (var name in item.GetProperty("path").GetString()!.Split('/', StringSplitOptions.RemoveEmptyEntries))
                at = at.ValueKind == JsonValueKind.Array ? ViewPaths.Elements(at)[name] : at.GetProperty(name);
            at.ValueKind.ShouldNotBe(JsonValueKind.Undefined);
            item.GetProperty("event").GetInt32().ShouldBeInRange(1, view.GetProperty("version").GetInt32());
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Each_order_goes_both_ways_and_page_by_page(Register register)
    {
        foreach (var order in RegisterSort.Names)
        {
            var whole = Items(await Pages.Get(_http, $"{Addresses[register]}?sort={order}&limit=200")).Select(Id).ToList();
            var pages = await Pages.Walk(_http, $"{Addresses[register]}?sort={order}&limit={Math.Max(1, whole.Count / 5)}", "next");
            pages.SelectMany(Items).Select(Id).ShouldBe(whole, order);
            pages.Count.ShouldBeGreaterThan(1);
            var back = await Pages.Walk(_http, pages[^2].Links["next"], "prev");
            back.AsEnumerable().Reverse().SelectMany(Items).Select(Id).ShouldBe(whole, order);
        }
        var rising = Items(await Pages.Get(_http, $"{Addresses[register]}?sort=at&limit=200")).Select(Id).ToList();
        var moments = some.Entries(register).ToDictionary(e => Key(e.State, e.Entry), e => e.Entry.At);
        rising.Select(id => moments[id]).ShouldBeInOrder();
    }

    public static TheoryData<Register, string, string> Marks => new()
    {
        { Register.Decisions, "kind=chosen", "decisions.kind:chosen" },
        { Register.Decisions, "standing=false", "decisions.standing:false" },
        { Register.Decisions, "deviates=true", "decisions.deviates:true" },
        { Register.Decisions, "deviatesFrom=advice", "decisions.from:advice" },
        { Register.Decisions, "deviationGround=financial", "decisions.ground:financial" },
        { Register.Decisions, "approved=true", "decisions.approved:true" },
        { Register.Decisions, "executed=true", "decisions.executed:true" },
        { Register.Decisions, "reviewed=false", "decisions.reviewed:false" },
        { Register.Deviations, "deviatesFrom=advice", "deviations.from:advice" },
        { Register.Deviations, "deviationGround=liveability", "deviations.ground:liveability" },
        { Register.Assumptions, "holds=false", "assumptions.holds:false" },
        { Register.Assumptions, "standing=true", "assumptions.standing:true" },
        { Register.Conditions, "standing=true", "conditions.standing:true" },
        { Register.NotToDo, "reopened=true", "notToDo.reopened:true" },
        { Register.NotToDo, "kind=none", "notToDo.kind:none" },
        { Register.NotToDo, "conditional=true", "notToDo.conditional:true" },
        { Register.Criteria, "inForce=false", "criteria.inForce:false" },
        { Register.Criteria, "weightMethod=direct", "criteria.weightMethod:direct" },
        { Register.CriteriaBeside, "inForce=false", "criteriaBeside.inForce:false" },
        { Register.CriteriaBeside, "kind=positiveNegative", "criteriaBeside.kind:positiveNegative" },
        { Register.Parties, "say=advises", "parties.say:advises" },
        { Register.Parties, "heard=false", "parties.heard:false" },
        { Register.Parties, "withdrew=true", "parties.withdrew:true" },
    };

    [Theory, MemberData(nameof(Marks))]
    public async Task A_filter_leaves_what_has_the_mark(Register register, string query, string mark)
    {
        var expected = some.Entries(register).Where(e => e.Entry.Marks.Contains(mark)).Select(e => Key(e.State, e.Entry)).ToList();
        Items(await Pages.Get(_http, $"{Addresses[register]}?{query}&limit=200")).Select(Id).ShouldBe(expected, ignoreOrder: true);
    }

    public static TheoryData<Register, string, string> NamesOfFields => new()
    {
        { Register.Decisions, "decider", "decisions.decider:" }, { Register.Decisions, "framework", "decisions.framework:" },
        { Register.Deviations, "framework", "deviations.framework:" }, { Register.Deviations, "adviceOf", "deviations.adviceOf:" },
        { Register.Assumptions, "assumption", "assumptions.text:" }, { Register.Conditions, "condition", "conditions.text:" },
        { Register.Criteria, "called", "criteria.name:" }, { Register.Criteria, "criterion", "criteria.code:" },
        { Register.CriteriaBeside, "called", "criteriaBeside.name:" }, { Register.CriteriaBeside, "criterion", "criteriaBeside.code:" },
        { Register.Parties, "called", "parties.name:" },
    };

    [Theory, MemberData(nameof(NamesOfFields))]
    public async Task A_name_is_found_however_it_is_written(Register register, string parameter, string field)
    {
        var entries = some.Entries(register);
        foreach (var name in entries.SelectMany(e => e.Entry.Keys).Where(k => k.Field == field).Select(k => k.Value).Distinct().Take(3))
        {
            var expected = entries.Where(e => e.Entry.Keys.Contains(new RegisterKey(field, name))).Select(e => Key(e.State, e.Entry)).ToList();
            expected.ShouldNotBeEmpty();
#pragma warning disable CA1308 // the filter knows no case
            foreach (var written in new[] { name, name.ToLowerInvariant(), $"  {name}" })
#pragma warning restore CA1308
                Items(await Pages.Get(_http, $"{Addresses[register]}?{parameter}={Uri.EscapeDataString(written)}&limit=200")).Select(Id).ShouldBe(expected, ignoreOrder: true, written);
        }
        Items(await Pages.Get(_http, $"{Addresses[register]}?{parameter}=onbestaand")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Facts_of_the_weighing_narrow_every_register(Register register)
    {
        var entries = some.Entries(register);
        await Narrows("level=tactical", w => w.Framing.Level == Level.Tactical);
        await Narrows("scale=complex", w => w.Framing.Scale == WeighingScale.Complex);
        await Narrows("area=gm9901", w => w.Framing.Areas.Any(a => a.Code[2..6] == "9901"));
        await Narrows("party=bewoners", w => w.Stakeholders.Any(s => Names.Same(s.Party, "Bewoners")));
        var middle = entries.Select(e => e.Entry.At).Order().ElementAt(entries.Count / 2);
        var expected = entries.Where(e => e.Entry.At >= middle).Select(e => Key(e.State, e.Entry)).ToList();
        Items(await Pages.Get(_http, $"{Addresses[register]}?from={Uri.EscapeDataString(middle.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}&limit=200")).Select(Id).ShouldBe(expected, ignoreOrder: true);
        var before = Items(await Pages.Get(_http, $"{Addresses[register]}?to={Uri.EscapeDataString(middle.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}&limit=200")).Select(Id).ToList();
        before.Intersect(expected).ShouldBeEmpty();
        (before.Count + expected.Count).ShouldBe(entries.Count);

        async Task Narrows(string query, Func<Weighing, bool> holds) =>
            Items(await Pages.Get(_http, $"{Addresses[register]}?{query}&limit=200")).Select(Id).ShouldBe(entries.Where(e => holds(e.State)).Select(e => Key(e.State, e.Entry)), ignoreOrder: true, query);
    }

    [Theory]
    [InlineData("sort=decidedAt", "sort"), InlineData("kind=maybe", "kind"), InlineData("standing=yes", "standing"), InlineData("from=yesterday", "from"), InlineData("area=zz", "area")]
    [InlineData("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "to"), InlineData("cursor=abc", "cursor"), InlineData("limit=0", "limit"), InlineData("unknown=1", "unknown"), InlineData("decider=%20", "decider")]
    public async Task What_cannot_be_is_refused_by_its_name(string query, string parameter)
    {
        using var response = await _http.GetAsync($"/v1/decisions?{query}", TestContext.Current.CancellationToken);
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Parameter.ShouldBe(parameter);
    }

    [Fact]
    public async Task A_cursor_of_another_register_or_order_is_refused()
    {
        var cursor = (await Pages.Get(_http, "/v1/decisions?limit=1")).Body.GetProperty("nextCursor").GetString();
        foreach (var address in new[] { "/v1/conditions", "/v1/decisions?sort=at" })
        {
            using var response = await _http.GetAsync($"{address}{(address.Contains('?') ? '&' : '?')}cursor={cursor}", TestContext.Current.CancellationToken);
            (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Code.ShouldBe("cursor-invalid");
        }
    }

    [Fact]
    public async Task Criteria_in_use_have_the_range_of_the_weights_that_they_had()
    {
        var items = (await Pages.Walk(_http, "/v1/criteria?limit=3", "next")).SelectMany(Items).ToList();
        var uses = some.Entries(Register.Criteria).Select(e => (e.State, Entry: (CriterionEntry)e.Entry.Content)).ToLookup(e => Names.Key(e.Entry.Name));
        items.Count.ShouldBe(uses.Count);
        items.Select(i => Names.Key(i.GetProperty("name").GetString()!)).ShouldBeUnique();
        foreach (var item in items)
        {
            var same = uses[Names.Key(item.GetProperty("name").GetString()!)].ToList();
            item.GetProperty("weighings").GetInt32().ShouldBe(same.Select(s => s.State.Id).Distinct().Count());
            Share("lowest").ShouldBe(same.Min(s => s.Entry.Lowest.Share));
            Share("highest").ShouldBe(same.Max(s => s.Entry.Highest.Share));

            decimal Share(string which) => item.GetProperty(which).GetProperty("weight").GetProperty("share").GetDecimal();
        }
        var back = await Pages.Walk(_http, (await Pages.Walk(_http, "/v1/criteria?limit=3", "next"))[^2].Links["next"], "prev");
        back.AsEnumerable().Reverse().SelectMany(Items).Select(i => i.GetProperty("name").GetString()).ShouldBe(items.Select(i => i.GetProperty("name").GetString()));
    }

    private static string Key(Weighing weighing, RegisterEntry entry) => $"{weighing.Id} {entry.Path}";

    private static string Id(JsonElement item) => $"{Weighing(item)} {item.GetProperty("path").GetString()}";

    private static string Weighing(JsonElement item) => item.GetProperty("weighing").GetProperty("id").GetString()!;

    private static IEnumerable<JsonElement> Items(ListedPage page) => page.Body.GetProperty("items").EnumerateArray();

    private static string Text(JsonElement json) => JsonSerializer.Serialize(json);
}

/// <summary>Rows are made with each step, and where a host without registers made none.</summary>
public class RegisterRowsTests(SharedApi shared)
{
    [Fact]
    public async Task Nobody_sees_in_a_register_what_is_of_a_weighing_that_they_may_not_read()
    {
        var reference = Guid.NewGuid().ToString("N");
        using var strategist = shared.Api.Client("registerstrateeg");
        var framing = WeighingClient.Framing;
        framing["approverRole"] = null;
        framing.Remove("approverRole");
        framing["title"] = reference;
        var weighing = await WeighingClient.Open(strategist, framing);
        await weighing.Record("/proposals", new { name = "Niets doen", doNothing = true });
        await weighing.Record("/stakeholders", new { party = $"Partij {reference}", role = "Lid", say = "advises", subject = "registergenodigde" });
        await weighing.Record("/criteria", new { criteria = new[] { new { code = "BET", name = $"Criterium {reference}", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = 1 } }, weightMethod = "direct", beside = new[] { new { code = "WIE", name = $"Ernaast {reference}", scale = new { kind = "positiveNegative" } } } }, "PUT");
        await weighing.Record("/decisions", new
        {
            kind = "doNothingChosen",
            proposal = new { code = "V1" },
            rationale = "Zo is het.",
            conditions = new[] { $"Voorwaarde {reference}" },
            assumptions = new[] { $"Aanname {reference}" },
            deviations = new[] { new { from = "framework", framework = $"Kader {reference}", ground = "financial", reason = "Geld." } },
        });
        string[] addresses =
        [
            $"/v1/decisions?framework=Kader%20{reference}", $"/v1/deviations?framework=Kader%20{reference}", $"/v1/assumptions?assumption=Aanname%20{reference}", $"/v1/conditions?condition=Voorwaarde%20{reference}",
            "/v1/decisions-not-to-do?limit=200", $"/v1/criterion-uses?called=Criterium%20{reference}", $"/v1/criteria-beside?called=Ernaast%20{reference}", $"/v1/parties?called=Partij%20{reference}", "/v1/criteria?limit=200",
        ];
        foreach (var (confidentiality, role, subject, sees) in new[]
                 {
                     ("internal", Roles.Reader, "vreemde", true), ("internal", Roles.Contributor, "vreemde", false), ("internal", Roles.Contributor, "registergenodigde", true),
                     ("confidential", Roles.Reader, "vreemde", false), ("confidential", Roles.Decider, "vreemde", true),
                     ("secret", Roles.Decider, "vreemde", false), ("secret", Roles.Strategist, "vreemde", false), ("secret", Roles.Auditor, "vreemde", true), ("secret", Roles.Reader, "registergenodigde", true),
                 })
        {
            framing["confidentiality"] = confidentiality;
            framing["reason"] = "Anders";
            await weighing.Newest().Record("/framing", framing, "PUT");
            using var http = shared.Api.Client(new Identity(subject, Demo.DemoCorporations.Merenland.Code, role));
            foreach (var address in addresses)
                (await http.GetStringAsync(address, TestContext.Current.CancellationToken)).Contains(reference, StringComparison.Ordinal).ShouldBe(sees, $"{address}: {confidentiality}, {role}, {subject}");
        }
        using var other = shared.Api.Client(new Identity("vreemde", Demo.DemoCorporations.Duinstreek.Code, Roles.Auditor));
        foreach (var address in addresses) (await other.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldNotContain(reference);
    }

    /// <summary>A page is not of a moment. But whoever goes from page to page while others record sees everything once that did not change.</summary>
    [Fact]
    public async Task What_does_not_change_between_two_pages_is_seen_once()
    {
        var reference = Guid.NewGuid().ToString("N");
        using var http = shared.Api.Client("bladeraar");
        var framing = WeighingClient.Framing;
        var weighings = new List<WeighingClient>();
        for (var n = 1; n <= 8; n++) weighings.Add(await Invited($"P{n}"));

        var between = new Queue<Func<Task>>([
            async () => // what was seen already moves to the end, and what was not to the front
            {
                await weighings[0].Record("/stakeholders/B2/corrections", new { party = $"Z {reference}", role = "Lid", say = "advises", reason = "Anders" });
                await weighings[6].Record("/stakeholders/B2/corrections", new { party = $"A {reference}", role = "Lid", say = "advises", reason = "Anders" });
                weighings.Add(await Invited("P0"));
            },
            async () => // and what was seen changes, and something comes in between
            {
                await weighings[1].Record("/stakeholders/B2/withdrawal", new { reason = "Verhuisd" });
                weighings.Add(await Invited("P45"));
            },
        ]);
        var seen = (await Pages.Walk(http, $"/v1/parties?party=Vast%20{reference}&say=advises&sort=name&limit=2", "next", async () =>
        {
            if (between.TryDequeue(out var change)) await change();
        })).SelectMany(page => page.Body.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("entry").GetProperty("party").GetString()!.Split(' ')[0]).ToList();
        seen.Where(party => party is "P2" or "P3" or "P4" or "P5" or "P6" or "P8").ShouldBe(["P2", "P3", "P4", "P5", "P6", "P8"]);
        seen.ShouldBe(["P1", "P2", "P3", "P4", "P45", "P5", "P6", "P8", "Z"], "and nothing is seen twice under one name");

        async Task<WeighingClient> Invited(string name)
        {
            var weighing = await WeighingClient.Open(http, framing);
            await weighing.Record("/stakeholders", new { party = $"Vast {reference}", role = "Lid", say = "givesInput" });
            await weighing.Record("/stakeholders", new { party = $"{name} {reference}", role = "Lid", say = "advises" });
            return weighing;
        }
    }

    [Fact]
    public async Task A_step_that_no_register_tells_of_writes_no_row()
    {
        using var http = shared.Api.Client("rijenstrateeg");
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Lid", say = "advises" });
        await weighing.Record("/inputs", new { stakeholder = "B1", statement = "Eerst" });
        var before = await Rows(shared.Api, weighing.Id);
        before.ShouldHaveSingleItem();
        await weighing.Record("/proposals", new { name = "Renoveren" });
        await weighing.Record("/inputs", new { stakeholder = "B1", proposal = new { code = "V1" }, statement = "Daarna" });
        await weighing.Record("/inputs/1/revisions", new { statement = "Toch anders" });
        (await Rows(shared.Api, weighing.Id)).ShouldBe(before);
        await weighing.Record("/stakeholders", new { party = "Gemeente", role = "Lid", say = "advises" });
        var after = await Rows(shared.Api, weighing.Id);
        after.Count.ShouldBe(2);
        after.ShouldContain(before[0], "the row of who was there already is left as it is");
    }

    /// <summary>After a start on a database of a release without registers, and after such a release ran beside this one for a while.</summary>
    [Fact]
    public async Task What_hosts_without_registers_recorded_gets_its_rows_and_twice_is_once()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        await RecordedHistory.Random(api, 311, events: 50);
        var live = await Contents(api);
        live.Count.ShouldBeGreaterThan(20);
        var fill = api.Services.GetServices<Infrastructure.Store.IAfterSchemaUpdate>().Single(step => step.GetType().Name == "FillRegisters");

        await Stored.Run(api.ConnectionString, "delete from wikkenwegen.register_entry; delete from wikkenwegen.schema_step where name = 'FillRegisters'");
        await fill.Run();
        (await Contents(api)).ShouldBe(live);
        var rows = await Rows(api, null);
        await fill.Run();
        (await Rows(api, null)).ShouldBe(rows, "nothing is written where all is right");

        await Stored.Run(api.ConnectionString, $$"""
            insert into wikkenwegen.schema_step (name, version, migration, done_at) values ('FillRegisters', {{fill.Version}}, 1, clock_timestamp());
            update wikkenwegen.register_entry set data = '{}' where number = 1;
            """);
        await fill.Run(); // of what changed since the day before
        (await Contents(api)).ShouldBe(live);
    }

    [Fact]
    public async Task What_did_not_change_since_it_was_done_is_left_alone()
    {
        await using var api = Support.Api.Start(await shared.CreateDatabase());
        var fill = api.Services.GetServices<Infrastructure.Store.IAfterSchemaUpdate>().Single(step => step.GetType().Name == "FillRegisters");
        await Stored.Run(api.ConnectionString, """
            update wikkenwegen.mt_streams set timestamp = now() - interval '3 days';
            update wikkenwegen.schema_step set done_at = now() where name = 'FillRegisters';
            delete from wikkenwegen.register_entry;
            """);
        await fill.Run();
        (await Contents(api)).ShouldBeEmpty();
    }

    private static Task<List<string>> Rows(Support.Api api, Guid? weighing) => Stored.Rows(api.ConnectionString,
        "select concat_ws('|', xmin, register, number, weighing_id, data) from wikkenwegen.register_entry where $1::text is null or weighing_id::text = $1 order by weighing_id, register, number",
        row => row.GetString(0), (object?)weighing?.ToString() ?? DBNull.Value);

    private static Task<List<string>> Contents(Support.Api api) => Stored.Rows(api.ConnectionString,
        "select concat_ws('|', tenant_id, weighing_id, register, number, event, path, happened_at at time zone 'UTC', name, marks, words, data, low, high) from wikkenwegen.register_entry order by tenant_id, weighing_id, register, number",
        row => row.GetString(0));
}
