using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A number is stored as it came, or refused; it is never rounded. Of a computed number every digit is kept: a double has 15 to 17.</summary>
public class NumberTests(SharedApi shared)
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0.0")]
    [InlineData("0e400", "0")]
    [InlineData("7.50", "7.50")]
    [InlineData("-2900000", "-2900000")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E+2", "150")]
    [InlineData("25e-1", "2.5")]
    [InlineData("0.30000000000000004", "0.30000000000000004")]
    [InlineData("3.5714285714285716", "3.5714285714285716")]
    [InlineData("8.649591999999998", "8.649591999999998")]
    [InlineData("0.3333333333333333", "0.3333333333333333")]
    [InlineData("1.1e-7", "0.00000011")]
    [InlineData("1000000000000000", "1000000000000000")]
    [InlineData("1.00000000000", "1.00000000000")]
    [InlineData("12345678901234567890.12345678", "12345678901234567890.12345678")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("0.0000000000000000000000000000", "0.0000000000000000000000000000")]
    [InlineData("9.999999999999999999999999999", "9.999999999999999999999999999")]
    [InlineData("0.9999999999999999999999999999", "0.9999999999999999999999999999")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("-9999999999999999999999999999", "-9999999999999999999999999999")]
    [InlineData("1e27", "1000000000000000000000000000")]
    [InlineData("123e-28", "0.0000000000000000000000000123")]
    [InlineData("10e-29", "0.0000000000000000000000000001")]
    [InlineData("100e-30", "0.0000000000000000000000000001")]
    [InlineData("-1200E-30", "-0.0000000000000000000000000012")]
    [InlineData("0.10000000000000000000000000000", "0.1000000000000000000000000000")] // of the zeros those that there is room for
    [InlineData("1.0000000000000000000000000000", "1.0000000000000000000000000000")]
    [InlineData("9.00000000000000000000000000000000", "9.000000000000000000000000000")]
    [InlineData("123456789012345678901234567.80000", "123456789012345678901234567.80")]
    public async Task What_fits_is_read_back_as_it_came(string sent, string read)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", $$"""{"name":"Slopen","costs":{{sent}}}""");
        foreach (var at in (string[])["", "?version=2", "/proposals/V1", "/events/2"])
        {
            using var response = await http.GetAsync($"{weighing.Address}{(at.StartsWith('?') ? "/proposals/V1" : "")}{at}", TestContext.Current.CancellationToken);
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"costs\":{read},");
        }
    }

    /// <summary>Zero is zero, with however many decimals a program writes it: Java's BigDecimal writes 0E-30.</summary>
    [Theory, InlineData("0e-400"), InlineData("0E-30"), InlineData("-0e-29"), InlineData("0e-99999999999"), InlineData("0.00000000000000000000000000000"), InlineData("0e99999999999")]
    public async Task Zero_is_taken_however_it_is_written(string sent)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", $$"""{"name":"Slopen","costs":{{sent}}}""");
        (await weighing.Get("/proposals/V1")).GetProperty("revisions")[0].GetProperty("content").GetProperty("costs").GetDecimal().ShouldBe(0);
    }

    /// <summary>Weights of which the sum and the answers are more than any number can hold are refused as any others.</summary>
    [Fact]
    public async Task Ten_weights_of_the_greatest_length_are_a_plain_refusal()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        var codes = Enumerable.Range(1, 10).Select(i => $"C{i}").ToList();
        using var response = await weighing.Send("/criteria", $$"""
            {"weightMethod":"direct","criteria":[{{string.Join(',', codes.Select(c => $$"""{"code":"{{c}}","name":"{{c}}","direction":"higherIsBetter","weight":9e27,"scale":{"worst":0,"best":1} }"""))}}],
            "weightAnswers":{"points":[{{string.Join(',', codes.Select((c, i) => $$"""{"criterion":"{{c}}","points":{{(i == 0 ? 100 : 1)}} }"""))}}] } }
            """, "PUT");
        (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldAllBe(e => e.Code == "weight-not-from-answers");
    }

    [Theory]
    [InlineData("10000000000000000000000000000", "number-out-of-range")]
    [InlineData("-1e28", "number-out-of-range")]
    [InlineData("79228162514264337593543950335", "number-out-of-range")]
    [InlineData("79228162514264337593543950336", "number-out-of-range")]
    [InlineData("1e400", "number-out-of-range")]
    [InlineData("-1e400", "number-out-of-range")]
    [InlineData("1e99999999999", "number-out-of-range")]
    [InlineData("0.00000000000000000000000000001", "number-too-precise")]
    [InlineData("1.2345678901234567890123456789", "number-too-precise")]
    [InlineData("1e-29", "number-too-precise")]
    [InlineData("1e-400", "number-too-precise")]
    [InlineData("-1e-30", "number-too-precise")]
    [InlineData("1e-99999999999", "number-too-precise")]
    [InlineData("0.1000000000000000000000000000000000000001", "number-too-precise")]
    [InlineData("123456789012345.12345678901234", "number-too-precise")]
    [InlineData("999999999999999.99999999999999999999", "number-too-precise")]
    public async Task What_does_not_is_refused(string sent, string rule)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await weighing.Send("/proposals", $$"""{"name":"Slopen","costs":{{sent}}}""");
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe((rule, "/costs"));
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_document_says_how_large_a_number_may_be()
    {
        var schemas = (await ContractDocument.Of(shared.Api)).Json["components"]!["schemas"]!;
        foreach (var (schema, field) in new[] { ("SubmitProposalRequest", "costs"), ("GiveScoreRequest", "low"), ("ScaleRequest", "worst"), ("OutcomeValueRequest", "high") })
        {
            var number = schemas[schema]!["properties"]![field]!;
            number["$comment"]!.GetValue<string>().ShouldBe("At most 28 digits, before and behind the decimal point together.", field);
            number["minimum"]!.ToJsonString().ShouldBe("-9999999999999999999999999999", field);
            number["maximum"]!.ToJsonString().ShouldBe("9999999999999999999999999999", field);
        }
    }

    /// <summary>Bounds that the process keeps, of which a caller otherwise hears only by a refusal.</summary>
    [Theory]
    [InlineData("ThresholdRequest", "percent", null, "0", "100")]
    [InlineData("CriterionRequest", "weight", "0", null, "9999999999999999999999999999")]
    [InlineData("CriterionPointsRequest", "points", "0", null, "9999999999999999999999999999")]
    [InlineData("CriteriaComparisonRequest", "times", null, "0", "9999999999999999999999999999")]
    [InlineData("WeightAnswersRequest", "ratio", "1", null, "9999999999999999999999999999")]
    [InlineData("GiveInputRequest", "resistance", "0", null, "10")]
    public async Task The_document_says_the_bounds_of_a_number(string schema, string field, string? least, string? above, string most)
    {
        var number = (await ContractDocument.Of(shared.Api)).Json["components"]!["schemas"]![schema]!["properties"]![field]!;
        (number["minimum"]?.ToJsonString(), number["exclusiveMinimum"]?.ToJsonString(), number["maximum"]!.ToJsonString()).ShouldBe((least, above, most));
    }

    [Fact]
    public async Task Numbers_of_the_greatest_length_are_compared_as_they_are()
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        await weighing.Record("/proposals", new { name = "Slopen" });
        const string largest = "9999999999999999999999999999", smallest = "0.0000000000000000000000000001";
        await weighing.Record("/criteria", $$"""
            {"weightMethod":"direct","criteria":[
            {"code":"K","name":"K","direction":"higherIsBetter","weight":{{largest}},"scale":{"worst":{{smallest}},"best":{{largest}} } },
            {"code":"L","name":"L","direction":"lowerIsBetter","weight":8.649591999999998,"scale":{"worst":{{largest}},"best":-{{largest}} } } ] }
            """, "PUT");
        await weighing.Record("/scores", $$"""{"proposal":{"code":"V1"},"criterion":"K","by":{"role":"r"},"low":{{smallest}},"expected":3.5714285714285716,"high":{{largest}}}""");
        using var below = await weighing.Send("/scores", $$"""{"proposal":{"code":"V1"},"criterion":"K","by":{"role":"s"},"low":0,"expected":1,"high":1}""");
        (await below.Problem(HttpStatusCode.BadRequest)).Detail.ShouldBe(
            "0 is not on the scale of K: from 0.0000000000000000000000000001 to 9,999,999,999,999,999,999,999,999,999.");
        foreach (var address in new[] { "/scores/1", "/events/4" })
            (await weighing.Read(address)).Text.ShouldContain($"\"low\":{smallest},\"expected\":3.5714285714285716,\"high\":{largest}");
    }
}
