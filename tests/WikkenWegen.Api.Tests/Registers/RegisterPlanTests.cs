using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WikkenWegen.Api.Demo;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.InstrumentUse;
using WikkenWegen.Api.Precedents;
using WikkenWegen.Api.Registers;
using WikkenWegen.Api.Tests.Listing;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.Domain.Precedents;
using WikkenWegen.Domain.Registers;

namespace WikkenWegen.Api.Tests.Registers;

/// <summary>A corporation with so many entries in its registers that it matters how they are found.</summary>
public sealed class SoManyEntries(SharedApi shared) : IAsyncLifetime
{
    private const int Count = 8_000;

    private Support.Api? _api;

    /// <summary>The host, on a database of its own.</summary>
    public Support.Api Api => _api!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _api = Support.Api.Start(await shared.CreateDatabase());
        await SeededWeighings.Seed(_api.Services.GetRequiredService<IDocumentStore>(), _api.Services.GetRequiredService<NpgsqlDataSource>(), DemoCorporations.Merenland.Code, Count);
        // Of each weighing a few entries in every register; some values are rare, and names are of some only.
        await Stored.Run(_api.ConnectionString, $$"""
            insert into wikkenwegen.register_entry (tenant_id, weighing_id, register, number, event, path, happened_at, name, marks, words, data, low, high)
            select l.tenant_id, l.id, r.register, n.number, 7, '/decisions/1', l.opened_at + interval '40 days' * n.number, 'naam ' || (h % 400),
                array[r.register || '.kind:' || case when h % 50 = 0 then 'none' else 'chosen' end, r.register || '.standing:' || (h % 3 > 0), r.register || '.inForce:true',
                      r.register || '.ground:' || case when h % 60 = 0 then 'financial' else 'liveability' end,
                      {{RegisterTable.Key("r.register || '.name:'", "upper('naam ' || (h % 400))")}}],
                to_tsvector('dutch', 'aanname over fundering ' || case when h % 100 = 0 then 'grondwater' else 'daken' end), '{"code": "BET", "name": "Betaalbaarheid", "inForce": true}', h % 100 / 200.0, h % 100 / 100.0
            from wikkenwegen.weighing_list l cross join unnest(array['decisions', 'deviations', 'assumptions', 'criteria', 'criteriaBeside', 'parties']) r(register) cross join generate_series(1, 2) n(number)
            cross join lateral (select abs(hashtext(l.id::text || r.register || n.number)) as h) x
            where l.tenant_id = '{{DemoCorporations.Merenland.Code}}' on conflict do nothing
            """);
        await Stored.Run(_api.ConnectionString, "vacuum (analyze) wikkenwegen.register_entry");
        await Stored.Run(_api.ConnectionString, "vacuum (analyze) wikkenwegen.weighing_list");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _api?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>PostgreSQL says itself how it reads a register and looks for precedents: by indexes, whatever is asked.</summary>
public class RegisterPlanTests(SoManyEntries many) : IClassFixture<SoManyEntries>
{
    private static readonly Reader Everything = new("wie", Confidentiality.Secret, SeesPersons: false);

    private static readonly RegisterFilter None = new() { Register = Register.Assumptions, Reader = Everything with { UpTo = Confidentiality.Confidential } };

    /// <summary>Filters, with the index that tells what they let through; null where most pass, so that a walk in order is as good.</summary>
    private static readonly Dictionary<string, (RegisterFilter Filter, string? Index)> Filters = new()
    {
        ["none"] = (None, "ix_register_entry_"),
        ["all weighings"] = (None with { Reader = Everything }, "ix_register_entry_"),
        ["named only"] = (None with { Reader = Everything with { UpTo = null } }, "ix_weighing_list_named"),
        ["mark, most"] = (None with { Marks = ["assumptions.standing:true"] }, null),
        ["mark, rare"] = (None with { Marks = ["assumptions.kind:none"] }, null),
        ["mark, nothing"] = (None with { Marks = ["assumptions.kind:deferred"] }, "ix_register_entry_marks"),
        ["name"] = (None with { Keys = [RegisterKey.Of(Register.Assumptions, "name", "Naam 7")] }, "ix_register_entry_marks"),
        ["words, most"] = (None with { Query = "'fundering'" }, null),
        ["words, nothing"] = (None with { Query = "'nergen'" }, "ix_register_entry_words"),
        ["period"] = (None with { From = SeededWeighings.Start.AddYears(2), To = SeededWeighings.Start.AddYears(2).AddDays(9) }, "ix_register_entry_happened_at"),
        ["area"] = (None with { Area = "BU00010305" }, "ix_weighing_list_areas"),
        ["level, rare"] = (None with { Level = Level.Strategic }, null),
        ["scale, nothing"] = (None with { Scale = WeighingScale.Project }, "ix_weighing_list_scale"),
        ["party"] = (None with { Party = "Huurdersbelang 7" }, null),
    };

    public static TheoryData<string> NamesOfFilters => [.. Filters.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(NamesOfFilters))]
    public async Task Every_page_is_read_by_indexes(string name)
    {
        var (filter, index) = Filters[name];
        foreach (var order in RegisterSort.Names)
        {
            var sort = RegisterSort.Of(order)!;
            var key = sort.Type == "text" ? "naam 200" : "2021-01-01T00:00:00+00:00";
            foreach (var start in new[] { null, new RegisterStart(false, key, Guid.CreateVersion7(), 1), new RegisterStart(true, key, Guid.CreateVersion7(), 1) })
            {
                var plan = await Plan(RegisterPage.Commands(DemoCorporations.Merenland.Code, filter, sort, start, 51));
                plan.ShouldNotContain("Seq Scan", Case.Sensitive, $"{name} by {order}:\n{plan}");
                plan.ShouldContain(index ?? "ix_", Case.Sensitive, $"{name} by {order}:\n{plan}");
            }
        }
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Criteria_in_use_are_read_by_indexes(bool narrowed)
    {
        var filter = None with { Register = Register.Criteria, Marks = narrowed ? ["criteria.inForce:true"] : [] };
        foreach (var start in new[] { null, new PageStart(false, ["naam 2"]), new PageStart(true, ["naam 2"]) })
        {
            var plan = await Plan(ListCriteria.Commands(DemoCorporations.Merenland.Code, filter, start, 51));
            plan.ShouldNotContain("Seq Scan", Case.Sensitive, plan);
            plan.ShouldContain("ix_register_entry_name", Case.Sensitive, plan);
        }
    }

    [Fact]
    public async Task Precedents_are_looked_for_by_indexes()
    {
        var framing = new Framing
        {
            Title = "Funderingsherstel van het complex",
            Question = "Wat doen wij met de woningen?",
            Level = Level.Tactical,
            Scale = WeighingScale.Complex,
            Areas = [new Area("BU00010305", 2025)],
            Complexes = ["https://bezit.example/complex/7"],
            Ownership = Ownership.Own,
            Breadth = Breadth.Broad,
            SgeiRegime = SgeiRegime.Sgei,
            ProcessForm = ProcessForm.Advice,
            OwnerRole = "Strateeg wonen",
            DeciderRole = "Bestuurder",
            Confidentiality = Confidentiality.Internal,
        };
        var compared = new ComparedWeighing(framing, [("BET", "Naam 7")]);
        var (corporation, own) = (DemoCorporations.Merenland.Code, Guid.CreateVersion7());
        foreach (var reader in new[] { Everything, Everything with { UpTo = Confidentiality.Internal }, Everything with { UpTo = null } })
        {
            foreach (var commands in new[]
                     {
                         PrecedentSearch.CandidateCommands(corporation, reader, own, compared)!, PrecedentSearch.EntryCommands(corporation, [own, Guid.CreateVersion7()]),
                         PrecedentSearch.DeviationCommands(corporation, reader, own, [DeviationGround.Financial]),
                         GetInstrumentUse.Commands(corporation, reader, "BUURT", 1),
                     })
            {
                var plan = await Plan(commands);
                plan.ShouldNotContain("Seq Scan", Case.Sensitive, plan);
            }
        }
    }

    private async Task<string> Plan(NpgsqlBatchCommand[] commands)
    {
        await using var connection = await many.Api.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancellation);
        commands[^1].CommandText = "explain " + commands[^1].CommandText;
        await using var reader = await ListPage.Read(connection, commands, Cancellation);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancellation)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
