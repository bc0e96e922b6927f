using System.Net;
using WikkenWegen.Api.Tests.Contract;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>A number is stored as it came, or refused; it is never rounded.</summary>
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
    [InlineData("0.0000000001", "0.0000000001")]
    [InlineData("123456789012345.0123456789", "123456789012345.0123456789")]
    [InlineData("999999999999999.9999999999", "999999999999999.9999999999")]
    [InlineData("-999999999999999.9999999999", "-999999999999999.9999999999")]
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

    [Theory]
    [InlineData("1000000000000000", "number-out-of-range")]
    [InlineData("-1e15", "number-out-of-range")]
    [InlineData("79228162514264337593543950336", "number-out-of-range")]
    [InlineData("1e400", "number-out-of-range")]
    [InlineData("-1e400", "number-out-of-range")]
    [InlineData("1e99999999999", "number-out-of-range")]
    [InlineData("0.00000000001", "number-too-precise")]
    [InlineData("1.00000000000", "number-too-precise")]
    [InlineData("1e-11", "number-too-precise")]
    [InlineData("1e-400", "number-too-precise")]
    [InlineData("-1e-30", "number-too-precise")]
    [InlineData("0.1000000000000000000000000000000000000001", "number-too-precise")]
    [InlineData("123456789012345.12345678901", "number-too-precise")]
    [InlineData("999999999999999.99999999999999999999", "number-out-of-range")]
    [InlineData("0.3333333333333333", "number-too-precise")]
    public async Task What_does_not_is_refused(string sent, string rule)
    {
        using var http = await AsDocumented.Client(shared.Api);
        var weighing = await WeighingClient.Open(http);
        using var response = await weighing.Send("/proposals", $$"""{"name":"Slopen","costs":{{sent}}}""");
        var error = (await response.Problem(HttpStatusCode.BadRequest)).Errors.ShouldHaveSingleItem();
        (error.Code, error.Pointer).ShouldBe((rule, "/costs"));
        (await weighing.Get()).GetProperty("version").GetInt32().ShouldBe(1);
    }
}
