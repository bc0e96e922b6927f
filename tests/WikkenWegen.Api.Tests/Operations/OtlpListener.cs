using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WikkenWegen.Api.Tests.Operations;

/// <summary>Takes in what a host sends over OTLP (http/protobuf). Texts stand in protobuf as they are, so they can be looked for.</summary>
internal sealed class OtlpListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Content)> _received = [];

    private OtlpListener(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var content = new MemoryStream();
            await http.Request.Body.CopyToAsync(content);
            _received.Enqueue((http.Request.Path.Value!, Encoding.Latin1.GetString(content.ToArray())));
        });
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>All that came of a signal: traces or metrics.</summary>
    public string All(string signal) => string.Concat(_received.Where(r => r.Path == $"/v1/{signal}").Select(r => r.Content));

    /// <summary>Starts to listen.</summary>
    public static async Task<OtlpListener> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var listener = new OtlpListener(builder.Build());
        await listener._app.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    /// <summary>Waits until each of some texts came in a signal, and tells which did not.</summary>
    public async Task<IReadOnlyList<string>> Missing(string signal, params string[] texts)
    {
        for (var i = 0; ; i++)
        {
            var came = All(signal);
            var missing = texts.Where(t => !came.Contains(t, StringComparison.Ordinal)).ToList();
            if (missing.Count == 0 || i == 200) return missing;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
