using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WikkenWegen.Api.Tests.Http;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Steps;

/// <summary>Many scores or inputs in one request: all of them, or none.</summary>
public class BatchTests(SharedApi shared)
{
    private const int Most = 2_000;

    private async Task<WeighingClient> Weighing(int proposals = 1)
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        for (var i = 1; i <= proposals; i++) await weighing.Record("/proposals", new { name = $"Voorstel {i}" });
        await weighing.Record("/criteria", new
        {
            weightMethod = "direct",
            criteria = Enumerable.Range(1, 20).Select(n => new { code = $"K{n}", name = $"Criterium {n}", direction = "higherIsBetter", scale = new { worst = 0, best = 10 }, weight = n }),
        }, "PUT");
        return weighing;
    }

    private static object Score(int n, decimal expected = 5) =>
        new { proposal = new { code = "V1" }, criterion = $"K{(n % 20) + 1}", by = new { role = $"Beoordelaar {n / 20}" }, low = 1, expected, high = 9 };

    [Fact]
    public async Task Two_thousand_scores_are_two_thousand_events_in_one_request()
    {
        var weighing = await Opened();
        var receipt = await weighing.Record("/scores/batches", new { items = Enumerable.Range(0, Most).Select(n => Score(n)) });
        receipt.GetProperty("items").GetArrayLength().ShouldBe(Most);
        receipt.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("part").GetString()).Take(2).ShouldBe(["scores/1", "scores/2"]);
        receipt.GetProperty("version").GetInt32().ShouldBe(3 + Most);
        (await weighing.Get()).GetProperty("scores").GetArrayLength().ShouldBe(Most);
        var last = (await weighing.Get($"/events/{3 + Most}")).GetProperty("type").GetString();
        last.ShouldBe("score_given");
    }

    [Fact]
    public async Task Where_one_is_wrong_nothing_is_recorded_and_every_error_has_its_place()
    {
        var weighing = await Opened();
        using var answer = await weighing.Send("/scores/batches", new { items = new[] { Score(0), Score(1, expected: 11), Score(2), Score(0) } });
        var problem = await answer.Problem(HttpStatusCode.BadRequest);
        problem.Errors.Select(e => (e.Code, e.Pointer)).ShouldBe([("estimate-out-of-order", "/items/1/high"), ("outside-scale", "/items/1/expected"), ("twice-in-batch", "/items/3")], ignoreOrder: true);
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task What_was_given_before_is_named_and_what_stands_twice_in_the_list_is_told_as_that()
    {
        var weighing = await Opened();
        await weighing.Record("/scores", Score(0));
        using var answer = await weighing.Send("/scores/batches", new { items = new[] { Score(0), Score(1), Score(1) } });
        var problem = await answer.Problem(HttpStatusCode.Conflict);
        problem.Errors.Select(e => (e.Code, e.Pointer)).ShouldBe([("already-scored", "/items/0"), ("twice-in-batch", "/items/2")]);
        problem.Errors[0].Detail.ShouldBe("This assessor already gave score 1 for it. Revise that one.");
    }

    [Fact]
    public async Task The_shape_of_every_item_is_looked_at()
    {
        var weighing = await Opened();
        using var answer = await weighing.Send("/scores/batches", new { items = new object[] { Score(0), new { proposal = new { code = "V1" }, criterion = "K1", by = new { role = "R" }, low = "1", expected = 2, high = 3 } } });
        (await answer.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/items/1/low");
        using var none = await weighing.Send("/scores/batches", new { items = Array.Empty<object>() });
        (await none.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/items");
        using var many = await weighing.Send("/scores/batches", new { items = Enumerable.Range(0, Most + 1).Select(n => Score(n)) });
        (await many.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/items");
    }

    /// <summary>As many as a batch can hold, whether the form is wrong or the meaning.</summary>
    [Theory, InlineData(150, "field-missing"), InlineData(150, "outside-scale"), InlineData(Most, "field-missing"), InlineData(Most, "outside-scale")]
    public async Task Every_error_of_a_batch_is_told(int count, string code)
    {
        var weighing = await Opened();
        using var answer = await weighing.Send("/scores/batches", new { items = Enumerable.Range(0, count).Select(n => Wrong(n, code)) });
        var problem = await answer.Problem(HttpStatusCode.BadRequest);
        problem.Errors.Select(e => e.Pointer!.Split('/')[2]).Distinct().Count().ShouldBe(count);
        problem.Errors.Count.ShouldBe(count);
        problem.Errors.ShouldAllBe(e => e.Code == code);
        problem.Detail.ShouldBe(count == Most ? "2,000 things are wrong; see errors." : "150 things are wrong; see errors.");
    }

    [Theory]
    [InlineData("nl", "field-unknown", "Er zijn meer dan 10.000 dingen mis; errors noemt de eerste 10.000."), InlineData("en", "field-unknown", "More than 10,000 things are wrong; errors lists the first 10,000.")]
    public async Task A_list_of_errors_that_is_cut_says_so(string language, string code, string detail)
    {
        var weighing = await Opened();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/scores/batches") { Headers = { { "Idempotency-Key", $"\"{Guid.NewGuid()}\"" }, { "Accept-Language", language } } };
        request.Content = JsonContent.Create(new { items = Enumerable.Range(0, Most).Select(n => Wrong(n, code)) });
        using var answer = await weighing.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await answer.Problem(HttpStatusCode.BadRequest);
        (problem.Errors.Count, problem.Detail).ShouldBe((5 * Most, detail));
    }

    [Fact]
    public async Task Each_item_is_named_where_each_has_more_than_one_error()
    {
        var weighing = await Opened();
        using var answer = await weighing.Send("/scores/batches", new { items = Enumerable.Range(0, Most).Select(n => Wrong(n, "estimate-out-of-order")) });
        var problem = await answer.Problem(HttpStatusCode.BadRequest);
        (problem.Errors.Count, problem.Errors.Select(e => e.Pointer!.Split('/')[2]).Distinct().Count()).ShouldBe((2 * Most, Most));
    }

    private static object Wrong(int n, string code) => code switch
    {
        "field-missing" => new { criterion = "K1", by = new { role = "R" }, low = 1, expected = 2, high = 3 },
        "field-unknown" => new { proposal = new { code = "V1" }, criterion = "K1", by = new { role = "R" }, low = 1, expected = 2, high = 3, a = 1, b = 2, c = 3, d = 4, e = 5, f = 6 },
        "estimate-out-of-order" => Score(n, expected: 11),
        _ => new { proposal = new { code = "V1" }, criterion = "K1", by = new { role = $"R{n}" }, low = 1, expected = 5, high = 11 },
    };

    [Fact]
    public async Task A_batch_that_is_sent_again_is_recorded_once()
    {
        var weighing = await Opened();
        var body = new { items = Enumerable.Range(0, 3).Select(n => Score(n)) };
        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{weighing.Address}/scores/batches") { Headers = { { "Idempotency-Key", $"\"{weighing.Id}\"" } }, Content = JsonContent.Create(body) };
            using var answer = await weighing.Http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            answers.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        answers[1].ShouldBe(answers[0]);
        (await weighing.Get()).GetProperty("scores").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Inputs_come_in_batches_too_with_their_texts_in_the_vault()
    {
        var weighing = await WeighingClient.Open(shared.Api.Client());
        for (var i = 1; i <= 3; i++) await weighing.Record("/stakeholders", new { party = $"Partij {i}", role = "Lid", say = "givesInput" });
        await weighing.Record("/inputs/batches", new { items = Enumerable.Range(1, 3).Select(n => new { stakeholder = $"B{n}", statement = $"Tekst van {n}" }) });
        (await weighing.Get("/inputs")).EnumerateArray().Select(i => i.GetProperty("revisions")[0].GetProperty("content").GetProperty("statement").GetProperty("text").GetString())
            .ShouldBe(["Tekst van 1", "Tekst van 2", "Tekst van 3"]);
    }

    private Task<WeighingClient> Opened() => Weighing();
}
