using System.Net.Sockets;
using System.Text;
using WikkenWegen.Api.Tests.Support;

namespace WikkenWegen.Api.Tests.Http;

/// <summary>Sends bytes that no proper client would send, and reads the answer, or that the server hangs up.</summary>
internal static class RawHttp
{
    /// <summary>How a caller goes on once everything was sent.</summary>
    public enum Then
    {
        /// <summary>Waits for an answer.</summary>
        Wait,

        /// <summary>Says that nothing more comes, and waits.</summary>
        End,

        /// <summary>Breaks the connection.</summary>
        Break,
    }

    /// <summary>Sends bytes and reads the answer.</summary>
    public static async Task<RawAnswer> Send(Uri server, byte[] bytes, Then then = Then.Wait)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        var stream = client.GetStream();
        var received = new StringBuilder();
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
            if (then == Then.Break)
            {
                // By now the application is reading; a connection that breaks before would never come to it.
                await Task.Delay(200, patience.Token);
                client.Client.Close(0);
            }
            else
            {
                if (then == Then.End) client.Client.Shutdown(SocketShutdown.Send);
                var buffer = new byte[65_536];
                int read;
                while (!IsWhole(received.ToString()) && (read = await stream.ReadAsync(buffer, patience.Token)) > 0) received.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The server hung up while something was still on its way; what it had said was read.
        }
        return new RawAnswer(received.ToString());
    }

    /// <summary>Whether an answer without content, or one in chunks, is there to its end. The server may go on waiting for a request.</summary>
    private static bool IsWhole(string answer) =>
        answer.EndsWith("\r\n\r\n", StringComparison.Ordinal) && (answer.Contains("Content-Length: 0\r\n", StringComparison.Ordinal) || answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal));

    /// <summary>A request of somebody who may do everything, that asks to hang up afterwards.</summary>
    /// <param name="line">Such as GET /v1/weighings.</param>
    /// <param name="headers">Header lines without their ends.</param>
    /// <param name="body">What follows, as it goes over the line.</param>
    public static byte[] Request(string line, string[] headers, byte[]? body = null) =>
        [.. Encoding.Latin1.GetBytes($"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {Identity.AllRound().Authorization}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"), .. body ?? []];
}

/// <summary>What came back.</summary>
internal sealed record RawAnswer(string Text)
{
    /// <summary>The status; null where nothing came back.</summary>
    public int? Status => Text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(Text.AsSpan(9, 3), null) : null;

    /// <summary>Whether a header is there.</summary>
    public bool Has(string header) => Text.Split("\r\n\r\n")[0].Contains($"\r\n{header}:", StringComparison.OrdinalIgnoreCase);
}
