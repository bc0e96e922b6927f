using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Audit;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Testing;
using BagCheck = WikkenWegen.AuditBundle.Checks.BagCheck;
using BagCheckOptions = WikkenWegen.AuditBundle.Checks.BagCheckOptions;
using CheckProgress = WikkenWegen.AuditBundle.Checks.CheckProgress;
using TimeStamp = WikkenWegen.AuditBundle.Leaves.TimeStamp;
using Trust = WikkenWegen.AuditBundle.Checks.Trust;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>Where an authority for time is set, newest checkpoints are stamped; the token is served, goes into exports, and counts only where it is right.</summary>
public class TimestampTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkpoint_is_stamped_and_the_token_is_served_and_goes_into_the_bag()
    {
        using var authority = new TimeAuthority(DateTimeOffset.UtcNow.AddDays(-1));
        var queries = new List<byte[]>();
        await using var outside = await Outside(query =>
        {
            lock (queries) queries.Add(query);
            return authority.Answer(query, DateTimeOffset.UtcNow);
        });
        await using var api = await Start(AddressOf(outside));
        var audited = await Audited.Corporation(api);
        await audited.Weighing(2);
        var note = await audited.Signed(3);
        var token = await Token(audited, 3);
        var stamp = TimeStamp.Check(token, Encoding.UTF8.GetBytes(note), [authority.Root]).Value;
        (DateTimeOffset.UtcNow - stamp.At).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        stamp.By.ShouldBe("Tijdstempeldienst van de proef");
        lock (queries) queries.ShouldAllBe(query => !Encoding.UTF8.GetString(query).Contains(audited.Code, StringComparison.Ordinal), "nobody outside learns of whom");

        // Nothing is stamped twice.
        await Task.Delay(TimeSpan.FromSeconds(2.5), Cancellation);
        var asked = queries.Count;
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);
        queries.Count.ShouldBe(asked);
        (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.ledger_timestamp where tenant_id = $1 and size = 3", row => row.GetInt64(0), audited.Code)).ShouldBe([1]);

        using var request = await audited.Auditor.PostAsJsonAsync("/v1/audit/exports", new { }, Cancellation);
        for (var state = ""; state != "done"; await Task.Delay(50, Cancellation)) state = (await audited.Json(request.Headers.Location!.OriginalString)).GetProperty("state").GetString()!;
        var path = Path.Combine(Path.GetTempPath(), $"wikkenwegen-{Guid.NewGuid():N}.zip");
        try
        {
            await File.WriteAllBytesAsync(path, await audited.Auditor.GetByteArrayAsync($"{request.Headers.Location!.OriginalString}/content", Cancellation), Cancellation);
            var report = BagCheck.Run(path, new BagCheckOptions(Trust.InKeys((await audited.Text("keys")).Split('\n')[0]), [], WithoutTexts: false) { TimestampRoots = [authority.Root] }, new Progress<CheckProgress>(), Cancellation);
            report.Findings.ShouldBeEmpty();
            report.Remarks.ShouldContain(r => r.Code == "timestamps" && r.Dutch.Contains("Tijdstempeldienst van de proef", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
        using var none = await audited.Auditor.GetAsync("/v1/audit/log/checkpoints/77/timestamp", Cancellation);
        await none.Problem(HttpStatusCode.NotFound);
    }

    /// <summary>Whatever the authority answers, recording and signing go on, and nothing wrong is kept.</summary>
    [Theory]
    [InlineData("nonsense")]
    [InlineData("an error")]
    [InlineData("another hash")]
    [InlineData("another nonce")]
    [InlineData("an answer to before")]
    public async Task What_is_no_stamp_of_the_checkpoint_is_not_kept(string what)
    {
        using var authority = new TimeAuthority(DateTimeOffset.UtcNow.AddDays(-1));
        var (answered, before) = (0, (byte[]?)null);
        await using var outside = await Outside(query =>
        {
            Interlocked.Increment(ref answered);
            return what switch
            {
                "nonsense" => "wat is de tijd?"u8.ToArray(),
                "an error" => throw new InvalidOperationException(),
                "another hash" => authority.Answer(Rfc3161TimestampRequest.CreateFromHash(SHA256.HashData("iets anders"u8), HashAlgorithmName.SHA256).Encode(), DateTimeOffset.UtcNow),
                "another nonce" => Rfc3161TimestampRequest.TryDecode(query, out var asked, out _)
                    ? authority.Answer(Rfc3161TimestampRequest.CreateFromHash(asked.GetMessageHash(), HashAlgorithmName.SHA256, nonce: new byte[] { 1, 2, 3 }).Encode(), DateTimeOffset.UtcNow) : [],
                _ => before ??= authority.Answer(query, DateTimeOffset.UtcNow)[..^1],
            };
        });
        await using var api = await Start(AddressOf(outside));
        var audited = await Audited.Corporation(api);
        await audited.Signed(1);
        while (Volatile.Read(ref answered) < 2) await Task.Delay(50, Cancellation);
        (await Stored.Rows(api.ConnectionString, "select count(*) from wikkenwegen.ledger_timestamp", row => row.GetInt64(0))).ShouldBe([0]);
        await audited.Weighing(1);
        await audited.Signed(2);
    }

    [Fact]
    public void An_address_that_is_none_stops_the_start() =>
        new AuditSettings { TimestampAuthority = new Uri("ftp://tijd.example/") }.Validate(null!).ShouldHaveSingleItem().ErrorMessage!.ShouldContain("TimestampAuthority");

    private static async Task<byte[]> Token(Audited audited, long size)
    {
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, Cancellation))
        {
            using var response = await audited.Auditor.GetAsync($"/v1/audit/log/checkpoints/{size}/timestamp", Cancellation);
            if (response.StatusCode == HttpStatusCode.OK) return await response.Content.ReadAsByteArrayAsync(Cancellation);
        }
        throw new TimeoutException("The checkpoint was not stamped.");
    }

    private async Task<Support.Api> Start(string authority) => Support.Api.Start(await shared.CreateDatabase(), null,
        ("Serilog:MinimumLevel:Default", "Error"), ("Audit:TimestampAuthority", authority), ("Audit:TimestampPause", "00:00:01"), ("Audit:TimestampPatience", "00:00:02"));

    private static async Task<WebApplication> Outside(Func<byte[], byte[]> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/", async (HttpContext http) =>
        {
            http.Request.ContentType.ShouldBe("application/timestamp-query");
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, Cancellation);
            http.Response.ContentType = "application/timestamp-reply";
            await http.Response.Body.WriteAsync(answer(body.ToArray()), Cancellation);
        });
        await app.StartAsync(Cancellation);
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
}
