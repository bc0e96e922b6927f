using System.Net;
using System.Net.Sockets;

namespace WikkenWegen.Api.Tests.Retries;

/// <summary>
/// A network between a caller and a host that breaks connections: a while after the request went on, or in the middle of the answer.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly Random _random;
    private readonly Task _accepting;

    public CuttingProxy(Uri target, int seed)
    {
        (_target, _random) = (target, new Random(seed));
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where to connect to.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task Serve(TcpClient caller)
    {
        using var _ = caller;
        using var host = new TcpClient();
        int delay, bytes;
        lock (_random)
        {
            // Three in four connections are cut: half of them after some time, half of them after some of the answer.
            (delay, bytes) = _random.Next(8) switch
            {
                < 3 => (_random.Next(12), int.MaxValue),
                < 6 => (-1, _random.Next(1, 700)),
                _ => (-1, int.MaxValue),
            };
        }
        try
        {
            await host.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var there = Pump(caller.GetStream(), host.GetStream(), int.MaxValue, delay < 0 ? null : () => Task.Delay(delay, ended.Token), ended.Token);
            var back = Pump(host.GetStream(), caller.GetStream(), bytes, null, ended.Token);
            var cut = await await Task.WhenAny(there, back);
            await ended.CancelAsync();
            if (!cut) return;
            lock (_random) Cuts++;
            // Without a farewell, as when a cable is pulled and the connection is later found dead.
            host.Client.Close(0);
            caller.Client.Close(0);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two hung up.
        }
    }

    /// <summary>Passes on; true where it is time to cut.</summary>
    private static async Task<bool> Pump(NetworkStream from, NetworkStream to, int most, Func<Task>? afterwards, CancellationToken cancellation)
    {
        var buffer = new byte[16_384];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, Math.Min(read, most)), cancellation);
            most -= read;
            if (most <= 0) return true;
            if (afterwards is null) continue;
            await afterwards();
            return true;
        }
        return false;
    }
}
