using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Api.Weighings.Proposals;

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

    [Fact]
    public async Task What_a_release_answered_that_told_the_zeros_of_numbers_apart_is_answered_again()
    {
        using var http = shared.Api.Client();
        var weighing = await Opened(http);
        const string Body = """{"name":"Plan","costs":1.00}""";
        var (key, address) = (Keyed.NewKey(), $"{weighing.Address}/proposals");
        var first = await Keyed.Ask(http, address, Body, key);
        first.Status.ShouldBe(201, first.Body);
        // As it was made until 28 November 2026: the numbers as they were written, and every member that was left out.
        var asWritten = JsonSerializer.Serialize(JsonSerializer.Deserialize<SubmitProposalRequest>(Body, ApiJson.Options), ApiJson.Options);
        asWritten.ShouldContain("\"costs\":1.00");
        var fingerprint = SHA256.HashData(Encoding.UTF8.GetBytes($"POST {address}\n\n{asWritten}"));
        (await Stored.Rows(shared.Api.ConnectionString, "update wikkenwegen.idempotency set fingerprint = $1 where key = $2 returning status", row => row.GetInt32(0), fingerprint, key.Trim('"'))).ShouldBe([201]);

        (await Keyed.Ask(http, address, Body, key)).ShouldBe(first);
        (await Keyed.Ask(http, address, """{"name":"Plan","costs":1.01}""", key)).Status.ShouldBe(422);
        (await weighing.Get()).GetProperty("proposals").GetArrayLength().ShouldBe(1);
    }

    private static Task<WeighingClient> Opened(HttpClient http)
    {
        var framing = WeighingClient.Framing;
        framing["occurredAt"] = "2026-01-05T08:00:00Z";
        return WeighingClient.Open(http, framing);
    }
}
