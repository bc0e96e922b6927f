using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>What a <see cref="Proxy"/> does with what passes.</summary>
internal enum Passing
{
    /// <summary>It passes.</summary>
    Through,

    /// <summary>It passes, but the answer to a COMMIT does not: the connection is cut once the server has given it.</summary>
    WithoutAnswerToCommit,

    /// <summary>It passes, but a COMMIT does not: the connection falls silent with it. Nobody is told, and the transaction stays open.</summary>
    SilentBeforeCommit,

    /// <summary>Now and then a connection is cut in the middle of what is sent, in either direction.</summary>
    Cut,

    /// <summary>Everything passes late.</summary>
    Late,

    /// <summary>Nothing passes any more, and nobody is told: neither is a connection that was silenced ever closed from here.</summary>
    Silent,
}

/// <summary>
/// A TCP proxy between a host and PostgreSQL, which is a bad line when it is told so. It knows just enough of PostgreSQL's protocol (version 3,
/// without TLS) to see where a message of the client begins, and which of them is a COMMIT.
/// </summary>
internal sealed class Proxy : IAsyncDisposable
{
    /// <summary>SSLRequest and GSSENCRequest: the server answers with one byte, and the client begins anew.</summary>
    private static readonly int[] AskingToEncrypt = [80877103, 80877104];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Random _random;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Link, Task> _links = [];
    private readonly Task _accepting;
    private volatile Passing _passing;
    private int _swallowed;
    private int _cut;
    private int _connections;

    /// <summary>Starts one.</summary>
    /// <param name="server">Port of the server on this machine.</param>
    /// <param name="seed">Says when it cuts, and where.</param>
    public Proxy(int server, int seed)
    {
        (_server, _random) = (server, new Random(seed));
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where it listens on this machine.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a COMMIT, or the answer to one, did not pass.</summary>
    public int Swallowed => _swallowed;

    /// <summary>How many connections were cut in the middle of something.</summary>
    public int CutOff => _cut;

    /// <summary>Is shown each message of a client before it passes, with the number of its connection, and may hold it up; null for nobody.</summary>
    public Func<int, ReadOnlyMemory<byte>, Task>? Looks { get; set; }

    /// <summary>What it does with what passes from now on. A connection that fell silent stays so.</summary>
    public Passing Passing
    {
        get => _passing;
        set => _passing = value;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_links.Values);
        _ending.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                var link = new Link(this, client, new TcpClient());
                _links[link] = link.Run().ContinueWith(_ => _links.TryRemove(link, out Task? _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // It is being disposed of.
        }
    }

    private bool CutsNow()
    {
        lock (_random) return _random.Next(40) == 0;
    }

    private int PartOf(long length)
    {
        lock (_random) return _random.Next((int)length);
    }

    /// <summary>One connection of the host.</summary>
    private sealed class Link(Proxy proxy, TcpClient client, TcpClient server)
    {
        private readonly int _number = Interlocked.Increment(ref proxy._connections);
        private volatile bool _committing;

        public async Task Run()
        {
            using (client)
            using (server)
            {
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, proxy._server, proxy._ending.Token);
                    client.NoDelay = server.NoDelay = true;
                    using var ending = CancellationTokenSource.CreateLinkedTokenSource(proxy._ending.Token);
                    // Where one end closes, so does the other.
                    await Task.WhenAny(ToServer(ending.Token), ToClient(ending.Token));
                    await ending.CancelAsync();
                }
                catch (Exception e) when (e is SocketException or OperationCanceledException)
                {
                    // There is no server now; the client sees that its connection closes.
                }
            }
        }

        /// <summary>Message by message, since a COMMIT must be recognised.</summary>
        private async Task ToServer(CancellationToken ending)
        {
            var (from, to) = (PipeReader.Create(client.GetStream()), server.GetStream());
            var starting = true;
            while (true)
            {
                var read = await from.ReadAsync(ending);
                var buffer = read.Buffer;
                while (Message(ref buffer, starting) is { } message)
                {
                    if (starting) starting = AskingToEncrypt.Contains(BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)));
                    else if (proxy._passing == Passing.WithoutAnswerToCommit && IsCommit(message)) _committing = true;
                    if (!starting && proxy._passing == Passing.SilentBeforeCommit && IsCommit(message))
                    {
                        Interlocked.Increment(ref proxy._swallowed);
                        await Task.Delay(Timeout.Infinite, ending);
                    }
                    if (!starting && proxy.Looks is { } looks) await looks(_number, message);
                    if (!await Passes(message, to, ending)) return;
                }
                from.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted) return;
            }
        }

        private async Task ToClient(CancellationToken ending)
        {
            var (from, to) = (server.GetStream(), client.GetStream());
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer, ending) is > 0 and var length)
            {
                if (_committing)
                {
                    Interlocked.Increment(ref proxy._swallowed);
                    return;
                }
                if (!await Passes(buffer.AsMemory(0, length), to, ending)) return;
            }
        }

        /// <summary>Sends it on, as the line is at this moment; false where the connection is to be closed.</summary>
        private async Task<bool> Passes(ReadOnlyMemory<byte> bytes, NetworkStream to, CancellationToken ending)
        {
            switch (proxy._passing)
            {
                case Passing.Silent:
                    await Task.Delay(Timeout.Infinite, ending);
                    return false;
                case Passing.Late:
                    await Task.Delay(100 + proxy.PartOf(200), ending);
                    break;
                case Passing.Cut when proxy.CutsNow():
                    await to.WriteAsync(bytes[..proxy.PartOf(bytes.Length)], ending);
                    Interlocked.Increment(ref proxy._cut);
                    return false;
            }
            await to.WriteAsync(bytes, ending);
            return true;
        }

        /// <summary>The first whole message; null where more must be read. All but those that begin a connection have a letter before their length.</summary>
        private static byte[]? Message(ref ReadOnlySequence<byte> buffer, bool starting)
        {
            var letter = starting ? 0 : 1;
            if (buffer.Length < letter + 4) return null;
            Span<byte> head = stackalloc byte[letter + 4];
            buffer.Slice(0, head.Length).CopyTo(head);
            var length = letter + BinaryPrimitives.ReadInt32BigEndian(head[letter..]);
            if (buffer.Length < length) return null;
            var message = buffer.Slice(0, length).ToArray();
            buffer = buffer.Slice(length);
            return message;
        }

        /// <summary>A simple query COMMIT, which is what Npgsql sends.</summary>
        private static bool IsCommit(byte[] message) => message[0] == 'Q' && message.AsSpan(5).StartsWith("COMMIT"u8);
    }
}
