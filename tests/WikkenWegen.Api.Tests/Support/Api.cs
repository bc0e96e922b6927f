using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WikkenWegen.Api.Ledger;
using WikkenWegen.Testing;

[assembly: AssemblyFixture(typeof(WikkenWegen.Api.Tests.Support.SharedApi))]

namespace WikkenWegen.Api.Tests.Support;

/// <summary>
/// The API as it is, on a real port of the loopback interface and a real PostgreSQL; nothing of it is replaced but what a test
/// asks for.
/// </summary>
public sealed class Api : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private Api(WebApplicationFactory<Program> factory, string connectionString) => (_factory, ConnectionString) = (factory, connectionString);

    /// <summary>The database it runs on.</summary>
    public string ConnectionString { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private init; } = null!;

    /// <summary>Starts a host on a database.</summary>
    /// <param name="connectionString">An empty database, or one that a host used before.</param>
    /// <param name="services">Services to replace.</param>
    /// <param name="settings">Configuration, such as ("LocalPostgres:Folder", "…").</param>
    public static Api Start(string connectionString, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var to = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        var database = $"{to.Port}-{to.Database ?? to.Username}";
#pragma warning disable CA2000 // the Api that is returned owns it
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("ConnectionStrings:WikkenWegen", connectionString);
            // As a setting, which the host has from its first line on: UseKestrel(port) races with the start of the host.
            host.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            host.UseSetting("Limits:Requests", "100000000"); // the tests are many and in a hurry; those of the limit set their own
            host.UseSetting("Ledger:Key", Convert.ToBase64String(new byte[32]));
            host.UseSetting("Ledger:LastCheckpointsFolder", Path.Combine(Checkpoints, database)); // logs of different databases have the same name
            host.UseSetting("Vault:Key", VaultByHand.Key);
            host.UseSetting("Vault:ErasuresFolder", Path.Combine(Checkpoints, database, "erasures"));
            host.UseSetting("Network:SignUpsKeptForMonths", "1200"); // editions of tests lie in the past, and what people wrote when they signed up is looked at
            host.UseSetting("Messaging:Hosts", "one"); // many hosts of tests do not divide work; those that are about that say so
            foreach (var (key, value) in settings.Where(s => !IsLogging(s.Key))) host.UseSetting(key, value);
            // UseSetting gives the sections above a setting an empty value, which Serilog takes for the name of a sink.
            var logging = settings.Where(s => IsLogging(s.Key)).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)).ToList();
            host.ConfigureAppConfiguration((_, configuration) => configuration.AddInMemoryCollection(logging));
            // One server holds the databases of all tests, and a long transaction in any of them keeps leaves waiting, which is no fault of this host.
            host.ConfigureTestServices(all => all.AddSingleton(s => new LedgerState(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<LedgerState>>()) { Patience = TimeSpan.FromMinutes(10) }));
            if (services is not null) host.ConfigureTestServices(services);
        });
#pragma warning restore CA2000
        factory.UseKestrel();
        factory.StartServer();
        var address = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Api(factory, connectionString) { Address = new Uri(address) };
    }

    /// <summary>For a host that does nothing of itself, such as signing or reminding: that waits for locks too, and reads weighings, when a test wants to see what one request does.</summary>
    public static void OnlyWhatIsAsked(IServiceCollection services)
    {
        foreach (var service in services.Where(s => s.ServiceType == typeof(IHostedService)).ToList())
            if ((service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType) is { } type && type.IsSubclassOf(typeof(BackgroundService)) && type.Assembly == typeof(Program).Assembly) services.Remove(service);
    }

    /// <summary>Where the hosts of this run keep their last checkpoints.</summary>
    private static readonly string Checkpoints = Directory.CreateTempSubdirectory("wikkenwegen-checkpoints-").FullName;

    private static bool IsLogging(string key) => key.StartsWith("Serilog:", StringComparison.Ordinal);

    /// <summary>A client of somebody who may do everything that one person may.</summary>
    public HttpClient Client(string subject = "demo", string language = "en") => Client(Identity.AllRound(subject), language);

    /// <summary>A client of somebody.</summary>
    public HttpClient Client(Identity identity, string language = "en")
    {
        var client = new HttpClient(identity.Signing(new SocketsHttpHandler { AllowAutoRedirect = false })) { BaseAddress = Address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _factory.DisposeAsync();
}

/// <summary>One server, one database and one host for all tests that can share them: each opens weighings of its own.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    private TestDatabase? _server;
    private Api? _api;

    /// <summary>The shared host.</summary>
    public Api Api => _api!;

    /// <summary>A database for a test that wants one of its own.</summary>
    public Task<string> CreateDatabase() => _server!.CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _server = await TestDatabase.StartAsync(durable: false);
        _api = Api.Start(await _server.CreateDatabaseAsync(), null, ("Serilog:MinimumLevel:Default", "Warning"));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_api is not null) await _api.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }
}
