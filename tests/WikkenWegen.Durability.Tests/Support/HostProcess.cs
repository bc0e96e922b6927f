using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace WikkenWegen.Durability.Tests.Support;

/// <summary>The API as a process of its own: the built program, with what it says on the console.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _said = [];
    private bool _isDisposed;

    private HostProcess(IEnumerable<(string Key, string Value)> settings, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WikkenWegen.Api.dll"), .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Limits__Requests"] = "100000000", ["Vault__Key"] = WikkenWegen.Testing.VaultByHand.Key },
        };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            Take(line.Data);
            if (line.Data is null) _lines.Writer.TryComplete(); // it has ended: nothing more will be heard
        };
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens, once it is ready.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Whether it has ended.</summary>
    public bool IsGone => _process.HasExited;

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything that it said so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    /// <summary>Starts a host on a database that is there already, and waits until it is ready.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="settings">More settings, by the name of their environment variable.</param>
    public static async Task<HostProcess> OnDatabase(string connectionString, params (string Key, string Value)[] settings)
    {
        var host = new HostProcess([("ConnectionStrings__WikkenWegen", connectionString), .. settings]);
        try
        {
            await host.IsReady();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host with its private database in <paramref name="folder"/>, and waits until it is ready.</summary>
    public static async Task<HostProcess> OnFolder(string folder)
    {
        var host = StartOnFolder(folder);
        await host.IsReady();
        return host;
    }

    /// <summary>Starts a host with its private database in <paramref name="folder"/>.</summary>
    public static HostProcess StartOnFolder(string folder) => new([("LocalPostgres__Folder", folder)]);

    /// <summary>Runs the operator's command <c>fsck</c> on a database: how it ended, and what it said.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="settings">More settings, by the name of their environment variable.</param>
    public static async Task<(int ExitCode, string Said)> Fsck(string connectionString, params (string Key, string Value)[] settings)
    {
        await using var command = new HostProcess([("ConnectionStrings__WikkenWegen", connectionString), .. settings], "fsck");
        await command.HasEnded();
        return (command.ExitCode, command.Said);
    }

    /// <summary>Waits for a line that holds <paramref name="text"/>.</summary>
    public async Task<string> Hear(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
                if (line.Contains(text, StringComparison.Ordinal)) return line;
        }
        catch (OperationCanceledException)
        {
            // Told below, with what it did say.
        }
        throw new InvalidOperationException($"The host did not say '{text}'. It said:\n{Said}");
    }

    /// <summary>Waits until it can be asked.</summary>
    public async Task IsReady() => Address = new Uri(ReadyForm.Match(await Hear("Ready. ")).Groups[1].Value);

    /// <summary>A client of the demo corporation: of a strategist, unless another role is named, and of nobody in particular, unless a subject is. It waits 20 seconds for an answer, unless it has more patience.</summary>
    public async Task<HttpClient> Client(string role = "strategist", string? subject = null, TimeSpan? patience = null)
    {
        var http = new HttpClient { BaseAddress = Address, Timeout = patience ?? TimeSpan.FromSeconds(20) };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", role), .. subject is null ? [] : new KeyValuePair<string, string>[] { new("client_id", subject) }]);
        using var given = await http.PostAsync("/development/token", form, TestContext.Current.CancellationToken);
        var token = await given.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("access_token").GetString());
        return http;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task Kill()
    {
        _process.Kill();
        return HasEnded();
    }

    /// <summary>Ctrl-C.</summary>
    public Task Interrupt() => Signals.Send("INT", _process.Id);

    /// <summary>Stops it in the middle of whatever it does, until <see cref="Resume"/>: to others it is there, and does nothing.</summary>
    public Task Pause() => Signals.Send("STOP", _process.Id);

    /// <summary>Lets it go on after <see cref="Pause"/>.</summary>
    public Task Resume() => Signals.Send("CONT", _process.Id);

    /// <summary>Waits until it has ended.</summary>
    public Task HasEnded() => _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_said) _said.Add(line);
        _lines.Writer.TryWrite(line);
    }

    [GeneratedRegex("(http://[^ /]+)/swagger")]
    private static partial Regex ReadyForm { get; }
}
