using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using WikkenWegen.Api.Tests.Security;
using WikkenWegen.Durability.Tests.Support;

namespace WikkenWegen.Durability.Tests.Faults;

/// <summary>How long things take.</summary>
/// <param name="Limit">Longest that a request may take in a host (<c>Limits__Time</c>).</param>
/// <param name="Pause">How long something that is stopped, silent, locked or read-only stays so.</param>
/// <param name="DiskMegabytes">Size of the disk of the database, where one can be mounted.</param>
internal sealed record Scale(TimeSpan Limit, TimeSpan Pause, int DiskMegabytes)
{
    /// <summary>For every build: seconds, in which a request still runs out of time.</summary>
    public static readonly Scale Short = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), 400);

    /// <summary>As in operation: the default limit, and a pause that is longer.</summary>
    public static readonly Scale Long = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40), 3_000);
}

/// <summary>Where faults are played: a PostgreSQL, and two hosts that each reach it over a proxy.</summary>
internal sealed class Field : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TestIssuer _issuer;
    private readonly Action<NpgsqlConnectionStringBuilder>? _line;

    private Field(Scale scale, int seed, TestIssuer issuer, SmallDisk? disk, PrivateServer server, Action<NpgsqlConnectionStringBuilder>? line)
    {
        (Scale, _issuer, Disk, Server, _line) = (scale, issuer, disk, server, line);
        Hosts = [.. Enumerable.Range(1, 2).Select(number => new Slot(number, this, new Proxy(new NpgsqlConnectionStringBuilder(server.ConnectionString).Port, seed + number)))];
    }

    /// <summary>How long things take here.</summary>
    public Scale Scale { get; }

    /// <summary>The disk of the database, which can be filled; null where this machine does not let us mount one.</summary>
    public SmallDisk? Disk { get; }

    /// <summary>The database.</summary>
    public PrivateServer Server { get; }

    /// <summary>The hosts.</summary>
    public IReadOnlyList<Slot> Hosts { get; }

    /// <summary>Starts everything; skips the test where the machine has no programs of PostgreSQL.</summary>
    /// <param name="scale">How long things take.</param>
    /// <param name="seed">Says what happens by chance.</param>
    /// <param name="line">Changes how hosts reach the database, if given.</param>
    public static async Task<Field> Start(Scale scale, int seed, Action<NpgsqlConnectionStringBuilder>? line = null)
    {
        var disk = await SmallDisk.Mount(scale.DiskMegabytes);
        var server = await PrivateServer.Start(disk?.Folder, ("max_wal_size", "128MB"), ("min_wal_size", "32MB"));
        var field = new Field(scale, seed, await TestIssuer.Start(), disk, server, line);
        foreach (var host in field.Hosts) await host.Start();
        return field;
    }

    /// <summary>A token of somebody of the demo corporation.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="roles">Their roles.</param>
    public string Token(string subject, params string[] roles) => TokenOf("woonwijzer-merenland", subject, roles);

    /// <summary>A token of somebody of another corporation that is registered.</summary>
    public string StrangersToken() => TokenOf("thuis-in-duinstreek", "stranger", "strategist", "auditor");

    /// <summary>A host that there is; any, where there is none.</summary>
    public Slot Some(Random random)
    {
        var there = Hosts.Where(host => host.Address is not null).ToList();
        return there.Count == 0 ? Hosts[0] : there[random.Next(there.Count)];
    }

    /// <summary>Asks a host; a caller who has patience waits longer than a host may take.</summary>
    public async Task<Answer> Ask(Slot host, string token, Asking asking, CancellationToken leaving = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        patience.CancelAfter(2 * Scale.Pause + Scale.Limit);
        return host.Address is { } address ? await Answer.To(asking, _http, address, token, patience.Token) : new Answer(null, $"host {host.Number} is not there");
    }

    /// <summary>Puts right what a fault left wrong because it could not be played to its end.</summary>
    public async Task Mend()
    {
        Disk?.Free();
        foreach (var host in Hosts) host.Proxy.Passing = Passing.Through;
        if (Server.HasEnded) await Server.StartAgain();
        foreach (var host in Hosts.Where(host => host.HasEnded)) await host.Start();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts) await host.DisposeAsync();
        Disk?.Free();
        await Server.DisposeAsync();
        if (Disk is not null) await Disk.DisposeAsync();
        await _issuer.DisposeAsync();
        _http.Dispose();
    }

    private string TokenOf(string corporation, string subject, params string[] roles)
    {
        var claims = _issuer.Claims(subject);
        claims["corporation"] = corporation;
        claims["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]);
        claims["exp"] = TestIssuer.Moment(TimeSpan.FromDays(30)); // so that it is valid by the clock of every host
        return _issuer.Sign(claims);
    }

    /// <summary>A place for a host, which can be taken by one host after the other.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="field">Where it is.</param>
    /// <param name="proxy">Its line to the database.</param>
    internal sealed class Slot(int number, Field field, Proxy proxy) : IAsyncDisposable
    {
        private readonly List<string> _logs = [];
        private HostProcess? _host;
        private volatile Uri? _address;

        /// <summary>Its number, from 1.</summary>
        public int Number => number;

        /// <summary>Its line to the database.</summary>
        public Proxy Proxy => proxy;

        /// <summary>Where it listens; null while it is not there.</summary>
        public Uri? Address => _address;

        /// <summary>The process, while there is one.</summary>
        public HostProcess Host => _host!;

        /// <summary>Whether there is no process, or it has ended by itself.</summary>
        public bool HasEnded => _address is null || Host.IsGone;

        /// <summary>What hosts in this place said that no log may hold, until now.</summary>
        public string? Indiscretion { get; private set; }

        /// <summary>Starts a host.</summary>
        /// <param name="ahead">How far its clock is ahead; zero, the default, for the right time.</param>
        /// <remarks>A rolling upgrade starts another program here: see <see cref="AllFaults.Rolling"/>.</remarks>
        public async Task Start(TimeSpan ahead = default)
        {
            var line = new NpgsqlConnectionStringBuilder(field.Server.ConnectionString) { Port = proxy.Port, MaxPoolSize = 40 };
            field._line?.Invoke(line);
            _host = await HostProcess.OnDatabase(line.ConnectionString,
            [
                ("Authentication__Authority", field._issuer.Address),
                ("Limits__Time", field.Scale.Limit.ToString("c", CultureInfo.InvariantCulture)),
                ("Serilog__MinimumLevel__Override__WikkenWegen.Api.Requests", "Error"),
                .. ahead == TimeSpan.Zero ? [] : StartupHook.SettingsFor(ahead),
            ]);
            _address = _host.Address;
        }

        /// <summary>Kills the host as <c>kill -9</c> does.</summary>
        public async Task Kill()
        {
            await Host.Kill();
            Leave();
        }

        /// <summary>Ends the host as an operator does: it finishes what it is doing.</summary>
        public async Task Stop()
        {
            await Host.Interrupt();
            await Host.HasEnded();
            Leave();
        }

        /// <inheritdoc />
        public async ValueTask DisposeAsync()
        {
            if (_host is not null)
            {
                Leave();
                await _host.DisposeAsync();
            }
            await proxy.DisposeAsync();
        }

        /// <summary>What hosts in this place logged about a request, from where they name it on; null where they did not.</summary>
        public string? LogOf(string request) =>
            _logs.Append(Host.Said).FirstOrDefault(log => log.Contains(request, StringComparison.Ordinal)) is { } log && log.IndexOf(request, StringComparison.Ordinal) is var at
                ? log[at..Math.Min(log.Length, at + 2_500)] : null;

        /// <summary>Looks through what the host said so far for what no log may hold.</summary>
        public void LookAtLog()
        {
            var said = Host.Said;
            Indiscretion ??= said.Split('\n').FirstOrDefault(line => Audit.Text.IsMatch(line) || line.Contains("Bearer ey", StringComparison.Ordinal));
        }

        private void Leave()
        {
            _address = null;
            LookAtLog();
            _logs.Add(Host.Said);
        }
    }
}
