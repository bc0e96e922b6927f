using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using WikkenWegen.AuditBundle.Checks;
using Trust = WikkenWegen.AuditBundle.Checks.Trust;

namespace WikkenWegen.Api.Tests.Audit;

/// <summary>Exports as an auditor gets them, and what the verifier says of them.</summary>
internal static class Exported
{
    public const string Exports = "/v1/audit/exports";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Asks for an export and waits until it is done.</summary>
    public static async Task<JsonElement> Made(Audited audited, object request)
    {
        using var response = await audited.Auditor.PostAsJsonAsync(Exports, request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return await Done(audited, response.Headers.Location!.OriginalString);
    }

    /// <summary>Waits until an export is done.</summary>
    public static async Task<JsonElement> Done(Audited audited, string address)
    {
        for (var patience = 0; patience < 2400; patience++, await Task.Delay(50, Cancellation))
            if (await audited.Json(address) is var export && export.GetProperty("state").GetString() is not ("queued" or "running"))
            {
                export.GetProperty("state").GetString().ShouldBe("done");
                return export;
            }
        throw new TimeoutException("The export was not made.");
    }

    /// <summary>The file of an export that the auditor asked for.</summary>
    public static Task<byte[]> Content(Audited audited, JsonElement export) => Content(audited.Auditor, export);

    /// <summary>The file of an export, as somebody gets it.</summary>
    public static async Task<byte[]> Content(HttpClient http, JsonElement export)
    {
        using var response = await http.GetAsync($"{Exports}/{export.GetProperty("id").GetString()}/content", Cancellation);
        (response.StatusCode, response.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "application/zip"));
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancellation);
        (bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))).ShouldBe((export.GetProperty("bytes").GetInt64(), export.GetProperty("sha256").GetString()));
        return bytes;
    }

    /// <summary>What the verifier finds, with the keys that the auditor has, and a checkpoint that they kept.</summary>
    public static async Task<CheckReport> Check(Audited audited, byte[] bag, JsonElement export, bool withoutTexts = false, string? kept = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"wikkenwegen-{export.GetProperty("id").GetString()}.zip");
        try
        {
            await File.WriteAllBytesAsync(path, bag, Cancellation);
            var keys = (await audited.Text("keys")).Split('\n').First(line => !line.StartsWith('#')) + "\n"; // the oldest
            KeptCheckpoint[] checkpoints = kept is null ? [] : [new KeptCheckpoint("kept", System.Text.Encoding.UTF8.GetBytes(kept))];
            return BagCheck.Run(path, new BagCheckOptions(Trust.InKeys(keys), checkpoints, WithoutTexts: withoutTexts), new Unheard(), Cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Unheard : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value)
        {
            // Nobody looks.
        }
    }
}
