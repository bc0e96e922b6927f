using System.Net;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>The same request is the same however its numbers, members and moments are written; what says something else is another.</summary>
public class FingerprintTests(SharedApi shared)
{
    [Theory]
    [InlineData("""{"name":"Plan","costs":1.0}""", """{"name":"Plan","costs":1.00}""", """{"costs":1,"name":"Plan"}""", """{ "name" : "Plan", "costs" : 1e0 }""", """{"name":"Pl\u0061n","costs":10E-1,"description":null}""")]
    [InlineData("""{"name":"Plan","costs":100}""", """{"name":"Plan","costs":1e2}""", """{"name":"Plan","costs":100.000}""")]
    [InlineData("""{"name":"Plan","costs":0}""", """{"name":"Plan","costs":0.00}""", """{"name":"Plan","costs":-0}""", """{"name":"Plan","costs":-0.0}""", """{"name":"Plan","costs":0e5}""")]
    [InlineData("""{"name":"Plan","costs":1234567890123456789.123456789}""", """{"name":"Plan","costs":1234567890123456789.1234567890}""")]
    [InlineData("""{"name":"Plan","occurredAt":"2026-01-05T09:00:00Z"}""", """{"name":"Plan","occurredAt":"2026-01-05T10:00:00.000+01:00"}""")]
    public async Task The_same_said_otherwise_is_the_same_request(string body, params string[] others)
    {
        using var http = shared.Api.Client();
        var weighing = await Opened(http);
        var key = Keyed.NewKey();
        var first = await Keyed.Ask(http, $"{weighing.Address}/proposals", body, key);
        first.Status.ShouldBe(201, first.Body);
        foreach (var other in others) (await Keyed.Ask(http, $"{weighing.Address}/proposals", other, key)).ShouldBe(first, other);
        (await weighing.Get()).GetProperty("proposals").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"name":"Plan","costs":1.0}""", """{"name":"Plan","costs":1.01}""", """{"name":"Plan","costs":10}""", """{"name":"Plan","costs":-1}""", """{"name":"Plan"}""", """{"name":"plan","costs":1.0}""")]
    [InlineData("""{"name":"Plan","costs":1234567890123456789.123456789}""", """{"name":"Plan","costs":1234567890123456789.123456788}""", """{"name":"Plan","costs":1234567890123456789}""")]
    [InlineData("""{"name":"1.0"}""", """{"name":"1.00"}""")]
    public async Task What_says_something_else_is_another_request(string body, params string[] others)
    {
        using var http = shared.Api.Client();
        var weighing = await Opened(http);
        var key = Keyed.NewKey();
        (await Keyed.Ask(http, $"{weighing.Address}/proposals", body, key)).Status.ShouldBe(201);
        foreach (var other in others)
        {
            using var response = await Keyed.Send(http, $"{weighing.Address}/proposals", other, key);
            (await response.Problem(HttpStatusCode.UnprocessableEntity)).Type.ShouldBe("/v1/problem-types/key-reused", other);
        }
        (await weighing.Get()).GetProperty("proposals").GetArrayLength().ShouldBe(1);
    }

    private static Task<WeighingClient> Opened(HttpClient http)
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-05T08:00:00Z";
        return WeighingClient.Open(http, framing);
    }
}
