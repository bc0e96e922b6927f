using System.Net;
using System.Security.Cryptography;
using WikkenWegen.AuditBundle.Checks;
using WikkenWegen.AuditBundle.Containers;
using WikkenWegen.TransparencyLog.Checkpoints;
using WikkenWegen.TransparencyLog.Notes;
using WikkenWegen.TransparencyLog.Witnessing;

namespace WikkenWegen.Verifier;

/// <summary>
/// A witness over HTTP (c2sp.org/tlog-witness), such as an accountant runs: it cosigns a checkpoint only where that continues the last one it saw, so that the
/// operator can be held to its word. It keeps its key and what it cosigned in one folder.
/// </summary>
internal sealed class WitnessServer : IDisposable
{
    /// <summary>How long a request may take, so that a slow sender does not keep others waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpListener _listener = new();
    private readonly SemaphoreSlim _places = new(16);
    private readonly FileWitnessStore _store;
    private readonly SignerKey _key;
    private readonly Witness _witness;
    private readonly string[] _origins;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="UnreadableBagException">The folder, the key or the address cannot be used.</exception>
    public WitnessServer(string name, string address, string folder, Trust trust)
    {
        try
        {
            _store = new FileWitnessStore(folder);
            _key = Key(name, Path.Combine(folder, "witness.key"));
            if (!Cosigner.Create(_key.VerifierKey.Name, SignatureType.Ed25519Cosignature, _key.SigningKey).TryGet(out var cosigner, out var error))
                throw new UnreadableBagException($"De sleutel van de getuige kan niet worden gebruikt: {error.Message}", $"The key of the witness cannot be used: {error.Message}");
            var logs = trust.Logs();
            _origins = [.. logs.Select(log => log.Origin)];
            _witness = new Witness(logs, [cosigner], _store);
            VerifierKey = cosigner.VerifierKey.ToString();
            _listener.Prefixes.Add(address.TrimEnd('/') + "/");
            _listener.Start();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or HttpListenerException)
        {
            Dispose();
            throw new UnreadableBagException($"De getuige kan niet beginnen: {e.Message}", $"The witness cannot start: {e.Message}");
        }
    }

    /// <summary>The public key to hand out.</summary>
    public string VerifierKey { get; }

    /// <summary>Answers until it is stopped.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using var stop = cancellation.Register(_listener.Stop);
        while (!cancellation.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                await _places.WaitAsync(cancellation);
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (cancellation.IsCancellationRequested && e is HttpListenerException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
            _ = Answer(context, cancellation);
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _store?.Dispose();
        _key?.Dispose();
        _places.Dispose();
    }

    private async Task Answer(HttpListenerContext context, CancellationToken cancellation)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            var (status, body, type) = await Response(context.Request, patience.Token);
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.ContentLength64 = body.Length;
            await context.Response.OutputStream.WriteAsync(body, patience.Token);
            context.Response.Close();
        }
        catch (Exception e) when (e is IOException or HttpListenerException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort(); // the caller has left, or is too slow
        }
        finally
        {
            if (!cancellation.IsCancellationRequested) _places.Release();
        }
    }

    private async Task<(int Status, ReadOnlyMemory<byte> Body, string Type)> Response(HttpListenerRequest request, CancellationToken cancellation)
    {
        var path = request.Url!.AbsolutePath;
        if (request.HttpMethod == "POST" && path.EndsWith("/add-checkpoint", StringComparison.Ordinal))
        {
            var body = await Read(request.InputStream, cancellation);
            var response = await _witness.AddCheckpointAsync(body, (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), cancellation);
            return (response.Status, response.Body, response.ContentType);
        }
        foreach (var origin in _origins)
        {
            if (request.HttpMethod == "GET" && path.EndsWith($"/{Witness.OriginHash(origin)}/checkpoint", StringComparison.Ordinal) && await _witness.LatestAsync(origin, cancellation) is { } latest)
                return (200, latest, WitnessResponse.TextContentType);
        }
        return (404, "not found\n"u8.ToArray(), WitnessResponse.TextContentType);
    }

    /// <summary>The body, or one byte more than a request may have.</summary>
    private static async Task<ReadOnlyMemory<byte>> Read(Stream stream, CancellationToken cancellation)
    {
        var bytes = new byte[AddCheckpointRequest.MaxBytes + 1];
        var length = 0;
        for (int read; length < bytes.Length && (read = await stream.ReadAsync(bytes.AsMemory(length), cancellation)) > 0;) length += read;
        return bytes.AsMemory(0, length);
    }

    /// <summary>The key of the witness, made the first time.</summary>
    private static SignerKey Key(string name, string path)
    {
        if (!File.Exists(path))
        {
            var seed = RandomNumberGenerator.GetBytes(Ed25519.SeedBytes);
            if (!SignerKey.Format(name, SignatureType.Ed25519Cosignature, seed).TryGet(out var made, out var wrong))
                throw new UnreadableBagException($"{name} kan geen naam van een getuige zijn: {wrong.Message}", $"{name} cannot be the name of a witness: {wrong.Message}");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(System.Text.Encoding.UTF8.GetBytes(made + "\n"));
            CryptographicOperations.ZeroMemory(seed);
        }
        var text = System.Text.Encoding.UTF8.GetString(Inputs.Read(path)).Trim();
        if (!SignerKey.Parse(text).TryGet(out var key, out var error)) throw new UnreadableBagException($"{path} is geen sleutel: {error.Message}", $"{path} is no key: {error.Message}");
        return key.VerifierKey.Name == name ? key
            : throw new UnreadableBagException($"{path} is de sleutel van {key.VerifierKey.Name}, niet van {name}.", $"{path} is the key of {key.VerifierKey.Name}, not of {name}.");
    }
}
