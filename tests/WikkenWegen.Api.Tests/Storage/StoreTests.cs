using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using JasperFx.OpenTelemetry;
using Marten;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Core;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Tests.Gate;
using WikkenWegen.Api.Tests.Replay;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;
using WikkenWegen.LocalPostgres;

namespace WikkenWegen.Api.Tests.Storage;

/// <summary>How the store is set up, how its database is reached, and what a caller hears where it fails.</summary>
public class StoreTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Connections_prepare_speak_UTC_and_outlive_a_request_by_two_seconds()
    {
        var address = Address(shared.Api);
        (address.Timezone, address.MaxAutoPrepare, address.CommandTimeout, address.IncludeErrorDetail).ShouldBe(("UTC", 100, 32, false));
    }

    [Fact]
    public async Task What_the_connection_string_says_of_it_goes_before()
    {
        await using var host = Support.Api.Start(await shared.CreateDatabase() + ";Max Auto Prepare=7;Command Timeout=41;Include Error Detail=true;Timezone=Asia/Tokyo", null, ("Limits:Time", "00:00:42.5000000"), ("Serilog:MinimumLevel:Default", "Warning"));
        var address = Address(host);
        (address.Timezone, address.MaxAutoPrepare, address.CommandTimeout, address.IncludeErrorDetail).ShouldBe(("UTC", 7, 41, false));
    }

    [Fact]
    public async Task The_time_of_a_command_follows_that_of_a_request()
    {
        await using var host = Support.Api.Start(await shared.CreateDatabase(), null, ("Limits:Time", "00:00:42.5000000"), ("Serilog:MinimumLevel:Default", "Warning"));
        Address(host).CommandTimeout.ShouldBe(45);
    }

    [Fact]
    public void Marten_checks_versions_keeps_all_metadata_and_skips_no_error()
    {
        var options = (StoreOptions)shared.Api.Services.GetRequiredService<IDocumentStore>().Options;
        (options.DatabaseSchemaName, options.AutoCreateSchemaObjects).ShouldBe(("wikkenwegen", AutoCreate.None));
        (options.Events.TenancyStyle, options.Events.StreamIdentity, options.Events.AppendMode, options.Events.UseMandatoryStreamTypeDeclaration)
            .ShouldBe((TenancyStyle.Conjoined, StreamIdentity.AsGuid, EventAppendMode.QuickWithServerTimestamps, true));
        // Under the names of the contract, whatever Marten would call them; also those that nobody recorded yet.
        var known = shared.Api.Services.GetRequiredService<IDocumentStore>().Options.Events.AllKnownEventTypes().ToDictionary(type => type.EventType, type => type.EventTypeName);
        EventContract.Names.Where(name => known.GetValueOrDefault(name.Key) != name.Value).ShouldBeEmpty();
        options.Events.TimeProvider.ShouldBeSameAs(shared.Api.Services.GetRequiredService<TimeProvider>());
        var metadata = options.Events.MetadataConfig;
        (metadata.CausationIdEnabled, metadata.CorrelationIdEnabled, metadata.HeadersEnabled, metadata.UserNameEnabled).ShouldBe((true, true, true, true));
        options.Logger().ShouldBeOfType<MartenLog>("it leaves out the values of parameters");
        options.OpenTelemetry.TrackConnections.ShouldBe(TrackLevel.Normal);
        (options.Projections.Errors.SkipApplyErrors, options.Projections.Errors.SkipSerializationErrors, options.Projections.Errors.SkipUnknownEvents).ShouldBe((false, false, false));
    }

    [Fact]
    public void Every_document_belongs_to_a_corporation_except_the_corporations() =>
        shared.Api.Services.GetRequiredService<IDocumentStore>().Options.AllKnownDocumentTypes().Where(d => d.DocumentType.Assembly == typeof(StoreSetup).Assembly || d.DocumentType.Assembly == typeof(EventContract).Assembly)
            .Select(d => (d.Alias, d.TenancyStyle)).ShouldBe([("corporation", TenancyStyle.Single), ("weighing_summary", TenancyStyle.Conjoined)], ignoreOrder: true);

    [Fact]
    public void What_is_stored_is_written_as_the_contract_says()
    {
        var serializer = shared.Api.Services.GetRequiredService<IDocumentStore>().Options.Serializer();
        (serializer.EnumStorage, serializer.Casing).ShouldBe((EnumStorage.AsString, Casing.CamelCase));
        serializer.ToJson(new Document(Level.Tactical, new DateTimeOffset(2026, 3, 12, 19, 30, 0, TimeSpan.FromHours(1)), 1.20m, null)).ShouldBe("""{"level":"tactical","at":"2026-03-12T18:30:00Z","amount":1.20}""");
    }

    [Fact]
    public async Task Each_recorded_event_is_counted_by_its_type_for_whoever_measures()
    {
        var counted = new ConcurrentQueue<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Marten") listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, n, tags, _) => counted.Enqueue($"{instrument.Name} {n} {string.Join(' ', tags.ToArray().Select(t => t.Value).Order())}"));
        listener.Start();
        (await shared.Api.Ask(Guid.CreateVersion7(), Gates.Opening(), corporation: "gemeten-wonen")).ShouldBeOfType<StepResult.Recorded>();
        counted.Where(c => c.Contains("gemeten-wonen", StringComparison.Ordinal)).ShouldBe(["marten.event.append 1 gemeten-wonen weighing_opened"]);
    }

    [Fact]
    public async Task A_configured_database_that_does_not_exist_is_named_at_once_and_one_that_cannot_be_read_is_not_repeated()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(shared.Api.ConnectionString) { Database = "no_such_database" };
        var refusal = await Should.ThrowAsync<StartupException>(Open(nowhere.ConnectionString).WaitAsync(TimeSpan.FromMinutes(2), Cancellation));
        refusal.Message.ShouldStartWith($"The database on {nowhere.Host}:{nowhere.Port} cannot be used: 3D000");
        refusal.Message.ShouldContain("no_such_database");
        (await Should.ThrowAsync<StartupException>(Open("Host=localhost;Geheim=Zwaluw7"))).Message
            .ShouldBe("ConnectionStrings__WikkenWegen cannot be read. It looks like Host=…;Port=5432;Database=…;Username=…;Password=….");
        (await Should.ThrowAsync<StartupException>(Open(""))).Message.ShouldBe("Production needs a database of its own: set ConnectionStrings__WikkenWegen.");
    }

    [Fact]
    public async Task A_database_that_starts_later_is_waited_for_and_a_configured_one_never_ends_with_the_host()
    {
        var server = new NpgsqlConnectionStringBuilder(shared.Api.ConnectionString);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var opening = Open(new NpgsqlConnectionStringBuilder(shared.Api.ConnectionString) { Host = "127.0.0.1", Port = port, IncludeErrorDetail = true }.ConnectionString);
        await Task.Delay(700, Cancellation);
        opening.IsCompleted.ShouldBeFalse();

        using var forwarding = new TcpListener(IPAddress.Loopback, port);
        forwarding.Start();
        var forwarded = Task.Run(async () =>
        {
            using var here = await forwarding.AcceptTcpClientAsync(Cancellation);
            using var there = new TcpClient();
            await there.ConnectAsync(server.Host!, server.Port, Cancellation);
            await Task.WhenAny(here.GetStream().CopyToAsync(there.GetStream(), Cancellation), there.GetStream().CopyToAsync(here.GetStream(), Cancellation));
        }, Cancellation);
        await using var database = await opening.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        (address.Port, address.Database, address.IncludeErrorDetail).ShouldBe((port, server.Database, false));
        database.Ended.IsCompleted.ShouldBeFalse();
        await forwarded.WaitAsync(TimeSpan.FromMinutes(2), Cancellation); // the connection that tried is not kept open
        Database.None.ConnectionString.ShouldBe("Host=none.invalid");
        await Database.None.DisposeAsync();
    }

    [Fact]
    public async Task Where_none_is_configured_a_private_one_starts_in_the_folder_that_is_named_and_ends_with_the_host()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"wikkenwegen-store-{Guid.NewGuid():N}");
        try
        {
            Task ended;
            await using (var database = await Open("", Environments.Development, folder))
            {
                (await Stored.Rows(database.ConnectionString, "select 40 + 2", row => row.GetInt32(0))).ShouldBe([42]);
                (await Should.ThrowAsync<StartupException>(Open("", Environments.Development, folder))).Message.ShouldStartWith($"The database in {folder} is in use by another process.");
                ended = database.Ended;
                ended.IsCompleted.ShouldBeFalse();
            }
            ended.IsCompletedSuccessfully.ShouldBeTrue();
        }
        finally
        {
            await LocalPostgresServer.DeleteAsync(new LocalPostgresOptions { Folder = folder }, Cancellation);
        }
    }

    public static TheoryData<Exception, int, string?> Failures => new()
    {
        { new ConcurrencyException("x", typeof(object), "y"), 409, "1" },
        { new NpgsqlException("x"), 503, "5" },
        { new TimeoutException("x"), 503, "5" },
        { new InvalidOperationException("x", new InvalidOperationException("y", new NpgsqlException("z"))), 503, "5" },
        { Postgres("57P01"), 503, "5" },
        { Postgres("57P03"), 503, "5" },
        { Postgres("53300"), 503, "5" },
        { new InvalidOperationException("x", Postgres("57P02")), 503, "5" },
        { new AggregateException(new InvalidOperationException("x"), new InvalidOperationException("y", Postgres("53100"))), 503, "5" },
        { new ObjectDisposedException("NpgsqlTransaction"), 503, "5" },
        { new InvalidOperationException("Connection is not open") { Source = "Npgsql" }, 503, "5" },
        { new IOException("x") { Source = "Npgsql" }, 503, "5" },
        { new IOException("x", new SocketException()), 503, "5" },
        { new ClockOffException(TimeSpan.FromHours(3)), 503, "10" },
        { Postgres("XX000", "md.c"), 503, "5" },
        { Postgres("42501", "fd.c"), 503, "5" },
        { Postgres("0A000", "plancache.c"), 503, "5" },
        { Postgres("22012"), 0, null },
        { Postgres("23505"), 0, null },
        { Postgres("42501"), 0, null },
        { Postgres("0A000"), 0, null },
        { Postgres("42P01"), 0, null },
        { Postgres("54000"), 0, null },
        { Postgres("XX000", "tsquery.c"), 0, null },
        { new InvalidOperationException("x"), 0, null },
        { new IOException("x"), 0, null },
        { new AggregateException(new InvalidOperationException("x"), new ArgumentException("y")), 0, null },
    };

    /// <summary>What PostgreSQL says where it cannot be reached, cannot write or has no room: nothing of it is a mistake of this software.</summary>
    public static TheoryData<string> Unable =>
    [
        "08000", "08001", "08003", "08004", "08006", "08007", "08P01", "25006", "25P03", "25P04", "26000", "28000", "28P01", "3D000", "40000", "40001", "40003", "40P01", "42P05", "53000", "53100", "53200", "53300", "53400",
        "55000", "55006", "55P03", "57000", "57014", "57P01", "57P02", "57P03", "57P04", "57P05", "58000", "58030", "58P01", "58P02", "XX001", "XX002",
    ];

    [Theory, MemberData(nameof(Unable))]
    public async Task A_caller_hears_to_come_back_where_the_database_cannot_do_its_work(string state)
    {
        foreach (var failure in (Exception[])[Postgres(state), new InvalidOperationException("x", Postgres(state)), new AggregateException(new AggregateException(new InvalidOperationException("x", Postgres(state))))])
        {
            var (handled, http, said, logged) = await Handle(failure, "en");
            handled.ShouldBeTrue();
            (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString(), said!.Value.Type).ShouldBe((503, "5", "/v1/problem-types/unavailable"));
            logged.ShouldBe([(LogLevel.Error, "Request aanvraag-7 failed", failure)]);
        }
    }

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_caller_hears_what_became_of_a_request_that_the_store_could_not_carry_out(Exception failure, int status, string? retryAfter)
    {
        var (handled, http, _, logged) = await Handle(failure, "en");
        handled.ShouldBe(status > 0);
        http.Response.Headers.RetryAfter.ToString().ShouldBe(retryAfter ?? "");
        http.Response.StatusCode.ShouldBe(status > 0 ? status : 200);
        // A conflict is no fault of anybody, and what is passed on is logged where it ends.
        logged.ShouldBe(status == 503 && failure is not ClockOffException ? [(LogLevel.Error, "Request aanvraag-7 failed", failure)] : []);
    }

    [Theory]
    [InlineData("en", "Others are writing to the same thing at the same time. Nothing was recorded; try again.", "The database does not answer. Repeat the request with the same Idempotency-Key, or read again to see whether the step was recorded.")]
    [InlineData("nl", "Anderen schrijven tegelijk aan hetzelfde. Er is niets vastgelegd; probeer het opnieuw.", "De database antwoordt niet. Herhaal het verzoek met dezelfde Idempotency-Key, of lees opnieuw om te zien of de stap is vastgelegd.")]
    public async Task It_says_so_in_the_language_of_the_caller(string language, string conflict, string unavailable)
    {
        (await Handle(new ConcurrencyException("x", typeof(object), "y"), language)).Said.ShouldBe(("/v1/problem-types/conflict", conflict));
        (await Handle(new TimeoutException("x"), language)).Said.ShouldBe(("/v1/problem-types/unavailable", unavailable));
        (await Handle(Postgres("25006"), language)).Said!.Value.Detail.ShouldContain(language == "nl" ? "alleen te lezen" : "only be read");
        (await Handle(new ClockOffException(TimeSpan.FromHours(3)), language)).Said!.Value.Type.ShouldBe("/v1/problem-types/clock-off");
        (await Handle(new InvalidOperationException("x"), language)).Said.ShouldBeNull();
    }

    private async Task<(bool Handled, HttpContext Http, (string Type, string Detail)? Said, List<(LogLevel, string, Exception?)> Logged)> Handle(Exception failure, string language)
    {
        await using var scope = shared.Api.Services.CreateAsyncScope();
        var type = scope.ServiceProvider.GetServices<IExceptionHandler>().Select(h => h.GetType()).Single(t => t.Name == "StoreExceptionHandler");
        var log = new LogLines<IExceptionHandler>();
        await using var logging = new ServiceCollection().AddSingleton(new FullDisk(TimeProvider.System)).AddLogging(l => l.AddProvider(new Everything(log))).BuildServiceProvider();
        var handler = (IExceptionHandler)ActivatorUtilities.CreateInstance(logging, type);
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { TraceIdentifier = "aanvraag-7", RequestServices = scope.ServiceProvider, Response = { Body = body }, Request = { Headers = { AcceptLanguage = language } } };
        var handled = await handler.TryHandleAsync(http, failure, Cancellation);
        if (body.Length == 0) return (handled, http, null, log.Written);
        var problem = JsonDocument.Parse(body.ToArray()).RootElement;
        return (handled, http, (problem.GetProperty("type").GetString()!, problem.GetProperty("detail").GetString()!), log.Written);
    }

    private static PostgresException Postgres(string state, string? file = null) => new("x", "ERROR", "ERROR", state, file: file);

    private static NpgsqlConnectionStringBuilder Address(Support.Api host) => new(host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString);

    private static Task<Database> Open(string connectionString, string? environment = null, string? folder = null) => Database.Open(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:WikkenWegen", connectionString), new("LocalPostgres:Folder", folder)]).Build(),
        new HostingEnvironment { EnvironmentName = environment ?? Environments.Production });

    private sealed record Document(Level Level, DateTimeOffset At, decimal Amount, string? Nothing);

    /// <summary>Sends what is logged under any name to one log.</summary>
    private sealed class Everything(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
