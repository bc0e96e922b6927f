using System.Net;
using System.Text.Json;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Codes as people use them in tables. They are compared without case, and what is shown is the code as it was first written.</summary>
public class CodeTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S1.1")]
    [InlineData("g2")]
    [InlineData("1.2")]
    [InlineData("Plan_B-2")]
    [InlineData("V2.")]
    public async Task A_code_is_found_at_its_address_in_any_case_and_shown_as_it_was_written(string code)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        var receipt = await weighing.Record("/proposals", new { code, name = "Slopen" });
        receipt.GetProperty("part").GetString().ShouldBe($"proposals/{code}");
        await weighing.Record("/stakeholders", new { code, party = "Bewoners", role = "Bewoner", say = "advises" });
        foreach (var written in new[] { code, code.ToUpperInvariant(), code.ToLowerInvariant() })
        {
            (await weighing.Get($"/proposals/{written}")).GetProperty("code").GetString().ShouldBe(code);
            (await weighing.Get($"/stakeholders/{written}")).GetProperty("code").GetString().ShouldBe(code);
        }
        await weighing.Record($"/proposals/{code.ToUpperInvariant()}/revisions", new { name = "Renoveren", reason = "Beter." });
        await weighing.Record($"/proposals/{code.ToLowerInvariant()}/withdrawal", new { reason = "Toch niet." });
        await weighing.Record($"/stakeholders/{code.ToUpperInvariant()}/withdrawal", new { });
        (await weighing.Get($"/proposals/{code}")).GetProperty("revisions").GetArrayLength().ShouldBe(2);
        (await weighing.Get($"/events?part=proposals/{code.ToUpperInvariant()}")).GetProperty("items").GetArrayLength().ShouldBe(3);
        (await weighing.Get($"/events?part=proposals/{code.ToLowerInvariant()}/withdrawal")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("part").GetString().ShouldBe($"proposals/{code}/withdrawal");
    }

    [Fact]
    public async Task Whatever_points_at_a_code_may_write_it_in_either_case()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { code = "S1.1", name = "Slopen" });
        await weighing.Record("/proposals", new { code = "s2", name = "Renoveren" });
        await weighing.Record("/stakeholders", new { code = "g2", party = "Bewoners", role = "Bewoner", say = "advises" });
        await weighing.Record("/criteria", new { criteria = new[] { Prepared.Criterion("Bet") }, weightMethod = "direct", requestedBy = new { stakeholder = "G2" } }, "PUT");
        await weighing.Record("/scores", new { proposal = new { code = "s1.1" }, criterion = "BET", by = new { stakeholder = "G2" }, low = 3, expected = 4, high = 5 });
        await weighing.Record("/inputs", new { stakeholder = "G2", proposal = new { code = "s1.1" }, position = "against", preferredProposal = "S2" });
        await weighing.Record("/objections", new { stakeholder = "G2", proposal = new { code = "s1.1" }, input = 1, grounds = "Nee." });
        await weighing.Record("/advice-requests", new { stakeholder = "G2", about = "Het voornemen", proposal = new { code = "s1.1" }, statutory = false });
        await weighing.Record("/criteria", new { criteria = new[] { Prepared.Criterion("BET") }, weightMethod = "direct", reason = "Zo.", requestedBy = new { role = "MT" } }, "PUT");
        await weighing.Record("/decisions", new { kind = "chosen", proposal = new { code = "S2" }, rationale = "Beter." });

        var view = (await weighing.Read("")).Text;
        foreach (var other in new[] { "s1.1", "S2", "G2", "BET" }) view.ShouldNotContain($"\"{other}\"", Case.Sensitive);
        foreach (var written in new[] { "S1.1", "s2", "g2", "Bet" }) view.ShouldContain($"\"{written}\"", Case.Sensitive);

        // The same judge on the same criterion, though both are written otherwise.
        using var again = await weighing.Send("/scores",
            new { proposal = new { code = "S1.1" }, criterion = "bet", criteriaVersion = 1, by = new { stakeholder = "g2" }, low = 3, expected = 4, high = 5 });
        (await again.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem().Code.ShouldBe("already-scored");
    }

    [Theory]
    [InlineData("/proposals", "{\"code\":\"s1.1\",\"name\":\"Nog eens\"}")]
    [InlineData("/stakeholders", "{\"code\":\"S1.1\",\"party\":\"P\",\"role\":\"R\",\"say\":\"advises\"}")]
    public async Task A_second_code_that_differs_only_in_case_is_in_use_already(string path, string body)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { code = "S1.1", name = "Slopen" });
        await weighing.Record("/stakeholders", new { code = "s1.1", party = "Bewoners", role = "Bewoner", say = "advises" });
        using var response = await weighing.Send(path, body);
        var error = (await response.Problem(HttpStatusCode.Conflict)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe(("duplicate-code", "/code"));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("_a")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a%2Fb")]
    [InlineData("é1")]
    [InlineData("\u017F1")]
    [InlineData("V1\n")]
    public async Task Anything_else_is_no_code(string code)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await weighing.Send("/proposals", JsonSerializer.Serialize(new { code, name = "Slopen" }));
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe(("text-form", "/code"));
    }

    [Fact]
    public async Task Only_letters_of_ASCII_have_a_case()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { code = "K1", name = "Slopen" });
        (await weighing.StatusOf("/proposals/%E2%84%AA1")).ShouldBe(HttpStatusCode.NotFound, "the sign of Kelvin is no K");
        (await weighing.StatusOf("/proposals/k1")).ShouldBe(HttpStatusCode.OK);
        using var response = await http.GetAsync($"{weighing.Address}/proposals/k2", Cancellation);
        await response.Problem(HttpStatusCode.NotFound);
    }
}
