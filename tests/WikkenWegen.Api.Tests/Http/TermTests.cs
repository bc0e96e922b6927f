using System.Text.Json;
using WikkenWegen.Api.Tests.Operations;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>The terms of the law over HTTP: both days are shown, and the holidays that a decree adds are a setting of the host.</summary>
public class TermTests(SharedApi shared)
{
    [Fact]
    public async Task Both_days_of_a_term_are_shown_and_why_they_differ()
    {
        using var http = shared.Api.Client();
        var request = await Asked(http, "2026-03-14T09:00:00+01:00");
        request.GetProperty("adviseBy").GetString().ShouldBe("2026-04-28");
        var term = request.GetProperty("term");
        term.GetProperty("plainDay").GetString().ShouldBe("2026-04-25");
        term.GetProperty("lastDay").GetString().ShouldBe("2026-04-28");
        term.GetProperty("extension").GetString().ShouldBe("endsOnDayOff");
        term.GetProperty("ruleVersion").GetInt32().ShouldBe(1);
        term.GetProperty("decreedDays").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Holidays_by_decree_are_a_setting_and_a_term_keeps_those_that_it_was_counted_with()
    {
        var database = await shared.CreateDatabase();
        WeighingClient weighing;
        await using (var api = Support.Api.Start(database, null, ("Terms:DecreedDays:0", "2026-04-28"), ("Terms:DecreedDays:1", "2027-05-07")))
        {
            using var http = api.Client();
            weighing = await Prepared(http, "2026-03-14T09:00:00+01:00");
            Check(await weighing.Get("/advice-requests/1"));
        }
        await using var without = Support.Api.Start(database);
        using var later = without.Client();
        Check(await weighing.As(later).Get("/advice-requests/1"));

        static void Check(JsonElement request)
        {
            request.GetProperty("adviseBy").GetString().ShouldBe("2026-04-29");
            request.GetProperty("term").GetProperty("decreedDays").EnumerateArray().Select(day => day.GetString()).ShouldBe(["2026-04-28"]);
        }
    }

    [Fact]
    public async Task A_host_with_a_decreed_day_that_is_no_day_does_not_start()
    {
        var (exitCode, output, errors) = await ApiProcess.Run([], null, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__WikkenWegen", shared.Api.ConnectionString), ("Terms__DecreedDays__0", "2027-05-07"), ("Terms__DecreedDays__1", "07-05-2027"));
        exitCode.ShouldBe(1, output);
        errors.ShouldContain("Terms__DecreedDays__1 must be a day as yyyy-MM-dd.");
        errors.ShouldNotContain("DecreedDays__0");
    }

    private static async Task<JsonElement> Asked(HttpClient http, string at) => await (await Prepared(http, at)).Get("/advice-requests/1");

    private static async Task<WeighingClient> Prepared(HttpClient http, string at)
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-02-01T09:00:00+01:00";
        var weighing = await WeighingClient.Open(http, framing);
        await weighing.Record("/stakeholders", new { party = "Bewoners", role = "Bewonerscommissie", say = "advises", occurredAt = "2026-02-02T09:00:00+01:00" });
        await weighing.Record("/advice-requests", new { stakeholder = "B1", about = "De keuze", statutory = true, occurredAt = at });
        return weighing;
    }
}
