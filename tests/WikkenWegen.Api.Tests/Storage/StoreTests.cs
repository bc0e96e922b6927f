using System.Net;
using System.Net.Sockets;
using JasperFx;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using WikkenWegen.Api.Infrastructure;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Tests.Support;
using WikkenWegen.Domain;

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
            .ShouldBe((JasperFx.MultiTenancy.TenancyStyle.Conjoined, StreamIdentity.AsGuid, EventAppendMode.QuickWithServerTimestamps, true));
        // Under the names of the contract, whatever Marten would call them; also those that nobody recorded yet.
        var known = shared.Api.Services.GetRequiredService<IDocumentStore>().Options.Events.AllKnownEventTypes().ToDictionary(type => type.EventType, type => type.EventTypeName);
        EventContract.Names.Where(name => known.GetValueOrDefault(name.Key) != name.Value).ShouldBeEmpty();
        options.Events.TimeProvider.ShouldBeSameAs(shared.Api.Services.GetRequiredService<TimeProvider>());
        var metadata = options.Events.MetadataConfig;
        (metadata.CausationIdEnabled, metadata.CorrelationIdEnabled, metadata.HeadersEnabled, metadata.UserNameEnabled).ShouldBe((true, true, true, true));
        (options.Projections.Errors.SkipApplyErrors, options.Projections.Errors.SkipSerializationErrors, options.Projections.Errors.SkipUnknownEvents).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task A_configured_database_that_does_not_exist_is_named_at_once_and_one_that_cannot_be_read_is_not_repeated()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(shared.Api.ConnectionString) { Database = "no_such_database" };
        var refusal = await Should.ThrowAsync<StartupException>(Open(nowhere.ConnectionString).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
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
        await using var database = await opening.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        (address.Port, address.Database, address.IncludeErrorDetail).ShouldBe((port, server.Database, false));
        database.Ended.IsCompleted.ShouldBeFalse();
        await forwarded;
        Database.None.ConnectionString.ShouldBe("Host=none.invalid");
        await Database.None.DisposeAsync();
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
        { Postgres("57014"), 0, null },
        { Postgres("22012"), 0, null },
        { Postgres("23505"), 0, null },
        { new InvalidOperationException("x"), 0, null },
    };

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_caller_hears_what_became_of_a_request_that_the_store_could_not_carry_out(Exception failure, int status, string? retryAfter)
    {
        await using var scope = shared.Api.Services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<IExceptionHandler>().Single(h => h.GetType().Name == "StoreExceptionHandler");
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Response = { Body = body }, Request = { Headers = { AcceptLanguage = "en" } } };
        (await handler.TryHandleAsync(http, failure, Cancellation)).ShouldBe(status > 0);
        http.Response.Headers.RetryAfter.ToString().ShouldBe(retryAfter ?? "");
        http.Response.StatusCode.ShouldBe(status > 0 ? status : 200);
        var said = System.Text.Encoding.UTF8.GetString(body.ToArray());
        if (status == 0) said.ShouldBeEmpty();
        else said.ShouldContain(status == 409 ? "Nothing was recorded; try again." : "Repeat the request with the same Idempotency-Key");
    }

    private static PostgresException Postgres(string state) => new("x", "ERROR", "ERROR", state);

    private static NpgsqlConnectionStringBuilder Address(Support.Api host) => new(host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString);

    private static Task<Database> Open(string connectionString) => Database.Open(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:WikkenWegen", connectionString)]).Build(), new HostingEnvironment { EnvironmentName = Environments.Production });
}
